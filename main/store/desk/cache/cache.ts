import type { IpPool, IpRule } from '../../../../shared/domain/addressing.ts'
import type { Catalog } from '../../../../shared/domain/catalog.ts'
import type { CrosswalkLink, Customer } from '../../../../shared/domain/customer.ts'
import type { ProductOrder, OrderState } from '../../../../shared/domain/order.ts'
import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import type { PlantNode, PlantSpan, TransmitterSector } from '../../../../shared/domain/plant.ts'
import type { ProviderAnswer, QualificationFacts, QualificationPolicy, WaitingListEntry } from '../../../../shared/domain/qualification.ts'
import type { FeedPage } from '../../../../shared/contract/central/wire.ts'

/** What a desk knows of the area it works in. `billCycleDay`: fixed by the territory, null where the day of activation decides. */
export type TerritoryInfo = {
  readonly name: string
  readonly title: string
  readonly region: string
  readonly zone: string
  readonly sandbox: boolean
  readonly billCycleDay: number | null
  readonly policy: QualificationPolicy
}

/** A whole territory as read from its directory. It replaces what was there before. */
export type TerritoryContent = {
  readonly info: TerritoryInfo
  readonly addresses: readonly GeographicAddress[]
  readonly answers: readonly { readonly addressId: string; readonly answer: ProviderAnswer }[]
  readonly nodes: readonly PlantNode[]
  readonly spans: readonly PlantSpan[]
  readonly sectors: readonly TransmitterSector[]
  /** `queueId`: the node or sector whose port is waited for. */
  readonly waiting: readonly { readonly queueId: string; readonly entry: WaitingListEntry }[]
}

export type IpSettings = { readonly pools: readonly IpPool[]; readonly rules: readonly IpRule[] }
/** An order as central's feed told it, whoever took it. */
export type RemoteOrder = { readonly order: ProductOrder; readonly state: OrderState; readonly stepsDone: number; readonly stepsTotal: number; readonly revision: number; readonly deskId: string; readonly addressLine: string }
/** Never both empty for a question that has a letter or a digit, in a territory that has streets. `didYouMean`: texts that find something. */
export type PlaceMatches = { readonly matches: GeographicAddress[]; readonly didYouMean: string[] }
export type PlaceFacts = Pick<QualificationFacts, 'branches' | 'sectors' | 'answers' | 'waiting'>
/** `skipped`: items of a kind that this version does not know. */
export type FeedApplied = { readonly applied: number; readonly skipped: number; readonly catalogChanged: boolean; readonly orderIds: string[] }
export type CacheCounts = { readonly addresses: number; readonly units: number; readonly streets: number; readonly answers: number; readonly spans: number; readonly sectors: number; readonly customers: number; readonly orders: number }

/**
 * The desk's projection: places, plant, answers, catalog, and central's customers and orders. Everything in it can be made again from
 * the territory's directory and central's feed. Synchronous; writes are one transaction each.
 */
export type Cache = {
  readonly territory: () => TerritoryInfo | null
  /** Replaces territory, places, plant and answers. Customers, orders and the feed's cursor stay. */
  readonly putTerritory: (content: TerritoryContent) => void
  readonly catalog: () => Catalog | null
  /** A catalog older than the one kept changes nothing and answers false. */
  readonly putCatalog: (catalog: Catalog) => boolean
  readonly ipSettings: () => IpSettings | null
  readonly putIpSettings: (settings: IpSettings) => void
  readonly address: (id: string) => GeographicAddress | null
  readonly units: (id: string) => GeographicAddress[]
  readonly search: (text: string, limit: number) => PlaceMatches
  /** Answers are the newest per provider, access type and owner of the line. Empty lists for an address that is unknown. */
  readonly facts: (addressId: string) => PlaceFacts
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
  readonly orderIdsOf: (customerId: string) => string[]
  readonly counts: () => CacheCounts
  readonly close: () => void
}
