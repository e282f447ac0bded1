// Goal: whatever is charged, every party's part is exact and nothing is left over. Method: figures worked out on paper, then any events in any order.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SettlementLeg, SettlementRule } from '../../../shared/domain/catalog.ts'
import type { SettledEvent, SettlementBlock } from '../../../shared/domain/settlement.ts'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import { findImbalances, partySums } from '../../../shared/engines/settlement/balance.ts'
import type { PostedTogether } from '../../../shared/engines/settlement/balance.ts'
import { legTotal } from '../../../shared/engines/settlement/leg-total.ts'
import { settleEvent } from '../../../shared/engines/settlement/settle.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { CENT, catalog, monthly, offering } from './builders.ts'

const DOLLAR = 1_000_000
const partner = asId<'ProviderId'>('kestrel')
const line = asId<'ProviderId'>('centurylink')
const rule = (...legs: SettlementLeg[]): SettlementRule => ({ id: 'rule', version: 1, legs })
const event = (over: Partial<SettledEvent> = {}): SettledEvent => ({ id: 'e', priceId: 'p', netMicro: 10 * DOLLAR, taxes: [], currency: 'USD', share: null, units: null, rounding: CENT, isDiscount: false, ...over })
const graduated: SettlementLeg = { kind: 'graduatedShare', providerId: partner, priceId: 'p', tiers: [{ upToMicro: 100 * DOLLAR, partsPerMillion: 200_000 }, { upToMicro: 300 * DOLLAR, partsPerMillion: 300_000 }, { upToMicro: null, partsPerMillion: 500_000 }] }
const paid = (legs: readonly SettlementLeg[], events: readonly SettledEvent[]) => partySums(settleAll(rule(...legs), events))

function settleAll(by: SettlementRule, events: readonly SettledEvent[]): readonly PostedTogether[] {
  let block: SettlementBlock = new Map()
  return events.map((one, index) => {
    const settled = settleEvent(one, by, block)
    block = settled.block
    return { id: `${one.id}-${index}`, block: 'november', postings: settled.postings }
  })
}

describe('what each party receives', () => {
  it('divides a charge among wholesale, share, tax and margin', () => {
    const legs: readonly SettlementLeg[] = [{ kind: 'wholesale', providerId: line, priceId: 'p', amountMicro: 6 * DOLLAR }, { kind: 'share', providerId: partner, priceId: 'p', partsPerMillion: 250_000 }]
    expect(paid(legs, [event({ taxes: [{ name: 'State', amountMicro: 400_000 }] })])).toEqual(new Map([
      ['customer  USD', -10_400_000], ['provider centurylink USD', 6_000_000], ['provider kestrel USD', 2_500_000], ['tax State USD', 400_000], ['margin  USD', 1_500_000],
    ]))
  })

  it('prorates a wholesale price as the customer is, and lets the margin be a loss', () => {
    const legs: readonly SettlementLeg[] = [{ kind: 'wholesale', providerId: line, priceId: 'p', amountMicro: 31 * DOLLAR }]
    expect(paid(legs, [event({ netMicro: 5 * DOLLAR, share: { days: 10, ofDays: 31 } })])).toEqual(new Map([['customer  USD', -5_000_000], ['provider centurylink USD', 10_000_000], ['margin  USD', -5_000_000]]))
  })

  // 100 at 20 %, 200 at 30 %, the rest at 50 %.
  it.each([[0, 0], [40, 8], [100, 20], [101, 20.3], [300, 80], [400, 130]])('shares %d dollars of a period by tiers: %d', (dollars, share) => {
    expect(legTotal(graduated as never, { netMicro: dollars * DOLLAR, units: 0 }, CENT)).toBe(share * DOLLAR)
  })

  it('owes the floor once anything was charged, nothing before, and never more than the cap', () => {
    const limited: SettlementLeg = { kind: 'share', providerId: partner, priceId: 'p', partsPerMillion: 100_000, floorMicro: 5 * DOLLAR, capMicro: 8 * DOLLAR }
    const part = (net: readonly number[]) => paid([limited], net.map((dollars) => event({ netMicro: dollars * DOLLAR }))).get('provider kestrel USD') ?? 0
    expect([part([]), part([1]), part([1, 1]), part([60]), part([60, 60]), part([60, -60])]).toEqual([0, 5, 5, 6, 8, 0].map((dollars) => dollars * DOLLAR))
  })

  it('pays a provider for each unit by the total of the period, not by each event rounded', () => {
    const perUnit: SettlementLeg = { kind: 'wholesaleUnit', providerId: line, priceId: 'p', amountMicro: 3_333 }
    // Ten single units at a third of a cent: 3.333 cents together are 3, ten times 0 would be nothing.
    expect(paid([perUnit], Array.from({ length: 10 }, () => event({ netMicro: 10_000, units: 1 }))).get('provider centurylink USD')).toBe(30_000)
  })

  it('gives a discount from the margin and from shares, not from what a line costs', () => {
    const legs: readonly SettlementLeg[] = [{ kind: 'wholesale', providerId: line, priceId: 'p', amountMicro: 6 * DOLLAR }, { kind: 'share', providerId: partner, priceId: 'p', partsPerMillion: 100_000 }]
    const sums = paid(legs, [event(), event({ netMicro: -2 * DOLLAR, isDiscount: true })])
    expect([sums.get('provider centurylink USD'), sums.get('provider kestrel USD'), sums.get('margin  USD')]).toEqual([6 * DOLLAR, 800_000, 1_200_000])
  })
})

