import type { Customer } from '../../shared/domain/customer.ts'
import type { Envelope } from '../../shared/contract/console/envelope.ts'
import type { Client } from '../client/client.ts'

/** A customer whom the desk knows. Masked ones show who they may be, not their account. */
export type FoundPerson = { readonly customer: Customer; readonly addressLine: string; readonly isMasked: boolean }

/** Looks for customers by anything: name, number, mail, id. A desk that cannot search them finds nobody. */
export async function findPeople(client: Client, text: string): Promise<readonly FoundPerson[]> {
  if (text.trim().length < 3) return []
  const ask = client.call as unknown as (name: string, input: unknown) => Promise<Envelope<{ readonly found: readonly FoundPerson[] }>>
  const answer = await ask('customers.search', { text: text.slice(0, 200), limit: 6 })
  return answer.ok ? answer.value.found : []
}
