import type { Instant, Clock } from '../../../shared/kernel/time.ts'
import type { Log } from '../../platform/log.ts'
import type { HandlerCtx } from '../context.ts'

/** A caller who was authenticated stays so for this long, counted from when they were. */
export const AUTHENTICATED_MS = 30 * 60_000

/**
 * What is known of the caller at one window for one customer. `ownSignUp`: the customer is being signed up in this call by this
 * rep, who heard every field from the caller.
 */
export type CallerState = { readonly kind: 'none' } | { readonly kind: 'verified' | 'ownSignUp'; readonly at: Instant; readonly until: Instant } | { readonly kind: 'locked'; readonly until: Instant }

/** Whether account detail may be told. Kept in memory: a restart asks again. Source: 47 CFR 64.2010. */
export type CallerAuth = {
  /** True when the caller proved who they are in this call, or is being signed up in it. */
  readonly isAuthenticated: (clientId: string, customerId: string) => boolean
  readonly stateOf: (clientId: string, customerId: string) => CallerState
  /** Whether this query may answer detail of the customer. A supervisor may, and the log says so, once per look of half an hour. */
  readonly maySee: (ctx: HandlerCtx, customerId: string) => boolean
  readonly authenticated: (clientId: string, customerId: string) => void
  readonly signedUpHere: (clientId: string, customerId: string) => void
  /** Central said that no more tries are taken until then; null: they are taken again. Known to every window of this desk. */
  readonly locked: (customerId: string, until: Instant | null) => void
  /** The rep calls back at the number of record. Known as long as an authentication. */
  readonly calledBack: (clientId: string, customerId: string) => void
  readonly calledBackAt: (clientId: string, customerId: string) => Instant | null
  /** The call ended: of one customer, or every call of the window. */
  readonly end: (clientId: string, customerId?: string) => void
}

/** Who was authenticated at which window. Ends with sign-out, the end of the call, or after 30 minutes. */
export function createCallerAuth(deps: { readonly clock: Clock; readonly log: Pick<Log, 'warn'> }): CallerAuth {
  const noted = new Map<string, Instant>()
  const known = new Map<string, Map<string, { readonly kind: 'verified' | 'ownSignUp'; readonly at: Instant }>>()
  const callbacks = new Map<string, Map<string, Instant>>()
  const locks = new Map<string, Instant>()
  const put = (clientId: string, customerId: string, kind: 'verified' | 'ownSignUp') => {
    const calls = known.get(clientId) ?? new Map()
    known.set(clientId, calls.set(customerId, { kind, at: deps.clock.now() }))
    locks.delete(customerId)
  }
  const stateOf = (clientId: string, customerId: string): CallerState => {
    const now = deps.clock.now()
    const state = known.get(clientId)?.get(customerId)
    if (state && now < state.at + AUTHENTICATED_MS) return { ...state, until: state.at + AUTHENTICATED_MS }
    const lockedUntil = locks.get(customerId) ?? 0
    return now < lockedUntil ? { kind: 'locked', until: lockedUntil } : { kind: 'none' }
  }
  const isAuthenticated = (clientId: string, customerId: string) => ['verified', 'ownSignUp'].includes(stateOf(clientId, customerId).kind)
  return {
    stateOf,
    isAuthenticated,
    maySee: ({ user, clientId }, customerId) => {
      if (isAuthenticated(clientId, customerId)) return true
      if (user?.role !== 'supervisor') return false
      const look = `${clientId} ${customerId}`
      const before = noted.get(look)
      if (before !== undefined && deps.clock.now() - before < AUTHENTICATED_MS) return true
      noted.set(look, deps.clock.now())
      deps.log.warn({ what: 'account detail shown to a supervisor without the caller', userId: user.userId, customerId })
      return true
    },
    authenticated: (clientId, customerId) => put(clientId, customerId, 'verified'),
    signedUpHere: (clientId, customerId) => put(clientId, customerId, 'ownSignUp'),
    locked: (customerId, until) => void (until === null ? locks.delete(customerId) : locks.set(customerId, until)),
    calledBack: (clientId, customerId) => void callbacks.set(clientId, (callbacks.get(clientId) ?? new Map<string, Instant>()).set(customerId, deps.clock.now())),
    calledBackAt: (clientId, customerId) => {
      const at = callbacks.get(clientId)?.get(customerId)
      return at !== undefined && deps.clock.now() < at + AUTHENTICATED_MS ? at : null
    },
    end: (clientId, customerId) => {
      for (const map of [known, callbacks]) {
        if (customerId === undefined) map.delete(clientId)
        else map.get(clientId)?.delete(customerId)
      }
    },
  }
}