describe('nothing is left over', () => {
  const anyMicro = fc.integer({ min: -500 * DOLLAR, max: 500 * DOLLAR })
  const anyEvent = fc.record({ netMicro: anyMicro, tax: fc.integer({ min: 0, max: 50 * DOLLAR }), units: fc.option(fc.nat(10_000)), isDiscount: fc.boolean(), priceId: fc.constantFrom('p', 'q') })
    .map(({ tax, ...rest }): SettledEvent => event({ ...rest, taxes: tax === 0 ? [] : [{ name: 'State', amountMicro: tax }] }))
  const limits = fc.record({ floorMicro: fc.nat(5 * DOLLAR), capMicro: fc.integer({ min: 5 * DOLLAR, max: 90 * DOLLAR }) }, { requiredKeys: [] })
  const anyLeg: fc.Arbitrary<SettlementLeg> = fc.oneof(
    fc.nat(40 * DOLLAR).map((amountMicro): SettlementLeg => ({ kind: 'wholesale', providerId: line, priceId: 'p', amountMicro })),
    fc.nat(90_000).map((amountMicro): SettlementLeg => ({ kind: 'wholesaleUnit', providerId: line, priceId: 'q', amountMicro })),
    fc.tuple(fc.nat(1_000_000), limits).map(([partsPerMillion, limit]): SettlementLeg => ({ kind: 'share', providerId: partner, priceId: 'p', partsPerMillion, ...limit })),
    limits.map((limit): SettlementLeg => ({ ...graduated, ...limit }) as SettlementLeg),
  )
  const scene = fc.record({ events: fc.array(anyEvent, { maxLength: 25 }), legs: fc.array(anyLeg, { maxLength: 5 }), seed: fc.nat() })

  it('sums to zero per event and per block for any events under any rule', () => {
    fc.assert(fc.property(scene, ({ events, legs }) => { expect(findImbalances(settleAll(rule(...legs), events))).toEqual([]) }), { numRuns: 400 })
  })

  it('gives every party the same for any order of the events', () => {
    fc.assert(fc.property(scene, ({ events, legs, seed }) => {
      const shuffled = events.map((one, index) => ({ one, at: Math.imul(seed + index + 1, 2_654_435_761) >>> 0 })).sort((a, b) => a.at - b.at).map(({ one }) => one)
      expect(partySums(settleAll(rule(...legs), shuffled))).toEqual(partySums(settleAll(rule(...legs), events)))
    }), { numRuns: 400 })
  })

  it('is caught when one leg is a micro-unit off, in its event and in its block', () => {
    const [posted] = settleAll(rule(graduated), [event()])
    const broken = { ...posted!, postings: posted!.postings.map((one, index) => (index === 1 ? { ...one, amountMicro: one.amountMicro + 1 } : one)) }
    expect(findImbalances([broken])).toEqual([{ of: 'event', id: 'e-0', currency: 'USD', offMicro: 1 }, { of: 'block', id: 'november', currency: 'USD', offMicro: 1 }])
  })

  it('is caught when each event is shared for itself: the order of events would then change who gets what', () => {
    const events = [event({ netMicro: 90 * DOLLAR }), event({ netMicro: 90 * DOLLAR })]
    const alone = events.map((one, index) => ({ id: String(index), block: 'b', postings: settleEvent(one, rule(graduated)).postings }))
    expect(partySums(alone).get('provider kestrel USD')).not.toBe(paid([graduated], events).get('provider kestrel USD'))
  })
})

describe('a rule that cannot be settled', () => {
  const tiers = (...upTo: (number | null)[]) => ({ ...graduated, priceId: 'month', tiers: upTo.map((upToMicro) => ({ upToMicro, partsPerMillion: 1 })) }) as SettlementLeg
  it.each([
    ['tiers that overlap', tiers(5, 5, null), 'tiers.1.upToMicro'], ['a tier without an end in the middle', tiers(null, 5, null), 'tiers.0.upToMicro'],
    ['a last tier that ends', tiers(5, 9), 'tiers.1.upToMicro'], ['a cap below its floor', { kind: 'share', providerId: partner, priceId: 'month', partsPerMillion: 1, floorMicro: 2, capMicro: 1 } as SettlementLeg, 'capMicro'],
  ])('is refused with its place: %s', (_what, leg, place) => {
    const checked = checkCatalog(catalog([offering('plan', { prices: [monthly('month', '50.00')], settlementRule: rule(leg) })]))
    expect(checked.ok ? [] : checked.error.map((problem) => problem.path)).toEqual([`offerings.0.settlementRule.legs.0.${place}`])
  })
})
