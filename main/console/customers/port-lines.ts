import { appError } from '../../../shared/domain/errors.ts'
import type { HouseInLine } from '../../../shared/domain/port-line.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler } from '../context.ts'
import type { PortLineDeps } from '../ports/line.ts'
import { promiseHoursOf, standingOf } from '../ports/line.ts'
import { findCustomer } from './find-customer.ts'
import type { FindCustomerDeps } from './find-customer.ts'
import type { People } from './ports.ts'

export type CustomerLinesDeps = PortLineDeps & FindCustomerDeps & Pick<People, 'ownRecord' | 'idsOfPerson' | 'orderIdsOf' | 'remoteOrder'> & { readonly callerAuth: Pick<CallerAuth, 'maySee'> }

/**
 * Every line in which a house of this person stands or has a port kept: the houses of their orders, and of the calls with them that are under way here. Which
 * house it is is kept back until the caller has proved who they are. By what this desk was told last. Errors: `customer-unknown`.
 */
export const createReadCustomerLines = (deps: CustomerLinesDeps): Handler<'customers.lines'> => ({ customerId }, ctx) => {
  if (!(deps.ownRecord(customerId) ?? findCustomer(deps, customerId))) return err(appError('customer-unknown'))
  const ids = deps.idsOfPerson(customerId)
  const maySee = [customerId, ...ids].every((id) => deps.callerAuth.maySee(ctx, id))
  const houses = placesOf(deps, ids, ctx.user?.userId ?? '').flatMap((place): readonly HouseInLine[] => {
    const standing = standingOf(deps, place)
    const lines = standing.ok ? standing.value.lines.filter(({ kind }) => kind !== 'full') : []
    const address = deps.cache.address(place)
    return lines.length === 0 || !address ? [] : [maySee ? { place, address: formatAddress(address), lines } : { place: '', address: '', lines }]
  })
  return ok({ houses, promiseHours: promiseHoursOf(deps) })
}

/** Each house once, the newest order's first. */
function placesOf({ journal, orderIdsOf, remoteOrder }: CustomerLinesDeps, ids: readonly string[], userId: string): readonly string[] {
  const orderIds = [...new Set(ids.flatMap((id) => [...journal.read.orderIdsOf(id), ...orderIdsOf(id)]))]
  const orders = orderIds.flatMap((id) => journal.read.order(id)?.order ?? remoteOrder(id)?.order ?? []).sort((a, b) => b.takenAt - a.takenAt)
  const drafts = journal.read.drafts(userId).filter(({ customerId, sameAs }) => ids.includes(customerId) || (sameAs !== null && ids.includes(sameAs)))
  return [...new Set([...orders.map(({ place }) => place), ...drafts.flatMap(({ place }) => place ?? [])])]
}
