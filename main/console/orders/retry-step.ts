import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { StepRecord } from '../../provisioning/runner/ports.ts'
import type { Handler } from '../context.ts'
import type { DeskJournal } from '../signup/ports.ts'
import { refuseCardDigits } from '../signup/refuse-card-digits.ts'

/** What a person can do about a step that waits: ask again now, or have another IP address chosen. The note says why, on the timeline. */
export const createRetryStep = (deps: { readonly journal: DeskJournal; readonly kick: (orderId: string) => void }): Handler<'orders.retryStep'> => (input, ctx) => {
  const { commandId, ...content } = input
  const retried = deps.journal.once(commandId, 'orders.retryStep', content, (tx) => {
    const card = refuseCardDigits({ note: input.note })
    if (card) return err(card)
    const record = tx.orders.read(input.orderId)
    if (!record) return err(appError('order-unknown'))
    const step = record.steps.find((candidate) => candidate.id === input.stepId)
    if (!step || record.isEnded || !waits(step) || (input.how === 'another' && !mayTakeAnother(step))) return err(appError('step-not-waiting'))
    const request = input.how === 'another' ? { request: { ...(step.request as object), another: true } } : {}
    return ok(tx.orders.change(input.orderId, {
      steps: [{ id: step.id, nextAt: null, ...request }],
      events: [{ stepId: step.id, kind: 'resumed', details: { how: input.how, by: ctx.user?.displayName ?? '', ...(input.note === '' ? {} : { note: input.note }) } }],
    }))
  })
  if (retried.ok) deps.kick(input.orderId)
  return retried
}

/** Something was asked and is neither done nor refused for good; or its undo is still to be answered. */
const waits = (step: StepRecord): boolean => step.state === 'waiting' || step.state === 'unknown' || step.state === 'undoing'

/** Another address may be given only where central certainly refused the first: a lost answer may have been a yes. */
const mayTakeAnother = (step: StepRecord): boolean => step.kind === 'assignAddress' && step.state === 'waiting' && step.details['code'] === 'hold-expired'
