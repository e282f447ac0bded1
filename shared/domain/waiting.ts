import type { Instant } from '../kernel/time.ts'

/**
 * The faces of a provider that has not answered while somebody listens. `quiet`: the local answer stands, nothing is said. `asking`: the
 * dot pulses. `background`: the rep goes on with what does not depend on it. `choosing`: amber, four choices. `unknown`: never called failed.
 */
export const WAIT_FACES = ['quiet', 'asking', 'background', 'choosing', 'unknown'] as const
export type WaitFace = (typeof WAIT_FACES)[number]

/** When each face begins, milliseconds after the question. Source: product study 3.8; 0.4 s Doherty, 2 and 10 s Nielsen. */
export const WAIT_FROM: Readonly<Record<WaitFace, number>> = { quiet: 0, asking: 400, background: 2_000, choosing: 10_000, unknown: 30_000 }

/** `isLost`: the answer certainly stays away (a connection broke), so it is looked for at once whatever the clock says. */
export type Waiting = { readonly askedAt: Instant; readonly isLost: boolean }

/** The face of a wait at a moment. A moment before the question counts as the question's. */
export function waitFace({ askedAt, isLost }: Waiting, now: Instant): WaitFace {
  if (isLost) return 'unknown'
  const elapsed = now - askedAt
  return WAIT_FACES.findLast((face) => elapsed >= WAIT_FROM[face]) ?? 'quiet'
}

/** When the face changes next; null when it will not. */
export function nextFaceAt(waiting: Waiting, now: Instant): Instant | null {
  const face = waitFace(waiting, now)
  const next = WAIT_FACES[WAIT_FACES.indexOf(face) + 1]
  return next === undefined ? null : waiting.askedAt + WAIT_FROM[next]
}

export const WAIT_CHOICES = ['wait', 'second', 'subject', 'callBack'] as const
export type WaitChoice = (typeof WAIT_CHOICES)[number]
/** `notNow`: why it cannot be chosen. A choice keeps its key in every case: keys that move are pressed wrongly. */
export type OfferedChoice = { readonly choice: WaitChoice; readonly key: '1' | '2' | '3' | '4'; readonly notNow: 'no-second-provider' | 'past-pivot' | 'nobody-to-call' | null }

/** What can be chosen instead of listening to silence. `hasSecond`: another provider says yes at this address. `isPastPivot`: the service is active already. `hasPhone`: somebody can be called back. */
export function offeredChoices(facts: { readonly hasSecond: boolean; readonly isPastPivot: boolean; readonly hasPhone: boolean }): readonly OfferedChoice[] {
  const second = facts.isPastPivot ? ('past-pivot' as const) : facts.hasSecond ? null : ('no-second-provider' as const)
  return [
    { choice: 'wait', key: '1', notNow: null },
    { choice: 'second', key: '2', notNow: second },
    { choice: 'subject', key: '3', notNow: null },
    { choice: 'callBack', key: '4', notNow: facts.hasPhone ? null : 'nobody-to-call' },
  ]
}

const MINUTE_MS = 60_000
/** A promise is rounded up to a time that can be said and remembered. */
const ROUND_MS = 5 * MINUTE_MS
const PROMISE_AFTER_MS: Readonly<Record<'message' | 'confirm' | 'callBack', number>> = { message: 15 * MINUTE_MS, confirm: 30 * MINUTE_MS, callBack: 20 * MINUTE_MS }

/** The clock time that is promised: far enough to be kept, on a full five minutes. */
export const promisedTime = (kind: keyof typeof PROMISE_AFTER_MS, now: Instant): Instant => Math.ceil((now + PROMISE_AFTER_MS[kind]) / ROUND_MS) * ROUND_MS
