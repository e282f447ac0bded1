// Goal: every charge of every model can be worked out again from its steps alone. Method: tariffs and uses of all models are generated, a second
// evaluator that shares nothing with the engine walks the steps; then one figure of one step is changed and it must notice.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pricing, TariffStep, TariffVersion } from '../../../shared/domain/tariff-derivation.ts'
import { deriveTariff, valueOf } from '../../../shared/engines/tariff/derive.ts'
import type { TariffContext, TariffUse } from '../../../shared/engines/tariff/derive.ts'
import { deriveModel } from '../../../shared/engines/tariff/derive-model.ts'
import { explainTariff } from '../../../shared/engines/tariff/explain.ts'
import { rateGraduatedPercentage, ratePercentage } from '../../../shared/engines/tariff/percentage.ts'
import { rateProratedGraduated } from '../../../shared/engines/tariff/prorated.ts'
import { totalOf } from '../../../shared/engines/tariff/spend.ts'
import { rateBlocks, rateGraduated, ratePackages, rateVolume } from '../../../shared/engines/tariff/tiers.ts'
import { rateSession } from '../../../shared/engines/tariff/time-bands.ts'
import { localTimeOf } from '../../../shared/engines/tariff/zone.ts'
import { plus, rational as r, sum, times } from '../../../shared/kernel/rational.ts'
import type { Rational } from '../../../shared/kernel/rational.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { recomputeTariff } from '../../support/second-tariff-evaluator.ts'

const DENVER = [{ from: 0, offsetMinutes: -360 }, { from: Date.parse('2026-11-01T08:00:00Z'), offsetMinutes: -420 }]
const part = (most: number, places: number) => fc.integer({ min: 0, max: most * 10 ** places }).map((n) => r(`${n}/${10 ** places}`))
const price = part(20, 4)
const some = (high: number) => fc.integer({ min: 1, max: high }).map((n) => r(BigInt(n)))
const mode = fc.constantFrom('up', 'down', 'halfUp', 'halfEven', 'ceiling', 'floor')
const ends = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 3 }).map((all) => [...all.toSorted((a, b) => a - b).map((n) => r(BigInt(n))), null] as readonly (Rational | null)[])
const tiers = ends.chain((all) => fc.tuple(...all.map((upTo) => fc.record({ upTo: fc.constant(upTo), unit: fc.option(price), flat: fc.option(price) }))))
const tiered = fc.record({ tiers, zeroUsage: fc.constantFrom('nothing', 'firstFlat') })
const slots = fc.record({ second: fc.constantFrom(30, 60), rates: fc.tuple(price, price), increments: fc.tuple(fc.constantFrom(1, 6, 30), fc.constantFrom(1, 10, 60)) })
  .map(({ second, rates, increments }) => [{ fromSeconds: 0, rate: rates[0], perSeconds: 60, incrementSeconds: increments[0] }, { fromSeconds: second, rate: rates[1], perSeconds: 60, incrementSeconds: increments[1] }])
const band = (fromMinute: number) => fc.record({ times: fc.constant([{ days: [0, 1, 2, 3, 4, 5, 6], fromMinute, beforeMinute: 1_440 }]), connectFee: price, slots, maxCost: fc.option(fc.record({ amount: price, strategy: fc.constantFrom('free', 'disconnect') })) })

const pricing: fc.Arbitrary<Pricing> = fc.oneof(
  fc.record({ model: fc.constant('flat'), amount: price, term: fc.constantFrom('advance', 'arrears') }), fc.record({ model: fc.constant('unit'), unitPrice: price }),
  tiered.map((terms) => ({ model: 'graduated' as const, ...terms })), tiered.map((terms) => ({ model: 'volume' as const, ...terms })),
  fc.record({ model: fc.constant('package'), price, size: some(40), freeUnits: part(50, 1) }),
  fc.record({ model: fc.constant('blocks'), policy: fc.constantFrom('allTiers', 'topTier'), tiers: fc.array(fc.record({ blockSize: some(40), maxBlocks: some(9), pricePerBlock: price }), { minLength: 1, maxLength: 3 }) }),
  fc.record({ model: fc.constant('capacity'), tiers: fc.constant([{ price: r('10'), limits: { sites: r('3') } }, { price: r('25.5'), limits: {} }]) }),
  fc.record({ model: fc.constant('percentage'), ratePercent: price, fixedPerEvent: fc.option(price), freeEvents: fc.option(fc.nat(4)), freeAmount: fc.option(part(200, 2)), perEventMin: fc.option(part(2, 2)), perEventMax: fc.option(part(30, 2).map((n) => plus(n, r('2')))) }),
  ends.chain((all) => fc.tuple(...all.map((upTo) => fc.record({ upTo: fc.constant(upTo), ratePercent: price, flat: fc.option(price) })))).map((all) => ({ model: 'graduatedPercentage' as const, tiers: all })),
  fc.record({ model: fc.constant('dynamic'), multiplier: price, decimals: fc.constantFrom(0, 2, 6) }), tiers.map((all) => ({ model: 'proratedGraduated' as const, tiers: all })), fc.record({ model: fc.constant('monthly'), price }),
  fc.record({ model: fc.constant('bands'), bands: fc.tuple(band(0), band(480)), rounding: fc.option(fc.record({ mode, decimals: fc.nat(4) })), incrementDecimals: fc.option(fc.constantFrom(4, 6)) }),
  fc.record({ model: fc.constant('burst'), discardPercent: fc.constantFrom(r('5'), r('10')), missing: fc.constantFrom('leftOut', 'zero'), committed: part(60, 1), committedPrice: price, pricePerUnitOver: price }))
