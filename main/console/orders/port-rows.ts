import type { QueueRow } from '../../../shared/domain/order-queue.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { PortLineDeps } from '../ports/line.ts'
import { promiseHoursOf, standingOf } from '../ports/line.ts'
import type { DeskJournal } from '../signup/ports.ts'

export type PortRowDeps = { readonly journal: DeskJournal; readonly ports: PortLineDeps & { readonly cache: { readonly keptHouses: (now: Instant) => readonly string[] } } }
const HOUR_MS = 3_600_000

/**
 * A caller of this rep whose turn came: a port is kept for their house, and nobody has told them. Read from what the feed told, so that a row is there once
 * however often the desk starts, and gone when an order has the port, the house left the line, or the time is over.
 */
export function portRows({ journal, ports }: PortRowDeps, { now, userId }: { readonly now: Instant; readonly userId: string }): readonly QueueRow[] {
  const houses = ports.cache.keptHouses(now)
  const drafts = houses.length === 0 ? [] : journal.read.drafts(userId)
  return houses.flatMap((place): readonly QueueRow[] => {
    const whose = ofDraft(drafts.find((draft) => draft.place === place)) ?? ofOrder(journal, place)
    const address = ports.cache.address(place)
    const standing = whose === null ? null : standingOf(ports, place)
    if (whose === null || address === null || !standing?.ok) return []
    return standing.value.lines.flatMap((line): readonly QueueRow[] => (line.kind !== 'kept' ? [] : [{
      ...whose, id: `port:${line.queueId}:${place}`, group: 'needsMe', reason: 'port-kept', details: { name: line.name, untilAt: line.untilAt }, address: formatAddress(address),
      state: null, providerId: line.providerId, step: null, since: line.untilAt - promiseHoursOf(ports) * HOUR_MS, typical: null, promise: null, undone: [], takenHere: true,
    }]))
  })
}

type Whose = Pick<QueueRow, 'orderId' | 'draftId' | 'customerName' | 'takenBy'>

/** A call that is under way knows better than an order whom to call. */
const ofDraft = (draft: ReturnType<DeskJournal['read']['drafts']>[number] | undefined): Whose | null =>
  draft ? { orderId: null, draftId: draft.id, customerName: [draft.registration.givenName, draft.registration.familyName].filter(Boolean).join(' '), takenBy: draft.ownerId } : null

function ofOrder({ read }: DeskJournal, place: string): Whose | null {
  const orderId = read.newestOrderAt(place)
  const order = orderId === null ? undefined : read.order(orderId)?.order
  return order ? { orderId, draftId: null, customerName: `${order.registration.givenName} ${order.registration.familyName}`, takenBy: order.takenBy } : null
}
