import type { Hold } from '../../../shared/domain/addressing.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { matchingRules } from '../../../shared/engines/addressing/choose-rule.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandCtx, CommandHandler } from '../context.ts'
import { requireCustomer } from '../customers/known-customer.ts'
import type { WriteTx } from '../ports.ts'
import { addressOfOrder } from './address-of-order.ts'
import { chooseAddress } from './choose-address.ts'
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

  const chosen = await chooseByRules(tx, input, ctx)
  if (chosen.ok) await takeHold(tx, chosen.value, ctx.now)
  return chosen
}

async function chooseByRules(tx: WriteTx, input: HoldInput, ctx: CommandCtx): Promise<Result<Hold, AppError>> {
  const { ispId, accessType, offeringId } = input
  const rules = matchingRules(await tx.addressing.rules(), { ispId, accessType, offeringId })
  return rules.length === 0 ? err(appError('address-rule-missing', { ispId, accessType, offeringId })) : chooseAddress(tx, rules, input, ctx)
}
