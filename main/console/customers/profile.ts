import type { CrosswalkLink } from '../../../shared/domain/customer.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { maskCustomer, maskLink } from '../../../shared/domain/mask.ts'
import type { OrderState, ProductOrder } from '../../../shared/domain/order.ts'
import type { PersonService, PersonTimelineEntry } from '../../../shared/domain/people.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler } from '../context.ts'
import type { DeskCatalog, DeskPlaces } from '../signup/ports.ts'
import { findCustomer } from './find-customer.ts'
import type { FindCustomerDeps } from './find-customer.ts'
import type { People } from './ports.ts'

export type ProfileDeps = People & FindCustomerDeps & DeskCatalog & DeskPlaces & { readonly callerAuth: Pick<CallerAuth, 'maySee'> }

type KnownOrder = { readonly order: ProductOrder; readonly state: OrderState; readonly addressLine: string; readonly endedAt: number | null; readonly localIds: readonly Omit<CrosswalkLink, 'customerId'>[] }

/** Everything about a person under all their ids: services, ids at every provider, orders, notes, and what happened when. */
export const createProfile = (deps: ProfileDeps): Handler<'customers.profile'> => ({ customerId }, ctx) => {
  const ids = deps.idsOfPerson(customerId)
  const orders = [...new Set(ids.flatMap((id) => [...deps.journal.read.orderIdsOf(id), ...deps.orderIdsOf(id)]))].flatMap((id) => knownOrder(deps, id) ?? []).sort((a, b) => b.order.takenAt - a.order.takenAt)
  const own = deps.ownRecord(customerId) ?? findCustomer(deps, customerId)
  if (!own) return err(appError('customer-unknown'))
  // For all of their ids: a sign-up of this call does not open the older record of the person it turned out to be.
  const maySee = [customerId, ...ids].every((id) => deps.callerAuth.maySee(ctx, id))
  const crosswalk = linksOf(deps, ids, orders)
  const drafts = deps.journal.read.drafts(ctx.user?.userId ?? '').filter((draft) => ids.includes(draft.customerId) || (draft.sameAs !== null && ids.includes(draft.sameAs)))
  const hideLine = (line: string): string => (maySee ? line : '')
  return ok({
    customer: maySee ? own : maskCustomer(own), isMasked: !maySee, ids: [...ids], links: [...deps.mergeLinks(ids)],
    crosswalk: crosswalk.map((link) => (maySee ? link : { ...maskLink(link), isDrifted: link.isDrifted })),
    services: orders.flatMap((known) => servicesOf(deps, known)).map((service) => ({ ...service, addressLine: hideLine(service.addressLine) })),
    orders: orders.map(({ order, state, addressLine }) => ({ orderId: order.id, address: hideLine(addressLine), state, takenAt: order.takenAt })),
    timeline: timelineOf(deps, ids, orders, maySee), drafts: drafts.map((draft) => ({ draftId: draft.id, updatedAt: draft.updatedAt, step: draft.step })),
  })
}

/** What this desk knows of its own order wins; of others the feed tells. */
function knownOrder(deps: ProfileDeps, orderId: string): KnownOrder | null {
  const here = deps.journal.read.order(orderId)
  const remote = here ? null : deps.remoteOrder(orderId)
  const known = here ?? remote
  if (!known) return null
  const place = deps.address(known.order.place)
  return { order: known.order, state: known.state, addressLine: remote?.addressLine ?? (place ? formatAddress(place) : ''), endedAt: here?.events.findLast((event) => event.kind === 'completed' || event.kind === 'ended')?.at ?? null, localIds: here?.localIds ?? [] }
}

/** Central's links, and where an order of this desk says otherwise: one of the two is wrong and a person must look. */
function linksOf(deps: ProfileDeps, ids: readonly string[], orders: readonly KnownOrder[]): readonly (CrosswalkLink & { readonly isDrifted: boolean })[] {
  const told = ids.flatMap((id) => deps.crosswalk(id))
  const newest = new Map<string, KnownOrder['localIds'][number]>()
  for (const known of orders.toReversed()) for (const link of known.localIds) newest.set(`${known.order.customerId} ${link.providerId}`, link)
  const drifted = (link: CrosswalkLink): boolean => {
    const here = newest.get(`${link.customerId} ${link.providerId}`)
    return here !== undefined && link.state === 'linked' && here.state === 'linked' && here.localCustomerId !== link.localCustomerId
  }
  const untold = orders.flatMap(({ order, localIds }) => localIds.map((link) => ({ customerId: order.customerId, ...link }))).filter((link) => !told.some((one) => one.customerId === link.customerId && one.providerId === link.providerId))
  return [...told, ...untold].map((link) => ({ ...link, isDrifted: drifted(link) }))
}

function servicesOf(deps: ProfileDeps, { order, state, addressLine }: KnownOrder): readonly PersonService[] {
  if (['failed', 'cancelled', 'rejected'].includes(state)) return []
  return order.items.map((item) => {
    const offering = deps.catalog()?.offerings.find((one) => one.id === item.offeringId)
    return { name: offering?.name ?? item.offeringId, providerId: offering?.providerId ?? '', state, orderId: order.id, addressLine }
  })
}

/** What was written of a person is kept back as their other details are; that something was written is not. */
function timelineOf(deps: ProfileDeps, ids: readonly string[], orders: readonly KnownOrder[], maySee: boolean): PersonTimelineEntry[] {
  const people = deps.personEvents(ids).map((event): PersonTimelineEntry => ({ at: event.at, kind: event.kind, who: event.userId, subject: event.kind === 'note' ? event.customerId : `${event.customerId} ${event.otherId ?? ''}`.trim(), words: maySee || event.kind !== 'note' ? event.words : '' }))
  const taken = orders.flatMap(({ order, state, endedAt }): readonly PersonTimelineEntry[] => [
    { at: order.takenAt, kind: 'orderTaken', who: order.takenBy, subject: order.id, words: '' },
    ...(endedAt === null ? [] : [{ at: endedAt, kind: state === 'completed' ? ('orderLive' as const) : ('orderEnded' as const), who: '', subject: order.id, words: state }]),
  ])
  return [...people, ...taken].sort((a, b) => b.at - a.at)
}
