import type { ProductOffering, ProductOfferingPrice, TaxRate } from '../../domain/catalog.ts'
import type { Charge, DerivationStep, Posting } from '../../domain/rating.ts'
import { MICRO_PER_MINOR, multiplyRounded } from '../../kernel/money.ts'
import type { Micro } from '../../kernel/money.ts'
import { settleEvent } from '../settlement/settle.ts'
import { roundToRule } from './rounding.ts'
import type { ShareOfMonth } from './rounding.ts'

/** Everything a charge is made of before rounding, tax and legs. `amountMicro`: for a whole month, or once. */
export type ChargeSource = {
  readonly id: string
  readonly kind: 'recurring' | 'oneTime' | 'discount'
  readonly label: string
  readonly offering: ProductOffering
  readonly price: ProductOfferingPrice
  readonly amountMicro: Micro
  readonly origin: DerivationStep
  /** Told after the origin where the price is an introductory or a promoted one. */
  readonly introduction: Extract<DerivationStep, { kind: 'introductory' }> | null
  /** Null: charged whole. */
  readonly share: ShareOfMonth | null
}

/**
 * Turns a price or a discount into one line of a bill. Rounds once by the price's rule, adds each tax of its category rounded once to
 * the cent half-even, and posts it: the customer owes, providers receive by the settlement rule, taxes go to their party, the rest is
 * margin. Postings sum to zero exactly. `taxes`: the table's rows for the customer's region.
 */
export function postCharge(source: ChargeSource, taxes: readonly TaxRate[]): Charge {
  const { offering, price } = source
  const rounded = roundToRule(source.amountMicro, source.share, price.ratingGuideline.rounding)
  const taxSteps = taxes.filter((tax) => tax.category === price.taxCategory).map((tax) => taxStep(tax, rounded.afterMicro))
  const taxMicro = taxSteps.reduce((sum, step) => sum + step.amountMicro, 0)
  return {
    id: source.id,
    offeringId: offering.id,
    priceId: price.id,
    label: source.label,
    kind: source.kind,
    amountMicro: rounded.afterMicro,
    taxMicro,
    currency: price.currency,
    derivation: [source.origin, ...(source.introduction ? [source.introduction] : []), ...(source.share ? [{ kind: 'proration', ...source.share } as const] : []), rounded, ...taxSteps],
    postings: postings(source, rounded.afterMicro, taxSteps),
  }
}

/** What each tax of a price's category adds to a net amount, together; each is rounded once to the cent. `taxes`: the rows of the customer's region. */
export const taxMicroOf = (price: ProductOfferingPrice, netMicro: Micro, taxes: readonly TaxRate[]): Micro =>
  taxes.reduce((sum, tax) => (tax.category === price.taxCategory ? sum + taxStep(tax, netMicro).amountMicro : sum), 0)

export type TaxStep = Extract<DerivationStep, { kind: 'tax' }>

/** A tax on a net amount, rounded once to the cent half-even. */
export const taxStep = (tax: TaxRate, baseMicro: Micro): TaxStep => ({
  kind: 'tax', name: tax.name, partsPerMillion: tax.partsPerMillion, baseMicro, ...(tax.from === undefined ? {} : { since: tax.from }),
  amountMicro: multiplyRounded(baseMicro, tax.partsPerMillion, 1_000_000 * MICRO_PER_MINOR, 'half-even') * MICRO_PER_MINOR,
})

/** What this charge alone brings to each party; running totals of a period are the bill run's. */
const postings = (source: ChargeSource, netMicro: Micro, taxes: readonly TaxStep[]): readonly Posting[] =>
  settleEvent({
    id: source.id, priceId: source.price.id, netMicro, taxes, currency: source.price.currency, share: source.share, units: null,
    rounding: source.price.ratingGuideline.rounding, isDiscount: source.kind === 'discount',
  }, source.offering.settlementRule).postings
