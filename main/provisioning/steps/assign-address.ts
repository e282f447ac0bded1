import { ok } from '../../../shared/kernel/result.ts'
import type { StepDefinition, StepOutcome, StepProbe } from './step.ts'
import type { SagaRecord } from '../runner/ports.ts'
import { centralStep } from './central-step.ts'

const assign = centralStep({
  name: 'address.assign',
  request: ({ record: { order } }) => ok({ orderId: order.id }),
  details: ({ address, poolId }) => ({ address, poolId }),
  undo: null,
})

/**
 * Turns the promise into an assignment. After the pivot: repeated until it succeeds. When it became another address than the one the ISP
 * was told, the ISP is told again before the order is complete: otherwise two subscribers would come up with one address.
 */
export const assignAddress: StepDefinition = {
  ...assign,
  perform: async (context, deps) => toldAgain(context.record, await assign.perform(context, deps)),
  probe: async (context, deps) => toldAgain(context.record, await assign.probe(context, deps)),
}

function toldAgain<O extends StepOutcome | StepProbe>(record: SagaRecord, outcome: O): O {
  const told = record.steps.find((step) => step.kind === 'holdAddress')?.details['address']
  const isp = record.services.find((service) => service.kind === 'identity')?.providerId
  if (outcome.kind !== 'done' || !isp || outcome.details['address'] === told) return outcome
  const again = { id: `serviceOrder:${isp}:address`, kind: 'serviceOrder' as const, providerId: isp, phase: 'retriable' as const }
  const [before, after] = [true, false].map((isBefore) => record.steps.filter((step) => (step.kind !== 'completeOrder') === isBefore).map(({ id, kind, providerId, phase }) => ({ id, kind, providerId, phase })))
  return { ...outcome, workflow: { services: record.services, steps: [...(before ?? []), again, ...(after ?? [])] } }
}
