import { describe, expect, it } from 'vitest'
import { initialState } from '../../../renderer/app/state.ts'
import type { CallState } from '../../../renderer/app/state.ts'
import { billAloud, billsTable, datesOf } from '../../../renderer/journeys/signup/offers/bill-aloud.ts'
import type { Offer, OfferList } from '../../../renderer/journeys/signup/offers/choice.ts'
import { compareOffers } from '../../../renderer/journeys/signup/offers/compare-rows.ts'
import { computerQuestions, needFrom, needWords, peopleFrom } from '../../../renderer/journeys/signup/offers/need-model.ts'
import { offerCard } from '../../../renderer/journeys/signup/offers/offer-card.ts'
import type { CardContext } from '../../../renderer/journeys/signup/offers/offer-card.ts'
import { readBackRows } from '../../../renderer/journeys/signup/offers/read-back-rows.ts'
import { steadyList } from '../../../renderer/journeys/signup/offers/steady-list.ts'
import { previewBills } from '../../../shared/engines/rating/preview-bill.ts'
import { microFromDecimal } from '../../../shared/kernel/money.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { addOn, bundle, catalog, monthly, NOW, offering, once } from '../engines/builders.ts'

const en = createTexts('en')
const es = createTexts('es')

function offer(id: string, over: Partial<Offer> = {}): Offer {
  return {
    offering: offering(id, { name: id.toUpperCase() }), provider: { id: 'centurylink', name: 'CenturyLink', code: 'CTL' }, orderable: true, why: null, qualificationId: 'q', monthlyMinor: 5300, firstBillMinor: 1590, firstBillTo: '2026-12-01', oneTimeMinor: 0,
    downlinkKbps: 100_000, uplinkKbps: 10_000, speedFrom: 'line', cost: { secondBillMinor: 5300, total12Minor: 59_890, total24Minor: 123_490, parts: { serviceMinor: 123_490, equipmentMinor: 0, oneTimeMinor: 0 }, introductoryUntil: null },
    fit: { verdict: 'fits', short: null, haveKbps: 100_000, wantKbps: 37_000 }, earliest: { date: '2026-11-22', code: 'today', needsVisit: false }, rank: { id, place: 1, by: 'alone', againstId: null, differenceMinor: 0 },
    word: { verdict: 'yes', source: 'providerInterface', ageMs: 7_200_000, reason: { code: 'provider-said-yes', supports: 'yes', details: {} }, yesWhen: null }, capacity: { code: 'port-free', supports: 'yes', details: { portsFree: 3, portsTotal: 24 } },
    meets: [], contains: [], discountMinor: 0, services: [], ...over,
  }
}
const list = (...offers: readonly Offer[]): OfferList => ({ catalogVersion: 1, today: '2026-11-22', wanted: null, offers: [...offers] })
const context = (offers: readonly Offer[] = [], texts = en): CardContext => ({ texts, status: null, offers, dearest24Minor: 246_980 })
const card = (it: Offer, offers: readonly Offer[] = []) => offerCard({ offer: it, marks: [], oldMonthlyMinor: null }, context(offers))

