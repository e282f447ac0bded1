import { hasCardDigits } from '../../../../shared/domain/card-digits.ts'
import { appError } from '../../../../shared/domain/errors.ts'
import type { AppError } from '../../../../shared/domain/errors.ts'
import type { CorrectedPrice, CorrectionEffect } from '../../../../shared/domain/price-correction.ts'
import { isMetered } from '../../../../shared/domain/catalog.ts'
import type { ProductOffering, ProductOfferingPrice } from '../../../../shared/domain/catalog.ts'
import { USAGE_UNITS } from '../../../../shared/domain/usage.ts'
import { correctOffering, correctionProblem } from '../../../../shared/engines/rating/correct-price.ts'
import { runningTotal } from '../../../../shared/engines/rating/rate-usage.ts'
import type { Result } from '../../../../shared/kernel/result.ts'
import { err, ok } from '../../../../shared/kernel/result.ts'
import type { CommandHandler, QueryHandler } from '../../context.ts'
import type { ReadTx } from '../../ports.ts'
import type { RatedSum } from '../ports.ts'

const PAGE = 500

/**
 * Says what a price for usage should have been. From then on usage is rated by it, what was rated before is rated anew by `usage.rerate`, and the next bill of
 * each customer gives back what was billed of it and charges it again; no bill is edited. Errors: `correction-refused` with the place, `card-digits-refused`.
 */
export const correctPrice: CommandHandler<'usage.correctPrice'> = async (tx, { because, ...price }, { ids, now, actor }) => {
  if (hasCardDigits(because)) return err(appError('card-digits-refused'))
  const checked = await check(tx, price)
  if (!checked.ok) return checked
  const id = ids.next()
  await tx.corrections.insert({ ...price, id, because, by: actor.userId, byRole: actor.role, at: now })
  return ok({ correctionId: id })
}

/** What it would come to, over all usage that is known. Errors as the command's. */
export const previewCorrection: QueryHandler<'usage.previewCorrection'> = async (tx, price) => {
  const checked = await check(tx, price)
  if (!checked.ok) return checked
  const { before, after } = checked.value
  const customers = new Set<string>()
  const effect = { services: 0, events: 0, more: 0, less: 0, billed: { more: 0, less: 0 } }
  for (let last = ''; ; ) {
    const page = await tx.corrections.services(price, last, PAGE)
    for (const { billingServiceId, customerId } of page) {
      const sums = tx.usage.book.ratedSums(billingServiceId).filter((sum) => sum.priceId === price.priceId && sum.billingPeriod >= price.fromPeriod)
      const changed = sums.map((sum) => ({ sum, byMicro: totalOf(after(sum.billingPeriod), sum) - totalOf(before(sum.billingPeriod), sum) })).filter(({ byMicro }) => byMicro !== 0)
      if (changed.length === 0) continue
      customers.add(customerId)
      effect.services += 1
      for (const { sum, byMicro } of changed) {
        const isBilled = tx.usage.book.ofService(billingServiceId, sum.billingPeriod).some(({ outcome }) => outcome.state === 'billed' && outcome.rated?.priceId === price.priceId)
        effect.events += sum.events
        for (const side of isBilled ? [effect, effect.billed] : [effect]) {
          if (byMicro > 0) side.more += byMicro
          else side.less -= byMicro
        }
      }
    }
    if (page.length < PAGE) break
    last = page.at(-1)?.billingServiceId ?? ''
  }
  return ok({ customers: customers.size, ...effect } satisfies CorrectionEffect)
}

type Priced = (period: string) => ProductOfferingPrice
/** The price as it counts now and as it would count, of each period. */
async function check(tx: ReadTx, price: CorrectedPrice): Promise<Result<{ readonly before: Priced; readonly after: Priced }, AppError>> {
  const corrections = await tx.corrections.all()
  const offering = (await tx.catalog.current())?.offerings.find(({ id, version }) => id === price.offeringId && version === price.offeringVersion)
  const problem = correctionProblem(offering, price, corrections)
  if (problem || !offering) return err(appError('correction-refused', { path: problem?.path ?? '', problem: problem?.problem ?? '' }))
  return ok({ before: (period) => priceOf(correctOffering(offering, corrections, period), price.priceId), after: (period) => priceOf(correctOffering(offering, [...corrections, price], period), price.priceId) })
}

const priceOf = ({ prices }: ProductOffering, priceId: string): ProductOfferingPrice => {
  const price = prices.find(({ id }) => id === priceId)
  if (!price) throw new Error(`no price ${priceId}`)
  return price
}

const totalOf = (price: ProductOfferingPrice, { quantity }: RatedSum): number =>
  runningTotal(price, Math.ceil(quantity / (isMetered(price.ratingGuideline) ? (USAGE_UNITS[price.ratingGuideline.unit]?.factor ?? 1) : 1)))
