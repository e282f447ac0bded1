import { appError } from '../../../shared/domain/errors.ts'
import { noRequest, nothingToFind } from './step.ts'
import type { StepDefinition } from './step.ts'

/** Asks the ISP whether identifier and password belong together (RFC 2865, Authenticate-Only). It leaves nothing there, so a lost answer is asked for again. */
export const authenticateIdentifier: StepDefinition = {
  leavesDesk: true,
  request: noRequest,
  perform: async ({ record }, { partners, journal }) => {
    const { userIdentifier } = record.order.registration
    const password = journal.secret(record.order.id)
    if (password === null) return { kind: 'notDone', error: appError('identifier-rejected', { userIdentifier, why: 'password-missing' }) }
    const outcome = await partners.authenticate({ userIdentifier, password, service: 'authenticateOnly' })
    if (outcome.kind !== 'done') return outcome
    if (!outcome.value.accepted) return { kind: 'notDone', error: appError('identifier-rejected', { userIdentifier }) }
    return { kind: 'done', details: { userIdentifier, server: outcome.value.server, tookMs: outcome.value.tookMs } }
  },
  probe: nothingToFind,
  compensate: null,
}
