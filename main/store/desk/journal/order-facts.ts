import type { OrderFacts, WaitMeasure } from '../../../../shared/domain/call-record.ts'
import { WAIT_FROM_MS } from '../../../../shared/domain/call-record.ts'
import type { ErrorCode } from '../../../../shared/domain/errors.ts'
import { ERRORS } from '../../../../shared/domain/errors.ts'
import type { TimelineEvent } from '../../../../shared/domain/order.ts'
import type { SagaRecord, StepRecord } from '../../../provisioning/runner/ports.ts'
import type { Sagas } from './sagas.ts'

/** What became of orders, for the measures of the calls that took them. Of an ended order it is remembered: nothing changes any more. */
export function createOrderFacts(sagas: Pick<Sagas, 'read' | 'events'>) {
  const ended = new Map<string, OrderFacts>()
  return (orderIds: readonly string[]): readonly OrderFacts[] => orderIds.flatMap((orderId) => {
    const remembered = ended.get(orderId)
    if (remembered) return [remembered]
    const record = sagas.read(orderId)
    if (!record) return []
    const facts = toFacts(record, sagas.events(orderId))
    if (record.isEnded) ended.set(orderId, facts)
    return [facts]
  })
}

function toFacts(record: SagaRecord, events: readonly TimelineEvent[]): OrderFacts {
  const refused = record.steps.find((step) => step.state === 'refused')
  const stuck = record.steps.find((step) => step.state === 'waiting' && step.phase === 'retriable' && step.failures > 0)
  const stuckCode = stuck?.details['code']
  const providerCode = refused?.details['providerCode']
  return {
    orderId: record.order.id, state: record.state, code: record.stateReason?.code ?? null, providerCode: providerCode === undefined ? null : String(providerCode), providerId: refused?.providerId ?? null,
    undoneSteps: record.steps.filter((step) => step.state === 'undone' || step.state === 'undoing').length,
    stuckCode: stuckCode !== undefined && needsPerson(String(stuckCode)) ? String(stuckCode) : null,
    heldTimes: events.filter((event) => event.kind === 'held').length, waits: waitsOf(record.steps),
  }
}

function waitsOf(steps: readonly StepRecord[]): readonly WaitMeasure[] {
  const waited = steps.flatMap(({ providerId, startedAt, endedAt }) => (providerId !== null && startedAt !== null && endedAt !== null && endedAt - startedAt > WAIT_FROM_MS ? [{ name: providerId, ms: endedAt - startedAt }] : []))
  return [...Map.groupBy(waited, ({ name }) => name)].map(([name, all]) => ({ kind: 'provider', name, count: all.length, totalMs: all.reduce((sum, { ms }) => sum + ms, 0), longestMs: Math.max(...all.map(({ ms }) => ms)) }))
}

/** Only a decision waits for a person; what may pass is asked again by itself. */
const needsPerson = (code: string): boolean => !(ERRORS[code as ErrorCode]?.transient ?? false)
