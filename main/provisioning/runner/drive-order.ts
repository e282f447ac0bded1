import type { ConsoleEvent } from '../../../shared/contract/console/contract.ts'
import type { Actor } from '../../../shared/contract/central/wire.ts'
import { planNext } from '../../../shared/engines/saga/plan.ts'
import type { SagaAction, SagaSnapshot } from '../../../shared/engines/saga/plan.ts'
import { assert } from '../../../shared/kernel/result.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { Network } from '../ports.ts'
import type { StepContext, StepDeps } from '../steps/step.ts'
import { STEPS } from '../steps/steps.ts'
import type { SagaChange, SagaJournal, SagaRecord, StepRecord } from './ports.ts'
import { answerChange, attemptOf, finishChange, intentChange, pendingChange, probeChange, undoIntentChange, undoneChange } from './transitions.ts'

export type DriveDeps = Omit<StepDeps, 'journal'> & { readonly journal: SagaJournal; readonly network: Network; readonly emit: (event: ConsoleEvent) => void }

/** Where an order was left: at its end, or waiting. `until` null: for a person. `cut`: for the network; `storage`: for room on the disk. */
export type DriveEnd = { readonly kind: 'ended' } | { readonly kind: 'waiting'; readonly until: Instant | null } | { readonly kind: 'cut' } | { readonly kind: 'storage' }

/**
 * Takes one order as far as it goes now, one step at a time. Between any two lines the process may die: the journal alone says where to
 * go on. `isStopped` is asked after every answer; `force` looks at once at what would wait for a later moment.
 */
export async function driveOrder(deps: DriveDeps, orderId: string, options: { readonly isStopped: () => boolean; readonly force: boolean }): Promise<DriveEnd> {
  let isForced = options.force
  for (;;) {
    const record = deps.journal.read(orderId)
    // Taken and not laid out yet, because the disk is full or the file is busy: it is there as soon as it can be.
    if (!record) return { kind: 'storage' }
    if (record.isEnded) return { kind: 'ended' }
    const action = planNext(snapshotOf(record), isForced ? Number.MAX_SAFE_INTEGER : deps.clock.now())
    isForced = false
    if (action.kind === 'wait') return { kind: 'waiting', until: action.until }
    const stop = action.kind === 'finish' ? finish(deps, record, action) : await act(deps, record, action)
    if (stop) return stop
    if (options.isStopped()) return { kind: 'waiting', until: null }
  }
}

/** What the planner may know of an order. */
export const snapshotOf = (record: SagaRecord): SagaSnapshot => ({
  steps: record.steps, cancelRequested: record.cancelRequested, isHeld: record.state === 'held', failed: record.stateReason !== null && record.state !== 'held',
})

function finish(deps: DriveDeps, record: SagaRecord, action: Extract<SagaAction, { readonly kind: 'finish' }>): DriveEnd {
  return write(deps, record.order.id, finishChange(action)) ? { kind: 'ended' } : { kind: 'storage' }
}

/** Answers null when the order can go on. */
async function act(deps: DriveDeps, record: SagaRecord, action: Extract<SagaAction, { readonly kind: 'perform' | 'probe' | 'compensate' }>): Promise<DriveEnd | null> {
  const step = record.steps.find((candidate) => candidate.id === action.stepId)
  assert(step, `the planner names steps of the workflow: ${action.stepId}`)
  if (!deps.network.isUp() && needsNetwork(step, action.kind)) return waitForNetwork(deps, record, step, action.kind)
  switch (action.kind) {
    case 'perform': return perform(deps, record, step)
    case 'probe': return probe(deps, record, step)
    case 'compensate': return compensate(deps, record, step)
  }
}

async function perform(deps: DriveDeps, record: SagaRecord, step: StepRecord): Promise<DriveEnd | null> {
  const orderId = record.order.id
  const definition = STEPS[step.kind]
  const obstacle = definition.obstacle?.(contextOf(deps, record, step), deps) ?? null
  if (obstacle) return written(write(deps, orderId, answerChange(step, { kind: 'notDone', error: obstacle }, deps.clock.now())))
  const content = step.request === null ? definition.request(contextOf(deps, record, step), deps) : { ok: true as const, value: step.request }
  if (!content.ok) return written(write(deps, orderId, answerChange(step, { kind: 'notDone', error: content.error }, deps.clock.now())))
  if (!write(deps, orderId, intentChange(record, step, content.value, deps.clock.now()))) return { kind: 'storage' }
  const asked: StepRecord = { ...step, state: 'asking', request: content.value, attempts: step.attempts + 1 }
  const outcome = await definition.perform(contextOf(deps, record, asked), deps)
  return written(write(deps, orderId, answerChange(asked, outcome, deps.clock.now())))
}

async function probe(deps: DriveDeps, record: SagaRecord, step: StepRecord): Promise<DriveEnd | null> {
  const outcome = await STEPS[step.kind].probe(contextOf(deps, record, step), deps)
  return written(write(deps, record.order.id, probeChange(step, outcome, deps.clock.now())))
}

async function compensate(deps: DriveDeps, record: SagaRecord, step: StepRecord): Promise<DriveEnd | null> {
  const orderId = record.order.id
  if (!write(deps, orderId, undoIntentChange(record, step))) return { kind: 'storage' }
  const undo = STEPS[step.kind].compensate
  const outcome = undo === null || step.request === null ? { kind: 'done' as const, details: {} } : await undo(contextOf(deps, record, step), deps)
  return written(write(deps, orderId, undoneChange(step, outcome, deps.clock.now())))
}

/** Forward, an order that cannot leave says so once; on the way back and while finding out it keeps the state it has. */
function waitForNetwork(deps: DriveDeps, record: SagaRecord, step: StepRecord, kind: 'perform' | 'probe' | 'compensate'): DriveEnd {
  if (kind !== 'perform' || record.state === 'pending') return { kind: 'cut' }
  return write(deps, record.order.id, pendingChange(step)) ? { kind: 'cut' } : { kind: 'storage' }
}

const needsNetwork = (step: StepRecord, kind: 'perform' | 'probe' | 'compensate'): boolean =>
  kind === 'compensate' ? STEPS[step.kind].compensate !== null : STEPS[step.kind].leavesDesk

function contextOf(deps: DriveDeps, record: SagaRecord, step: StepRecord): StepContext {
  const actor: Actor = { deskId: deps.journal.deskId, userId: record.order.takenBy, role: record.takenByRole }
  const attempt = attemptOf(step.request)
  return { record, step, key: `${record.order.id}:${step.id}${attempt > 1 ? `:${attempt}` : ''}`, actor }
}

/** One durable change; screens are told after it is on disk. False when the disk refused it: nothing has changed. */
function write(deps: DriveDeps, orderId: string, change: SagaChange): boolean {
  const written = deps.journal.change(orderId, change)
  if (written.ok) deps.emit({ name: 'order.changed', orderId, revision: written.value.revision })
  return written.ok
}

const written = (isWritten: boolean): DriveEnd | null => (isWritten ? null : { kind: 'storage' })
