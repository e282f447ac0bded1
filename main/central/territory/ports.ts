import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { QualificationFacts } from '../../../shared/domain/qualification.ts'
import type { PublishedTerritory, TerritoryItem } from '../../../shared/domain/territory-facts.ts'
import type { Instant } from '../../../shared/kernel/time.ts'

export type TerritoryReads = {
  readonly inForce: () => Promise<PublishedTerritory | null>
  /** Null for a part that is not there, or not any more. */
  readonly part: (revision: string, part: number) => Promise<readonly TerritoryItem[] | null>
  readonly partsKept: (revision: string) => Promise<number>
  /** Of the territory in force. */
  readonly address: (id: string) => Promise<GeographicAddress | null>
  readonly facts: (addressId: string) => Promise<Omit<QualificationFacts, 'address' | 'policy' | 'now'>>
}
export type TerritoryWrites = TerritoryReads & {
  readonly putPart: (revision: string, part: number, items: readonly TerritoryItem[]) => Promise<void>
  /** Parts of other revisions go. */
  readonly putInForce: (territory: PublishedTerritory, at: Instant) => Promise<void>
}
