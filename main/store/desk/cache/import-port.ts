import type { AccessType } from '../../../../shared/domain/catalog.ts'
import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import type { PlantNode, PlantSpan } from '../../../../shared/domain/plant.ts'
import type { ProviderAnswer, QualificationPolicy } from '../../../../shared/domain/qualification.ts'
import type { WaitingListEntry } from '../../../../shared/domain/waiting-list.ts'
import type { AddressId } from '../../../../shared/kernel/ids.ts'
import type { TransmitterSector } from '../../../../shared/domain/radio.ts'

/** What a desk knows of the area it works in. `billCycleDay`: fixed by the territory, null where the day of activation decides. */
export type TerritoryInfo = {
  readonly name: string
  readonly title: string
  readonly region: string
  readonly zone: string
  readonly sandbox: boolean
  readonly billCycleDay: number | null
  readonly policy: QualificationPolicy
  /** Of central's publication that it was taken from. Absent: this desk read it itself. */
  readonly revision?: string | undefined
}

/** What a provider told the FCC it serves; `locationId`, `frn` and `block` are texts, leading zeros count. `asOf`: '' where the file does not say. */
export type CellClaim = {
  readonly cell: string; readonly providerId: string; readonly technology: number; readonly accessType: AccessType | null; readonly locationId: string; readonly brand: string; readonly frn: string; readonly block: string
  readonly downlinkKbps: number; readonly uplinkKbps: number; readonly isLowLatency: boolean; readonly customers: 'residential' | 'business' | 'both'; readonly source: string; readonly asOf: string
}
/** A place whose premise comes with it when it is a unit. `hash`: what its list calls it. */
export type ImportedPlace = { readonly place: GeographicAddress; readonly premise: GeographicAddress | null; readonly hash: string | null }
export type ImportItem =
  | ({ readonly kind: 'place' } & ImportedPlace)
  /** Where `hash` is known the answers belong there; else to `placed`, which is made when it is new. */
  | { readonly kind: 'answers'; readonly hash: string | null; readonly placed: ImportedPlace | null; readonly blockGroup: string; readonly answers: readonly ProviderAnswer[] }
  | { readonly kind: 'claim'; readonly claim: CellClaim }
  | { readonly kind: 'node'; readonly node: PlantNode }
  | { readonly kind: 'span'; readonly span: PlantSpan }
  /** Units of a premise that is known; they stand where it stands. */
  | { readonly kind: 'units'; readonly premiseId: AddressId; readonly units: readonly { readonly id: AddressId; readonly unit: string }[]; readonly origin: GeographicAddress['origin'] }
  /** A provider's no at an address that is known. */
  | { readonly kind: 'refusedAt'; readonly addressId: AddressId; readonly answer: ProviderAnswer }
  | { readonly kind: 'waiting'; readonly entry: WaitingListEntry }
  | { readonly kind: 'sector'; readonly sector: TransmitterSector }

export type ImportRefusal = { readonly line: number; readonly reason: string }
export type ImportCounts = { readonly written: number; readonly known: number; readonly refused: number }
export type ImportCheckpoint = ImportCounts & { readonly line: number; readonly offset: number; readonly isDone: boolean; readonly state: string }
export type ImportBatch = {
  readonly key: string; readonly path: string; readonly line: number; readonly offset: number; readonly isDone: boolean
  /** What the reader needs to go on after a pause, in its own words. */
  readonly state: string
  readonly items: readonly { readonly line: number; readonly item: ImportItem }[]
  readonly refused: readonly ImportRefusal[]
}

/** Brings a territory in file by file. Each batch is one transaction with the place where its file was left, so a process that dies goes on there. */
export type TerritoryImport = {
  readonly isImported: () => boolean
  /** Another territory's places go; the same one keeps what it has. */
  readonly begin: (info: TerritoryInfo) => void
  /** What the files call companies, by id. What was said before stays beside it. */
  readonly nameProviders: (names: Readonly<Record<string, string>>) => void
  readonly checkpoint: (key: string) => ImportCheckpoint | null
  readonly commit: (batch: ImportBatch) => ImportCounts
  /** In the order of the file. */
  readonly refusals: (key: string, limit: number) => readonly ImportRefusal[]
  /** One place that is in the territory; null while it is empty. */
  readonly reference: () => { readonly latitude: number; readonly longitude: number } | null
}
