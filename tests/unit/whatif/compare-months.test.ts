// Goal: the months that were, on another offer, are the bills the engine would have made. Method: each total against bills assembled by hand, by the seeded many; then each way in which a month cannot be told.
import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import { totalsOf } from '../../../shared/engines/billing/due-lines.ts'
import { addMonths, nextCycleStart } from '../../../shared/engines/rating/local-date.ts'
import { postCharge, taxMicroOf } from '../../../shared/engines/rating/post-charge.ts'
import { previewBills } from '../../../shared/engines/rating/preview-bill.ts'
import { rateUsage } from '../../../shared/engines/rating/rate-usage.ts'
import { compareMonths, paidOf } from '../../../shared/engines/whatif/compare-months.ts'
import type { WhatIfInput } from '../../../shared/engines/whatif/compare-months.ts'
import type { PastMonth } from '../../../shared/engines/whatif/past-months.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { manyPlans, sixtyPlans, wholeMonths } from '../../support/whatif-world.ts'
import { createRandom } from '../bills/random.ts'
import { PLANS, SELECTIONS } from '../central/support/billed-orders.ts'
import * as b from '../engines/builders.ts'

const id = (text: string) => asId<'OfferingId'>(text)
const compare = (catalog: Catalog, over: Partial<WhatIfInput> = {}) => compareMonths({ catalog, at: b.NOW, region: 'WY', months: wholeMonths(3), held: [], metered: [], alternatives: catalog.offerings.map((one) => ({ id: one.id, buy: [one.id], keep: [] })), ...over })
const paid = (minor: number): PastMonth['lines'] => [{ offeringId: 'old', bundleId: null, isUsage: false, grossMicro: minor * 10_000 }]

