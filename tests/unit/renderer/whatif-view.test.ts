// Goal: what is said is what came out, and what is left out is said with its reason. Method: answers made by hand, in both languages.
import { describe, expect, it } from 'vitest'
import { leftOut, monthRows, offerRows, savingText, sayOffer } from '../../../renderer/journeys/whatif/view.ts'
import type { Offer } from '../../../renderer/journeys/whatif/view.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const texts = createTexts('en')
const offer = (over: Partial<Offer> = {}): Offer => ({
  id: 'o', name: 'Air 50', bundleName: null, providerId: 'p', providerName: 'Front Range Air', downlinkKbps: 50_000, uplinkKbps: 5_000, months: [{ thereMinor: 4_000, missing: null }, { thereMinor: 4_000, missing: null }], comparedMonths: 2,
  paidMinor: 10_000, totalMinor: 8_000, savingMinor: 2_000, onceMinor: 0, monthlyMinor: 4_000, introductoryUntil: null, kept: [], lost: [], ...over,
})
const answerOf = (...offers: readonly Offer[]) => ({ orderId: 'x', services: [], months: [{ from: '2026-09-01', to: '2026-10-01', paidMinor: 5_000 }, { from: '2026-10-01', to: '2026-11-01', paidMinor: 5_000 }], paidMinor: 10_000, offers: [...offers], notHere: 0 })
const partly = offer({ months: [{ thereMinor: null, missing: 'usage' }, { thereMinor: 4_000, missing: null }], comparedMonths: 1, paidMinor: 5_000, totalMinor: 4_000, savingMinor: 1_000 })
const never = offer({ months: [{ thereMinor: null, missing: 'usage' }, { thereMinor: null, missing: 'bill' }], comparedMonths: 0, paidMinor: 0, totalMinor: 0, savingMinor: null })

describe('the last months on another offer, in words', () => {
  it.each([
    [offer(), '$20.00 less', 'In 2 months you were billed **$100.00**. With **Air 50** it would have come to **$80.00**: **$20.00 less**.'],
    [offer({ totalMinor: 11_000, savingMinor: -1_000 }), '$10.00 more', 'In 2 months you were billed **$100.00**. With **Air 50** it would have come to **$110.00**: $10.00 more. Nothing at your address would have been cheaper.'],
    [offer({ totalMinor: 10_000, savingMinor: 0 }), 'the same', 'In 2 months you were billed **$100.00**. With **Air 50** it would have come to the same. Nothing at your address would have been cheaper.'],
    [offer({ onceMinor: 7_500, lost: ['Modem', 'Voice'] }), '$20.00 less', 'In 2 months you were billed **$100.00**. With **Air 50** it would have come to **$80.00**: **$20.00 less**. $75.00 of that is charged once. You would go without Modem and Voice.'],
    [partly, '$10.00 less', 'In 1 month you were billed **$50.00**. With **Air 50** it would have come to **$40.00**: **$10.00 less**. Left out: 1 month has no usage on this desk.'],
    [never, 'cannot be told', 'I cannot say what these months would have come to with **Air 50**. Left out: 1 month has no usage on this desk and 1 month has no bill on this desk.'],
  ])('%#: both sums, and what is left out', (one, saving, said) => {
    expect(savingText(one, texts)).toBe(saving)
    expect(sayOffer(answerOf(one), one, texts)).toBe(said)
    expect(sayOffer(answerOf(one), one, createTexts('es'))).not.toMatch(/\{|billed/)
  })
  it('does not say that nothing is cheaper where a month is left out, or of an offer that is not the best', () => {
    const dear = offer({ id: 'dear', totalMinor: 11_000, savingMinor: -1_000 })
    expect(sayOffer(answerOf(offer(), dear), dear, texts)).not.toContain('Nothing')
    const unsure = { ...partly, totalMinor: 6_000, savingMinor: -1_000 }
    expect(sayOffer(answerOf(unsure), unsure, texts)).not.toContain('Nothing')
  })
  it('names in a row what would go and how many months count', () => {
    expect(offerRows(answerOf(partly, never), texts).map(({ detail, total, outcome }) => [detail, total, outcome])).toEqual([['Front Range Air · 50 Mbps · over 1 of 2 months', '$40.00', 'less'], ['Front Range Air · 50 Mbps', '–', 'unknown']])
    expect(offerRows(answerOf(offer({ bundleName: 'Home together', lost: ['Modem'] })), texts)[0]).toMatchObject({ name: 'Air 50 with Home together', detail: 'Front Range Air · 50 Mbps · without Modem' })
    expect(leftOut(offer(), texts)).toBeNull()
  })
  it('shows each month, newest first; one that is left out says why in its place', () => {
    expect(monthRows(answerOf(partly), partly, texts).map(({ paid, there, difference }) => [paid, there, difference])).toEqual([['$50.00', '$40.00', '\u2212$10.00'], ['$50.00', '1 month has no usage on this desk', '']])
  })
})
