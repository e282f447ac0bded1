import type { CallMeasure, CallSummary } from '../../domain/call-record.ts'
import { joinWaits } from './one-call.ts'
import { sumCalls } from './sums.ts'

/** Whole calls as a supervisor reads them; the same at a desk and at central. Reps with the most calls first, then by name. */
export function summarizeCalls(calls: readonly CallMeasure[]): CallSummary {
  const reps = [...grouped(calls, (call) => call.repId)].map(([repId, own]) => ({ repId, repName: own[0]?.repName ?? '', sums: sumCalls(own) }))
  return {
    sum: sumCalls(calls), reps: reps.toSorted((a, b) => b.sums.calls - a.sums.calls || a.repName.localeCompare(b.repName)),
    waits: joinWaits(calls.flatMap((call) => call.waits)), fallout: countFallout(calls),
  }
}

function countFallout(calls: readonly CallMeasure[]): CallSummary['fallout'] {
  const found = calls.flatMap((call) => call.fallout ?? [])
  return [...grouped(found, (fallout) => `${fallout.kind} ${fallout.code} ${fallout.providerId}`).values()]
    .flatMap((same) => (same[0] ? [{ ...same[0], count: same.length }] : [])).toSorted((a, b) => b.count - a.count)
}

function grouped<T>(all: readonly T[], by: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(by(one))
    if (group) group.push(one)
    else groups.set(by(one), [one])
  }
  return groups
}
