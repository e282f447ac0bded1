import type { Assignment, Hold, IpPool, IpRule } from '../../shared/domain/addressing.ts'
import type { CallMeasure } from '../../shared/domain/call-record.ts'
import type { Catalog } from '../../shared/domain/catalog.ts'
import type { CrosswalkLink, Customer, Registration } from '../../shared/domain/customer.ts'
import type { AppError } from '../../shared/domain/errors.ts'
import type { OrderState, ProductOrder } from '../../shared/domain/order.ts'
import type { Posting } from '../../shared/domain/rating.ts'
import type { CentralAnswer, CentralQueries, CustomerHistoryEntry, FeedItem } from '../../shared/contract/central/wire.ts'
import type { BillReads, BillWrites } from './billing/ports.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import type { PortBookReads, PortBookWrites } from './port-book/ports.ts'
import type { TerritoryReads, TerritoryWrites } from './territory/ports.ts'
import type { CorrectionReads, CorrectionWrites } from './usage/corrections/ports.ts'
import type { PackReads, PackWrites } from './usage/packs/ports.ts'
import type { UsageReads, UsageWrites } from './usage/ports.ts'
import type { RadiusReads, RadiusWrites } from './usage/radius/ports.ts'

/** A feed item before central gives it a place in the order of changes. */
export type FeedChange = FeedItem extends infer Item ? (Item extends FeedItem ? Omit<Item, 'cursor' | 'at'> : never) : never

export type StoredCommand = { readonly key: string; readonly name: string; readonly contentHash: string; readonly answer: CentralAnswer<unknown>; readonly deskId: string; readonly userId: string; readonly answeredAt: Instant }
export type CommandReads = { readonly find: (key: string) => Promise<StoredCommand | null> }
export type CommandWrites = CommandReads & { readonly insert: (command: StoredCommand) => Promise<void> }

export type FeedReads = { readonly page: (after: number, limit: number) => Promise<{ readonly items: readonly FeedItem[]; readonly more: boolean; readonly last: number }> }
export type FeedWrites = FeedReads & { readonly append: (change: FeedChange, at: Instant) => Promise<void>; /** Appends, and drops the entry at `older` that it makes needless. Answers its own cursor. */ readonly replace: (change: FeedChange, at: Instant, older: number | null) => Promise<number> }

export type CatalogReads = { readonly current: () => Promise<Catalog | null>; readonly byVersion: (version: number) => Promise<Catalog | null> }
export type CatalogWrites = CatalogReads & { readonly insert: (catalog: Catalog) => Promise<void> }

/** `personKey` is equal for the same person; `mergedInto` names the customer that this one turned out to be. */
export type CustomerRecord = { readonly customer: Customer; readonly personKey: string; readonly mergedInto: string | null }
export type CustomerReads = {
  readonly get: (customerId: string) => Promise<CustomerRecord | null>
  /** The unmerged customers with this key, oldest first. Whether they are one person is for the identity engine to say. */
  readonly withKey: (personKey: string) => Promise<readonly Customer[]>
  /** True when a person said last that these two are not one. */
  readonly areKeptApart: (oneId: string, otherId: string) => Promise<boolean>
  /** Every id of the same person along merge links, both ways, the given one included. Empty when unknown. */
  readonly idsOfPerson: (customerId: string) => Promise<readonly string[]>
}
export type CustomerWrites = CustomerReads & {
  readonly insert: (record: CustomerRecord, registeredAt: Instant) => Promise<void>
  readonly update: (record: CustomerRecord) => Promise<void>
  /** The link to `into`, or none. */
  readonly setMergedInto: (customerId: string, into: string | null) => Promise<void>
  /** What people did to a customer, never changed: joined, taken apart, noted. */
  readonly keepEvent: (event: CustomerEvent) => Promise<void>
  readonly hasNote: (noteId: string) => Promise<boolean>
}
export type CustomerEvent = { readonly customerId: string; readonly kind: 'merge' | 'unmerge' | 'note'; readonly subject: string; readonly words: string; readonly userId: string; readonly deskId: string; readonly at: Instant }

