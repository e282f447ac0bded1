import type { IpPool, IpRule } from '../../../../shared/domain/addressing.ts'
import type { Catalog } from '../../../../shared/domain/catalog.ts'
import type { CrosswalkLink, Customer } from '../../../../shared/domain/customer.ts'
import type { ProductOrder, OrderState } from '../../../../shared/domain/order.ts'
import type { FoundPlans } from '../../../../shared/domain/found-plan.ts'
import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import type { NearSpan, PlantNode, PlantSpan, Position } from '../../../../shared/domain/plant.ts'
import type { ProviderAnswer, QualificationFacts } from '../../../../shared/domain/qualification.ts'
import type { TransmitterSector } from '../../../../shared/domain/radio.ts'
import type { PublishedTerritory, TerritoryItem } from '../../../../shared/domain/territory-facts.ts'
import type { WaitingListEntry } from '../../../../shared/domain/waiting-list.ts'
import type { TerritoryImport, TerritoryInfo } from './import-port.ts'
import type { BillFacts } from './bills.ts'
import type { UsageFacts } from './usage-packs.ts'
import type { FeedPage } from '../../../../shared/contract/central/wire.ts'

export type { TerritoryInfo } from './import-port.ts'

/** A whole territory as read from its directory. It replaces what was there before. */
export type TerritoryContent = {
  readonly info: TerritoryInfo
  readonly addresses: readonly GeographicAddress[]
  readonly answers: readonly { readonly addressId: string; readonly answer: ProviderAnswer }[]
  readonly nodes: readonly PlantNode[]
  readonly spans: readonly PlantSpan[]
  readonly sectors: readonly TransmitterSector[]
  readonly waiting: readonly WaitingListEntry[]
}

/** Every span within so many metres, nearest first; and every sector of the territory, for only its own reach says whether it is near. */
export type PlantNear = { readonly spans: readonly NearSpan[]; readonly sectors: readonly TransmitterSector[] }
export type CatalogRefused = { readonly kind: 'newer' | 'older'; readonly version: number }
export type IpSettings = { readonly pools: readonly IpPool[]; readonly rules: readonly IpRule[] }
/** An order as central's feed told it, whoever took it. */
export type RemoteOrder = { readonly order: ProductOrder; readonly state: OrderState; readonly stepsDone: number; readonly stepsTotal: number; readonly revision: number; readonly deskId: string; readonly addressLine: string }
/** A customer with the houses of their orders, newest first. */
export type KnownPerson = { readonly customer: Customer; readonly addressIds: readonly string[] }
export const PERSON_FIELDS = ['name', 'sound', 'phone', 'mail', 'id', 'address'] as const
export type PersonField = (typeof PERSON_FIELDS)[number]
/** `fields`: where what was typed was found. `addressLine`: of the newest order, or ''. */
export type FoundPerson = { readonly customer: Customer; readonly fields: readonly PersonField[]; readonly addressLine: string }
/** What people did to a customer, as the feed told it. `otherId`: whom it was joined to or taken apart from. */
export type PersonEvent = { readonly customerId: string; readonly otherId: string | null; readonly kind: 'merge' | 'unmerge' | 'note'; readonly words: string; readonly userId: string; readonly at: number }
/** Never both empty for a question that has a letter or a digit, in a territory that has streets. `didYouMean`: texts that find something. */
export type PlaceMatches = { readonly matches: GeographicAddress[]; readonly didYouMean: string[] }
export type PlaceFacts = Pick<QualificationFacts, 'branches' | 'sectors' | 'answers' | 'waiting' | 'estimates' | 'promised'>
/** `skipped`: items of a kind that this version does not know. */
export type FeedApplied = { readonly applied: number; readonly skipped: number; readonly catalogChanged: boolean; readonly portsChanged: boolean; readonly orderIds: string[]; readonly billedCustomerIds: string[] }
export type CacheCounts = { readonly addresses: number; readonly units: number; readonly streets: number; readonly answers: number; readonly spans: number; readonly sectors: number; readonly customers: number; readonly orders: number }

