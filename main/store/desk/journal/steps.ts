import type { WorkflowStep } from '../../../../shared/engines/saga/plan.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { StepPatch, StepRecord } from '../../../provisioning/runner/ports.ts'
import type { Db } from '../../sql/open.ts'

type Row = {
  id: string; kind: string; provider_id: string | null; phase: string; state: string; lost: number; attempts: number; failures: number
  next_at: number | null; started_at: number | null; ended_at: number | null; request: string | null; details: string
}
export type StepCount = { readonly stepsDone: number; readonly stepsTotal: number }
export type StepRows = ReturnType<typeof stepRows>

const COLUMNS = 'id, kind, provider_id, phase, state, lost, attempts, failures, next_at, started_at, ended_at, request, details'

/** The steps of a saga with their state. */
export function stepRows(db: Db) {
  const list = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM step WHERE order_id = ? ORDER BY position`)
  const get = db.prepare<[string, string], Row>(`SELECT ${COLUMNS} FROM step WHERE order_id = ? AND id = ?`)
  const count = db.prepare<[string], { done: number; total: number }>(`SELECT count(*) FILTER (WHERE state = 'done') AS done, count(*) AS total FROM step WHERE order_id = ?`)
  const insert = db.prepare(
    `INSERT INTO step (order_id, id, position, kind, provider_id, phase, state, lost, attempts, failures, details)
      SELECT @orderId, value ->> 'id', key, value ->> 'kind', value ->> 'providerId', value ->> 'phase', 'notStarted', 0, 0, 0, '{}' FROM json_each(@steps) WHERE true
      ON CONFLICT (order_id, id) DO NOTHING`,
  )
  const update = db.prepare(
    'UPDATE step SET state = ?, lost = ?, attempts = ?, failures = ?, next_at = ?, started_at = ?, ended_at = ?, request = ?, details = ? WHERE order_id = ? AND id = ?',
  )
  const dropUnstarted = db.prepare(`DELETE FROM step WHERE order_id = ? AND state = 'notStarted'`)
  const insertAll = (orderId: string, steps: readonly WorkflowStep[]): number => insert.run({ orderId, steps: JSON.stringify(steps) }).changes
  return {
    read: (orderId: string): readonly StepRecord[] => list.all(orderId).map(toRecord),
    count: (orderId: string): StepCount => {
      const row = count.get(orderId)
      return { stepsDone: row?.done ?? 0, stepsTotal: row?.total ?? 0 }
    },
    insert: (orderId: string, steps: readonly WorkflowStep[]): void => assert(insertAll(orderId, steps) === steps.length, 'every step of an order has an id of its own'),
    /** Answers whether there are now more or fewer steps done. */
    patch: (orderId: string, patches: readonly StepPatch[]): boolean => {
      let done = 0
      for (const patch of patches) {
        const known = get.get(orderId, patch.id)
        assert(known, `no such step: ${patch.id}`)
        const step: StepRecord = { ...toRecord(known), ...patch }
        const request = step.request === null || step.request === undefined ? null : JSON.stringify(step.request)
        update.run(step.state, Number(step.lost), step.attempts, step.failures, step.nextAt, step.startedAt, step.endedAt, request, JSON.stringify(step.details), orderId, step.id)
        done += Number(step.state === 'done') - Number(known.state === 'done')
      }
      return done !== 0
    },
    /** The steps already begun keep their rows; what follows is laid anew. Answers whether there are now more or fewer steps. */
    replaceUnstarted: (orderId: string, steps: readonly WorkflowStep[]): boolean => {
      const dropped = dropUnstarted.run(orderId).changes
      return insertAll(orderId, steps) !== dropped
    },
  }
}

const toRecord = (row: Row): StepRecord => ({
  id: row.id, kind: row.kind as StepRecord['kind'], providerId: row.provider_id as StepRecord['providerId'], phase: row.phase as StepRecord['phase'],
  state: row.state as StepRecord['state'], lost: row.lost === 1, attempts: row.attempts, failures: row.failures, nextAt: row.next_at,
  startedAt: row.started_at, endedAt: row.ended_at, request: row.request === null ? null : JSON.parse(row.request), details: JSON.parse(row.details),
})
