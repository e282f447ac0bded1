// Goal: a price that was wrong is put right for everybody and every event, no bill is edited, and every party's part follows. Method: real central, record and book; sums worked out by hand; a power failure between the book and the record.
import { describe, expect, it } from 'vitest'
import type { CorrectedPrice } from '../../../shared/domain/price-correction.ts'
import { recheckCharge } from '../../../shared/engines/billing/recheck-charge.ts'
import { correctOffering } from '../../../shared/engines/rating/correct-price.ts'
import { findImbalances, partySums } from '../../../shared/engines/settlement/balance.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { bookOf } from '../usage/support/usage-builders.ts'
import { ADMIN, REP } from './support/builders.ts'
import { codeOf, valueOf } from './support/start-central.ts'
import type { StartedCentral } from './support/start-central.ts'
import { CATALOG, DAY, MINUTES, NOON, SYSTEM, VOICE, billsOf, bring, call, proof, run, usedLines, withVoice } from './support/voice.ts'

/** One cent in place of two, from November on. */
const ONE_CENT: CorrectedPrice = { offeringId: 'voice', offeringVersion: 1, priceId: 'minutes', fromPeriod: '2026-11', amountMicro: 10_000, ratingGuideline: MINUTES.ratingGuideline }
const correct = async (started: StartedCentral, price: Partial<CorrectedPrice> = {}, because = 'Printed at twice the price.') => started.send('usage.correctPrice', { ...ONE_CENT, ...price, because }, { actor: ADMIN })
const rerate = async (started: StartedCentral, limit = 100) => {
  for (let answer = { services: 0, events: 0, more: true }, events = 0; ; ) {
    answer = valueOf(await started.send('usage.rerate', { limit }, { actor: SYSTEM }))
    events += answer.events
    if (!answer.more) return events
  }
}
const credits = async (started: StartedCentral) => (await billsOf(started)).flatMap((bill) => bill.lines.filter((line) => line.group === 'credit'))
const sumOf = async (started: StartedCentral) => (await billsOf(started)).flatMap((bill) => bill.lines).filter(({ charge }) => charge.priceId === 'minutes').reduce((sum, { charge }) => sum + charge.amountMicro, 0)
const kestrelOf = async (started: StartedCentral) => (await billsOf(started)).flatMap((bill) => bill.lines).filter(({ charge }) => charge.priceId === 'minutes').flatMap(({ charge }) => charge.postings).filter(({ party }) => party.kind === 'provider').reduce((sum, { amountMicro }) => sum + amountMicro, 0)

