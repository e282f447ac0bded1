import type { Assignment, IpPool } from '../../domain/addressing.ts'
import type { OrderId, UniversalCustomerId } from '../../kernel/ids.ts'
import { assertNever, err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'

/** `assign`, `release`: by the order that has it. `expire`: time has passed (a hold's or a quarantine's). */
export type AssignmentEvent =
  | { readonly kind: 'hold'; readonly address: string; readonly orderId: OrderId; readonly customerId: UniversalCustomerId; readonly holdMs: number }
  | { readonly kind: 'assign'; readonly orderId: OrderId }
  | { readonly kind: 'release'; readonly orderId: OrderId }
  | { readonly kind: 'expire' }
export type AssignmentRefusal = { readonly code: 'transition-illegal' | 'not-its-order' | 'hold-expired' | 'not-due'; readonly from: string; readonly event: string }

/**
 * The next state of one address; null is free. free → held → assigned → quarantined → free; a hold that was never used returns to free at
 * once. What has been done already for the same order is answered with the state as it is: a repeated step changes nothing. `at`: now.
 * Errors: `transition-illegal`, `not-its-order`, `hold-expired` (at or after `until`), `not-due` (expire before `until`).
 */
export function assignmentAfter(state: Assignment | null, event: AssignmentEvent, at: Instant, pool: IpPool): Result<Assignment | null, AssignmentRefusal> {
  const refuse = (code: AssignmentRefusal['code']) => err({ code, from: state?.state ?? 'free', event: event.kind })
  if (event.kind === 'expire') return state === null || state.until === null ? refuse('transition-illegal') : at >= state.until ? ok(null) : refuse('not-due')
  if (state === null) {
    if (event.kind === 'release') return ok(null)
    if (event.kind !== 'hold') return refuse('transition-illegal')
    return ok({ poolId: pool.id, address: event.address, state: 'held', orderId: event.orderId, customerId: event.customerId, until: at + event.holdMs })
  }
  if (state.orderId !== event.orderId) return refuse('not-its-order')
  switch (event.kind) {
    case 'hold': return state.state === 'held' && state.address === event.address ? ok(state) : refuse('transition-illegal')
    case 'assign': return afterAssign(state, at, refuse)
    case 'release': return ok(afterRelease(state, at, pool))
    default: return assertNever(event)
  }
}

function afterAssign(state: Assignment, at: Instant, refuse: (code: AssignmentRefusal['code']) => Result<never, AssignmentRefusal>): Result<Assignment, AssignmentRefusal> {
  if (state.state === 'assigned') return ok(state)
  if (state.state === 'quarantined') return refuse('transition-illegal')
  return state.until !== null && at >= state.until ? refuse('hold-expired') : ok({ ...state, state: 'assigned', until: null })
}

/** An address somebody really had rests before the next customer gets it; one that was only held does not need to. */
function afterRelease(state: Assignment, at: Instant, pool: IpPool): Assignment | null {
  if (state.state === 'held') return null
  return state.state === 'assigned' ? { ...state, state: 'quarantined', until: at + pool.quarantineMs } : state
}
