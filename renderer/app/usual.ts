import type { DeskState } from './state.ts'
import type { Usual } from './timer.ts'

/** Until the desk has answered what is usual for this rep. */
const UNKNOWN: Usual = { p75Ms: 60_000, p95Ms: 150_000 }
const UNKNOWN_TALK: Usual = { p75Ms: 240_000, p95Ms: 420_000 }
/** A provider's answer before any was timed today: a second or two, and what people on the phone still bear. */
const ANSWER: Usual = { p75Ms: 2_000, p95Ms: 8_000 }

/** What is usual for the talk or a step, from the rep's own calls where there are enough of them. */
export function usualOf(typical: DeskState['typical'], what: string): Usual {
  if (what === 'talk') return typical?.talk ?? UNKNOWN_TALK
  const spread = typical ? (typical.steps as Readonly<Record<string, Usual>>)[what] : undefined
  return spread && spread.p95Ms > 0 ? spread : UNKNOWN
}

/** What is usual for the slowest of those that are asked: today's own times of the providers. */
export function usualAnswer(status: DeskState['status']): Usual {
  const usual = Math.max(0, ...(status?.providers ?? []).map((provider) => provider.usualMs ?? 0))
  return usual === 0 ? ANSWER : { p75Ms: Math.max(ANSWER.p75Ms, usual), p95Ms: Math.max(ANSWER.p95Ms, usual * 4) }
}
