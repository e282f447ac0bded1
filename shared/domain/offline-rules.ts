/** What a rep does, as far as the network matters. Source: product study 3.9. */
export const DESK_ACTIONS = [
  'qualify', 'compare', 'explainBill', 'readHistory', 'registerCustomer', 'promisePort', 'promiseAddress', 'promiseAppointment', 'submitOrder', 'askProvider', 'checkIdentity', 'takePayment', 'checkCredit', 'approveReconciliation', 'writeOff', 'recordEvidence', 'correctLocation',
] as const
export type DeskAction = (typeof DESK_ACTIONS)[number]

/** `lease`: a promise of central that holds for this desk until a moment. */
export const DESK_CONDITIONS = ['online', 'offlineWithLease', 'offlineWithoutLease'] as const
export type DeskCondition = (typeof DESK_CONDITIONS)[number]

/** The words that go with a permission: `offlineWords.<code>`. */
export type OfflineWords = 'data-age' | 'duplicates-later' | 'binding-until' | 'subject-to-confirmation' | 'queued-binding' | 'queued-provisional' | 'kept-here'
/** Why not, and what can be done instead: `offlineNo.<code>`. */
export type OfflineNo = 'needs-provider' | 'needs-isp' | 'needs-payment' | 'needs-four-eyes'

/** `isBinding`: whether what is said may be said as a promise. */
export type Permission =
  | { readonly may: 'yes'; readonly isBinding: true }
  | { readonly may: 'withWords'; readonly words: OfflineWords; readonly isBinding: boolean }
  | { readonly may: 'no'; readonly why: OfflineNo; readonly isBinding: false }

const YES: Permission = { may: 'yes', isBinding: true }
const words = (code: OfflineWords, isBinding: boolean): Permission => ({ may: 'withWords', words: code, isBinding })
const no = (why: OfflineNo): Permission => ({ may: 'no', why, isBinding: false })
const both = (permission: Permission) => ({ offlineWithLease: permission, offlineWithoutLease: permission })
const promised = { offlineWithLease: words('binding-until', true), offlineWithoutLease: words('subject-to-confirmation', false) }

const OFFLINE: Readonly<Record<DeskAction, Readonly<Record<Exclude<DeskCondition, 'online'>, Permission>>>> = {
  qualify: both(words('data-age', false)), compare: both(words('data-age', false)), explainBill: both(words('data-age', false)), readHistory: both(words('data-age', false)),
  registerCustomer: both(words('duplicates-later', true)),
  promisePort: promised, promiseAddress: promised, promiseAppointment: promised,
  submitOrder: { offlineWithLease: words('queued-binding', true), offlineWithoutLease: words('queued-provisional', false) },
  askProvider: both(no('needs-provider')), checkIdentity: both(no('needs-isp')), takePayment: both(no('needs-payment')), checkCredit: both(no('needs-payment')),
  approveReconciliation: both(no('needs-four-eyes')), writeOff: both(no('needs-four-eyes')),
  recordEvidence: both(words('kept-here', true)), correctLocation: both(words('kept-here', true)),
}

/** Whether an action may be done under a condition, and in which words. A promise is never more than it is. Total and pure. */
export const mayDo = (action: DeskAction, condition: DeskCondition): Permission => (condition === 'online' ? YES : OFFLINE[action][condition])

/** The condition of a desk. `leaseUntil`: null where central has given none; a lease that has run out is none. */
export function deskCondition(facts: { readonly isNetworkUp: boolean; readonly isCentralReached: boolean; readonly leaseUntil: number | null; readonly now: number }): DeskCondition {
  if (facts.isNetworkUp && facts.isCentralReached) return 'online'
  return facts.leaseUntil !== null && facts.now < facts.leaseUntil ? 'offlineWithLease' : 'offlineWithoutLease'
}
