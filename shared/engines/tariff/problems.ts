import type { Band } from '../../domain/tariff.ts'
import type { Pricing, TariffVersion } from '../../domain/tariff-derivation.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, isZero, rational, ZERO } from '../../kernel/rational.ts'
import { tierProblems } from './tiers.ts'
import { holdingBands } from './time-bands.ts'

/** What is wrong with a tariff. `place`: the JSON pointer of the part ("/pricing/tiers/1/upTo"). Words: `tariffProblem.<code>`. */
export type TariffProblem = { readonly place: string; readonly code: TariffProblemCode; readonly details: Readonly<Record<string, string | number>> }
export type TariffProblemCode = ReturnType<typeof tierProblems>[number]['problem'] | 'number-negative' | 'number-not-positive' | 'band-none' | 'band-missing' | 'band-overlaps' | 'slot-missing' | 'slot-order' | 'limits-crossed' | 'rounding-too-fine' | 'capacity-closed' | 'existing-before-effective' | 'percent-above'

/** Everything that is wrong with a version of a tariff, which publishing refuses; none: it can rate whatever comes. Errors: none. Source: issue 5 section 5. */
export function tariffProblems(version: TariffVersion): readonly TariffProblem[] {
  const { minimum, maximum, rounding, conversion, effectiveAt, existingFrom } = version
  return [
    ...pricingProblems(version.pricing),
    ...(minimum && maximum && compare(minimum, maximum) > 0 ? [problem('/minimum', 'limits-crossed')] : []),
    ...(rounding.decimals > 6 || rounding.decimals < 0 ? [problem('/rounding/decimals', 'rounding-too-fine')] : []),
    ...(existingFrom !== null && existingFrom < effectiveAt ? [problem('/existingFrom', 'existing-before-effective')] : []),
    ...(conversion ? positive('/conversion/divideBy', conversion.divideBy) : []), ...notNegative('/minimum', minimum), ...notNegative('/maximum', maximum),
  ]
}

function pricingProblems(pricing: Pricing): readonly TariffProblem[] {
  switch (pricing.model) {
    case 'flat': return notNegative('/pricing/amount', pricing.amount)
    case 'unit': return notNegative('/pricing/unitPrice', pricing.unitPrice)
    case 'dynamic': return notNegative('/pricing/multiplier', pricing.multiplier)
    case 'monthly': return notNegative('/pricing/price', pricing.price)
    case 'package': return [...positive('/pricing/size', pricing.size), ...notNegative('/pricing/price', pricing.price), ...notNegative('/pricing/freeUnits', pricing.freeUnits)]
    case 'graduated': case 'volume': case 'proratedGraduated':
      return [...endProblems(pricing.tiers), ...pricing.tiers.flatMap(({ unit, flat }, at) => [...notNegative(`/pricing/tiers/${at}/unit`, unit), ...notNegative(`/pricing/tiers/${at}/flat`, flat)])]
    case 'graduatedPercentage': return [...endProblems(pricing.tiers), ...pricing.tiers.flatMap(({ ratePercent, flat }, at) => [...notNegative(`/pricing/tiers/${at}/ratePercent`, ratePercent), ...notNegative(`/pricing/tiers/${at}/flat`, flat)])]
    case 'blocks': return pricing.tiers.length === 0 ? [problem('/pricing/tiers', 'tier-none')] : pricing.tiers.flatMap(({ blockSize, maxBlocks, pricePerBlock }, at) => [...positive(`/pricing/tiers/${at}/blockSize`, blockSize), ...positive(`/pricing/tiers/${at}/maxBlocks`, maxBlocks), ...notNegative(`/pricing/tiers/${at}/pricePerBlock`, pricePerBlock)])
    case 'capacity': {
      const last = pricing.tiers.at(-1)
      if (!last) return [problem('/pricing/tiers', 'tier-none')]
      return [...(Object.keys(last.limits).length > 0 ? [problem(`/pricing/tiers/${pricing.tiers.length - 1}/limits`, 'capacity-closed')] : []), ...pricing.tiers.flatMap(({ price }, at) => notNegative(`/pricing/tiers/${at}/price`, price))]
    }
    case 'percentage': {
      const { ratePercent, fixedPerEvent, perEventMin, perEventMax, freeAmount } = pricing
      return [...notNegative('/pricing/ratePercent', ratePercent), ...notNegative('/pricing/fixedPerEvent', fixedPerEvent), ...notNegative('/pricing/freeAmount', freeAmount), ...(perEventMin && perEventMax && compare(perEventMin, perEventMax) > 0 ? [problem('/pricing/perEventMin', 'limits-crossed')] : [])]
    }
    case 'bands': return [...bandProblems(pricing.bands, pricing.overlap ?? 'refuse'), ...pricing.bands.flatMap(slotProblems)]
    case 'burst': return [...notNegative('/pricing/committed', pricing.committed), ...notNegative('/pricing/committedPrice', pricing.committedPrice), ...notNegative('/pricing/pricePerUnitOver', pricing.pricePerUnitOver), ...notNegative('/pricing/discardPercent', pricing.discardPercent),
      ...(compare(pricing.discardPercent, rational(100n)) >= 0 ? [problem('/pricing/discardPercent', 'percent-above')] : [])]
  }
}

