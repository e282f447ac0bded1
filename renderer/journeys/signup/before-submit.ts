import type { Texts } from '../../../shared/messages/texts.ts'
import type { DeskState } from '../../app/state.ts'
import { promiseChecks } from './promise-items.ts'

/** What an order needs, in the order of the talk. The console decides; this only shows where the rep stands. */
export function missingBeforeSubmit(state: Pick<DeskState, 'call' | 'spoken'>, texts: Texts): readonly { readonly label: string; readonly isDone: boolean }[] {
  const { call } = state
  const { registration } = call
  const has = (value: string | undefined): boolean => (value ?? '').trim() !== ''
  return [
    { label: 'Address checked', isDone: call.qualification !== null },
    { label: 'Plan chosen', isDone: call.quote !== null },
    { label: 'Name', isDone: has(registration.givenName) && has(registration.familyName) },
    { label: 'E-mail and phone', isDone: has(registration.email) && has(registration.phone) },
    { label: 'Payment token', isDone: has(registration.paymentToken) },
    { label: 'Sign-in name and password', isDone: has(registration.userIdentifier) && (call.ispPassword !== '' || call.identity.kind === 'accepted') },
    ...promiseChecks(state, texts),
  ]
}
