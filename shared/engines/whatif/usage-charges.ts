import { isMetered } from '../../domain/catalog.ts'
import type { Catalog, MeteredGuideline, PriceHours, ProductOfferingPrice } from '../../domain/catalog.ts'
import { USAGE_UNITS } from '../../domain/usage.ts'
import type { Told } from '../../domain/usage-pack.ts'
import type { MissingMonth } from '../../domain/whatif.ts'
import { assertExact } from '../../kernel/money.ts'
import type { Micro } from '../../kernel/money.ts'
import { carriedInto } from '../rating/carry-over.ts'
import type { FreeMonth } from '../rating/carry-over.ts'
import { addMonths } from '../rating/local-date.ts'
import { callTermsOf, isCallPrice, priceOfCall } from '../rating/post-calls.ts'
import { taxMicroOf } from '../rating/post-charge.ts'
import { isPercentagePrice, priceOfValue, termsOf } from '../rating/post-percentage.ts'
import { isSameUse } from '../rating/price-hours.ts'
import { runningTotal } from '../rating/rate-usage.ts'
import { taxesOn } from '../rating/taxes-on.ts'
import type { PastMonth, UsedUnits } from './past-months.ts'
import type { HourSums, SumsOfHours } from './used-hours.ts'

/** Why what a month's use would cost cannot be told. */
export type Untold = Exclude<MissingMonth, 'bill'>
/** A price for use. `beside`: all prices of its offering, of which others may hold at other hours. */
export type PriceOfUse = { readonly price: ProductOfferingPrice; readonly beside: readonly ProductOfferingPrice[] }
type Scene = { readonly catalog: Pick<Catalog, 'taxes'>; readonly region: string; readonly sumsOfHours: SumsOfHours }

/** What a price asks for the use of each month, tax in, as the engine rates it; or why it cannot be told. A month that cannot be told leaves nothing for the next. Errors: none. */
export function usageCharges({ price, beside }: PriceOfUse, months: readonly PastMonth[], { catalog, region, sumsOfHours }: Scene): readonly (Micro | Untold)[] {
  const timed = timesOf(price, beside)
  const sumsOf = timed.length > 0 ? sumsOfHours(timed) : null
  let known: readonly FreeMonth[] = []
  return months.map(({ from, to, used }) => {
    const { ratingGuideline: guideline } = price
    const fitting = used.filter(({ unit }) => 'unit' in guideline && isFor(guideline.unit, unit))
    const withTax = (netMicro: Micro): Micro => netMicro + taxMicroOf(price, netMicro, taxesOn(catalog.taxes, region, from))
    if (!isMetered(guideline)) {
      const netMicro = eventsMicro(price, fitting)
      return typeof netMicro === 'string' ? netMicro : withTax(netMicro)
    }
    const units = unitsAt(guideline, fitting, sumsOf)
    if (typeof units === 'string') {
      known = []
      return units
    }
    const free = 'freeUnits' in guideline ? guideline : { freeUnits: 0, carryMonths: undefined }
    const carried = free.carryMonths === undefined ? 0 : carriedInto(known, free.carryMonths)
    known = [...known, { freeUnits: free.freeUnits, usedUnits: units }]
    // A part of a month has no minimum.
    const leastMicro = addMonths(from, 1) === to ? (guideline.minimumMicro ?? 0) : 0
    return withTax(Math.max(runningTotal(price, units, carried), leastMicro))
  })
}

/** The hours that divide this use among prices: its own, or where it has none those of others for the same. */
function timesOf({ ratingGuideline: guideline }: ProductOfferingPrice, beside: readonly ProductOfferingPrice[]): readonly PriceHours[] {
  if (!isMetered(guideline)) return []
  return guideline.hours ? [guideline.hours] : beside.flatMap(({ ratingGuideline: other }) => (isMetered(other) && other.hours && isSameUse(other.unit, guideline.unit) ? [other.hours] : []))
}

/** A month's usage in units of a price for a period's total; or why it cannot be told. `sumsOf`: where hours divide it. */
function unitsAt({ unit: wantedUnit, hours }: MeteredGuideline, fitting: readonly UsedUnits[], sumsOf: ((told: readonly Told[]) => HourSums | null) | null): number | Untold {
  const wanted = USAGE_UNITS[wantedUnit]
  if (!wanted || fitting.length === 0) return 'usage'
  let quantity = 0
  for (const { unit, units, detail } of fitting) {
    const told = USAGE_UNITS[unit]?.factor ?? 1
    if (sumsOf) {
      const sums = detail?.hours && sumsOf(detail.hours)
      if (!sums) return 'usage-detail'
      quantity += hours ? sums.within : sums.outside
      continue
    }
    // A started unit was counted whole: into a finer unit, or summed with others, it would count what was not used.
    if (told > 1 && (wanted.factor % told !== 0 || fitting.length > 1)) return 'usage-too-coarse'
    quantity += units * told
  }
  return Math.ceil(quantity / wanted.factor)
}

/** What a price for each event by itself asks for a month's; or why it cannot be told: this desk knows the lengths, or the values, of all of them or says so. */
function eventsMicro(price: ProductOfferingPrice, fitting: readonly UsedUnits[]): Micro | Untold {
  const priceOf = priceOfEach(price)
  if (!priceOf) return 'price-kind'
  if (fitting.length === 0) return 'usage'
  let netMicro = 0
  for (const { detail } of fitting) {
    const told: readonly Told[] | undefined = isCallPrice(price) ? detail?.sizes : detail?.values
    if (!told || told.reduce((sum, [, count]) => sum + count, 0) !== detail?.events) return 'usage-detail'
    netMicro = told.reduce((sum, [what, count]) => assertExact(sum + count * priceOf(what)), netMicro)
  }
  return netMicro
}

function priceOfEach(price: ProductOfferingPrice): ((what: number) => Micro) | null {
  const { rounding } = price.ratingGuideline
  if (isCallPrice(price)) {
    const terms = callTermsOf(price)
    return (size) => priceOfCall(terms, size, rounding)
  }
  if (!isPercentagePrice(price)) return null
  const terms = termsOf(price)
  return (value) => priceOfValue(terms, value, rounding)
}

/** A piece is a piece of something: views are not priced by the price of a message. */
const isFor = (wanted: string, told: string): boolean => {
  const [a, b] = [USAGE_UNITS[wanted], USAGE_UNITS[told]]
  return a !== undefined && b !== undefined && a.base === b.base && (a.base !== 'each' || wanted === 'each' || wanted === told)
}
