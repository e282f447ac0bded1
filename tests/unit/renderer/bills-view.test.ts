// Goal: what the screen says of a bill is what the bill says. Method: view models over a bill made by hand, in both languages.
import { describe, expect, it } from 'vitest'
import { derivationNodes, holdSentence, lineRows, sayLine } from '../../../renderer/journeys/bills/view.ts'
import type { Bill, BillLine } from '../../../shared/domain/bill.ts'
import type { Charge } from '../../../shared/domain/rating.ts'
import type { DerivationStep } from '../../../shared/domain/rating.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { charge } from '../central/support/builders.ts'

const texts = createTexts('en')
const prorated: Charge = charge({ derivation: [
  { kind: 'price', offeringId: 'plan' as never, offeringVersion: 2, priceId: 'monthly', amountMicro: 31_000_000 }, { kind: 'proration', days: 10, ofDays: 31, from: '2026-12-22', to: '2027-01-01' },
  { kind: 'rounding', beforeNumerator: '310000000', beforeDenominator: '31', afterMicro: 10_000_000, mode: 'half-even', placeMicro: 10_000 }, { kind: 'tax', name: 'State', partsPerMillion: 100_000, baseMicro: 10_000_000, amountMicro: 1_000_000 },
] })
const line: BillLine = { id: 'l1', obligation: 'l1', orderId: 'o1', group: 'recurring', label: 'Fast line', offeringName: 'Fast', providerId: 'centurylink', providerName: 'CenturyLink', periodFrom: '2026-12-22', periodTo: '2027-01-01', charge: prorated, settlement: null, usage: null, corrects: null }
const bill = { id: 'b', lines: [line], holds: [] } as unknown as Bill
const explained = { line, how: explain(prorated.derivation), unreadSteps: 0, isSame: true, sumMicro: 0, parties: prorated.postings.map(({ party, amountMicro }) => ({ kind: party.kind, name: 'providerId' in party ? party.providerId : 'name' in party ? party.name : '', amountMicro })) }

