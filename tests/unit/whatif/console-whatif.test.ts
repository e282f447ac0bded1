// Goal: from a person's own bills to every offer at their house, closed until the PIN. Method: the use case over a real central's bills, and a qualification of a made-up house.
import { describe, expect, it } from 'vitest'
import { createCallerAuth } from '../../../main/console/caller/caller-auth.ts'
import type { HandlerCtx } from '../../../main/console/context.ts'
import { createWhatIf } from '../../../main/console/whatif/compare.ts'
import type { WhatIfDeps } from '../../../main/console/whatif/compare.ts'
import { silentLog } from '../../../main/platform/log.ts'
import type { Bill } from '../../../shared/domain/bill.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import { pastMonths } from '../../../shared/engines/whatif/past-months.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { PLANS, publishPlans, sell } from '../central/support/billed-orders.ts'
import { centralForTest, codeOf, DENVER, valueOf } from '../central/support/start-central.ts'
import * as b from '../engines/builders.ts'

const FROM = Date.UTC(2026, 0, 20, 19)
const NOW = Date.UTC(2026, 10, 22, 18)
const REP: HandlerCtx = { user: { userId: 'rep-1', displayName: 'Rep', role: 'rep' }, clientId: 'window' }
const SYSTEM = { deskId: 'central', userId: 'central', role: 'system' }

/** A customer who was billed from January to November on `offeringIds`, and what the desk knows of it. */
async function billedDesk(offeringIds: readonly string[], over: Partial<WhatIfDeps['cache']> = {}) {
  const started = await centralForTest()
  started.setNow(FROM)
  await publishPlans(started)
  await sell(started, { orderId: 'o1', customerId: 'c1', takenAt: FROM, offeringIds, billCycleDay: 10 })
  valueOf(await started.send('billing.run', { upTo: '2026-11-22', limit: 10 }, { actor: SYSTEM }))
  const bills = (await started.feed()).flatMap((item) => (item.kind === 'bill' ? [item.bill] : [])).toReversed()
  const order = { id: asId<'OrderId'>('o1'), place: b.ADDRESS.id, items: offeringIds.map((offeringId) => ({ offeringId: asId<'OfferingId'>(offeringId) })) } as never
  const callerAuth = createCallerAuth({ clock: { now: () => NOW }, log: silentLog })
  callerAuth.authenticated('window', 'c1')
  const deps: WhatIfDeps = {
    cache: {
      idsOfPerson: () => ['c1'], billsOf: () => bills, usagePacksOf: () => [], remoteOrder: () => null, catalog: () => PLANS, address: (place) => (place === b.ADDRESS.id ? b.ADDRESS : null),
      facts: () => ({ branches: [b.branch()], sectors: [], answers: [], waiting: [] }), territory: () => ({ policy: b.facts().policy }), ...over,
    },
    findOrder: () => ({ order }), terms: () => ({ ...DENVER, billCycleDay: 10 }), callerAuth, clock: { now: () => NOW },
  }
  return { bills, deps, callerAuth, ask: async (input: { readonly orderId?: string; readonly months?: 12 | 24 } = {}, ctx = REP) => createWhatIf(deps)({ customerId: 'c1', months: 24, ...input }, ctx) }
}

