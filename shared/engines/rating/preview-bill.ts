import { isByUse } from '../../domain/catalog.ts'
import type { Catalog, ProductOffering, ProductOfferingPrice, Promotion, TaxRate } from '../../domain/catalog.ts'
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
import type { ChargeSource } from './post-charge.ts'
import { promotedMicro, promotionOn } from './promotion.ts'
import type { ShareOfMonth } from './rounding.ts'
import { taxesOn } from './taxes-on.ts'

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
  const [first] = previewBills(input, 1)
  assert(first, 'one bill was asked for')
  return first
}

/**
 * The first `count` bills, one after the other, as they will be charged: introductory prices as long as they hold, one-time charges on the
 * first only. Usage is not previewed. Errors: as `previewBill`.
 */
export function previewBills(input: BillInput, count: number): readonly BillPreview[] {
  const scene = sceneOf(input)
  const monthlyMinor = toMinor(totalOf(chargesOf(scene, { share: null, cycle: Number.MAX_SAFE_INTEGER, isFirst: false, from: IN_THE_END, taxes: taxesOn(input.catalog.taxes, input.region, IN_THE_END) })))
  // Two later bills differ only by which introductions, promotions and taxes hold: each kind is computed once.
  const later = new Map<string, readonly Charge[]>()
  return Array.from({ length: count }, (_unused, index): BillPreview => {
    const periodFrom = index === 0 ? input.activatedOn : addMonths(scene.firstCycleStart, index - 1)
    const cycle = scene.share ? Math.max(0, index - 1) : index
    const taxes = taxesOn(input.catalog.taxes, input.region, periodFrom)
    const key = [...scene.introductions.map((months) => cycle < months), ...scene.promotions.map(({ from, until }) => from <= periodFrom && periodFrom < until), ...taxes.map((tax) => input.catalog.taxes.indexOf(tax))].join()
    const charges = index === 0 ? chargesOf(scene, { share: scene.share, cycle, isFirst: true, from: periodFrom, taxes }) : (later.get(key) ?? chargesOf(scene, { share: null, cycle, isFirst: false, from: periodFrom, taxes }))
    if (index > 0) later.set(key, charges)
    const totalMicro = totalOf(charges)
    const totalMinor = toMinor(totalMicro)
    return {
      currency: input.catalog.currency, periodFrom, periodTo: addMonths(scene.firstCycleStart, index), charges, totalMicro, totalMinor,
      remainderMicro: totalMicro - totalMinor * MICRO_PER_MINOR, monthlyMinor,
    }
  })
}

/** What every bill of a selection is made of. `share`: of the first month; `introductions`: their lengths in whole cycles. */
type Scene = {
  readonly offerings: readonly ProductOffering[]
  readonly share: ShareOfMonth | null
  /** The start of the first cycle after activation. */
  readonly firstCycleStart: LocalDate
  /** The start of the first whole cycle. */
  readonly wholeFrom: LocalDate
  readonly introductions: readonly number[]
  readonly promotions: readonly Promotion[]
}
/** One bill's place: `cycle` counts whole cycles from 0, the days before the first belong to it. */
type Period = { readonly share: ShareOfMonth | null; readonly cycle: number; readonly isFirst: boolean; readonly from: LocalDate; /** Those that hold on its first day. */ readonly taxes: readonly TaxRate[] }
/** A day after every change that a tax table knows of. */
const IN_THE_END: LocalDate = '9999-12-31'

function sceneOf(input: BillInput): Scene {
  const offerings = expandBundles(input.catalog, input.offeringIds, input.at).map((id) => {
    const offering = effectiveOffering(input.catalog, id, input.at)
    assert(offering, `offering not on sale: ${id}`)
    return offering
  })
  const firstCycleStart = nextCycleStart(input.activatedOn, input.billCycleDay)
  const share = shareOfFirstMonth(input.activatedOn, firstCycleStart)
  return {
    offerings, share, firstCycleStart, wholeFrom: share ? firstCycleStart : input.activatedOn,
    introductions: offerings.flatMap((offering) => offering.prices.flatMap((price) => price.introductory?.months ?? [])),
    promotions: offerings.flatMap((offering) => offering.prices.flatMap((price) => price.promotions ?? [])),
  }
}

