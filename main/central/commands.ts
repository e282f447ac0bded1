import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CentralAnswer, CentralCommandName } from '../../shared/contract/central/wire.ts'
import type { AppError } from '../../shared/domain/errors.ts'
import { appError, isTransient } from '../../shared/domain/errors.ts'
import { canonicalJson } from '../../shared/kernel/canonical.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { err } from '../../shared/kernel/result.ts'
import { NO_BILLING } from './context.ts'
import type { CentralDeps, CommandCtx, CommandHandler } from './context.ts'
import { decode } from './decode.ts'
import { COMMANDS } from './handlers.ts'
import type { WriteTx } from './ports.ts'
import { COMMAND_SCHEMAS, zActor, zKey } from './wire-schemas.ts'

const zCall = z.object({ name: z.string().max(60), key: zKey, actor: zActor })

/**
 * The one door for commands: decode, authorise, then exactly once per key. The key, a hash of the content as it was sent and the answer
 * are kept in the transaction of the effect itself, so that no crash can keep one without the other. Refusals are answers and are
 * kept too, with whatever they wrote taken back; transient errors are not, because the same key may succeed later. A PIN is left out of
 * the hash: a million of them are quickly tried against it.
 */
export async function runCommand(deps: CentralDeps, call: { readonly name: unknown; readonly key: unknown; readonly input: unknown; readonly actor: unknown }): Promise<CentralAnswer<unknown>> {
  const decoded = decode(zCall, call)
  if (!decoded.ok) return decoded
  const { name, key, actor } = decoded.value
  if (!isCommandName(name)) return err(appError('unknown-command', { name }))
  const { roles, run } = COMMANDS[name]
  if (!roles.some((role) => role === actor.role)) return err(appError('not-permitted', { name, role: actor.role }))
  const input = decode<unknown>(COMMAND_SCHEMAS[name], call.input)
  if (!input.ok) return input

  const contentHash = createHash('sha256').update(canonicalJson([name, withoutPin(call.input)])).digest('hex')
  const work = (tx: WriteTx, ctx: CommandCtx) => (run as CommandHandler<CentralCommandName>)(tx, input.value as never, ctx)
  // The moment is taken inside the transaction: it must not be older than the one before it.
  const committed = await deps.store.write((tx) => once(tx, { name, key, contentHash, ctx: { actor, now: deps.clock.now(), ids: deps.ids, ...(deps.billing ?? NO_BILLING) } }, work))
  return committed.ok ? committed.value : committed
}

type Once = { readonly name: string; readonly key: string; readonly contentHash: string; readonly ctx: CommandCtx }

async function once(tx: WriteTx, { name, key, contentHash, ctx }: Once, work: (tx: WriteTx, ctx: CommandCtx) => Promise<Result<unknown, AppError>>): Promise<CentralAnswer<unknown>> {
  const stored = await tx.commands.find(key)
  if (stored) return stored.contentHash === contentHash ? stored.answer : err(appError('command-reused', { key }))
  const answer = await tx.attempt(() => work(tx, ctx))
  if (!answer.ok && isTransient(answer.error)) return answer
  await tx.commands.insert({ key, name, contentHash, answer, deskId: ctx.actor.deskId, userId: ctx.actor.userId, answeredAt: ctx.now })
  return answer
}

const withoutPin = (input: unknown): unknown => (typeof input === 'object' && input !== null && 'pin' in input ? { ...input, pin: null } : input)

const isCommandName = (name: string): name is CentralCommandName => Object.hasOwn(COMMANDS, name)
