import { maskCustomer } from '../../../shared/domain/mask.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { Handler } from '../context.ts'
import type { People } from './ports.ts'

export type SearchPeopleDeps = Pick<People, 'findPeople' | 'mergeLinks'> & { readonly clock: Clock }

/** Finds anybody in the whole base. Masked for a caller who has not proved who they are: enough to tell people apart. */
export const createSearchPeople = (deps: SearchPeopleDeps): Handler<'customers.search'> => ({ text, limit }) => {
  const startedAt = deps.clock.now()
  const people = deps.findPeople(text, limit)
  const joined = new Map(deps.mergeLinks(people.map(({ customer }) => customer.id)).map((link) => [link.from, link.into]))
  // A list of names is no look into an account, so it is never counted as one for a supervisor.
  const found = people.map(({ customer, fields, addressLine }) => ({ customer: maskCustomer(customer), fields, addressLine, isMasked: true, joinedTo: joined.get(customer.id) ?? null }))
  return ok({ found, tookMs: deps.clock.now() - startedAt })
}
