import type { Instant } from '../../../../shared/kernel/time.ts'
import type { AccountingRecord } from './accounting.ts'
import type { DueUsage, SessionState } from './sessions.ts'

/** A session in the record. `place`: its row; null for one that is not there yet. `owed`: usage that is not known to be in the book. */
export type KeptSession = { readonly place: string | null; readonly state: SessionState; readonly owed: readonly Owed[]; readonly usageIds: readonly string[] }
export type Owed = { readonly due: DueUsage; /** The moment by which its clock was judged, so that it is judged the same again. */ readonly heardAt: Instant }
export type OwedUsage = Owed & { readonly providerId: string; readonly place: string; /** Ours, once the book has it. */ readonly usageId: string | null }

export type RadiusReads = {
  /** The sessions with a record's NAS, session id and user name. */
  readonly named: (providerId: string, record: AccountingRecord) => readonly KeptSession[]
  /** Those of a NAS that are not over. */
  readonly openOf: (providerId: string, nas: string) => readonly KeptSession[]
  /** Every session with an id at a NAS, whoever's, newest first. */
  readonly withId: (providerId: string, id: { readonly nas: string; readonly sessionId: string }) => readonly KeptSession[]
  /** When the NAS last said that it begins again, or ends. */
  readonly restartedAt: (providerId: string, nas: string) => Instant | null
  readonly owed: () => readonly OwedUsage[]
  readonly countOpen: (providerId: string) => number
}
export type RadiusWrites = RadiusReads & {
  /** Returns the row. */
  readonly put: (providerId: string, session: KeptSession, heardAt: Instant) => string
  readonly putRestart: (providerId: string, restart: { readonly nas: string; readonly at: Instant; readonly heardAt: Instant }) => void
  /** The book has it. Repeating it changes nothing. */
  readonly strike: (paid: readonly OwedUsage[]) => void
  /** Forgets sessions that were over and not heard of since. */
  readonly forget: (before: Instant) => number
}
