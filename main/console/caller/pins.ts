import type { Actor, CentralClient } from '../../../shared/contract/central/wire.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { findPinProblem } from '../../../shared/domain/pin.ts'
import { assertNever, err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Clock, IdSource } from '../../../shared/kernel/time.ts'
import type { Network } from '../../provisioning/ports.ts'
import type { Handler, HandlerCtx } from '../context.ts'
import { findCustomer } from '../customers/find-customer.ts'
import type { FindCustomerDeps } from '../customers/find-customer.ts'
import type { CallerAuth } from './caller-auth.ts'

export type PinDeps = { readonly central: CentralClient; readonly network: Network; readonly deskId: string; readonly callerAuth: CallerAuth; readonly ids: IdSource; readonly clock: Clock }
type Verified = { readonly at: number; readonly until: number }

/**
 * One try at the caller's PIN, at central, which counts it. Every try has a key of its own: a lost answer costs the caller a try at most.
 * Errors: `pin-wrong` with the tries left, `pin-locked` until when, `pin-unknown`; and that it cannot be checked now. Source: 47 CFR 64.2010.
 */
export const createVerifyPin = (deps: PinDeps): Handler<'customers.verifyPin'> => async ({ customerId, pin }, ctx) => {
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  const answer = await deps.central.command('customer.verifyPin', deps.ids.next(), { customerId, pin }, actorOf(deps, ctx))
  if (!answer.ok) return answer
  const tried = answer.value
  switch (tried.kind) {
    case 'verified': return authenticated(deps, ctx, customerId, tried.personIds)
    case 'wrong': return err(appError('pin-wrong', { triesLeft: tried.triesLeft }))
    case 'locked':
      deps.callerAuth.locked(customerId, tried.until)
      return err(appError('pin-locked', { until: tried.until }))
    case 'unknown': return err(appError('pin-unknown'))
    default: return assertNever(tried)
  }
}

/** A supervisor gives the caller five tries again. */
export const createUnlockPin = (deps: PinDeps): Handler<'customers.unlockPin'> => async ({ commandId, customerId }, ctx) => {
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  const answer = await deps.central.command('customer.unlockPin', commandId, { customerId }, actorOf(deps, ctx))
  if (!answer.ok) return answer
  deps.callerAuth.locked(customerId, null)
  return ok({})
}

/** The number of record to call back at, and from now on a new PIN may be set. Only for the rep to dial: it is not told to whoever calls. */
export const createStartCallback = (deps: Pick<PinDeps, 'callerAuth' | 'clock'> & FindCustomerDeps): Handler<'customers.startCallback'> => ({ customerId }, { clientId }) => {
  const customer = findCustomer(deps, customerId)
  if (!customer) return err(appError('order-unknown'))
  deps.callerAuth.calledBack(clientId, customerId)
  return ok({ phone: customer.phone, at: deps.clock.now() })
}

/**
 * A new PIN for a customer who was called back at the number of record in this call; they are then authenticated, and their history at
 * central says how. Errors: `callback-missing`, `pin-weak`; and that central cannot be reached. Source: 47 CFR 64.2010(b), (e).
 */
export const createResetPin = (deps: PinDeps & FindCustomerDeps): Handler<'customers.resetPin'> => async ({ commandId, customerId, pin }, ctx) => {
  const calledBackAt = deps.callerAuth.calledBackAt(ctx.clientId, customerId)
  if (calledBackAt === null) return err(appError('callback-missing'))
  const problem = findPinProblem(pin, { phone: findCustomer(deps, customerId)?.phone ?? '' })
  if (problem) return err(appError('pin-weak', { problem }))
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  const answer = await deps.central.command('customer.resetPin', commandId, { customerId, pin, method: 'callback', calledBackAt }, actorOf(deps, ctx))
  return answer.ok ? authenticated(deps, ctx, customerId, answer.value.personIds) : answer
}

/** What this window knows of the caller, for a screen that was opened anew. */
export const createCallerState = (deps: Pick<PinDeps, 'callerAuth'>): Handler<'customers.callerState'> => ({ customerId }, { clientId }) => {
  const state = deps.callerAuth.stateOf(clientId, customerId)
  return ok({ at: null, until: null, ...state })
}

/** What was done about the customer's PIN, from central. */
export const createCustomerHistory = (deps: Pick<PinDeps, 'central'>): Handler<'customers.history'> => async ({ customerId, limit }) => {
  const answer = await deps.central.query('customer.history', { customerId, limit })
  return answer.ok ? ok({ entries: [...answer.value.entries] }) : answer
}

/** Every id of the person is open now: the screen may hold either of two records that turned out to be one. */
function authenticated(deps: PinDeps, { clientId }: HandlerCtx, customerId: string, personIds: readonly string[]): Result<Verified, AppError> {
  for (const id of new Set([customerId, ...personIds])) deps.callerAuth.authenticated(clientId, id)
  const state = deps.callerAuth.stateOf(clientId, customerId)
  return 'at' in state ? ok({ at: state.at, until: state.until }) : err(appError('internal'))
}

const actorOf = ({ deskId }: PinDeps, { user }: HandlerCtx): Actor => ({ deskId, userId: user?.userId ?? '', role: user?.role ?? '' })
