import { hasCardDigits } from '../../../../shared/domain/card-digits.ts'
import { appError } from '../../../../shared/domain/errors.ts'
import type { AppError } from '../../../../shared/domain/errors.ts'
import type { CorrectedPrice, CorrectionEffect, PriceCorrection } from '../../../../shared/domain/price-correction.ts'
import type { ProductOffering } from '../../../../shared/domain/catalog.ts'
import { correctionProblem } from '../../../../shared/engines/rating/correct-price.ts'
import type { Result } from '../../../../shared/kernel/result.ts'
import { err, ok } from '../../../../shared/kernel/result.ts'
import type { CommandHandler, QueryHandler } from '../../context.ts'
import type { ReadTx } from '../../ports.ts'
import type { StoredActivation } from '../../billing/ports.ts'
import type { CorrectedService } from './ports.ts'
import { monthsOwed, owedByPrice } from './owed-by-price.ts'
import type { UsedService } from './owed-by-price.ts'

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

/** What it would come to, over all usage that is known, as bills would ask for it. Errors as the command's, and `billing-terms-missing`. */
export const previewCorrection: QueryHandler<'usage.previewCorrection'> = async (tx, price, { terms, now }) => {
  const checked = await check(tx, price)
  if (!checked.ok) return checked
  if (!terms) return err(appError('billing-terms-missing'))
  const { offering, corrections } = checked.value
  const [customers, after] = [new Set<string>(), [...corrections, price]]
  const effect = { services: 0, events: 0, more: 0, less: 0, billed: { more: 0, less: 0 } }
  for (let last = ''; ; ) {
    const page = await tx.corrections.services(price, last, PAGE)
    for (const { service, activation } of await activated(tx, page)) {
      const { billingServiceId, customerId } = service
      const used: UsedService = { offering, activation, sums: tx.usage.book.ratedSums(billingServiceId), terms, now }
      const changed = monthsOwed(used, price).map((period) => ({ period, byMicro: owedByPrice(used, price.priceId, period, after) - owedByPrice(used, price.priceId, period, corrections) })).filter(({ byMicro }) => byMicro !== 0)
      if (changed.length === 0) continue
      customers.add(customerId)
      effect.services += 1
      for (const { period, byMicro } of changed) {
        const isBilled = tx.usage.book.ofService(billingServiceId, period).some(({ outcome }) => outcome.state === 'billed' && outcome.rated?.priceId === price.priceId)
        effect.events += used.sums.find((sum) => sum.priceId === price.priceId && sum.billingPeriod === period)?.events ?? 0
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

/** Each service with the activation of its order. */
async function activated(tx: ReadTx, page: readonly CorrectedService[]): Promise<readonly { readonly service: CorrectedService; readonly activation: StoredActivation }[]> {
  const customerIds = [...new Set(page.map(({ customerId }) => customerId))]
  const orderOf = new Map((await tx.billing.services(customerIds)).map(({ billingServiceId, orderId }) => [billingServiceId, orderId]))
  const byOrder = new Map((await tx.bills.activations(customerIds)).map((activation) => [activation.orderId, activation]))
  return page.flatMap((service) => {
    const activation = byOrder.get(orderOf.get(service.billingServiceId) ?? '')
    return activation ? [{ service, activation }] : []
  })
}

/** The offering as it was published, and what was corrected before. */
async function check(tx: ReadTx, price: CorrectedPrice): Promise<Result<{ readonly offering: ProductOffering; readonly corrections: readonly PriceCorrection[] }, AppError>> {
  const corrections = await tx.corrections.all()
  const offering = (await tx.catalog.current())?.offerings.find(({ id, version }) => id === price.offeringId && version === price.offeringVersion)
  const problem = correctionProblem(offering, price, corrections)
  if (problem || !offering) return err(appError('correction-refused', { path: problem?.path ?? '', problem: problem?.problem ?? '' }))
  return ok({ offering, corrections })
}
