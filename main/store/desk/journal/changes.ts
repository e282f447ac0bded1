import type { TimelineEvent } from '../../../../shared/domain/order.ts'
import type { WorkflowStep } from '../../../../shared/engines/saga/plan.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { NewEvent, StepPatch, StepRecord } from '../../../provisioning/runner/ports.ts'
import type { Db } from '../../sql/open.ts'

/** What one change of a saga says. `at` of an event: when it differs from the change's own. */
export type ChangeBody = { readonly steps: readonly StepPatch[]; readonly events: readonly (NewEvent & { readonly at?: Instant })[] }
export type StepCounts = { readonly done: number; readonly total: number; readonly begun: number }
type Row = { revision: number; at: number; body: string }
export type ChangeRows = ReturnType<typeof changeRows>

/** The changes of sagas, append-only: one row for each, and nothing else is written by most of them. */
export function changeRows(db: Db) {
  const list = db.prepare<[string], Row>('SELECT revision, at, body FROM saga_change WHERE order_id = ? ORDER BY revision')
  const insert = db.prepare('INSERT INTO saga_change (order_id, revision, at, steps_done, steps_total, steps_begun, body) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const read = (orderId: string) => list.all(orderId).map((row) => ({ revision: row.revision, at: row.at, body: JSON.parse(row.body) as ChangeBody }))
  return {
    append: (orderId: string, revision: number, at: Instant, { done, total, begun }: StepCounts, body: ChangeBody): void =>
      void insert.run(orderId, revision, at, done, total, begun, JSON.stringify(body)),
    /** The steps of `workflow` as all changes together leave them. */
    fold: (orderId: string, workflow: readonly WorkflowStep[]): { readonly revision: number; readonly steps: readonly StepRecord[] } => {
      const changes = read(orderId)
      const patches = new Map<string, StepPatch>()
      for (const patch of changes.flatMap(({ body }) => body.steps)) patches.set(patch.id, { ...patches.get(patch.id), ...patch })
      return { revision: changes.at(-1)?.revision ?? 0, steps: workflow.map((step) => ({ ...notStarted(step), ...patches.get(step.id) })) }
    },
    events: (orderId: string): readonly TimelineEvent[] =>
      read(orderId).flatMap(({ at, body }) => body.events.map((event) => ({ at, ...event }))).map((event, index) => ({ seq: index + 1, ...event })),
  }
}

/** A step as the workflow names it. */
export const notStarted = ({ id, kind, providerId, phase }: WorkflowStep): StepRecord => ({
  id, kind, providerId, phase, state: 'notStarted', lost: false, attempts: 0, failures: 0, nextAt: null, startedAt: null, endedAt: null, request: null, details: {},
})
