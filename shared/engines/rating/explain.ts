import type { PriceHours } from '../../domain/catalog.ts'
import type { DerivationStep, Explanation } from '../../domain/rating.ts'
import type { Micro } from '../../kernel/money.ts'
import { explainCalls, explainValues } from './explain-events.ts'
import { partsOf, priceOfUnits, withCarried } from './metered.ts'
import type { PricePart } from './metered.ts'

type Step<K extends DerivationStep['kind']> = Extract<DerivationStep, { kind: K }>

/** Explains a charge step by step, in the order it was made. A rounding that changed nothing is not told. */
export function explain(steps: readonly DerivationStep[]): readonly Explanation[] {
  const price = steps.find((step) => step.kind === 'price')
  const carried = steps.find((step) => step.kind === 'carried') ?? { units: 0, priorUnits: 0 }
  const priceCode = codeOfPrice(steps)
  return steps.filter((step) => !isIdleRounding(step)).flatMap((step) =>
    step.kind === 'minimum' ? explainMinimum(step) : step.kind === 'values' ? explainValues(step) : step.kind === 'calls' ? explainCalls(step) : step.kind === 'metered' ? explainMetered(step, carried) : step.kind === 'usage' && price ? explainMetered(asMetered(step, price), carried) : [{ step: step.kind, code: step.kind === 'price' ? priceCode : step.kind === 'tax' && step.since !== undefined ? 'taxSince' : step.kind === 'introductory' && step.promotion !== undefined ? 'promotion' : step.kind, details: detailsOf(step) }])
}

/** A price of tiers has no single figure; one for use is that of each unit. */
const codeOfPrice = (steps: readonly DerivationStep[]): string =>
  steps.some((step) => step.kind === 'minimum' || step.kind === 'values' || step.kind === 'calls' || (step.kind === 'metered' && 'tiers' in step.tariff)) ? 'tariff' : steps.some((step) => step.kind === 'usage') ? 'unitPrice' : 'price'

/** Use at a price per unit is told as tiers are: what is included, what is charged, what was billed of it before. */
const asMetered = ({ unit, priorUnits, totalUnits, freeUnits, mode, placeMicro }: Step<'usage'>, { amountMicro }: Step<'price'>): Step<'metered'> =>
  ({ kind: 'metered', unit, priorUnits, totalUnits, tariff: { model: 'perUnit', unitMicro: amountMicro, freeUnits }, maximumMicro: null, hours: null, mode, placeMicro })

const detailsOf = (step: Exclude<DerivationStep, { kind: 'metered' | 'values' | 'calls' }>): Explanation['details'] => Object.fromEntries(Object.entries(step).filter(([key, value]) => key !== 'kind' && value !== undefined))

/** What a month costs at least and came to, then what was billed of the difference before. */
const explainMinimum = ({ kind, ...details }: Step<'minimum'>): readonly Explanation[] =>
  [{ step: kind, code: 'minimum', details }, ...(details.billedMicro === 0 ? [] : [{ step: kind, code: 'minimumBefore', details }])]

/** Usage, then what each tier or package adds up to, then what was billed of it before. */
function explainMetered({ unit, priorUnits, totalUnits, tariff, maximumMicro, hours, mode, placeMicro }: Step<'metered'>, carried: Pick<Step<'carried'>, 'units' | 'priorUnits'>): readonly Explanation[] {
  const say = (code: string, details: Explanation['details']): Explanation => ({ step: 'metered', code, details: { unit, ...details } })
  const parts = partsOf(withCarried(tariff, carried.units), totalUnits)
  const exactMicro = parts.reduce((sum, { amountMicro }) => sum + amountMicro, 0)
  const beforeMicro: Micro = priceOfUnits(withCarried(tariff, carried.priorUnits), priorUnits, { mode, placeMicro }, maximumMicro)
  return [
    say('metered', { priorUnits, totalUnits }),
    ...(hours ? [say('meteredHours', { hours: hoursText(hours), zone: hours.zone })] : []),
    ...parts.map((part) => say(wordsOf(part, tariff.model), { units: part.units, fromUnits: part.above + 1, aboveUnits: part.above, eachMicro: part.eachMicro, partMicro: part.amountMicro, packageUnits: 'packageUnits' in tariff ? tariff.packageUnits : null })),
    ...(maximumMicro !== null && exactMicro > maximumMicro ? [say('meteredMaximum', { maximumMicro })] : []),
    ...(beforeMicro > 0 ? [say('meteredBefore', { beforeMicro })] : []),
  ]
}

/** As `Format.weekHours` reads it: "12345 480-1200;06 0-1440". */
const hoursText = ({ times }: PriceHours): string => times.map(({ days, fromMinute, beforeMinute }) => `${days.join('')} ${fromMinute}-${beforeMinute}`).join(';')

const wordsOf = ({ kind, eachMicro }: PricePart, model: string): string =>
  kind === 'free' || (kind === 'units' && eachMicro === 0 && model === 'graduated') ? 'meteredFree' : kind === 'flat' ? 'meteredFlat' : kind === 'packages' ? 'meteredPackages' : model === 'volume' ? 'meteredAll' : 'meteredUnits'

const isIdleRounding = (step: DerivationStep): boolean =>
  step.kind === 'rounding' && BigInt(step.beforeNumerator) === BigInt(step.afterMicro) * BigInt(step.beforeDenominator)
