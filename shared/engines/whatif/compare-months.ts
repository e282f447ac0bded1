import type { Catalog, ProductOffering, ProductOfferingPrice } from '../../domain/catalog.ts'
import type { BillPreview, LocalDate } from '../../domain/rating.ts'
import type { ComparedMonth } from '../../domain/whatif.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { divideRounded, MICRO_PER_MINOR } from '../../kernel/money.ts'
import type { Micro, Minor } from '../../kernel/money.ts'
import type { Instant } from '../../kernel/time.ts'
import { effectiveOffering } from '../catalog/effective.ts'
import { expandBundles } from '../offers/expand-bundles.ts'
import { previewBills } from '../rating/preview-bill.ts'
import type { PastMonth } from './past-months.ts'
import { usageCharges } from './usage-charges.ts'
import type { Untold } from './usage-charges.ts'
import { createSumsOfHours } from './used-hours.ts'
import type { SumsOfHours } from './used-hours.ts'

/** Something else that could be bought: `buy` anew, `keep` as it is of what they have. Both name bundles by their own id. */
export type Alternative = { readonly id: string; readonly buy: readonly OfferingId[]; readonly keep: readonly OfferingId[] }
/** `paidMinor` and `totalMinor`: over the months that are compared, tax in; `savingMinor` null when there is none. `onceMinor`: of the total, what is charged once. `monthlyMinor`: of what is bought, in the end. */
export type WhatIf = {
  readonly id: string; readonly months: readonly ComparedMonth[]; readonly comparedMonths: number
  readonly paidMinor: Minor; readonly totalMinor: Minor; readonly savingMinor: Minor | null; readonly onceMinor: Minor; readonly monthlyMinor: Minor; readonly introductoryUntil: LocalDate | null
}
export type WhatIfInput = {
  readonly catalog: Catalog
  readonly at: Instant
  /** Of the tax table. */
  readonly region: string
  /** Oldest first, one cycle after the other; the first may be a part of one. */
  readonly months: readonly PastMonth[]
  /** What they have, bundles and members. */
  readonly held: readonly OfferingId[]
  /** Of those, what is charged by use: a month without its usage is not whole. */
  readonly metered: readonly OfferingId[]
  readonly alternatives: readonly Alternative[]
}

/**
 * What the same months would have come to on each alternative, by the engine that bills, ranked: whole ones first, then by saving, ties by id. Every month of what
 * is bought is the bill `previewBills` makes for it when it begins with the first month, usage of that month on it. Errors: throws on an alternative that is not on sale at `at`.
 */
export function compareMonths(input: WhatIfInput): readonly WhatIf[] {
  const scene: Scene = { ...input, flat: flatPrices(input.catalog, new Set(input.held)), sumsOfHours: createSumsOfHours() }
  return input.alternatives.map((alternative) => compareOne(scene, alternative)).sort(byRank)
}