const version = fc.record({ tariffId: fc.constant('t'), version: fc.integer({ min: 1, max: 9 }), effectiveAt: fc.constant(0), existingFrom: fc.constant(null), unit: fc.constant('GB'), pricing, minimum: fc.option(part(40, 2)), maximum: fc.option(part(400, 2)), rounding: fc.record({ mode, decimals: fc.constantFrom(2, 4, 6) }), conversion: fc.option(fc.record({ readingUnit: fc.constant('MB'), divideBy: some(3), mode: fc.option(mode) })) })
const seconds = fc.nat(4_000)
const use = fc.record({ events: fc.constant(5), before: part(80, 1), quantity: part(500, 2), piece: fc.constantFrom('single', 'first', 'mid', 'last'), alreadyBilled: part(30, 2), allowance: fc.oneof(fc.constant(r('0')), part(80, 1)), seconds, start: fc.integer({ min: Date.parse('2026-10-30'), max: Date.parse('2026-11-03') }),
  values: fc.array(part(90, 2), { minLength: 5, maxLength: 5 }), samples: fc.array(part(90, 2), { maxLength: 60 }), changes: fc.array(fc.record({ units: fc.integer({ min: -20, max: 60 }), days: fc.nat(30) }), { maxLength: 5 }), days: fc.tuple(fc.nat(30), fc.nat(30)), whole: fc.nat(4) })
const off = fc.oneof(fc.record({ kind: fc.constant('percent'), percent: part(120, 1) }), fc.record({ kind: fc.constant('amount'), amount: part(20, 2) }), fc.record({ kind: fc.constant('quantity'), quantity: part(20, 1) }))
const discounts = fc.array(off, { maxLength: 3 }).map((all) => all.map((one, nth) => ({ id: `d${nth}`, from: null, until: null, periods: null, off: one })))
const tax = fc.option(fc.record({ inclusive: fc.boolean(), decimals: fc.constantFrom(2, 6), mode, percents: fc.array(part(12, 3), { maxLength: 3 }), exempt: fc.constantFrom<'all' | readonly string[]>('all', [], ['tax 0']) }))

type Drawn = { readonly version: TariffVersion; readonly use: typeof use extends fc.Arbitrary<infer U> ? U : never; readonly discounts: TariffContext['discounts']; readonly tax: typeof tax extends fc.Arbitrary<infer T> ? T : never }
const scene = fc.record({ version, use, discounts, tax }) as fc.Arbitrary<Drawn>

function read({ version: drawn, use: raw, discounts: given, tax: taxed }: Drawn): { readonly version: TariffVersion; readonly use: TariffUse; readonly context: TariffContext } {
  const { model } = drawn.pricing
  // Sessions and percentages count their own: seconds and value are not converted and no unit of them is free.
  const isOwn = model === 'bands' || model === 'percentage'
  const value = sum(raw.values)
  return {
    version: isOwn ? { ...drawn, conversion: null } : drawn,
    use: {
      ...raw, quantity: model === 'bands' ? r(BigInt(raw.seconds)) : model === 'percentage' ? value : raw.quantity, allowance: isOwn ? r('0') : raw.allowance, before: ['blocks', 'graduatedPercentage'].includes(model) ? r('0') : raw.before,
      peaks: { sites: raw.quantity }, valued: { amount: value, events: 5, runningTotals: raw.values.slice(0, 3).map((_, nth) => sum(raw.values.slice(0, nth + 1))), perEvent: raw.values },
      changes: raw.changes.map(({ units, days }) => ({ units: r(BigInt(units)), prorated: times(r(BigInt(units)), r(`${days}/30`)) })), months: { before: r(`${raw.days[0]}/31`), whole: raw.whole, after: r(`${raw.days[1]}/30`) },
      session: { start: raw.start, seconds: raw.seconds, continuation: false }, localTime: localTimeOf(DENVER, null), samples: { inbound: raw.samples, outbound: raw.samples.slice(0, 20), expected: 60 },
    },
    context: {
      discounts: isOwn ? given.filter((one) => one.off.kind !== 'quantity') : given,
      tax: taxed && { table: { rows: taxed.percents.map((percent, nth) => ({ name: `tax ${nth}`, place: 'US', category: 'c', percent, from: '2020-01-01', until: null })), inclusive: taxed.inclusive, decimals: taxed.decimals, mode: taxed.mode }, taxed: { places: ['US'], category: 'c', on: '2026-01-01', exempt: taxed.exempt } },
    },
  }
}
const derived = (drawn: Drawn) => { const { version: of, use: by, context } = read(drawn); return deriveTariff(of, by, context) }
const MICRO = 1_000_000n

