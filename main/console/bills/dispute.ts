import type { Actor, CentralClient } from '../../../shared/contract/central/wire.ts'
import { appError, ERRORS } from '../../../shared/domain/errors.ts'
import { grossMicro } from '../../../shared/engines/billing/due-lines.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { Network } from '../../provisioning/ports.ts'
import type { Log } from '../../platform/log.ts'
import type { Handler, HandlerCtx } from '../context.ts'
import { refuseCardDigits } from '../signup/refuse-card-digits.ts'
import type { DeskJournal } from '../signup/ports.ts'
import { findBill } from './read-bills.ts'
import type { BillsDeps } from './read-bills.ts'

export type DisputeDeps = BillsDeps & { readonly journal: DeskJournal; readonly clock: Clock; readonly send: () => unknown }

/**
 * Keeps what a caller says about a line, with or without a network; it is sent when central can be reached, once, under the command's id.
 * The bill itself is never touched. A credit is not disputed.
 */
export const createDispute = (deps: DisputeDeps): Handler<'bills.dispute'> => (input, ctx) => {
  const { commandId, billId, lineId, because, note } = input
  const card = refuseCardDigits({ note })
  if (card) return err(card)
  const found = findBill(deps, ctx, billId)
  if (!found.ok) return found
  const line = found.value.lines.find(({ id }) => id === lineId)
  if (!line || grossMicro(line.charge) <= 0) return err(appError('bill-line-unknown'))
  const kept = deps.journal.once(commandId, 'bills.dispute', input, (tx) => {
    tx.disputes.keep({ id: commandId, customerId: found.value.customerId, billId, lineId, because, note, byUser: ctx.user?.userId ?? '', byRole: ctx.user?.role ?? 'rep', at: deps.clock.now() })
    return ok({ disputeId: commandId })
  })
  if (kept.ok) void deps.send()
  return kept
}

export type SenderDeps = { readonly journal: Pick<DeskJournal, 'read' | 'write'>; readonly central: CentralClient; readonly network: Network; readonly deskId: string; readonly log: Pick<Log, 'warn'>; readonly pull: () => Promise<unknown> }

/** Sends disputes in the order in which they were made; each leaves only when central has it, or refused it for good. One at a time: asking while it runs waits for the same. */
export function createDisputeSender(deps: SenderDeps): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => (running ??= sendAll(deps).finally(() => (running = null)))
}

async function sendAll({ journal, central, network, deskId, log, pull }: SenderDeps): Promise<void> {
  let sent = 0
  for (let dispute = journal.read.disputes.next(); dispute && network.isUp(); dispute = journal.read.disputes.next()) {
    const { id, billId, lineId, because, note, byUser, byRole } = dispute
    const answer = await central.command('billing.dispute', `${id}:dispute`, { disputeId: id, billId, lineId, because, note }, { deskId, userId: byUser, role: byRole })
    if (!answer.ok && !['refused', 'conflict', 'input', 'permission'].includes(ERRORS[answer.error.code].kind)) break
    if (!answer.ok) log.warn({ useCase: 'bills.dispute', outcome: answer.error.code })
    const settled = journal.write((tx) => (tx.disputes.settle(id, answer.ok ? 'sent' : 'refused', answer.ok ? null : answer.error.code), ok(null)))
    if (!settled.ok) break
    sent++
  }
  if (sent > 0) await pull()
}

export type DecideDeps = { readonly central: CentralClient; readonly network: Network; readonly deskId: string; readonly pull: () => Promise<unknown> }
const actorOf = (deskId: string, { user }: HandlerCtx): Actor => ({ deskId, userId: user?.userId ?? '', role: user?.role ?? '' })

/** A supervisor answers a dispute; the credit note, if any, stands on the next bill. */
export const createAnswerDispute = (deps: DecideDeps): Handler<'bills.answerDispute'> => async ({ commandId, ...input }, ctx) => {
  const card = refuseCardDigits({ because: input.because })
  if (card) return err(card)
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  const answer = await deps.central.command('billing.answerDispute', commandId, input, actorOf(deps.deskId, ctx))
  if (answer.ok) await deps.pull()
  return answer.ok ? ok({ creditNoteId: answer.value.creditNoteId }) : err(answer.error)
}

/** A supervisor who looked at a held bill sends it as it is. */
export const createReleaseBill = (deps: DecideDeps): Handler<'bills.release'> => async ({ commandId, ...input }, ctx) => {
  const card = refuseCardDigits({ because: input.because })
  if (card) return err(card)
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  const answer = await deps.central.command('billing.releaseBill', commandId, input, actorOf(deps.deskId, ctx))
  if (answer.ok) await deps.pull()
  return answer.ok ? ok({}) : err(answer.error)
}
