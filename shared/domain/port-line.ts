import type { AccessType } from './catalog.ts'
import type { Instant } from '../kernel/time.ts'

/** How a house stands with one node or sector whose ports are few: it would wait there, waits there, or a port is kept for it. */
export type PortLine = { readonly queueId: string; readonly name: string; readonly providerId: string; readonly accessType: AccessType } & (
  /** `firstAt`: since when the first in line has waited; null where nobody does. `place`: the one it would have, or has. */
  | { readonly kind: 'full'; readonly place: number; readonly waiting: number; readonly firstAt: Instant | null }
  | { readonly kind: 'waiting'; readonly place: number; readonly waiting: number; readonly firstAt: Instant; readonly entryId: string; readonly sinceAt: Instant }
  /** `entryId`: under which it is given back; null where an older central did not say, and the port can only lapse. */
  | { readonly kind: 'kept'; readonly untilAt: Instant; readonly entryId: string | null }
)

/** A house of a person, and the lines it stands in. `place` and `address` are empty until the caller has proved who they are. */
export type HouseInLine = { readonly place: string; readonly address: string; readonly lines: readonly PortLine[] }

/** For how many hours a port is kept for who was next, where the territory does not say. */
export const PORT_PROMISE_HOURS = 72