/** Which order has a place until it ends: one at a time, whoever took it. */
export type PlaceClaim = { readonly place: string; readonly orderId: string; readonly deskId: string; readonly userId: string; readonly claimedAt: Instant }
export type PlaceReads = { readonly claimAt: (place: string) => Promise<PlaceClaim | null> }
export type PlaceWrites = PlaceReads & { readonly claim: (claim: PlaceClaim) => Promise<void>; readonly release: (orderId: string) => Promise<void> }

export type RecordedOrder = { readonly order: ProductOrder; readonly state: OrderState; readonly stepsDone: number; readonly stepsTotal: number; readonly revision: number; readonly deskId: string }
export type OrderReads = { readonly revision: (orderId: string) => Promise<number | null>; readonly state: (orderId: string) => Promise<OrderState | null> }
export type OrderWrites = OrderReads & { readonly put: (recorded: RecordedOrder) => Promise<void> }

/** A link is claimed by each order that needs it; it is released when the last claim goes. */
export type LinkRecord = { readonly linkId: number; readonly link: CrosswalkLink }
export type CrosswalkReads = {
  readonly linkedTo: (customerId: string, providerId: string) => Promise<LinkRecord | null>
  readonly ownerOf: (providerId: string, localCustomerId: string) => Promise<string | null>
  readonly ofCustomers: (customerIds: readonly string[]) => Promise<readonly CrosswalkLink[]>
  readonly claims: (linkId: number) => Promise<readonly string[]>
}
export type CrosswalkWrites = CrosswalkReads & {
  readonly insert: (link: { readonly customerId: string; readonly providerId: string; readonly localCustomerId: string }, linkedAt: Instant) => Promise<number>
  readonly claim: (linkId: number, orderId: string) => Promise<void>
  readonly dropClaim: (linkId: number, orderId: string) => Promise<void>
  readonly release: (linkId: number, releasedAt: Instant) => Promise<void>
}

/** One row of an address's history. 'ended' rows are history; among the others an address appears once per pool. */
export type AddressRecord = Assignment & { readonly rowId: number; readonly hold: Hold; readonly holdMs: number; readonly ended: 'lapsed' | 'released' | null }
export type AddressingReads = {
  /** Pools that serve new orders. */
  readonly pools: () => Promise<readonly IpPool[]>
  /** Any pool that ever was; throws on an unknown id, rows refer to pools that exist. */
  readonly pool: (poolId: string) => Promise<IpPool>
  readonly rules: () => Promise<readonly IpRule[]>
  readonly takenIn: (poolId: string) => Promise<readonly string[]>
  readonly lastOfOrder: (orderId: string) => Promise<AddressRecord | null>
  /** True once the order gave its address back, or said that it never will want one. */
  readonly isReleased: (orderId: string) => Promise<boolean>
  readonly live: (poolId: string | null) => Promise<readonly Assignment[]>
}
export type AddressingWrites = AddressingReads & {
  /** Pools that are not named keep their rows and serve no new order. */
  readonly replacePlan: (pools: readonly IpPool[], rules: readonly IpRule[]) => Promise<void>
  readonly insertHold: (hold: Hold, heldAt: Instant) => Promise<void>
  readonly setState: (rowId: number, change: { readonly state: Assignment['state']; readonly until: Instant | null }) => Promise<void>
  readonly end: (rowId: number, change: { readonly why: 'released'; readonly at: Instant }) => Promise<void>
  /** Keeps that the order gave back what it had, or would have had. Repeating it changes nothing. */
  readonly markReleased: (orderId: string, at: Instant) => Promise<void>
  /** Ends every hold and quarantine of the pool whose moment has passed. */
  readonly endLapsed: (poolId: string, now: Instant) => Promise<void>
}