const byRank = (a: WhatIf, b: WhatIf): number =>
  Number(b.savingMinor !== null) - Number(a.savingMinor !== null) || b.comparedMonths - a.comparedMonths || (b.savingMinor ?? 0) - (a.savingMinor ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

const isByUse = ({ ratingGuideline: { kind } }: ProductOfferingPrice): boolean => kind !== 'recurring' && kind !== 'oneTime'

/** What is billed without usage. Nobody is installed twice or new twice: what is held has no charge that comes once and no introductory price. */
const flatPrices = (catalog: Catalog, held: ReadonlySet<string>): Catalog => ({
  ...catalog, offerings: catalog.offerings.map((offering): ProductOffering => {
    const prices = offering.prices.filter((price) => !isByUse(price))
    return { ...offering, prices: held.has(offering.id) ? prices.filter(({ ratingGuideline }) => ratingGuideline.kind !== 'oneTime').map(({ introductory: _introductory, ...price }) => price) : prices }
  }),
})

/** `flat`: the catalog without prices for usage. */
type Scene = WhatIfInput & { readonly flat: Catalog; readonly sumsOfHours: SumsOfHours }

function compareOne(scene: Scene, { id, buy, keep }: Alternative): WhatIf {
  const { catalog, flat, at, region, months } = scene
  const [first] = months
  const offerings = expandBundles(catalog, buy, at).flatMap((offeringId) => effectiveOffering(catalog, offeringId, at) ?? [])
  const bills = first ? previewBills({ catalog: flat, offeringIds: buy, activatedOn: first.from, billCycleDay: Number(first.to.slice(8)), region, at }, months.length) : []
  const metered = offerings.flatMap((offering) => offering.prices.filter(isByUse).map((price) => ({ price, beside: offering.prices })))
  const kept = new Set<string>(keep)
  const replaced = months.map((month) => ({ ...month, used: month.used.filter(({ offeringId }) => !kept.has(offeringId)) }))
  const usage = metered.map((one) => usageCharges(one, replaced, scene))
  const compared = months.map((month, nth) => monthThere(scene, { month, bill: bills[nth], usage: usage.map((charges) => charges[nth] ?? 'usage'), kept }))
  const onceMicro = (bills[0]?.charges ?? []).reduce((sum, charge) => (charge.kind === 'oneTime' ? sum + charge.amountMicro + charge.taxMicro : sum), 0)
  const counted = months.filter((_month, nth) => compared[nth]?.missing === null)
  const paidMinor = counted.reduce((sum, month) => sum + toMinor(paidMicro(month)), 0)
  // What is charged once is owed also when the month it falls into is not compared.
  const besides = counted.length > 0 && compared[0]?.missing !== null ? toMinor(onceMicro) : 0
  const totalMinor = compared.reduce((sum, { thereMinor }) => sum + (thereMinor ?? 0), besides)
  return {
    id, months: compared, comparedMonths: counted.length, paidMinor, totalMinor, savingMinor: counted.length === 0 ? null : paidMinor - totalMinor, onceMinor: toMinor(onceMicro), monthlyMinor: bills[0]?.monthlyMinor ?? 0,
    introductoryUntil: (bills[0]?.charges ?? []).flatMap((charge) => charge.derivation.flatMap((step) => (step.kind === 'introductory' ? step.until : []))).sort()[0] ?? null,
  }
}

type There = { readonly month: PastMonth; readonly bill: BillPreview | undefined; /** Of each price. */ readonly usage: readonly (Micro | Untold)[]; readonly kept: ReadonlySet<string> }

function monthThere(scene: Scene, { month, bill, usage, kept }: There): ComparedMonth {
  if (month.lines === null || !bill) return { thereMinor: null, missing: 'bill' }
  // What would go and was charged by use: without its usage what was paid is not known whole.
  const isWhole = scene.metered.every((id) => kept.has(id) || month.lines?.some((line) => line.isUsage && line.offeringId === id))
  if (!isWhole) return { thereMinor: null, missing: 'usage' }
  const keptMicro = month.lines.reduce((sum, line) => (kept.has(line.bundleId ?? line.offeringId) ? sum + line.grossMicro : sum), 0)
  let usageMicro = 0
  for (const charged of usage) {
    if (typeof charged === 'string') return { thereMinor: null, missing: charged }
    usageMicro += charged
  }
  return { thereMinor: toMinor(keptMicro + bill.totalMicro + usageMicro), missing: null }
}

const paidMicro = (month: PastMonth): Micro => (month.lines ?? []).reduce((sum, line) => sum + line.grossMicro, 0)
/** What a month came to; null where this desk has no bill of it. */
export const paidOf = (month: PastMonth): Minor | null => (month.lines === null ? null : toMinor(paidMicro(month)))
const toMinor = (micro: Micro): Minor => divideRounded(micro, MICRO_PER_MINOR, 'half-even')
