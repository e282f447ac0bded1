import type { CallMeasure, CallSums } from '../../domain/call-record.ts'
import { percentileOf } from './percentile.ts'

/** The sums of a set of calls. Medians of keys are of submitted calls: a call broken off would flatter them. */
export function sumCalls(calls: readonly CallMeasure[]): CallSums {
  const submitted = calls.filter((call) => call.outcome === 'submitted')
  const times = submitted.flatMap((call) => call.ringToSubmitMs ?? [])
  const total = (of: (call: CallMeasure) => number) => calls.reduce((sum, call) => sum + of(call), 0)
  const ofWaits = (call: CallMeasure, field: 'count' | 'totalMs') => call.waits.reduce((sum, wait) => sum + wait[field], 0)
  return {
    calls: calls.length, submitted: submitted.length, dropped: count(calls, 'dropped'), parked: count(calls, 'parked'),
    ringToSubmitP50Ms: percentileOf(times, 50), ringToSubmitP95Ms: percentileOf(times, 95),
    commandKeysP50: percentileOf(submitted.map((call) => call.commandKeys), 50), dataKeysP50: percentileOf(submitted.map((call) => call.dataKeys), 50),
    clicks: total((call) => call.clicks), waits: total((call) => ofWaits(call, 'count')), waitedMs: total((call) => ofWaits(call, 'totalMs')),
    fallout: calls.filter((call) => call.fallout !== null).length,
  }
}

const count = (calls: readonly CallMeasure[], outcome: CallMeasure['outcome']): number => calls.filter((call) => call.outcome === outcome).length