describe('a corrected price', () => {
  it('gives back what was billed and charges the whole again on the next bill, every party’s part with it; the bill that was sent stays', async () => {
    const started = await withVoice()
    // 412 minutes, 112 beyond the free ones: 2.24 at two cents, 1.12 at one. Kestrel has 65 % of either.
    await bring(started, [call('a', 200), call('b', 111.5), call('c', 100)])
    await run(started, '2026-12-01')
    const sent = await billsOf(started)
    valueOf(await correct(started))
    expect(await rerate(started)).toBe(2)
    await run(started, '2027-01-01')
    expect((await billsOf(started)).slice(0, sent.length)).toEqual(sent)
    const [back] = await credits(started)
    expect(back).toMatchObject({ charge: { amountMicro: -2_240_000 }, corrects: { lineId: (await usedLines(started))[0]?.id, because: 'Printed at twice the price.' } })
    expect((await usedLines(started)).map(({ usage, charge }) => [usage?.units, charge.amountMicro])).toEqual([[412, 2_240_000], [412, 1_120_000]])
    expect([await sumOf(started), await kestrelOf(started)]).toEqual([1_120_000, 728_000])
    const [, again] = await usedLines(started)
    expect(again && [recompute(again.charge).problems, recheckCharge(again.charge)]).toEqual([[], true])
    const all = (await billsOf(started)).flatMap((bill) => bill.lines).map((line) => ({ id: line.id, block: 'all', postings: line.charge.postings }))
    expect(findImbalances(all)).toEqual([])
    expect(Object.values(partySums(all)).reduce((sum, each) => sum + each, 0)).toBe(0)
    expect(await proof(started, '2027-01-01')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('tells every desk of the credit as an entry of the old bill', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 400)])
    await run(started, '2026-12-01')
    valueOf(await correct(started))
    await run(started, '2027-01-01')
    const december = (await billsOf(started)).find((bill) => bill.lines.some((line) => line.group === 'usage'))
    expect((await started.feed()).flatMap((item) => (item.kind === 'billEntry' ? [item.entry] : []))).toMatchObject([{ kind: 'creditNote', billId: december?.id, because: 'Printed at twice the price.', byRole: 'administrator', charge: { amountMicro: -2_000_000 } }])
  })

  it('is done once, however often it is run; only another correction does more', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 400)])
    await run(started, '2026-12-01')
    valueOf(await correct(started))
    await rerate(started)
    for (const upTo of ['2027-01-01', '2027-01-01', '2027-02-01', '2027-03-01']) await run(started, upTo)
    expect([(await usedLines(started)).length, (await credits(started)).length]).toEqual([2, 1])
    valueOf(await correct(started, { amountMicro: 30_000 }, 'It is three cents.'))
    await rerate(started)
    await run(started, '2027-04-01')
    expect((await usedLines(started)).map(({ charge }) => charge.amountMicro)).toEqual([2_000_000, 1_000_000, 3_000_000])
    expect((await credits(started)).map(({ charge }) => charge.amountMicro)).toEqual([-2_000_000, -1_000_000])
    expect(await proof(started, '2027-04-01')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('moves each event that comes to another amount, and the sum of the book is what bills ask for', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 300), call('b', 50), call('c', 50)])
    await run(started, '2026-12-01')
    valueOf(await correct(started))
    expect(await rerate(started)).toBe(2)
    const book = await bookOf(started)
    // The first event was free, and is.
    expect(book.totals()).toMatchObject({ billed: 1, rerated: 2 })
    const service = (await started.ask('billing.services', { customerId: 'c1' })).services.find(({ offeringId }) => offeringId === 'voice')?.billingServiceId ?? ''
    expect(book.ratedSums(service)).toMatchObject([{ amountMicro: 1_000_000, events: 3 }])
    await run(started, '2027-01-01')
    expect(book.totals()).toMatchObject({ billed: 3, rerated: 0 })
  })

  it('of usage that is on no bill yet is the price of its first bill', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 400)])
    valueOf(await correct(started))
    await bring(started, [call('b', 10)])
    await run(started, '2026-12-01')
    expect((await usedLines(started)).map(({ charge }) => charge.amountMicro)).toEqual([1_100_000])
    expect(await credits(started)).toEqual([])
  })

  it('counts for what comes later, and from its month on only', async () => {
    const started = await withVoice()
    await bring(started, [call('nov', 400)])
    await run(started, '2026-12-01')
    valueOf(await correct(started, { fromPeriod: '2026-12' }))
    await bring(started, [call('dec', 400, { at: NOON + 25 * DAY })], NOON + 26 * DAY)
    await rerate(started)
    await run(started, '2027-01-01')
    expect((await usedLines(started)).map(({ charge }) => charge.amountMicro)).toEqual([2_000_000, 1_000_000])
    expect(await credits(started)).toEqual([])
  })

  it('gives back what a dispute left of a line, and a dispute nothing of a line that was given back', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 400)])
    await run(started, '2026-12-01')
    const bill = (await billsOf(started)).find(({ lines }) => lines.some(({ group }) => group === 'usage'))
    const lineId = bill?.lines.find(({ group }) => group === 'usage')?.id ?? ''
    const gross = bill?.lines.filter(({ id }) => id === lineId).reduce((sum, { charge }) => sum + charge.amountMicro + charge.taxMicro, 0) ?? 0
    for (const disputeId of ['d1', 'd2']) valueOf(await started.send('billing.dispute', { disputeId, billId: bill?.id ?? '', lineId, because: 'tooMuch', note: '' }, { actor: REP }))
    valueOf(await started.send('billing.answerDispute', { disputeId: 'd1', decision: 'partly', creditMinor: 50, because: 'half a dollar' }, { actor: ADMIN }))
    valueOf(await correct(started))
    await run(started, '2027-01-01')
    const given = (await credits(started)).reduce((sum, { charge }) => sum + charge.amountMicro + charge.taxMicro, 0)
    expect(given).toBe(-gross)
    expect(codeOf(await started.send('billing.answerDispute', { disputeId: 'd2', decision: 'accepted', creditMinor: 0, because: 'all of it' }, { actor: ADMIN }))).toBe('credit-too-large')
  })

  it('is carried out for each of many, a few at a time, whatever power fails between the book and the record', async () => {
    let isLost = false
    const started = await withVoice((store) => ({ ...store, write: (change) => store.write(async (tx) => { const answer = await change(tx); if (isLost) throw new Error('the power failed'); return answer }) }), { customers: 5 })
    await bring(started, [1, 2, 3, 4, 5].map((customer) => call(`e${customer}`, 300 + customer, { customer })))
    valueOf(await correct(started))
    isLost = true
    await started.send('usage.rerate', { limit: 2 }, { actor: SYSTEM, key: 'lost' }).catch(() => null)
    isLost = false
    // Control: the book was told, the record was not. Who trusted the record alone would rate these twice.
    const book = await bookOf(started)
    expect(book.totals()).toMatchObject({ rerated: 2, rated: 3 })
    expect(await rerate(started, 2)).toBe(3)
    expect(book.totals()).toMatchObject({ rerated: 5, rated: 0 })
    await run(started, '2026-12-01')
    expect((await usedLines(started)).map(({ charge }) => charge.amountMicro).toSorted((a, z) => a - z)).toEqual([10_000, 20_000, 30_000, 40_000, 50_000])
  })

  it('is told before it is done: how many customers, how much more, how much less, and what of it is on bills', async () => {
    const started = await withVoice(undefined, { customers: 3 })
    await bring(started, [call('a', 400, { customer: 1 }), call('b', 100, { customer: 2 })])
    await run(started, '2026-12-01')
    await bring(started, [call('c', 350, { customer: 3, at: NOON + 25 * DAY })], NOON + 26 * DAY)
    expect(await started.ask('usage.previewCorrection', ONE_CENT)).toEqual({ customers: 2, services: 2, events: 2, more: 0, less: 1_500_000, billed: { more: 0, less: 1_000_000 } })
    expect(await started.ask('usage.previewCorrection', { ...ONE_CENT, amountMicro: 50_000 })).toMatchObject({ more: 4_500_000, less: 0 })
    // Nothing of it was done.
    expect(await started.ask('usage.corrections', {})).toEqual({ open: false, corrections: [] })
  })

  it.each([
    ['an offering that is not there', { offeringId: 'nowhere' }, 'offeringUnknown'], ['a version that is not there', { offeringVersion: 9 }, 'offeringUnknown'], ['a price that is not there', { priceId: 'hours' }, 'priceUnknown'],
    ['a price by the month', { priceId: 'month' }, 'notForUsage'], ['another unit', { ratingGuideline: { ...MINUTES.ratingGuideline, unit: 'second' } }, 'otherUnit'],
    ['other hours', { ratingGuideline: { ...MINUTES.ratingGuideline, hours: { zone: 'America/Denver', times: [{ days: [1], fromMinute: 0, beforeMinute: 60 }], holidays: [] } } }, 'otherHours'],
    ['the price that counts already', { amountMicro: 20_000 }, 'changesNothing'],
    ['tiers that overlap', { amountMicro: 0, ratingGuideline: { kind: 'graduated', unit: 'minute', rounding: MINUTES.ratingGuideline.rounding, tiers: [{ upToUnits: 300, unitMicro: 0, flatMicro: 0 }, { upToUnits: 200, unitMicro: 10_000, flatMicro: 0 }, { upToUnits: null, unitMicro: 10_000, flatMicro: 0 }] } }, 'does not come after the tier before'],
  ] satisfies readonly (readonly [string, Partial<CorrectedPrice>, string])[])('is refused for %s, told first or done, and changes nothing', async (_what, change, problem) => {
    const started = await withVoice()
    const answer = await correct(started, change)
    expect(answer).toMatchObject({ ok: false, error: { code: 'correction-refused' } })
    if (!problem.includes(' ')) expect(answer).toMatchObject({ error: { details: { problem } } })
    expect(await started.ask('usage.corrections', {})).toEqual({ open: false, corrections: [] })
  })

  it('is nobody’s to make but a supervisor’s or an administrator’s', async () => {
    const started = await withVoice()
    expect(codeOf(await started.send('usage.correctPrice', { ...ONE_CENT, because: 'x' }, { actor: REP }))).toBe('not-permitted')
  })
})

describe('an offering with corrected prices', () => {
  const other = { ...ONE_CENT, amountMicro: 5_000, fromPeriod: '2027-01' }
  it('has the latest that reaches the month, and is the published one before and elsewhere', () => {
    const amountIn = (period: string, corrections: readonly CorrectedPrice[]) => correctOffering(VOICE, corrections, period).prices.find(({ id }) => id === 'minutes')?.amountMicro
    expect(['2026-10', '2026-11', '2026-12', '2027-01'].map((period) => amountIn(period, [ONE_CENT, other]))).toEqual([20_000, 10_000, 10_000, 5_000])
    // Decided later, for an earlier month: it counts from there on.
    expect(amountIn('2027-02', [other, ONE_CENT])).toBe(10_000)
    expect(correctOffering({ ...VOICE, version: 2 }, [ONE_CENT], '2027-01').prices).toBe(VOICE.prices)
    expect(CATALOG.offerings.find(({ id }) => id === 'voice')).toBe(VOICE)
  })
})