const problem = (place: string, code: TariffProblemCode, details: TariffProblem['details'] = {}): TariffProblem => ({ place, code, details })
const notNegative = (place: string, value: Rational | null): readonly TariffProblem[] => (value !== null && compare(value, ZERO) < 0 ? [problem(place, 'number-negative')] : [])
const positive = (place: string, value: Rational): readonly TariffProblem[] => (isZero(value) || compare(value, ZERO) < 0 ? [problem(place, 'number-not-positive')] : [])
const endProblems = (tiers: readonly { readonly upTo: Rational | null }[]): readonly TariffProblem[] => tierProblems(tiers).map(({ at, problem: code }) => problem(tiers.length === 0 ? '/pricing/tiers' : `/pricing/tiers/${at}/upTo`, code, { tier: at + 1 }))

/** A band's slots begin with its first second and go up; an increment is at least a second. */
function slotProblems({ slots, connectFee }: Band, at: number): readonly TariffProblem[] {
  const base = `/pricing/bands/${at}`
  return [
    ...notNegative(`${base}/connectFee`, connectFee), ...(slots[0]?.fromSeconds === 0 ? [] : [problem(`${base}/slots`, 'slot-missing', { band: at + 1 })]),
    ...slots.flatMap(({ fromSeconds, rate, perSeconds, incrementSeconds }, slot) => [
      ...(slot > 0 && fromSeconds <= (slots[slot - 1]?.fromSeconds ?? 0) ? [problem(`${base}/slots/${slot}/fromSeconds`, 'slot-order', { band: at + 1 })] : []), ...notNegative(`${base}/slots/${slot}/rate`, rate),
      ...(perSeconds > 0 ? [] : [problem(`${base}/slots/${slot}/perSeconds`, 'number-not-positive')]), ...(incrementSeconds > 0 ? [] : [problem(`${base}/slots/${slot}/incrementSeconds`, 'number-not-positive')])]),
  ]
}

/** Every minute of a plain week and of one of holidays has one band: none without, none with two of one weight. Bands change at their own minutes alone, so one look at each stretch is enough. */
function bandProblems(bands: readonly Band[], overlap: 'refuse' | 'latestStart'): readonly TariffProblem[] {
  if (bands.length === 0) return [problem('/pricing/bands', 'band-none')]
  const edges = [...new Set([0, 1_440, ...bands.flatMap(({ times }) => times.flatMap(({ fromMinute, beforeMinute }) => [fromMinute, beforeMinute]))])].filter((minute) => minute >= 0 && minute <= 1_440).toSorted((a, b) => a - b)
  const found = new Map<string, TariffProblem>()
  for (const isHoliday of [false, true]) for (let day = 0; day < 7; day++) for (const [index, minute] of edges.slice(0, -1).entries()) {
    const [first, second] = holdingBands(bands, { day, minute, isHoliday })
    const stretch = { day, fromMinute: minute, beforeMinute: edges[index + 1] ?? 1_440 }
    const keep = (key: string, one: TariffProblem): void => void (found.has(key) || found.set(key, one))
    if (!first) keep(`${day} ${minute}`, problem('/pricing/bands', 'band-missing', { ...stretch, holiday: isHoliday ? 'yes' : 'no' }))
    else if (second && second.band !== first.band && (second.band.weight ?? 0) === (first.band.weight ?? 0) && (overlap === 'refuse' || second.fromMinute === first.fromMinute)) {
      const [at, other] = [bands.indexOf(first.band), bands.indexOf(second.band)].toSorted((a, b) => b - a)
      keep(`${at} ${other}`, problem(`/pricing/bands/${at}`, 'band-overlaps', { ...stretch, band: (at ?? 0) + 1, other: (other ?? 0) + 1 }))
    }
  }
  return [...found.values()]
}