describe('the same months on another offer', () => {
  it('come to the bills of the engine that bills, to the cent, whatever the plan, the cycle and the usage', () => {
    const random = createRandom(20_261_124)
    const plans = manyPlans()
    for (let n = 0; n < 300; n++) {
      const cycleDay = 1 + random(28)
      const from = `2025-${String(1 + random(12)).padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`
      const starts = [from]
      for (let m = random(24); m > 0; m--) starts.push(nextCycleStart(starts.at(-1) ?? from, cycleDay))
      const months = starts.map((start): PastMonth => ({ from: start, to: nextCycleStart(start, cycleDay), lines: paid(random(20_000)), used: [{ offeringId: 'old', unit: 'GB', units: random(500) }] }))
      const catalog = n % 2 === 0 ? plans : PLANS
      const buy = n % 2 === 0 ? [plans.offerings[random(60)]?.id ?? id('')] : SELECTIONS[random(SELECTIONS.length)]!.map(id)
      const [result] = compareMonths({ catalog, at: b.NOW, region: 'WY', months, held: [], metered: [], alternatives: [{ id: 'x', buy, keep: [] }] })
      const bills = previewBills({ catalog, offeringIds: buy, activatedOn: from, billCycleDay: cycleDay, region: 'WY', at: b.NOW }, months.length)
      const usage = catalog.offerings.filter((one) => buy.includes(one.id)).flatMap((offering) => offering.prices.filter(({ ratingGuideline }) => ratingGuideline.kind === 'perUnit').map((price) => ({ offering, price })))
      const billed = bills.map((bill, nth) => totalsOf([...bill.charges, ...usage.map(({ offering, price }) => {
        const amountMicro = rateUsage(price, months[nth]?.used[0]?.units ?? 0, 0).amountMicro
        return postCharge({ id: 'u', kind: 'oneTime', label: '', offering, price, amountMicro, origin: { kind: 'price', offeringId: offering.id, offeringVersion: 1, priceId: price.id, amountMicro }, introduction: null, share: null }, catalog.taxes)
      })].map((charge) => ({ charge }) as never)).totalMinor)
      expect(result?.months.map(({ thereMinor }) => thereMinor), `seed 20261124, ${n}`).toEqual(billed)
      expect(result?.savingMinor).toBe(months.reduce((sum, month) => sum + (paidOf(month) ?? 0), 0) - billed.reduce((sum, minor) => sum + minor, 0))
    }
  })

  it('cost at least what a whole month under a price with a minimum does', () => {
    const price = b.perUnit('data', '0.10', 'GB')
    const plan = b.offering('least', { prices: [{ ...price, ratingGuideline: { ...price.ratingGuideline, minimumMicro: 3_000_000 } as never, taxCategory: 'none' }] })
    const used = (units: number) => [{ offeringId: 'old', unit: 'GB', units }]
    const months: readonly PastMonth[] = [['2026-01-11', '2026-02-01', 12], ['2026-02-01', '2026-03-01', 12], ['2026-03-01', '2026-04-01', 40]].map(([from, to, units]) => ({ from: String(from), to: String(to), lines: paid(0), used: used(Number(units)) }))
    expect(compare(b.catalog([plan]), { months })[0]?.months.map(({ thereMinor }) => thereMinor)).toEqual([120, 300, 400])
  })

  it('leave free units for the next, and none after a month that cannot be told', () => {
    const price = b.perUnit('data', '0.10', 'GB', 100)
    const plan = b.offering('kept', { prices: [{ ...price, ratingGuideline: { ...price.ratingGuideline, carryMonths: 1 } as never, taxCategory: 'none' }] })
    const months = wholeMonths(5).map((month, nth): PastMonth => ({ ...month, lines: paid(0), used: [[{ offeringId: 'old', unit: 'GB', units: 40 }], [{ offeringId: 'old', unit: 'GB', units: 170 }], [{ offeringId: 'old', unit: 'GB', units: 40 }], [], [{ offeringId: 'old', unit: 'GB', units: 170 }]][nth]! }))
    // 60 of 100 are left for the second: 170 - 160 are paid. Before the last stands a month nobody can tell: 170 - 100.
    expect(compare(b.catalog([plan]), { months })[0]?.months.map(({ thereMinor }) => thereMinor)).toEqual([0, 100, 0, null, 700])
  })

  it('are found wrong by the same check when a month is shared out wrongly', () => {
    const [plan] = manyPlans().offerings
    const broken = compare(b.catalog([plan!]), { months: wholeMonths(3).map((month) => ({ ...month, used: [{ offeringId: 'old', unit: 'GB', units: 1_000 }] })) })
    const right = compare(b.catalog([plan!]))
    expect(broken[0]?.totalMinor).not.toBe(right[0]?.totalMinor)
  })

  it('are ranked by what is saved, ties by id, in whatever order they were given', () => {
    const input = { ...sixtyPlans(24), held: [] }
    const ranked = compareMonths(input)
    expect(ranked).toEqual(compareMonths({ ...input, alternatives: input.alternatives.toReversed() }))
    const savings = ranked.map(({ savingMinor }) => savingMinor ?? 0)
    expect(savings).toEqual(savings.toSorted((one, other) => other - one))
    expect(compare(b.catalog([b.offering('b'), b.offering('a')])).map((one) => one.id)).toEqual(['a', 'b'])
  })

  it('take over what is kept as it was billed, and neither install nor introduce anybody twice', () => {
    const catalog = b.catalog([b.offering('new', { prices: [b.monthly('month', '30.00', { introductory: { amountMicro: 10_000_000, months: 1 } }), b.once('activation', '5.00')] }), b.addOn('modem', { prices: [b.monthly('month', '99.00'), b.once('shipping', '9.00')] })])
    const months = wholeMonths(2).map((month) => ({ ...month, lines: [{ offeringId: 'old', bundleId: null, isUsage: false, grossMicro: 50_000_000 }, { offeringId: 'modem', bundleId: null, isUsage: false, grossMicro: 7_000_000 }] }))
    const [kept] = compare(catalog, { months, held: [id('old'), id('modem')], alternatives: [{ id: 'new', buy: [id('new')], keep: [id('modem')] }] })
    expect([kept?.months.map(({ thereMinor }) => thereMinor), kept?.paidMinor, kept?.savingMinor, kept?.onceMinor]).toEqual([[2_200, 3_700], 11_400, 5_500, 500])
    const [again] = compare(catalog, { months, held: [id('new')], alternatives: [{ id: 'new', buy: [id('new')], keep: [] }] })
    expect([again?.months.map(({ thereMinor }) => thereMinor), again?.onceMinor, again?.introductoryUntil]).toEqual([[3_000, 3_000], 0, null])
  })

  it('lose the discount of a bundle that is not kept, and keep that of one that is', () => {
    const months = wholeMonths(1).map((month) => ({ ...month, lines: [{ offeringId: 'stream', bundleId: null, isUsage: false, grossMicro: 10_000_000 }, { offeringId: 'stream', bundleId: 'both', isUsage: false, grossMicro: -2_000_000 }] }))
    const catalog = b.catalog([b.offering('new', { prices: [b.monthly('month', '1.00')] })])
    const there = (keep: readonly string[]) => compare(catalog, { months, alternatives: [{ id: 'new', buy: [id('new')], keep: keep.map(id) }] })[0]?.totalMinor
    expect([there(['stream']), there(['stream', 'both']), there([])]).toEqual([1_100, 900, 100])
  })
})

