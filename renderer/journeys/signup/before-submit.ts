import type { Texts } from '../../../shared/messages/texts.ts'
import type { DeskState } from '../../app/state.ts'
import { promiseChecks } from './promise-items.ts'

/** What an order needs, in the order of the talk. The console decides; this only shows where the rep stands. */
export function missingBeforeSubmit(state: Pick<DeskState, 'call' | 'spoken'>, texts: Texts): readonly { readonly label: string; readonly isDone: boolean }[] {
  const { call } = state
  const { registration } = call
  const has = (value: string | undefined): boolean => (value ?? '').trim() !== ''
  const { t } = texts
  return [
    { label: t('before.address'), isDone: call.qualification !== null },
    { label: t('before.plan'), isDone: call.quote !== null },
    { label: t('before.name'), isDone: has(registration.givenName) && has(registration.familyName) },
    { label: t('before.contact'), isDone: has(registration.email) && has(registration.phone) },
    { label: t('before.payment'), isDone: has(registration.paymentToken) },
    { label: t('before.identity'), isDone: has(registration.userIdentifier) && (call.ispPassword !== '' || call.identity.kind === 'accepted') },
    ...promiseChecks(state, texts),
  ]
}
