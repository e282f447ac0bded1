import type { Registration } from '../../../shared/domain/customer.ts'
import { normalizeIdentifier } from '../../../shared/domain/identifier.ts'
import type { Draft } from '../../../shared/domain/order.ts'

const IS_RIGHT: Readonly<Record<keyof Registration, (value: string) => boolean>> = {
  givenName: (value) => value.trim() !== '',
  familyName: (value) => value.trim() !== '',
  email: (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()),
  // E.164 has at most 15 digits; fewer than seven reach nobody.
  phone: (value) => /^[\d\s().+-]+$/.test(value) && value.replaceAll(/\D/g, '').length >= 7 && value.replaceAll(/\D/g, '').length <= 15,
  paymentToken: (value) => /^\S+$/.test(value),
  paymentHint: () => true,
  userIdentifier: (value) => /^[^\s@]+@[^\s@]+$/.test(value),
}

/** The names of what is missing or misshapen before a draft can be submitted, in the order of the screen. Empty: complete. */
export function missingFields(draft: Draft, hasIspPassword: boolean): readonly string[] {
  const fields = Object.keys(IS_RIGHT) as (keyof Registration)[]
  return [
    ...(draft.place === null ? ['place'] : []),
    ...(draft.offeringIds.length === 0 ? ['offeringIds'] : []),
    ...fields.filter((field) => !IS_RIGHT[field](draft.registration[field] ?? '')),
    ...(hasIspPassword ? [] : ['ispPassword']),
  ]
}

/** The registration of a complete draft. */
export const registrationOf = (draft: Draft): Registration => ({
  givenName: (draft.registration.givenName ?? '').trim(), familyName: (draft.registration.familyName ?? '').trim(), email: (draft.registration.email ?? '').trim(),
  phone: (draft.registration.phone ?? '').trim(), paymentToken: draft.registration.paymentToken ?? '', paymentHint: draft.registration.paymentHint ?? '', userIdentifier: draft.identifierMode === 'new' ? normalizeIdentifier(draft.registration.userIdentifier ?? '') : (draft.registration.userIdentifier ?? ''),
})