describe('a bill on the screen', () => {
  it('says of a line who, from when to when, how many days, and what it comes to with tax', () => {
    expect(lineRows({ bill, entries: [], here: [], open: [], people: [] }, texts)).toEqual([{ id: 'l1', label: 'Fast line', detail: 'Fast, CenturyLink · Dec 22, 2026 up to Jan 1, 2027 · 10 of 31 days', amount: '$11.00', dispute: null }])
  })

  it('says of a line that is what a month’s use leaves of its minimum that it is', () => {
    const minimum: BillLine = { ...line, group: 'usage', label: 'Minutes', charge: { ...prorated, derivation: [{ kind: 'minimum', minimumMicro: 5_000_000, usedMicro: 0, billedMicro: 0 }] } }
    expect(lineRows({ bill: { ...bill, lines: [minimum] }, entries: [], here: [], open: [], people: [] }, texts)[0]?.detail).toBe('Fast, CenturyLink · Dec 22, 2026 up to Jan 1, 2027 · up to the least a month costs')
  })

  it('tells a dispute that is kept here from one that central knows, and from one that was answered', () => {
    const dispute = { id: 'd', customerId: 'c', billId: 'b', lineId: 'l1', at: 1, by: 'rep', kind: 'dispute', because: 'tooMuch', note: '' } as const
    const here = { disputeId: 'x', lineId: 'l1', because: 'tooMuch', note: '', at: 1, state: 'queued', refusedCode: null } as const
    const answered = { ...dispute, id: 'a', kind: 'disputeAnswered', disputeId: 'd', decision: 'rejected', because: 'right', creditNoteId: null } as never
    expect([[[], [here]], [[dispute], []], [[dispute, answered], []]].map(([entries, kept]) => lineRows({ bill, entries, here: kept } as never, texts)[0]?.dispute)).toEqual(['queued', 'open', 'answered'])
  })

  it('explains a figure from its rule to who receives what; rounding that changed nothing is not told', () => {
    const nodes = derivationNodes(explained, (id) => id, texts)
    expect(nodes.map(({ key }) => key)).toEqual(['rule', 'days', 'tax', 'parties'])
    expect(nodes.at(-1)?.parts.map(({ label, amount }) => [label, amount])).toEqual([['centurylink', '$7.00'], ['State', '$1.00'], ['stays with us', '$3.00']])
  })

  it('tells a rep one sum for providers and us', () => {
    const merged = [...explained.parties.filter(({ kind }) => kind === 'customer' || kind === 'tax'), { kind: 'others' as const, name: '', amountMicro: 10_000_000 }]
    expect(derivationNodes({ ...explained, parties: merged }, (id) => id, texts).at(-1)?.parts.map(({ label, amount }) => [label, amount])).toEqual([['State', '$1.00'], ['providers and us', '$10.00']])
  })

  it.each([['en', ['412 minutes used in the period, 299 of them on a bill before', '300 minutes included', '112 minutes above 300, each $0.02: $2.24']], ['es', ['412 minutos usados en el periodo, 299 de ellos en una factura anterior', '300 minutos incluidos', '112 minutos por encima de 300, a $0.02: $2.24']]] as const)('says in %s which units of the period were used', (language, sentences) => {
    const used = { kind: 'usage', unit: 'minute', priorUnits: 299, totalUnits: 412, freeUnits: 300, mode: 'half-even', placeMicro: 10_000 } as const
    const nodes = derivationNodes({ ...explained, line: { ...line, usage: { units: 113, unit: 'minute', events: 9 } }, how: explain([{ ...prorated.derivation[0]!, amountMicro: 20_000 } as DerivationStep, used]) }, (id) => id, createTexts(language))
    expect(nodes.find(({ key }) => key === 'period')?.sentences).toEqual(sentences)
    expect(nodes.find(({ key }) => key === 'usage')?.sentences[0]).toContain(language === 'en' ? '113 minutes in 9 uses' : '113 minutos en 9 usos')
  })

  it('says what each tier adds up to, and puts it in the sentence to read aloud', () => {
    const metered = { kind: 'metered', unit: 'gigabyte', priorUnits: 0, totalUnits: 700, tariff: { model: 'graduated', tiers: [{ upToUnits: 500, unitMicro: 0, flatMicro: 0 }, { upToUnits: null, unitMicro: 50_000, flatMicro: 0 }] }, maximumMicro: null, hours: null, mode: 'half-even', placeMicro: 10_000 } as const
    const tiered = { ...explained, how: explain([prorated.derivation[0]!, metered]) }
    expect(derivationNodes(tiered, (id) => id, texts).find(({ key }) => key === 'period')?.sentences).toEqual(['700 GB used in the period', '500 GB included', '200 GB above 500, each $0.05: $10.00'])
    expect(sayLine(tiered, texts)).toContain('200 GB above 500, each $0.05: $10.00')
  })

  it('says that a newer central explains more than this desk can read', () => {
    expect(derivationNodes({ ...explained, unreadSteps: 2 }, (id) => id, texts).find(({ key }) => key === 'unread')?.sentences[0]).toContain('2 steps')
  })

  it('has a sentence to read aloud with the figure in it', () => {
    expect(sayLine(explained, texts)).toContain('**Fast** comes to **$11.00**')
    expect(sayLine(explained, createTexts('es'))).toContain('**Fast** suma **$11.00**')
  })

  it('says why a bill waits, with both figures and the days', () => {
    const hold = { reason: 'activation-slipped', orderId: 'o', toldMinor: 4_410, billedMinor: 7_000, toldFrom: '2026-11-10', toldTo: '2026-12-01', activatedOn: '2026-12-05' } as const
    for (const part of ['Dec 5, 2026', 'Dec 1, 2026', '$44.10', '$70.00']) expect(holdSentence(hold, texts)).toContain(part)
  })
})
