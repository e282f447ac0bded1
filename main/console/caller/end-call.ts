import { ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'
import type { CallerAuth } from './caller-auth.ts'

/** The call is over: whoever calls next has proved nothing yet. Without a customer: every call of this window. */
export const createEndCall = (deps: { readonly callerAuth: Pick<CallerAuth, 'end'> }): Handler<'customers.endCall'> => ({ customerId }, { clientId }) => {
  deps.callerAuth.end(clientId, customerId)
  return ok({})
}
