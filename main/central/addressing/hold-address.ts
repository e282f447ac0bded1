import type { Hold } from '../../../shared/domain/addressing.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { matchingRules } from '../../../shared/engines/addressing/choose-rule.ts'
import { nextFree } from '../../../shared/engines/addressing/next-free.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandCtx, CommandHandler } from '../context.ts'
import { requireCustomer } from '../customers/known-customer.ts'
import type { WriteTx } from '../ports.ts'
import { addressOfOrder } from './address-of-order.ts'
import { takeHold } from './take-hold.ts'

type HoldInput = Parameters<CommandHandler<'address.hold'>>[1]

/**
 * Promises one address to an order, by the heaviest rule that matches; when its pool has none left, by the next one. An order that
 * has one already gets the same again. Errors: `address-released` when the order gave its address back before, `address-rule-missing`, `pool-exhausted` when every matching pool is.
 */
export const holdAddress: CommandHandler<'address.hold'> = async (tx, input, ctx) => {
  const known = await requireCustomer(tx, input.customerId)
  if (!known.ok) return known
  if (await tx.addressing.isReleased(input.orderId)) return err(appError('address-released', { orderId: input.orderId }))
  const own = await addressOfOrder(tx, input.orderId, ctx)
  if (own.ok && own.value) return ok(own.value.hold)

  const chosen = await chooseAddress(tx, input, ctx)
  if (chosen.ok) await takeHold(tx, chosen.value, ctx.now)
  return chosen
}

async function chooseAddress(tx: WriteTx, input: HoldInput, ctx: CommandCtx): Promise<Result<Hold, AppError>> {
  const { ispId, accessType, offeringId } = input
  const rules = matchingRules(await tx.addressing.rules(), { ispId, accessType, offeringId })
  if (rules.length === 0) return err(appError('address-rule-missing', { ispId, accessType, offeringId }))
  const pools = await tx.addressing.pools()
  for (const rule of rules) {
    const pool = pools.find((candidate) => candidate.id === rule.poolId)
    if (!pool) continue
    await tx.addressing.endLapsed(pool.id, ctx.now)
    const taken = new Set(await tx.addressing.takenIn(pool.id))
    const address = nextFree(pool, rule.strategy, (candidate) => taken.has(candidate))
    if (address !== null) return ok({ id: ctx.ids.next(), poolId: pool.id, ruleId: rule.id, address, orderId: asId(input.orderId), customerId: asId(input.customerId), until: ctx.now + rule.holdMs })
  }
  return err(appError('pool-exhausted', { pools: rules.map((rule) => rule.poolId).join(', ') }))
}