describe('an offer card', () => {
  it('says speed here, fit, cost, date, room and what the provider said, and how old that is', () => {
    const shown = card(offer('a'))
    expect(shown).toMatchObject({ speed: { down: '100', up: '10', isOfPlan: false }, fit: { glyph: 'yes', words: 'Fits what they need' }, why: null, canBeTaken: true })
    expect(shown.figures.map((figure) => figure.value)).toEqual(['$1,234.90', '$598.90', '$53.00', '$15.90'])
    expect(shown.facts.map((fact) => fact.value)).toEqual(['Today, once submitted', '3 of 24 ports free', 'The provider, 2 h old: the provider confirmed the line'])
  })
  it('draws its bar against the dearest plan, not against itself', () => {
    // 1234.90 of 2469.80 is a half; 49.40 of it once is 2 %.
    expect(card(offer('a', { cost: { ...offer('a').cost, parts: { serviceMinor: 118_550, equipmentMinor: 0, oneTimeMinor: 4_940 } } })).bar).toMatchObject({ service: 118_550 / 2469.8, oneTime: 4_940 / 2469.8, equipment: 0 })
  })
  it.each([['tight', 'uplink', 'late', 'Tight up: 4 Mbps of 5 Mbps'], ['tooSlow', 'downlink', 'no', 'Too slow down: 4 Mbps of 5 Mbps'], ['unknown', null, 'unknown', 'Speed here not known']] as const)('tells %s by shape and words', (verdict, short, glyph, words) => {
    expect(card(offer('a', { fit: { verdict, short, haveKbps: 4_000, wantKbps: 5_000 } })).fit).toEqual({ glyph, words })
  })
  it('judges nothing when the need was not asked', () => expect(card(offer('a', { fit: { verdict: 'notAsked', short: null, haveKbps: null, wantKbps: null } })).fit).toBeNull())
  it('says why it cannot be ordered, and what would make it yes', () => {
    const no = offer('a', { orderable: false, why: { code: 'no-port-free', details: { portsTotal: 24 } }, word: { verdict: 'no', source: 'plant', ageMs: null, reason: null, yesWhen: { code: 'waiting-place', supports: 'yes', details: { place: 3 } } }, earliest: { date: null, code: 'waits-for-place', needsVisit: false } })
    expect(card(no)).toMatchObject({ why: 'all 24 ports are in use', yesWhen: 'a port is free again: the caller would be number 3 in line', canBeTaken: false })
    expect(card(no).facts[0]?.value).toBe('When a place is free')
  })
  it('says what a computer lacks and what would do', () => {
    expect(card(offer('a', { orderable: false, why: { code: 'client-unsuitable', details: { lacks: 'memory', memoryMb: 1024, minMemoryMb: 2048 } } })).why).toContain('At least 2 GB would do.')
  })
  it('says that a speed is only the plan’s, and a price only introductory', () => {
    const shown = card(offer('a', { speedFrom: 'plan', cost: { ...offer('a').cost, introductoryUntil: '2027-06-01', secondBillMinor: 3066 } }))
    expect(shown.speed?.isOfPlan).toBe(true)
    expect(shown.introduction).toBe('until Jun 1, 2027, then $53.00')
    expect(shown.figures[2]?.value).toBe('$30.66')
  })
  it('names what put it in its place', () => {
    const other = offer('b')
    expect(card(offer('a', { rank: { id: 'a', place: 2, by: 'cost', againstId: 'b', differenceMinor: 120 } }), [other]).rank).toBe('$1.20 more than B in 24 months')
    expect(card(offer('a', { rank: { id: 'a', place: 1, by: 'fit', againstId: 'b', differenceMinor: 0 } }), [other]).rank).toBe('First: fits best')
  })
  it('is said in Spanish with the same figures', () => {
    const shown = offerCard({ offer: offer('a'), marks: ['price'], oldMonthlyMinor: 5000 }, context([], es))
    expect(shown.marks).toEqual(['Cambió el precio: $53.00 al mes, antes $50.00'])
    expect(shown.fit?.words).toBe('Alcanza para lo que necesitan')
  })
})

describe('the list while the rep stands at it', () => {
  const extra = (id: string) => offer(id, { offering: addOn(id) })
  const shown = (before: OfferList | null, now: OfferList) => steadyList(before, now).map((item) => `${item.offer.offering.id}${item.marks.map((mark) => ` ${mark}`).join('')}`)
  it('is as it comes when nothing was there before', () => expect(shown(null, list(offer('b'), offer('a')))).toEqual(['b', 'a']))
  it('keeps every row where it stood, whatever the new order', () => expect(shown(list(offer('a'), offer('b'), extra('x')), list(offer('b'), offer('a'), extra('x')))).toEqual(['a', 'b', 'x']))
  it('keeps what was withdrawn in its place, marked, and it cannot be ordered', () => {
    const listed = steadyList(list(offer('a'), offer('b')), list(offer('b')))
    expect(listed[0]).toMatchObject({ marks: ['withdrawn'], offer: { orderable: false } })
    expect(offerCard(listed[0]!, context())).toMatchObject({ canBeTaken: false, why: 'No longer sold. Your choice is kept until you choose another.', rank: null })
  })
  it('puts what is new behind its kind', () => expect(shown(list(offer('a'), extra('x')), list(offer('c'), offer('a'), extra('x'), extra('y')))).toEqual(['a', 'c added', 'x', 'y added']))
  it.each([
    ['price', { monthlyMinor: 6000 }], ['price', { cost: { ...offer('a').cost, total24Minor: 1 } }], ['availability', { orderable: false }], ['speed', { uplinkKbps: 1 }],
  ] as const)('marks a changed %s', (mark, over) => expect(shown(list(offer('a')), list(offer('a', over)))).toEqual([`a ${mark}`]))
  it('marks nothing that did not change', () => expect(shown(list(offer('a')), list(offer('a', { word: null })))).toEqual(['a']))
})

