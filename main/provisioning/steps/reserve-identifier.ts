import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { StepDefinition } from './step.ts'

type Request = { readonly userIdentifier: string; readonly customerId: string }

/**
 * Makes a new identifier the caller's, with the password they chose, under the order's key. What was held during the call for the same
 * customer is taken over by the ISP. The password goes with the request and is not part of its kept content. The undo gives the identifier
 * back, and leaves word at the ISP so that a request still on its way is refused.
 */
export const reserveIdentifier: StepDefinition = {
  leavesDesk: true,
  request: ({ record: { order } }, { journal }) => {
    const { userIdentifier } = order.registration
    // Only a password can be missing for good: without one the ISP would refuse it anyway.
    return journal.secret(order.id) === null ? err(appError('identifier-rejected', { userIdentifier, why: 'password-missing' })) : ok({ userIdentifier, customerId: order.customerId } satisfies Request)
  },
  perform: async ({ record, step, key }, { partners, journal }) => {
    const { userIdentifier, customerId } = step.request as Request
    const password = journal.secret(record.order.id) ?? undefined
    const outcome = await partners.identities.reserve({ key, userIdentifier, customerId, state: 'active', password })
    return outcome.kind === 'done' ? { kind: 'done', details: { userIdentifier: outcome.value.userIdentifier } } : outcome
  },
  probe: async ({ step, key }, { partners }) => {
    const probed = await partners.identities.probe({ key, userIdentifier: (step.request as Request).userIdentifier, state: 'active' })
    switch (probed.kind) {
      case 'found': return { kind: 'done', details: { userIdentifier: probed.value.userIdentifier } }
      case 'refused': return { kind: 'notDone', error: probed.error }
      case 'pending': case 'absent': case 'unknown': return probed
    }
  },
  compensate: async ({ step, key }, { partners }) => {
    const { userIdentifier, customerId } = step.request as Request
    const released = await partners.identities.release({ key: `${key}:undo`, targetKey: key, userIdentifier, customerId })
    return released.kind === 'done' ? { kind: 'done', details: {} } : released
  },
}
