import { ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'

/** Keeps what a call cost as its own desk counted it last. Another desk that names the same call, or an older count, changes nothing. */
export const recordCall: CommandHandler<'call.record'> = async (tx, { call, countedAt }, ctx) => {
  await tx.calls.put({ call, countedAt, deskId: ctx.actor.deskId })
  return ok({})
}
