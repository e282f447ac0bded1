import type { Assignment } from '../../../shared/domain/addressing.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { assert, err, ok } from '../../../shared/kernel/result.ts'
import type { CommandCtx, CommandHandler } from '../context.ts'
import type { AddressRecord, WriteTx } from '../ports.ts'
import { addressOfOrder } from './address-of-order.ts'
import { chooseAddress } from './choose-address.ts'
import { takeHold } from './take-hold.ts'

/**
 * Turns an order's hold into its address. Repeating it changes nothing. `another`: a person asked for another address because somebody
 * else got the first. Errors: `hold-expired` when there is no hold to turn, or somebody else got the address; `address-rule-missing`, `pool-exhausted`.
 */
export const assignAddress: CommandHandler<'address.assign'> = async (tx, { orderId, another }, ctx) => {
  const held = await addressOfOrder(tx, orderId, ctx)
  const own = !held.ok && another === true ? await takeAnother(tx, orderId, ctx) : held
  if (!own.ok) return own
  if (!own.value) return err(appError('hold-expired', { orderId }))
  const { rowId, state, poolId, address, customerId } = own.value
  const assignment: Assignment = { poolId, address, state: 'assigned', orderId: own.value.orderId, customerId, until: null }
  if (state === 'assigned') return ok(assignment)
  await tx.addressing.setState(rowId, assignment)
  await tx.feed.append({ kind: 'assignment', assignment }, ctx.now)
  return ok(assignment)
}

/** Another address by the rule that gave the first one, else by any rule of its pool's kind: the same rule is tried first, so that the subscriber stays in the network the ISP routes there. */
async function takeAnother(tx: WriteTx, orderId: string, ctx: CommandCtx): Promise<Result<AddressRecord | null, AppError>> {
  const last = await tx.addressing.lastOfOrder(orderId)
  if (!last) return ok(null)
  const rules = await tx.addressing.rules()
  const first = rules.find((rule) => rule.id === last.hold.ruleId)
  if (!first) return err(appError('address-rule-missing', { orderId, ruleId: last.hold.ruleId }))
  const others = rules.filter((rule) => rule !== first && rule.filter.ispId === first.filter.ispId && (rule.filter.accessType === null || rule.filter.accessType === first.filter.accessType) && (rule.filter.offeringId === null || rule.filter.offeringId === first.filter.offeringId))
  const chosen = await chooseAddress(tx, [first, ...others], { orderId, customerId: last.customerId }, ctx)
  if (!chosen.ok) return chosen
  await takeHold(tx, chosen.value, ctx.now)
  const taken = await tx.addressing.lastOfOrder(orderId)
  assert(taken, 'a hold just taken is there')
  return ok(taken)
}
