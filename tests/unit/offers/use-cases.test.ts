import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFirstBill } from '../../../main/console/offers/first-bill.ts'
import { createListOffers } from '../../../main/console/offers/list.ts'
import { createQuote } from '../../../main/console/offers/quote.ts'
import { createCheckQualification } from '../../../main/console/qualification/check.ts'
import type { OrderView, StepView } from '../../../shared/domain/order.ts'
import type { QueryMessage } from '../../../shared/domain/qualification.ts'
import { quoteOrder } from '../../../shared/engines/saga/quote-order.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { NOW } from '../cache/caches.ts'
import { cheyenneDesk, REP } from '../places/desk.ts'
import { OPEN_EYES } from '../../support/open-eyes.ts'

/* Goal: what the console says of offers at real houses of Cheyenne. 22 November 2026, bill day 1: nine of thirty days. Taxes 4 % and 2 % on service, 4 % on equipment. */
let desk: Awaited<ReturnType<typeof cheyenneDesk>>
beforeAll(async () => { desk = await cheyenneDesk() })
afterAll(() => desk.temp.remove())

const qualify = async (text: string, computer?: QueryMessage['clientComputer']) => {
  const place = desk.temp.cache.search(text, 1).matches[0]
  assert(place, 'the house is known')
  const checked = await createCheckQualification(desk.deps)({ channel: 'csr', place: place.id, ...(computer ? { clientComputer: computer } : {}) }, REP)
  assert(checked.ok, 'qualified')
  return checked.value
}
const listAt = async (text: string, options: { readonly need?: { readonly people: number; readonly uses: ('work' | 'streaming' | 'gaming' | 'devices')[] }; readonly computer?: QueryMessage['clientComputer'] } = {}) => {
  const listed = await createListOffers(desk.deps)({ qualificationId: (await qualify(text, options.computer)).id, need: options.need ?? null }, REP)
  assert(listed.ok, 'listed')
  return { ...listed.value, offer: (id: string) => listed.value.offers.find((candidate) => candidate.offering.id === id) }
}

describe('the list of offers', () => {
  it('adds up 24 bills of an introductory plan with rented equipment and a fee once', async () => {
    const { offer } = await listAt('610 w 26th')
    const start = offer('fra-air-25')
    // First: 25.00 × 9/30 = 7.50 + 0.45; 4.00 × 9/30 = 1.20 + 0.05; 50.00 + 2.00: 61.20. Six months 26.50 + 4.16 = 30.66; then 37.10 + 4.16 = 41.26.
    expect(start).toMatchObject({ firstBillMinor: 6120, monthlyMinor: 4126, oneTimeMinor: 5200, cost: { secondBillMinor: 3066, introductoryUntil: '2027-06-01', total12Minor: 6120 + 6 * 3066 + 5 * 4126, total24Minor: 6120 + 6 * 3066 + 17 * 4126 } })
    // Equipment: 1.25 and 23 months of 4.16.
    expect(start?.cost.parts).toEqual({ oneTimeMinor: 5200, equipmentMinor: 125 + 23 * 416, serviceMinor: 6120 + 6 * 3066 + 17 * 4126 - 5200 - 125 - 23 * 416 })
  })
  it('puts plans before what goes with them, ranks them from 1 without a gap, and ranks nothing else', async () => {
    const { offers } = await listAt('610 w 26th')
    const plans = offers.filter(({ offering }) => offering.kind === 'access')
    expect(offers.slice(0, plans.length)).toEqual(plans)
    expect(plans.map((plan) => plan.rank?.place)).toEqual(plans.map((_plan, index) => index + 1))
    expect(offers.slice(plans.length).every((other) => other.rank === null)).toBe(true)
  })
  it('puts what fits first once the need is known, and says what is wanted and why', async () => {
    const { offers, wanted } = await listAt('610 w 26th', { need: { people: 2, uses: ['streaming'] } })
    expect(wanted).toMatchObject({ downlinkKbps: 16_000, uplinkKbps: 1_000 })
    expect(offers[0]).toMatchObject({ fit: { verdict: 'fits' }, rank: { place: 1 } })
    expect(offers.find(({ offering }) => offering.id === 'elk-internet-10')?.fit).toEqual({ verdict: 'tooSlow', short: 'downlink', haveKbps: 10_000, wantKbps: 16_000 })
    expect(offers.filter(({ offering }) => offering.kind !== 'access').every(({ fit }) => fit.verdict === 'notAsked')).toBe(true)
  })
  it('never says more speed than the plan sells, and says when a speed is only the plan’s', async () => {
    const { offers } = await listAt('610 w 26th')
    for (const { offering, downlinkKbps, speedFrom } of offers.filter((candidate) => candidate.offering.kind === 'access')) {
      expect(downlinkKbps ?? 0).toBeLessThanOrEqual(offering.downlinkKbps ?? Number.MAX_SAFE_INTEGER)
      expect(['line', 'plan']).toContain(speedFrom)
    }
  })
  it('names the plans any of which an add-on needs first, best ranked first', async () => {
    const { offer, offers } = await listAt('610 w 26th')
    const ranked = offers.filter(({ offering, orderable }) => offering.kind === 'access' && orderable).map(({ offering }) => offering.id)
    const meets = offer('kestrel-stream')?.meets ?? []
    expect(meets.length).toBeGreaterThan(0)
    expect(meets).toEqual(ranked.filter((id) => meets.includes(id)))
  })
  it('shows a bundle as what it contains, with its discount', async () => {
    const { offer } = await listAt('610 w 26th')
    // 12.99 + 6 % = 13.77; 9.00 + 6 % = 9.54; 4.00 off before tax.
    expect(offer('bundle-home-together')).toMatchObject({ contains: [{ offeringId: 'kestrel-stream', monthlyMinor: 1377 }, { offeringId: 'kestrel-voice', monthlyMinor: 954 }], discountMinor: 400 })
  })
  it('says which visit a plan brings, the modem that a computer without Ethernet needs, and which plan it does not suit', async () => {
    const { offer } = await listAt('610 w 26th', { computer: { operatingSystem: 'Windows 11', memoryMb: 1024, hasEthernet: false } })
    expect(offer('fra-air-50')).toMatchObject({ orderable: false, why: { code: 'client-unsuitable', details: { lacks: 'memory' } } })
    expect(offer('fra-air-50')?.services.map(({ reason }) => reason.code)).toContain('antenna-to-mount')
    expect(offer('elk-internet-10')?.services).toEqual([expect.objectContaining({ kind: 'equipment', reason: expect.objectContaining({ code: 'modem-without-ethernet' }) })])
  })
  it('says of each plan whose word it is and how old', async () => {
    const { offers } = await listAt('610 w 26th')
    for (const { offering, word } of offers) expect(word === null).toBe(offering.kind !== 'access')
  })
})

