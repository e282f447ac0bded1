import { QUEUE_GROUPS } from '../../../shared/domain/order-queue.ts'
import type { QueueRow, QueueScope } from '../../../shared/domain/order-queue.ts'
import type { CallerPromise } from '../../../shared/domain/promise.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Clock, Instant } from '../../../shared/kernel/time.ts'
import type { Handler } from '../context.ts'
import type { ProviderHealth } from '../desk/provider-health.ts'
import type { RemoteOrders } from './ports.ts'
import type { PortRowDeps } from './port-rows.ts'
import { portRows } from './port-rows.ts'
import { endedRow, orderRow, promiseRow, remoteRow } from './queue-rows.ts'
import type { Subject } from './queue-rows.ts'

export type QueueDeps = Pick<RemoteOrders, 'remoteOrders'> & PortRowDeps & {
  readonly activeOrderIds: () => readonly string[]
  readonly health: (providerId: string) => ProviderHealth
  readonly startOfDay: (now: Instant) => Instant
  readonly clock: Clock
}

const REMOTE_LIMIT = 200

/** What waits: for a person first, then for others, then for the network; and what was done today. Everything is read, nothing is kept: a row is as true as the order. */
export const createOrderQueue = (deps: QueueDeps): Handler<'orders.queue'> => ({ scope }, ctx) => {
  const now = deps.clock.now()
  const isMine = (userId: string): boolean => scope === 'everyone' || userId === ctx.user?.userId
  const rows = [...underWay(deps, now), ...ended(deps, now), ...promised(deps, now), ...portRows(deps, { now, userId: ctx.user?.userId ?? '' }), ...elsewhere(deps, scope, now)].filter((row) => isMine(row.takenBy))
  const rank = (row: QueueRow) => QUEUE_GROUPS.indexOf(row.group)
  // What waits longest comes first, but of what is done the newest.
  return ok({ now, scope, rows: rows.sort((a, b) => rank(a) - rank(b) || (a.group === 'doneToday' ? b.since - a.since : a.since - b.since) || (a.id < b.id ? -1 : 1)) })
}

const underWay = (deps: QueueDeps, now: Instant): readonly QueueRow[] =>
  deps.activeOrderIds().flatMap((orderId) => {
    const record = deps.journal.read.saga(orderId)
    return record && !record.isEnded ? [orderRow(record, { now, health: deps.health })] : []
  })

const ended = (deps: QueueDeps, now: Instant): readonly QueueRow[] =>
  deps.journal.read.promises.endedSince(deps.startOfDay(now)).flatMap(({ orderId, endedAt }) => {
    const record = deps.journal.read.saga(orderId)
    return record ? [endedRow(record, endedAt)] : []
  })

function promised(deps: QueueDeps, now: Instant): readonly QueueRow[] {
  const { open, keptSince } = deps.journal.read.promises
  return [...open(), ...keptSince(deps.startOfDay(now))].map((promise) => promiseRow(promise, subjectOf(deps, promise), now))
}

/** Whom a promise is about: the order, the order that a draft became, or the draft. */
function subjectOf(deps: QueueDeps, promise: CallerPromise): Subject {
  const { read } = deps.journal
  const orderId = promise.orderId ?? read.orderIdsOf(promise.customerId)[0] ?? null
  const record = orderId === null ? null : read.saga(orderId)
  if (record) return { orderId, draftId: null, customerName: nameOf(record.order.registration), address: formatAddress(record.address), state: record.state }
  const draft = promise.draftId === null ? null : read.draft(promise.draftId)
  return { orderId: null, draftId: draft?.id ?? null, customerName: draft ? nameOf(draft.registration) : '', address: '', state: null }
}

const elsewhere = (deps: QueueDeps, scope: QueueScope, now: Instant): readonly QueueRow[] =>
  scope === 'mine' ? [] : deps.remoteOrders(REMOTE_LIMIT, '').flatMap((remote) => (deps.journal.read.hasOrder(remote.order.id) ? [] : remoteRow(remote, deps.startOfDay(now))))

const nameOf = (person: { readonly givenName?: string; readonly familyName?: string }): string => [person.givenName, person.familyName].filter(Boolean).join(' ')