describe('two offers side by side', () => {
  const [a, b] = [offer('a'), offer('b', { downlinkKbps: 50_000, cost: { ...offer('b').cost, total24Minor: 100_000 }, earliest: { date: '2026-12-02', code: 'antenna-to-mount', needsVisit: true } })]
  it('lists what differs first, with the better side of each', () => {
    const { differing, same } = compareOffers(a, b, context([a, b]))
    expect(differing.map((row) => [row.id, row.better])).toEqual([['down', 'first'], ['live', 'first'], ['total24', 'second'], ['visit', null]])
    expect(same.every((row) => row.first === row.second)).toBe(true)
  })
  it('finds the same differences the other way round', () => {
    const turned = compareOffers(b, a, context([a, b])).differing.map((row) => [row.id, row.better])
    expect(turned).toEqual([['down', 'second'], ['live', 'second'], ['total24', 'first'], ['visit', null]])
  })
  it('has nothing that differs between an offer and itself', () => expect(compareOffers(a, a, context([a])).differing).toEqual([]))
})

describe('the need', () => {
  it.each([['', [], null], ['4', [], { people: 4, uses: [] }], ['', ['gaming'], { people: 1, uses: ['gaming'] }], [' 2 ', ['streaming', 'work'], { people: 2, uses: ['work', 'streaming'] }], ['x', [], null], ['0', [], null], ['21', [], null], ['2.5', [], null], ['-1', [], null]] as const)('typed %j with %j is %j', (typed, uses, need) => expect(needFrom(typed, uses)).toEqual(need))
  it('counts people from 1 to 20', () => expect(['1', '20', '21', '', '１'].map(peopleFrom)).toEqual([1, 20, null, null, null]))
  it('is said in a line, in both languages', () => {
    expect(needWords({ people: 4, uses: ['work', 'streaming'] }, en)).toBe('4 people, work from home, streaming')
    expect(needWords({ people: 1, uses: [] }, es)).toBe('1 persona')
    expect(needWords(null, en)).toBe('not asked')
  })
  it('asks about the computer only where a plan here asks', () => {
    const asking = offer('a', { offering: offering('a', { name: 'A', clientRequirement: { minMemoryMb: 2048, operatingSystems: ['Windows', 'macOS'] } }) })
    expect(computerQuestions([asking, offer('b')], en)).toEqual([{ provider: 'CenturyLink', wanted: 'A wants 2 GB and one of Windows and macOS', isUnsuitable: false }])
    expect(computerQuestions([offer('b')], en)).toEqual([])
  })
})

// 50.00 a month, introductory 40.00 for two whole months, 75.00 once; from 22 November with bill day 1: 9 of 30 days, 12.00 + 75.00; then 40.00, 40.00, 50.00.
const plan = offering('plan', { prices: [monthly('month', '50.00', { label: 'Plan', introductory: { amountMicro: microFromDecimal('40.00'), months: 2 } }), once('visit', '75.00', { label: 'Visit' })] })
const bills = previewBills({ catalog: catalog([plan]), offeringIds: [plan.id], activatedOn: '2026-11-22', billCycleDay: 1, region: 'WY', at: NOW }, 3)

