import type { Bill, BillHold, BillLine, BillTold } from '../../domain/bill.ts'
import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import type { BillPreview, Charge, LocalDate } from '../../domain/rating.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { divideRounded, MICRO_PER_MINOR } from '../../kernel/money.ts'
import type { Instant } from '../../kernel/time.ts'
import { addMonths, nextCycleStart } from '../rating/local-date.ts'
import { previewBills } from '../rating/preview-bill.ts'

/** What central bills an order by. `told`: the quote that was read out. `offerings`: the versions that were priced, and nothing else counts. */
export type BilledActivation = {
  readonly orderId: string
  readonly catalog: Catalog
  readonly offeringIds: readonly OfferingId[]
  readonly told: BillPreview
  readonly activatedOn: LocalDate
  readonly billCycleDay: number
  readonly region: string
  /** The day all of its services had ended: no cycle begins on it or later, but for the first, which was sold. Null while one lives. */
  readonly endedOn: LocalDate | null
}

/** One order's part of one cycle. */
export type DueCycle = { readonly activation: BilledActivation; readonly preview: BillPreview; readonly isFirst: boolean }

/**
 * From which day an order is billed. Within the cycle that was told the told days stand; when service began in a later cycle they cannot,
 * and it is billed from the day it began.
 */
export const billedFrom = ({ told, activatedOn }: Pick<BilledActivation, 'told' | 'activatedOn'>): LocalDate => (activatedOn >= told.periodTo ? activatedOn : told.periodFrom)

/** Every cycle of an order that has begun by `upTo`, oldest first: charges are made in advance. */
export function dueCycles(activation: BilledActivation, upTo: LocalDate): readonly DueCycle[] {
  const from = billedFrom(activation)
  if (from > upTo) return []
  const firstStart = nextCycleStart(from, activation.billCycleDay)
  let count = 1
  const begins = (start: LocalDate): boolean => start <= upTo && (activation.endedOn === null || start < activation.endedOn)
  while (begins(addMonths(firstStart, count - 1))) count++
  const { catalog, offeringIds, billCycleDay, region } = activation
  return previewBills({ catalog, offeringIds, activatedOn: from, billCycleDay, region, at: FROZEN_AT }, count).map((preview, index) => ({ activation, preview, isFirst: index === 0 }))
}

/** The day an order's next cycle begins after those that have begun by `upTo`; null when none is to come. */
export function nextCycle(activation: BilledActivation, upTo: LocalDate): LocalDate | null {
  const next = dueCycles(activation, upTo).at(-1)?.preview.periodTo
  if (next === undefined) return billedFrom(activation)
  return activation.endedOn === null || next < activation.endedOn ? next : null
}

/** Versions are chosen when the catalog is frozen, not by a moment. */
const FROZEN_AT: Instant = 0

/** The catalog of a moment long past as it was priced: each id has one version, whatever was published since. `versionOf`: of the ordered ones. */
export function freezeCatalog(catalog: Catalog, versionOf: ReadonlyMap<string, number>, at: Instant): Catalog {
  const chosen = new Map<string, ProductOffering>()
  for (const offering of catalog.offerings) {
    const wanted = versionOf.get(offering.id)
    const fits = wanted === undefined ? offering.validFrom <= at && (offering.validTo === null || at < offering.validTo) : offering.version === wanted
    if (fits) chosen.set(offering.id, { ...offering, validFrom: FROZEN_AT, validTo: null })
  }
  return { ...catalog, offerings: [...chosen.values()] }
}

/** The lines of an order's cycle. */
export function linesOf({ activation, preview }: DueCycle): readonly BillLine[] {
  return preview.charges.map((charge): BillLine => {
    const offering = activation.catalog.offerings.find(({ id }) => id === charge.offeringId)
    const provider = activation.catalog.providers.find(({ id }) => id === offering?.providerId)
    const isOnce = charge.kind === 'oneTime'
    const when = isOnce ? 'once' : preview.periodFrom
    const bundle = charge.derivation.find((step) => step.kind === 'discount')
    const what = bundle?.kind === 'discount' ? `${bundle.bundleId}/discount` : charge.id
    return {
      id: `${activation.orderId}|${charge.id}|${when}`, obligation: `${activation.orderId}|${what}|${when}`, orderId: activation.orderId,
      group: charge.kind, label: charge.label, offeringName: offering?.name ?? charge.label, providerId: offering?.providerId ?? '', providerName: provider?.name ?? '',
      periodFrom: isOnce ? null : preview.periodFrom, periodTo: isOnce ? null : preview.periodTo, charge,
      settlement: offering ? { ruleId: offering.settlementRule.id, version: offering.settlementRule.version } : null, usage: null, corrects: null,
    }
  })
}

/** What was told of a first bill beside what it comes to, and why it must wait when the two differ. */
export function compareWithTold({ activation, preview }: DueCycle): { readonly told: BillTold; readonly hold: BillHold | null } {
  const { told: quote, orderId, activatedOn } = activation
  const told: BillTold = { orderId, toldMinor: quote.totalMinor, billedMinor: preview.totalMinor }
  const slipped = activatedOn >= quote.periodTo
  const isSame = quote.totalMicro === preview.totalMicro && quote.periodFrom === preview.periodFrom && quote.periodTo === preview.periodTo
  if (!slipped && isSame) return { told, hold: null }
  return { told, hold: { reason: slipped ? 'activation-slipped' : 'told-differs', ...told, toldFrom: quote.periodFrom, toldTo: quote.periodTo, activatedOn } }
}

/** The figures of a bill that follow from its lines. */
export function totalsOf(lines: readonly BillLine[]): Pick<Bill, 'totalMicro' | 'totalMinor' | 'remainderMicro'> {
  const totalMicro = lines.reduce((sum, { charge }) => sum + charge.amountMicro + charge.taxMicro, 0)
  const totalMinor = divideRounded(totalMicro, MICRO_PER_MINOR, 'half-even')
  return { totalMicro, totalMinor, remainderMicro: totalMicro - totalMinor * MICRO_PER_MINOR }
}

/** What a customer owes for one charge. */
export const grossMicro = (charge: Charge): number => charge.amountMicro + charge.taxMicro
