import { summarizeCalls } from '../../../shared/engines/measures/summarize.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { QueryHandler } from '../context.ts'

/** What the calls of all desks cost. The desk asks it for a supervisor only. */
export const summarizeCallsOfDesks: QueryHandler<'calls.summary'> = async (tx, { since }) => {
  const kept = await tx.calls.since(since)
  return ok({ desks: new Set(kept.map(({ deskId }) => deskId)).size, ...summarizeCalls(kept.map(({ call }) => call)) })
}
