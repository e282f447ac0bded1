import type { ProductOffering, ProductOfferingPrice, TaxRate } from '../../domain/catalog.ts'
import type { Charge, DerivationStep } from '../../domain/rating.ts'
import { chargeOfUse } from './charge-of-use.ts'
import { tariffOf } from './metered.ts'
import { assertMetered, runningTotal } from './rate-usage.ts'
import type { MeteredPrice } from './rate-usage.ts'

/** Usage of one service under one price in one period: what was billed of it before, and all of it. Units of the guideline, integers. */
export type UsageOfPeriod = { readonly id: string; readonly offering: ProductOffering; readonly price: ProductOfferingPrice; readonly priorUnits: number; readonly totalUnits: number; /** Free units that months before left, now and as the lines before counted. */ readonly carried?: { readonly units: number; readonly priorUnits: number } }

/**
 * Turns usage into one line of a bill, billed in arrears: the price of the period's total less the price of what was billed of it before.
 * What came late, or was rated anew, is therefore a line of its own and never an edit; less than before is a credit. Taxes, legs and
 * margin as for every charge (`postCharge`). `taxes`: the table's rows for the customer's region. Errors: throws unless the price is for usage.
 */
export function postUsage({ id, offering, price, priorUnits, totalUnits, carried = NONE_CARRIED }: UsageOfPeriod, taxes: readonly TaxRate[]): Charge {
  assertMetered(price)
  const netMicro = runningTotal(price, totalUnits, carried.units) - runningTotal(price, priorUnits, carried.priorUnits)
  const steps = [...(carried.units + carried.priorUnits > 0 ? [{ kind: 'carried', unit: price.ratingGuideline.unit, ...carried } as const] : []), usageStep(price, priorUnits, totalUnits)]
  return chargeOfUse({ id, offering, price, netMicro, units: totalUnits - priorUnits, steps }, taxes)
}

const NONE_CARRIED = { units: 0, priorUnits: 0 }

/** What is only per unit is told as it always was: a desk a version behind reads it. */
function usageStep(price: MeteredPrice, priorUnits: number, totalUnits: number): DerivationStep {
  const { ratingGuideline: guideline } = price
  const { unit, maximumMicro, hours } = guideline
  if (guideline.kind === 'perUnit' && maximumMicro === undefined && hours === undefined) return { kind: 'usage', unit, priorUnits, totalUnits, freeUnits: guideline.freeUnits, ...guideline.rounding }
  return { kind: 'metered', unit, priorUnits, totalUnits, tariff: tariffOf(price), maximumMicro: maximumMicro ?? null, hours: hours ?? null, ...guideline.rounding }
}
