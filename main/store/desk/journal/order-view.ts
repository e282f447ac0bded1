import type { OrderView, TimelineEvent } from '../../../../shared/domain/order.ts'
import { formatAddress } from '../../../../shared/domain/place.ts'
import { asId } from '../../../../shared/kernel/ids.ts'
import type { SagaRecord, StepRecord } from '../../../provisioning/runner/ports.ts'

/** What a screen shows of an order: everything but requests and secrets. */
export function toOrderView(record: SagaRecord, events: readonly TimelineEvent[]): OrderView {
  const [held, assigned] = (['holdAddress', 'assignAddress'] as const).map((kind) => record.steps.find((step) => step.kind === kind && step.state === 'done'))
  const address = (assigned ?? held)?.details['address']
  return {
    order: record.order, state: record.state, stateReason: record.stateReason, services: record.services, revision: record.revision, events,
    steps: record.steps.map(({ id, kind, providerId, phase, state, startedAt, endedAt, attempts, nextAt, details }) => ({ id, kind, providerId, phase, state, startedAt, endedAt, attempts, nextAt, details })),
    localIds: record.steps.filter((step) => step.kind === 'linkLocalId').flatMap(toLocalId),
    address: address === undefined ? null : String(address), placeLine: formatAddress(record.address),
  }
}

function toLocalId(step: StepRecord): OrderView['localIds'] {
  const localCustomerId = step.details['localCustomerId']
  if (step.providerId === null || localCustomerId === undefined || (step.state !== 'done' && step.state !== 'undone')) return []
  return [{ providerId: step.providerId, localCustomerId: asId(String(localCustomerId)), state: step.state === 'done' ? 'linked' : 'released' }]
}
