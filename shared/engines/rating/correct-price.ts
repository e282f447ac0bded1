import { isMetered } from '../../domain/catalog.ts'
import type { ProductOffering } from '../../domain/catalog.ts'
import type { CorrectedPrice, PriceCorrection } from '../../domain/price-correction.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import { meteredProblems } from '../catalog/metered-problems.ts'

export type CorrectionProblem = { readonly path: string; readonly problem: string }

/** The offering as its usage of a period is priced: each corrected price in the place of its own. `corrections`: oldest first. */
export function correctOffering<O extends ProductOffering>(offering: O, corrections: readonly CorrectedPrice[], period: string): O {
  const own = corrections.filter((one) => one.offeringId === offering.id && one.offeringVersion === offering.version && one.fromPeriod <= period)
  if (own.length === 0) return offering
  return { ...offering, prices: offering.prices.map((price) => {
    const last = own.findLast(({ priceId }) => priceId === price.id)
    return last ? { ...price, amountMicro: last.amountMicro, ratingGuideline: last.ratingGuideline } : price
  }) }
}

/** The correction that a price of a period stands by; undefined: it stands as it was published. */
export const correctionOf = (corrections: readonly PriceCorrection[], { offeringId, offeringVersion, priceId }: Pick<CorrectedPrice, 'offeringId' | 'offeringVersion' | 'priceId'>, period: string): PriceCorrection | undefined =>
  corrections.findLast((one) => one.offeringId === offeringId && one.offeringVersion === offeringVersion && one.priceId === priceId && one.fromPeriod <= period)

/**
 * What keeps a correction from being one; null: nothing. It says another price for the same use: the unit and the hours, which decide what use a
 * price is for, stay, so that nothing rated falls under another price. `offering`: as published. `corrections`: those that count already.
 */
export function correctionProblem(offering: ProductOffering | undefined, correction: CorrectedPrice, corrections: readonly CorrectedPrice[]): CorrectionProblem | null {
  if (!offering) return { path: 'offeringId', problem: 'offeringUnknown' }
  const price = offering.prices.find(({ id }) => id === correction.priceId)
  if (!price) return { path: 'priceId', problem: 'priceUnknown' }
  if (!isMetered(price.ratingGuideline)) return { path: 'priceId', problem: 'notForUsage' }
  if (price.ratingGuideline.unit !== correction.ratingGuideline.unit) return { path: 'ratingGuideline.unit', problem: 'otherUnit' }
  if (canonicalJson(price.ratingGuideline.hours ?? null) !== canonicalJson(correction.ratingGuideline.hours ?? null)) return { path: 'ratingGuideline.hours', problem: 'otherHours' }
  const corrected = correctOffering(offering, [...corrections, correction], correction.fromPeriod)
  const [broken] = meteredProblems(corrected, '')
  if (broken) return { path: broken.path.replace(/^\.prices\.\d+\.?/, ''), problem: broken.problem }
  const isSame = canonicalJson(correctOffering(offering, corrections, correction.fromPeriod)) === canonicalJson(corrected)
  return isSame ? { path: '', problem: 'changesNothing' } : null
}
