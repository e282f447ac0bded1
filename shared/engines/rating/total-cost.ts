import type { OfferCost } from '../../domain/offer.ts'
import type { BillPreview, Charge } from '../../domain/rating.ts'
import type { Minor } from '../../kernel/money.ts'
import { divideRounded, MICRO_PER_MINOR } from '../../kernel/money.ts'
import { effectiveOffering } from '../catalog/effective.ts'
import type { BillInput } from './preview-bill.ts'
import { previewBills } from './preview-bill.ts'

export const COST_HORIZON_BILLS = 24

/** What a selection costs from the first bill on. */
export type TotalCost = OfferCost & { readonly firstBill: BillPreview }

/**
 * The first 12 and 24 bills together, previewed one by one by the engine that bills, so that a total is never a price times a number.
 * Taxes are in, usage is not. Errors: as `previewBill`.
 */
export function totalCost(input: BillInput): TotalCost {
  const bills = previewBills(input, COST_HORIZON_BILLS)
  const [firstBill, second] = bills as readonly [BillPreview, BillPreview]
  const total24Minor = sumOf(bills)
  const charges = bills.flatMap((bill) => bill.charges)
  const oneTimeMinor = minorOf(charges.filter((charge) => charge.kind === 'oneTime'))
  const equipmentMinor = minorOf(charges.filter((charge) => charge.kind !== 'oneTime' && isForEquipment(charge, input)))
  const untils = firstBill.charges.flatMap((charge) => charge.derivation.flatMap((step) => (step.kind === 'introductory' ? step.until : []))).sort()
  return {
    firstBill, secondBillMinor: second.totalMinor, total12Minor: sumOf(bills.slice(0, 12)), total24Minor,
    parts: { serviceMinor: total24Minor - equipmentMinor - oneTimeMinor, equipmentMinor, oneTimeMinor }, introductoryUntil: untils[0] ?? null,
  }
}

const isForEquipment = (charge: Charge, { catalog, at }: BillInput): boolean => {
  const offering = effectiveOffering(catalog, charge.offeringId, at)
  return offering?.kind === 'equipment' || offering?.prices.find((price) => price.id === charge.priceId)?.taxCategory === 'equipment'
}

const sumOf = (bills: readonly BillPreview[]): Minor => bills.reduce((sum, bill) => sum + bill.totalMinor, 0)

const minorOf = (charges: readonly Charge[]): Minor =>
  divideRounded(charges.reduce((sum, charge) => sum + charge.amountMicro + charge.taxMicro, 0), MICRO_PER_MINOR, 'half-even')