describe('a month that cannot be told', () => {
  const flat = b.offering('flat'), byUse = b.offering('by-use', { prices: [b.monthly('month', '10.00'), b.perUnit('data', '0.10', 'GB')] })
  const used = (unit: string, units: number): PastMonth['used'] => [{ offeringId: 'old', unit, units }]
  const monthsOf = (...uses: readonly PastMonth['used'][]) => wholeMonths(uses.length).map((month, nth) => ({ ...month, used: uses[nth] ?? [] }))
  const missing = (months: readonly PastMonth[], over: Partial<WhatIfInput> = {}) => Object.fromEntries(compare(b.catalog([flat, byUse]), { months, ...over }).map((one) => [one.id, one.months.map((month) => month.missing)]))

  it('is left out of both sums and named: no bill, no usage', () => {
    const months = monthsOf(used('GB', 10), [], used('GB', 20)).map((month, nth) => (nth === 2 ? { ...month, lines: null } : month))
    expect(missing(months)).toEqual({ 'flat': [null, null, 'bill'], 'by-use': [null, 'usage', 'bill'] })
    const [, partly] = compare(b.catalog([flat, byUse]), { months })
    expect([partly?.id, partly?.comparedMonths, partly?.paidMinor, partly?.totalMinor]).toEqual(['by-use', 1, paidOf(months[0]!), 1_100])
  })
  it('costs its place: whole comparisons come first, what cannot be told at all is last and has no saving', () => {
    const results = compare(b.catalog([byUse, { ...flat, prices: [b.monthly('month', '900.00')] }]), { months: monthsOf([], []) })
    expect(results.map((one) => [one.id, one.savingMinor !== null, one.comparedMonths])).toEqual([['flat', true, 2], ['by-use', false, 0]])
    expect(results[1]).toMatchObject({ paidMinor: 0, totalMinor: 0, savingMinor: null })
  })
  it('does not hide what comes once when the first month is the one that is left out', () => {
    const catalog = b.catalog([{ ...flat, prices: [b.monthly('month', '10.00'), b.once('activation', '35.00')] }])
    const months = wholeMonths(2).map((month, nth) => (nth === 0 ? { ...month, lines: null } : month))
    expect(compare(catalog, { months })[0]).toMatchObject({ totalMinor: 4_500, onceMinor: 3_500, comparedMonths: 1 })
  })
  it.each([
    ['bytes, exactly', used('byte', 2_500_000_001), null], ['the price’s own unit', used('GB', 3), null], ['a finer unit that fits', used('MB', 2_500), null], ['a coarser unit', used('TB-unknown', 1), 'usage'], ['gibibytes into gigabytes', used('GiB', 3), 'usage-too-coarse'],
    ['two that were each rounded up', [...used('GB', 1), ...used('GB', 1)], 'usage-too-coarse'], ['calls for data', used('call', 3), 'usage'], ['an unit nobody knows', used('moon', 3), 'usage'],
  ] as const)('by what is told of its usage: %s', (_what, uses, expected) => expect(missing(monthsOf(uses))['by-use']).toEqual([expected]))
  it('counts a started unit whole, once for the month', () => {
    expect(compare(b.catalog([byUse]), { months: monthsOf(used('byte', 2_000_000_001)) })[0]?.totalMinor).toBe(1_030)
  })
  it('is one whose own usage is not here, unless that service is kept', () => {
    const months = monthsOf([]).map((month) => ({ ...month, lines: paid(1_000) }))
    const both = (keep: readonly string[]) => compare(b.catalog([flat]), { months, metered: [id('voice')], alternatives: [{ id: 'flat', buy: [id('flat')], keep: keep.map(id) }] })[0]?.months[0]?.missing
    expect([both([]), both(['voice'])]).toEqual(['usage', null])
  })
  it('is said of a price of a kind that is not worked out here', () => {
    const odd = { ...byUse, prices: [{ ...b.perUnit('data', '0.10', 'GB'), ratingGuideline: { kind: 'moonPhase' } as never }] }
    expect(compare(b.catalog([odd]), { months: monthsOf(used('GB', 1)) })[0]?.months).toEqual([{ thereMinor: null, missing: 'price-kind' }])
  })
  it('is not there at all without months', () => {
    expect(compare(b.catalog([flat]), { months: [] })[0]).toMatchObject({ months: [], comparedMonths: 0, savingMinor: null, totalMinor: 0 })
  })
  it('is taxed on its usage as on everything', () => {
    const price = b.perUnit('data', '0.10', 'GB')
    expect(taxMicroOf(price, 10_000_000, [b.WY_TELECOM])).toBe(400_000)
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  })
})