/** Null when the whole cycle is used: a full month is not a proration of itself. */
function shareOfFirstMonth(from: LocalDate, to: LocalDate): ShareOfMonth | null {
  const [days, ofDays] = [daysBetween(from, to), daysBetween(addMonths(to, -1), to)]
  return days === ofDays ? null : { days, ofDays, from, to }
}

function chargesOf(scene: Scene, period: Period): readonly Charge[] {
  const own = scene.offerings.flatMap((offering) => offering.prices.flatMap((price) => chargeOf(scene, offering, price, period)))
  const discounts = scene.offerings.filter((offering) => offering.kind === 'bundle').flatMap((bundle) => discountsOf(scene, bundle, period))
  return [...own, ...discounts]
}

function chargeOf(scene: Scene, offering: ProductOffering, price: ProductOfferingPrice, period: Period): readonly Charge[] {
  const { ratingGuideline: guideline } = price
  if (isByUse(guideline)) return []
  const { kind } = guideline
  if (kind === 'oneTime' && !period.isFirst) return []
  const amountMicro = amountIn(price, period)
  const origin = { kind: 'price', offeringId: offering.id, offeringVersion: offering.version, priceId: price.id, amountMicro } as const
  const introduction = amountMicro === price.amountMicro ? null : introductionOf(scene, price, period)
  return [postCharge({ id: `${offering.id}/${price.id}`, kind, label: price.label, offering, price, amountMicro, origin, introduction, share: shareFor(price, period.share) }, period.taxes)]
}

/** What a month of this price costs in a period. */
function amountIn(price: ProductOfferingPrice, { cycle, from }: Period): Micro {
  if (price.ratingGuideline.kind !== 'recurring') return price.amountMicro
  if (price.introductory && cycle < price.introductory.months) return price.introductory.amountMicro
  const promotion = promotionOn(price, from)
  return promotion ? promotedMicro(price.amountMicro, promotion) : price.amountMicro
}

/** Until when the lower price is charged, which is the first day of a bill, and what comes then. */
function introductionOf(scene: Scene, price: ProductOfferingPrice, { from }: Period): ChargeSource['introduction'] {
  if (price.introductory) return { kind: 'introductory', regularMicro: price.amountMicro, until: addMonths(scene.wholeFrom, price.introductory.months) }
  const promotion = promotionOn(price, from)
  assert(promotion, 'a price is lower by a promotion')
  let until = scene.firstCycleStart
  while (until < promotion.until) until = addMonths(until, 1)
  return { kind: 'introductory', regularMicro: price.amountMicro, until, promotion: promotion.label }
}

function discountsOf(scene: Scene, bundle: ProductOffering, period: Period): readonly Charge[] {
  // A discount is measured against what is paid: it never takes more than a lower price leaves.
  const members = scene.offerings.filter((offering) => bundle.bundleOf.includes(offering.id))
    .map((offering) => ({ ...offering, prices: offering.prices.map((price) => ({ ...price, amountMicro: amountIn(price, period) })) }))
  return splitDiscount(bundle.bundleDiscountMicro, members).map(({ offering, price, discountMicro }) => {
    const origin = { kind: 'discount', bundleId: bundle.id, amountMicro: 0 - discountMicro } as const
    const id = `${bundle.id}/discount/${offering.id}/${price.id}`
    return postCharge({ id, kind: 'discount', label: bundle.name, offering, price, amountMicro: 0 - discountMicro, origin, introduction: null, share: shareFor(price, period.share) }, period.taxes)
  })
}

const toMinor = (micro: Micro): number => divideRounded(micro, MICRO_PER_MINOR, 'half-even')

const shareFor = (price: ProductOfferingPrice, share: ShareOfMonth | null): ShareOfMonth | null =>
  price.ratingGuideline.kind === 'recurring' && price.ratingGuideline.proration === 'daily' ? share : null

const totalOf = (charges: readonly Charge[]): Micro => charges.reduce((sum, charge) => sum + charge.amountMicro + charge.taxMicro, 0)
