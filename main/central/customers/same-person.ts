import type { Registration } from '../../../shared/domain/customer.ts'

/**
 * Equal for registrations that mean the same person: e-mail, phone and family name, each without what people type differently
 * (letter case, blanks, the phone's punctuation and its leading country code 1). A given name is left out: "Bob" is "Robert".
 */
export function personKey(registration: Pick<Registration, 'email' | 'phone' | 'familyName'>): string {
  return JSON.stringify([fold(registration.email), phoneDigits(registration.phone), fold(registration.familyName)])
}

const fold = (text: string): string => text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()

const phoneDigits = (phone: string): string => {
  const digits = phone.normalize('NFKC').replaceAll(/\D/g, '')
  return digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits
}
