import type { ProductOffering, ProductOfferingPrice, TaxRate } from '../../domain/catalog.ts'
import type { Charge } from '../../domain/rating.ts'
import { assert } from '../../kernel/result.ts'
import { settleEvent } from '../settlement/settle.ts'
import { taxStep } from './post-charge.ts'
import { runningTotal } from './rate-usage.ts'
import { roundToRule } from './rounding.ts'

/** Usage of one service under one price in one period: what was billed of it before, and all of it. Units of the guideline, integers. */
export type UsageOfPeriod = { readonly id: string; readonly offering: ProductOffering; readonly price: ProductOfferingPrice; readonly priorUnits: number; readonly totalUnits: number }

/**
 * Turns usage into one line of a bill, billed in arrears: the price of the period's total less the price of what was billed of it before.
 * What came late, or was rated anew, is therefore a line of its own and never an edit; less than before is a credit. Taxes, legs and
 * margin as for every charge (`postCharge`). `taxes`: the table's rows for the customer's region. Errors: throws unless the price is per unit.
 */
export function postUsage({ id, offering, price, priorUnits, totalUnits }: UsageOfPeriod, taxes: readonly TaxRate[]): Charge {
  const { ratingGuideline: guideline, currency } = price
  assert(guideline.kind === 'perUnit', `not a price per unit: ${price.id}`)
  const netMicro = runningTotal(price, totalUnits).roundedMicro - runningTotal(price, priorUnits).roundedMicro
  const taxSteps = netMicro === 0 ? [] : taxes.filter((tax) => tax.category === price.taxCategory).map((tax) => taxStep(tax, netMicro))
  const { postings } = settleEvent({ id, priceId: price.id, netMicro, taxes: taxSteps, currency, share: null, units: totalUnits - priorUnits, rounding: guideline.rounding, isDiscount: false }, offering.settlementRule)
  return {
    id, offeringId: offering.id, priceId: price.id, label: price.label, kind: 'usage', amountMicro: netMicro, taxMicro: taxSteps.reduce((sum, step) => sum + step.amountMicro, 0), currency,
    derivation: [
      { kind: 'price', offeringId: offering.id, offeringVersion: offering.version, priceId: price.id, amountMicro: price.amountMicro },
      { kind: 'usage', unit: guideline.unit, priorUnits, totalUnits, freeUnits: guideline.freeUnits, ...guideline.rounding },
      roundToRule(netMicro, null, guideline.rounding), ...taxSteps,
    ],
    postings,
  }
}