export type BillingService = CentralQueries['billing.services']['output']['services'][number] & { readonly serviceId: string; readonly offeringVersion: number }
export type Activation = {
  readonly orderId: string
  readonly customerId: string
  readonly registration: Registration
  readonly catalogVersion: number
  readonly activatedAt: Instant
  readonly firstBillMinor: number
  readonly contentHash: string
  readonly services: readonly BillingService[]
  readonly postings: readonly { readonly chargeId: string; readonly posting: Posting }[]
}
export type BillingReads = {
  readonly activationOf: (orderId: string) => Promise<{ readonly contentHash: string; readonly billingServiceIds: readonly string[]; readonly firstBillMinor: number } | null>
  readonly services: (customerIds: readonly string[]) => Promise<readonly BillingService[]>
}
export type BillingWrites = BillingReads & { readonly insert: (activation: Activation) => Promise<void> }

/** What central keeps of a customer's PIN. Five wrong tries in a row lock it until `lockedUntil`; after that moment they count no more. */
export type PinRecord = { readonly salt: string; readonly verifier: string; readonly wrongTries: number; readonly lockedUntil: Instant | null }
export type PinReads = {
  readonly get: (customerId: string) => Promise<PinRecord | null>
  readonly history: (customerIds: readonly string[], limit: number) => Promise<readonly CustomerHistoryEntry[]>
}
export type PinWrites = PinReads & {
  /** A new PIN starts with no wrong try. */
  readonly put: (customerId: string, pin: Pick<PinRecord, 'salt' | 'verifier'>, setAt: Instant) => Promise<void>
  readonly setTries: (customerId: string, tries: Pick<PinRecord, 'wrongTries' | 'lockedUntil'>) => Promise<void>
  readonly append: (customerId: string, entry: CustomerHistoryEntry) => Promise<void>
}

/** A call as the desk that took it counted it last. */
export type KeptCall = { readonly call: CallMeasure; readonly countedAt: Instant; readonly deskId: string }
export type CallReads = { readonly since: (startedAt: Instant) => Promise<readonly KeptCall[]> }
export type CallWrites = CallReads & {
  /** Only over an older count of the same desk. */
  readonly put: (kept: KeptCall) => Promise<void>
}

type Readers = { readonly commands: CommandReads; readonly feed: FeedReads; readonly catalog: CatalogReads; readonly customers: CustomerReads; readonly places: PlaceReads; readonly orders: OrderReads; readonly crosswalk: CrosswalkReads; readonly addressing: AddressingReads; readonly portBooks: PortBookReads; readonly billing: BillingReads; readonly bills: BillReads; readonly pins: PinReads; readonly usage: UsageReads; readonly corrections: CorrectionReads; readonly packs: PackReads; readonly radius: RadiusReads; readonly calls: CallReads; readonly territory: TerritoryReads }
/** What a query may touch. */
export type ReadTx = Readers
/** What a command may touch, all of it committed together or not at all. */
export type WriteTx = {
  readonly commands: CommandWrites
  readonly feed: FeedWrites
  readonly catalog: CatalogWrites
  readonly customers: CustomerWrites
  readonly places: PlaceWrites
  readonly orders: OrderWrites
  readonly crosswalk: CrosswalkWrites
  readonly addressing: AddressingWrites
  readonly portBooks: PortBookWrites
  readonly billing: BillingWrites
  readonly bills: BillWrites
  readonly pins: PinWrites
  readonly usage: UsageWrites
  readonly corrections: CorrectionWrites
  readonly packs: PackWrites
  readonly radius: RadiusWrites
  readonly calls: CallWrites
  readonly territory: TerritoryWrites
  /** Runs `work` and takes back everything it wrote when it refuses; the transaction goes on. */
  readonly attempt: <T>(work: () => Promise<Result<T, AppError>>) => Promise<Result<T, AppError>>
}

/**
 * Central's store. Asynchronous from day one so that a server database can take SQLite's place.
 * `write`: one transaction, alone; a throw rolls back. Full, read-only or busy storage comes back as a `storage-*` error, nothing written.
 */
export type CentralStore = {
  readonly write: <T>(work: (tx: WriteTx) => Promise<T>) => Promise<Result<T, AppError>>
  readonly read: <T>(work: (tx: ReadTx) => Promise<T>) => Promise<Result<T, AppError>>
  readonly close: () => Promise<void>
}
