import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler } from '../context.ts'
import { refuseCardDigits } from '../signup/refuse-card-digits.ts'
import { wordsOf } from '../signup/event-words.ts'
import type { DeskJournal } from '../signup/ports.ts'

export type NotesDeps = { readonly journal: DeskJournal; readonly clock: Clock }

/** Keeps what happened in a call with the order it was about. Errors: `order-unknown` when the order was not taken here. */
export const createKeepNotes = (deps: NotesDeps): Handler<'orders.keepNotes'> => ({ orderId, callId, events }, ctx) => {
  const refusal = refuseCardDigits({ notes: wordsOf(events) })
  if (refusal) return err(refusal)
  if (!deps.journal.read.hasOrder(orderId)) return err(appError('order-unknown'))
  return deps.journal.write((tx) => {
    tx.notes.keep({ orderId, callId, by: ctx.user?.displayName ?? '', at: deps.clock.now(), events })
    return ok({ kept: events.length })
  })
}

/**
 * What was kept, the earliest call first. An order of another desk has none here. Before the caller has proved who they are only that
 * there are notes is told: they hold what the customer said.
 */
export const createReadNotes = (deps: Pick<NotesDeps, 'journal'> & { readonly callerAuth: Pick<CallerAuth, 'maySee'> }): Handler<'orders.notes'> => ({ orderId }, ctx) => {
  const customerId = deps.journal.read.saga(orderId)?.order.customerId
  const notes = deps.journal.read.notes(orderId)
  const maySee = customerId !== undefined && deps.callerAuth.maySee(ctx, customerId)
  const keptBack = maySee ? 0 : notes.reduce((sum, { events }) => sum + events.length, 0)
  return ok({ keptBack, calls: notes.map(({ callId, by, at, events }) => ({ callId, by, at, events: maySee ? events : [] })) })
}
