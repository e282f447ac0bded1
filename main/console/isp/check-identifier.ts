import { appError } from '../../../shared/domain/errors.ts'
import { isNewIdentifier, MAXIMUM_SUGGESTIONS, normalizeIdentifier, proposeIdentifiers } from '../../../shared/domain/identifier.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { IdentityClients } from '../../provisioning/ports.ts'
import type { Handler } from '../context.ts'
import type { DeskJournal } from '../signup/ports.ts'
import { ownCode } from './identifier-holds.ts'

export type CheckIdentifierDeps = { readonly identities: Pick<IdentityClients, 'check'>; readonly journal: DeskJournal; readonly clock: Clock }
const ASKED_AT_ONCE = 3

/** Asks the ISP whether an identifier can be had; when not, which ones made from the caller's name can. */
export const createCheckIdentifier = ({ identities, journal, clock }: CheckIdentifierDeps): Handler<'isp.checkIdentifier'> => async (input, ctx) => {
  const draft = journal.read.draft(input.draftId)
  if (!draft || draft.ownerId !== ctx.user?.userId) return err(appError('draft-unknown'))
  const userIdentifier = normalizeIdentifier(input.userIdentifier)
  if (!isNewIdentifier(userIdentifier)) return err(appError('identifier-malformed'))
  const startedAt = clock.now()
  const asked = await identities.check({ userIdentifier, customerId: draft.customerId })
  const tookMs = clock.now() - startedAt
  if (asked.kind !== 'done') {
    return asked.error.code === 'identifier-realm-unknown' ? ok({ userIdentifier, state: 'realmUnknown', suggestions: [], tookMs }) : err(ownCode(asked.error))
  }
  if (asked.value !== 'taken') return ok({ userIdentifier, state: asked.value, suggestions: [], tookMs })
  const { givenName = '', familyName = '' } = draft.registration
  const proposed = proposeIdentifiers({ givenName, familyName, realm: userIdentifier.split('@')[1] ?? '' }).filter((name) => name !== userIdentifier)
  return ok({ userIdentifier, state: 'taken', suggestions: await firstFree(identities, proposed, draft.customerId), tookMs })
}

/** The first names that are free, asked a few at a time. What could not be asked is not offered. */
async function firstFree(identities: CheckIdentifierDeps['identities'], proposed: readonly string[], customerId: string): Promise<string[]> {
  const free: string[] = []
  for (let from = 0; from < proposed.length && free.length < MAXIMUM_SUGGESTIONS; from += ASKED_AT_ONCE) {
    const group = proposed.slice(from, from + ASKED_AT_ONCE)
    const answers = await Promise.all(group.map((userIdentifier) => identities.check({ userIdentifier, customerId })))
    if (answers.some((answer) => answer.kind !== 'done')) break
    free.push(...group.filter((_, index) => { const answer = answers[index]; return answer?.kind === 'done' && answer.value !== 'taken' }))
  }
  return free.slice(0, MAXIMUM_SUGGESTIONS)
}