describe('the bill read aloud', () => {
  it('is said the caller’s way in English', () => {
    expect(billAloud(bills, en)).toEqual([
      'Your first bill is **87 dollars**, taxes included.', 'It covers **9 of 30 days**, because your bill day is day 1 of the month.', 'It is made of: Plan, 12 dollars.', 'Visit is charged **once**: 75 dollars.',
      'Plan is at an introductory price until Monday, February 1; after that it is 50 dollars a month before taxes.', 'Your second bill, on Tuesday, December 1, is **40 dollars**.', 'When the introductory price is over it is **50 dollars a month**.',
    ])
  })
  it('is said the caller’s way in Spanish', () => {
    expect(billAloud(bills, es).slice(0, 2)).toEqual(['Su primera factura es de **87 dólares**, con impuestos.', 'Cubre **9 de 30 días**, porque su día de factura es el 1 de cada mes.'])
    expect(billAloud(bills, es).join(' ')).toContain('martes, 1 de diciembre')
  })
  it('says one cent and one dollar as one', () => {
    const oneOhOne = previewBills({ catalog: catalog([offering('p', { prices: [once('fee', '1.01', { label: 'Fee' })] })]), offeringIds: [offering('p').id], activatedOn: '2026-12-01', billCycleDay: 1, region: 'WY', at: NOW }, 2)
    expect(billAloud(oneOhOne, en)[0]).toBe('Your first bill is **1 dollar and 1 cent**, taxes included.')
  })
  it('says a whole month by its first and last day, and a bundle’s discount as one sum', () => {
    const members = [addOn('x', { prices: [monthly('m', '6.00', { label: 'X' })] }), addOn('y', { prices: [monthly('m', '3.00', { label: 'Y' })] })]
    const together = { ...bundle('together', ['x', 'y'], '1.00'), name: 'Together' }
    const said = billAloud(previewBills({ catalog: catalog([...members, together]), offeringIds: [together.id], activatedOn: '2026-12-01', billCycleDay: 1, region: 'WY', at: NOW }, 2), en)
    expect(said[1]).toBe('It covers one whole month, from Tuesday, December 1 to Thursday, December 31.')
    expect(said[3]).toBe('From that we take 1 dollar off for Together.')
    expect(said.at(-1)).toBe('Your second bill, on Friday, January 1, is **8 dollars**, and every month after that the same.')
  })
  it('has nothing to say of no bill', () => expect(billAloud([], en)).toEqual([]))
})

describe('what happens when', () => {
  it('is in the order of the days, the end of an introduction among them', () => {
    expect(datesOf({ bills, earliest: { date: '2026-11-27', code: 'antenna-to-mount', needsVisit: true } }, en).map((line) => `${line.when}: ${line.what}`)).toEqual([
      'Nov 22, 2026: First bill, $87.00', 'Nov 27, 2026: Service begins', 'Dec 1, 2026: Second bill, $40.00', 'Jan 1, 2027: Third bill, $40.00', 'Feb 1, 2027: Introductory price ends'])
  })
  it('names no day where nobody can', () => expect(datesOf({ bills, earliest: { date: null, code: 'not-here', needsVisit: false } }, en)[0]).toEqual({ id: 'live', when: 'when the line is ready', what: 'Service begins' }))
  it('shows each line of three bills, empty where a bill does not have it', () => {
    expect(billsTable(bills)).toEqual([{ id: 'plan/month', label: 'Plan', amounts: [12_000_000, 40_000_000, 40_000_000] }, { id: 'plan/visit', label: 'Visit', amounts: [75_000_000, null, null] }])
  })
})

describe('the read-back', () => {
  const call = (over: Partial<CallState> = {}): CallState => ({ ...initialState(0, 'c').call, ...over })
  it('is in the order of the talk, each line with the step where it is changed', () => {
    expect(readBackRows(call(), en).map((row) => [row.id, row.step])).toEqual([
      ['address', 'address'], ['need', 'need'], ['service', 'offers'], ['price', 'offers'], ['live', 'offers'], ['name', 'register'], ['reach', 'register'], ['identity', 'register'], ['payment', 'register']])
  })
  it('marks what is missing, and a need that was not asked is not missing', () => {
    const rows = readBackRows(call({ registration: { givenName: 'Juniper' } }), en)
    expect(rows.filter((row) => row.isMissing).map((row) => row.id)).toEqual(['address', 'service', 'price', 'live', 'reach', 'identity', 'payment'])
    expect(rows[1]?.value).toBe('not asked')
  })
  it('names a withdrawn offer by the list it was chosen from, and the price after an introduction', () => {
    const [bill] = bills
    const quote: CallState['quote'] = { catalogVersion: 1, bill: bill!, bills: [...bills], slipped: null, earliest: { date: null, code: 'today', needsVisit: false } }
    const rows = readBackRows(call({ chosen: ['a'], offers: list(), choice: { ...call().choice, baseline: list(offer('a')) }, quote }), en)
    expect(rows[2]?.value).toBe('A')
    expect(rows[4]).toMatchObject({ id: 'live', value: '–' })
    expect(rows[3]?.value).toBe('$87.00, then $40.00, from Feb 1, 2027 $50.00 a month')
  })
})
