import { isMetered } from '../../domain/catalog.ts'
import type { MeteredGuideline, ProductOffering, ProductOfferingPrice } from '../../domain/catalog.ts'
import { USAGE_UNITS } from '../../domain/usage.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import { coverOfWeek, createLocalMoments, isSameUse } from '../rating/price-hours.ts'
import { when } from './catalog-problem.ts'
import type { CatalogProblem } from './catalog-problem.ts'
import { tierProblems } from './tier-problems.ts'

type Metered = { readonly price: ProductOfferingPrice; readonly guideline: MeteredGuideline; readonly at: string }

/** Usage must have one price at every moment, and that must say the whole of it. */
export function meteredProblems({ prices }: Pick<ProductOffering, 'prices'>, path: string): readonly CatalogProblem[] {
  const metered = prices.flatMap((price, index): readonly Metered[] => (isMetered(price.ratingGuideline) ? [{ price, guideline: price.ratingGuideline, at: `${path}.prices.${index}` }] : []))
  return metered.flatMap((one, index) => [...tariffProblems(one), ...hoursProblems(one, metered.slice(0, index).filter((other) => isSameUse(other.guideline.unit, one.guideline.unit)), metered)])
}

function tariffProblems({ price, guideline, at }: Metered): readonly CatalogProblem[] {
  const isTiered = 'tiers' in guideline
  return [
    ...when(USAGE_UNITS[guideline.unit] === undefined, `${at}.ratingGuideline.unit`, `unknown unit ${guideline.unit}`),
    ...(isTiered ? tierProblems(guideline.tiers.map(({ upToUnits }) => upToUnits), `${at}.ratingGuideline`, 'upToUnits') : []),
    ...when('freeUnits' in guideline && guideline.freeUnits === 0 && guideline.carryMonths !== undefined, `${at}.ratingGuideline.carryMonths`, 'no free units to carry over'),
    ...when((guideline.maximumMicro ?? 0) % guideline.rounding.placeMicro !== 0, `${at}.ratingGuideline.maximumMicro`, 'not a multiple of what the price is rounded to'),
    ...when((guideline.minimumMicro ?? 0) % guideline.rounding.placeMicro !== 0, `${at}.ratingGuideline.minimumMicro`, 'not a multiple of what the price is rounded to'),
    ...when((guideline.minimumMicro ?? 0) > (guideline.maximumMicro ?? Infinity), `${at}.ratingGuideline.minimumMicro`, 'more than the maximum'),
    ...when(isTiered && price.amountMicro !== 0, `${at}.amountMicro`, 'the tiers say the price'),
  ]
}

/** `earlier`: prices for the same use that stand before it. The first of them answers for the hours that nobody has. */
function hoursProblems({ guideline, at }: Metered, earlier: readonly Metered[], all: readonly Metered[]): readonly CatalogProblem[] {
  const { hours } = guideline
  const place = `${at}.ratingGuideline`
  const always = earlier.find((other) => other.guideline.hours === undefined)
  if (!hours) return when(always !== undefined, `${place}.unit`, `the price ${always?.price.id} is for the same usage`)
  if (!isZone(hours.zone)) return [{ path: `${place}.hours.zone`, problem: `unknown zone ${hours.zone}` }]
  const backwards = hours.times.findIndex(({ fromMinute, beforeMinute }) => beforeMinute <= fromMinute)
  const timed = earlier.filter((other) => other.guideline.hours !== undefined)
  const overlapped = timed.find((other) => other.guideline.hours && coverOfWeek([other.guideline.hours, hours]).some((held) => held > 1))
  const other = timed.find(({ guideline: { hours: known } }) => known && (known.zone !== hours.zone || canonicalJson(known.holidays) !== canonicalJson(hours.holidays)))
  const sameUse = all.filter((one) => isSameUse(one.guideline.unit, guideline.unit))
  const gap = earlier.length > 0 || sameUse.some((one) => one.guideline.hours === undefined) ? -1 : coverOfWeek(sameUse.flatMap((one) => one.guideline.hours ?? [])).indexOf(0)
  return [
    ...when(backwards >= 0, `${place}.hours.times.${backwards}.beforeMinute`, 'it ends before it begins'),
    ...when(overlapped !== undefined, `${place}.hours.times`, `overlaps the hours of the price ${overlapped?.price.id}`),
    ...when(other !== undefined, `${place}.hours.${other?.guideline.hours?.zone === hours.zone ? 'holidays' : 'zone'}`, `not those of the price ${other?.price.id}, which is for the same usage`),
    ...when(gap >= 0, `${place}.hours.times`, `no price for what begins on a ${DAYS[Math.floor(gap / 1_440)]} at ${clockOf(gap % 1_440)}`),
  ]
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const clockOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const moments = createLocalMoments()
function isZone(zone: string): boolean {
  try {
    moments(0, zone)
    return true
  } catch {
    return false
  }
}
