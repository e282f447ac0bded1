import type { ProductOffering, ProductOfferingPrice, TaxRate } from '../../domain/catalog.ts'
import type { Charge, DerivationStep } from '../../domain/rating.ts'
import type { Micro } from '../../kernel/money.ts'
import { settleEvent } from '../settlement/settle.ts'
import { taxStep } from './post-charge.ts'
import { roundToRule } from './rounding.ts'

/** What use came to. `netMicro`: by the price's own rounding already. `units`: of use that it is for; null: of none. `steps`: how it came about, after the price. */
export type PricedUse = { readonly id: string; readonly offering: ProductOffering; readonly price: ProductOfferingPrice; readonly netMicro: Micro; readonly units: number | null; readonly steps: readonly DerivationStep[] }

/** One line of a bill for use: taxes, legs and margin as for every charge (`postCharge`); nothing is taxed where nothing is owed. `taxes`: the rows that hold for the customer. Errors: none. */
export function chargeOfUse({ id, offering, price, netMicro, units, steps }: PricedUse, taxes: readonly TaxRate[]): Charge {
  const { currency, ratingGuideline: { rounding } } = price
  const taxSteps = netMicro === 0 ? [] : taxes.filter((tax) => tax.category === price.taxCategory).map((tax) => taxStep(tax, netMicro))
  const { postings } = settleEvent({ id, priceId: price.id, netMicro, taxes: taxSteps, currency, share: null, units, rounding, isDiscount: false }, offering.settlementRule)
  return {
    id, offeringId: offering.id, priceId: price.id, label: price.label, kind: 'usage', amountMicro: netMicro, taxMicro: taxSteps.reduce((sum, step) => sum + step.amountMicro, 0), currency,
    derivation: [{ kind: 'price', offeringId: offering.id, offeringVersion: offering.version, priceId: price.id, amountMicro: price.amountMicro }, ...steps, roundToRule(netMicro, null, rounding), ...taxSteps],
    postings,
  }
}
