import type { Catalog, ProductOffering, ProductOfferingPrice, TaxRate } from '../../domain/catalog.ts'
import type { BillPreview, Charge, LocalDate } from '../../domain/rating.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { divideRounded, MICRO_PER_MINOR } from '../../kernel/money.ts'
import type { Micro } from '../../kernel/money.ts'
import { assert } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { effectiveOffering } from '../catalog/effective.ts'
import { expandBundles } from '../offers/expand-bundles.ts'
import { splitDiscount } from './bundle-discount.ts'
import { addMonths, daysBetween, nextCycleStart } from './local-date.ts'
import { postCharge } from './post-charge.ts'
import type { ShareOfMonth } from './rounding.ts'

export type BillInput = {
  readonly catalog: Catalog
  /** A bundle stands for its members; naming them as well changes nothing. */
  readonly offeringIds: readonly OfferingId[]
  readonly activatedOn: LocalDate
  /** 1–28. */
  readonly billCycleDay: number
  /** The customer's region in the tax table, e.g. "WY". */
  readonly region: string
  /** Decides which version of each offering applies. */
  readonly at: Instant
}

/**
 * The first bill: from activation to the next cycle start, prorated by days where the price says so, with what is charged once; a whole
 * month when activation is on the cycle day. A month more is not on it. Usage arrives later as events and is not previewed.
 * `totalMinor` is rounded half-even, `remainderMicro` is what that left over. Errors: throws on an offering that is not on sale at
 * `at`; `checkSelection` refuses those first.
 */
export function previewBill(input: BillInput): BillPreview {
  const offerings = expandBundles(input.catalog, input.offeringIds, input.at).map((id) => {
    const offering = effectiveOffering(input.catalog, id, input.at)
    assert(offering, `offering not on sale: ${id}`)
    return offering
  })
  const taxes = input.catalog.taxes.filter((tax) => tax.region === input.region)
  const periodTo = nextCycleStart(input.activatedOn, input.billCycleDay)
  const charges = chargesOf(offerings, taxes, shareOfFirstMonth(input.activatedOn, periodTo))
  const month = chargesOf(offerings, taxes, null).filter((charge) => charge.kind !== 'oneTime')
  const totalMicro = totalOf(charges)
  const totalMinor = divideRounded(totalMicro, MICRO_PER_MINOR, 'half-even')
  return {
    currency: input.catalog.currency,
    periodFrom: input.activatedOn,
    periodTo,
    charges,
    totalMicro,
    totalMinor,
    remainderMicro: totalMicro - totalMinor * MICRO_PER_MINOR,
    monthlyMinor: divideRounded(totalOf(month), MICRO_PER_MINOR, 'half-even'),
  }
}

/** Null when the whole cycle is used: a full month is not a proration of itself. */
function shareOfFirstMonth(from: LocalDate, to: LocalDate): ShareOfMonth | null {
  const [days, ofDays] = [daysBetween(from, to), daysBetween(addMonths(to, -1), to)]
  return days === ofDays ? null : { days, ofDays, from, to }
}

function chargesOf(offerings: readonly ProductOffering[], taxes: readonly TaxRate[], share: ShareOfMonth | null): readonly Charge[] {
  const own = offerings.flatMap((offering) => offering.prices.flatMap((price) => chargeOf(offering, price, taxes, share)))
  const discounts = offerings.filter((offering) => offering.kind === 'bundle').flatMap((bundle) => discountsOf(bundle, offerings, taxes, share))
  return [...own, ...discounts]
}

function chargeOf(offering: ProductOffering, price: ProductOfferingPrice, taxes: readonly TaxRate[], share: ShareOfMonth | null): readonly Charge[] {
  const kind = price.ratingGuideline.kind
  if (kind === 'perUnit') return []
  const origin = { kind: 'price', offeringId: offering.id, offeringVersion: offering.version, priceId: price.id, amountMicro: price.amountMicro } as const
  return [postCharge({ id: `${offering.id}/${price.id}`, kind, label: price.label, offering, price, amountMicro: price.amountMicro, origin, share: shareFor(price, share) }, taxes)]
}

function discountsOf(bundle: ProductOffering, offerings: readonly ProductOffering[], taxes: readonly TaxRate[], share: ShareOfMonth | null): readonly Charge[] {
  const members = offerings.filter((offering) => bundle.bundleOf.includes(offering.id))
  return splitDiscount(bundle.bundleDiscountMicro, members).map(({ offering, price, discountMicro }) => {
    const origin = { kind: 'discount', bundleId: bundle.id, amountMicro: 0 - discountMicro } as const
    const id = `${bundle.id}/discount/${offering.id}/${price.id}`
    return postCharge({ id, kind: 'discount', label: bundle.name, offering, price, amountMicro: 0 - discountMicro, origin, share: shareFor(price, share) }, taxes)
  })
}

const shareFor = (price: ProductOfferingPrice, share: ShareOfMonth | null): ShareOfMonth | null =>
  price.ratingGuideline.kind === 'recurring' && price.ratingGuideline.proration === 'daily' ? share : null

const totalOf = (charges: readonly Charge[]): Micro => charges.reduce((sum, charge) => sum + charge.amountMicro + charge.taxMicro, 0)
