import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Facts } from '../runner/ports.ts'
import { portLine } from '../workflows/signup.ts'
import { centralStep } from './central-step.ts'
import { qualifiedLines } from './qualified-lines.ts'
import type { StepDefinition, StepOutcome, StepProbe, UndoOutcome } from './step.ts'

/** Who orders is served before who only asked to be told: those stand in class 1 too, so it is who came first. */
const ORDER_CLASS = 1

const hold = centralStep({
  name: 'ports.hold',
  request: ({ record: { order } }, deps) => {
    const catalog = deps.catalog()
    if (!catalog) return err(appError('catalog-missing'))
    const port = portLine({ order, catalog, lines: qualifiedLines(order, deps.journal) })?.port
    if (!port) return err(appError('offering-withdrawn', { orderId: order.id }))
    return ok({ orderId: order.id, queueId: port.queueId, place: order.place, priorityClass: ORDER_CLASS, since: order.takenAt, distanceM: port.distanceM })
  },
  details: (output, { queueId }): Facts => (output.kind === 'held' ? { queueId, portId: output.portId } : { queueId, without: 'noBook' }),
  undo: { name: 'ports.release', input: ({ orderId }: { orderId: string }) => ({ orderId }) },
})

/**
 * Takes a port at the node or sector of the line; central makes it firm at the pivot, and the undo gives it to whoever is first in line. Where no book is
 * kept, or central is of a version that keeps none, the order goes on without one and its timeline says so.
 */
export const holdPort: StepDefinition = {
  ...hold,
  perform: async (context, deps) => whereKnown(await hold.perform(context, deps)),
  probe: async (context, deps) => whereKnown(await hold.probe(context, deps)),
  compensate: hold.compensate && (async (context, deps) => whereKnown(await hold.compensate!(context, deps))),
}

const whereKnown = <O extends StepOutcome | StepProbe | UndoOutcome>(outcome: O): O | { readonly kind: 'done'; readonly details: { readonly without: string } } =>
  outcome.kind === 'notDone' && outcome.error.code === 'unknown-command' ? { kind: 'done', details: { without: 'notSupported' } } : outcome
