import type { Actor, CentralClient } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Network } from '../../provisioning/ports.ts'
import type { Handler, HandlerCtx } from '../context.ts'
import { refuseCardDigits } from '../signup/refuse-card-digits.ts'

export type JoinDeps = { readonly central: CentralClient; readonly network: Network; readonly deskId: string; /** Brings the change to this desk before the answer. */ readonly pull: () => Promise<unknown> }

/** Says that two customers are one person. Needs central, because every desk must see it the same; it is not queued. */
export const createMerge = (deps: JoinDeps): Handler<'customers.merge'> => ({ commandId, ...input }, ctx) => send(deps, ctx, 'customer.merge', commandId, input, { because: input.because })

/** Takes the link back. */
export const createUnmerge = (deps: JoinDeps): Handler<'customers.unmerge'> => ({ commandId, ...input }, ctx) => send(deps, ctx, 'customer.unmerge', commandId, input, { because: input.because })

/** Keeps a note on a customer; the command's id is the note's, so that it is kept once. */
export const createNote = (deps: JoinDeps): Handler<'customers.note'> => ({ commandId, customerId, text }, ctx) => send(deps, ctx, 'customer.note', commandId, { noteId: commandId, customerId, text }, { text })

async function send<N extends 'customer.merge' | 'customer.unmerge' | 'customer.note'>(deps: JoinDeps, ctx: HandlerCtx, name: N, key: string, input: Parameters<typeof deps.central.command<N>>[2], words: Readonly<Record<string, string>>) {
  const card = refuseCardDigits(words)
  if (card) return err(card)
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  const actor: Actor = { deskId: deps.deskId, userId: ctx.user?.userId ?? '', role: ctx.user?.role ?? '' }
  const answer = await deps.central.command(name, key, input, actor)
  if (!answer.ok) return err(answer.error)
  await deps.pull()
  return ok({})
}
