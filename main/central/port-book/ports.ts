import type { WaitingListEntry } from '../../../shared/domain/waiting-list.ts'
import type { KeptPort, PortTerms } from '../../../shared/engines/qualification/port-book.ts'
import type { LentTurn } from '../../../shared/engines/qualification/take-port.ts'
import type { Instant } from '../../../shared/kernel/time.ts'

/** A node or sector whose ports are few. */
export type ScarceThing = Pick<WaitingListEntry, 'queueId' | 'providerId' | 'accessType'>
/** What the plant's record said of a thing when it was last published. */
export type PlantRecord = { readonly total: number; readonly free: number }
/** A book as rows, in no order. `record`: null where its ports were named one by one. */
export type KeptBook = { readonly thing: ScarceThing; readonly revision: number; readonly record?: PlantRecord | null; readonly ports: readonly KeptPort[]; readonly waiting: readonly WaitingListEntry[] }
/** What differs between two revisions of a book. A port is `given` only while nobody holds it, `freed` only from who holds it. */
export type BookChange = {
  readonly queueId: string
  readonly from: number
  readonly to: number
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly given: readonly { readonly portId: string; readonly holder: string }[]
  readonly freed: readonly { readonly portId: string; readonly holder: string }[]
  /** On what a port is held, where that is new. */
  readonly termed: readonly (PortTerms & { readonly portId: string; readonly holder: string })[]
  readonly joined: readonly WaitingListEntry[]
  readonly left: readonly string[]
}

export type PortBookReads = {
  readonly find: (queueId: string) => Promise<KeptBook | null>
  /** Where this order holds a port or stands in line. */
  readonly queueOf: (orderId: string) => Promise<string | null>
  /** What a house lent to this order. */
  readonly turnOf: (orderId: string) => Promise<LentTurn | null>
  readonly isReleased: (orderId: string) => Promise<boolean>
  /** The things with a port that was kept longer than promised. */
  readonly due: (now: Instant) => Promise<readonly string[]>
  /** The things whose ports a publication planned. */
  readonly planned: () => Promise<readonly string[]>
}
export type PortBookWrites = PortBookReads & {
  readonly open: (thing: ScarceThing) => Promise<void>
  readonly keepRecord: (queueId: string, record: PlantRecord) => Promise<void>
  /** What an order has is its own for good; one without a port has none. */
  readonly assign: (orderId: string) => Promise<void>
  /** Throws when a row is not as the change supposes. */
  readonly change: (change: BookChange) => Promise<void>
  /** Repeating it changes nothing. */
  readonly markReleased: (orderId: string, at: Instant) => Promise<void>
  /** Who lent its turn and has it back may act again. */
  readonly takeBackRelease: (orderId: string) => Promise<void>
  readonly keepTurn: (orderId: string, turn: LentTurn) => Promise<void>
}