describe('the last months on every offer', () => {
  it('are the months that were billed, against every other plan at the house, what is kept beside it named', async () => {
    const desk = await billedDesk(['fast', 'modem'])
    const answer = valueOf(await desk.ask())
    expect(answer.months.map(({ from }) => from).slice(0, 2)).toEqual(['2026-01-20', '2026-02-10'])
    expect(answer.paidMinor).toBe(desk.bills.reduce((sum, bill) => sum + bill.totalMinor, 0))
    expect(answer.offers.map(({ id, kept, lost, comparedMonths }) => [id, kept, lost, comparedMonths])).toEqual([['slow', ['Modem'], [], answer.months.length]])
    expect(answer.offers[0]?.savingMinor).toBeGreaterThan(0)
  })

  it('come to what was billed when the offer is the one they had: to the cent, over a real central’s bills', async () => {
    // The same plan under another name, so that it counts as another one.
    const twin: Catalog = { ...PLANS, offerings: [...PLANS.offerings, { ...PLANS.offerings.find(({ id }) => id === 'fast')!, id: asId('twin') }] }
    const answer = valueOf(await (await billedDesk(['fast', 'stream', 'modem'], { catalog: () => twin })).ask())
    const own = answer.offers.find(({ id }) => id === 'twin')
    expect([own?.savingMinor, own?.totalMinor]).toEqual([0, answer.paidMinor])
    expect(own?.months.map(({ thereMinor }) => thereMinor)).toEqual(answer.months.map(({ paidMinor }) => paidMinor))
  })

  it('offer a bundle of what they have already', async () => {
    const answer = valueOf(await (await billedDesk(['slow', 'stream'])).ask())
    const bundled = answer.offers.find(({ id }) => id === 'slow+together')
    expect(bundled).toMatchObject({ name: 'Slow line', bundleName: 'together' })
    // Five dollars less a month and its tax, for each whole month.
    expect(bundled?.savingMinor).toBeGreaterThan(500 * (answer.months.length - 1))
  })

  it('are the last twelve where twelve were asked for', async () => {
    const desk = await billedDesk(['fast'])
    const [newest] = desk.bills
    // Two years of the same bill, each a month before the other.
    const many = Array.from({ length: 30 }, (_unused, back): Bill => shifted(newest!, back))
    for (const months of [12, 24] as const) {
      const answer = valueOf(await createWhatIf({ ...desk.deps, cache: { ...desk.deps.cache, billsOf: () => many } })({ customerId: 'c1', months }, REP))
      expect([answer.months.length, answer.months.at(-1)?.to]).toEqual([months, newest?.periodTo])
    }
  })

  it('say which month has no bill here, and one that is held counts as none', async () => {
    const desk = await billedDesk(['fast'])
    const gone = desk.bills.filter((_bill, nth) => nth !== 2).map((bill, nth): Bill => (nth === 0 ? { ...bill, state: 'onHold' } : bill))
    const answer = valueOf(await createWhatIf({ ...desk.deps, cache: { ...desk.deps.cache, billsOf: () => gone } })({ customerId: 'c1', months: 24 }, REP))
    expect(answer.months.filter(({ paidMinor }) => paidMinor === null)).toHaveLength(1)
    expect(answer.offers[0]?.months.filter(({ missing }) => missing === 'bill')).toHaveLength(1)
    expect(answer.offers[0]?.comparedMonths).toBe(answer.months.length - 1)
  })

  it.each([
    ['nobody who has proved who they are', 'caller-not-verified', async () => { const desk = await billedDesk(['fast']); desk.callerAuth.end('window'); return desk.ask() }],
    ['a person without a bill', 'whatif-no-bills', async () => (await billedDesk(['fast'], { billsOf: () => [] })).ask()],
    ['a house this desk does not know', 'whatif-no-address', async () => (await billedDesk(['fast'], { address: () => null })).ask()],
    ['a desk without a territory', 'whatif-no-address', async () => (await billedDesk(['fast'], { territory: () => null })).ask()],
    ['a desk without a catalog', 'catalog-missing', async () => (await billedDesk(['fast'], { catalog: () => null })).ask()],
    ['an order that is on no bill of theirs', 'order-unknown', async () => (await billedDesk(['fast'])).ask({ orderId: 'of-somebody-else' })],
  ])('are refused with a reason: %s', async (_what, code, ask) => expect(codeOf(await ask())).toBe(code))

  it('have no offers where nothing else can be had, or where offers are gone, and are still told', async () => {
    const none = valueOf(await (await billedDesk(['fast'], { facts: () => ({ branches: [], sectors: [], answers: [], waiting: [] }) })).ask())
    expect([none.offers, none.months.length > 5]).toEqual([[], true])
    const gone = valueOf(await (await billedDesk(['fast'], { catalog: () => ({ ...PLANS, offerings: PLANS.offerings.map((one) => ({ ...one, validTo: NOW - 1 })) }) })).ask())
    expect([gone.offers, gone.notHere]).toEqual([[], 0])
  })
})

describe('past months', () => {
  it('put usage into the month it was used in, though it was billed a month later; credits are no price', async () => {
    const { bills } = await billedDesk(['slow'])
    const [newest, before] = bills
    const [line] = newest!.lines
    const usage = { ...line!, id: 'u', group: 'usage' as const, periodFrom: before!.periodFrom, periodTo: before!.periodTo, usage: { units: 7, unit: 'GB', events: 3 } }
    const credit = { ...line!, id: 'c', group: 'credit' as const, periodFrom: null, periodTo: null }
    const months = pastMonths([{ ...newest!, lines: [...newest!.lines, usage, credit] }, ...bills.slice(1)], 'o1', 24)
    expect(months.slice(-2).map(({ lines, used }) => [lines?.length, used])).toEqual([[2, [{ offeringId: 'slow', unit: 'GB', units: 7 }]], [1, []]])
    expect(pastMonths(bills, 'nobody', 24)).toEqual([])
    expect(pastMonths(bills.map((bill) => ({ ...bill, state: 'onHold' as const })), 'o1', 24)).toEqual([])
  })
})

const shifted = (bill: Bill, back: number): Bill => {
  const day = (date: string | null) => (date === null ? null : new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 - back, Number(date.slice(8)))).toISOString().slice(0, 10))
  return { ...bill, id: `b${back}`, periodFrom: day(bill.periodFrom) ?? '', periodTo: day(bill.periodTo) ?? '', lines: bill.lines.map((line) => ({ ...line, id: `${line.id}${back}`, periodFrom: day(line.periodFrom), periodTo: day(line.periodTo) })) }
}
