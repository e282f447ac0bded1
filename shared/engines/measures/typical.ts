import type { CallMeasure, CallStep, Spread, TypicalCall } from '../../domain/call-record.ts'
import { CALL_STEPS, LEARN_FROM_CALLS } from '../../domain/call-record.ts'
import { percentileOf } from './percentile.ts'

const spread = (p50: number, p75: number, p95: number): Spread => ({ p50Ms: p50 * 1_000, p75Ms: p75 * 1_000, p95Ms: p95 * 1_000 })

/** Before this desk has learned from calls of its own: our budget of three minutes from ring to submit with a talking customer. */
const DEFAULT: Pick<TypicalCall, 'talk' | 'ringToSubmit' | 'steps'> = {
  talk: spread(200, 250, 330), ringToSubmit: spread(180, 225, 300),
  steps: {
    greet: spread(8, 12, 20), address: spread(20, 30, 50), need: spread(15, 25, 40), offers: spread(35, 55, 90), register: spread(60, 80, 120),
    consents: spread(15, 20, 30), readBack: spread(25, 35, 50), live: spread(20, 30, 60), bill: spread(20, 30, 45), elsewhere: spread(10, 20, 60),
  },
}

/**
 * What is usual in a call: 50th, 75th and 95th percentile of each step, of the talk and of ring to submit. Learned from the rep's own
 * submitted calls when there are at least `LEARN_FROM_CALLS`, else from the desk's, else the default. A step learned from fewer keeps its default.
 */
export function typicalOf(input: { readonly own: readonly CallMeasure[]; readonly desk: readonly CallMeasure[] }): TypicalCall {
  const candidates = [{ basis: 'own', from: input.own.filter(isWhole) }, { basis: 'desk', from: input.desk.filter(isWhole) }] as const
  const learned = candidates.find(({ from }) => from.length >= LEARN_FROM_CALLS)
  if (!learned) return { basis: 'default', calls: 0, ...DEFAULT }
  const { basis, from } = learned
  const steps = Object.fromEntries(CALL_STEPS.map((step) => [step, spreadOf(timesOf(from, step)) ?? DEFAULT.steps[step]])) as Record<CallStep, Spread>
  return {
    basis, calls: from.length, steps,
    talk: spreadOf(from.map((call) => call.talkMs)) ?? DEFAULT.talk, ringToSubmit: spreadOf(from.flatMap((call) => call.ringToSubmitMs ?? [])) ?? DEFAULT.ringToSubmit,
  }
}

/** A call that was broken off teaches nothing about how long one takes. */
const isWhole = (call: CallMeasure): boolean => call.outcome === 'submitted'

const timesOf = (calls: readonly CallMeasure[], step: CallStep): readonly number[] => calls.flatMap((call) => call.steps.find((time) => time.step === step)?.ms ?? [])

function spreadOf(times: readonly number[]): Spread | null {
  if (times.length < LEARN_FROM_CALLS) return null
  const at = (percent: number) => percentileOf(times, percent) ?? 0
  return { p50Ms: at(50), p75Ms: at(75), p95Ms: at(95) }
}
