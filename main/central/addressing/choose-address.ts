import type { Hold } from '../../../shared/domain/addressing.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { nextFree } from '../../../shared/engines/addressing/next-free.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { IpRule } from '../../../shared/domain/addressing.ts'
import type { CommandCtx } from '../context.ts'
import type { WriteTx } from '../ports.ts'

/** The next free address for an order by the first of `rules` whose pool has one. Errors: `pool-exhausted` when every pool is. */
export async function chooseAddress(tx: WriteTx, rules: readonly IpRule[], order: { readonly orderId: string; readonly customerId: string }, ctx: CommandCtx): Promise<Result<Hold, AppError>> {
  const pools = await tx.addressing.pools()
  for (const rule of rules) {
    const pool = pools.find((candidate) => candidate.id === rule.poolId)
    if (!pool) continue
    await tx.addressing.endLapsed(pool.id, ctx.now)
    const taken = new Set(await tx.addressing.takenIn(pool.id))
    const address = nextFree(pool, rule.strategy, (candidate) => taken.has(candidate))
    if (address !== null) return ok({ id: ctx.ids.next(), poolId: pool.id, ruleId: rule.id, address, orderId: asId(order.orderId), customerId: asId(order.customerId), until: ctx.now + rule.holdMs })
  }
  return err(appError('pool-exhausted', { pools: rules.map((rule) => rule.poolId).join(', ') }))
}
