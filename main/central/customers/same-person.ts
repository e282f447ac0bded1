import type { Customer, Registration } from '../../../shared/domain/customer.ts'
import { judgeAll } from '../../../shared/engines/identity/judge.ts'
import type { ReadTx } from '../ports.ts'

/**
 * The customer whom a registration surely means, or null. Everyone with the same mail, phone and family name is a candidate; a spouse, a
 * child or a twin has those too, so the identity engine decides, and a person who took two records apart is not overruled.
 */
export async function findSamePerson(tx: Pick<ReadTx, 'customers'>, customerId: string, registration: Registration, key: string): Promise<Customer | null> {
  const candidates = (await tx.customers.withKey(key)).filter((candidate) => candidate.id !== customerId)
  const facts = <T extends Pick<Registration, 'givenName' | 'familyName' | 'email' | 'phone' | 'userIdentifier'>>(person: T) => ({ ...person, addressIds: [] })
  const same = judgeAll(facts(registration), candidates.map((customer) => ({ customer, person: facts(customer) }))).filter((one) => one.verdict === 'same')
  for (const { customer } of same) if (!(await tx.customers.areKeptApart(customerId, customer.id))) return customer
  return null
}

/**
 * Equal for registrations that may mean the same person: e-mail, phone and family name, each without what people type differently
 * (letter case, blanks, the phone's punctuation and its leading country code 1). It finds candidates; it joins nobody.
 */
export function personKey(registration: Pick<Registration, 'email' | 'phone' | 'familyName'>): string {
  return JSON.stringify([fold(registration.email), phoneDigits(registration.phone), fold(registration.familyName)])
}

const fold = (text: string): string => text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()

const phoneDigits = (phone: string): string => {
  const digits = phone.normalize('NFKC').replaceAll(/\D/g, '')
  return digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits
}
