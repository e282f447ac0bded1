import type { ProductOffering } from '../../../../shared/domain/catalog.ts'
import type { PriceCorrection } from '../../../../shared/domain/price-correction.ts'
import type { UsageOutcome } from '../../../../shared/domain/usage.ts'
import { correctOffering } from '../../../../shared/engines/rating/correct-price.ts'
import { ok } from '../../../../shared/kernel/result.ts'
import type { CommandHandler, QueryHandler } from '../../context.ts'
import type { WriteTx } from '../../ports.ts'
import { rateAgain } from '../rate-event.ts'
import { createRunningLegs } from '../running-legs.ts'
import type { RunningLegs } from '../running-legs.ts'

/** True while something rated waits to be rated by a corrected price. */
export const countOpenCorrections: QueryHandler<'usage.corrections'> = async (tx) => ok({ open: (await tx.corrections.open()) !== null, corrections: (await tx.corrections.all()).toReversed().slice(0, MOST_TOLD) })
const MOST_TOLD = 50

/**
 * Rates the usage of up to `limit` services anew by the oldest correction that is not carried out. The book is on the disk before the record
 * says how far: what a failure leaves between them is rated again to the same, and nothing of it moves twice.
 */
export const rerateUsage: CommandHandler<'usage.rerate'> = async (tx, { limit }, { now }) => {
  const open = await tx.corrections.open()
  if (!open) return ok({ services: 0, events: 0, more: false })
  const { correction, reratedTo } = open
  const corrections = await tx.corrections.all()
  const catalog = await tx.catalog.current()
  const legs = createRunningLegs(tx.usage.book, catalog)
  const offering = catalog?.offerings.find(({ id, version }) => id === correction.offeringId && version === correction.offeringVersion)
  const services = await tx.corrections.services(correction, reratedTo, limit)
  const moves = offering ? services.flatMap(({ billingServiceId }) => movesOf(tx, { billingServiceId, correction, corrections, offering, legs })) : []
  if (moves.length > 0) tx.usage.book.move(moves.map((move) => ({ ...move, at: now })))
  await tx.corrections.carry(correction.id, services.at(-1)?.billingServiceId ?? reratedTo, services.length < limit)
  return ok({ services: services.length, events: moves.length, more: (await tx.corrections.open()) !== null })
}

type Asked = { readonly billingServiceId: string; readonly correction: PriceCorrection; readonly corrections: readonly PriceCorrection[]; readonly offering: ProductOffering; readonly legs: RunningLegs }
/** Every event of a service that comes to another amount, in its place of the running total. */
function movesOf(tx: WriteTx, { billingServiceId, correction, corrections, offering, legs }: Asked): readonly { readonly usageId: string; readonly outcome: UsageOutcome }[] {
  const periods = tx.usage.book.ratedSums(billingServiceId).filter((sum) => sum.priceId === correction.priceId && sum.billingPeriod >= correction.fromPeriod).map((sum) => sum.billingPeriod)
  return periods.flatMap((period) => {
    const price = correctOffering(offering, corrections, period).prices.find(({ id }) => id === correction.priceId)
    return tx.usage.book.ofService(billingServiceId, period).flatMap(({ usageId, event, outcome }) => {
      if (!price || !event || outcome.rated?.priceId !== price.id) return []
      const rated = rateAgain(price, event, outcome.rated, legs.of(offering, price, period))
      return rated.amountMicro === outcome.rated.amountMicro ? [] : [{ usageId, outcome: { ...outcome, state: 'rerated' as const, rated } }]
    })
  })
}
