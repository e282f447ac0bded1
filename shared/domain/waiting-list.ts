import type { AddressId, ProviderId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { AccessType } from './catalog.ts'

/** Who waits for a port of a node or a place in a sector. The order among them is a function of these fields alone (`compareWaiting`). */
export type WaitingListEntry = {
  readonly id: string
  /** The scarce thing: the node or sector whose port is waited for. */
  readonly queueId: string
  readonly providerId: ProviderId
  readonly accessType: AccessType
  /** Smaller is served first. */
  readonly priorityClass: number
  readonly since: Instant
  readonly distanceM: number
  readonly place: AddressId
}

/** The ports of one scarce thing as a desk needs them to answer. `waiting`: in order of service. */
export type PortBookState = { readonly queueId: string; readonly providerId: string; readonly accessType: string; readonly revision: number; readonly portsTotal: number; readonly portsFree: number; readonly waiting: readonly WaitingListEntry[]; /** For which houses a port is kept, until when, and under which number it is given back (absent: told by an older central). Absent: for none. */ readonly promised?: readonly { readonly place: string; readonly until: Instant; readonly entryId?: string }[] }