/**
 * The desk's projection: places, plant, answers, catalog, and central's customers and orders. Everything in it can be made again from
 * the territory's directory and central's feed. Synchronous; writes are one transaction each.
 */
export type Cache = BillFacts & UsageFacts & {
  readonly territory: () => TerritoryInfo | null
  /** What central published last, as its feed told it; a desk takes it part by part. */
  readonly territoryOffered: () => PublishedTerritory | null
  /** Replaces territory, places, plant and answers. Customers, orders and the feed's cursor stay. */
  readonly putTerritory: (content: TerritoryContent) => void
  /** The way into the territory for files, piece by piece. */
  readonly territoryImport: () => TerritoryImport
  /** All of the territory in the pieces in which it travels; each is read when it is asked for. */
  readonly territoryPages: () => Iterable<readonly TerritoryItem[]>
  /** The plans that providers' answers here name with a price and speeds, by provider, access type, owner of the line, name and terms. */
  readonly plansFound: () => FoundPlans
  /** Somebody else wrote places into the file: what is held of them in memory is read anew. */
  readonly placesChanged: () => void
  /** Makes search and plant ready before anybody asks, a piece at a time; `pause` lets others work between two. */
  readonly prepareSearch: (pause: () => Promise<void>) => Promise<boolean>
  readonly catalog: () => Catalog | null
  /** A catalog older than the one kept changes nothing and answers false. */
  readonly putCatalog: (catalog: Catalog) => boolean
  /** What central sent last and this desk did not take: a catalog older than its own, or one written for a newer program. Null when it took it. */
  readonly catalogRefused: () => CatalogRefused | null
  readonly ipSettings: () => IpSettings | null
  readonly putIpSettings: (settings: IpSettings) => void
  readonly address: (id: string) => GeographicAddress | null
  readonly units: (id: string) => GeographicAddress[]
  readonly search: (text: string, limit: number) => PlaceMatches
  /** Answers are the newest per provider, access type and owner of the line. Empty lists for an address that is unknown. */
  readonly facts: (addressId: string) => PlaceFacts
  /** The houses for which a port is kept somewhere at that moment, each once, by id. */
  readonly keptHouses: (now: number) => readonly string[]
  /** All nodes and spans, one after the other, by id: for writing them out. */
  readonly plant: () => { readonly nodes: () => Iterable<PlantNode>; readonly spans: () => Iterable<PlantSpan> }
  /** The plant around a place: spans within so many metres, nearest first, and all sectors. */
  readonly plantNear: (place: Position, withinM: number) => PlantNear
  /** Keeps the newer answer where there is one already. */
  readonly putAnswers: (addressId: string, answers: readonly ProviderAnswer[]) => void
  /** Applies what is after the cursor and moves the cursor, in one transaction. The same page again changes nothing. */
  readonly applyFeed: (page: FeedPage) => FeedApplied
  readonly cursor: () => number
  /** Newest first. `text`: part of a name, an address or an order id; empty for all. */
  readonly remoteOrders: (limit: number, text: string) => RemoteOrder[]
  readonly remoteOrder: (orderId: string) => RemoteOrder | null
  /** Follows merge links. */
  readonly customer: (id: string) => Customer | null
  readonly crosswalk: (customerId: string) => CrosswalkLink[]
  /** The record itself, whoever it was joined to. */
  readonly ownRecord: (id: string) => Customer | null
  /** Every id of the same person along merge links, the given one first. */
  readonly idsOfPerson: (id: string) => string[]
  readonly mergeLinks: (ids: readonly string[]) => { readonly from: string; readonly into: string }[]
  readonly personEvents: (ids: readonly string[]) => PersonEvent[]
  /** Customers that share a key of the identity engine, a few dozen at most. */
  readonly peopleWithKeys: (keys: readonly string[]) => KnownPerson[]
  /** Best first: as typed, then as the beginning of a word, then by ear. */
  readonly findPeople: (text: string, limit: number) => FoundPerson[]
  /** Orders under way at a place, as the feed told them. */
  readonly ordersUnderWayAt: (place: string) => RemoteOrder[]
  readonly orderIdsOf: (customerId: string) => string[]
  readonly counts: () => CacheCounts
  readonly close: () => void
}