describe('a quote', () => {
  it('shows three bills, the first of them the one that is told, and the first bill should service begin a cycle later', async () => {
    const quoted = await createQuote(desk.deps)({ qualificationId: (await qualify('610 w 26th')).id, offeringIds: ['elk-internet-10'] }, REP)
    assert(quoted.ok, 'quoted')
    const { bill, bills, slipped, earliest } = quoted.value
    expect(bills[0]).toEqual(bill)
    // 49.95 + 6 %: 1.998 → 2.00 and 0.999 → 1.00: 52.95 for a whole month.
    expect(bills.map((each) => [each.periodFrom, each.totalMinor])).toEqual([['2026-11-22', 1588], ['2026-12-01', 5295], ['2027-01-01', 5295]])
    expect(slipped).toMatchObject({ periodFrom: '2026-12-01', totalMinor: 5295 })
    expect(earliest).toEqual({ date: '2026-11-22', code: 'today', needsVisit: false })
  })
})

describe('the first bill of an order', () => {
  const step = (endedAt: number | null): StepView => ({ id: 's', kind: 'activateBilling', providerId: null, phase: 'pivot', state: endedAt === null ? 'asking' : 'done', startedAt: 1, endedAt, attempts: 1, details: {} })
  const firstBill = (steps: readonly StepView[], change: (view: OrderView) => OrderView = (view) => view) => {
    const catalog = desk.temp.cache.catalog()
    assert(catalog, 'there is a catalog')
    const quoted = quoteOrder({ catalog, offeringIds: [asId('elk-internet-10')], takenAt: NOW, at: NOW, terms: desk.deps.terms() })
    assert(quoted.ok, 'quoted')
    const order = { quote: quoted.value.quote, takenAt: NOW, items: [{ id: '1', action: 'add', offeringId: 'elk-internet-10', offeringVersion: 1, qualificationId: null }] } as unknown as OrderView['order']
    const view = change({ order, steps } as unknown as OrderView)
    return createFirstBill({ cache: desk.deps.cache, terms: desk.deps.terms, findOrder: (id) => (id === 'o' ? view : null), callerAuth: OPEN_EYES })({ orderId: 'o' }, REP)
  }
  it('is the told one, with the two after it, before the order is live', async () => expect(await firstBill([step(null)])).toMatchObject({ ok: true, value: { told: { totalMinor: 1588 }, bills: [{ totalMinor: 1588 }, { totalMinor: 5295 }, { totalMinor: 5295 }], liveOn: null, fromLive: null } }))
  it('stands as told when service begins within its days', async () => expect(await firstBill([step(NOW + 3 * 86_400_000)])).toMatchObject({ ok: true, value: { liveOn: '2026-11-25', fromLive: null } }))
  it('says what it would be when service begins after its days', async () => {
    // 10 December to 1 January: 22 of 31 days of 49.95 is 35.448 → 35.45; 4 % 1.418 → 1.42, 2 % 0.709 → 0.71: 37.58.
    expect(await firstBill([step(NOW + 18 * 86_400_000)])).toMatchObject({ ok: true, value: { liveOn: '2026-12-10', told: { totalMinor: 1588 }, fromLive: { totalMinor: 3758 } } })
  })
  it('shows the told bill alone when this desk no longer comes to it', async () => {
    expect(await firstBill([], (view) => ({ ...view, order: { ...view.order, quote: { ...view.order.quote, totalMinor: 1 } } }))).toMatchObject({ ok: true, value: { bills: [{ totalMinor: 1 }], fromLive: null } })
    expect(await firstBill([], (view) => ({ ...view, order: { ...view.order, items: [{ ...view.order.items[0]!, offeringId: asId('gone') }] } }))).toMatchObject({ ok: true, value: { bills: [{ totalMinor: 1588 }] } })
  })
  it('is refused for an order this desk does not have', async () => expect(await createFirstBill({ cache: desk.deps.cache, terms: desk.deps.terms, findOrder: () => null, callerAuth: OPEN_EYES })({ orderId: 'x' }, REP)).toMatchObject({ ok: false, error: { code: 'order-unknown' } }))
})
