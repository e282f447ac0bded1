import type { CallMeasure, Fallout } from '../../../shared/domain/call-record.ts'
import { joinWaits } from '../../../shared/engines/measures/one-call.ts'
import { sumCalls } from '../../../shared/engines/measures/sums.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'
import { joinCalls } from './known-calls.ts'
import type { CallsDeps } from './mine.ts'
import { DAY_MS, isSameDay, SITTINGS } from './mine.ts'

/** What the calls of this desk cost, for each rep and in sum: today, or the last 7 or 30 days. */
export const createSummarizeCalls = (deps: CallsDeps): Handler<'calls.summary'> => (input) => {
  const now = deps.clock.now()
  const since = now - input.days * DAY_MS
  const known = joinCalls(deps.calls, deps.calls.sittings({ since, limit: SITTINGS }))
  const calls = input.days === 1 ? known.filter((call) => isSameDay(deps, call.startedAt, now)) : known
  const reps = [...Map.groupBy(calls, (call) => call.repId)].map(([repId, own]) => ({ repId, repName: own[0]?.repName ?? '', sums: sumCalls(own) }))
  return ok({
    since, sum: sumCalls(calls), reps: reps.toSorted((a, b) => b.sums.calls - a.sums.calls || a.repName.localeCompare(b.repName)),
    waits: [...joinWaits(calls.flatMap((call) => call.waits))], fallout: [...countFallout(calls)],
  })
}

function countFallout(calls: readonly CallMeasure[]): readonly (Fallout & { readonly count: number })[] {
  const found = calls.flatMap((call) => call.fallout ?? [])
  return [...Map.groupBy(found, (fallout) => `${fallout.kind} ${fallout.code} ${fallout.providerId}`).values()]
    .flatMap((same) => (same[0] ? [{ ...same[0], count: same.length }] : [])).toSorted((a, b) => b.count - a.count)
}