describe('any charge of any model', () => {
  it('comes to the same micro-unit from its steps alone', () => {
    fc.assert(fc.property(scene, (drawn) => {
      const { net, tax: due, gross, steps } = derived(drawn)
      expect([net, due, gross].every(({ d }) => MICRO % d === 0n)).toBe(true)
      expect(recomputeTariff(steps)).toEqual({ netMicro: (net.n * MICRO) / net.d, taxMicro: (due.n * MICRO) / due.d, problems: [] })
    }), { numRuns: 1_500 })
  })
  it('has the amount its model answers', () => {
    fc.assert(fc.property(scene, (drawn) => {
      const { version: { pricing: terms }, use: by } = read(drawn)
      const wanted = modelAmount(terms, by)
      if (wanted) expect(valueOf(deriveModel(terms, by))).toEqual(wanted)
    }), { numRuns: 600 })
  })
  it('is told in both languages, step by step, without a dash for a figure', () => {
    fc.assert(fc.property(scene, (drawn) => {
      const lines = explainTariff(derived(drawn).steps)
      for (const { t } of [createTexts('en'), createTexts('es')]) for (const { key, details } of lines) expect(t(key, details)).not.toMatch(/–|\{|undefined|NaN/)
      expect(lines.length).toBeGreaterThan(2)
    }), { numRuns: 200 })
  })
})

function modelAmount(terms: Pricing, by: TariffUse): Rational | null {
  switch (terms.model) {
    case 'graduated': return totalOf(rateGraduated(terms, by))
    case 'volume': return totalOf(rateVolume(terms, by))
    case 'package': return totalOf(ratePackages(terms, by))
    case 'blocks': return sum(rateBlocks(terms, by.quantity))
    case 'percentage': return by.valued ? ratePercentage(terms, by.valued) : null
    case 'graduatedPercentage': return rateGraduatedPercentage(terms.tiers, by.quantity)
    case 'proratedGraduated': return rateProratedGraduated(terms.tiers, by.changes ?? [])
    case 'bands': return by.session && by.localTime ? rateSession(terms, by.session, by.localTime) : null
    default: return null
  }
}

describe('the control: a figure of a step that is changed', () => {
  const MONEY = ['amount', 'after', 'before', 'price', 'net', 'tax', 'gross', 'base', 'quantity', 'count', 'to', 'left']
  it('by a millionth is noticed, whichever it is', () => {
    fc.assert(fc.property(scene, fc.nat(), (drawn, pick) => {
      const { steps } = derived(drawn)
      const spots = steps.flatMap((step, at) => Object.entries(step).filter(([name, told]) => MONEY.includes(name) && typeof told === 'string' && !(step.kind === 'slotPrice' && name !== 'price') && !(step.kind === 'tax' && step.isExempt && name === 'base')).map(([name]) => ({ at, name })))
        .filter(({ at, name }) => !(steps[at]?.kind === 'events') && !isUncheckedCount(steps[at], name))
      const spot = spots[pick % spots.length]
      if (!spot) return
      const told = steps[spot.at] as unknown as Record<string, string>
      const { n, d } = plus(r(told[spot.name] ?? '0'), r('1/1000000'))
      const broken = steps.map((step, at) => (at === spot.at ? { ...step, [spot.name]: `${n}/${d}` } : step)) as readonly TariffStep[]
      expect(recomputeTariff(broken).problems.length).toBeGreaterThan(0)
    }), { numRuns: 1_500 })
  })
  it('or a step that is left out is noticed', () => {
    const KEPT = ['rule', 'reached', 'free', 'events']
    fc.assert(fc.property(scene, fc.nat(), (drawn, pick) => {
      const { steps } = derived(drawn)
      const sums = steps.map((step, at) => ({ step, at })).filter(({ step }) => !KEPT.includes(step.kind) && (('amount' in step && step.amount !== '0') || ('after' in step && step.after !== step.before) || step.kind === 'total'))
      const left = sums[pick % sums.length]
      expect(left && recomputeTariff(steps.toSpliced(left.at, 1)).problems.length).toBeGreaterThan(0)
    }), { numRuns: 600 })
  })
})
/** A price of nought hides how many there were; everything else shows in an amount. */
const isUncheckedCount = (step: TariffStep | undefined, name: string): boolean => step?.kind === 'times' && ((name === 'quantity' && step.price === '0') || (name === 'price' && step.quantity === '0'))
