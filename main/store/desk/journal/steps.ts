import type { WorkflowStep } from '../../../../shared/engines/saga/plan.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { StepPatch, StepRecord } from '../../../provisioning/runner/ports.ts'
import type { Db } from '../../sql/open.ts'

type Row = {
  id: string; kind: string; provider_id: string | null; phase: string; state: string; lost: number; attempts: number; failures: number
  next_at: number | null; started_at: number | null; ended_at: number | null; request: string | null; details: string
}
export type StepRows = ReturnType<typeof stepRows>

/** The steps of a saga with their state. */
export function stepRows(db: Db) {
  const list = db.prepare<[string], Row>('SELECT id, kind, provider_id, phase, state, lost, attempts, failures, next_at, started_at, ended_at, request, details FROM step WHERE order_id = ? ORDER BY position')
  const insert = db.prepare(
    `INSERT INTO step (order_id, id, position, kind, provider_id, phase, state, lost, attempts, failures, details) VALUES (?, ?, ?, ?, ?, ?, 'notStarted', 0, 0, 0, '{}')`,
  )
  const update = db.prepare(
    'UPDATE step SET state = ?, lost = ?, attempts = ?, failures = ?, next_at = ?, started_at = ?, ended_at = ?, request = ?, details = ? WHERE order_id = ? AND id = ?',
  )
  const dropUnstarted = db.prepare(`DELETE FROM step WHERE order_id = ? AND state = 'notStarted'`)
  const read = (orderId: string): readonly StepRecord[] => list.all(orderId).map(toRecord)
  return {
    read,
    insert: (orderId: string, steps: readonly WorkflowStep[]): void =>
      steps.forEach((step, position) => void insert.run(orderId, step.id, position, step.kind, step.providerId, step.phase)),
    /** Writes the patched steps over `before` and answers all of them as they are now. */
    patch: (orderId: string, before: readonly StepRecord[], patches: readonly StepPatch[]): readonly StepRecord[] => {
      const after = new Map(before.map((step) => [step.id, step]))
      for (const patch of patches) {
        const known = after.get(patch.id)
        assert(known, `no such step: ${patch.id}`)
        const step: StepRecord = { ...known, ...patch }
        after.set(step.id, step)
        const request = step.request === null || step.request === undefined ? null : JSON.stringify(step.request)
        const { changes } = update.run(step.state, Number(step.lost), step.attempts, step.failures, step.nextAt, step.startedAt, step.endedAt, request, JSON.stringify(step.details), orderId, step.id)
        assert(changes === 1, 'a step is changed in one row')
      }
      return [...after.values()]
    },
    /** The steps already begun keep their rows; what follows is laid anew. */
    replaceUnstarted: (orderId: string, steps: readonly WorkflowStep[]): readonly StepRecord[] => {
      dropUnstarted.run(orderId)
      const begun = new Set(read(orderId).map((step) => step.id))
      steps.forEach((step, position) => {
        if (!begun.has(step.id)) insert.run(orderId, step.id, position, step.kind, step.providerId, step.phase)
      })
      return read(orderId)
    },
  }
}

const toRecord = (row: Row): StepRecord => ({
  id: row.id, kind: row.kind as StepRecord['kind'], providerId: row.provider_id as StepRecord['providerId'], phase: row.phase as StepRecord['phase'],
  state: row.state as StepRecord['state'], lost: row.lost === 1, attempts: row.attempts, failures: row.failures, nextAt: row.next_at,
  startedAt: row.started_at, endedAt: row.ended_at, request: row.request === null ? null : JSON.parse(row.request), details: JSON.parse(row.details),
})
