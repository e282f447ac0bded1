import type { WaitingListEntry } from '../../domain/waiting-list.ts'

/** Who wants which scarce thing. */
export type Wanted = Pick<WaitingListEntry, 'queueId' | 'providerId' | 'accessType' | 'place'>

/**
 * The caller's place in line for a port of one node or sector. `place`: 1 is next; `waiting`: how many stand in line, the caller
 * included. Who is not in the list yet would join at the end: the only place that can be promised before joining.
 */
export function placeInLine(waiting: readonly WaitingListEntry[], wanted: Wanted): { readonly place: number; readonly waiting: number } {
  const line = waiting
    .filter((entry) => entry.queueId === wanted.queueId && entry.providerId === wanted.providerId && entry.accessType === wanted.accessType)
    .sort(compareWaiting)
  const index = line.findIndex((entry) => entry.place === wanted.place)
  return index >= 0 ? { place: index + 1, waiting: line.length } : { place: line.length + 1, waiting: line.length + 1 }
}

/** Total order of a waiting list: priority class, then who came first, then the shorter drop, then the id. A function of the entries alone. */
export function compareWaiting(a: WaitingListEntry, b: WaitingListEntry): number {
  return a.priorityClass - b.priorityClass || a.since - b.since || a.distanceM - b.distanceM || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
