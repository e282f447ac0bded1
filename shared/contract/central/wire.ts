import type { CorrectedPrice, CorrectionEffect, PriceCorrection } from '../../domain/price-correction.ts'
import type { Bill, BillEntry, DisputeDecision, DisputeReason } from '../../domain/bill.ts'
import type { PinEventKind } from '../../domain/pin.ts'
import type { CallMeasure, CallSummary } from '../../domain/call-record.ts'
import type { Catalog } from '../../domain/catalog.ts'
import type { Customer, CrosswalkLink, Registration } from '../../domain/customer.ts'
import type { Assignment, Hold, IpPool, IpRule } from '../../domain/addressing.ts'
import type { AppError, ErrorCode } from '../../domain/errors.ts'
import type { ProductOrder, OrderState } from '../../domain/order.ts'
import type { PortBookState, WaitingListEntry } from '../../domain/waiting-list.ts'
import type { UsageCandidate, UsageDecision, UsageWorked, WaitingGroup, WaitingGroupId } from '../../domain/usage-queue.ts'
import type { BillPreview } from '../../domain/rating.ts'
import type { UsagePack } from '../../domain/usage-pack.ts'
import type { QualificationLine } from '../../domain/qualification.ts'
import type { PublishedInfo, PublishedTerritory, TerritoryItem } from '../../domain/territory-facts.ts'
import type { Instant } from '../../kernel/time.ts'

/** The version of this file. A desk and central that differ in the major refuse each other in words; unknown feed items are skipped and counted. */
export const WIRE_VERSION = 1

/** Who acts, as the desk knows it; central checks the role again. */
export type Actor = { readonly deskId: string; readonly userId: string; readonly role: string }

/** Commands a desk sends to central. `key` is the idempotency key: same key and same content → same answer; other content → command-reused. */
export type CentralCommands = {
  /** `pin`: what the caller chose at sign-up. It counts only for a person who is new here; who is known already keeps the PIN they have. `order`: what the person is registered for; its place is taken for that order until it ends (`order-in-flight-elsewhere`). `sameAs`: whom a rep said the person already is. */
  'customer.register': { input: { customerId: string; registration: Registration; billCycleDay: number; pin?: string; order?: { orderId: string; place: string }; sameAs?: string }; output: { customerId: string; sameAs: string | null; billingAccountId: string } }
  /** One try. A wrong one is an answer, not a refusal: it has to be counted, and a refusal is taken back. Source: 47 CFR 64.2010. */
  'customer.verifyPin': { input: { customerId: string; pin: string }; output: PinTry }
  'customer.unlockPin': { input: { customerId: string }; output: Record<string, never> }
  /** The rep called back at the telephone number of record at `calledBackAt` and heard a new PIN there. */
  'customer.resetPin': { input: { customerId: string; pin: string; method: 'callback'; calledBackAt: Instant }; output: { personIds: readonly string[] } }
  /** "Same person as": a link from one id to the other. Both ids stay, and everything known under each. In this state already → the same answer. */
  'customer.merge': { input: { keepId: string; mergeId: string; because: string }; output: Record<string, never> }
  /** Takes the link back: both stand as before it. */
  'customer.unmerge': { input: { keepId: string; mergeId: string; because: string }; output: Record<string, never> }
  'customer.note': { input: { noteId: string; customerId: string; text: string }; output: Record<string, never> }
  /** Upserts by revision: an older revision changes nothing. */
  'order.record': { input: { order: ProductOrder; state: OrderState; stepsDone: number; stepsTotal: number; revision: number }; output: { revision: number } }
  /** What a call cost, in counts and durations. Upserts by the moment it was counted: an older one changes nothing. */
  'call.record': { input: { call: CallMeasure; countedAt: Instant }; output: Record<string, never> }
  'crosswalk.link': { input: { customerId: string; providerId: string; localCustomerId: string; orderId: string }; output: Record<string, never> }
  'crosswalk.release': { input: { customerId: string; providerId: string; orderId: string }; output: Record<string, never> }
  'address.hold': { input: { orderId: string; customerId: string; ispId: string; accessType: string; offeringId: string }; output: Hold }
  /** `attempt`: counts the refusals before, so that each is asked under a key of its own. `another`: when somebody else has the address, one more by the rules. */
  'address.assign': { input: { orderId: string; attempt?: number; another?: boolean }; output: Assignment }
  /** Undo of hold or assign: → quarantined (or free when it was only held). Repeating it changes nothing. */
  'address.release': { input: { orderId: string }; output: Record<string, never> }
  /** The ports of one node or sector as the plant's record has them, and who waits for one. A held port stays with who has it. The same record again changes nothing. */
  'ports.plan': { input: { queueId: string; providerId: string; accessType: string; portIds: readonly string[]; waiting: readonly Omit<WaitingListEntry, 'queueId' | 'providerId' | 'accessType'>[] }; output: { revision: number; portsFree: number } }
  /** A book for each thing of a practice territory's record; none once a territory is in force, whose ports are planned with it. */
  'ports.planRecords': { input: { records: readonly { queueId: string; providerId: string; accessType: string; total: number; free: number }[]; waiting: readonly WaitingListEntry[] }; output: { books: number } }
  /** Puts an order in line. `since`: when the caller asked, never later than now; smaller `priorityClass` is served first. Who has a port is told so. */
  'ports.wait': { input: { queueId: string; orderId: string; place: string; priorityClass: number; since: Instant; distanceM: number }; output: PortStanding }
  /** A port for an order in one step, the same again when asked again; `noBook` where none is kept. Who would have to wait is refused with the place it would have. */
  'ports.hold': { input: { queueId: string; orderId: string; place: string; priorityClass: number; since: Instant; distanceM: number }; output: { kind: 'held'; portId: string } | { kind: 'noBook' } }
  /** `seenRevision`: of the book on which it was decided; an older one is `port-book-changed`, to be asked again under another key. Who has a port already gets the same. */
  'ports.reserve': { input: { queueId: string; orderId: string; seenRevision: number }; output: { portId: string; revision: number } }
  /** Gives the port back to whoever is first in line, or leaves the line. Final for this order; repeating it changes nothing. */
  'ports.release': { input: { orderId: string }; output: { promoted: { orderId: string; portId: string } | null } }
  /** Ports that were kept for somebody longer than promised go to the next in line. */
  'ports.settle': { input: Record<string, never>; output: { books: number } }
  /** The pivot: the rating and billing engine takes the registration and the representation of each selected service. */
  'billing.activate': { input: { orderId: string; customerId: string; registration: Registration; services: readonly { serviceId: string; offeringId: string; offeringVersion: number; providerId: string; localCustomerId: string | null }[]; quote: BillPreview; catalogVersion: number; activatedAt: Instant }
    output: { billingServiceIds: readonly string[]; firstBillMinor: number } }
  /** Bills who has something due by a day, `limit` customers in one transaction. Running it again bills nothing twice. */
  'billing.run': { input: { upTo: string; limit: number }; output: { customers: number; bills: number; held: number; more: boolean; /** Who could not be billed. A central that is older does not say. */ broken?: number } }
  /** A held bill is sent as it is. */
  'billing.releaseBill': { input: { billId: string; because: string }; output: { revision: number } }
  /** Made at a desk, perhaps without a network: the id is the desk's. */
  'billing.dispute': { input: { disputeId: string; billId: string; lineId: string; because: DisputeReason; note: string }; output: Record<string, never> }
  'billing.answerDispute': { input: { disputeId: string; decision: DisputeDecision; creditMinor: number; because: string }; output: { creditNoteId: string | null } }
  /** A person says whose an id at a provider is. What waits under it is guided; what comes later too. */
  /** What a price for usage should have been: the next bills give back and charge again. */
  'usage.correctPrice': { input: CorrectedPrice & { because: string }; output: { correctionId: string } }
  /** The usage of so many services more is rated by the corrected prices. */
  'usage.rerate': { input: { limit: number }; output: { services: number; events: number; more: boolean } }
  /** Tells desks the use by day of `limit` customers more, where it is not what they were told. */
  'usage.pack': { input: { after: string; limit: number }; output: { packs: number; later: number; last: string; more: boolean } }
  'usage.attach': { input: WaitingGroupId & { customerId: string }; output: UsageWorked }
  'usage.guideAgain': { input: WaitingGroupId; output: UsageWorked }
  /** Ends what waits, for a reason in a person's words. */
  'usage.setAside': { input: WaitingGroupId & { because: string }; output: UsageWorked }
  /** Without pools and rules the addressing plan in force stays. */
  'catalog.publish': { input: { catalog: Catalog; ipPools?: readonly IpPool[]; ipRules?: readonly IpRule[] }; output: { version: number } }
  /** One part of `parts` of a territory. It comes into force whole, with the last part that was missing. */
  'territory.publish': { input: { info: PublishedInfo; revision: string; part: number; parts: number; items: readonly TerritoryItem[] }; output: { inForce: boolean } }
}
/** Where an order stands for a port: it has one, or is at a place in line. `place`: 1 is next. */
export type PortStanding =
  | { readonly kind: 'held'; readonly portId: string; readonly revision: number }
  | { readonly kind: 'waiting'; readonly place: number; readonly waiting: number; readonly portsFree: number; readonly revision: number }
/** What came of a try. `personIds`: every id of the person who proved who they are. */
export type PinTry =
  | { readonly kind: 'verified'; readonly personIds: readonly string[] }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'locked'; readonly until: Instant }
  | { readonly kind: 'unknown' }
/** One entry of a customer's own history: who did what about their PIN. */
export type CustomerHistoryEntry = { readonly at: Instant; readonly kind: PinEventKind; readonly userId: string; readonly deskId: string; readonly details: Readonly<Record<string, string | number>> }

export type BillCompleteness = {
  readonly due: number
  readonly billedOnce: number
  readonly missing: readonly { readonly key: string; readonly orderId: string; readonly customerId: string; readonly dueOn: string; readonly why: string }[]
  readonly doubled: readonly { readonly key: string; readonly billIds: readonly string[] }[]
  readonly unfounded: readonly { readonly obligation: string; readonly lineId: string; readonly billId: string }[]
  readonly unbillable: readonly { readonly orderId: string; readonly why: string }[]
  /** Who the last run could not bill at all, since when and why. */
  readonly broken: readonly { readonly customerId: string; readonly problem: string; readonly since: Instant; readonly tries: number }[]
}

export type CentralCommandName = keyof CentralCommands

/** Questions a desk asks central. `command.outcome` is the probe: what became of a key whose answer was lost. */
export type CentralQueries = {
  'command.outcome': { input: { key: string }; output: { found: false } | { found: true; answer: CentralAnswer<unknown> } }
  'billing.services': { input: { customerId: string }; output: { services: readonly { billingServiceId: string; orderId: string; offeringId: string; customerId: string; providerId: string; localCustomerId: string | null }[] } }
  /** How many customers have something to bill today, 0 where this central does not bill. */
  'billing.due': { input: Record<string, never>; output: { today: string; customers: number } }
  /** Each obligation by a day on one bill exactly, and the list of what is not and why. */
  'billing.completeness': { input: { upTo: string }; output: BillCompleteness }
  'customer.get': { input: { customerId: string }; output: { customer: Customer | null; crosswalk: readonly CrosswalkLink[] } }
  /** Newest first, of every id of the person. */
  'customer.history': { input: { customerId: string; limit: number }; output: { entries: readonly CustomerHistoryEntry[] } }
  /** The calls that began at `since` or later, of every desk that told of any; `desks`: how many those are. */
  'calls.summary': { input: { since: Instant }; output: CallSummary & { desks: number } }
  /** Usage that guides to nobody, by subscriber and reason; `total` and `events` count all of it. */
  'usage.previewCorrection': { input: CorrectedPrice; output: CorrectionEffect }
  /** The newest first. `open`: something waits to be rated anew. */
  'usage.corrections': { input: Record<string, never>; output: { open: boolean; corrections: readonly PriceCorrection[] } }
  /** Null where this central does not bill. */
  'usage.packMark': { input: Record<string, never>; output: { mark: string | null } }
  'usage.waiting': { input: Record<string, never>; output: { groups: readonly WaitingGroup[]; total: number; events: number; decisions: readonly UsageDecision[] } }
  'usage.candidates': { input: { providerId: string; text: string }; output: { candidates: readonly UsageCandidate[] } }
  /** What can be had at a place, by central's own copy of the territory in force. */
  'qualification.check': { input: { place: string }; output: { lines: readonly QualificationLine[]; qualifiedAt: Instant; revision: string } }
  'territory.part': { input: { revision: string; part: number }; output: { items: readonly TerritoryItem[] | null } }
  'catalog.current': { input: Record<string, never>; output: { catalog: Catalog | null } }
  /** Null where no book is kept of this thing. */
  'ports.due': { input: Record<string, never>; output: { books: number } }
  'ports.book': { input: { queueId: string }; output: { book: PortBookState | null } }
  'address.assignments': { input: { poolId?: string }; output: { assignments: readonly Assignment[] } }
}
export type CentralQueryName = keyof CentralQueries

export type CentralAnswer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }
export type { ErrorCode }

/** One change at central, in commit order. `cursor` grows, also past entries a newer one took the place of; a desk asks for what is after the last it has. */
export type FeedItem = { readonly cursor: number; readonly at: Instant } & (
  | { readonly kind: 'catalog'; readonly catalog: Catalog }
  /** It is in force; its parts are asked for. */
  | { readonly kind: 'territory'; readonly territory: PublishedTerritory }
  | { readonly kind: 'customer'; readonly customer: Customer }
  /** `because` and `by`: who joined them and why; missing where central joined a registration itself. */
  | { readonly kind: 'merge'; readonly from: string; readonly into: string; readonly because?: string; readonly by?: string }
  | { readonly kind: 'unmerge'; readonly from: string; readonly into: string; readonly because: string; readonly by: string }
  | { readonly kind: 'note'; readonly noteId: string; readonly customerId: string; readonly text: string; readonly by: string }
  | { readonly kind: 'crosswalk'; readonly link: CrosswalkLink }
  | { readonly kind: 'order'; readonly order: ProductOrder; readonly state: OrderState; readonly stepsDone: number; readonly stepsTotal: number; readonly revision: number; readonly deskId: string }
  | { readonly kind: 'assignment'; readonly assignment: Assignment }
  /** The whole book at a revision: the newest counts. */
  | { readonly kind: 'portBook'; readonly book: PortBookState }
  /** A bill at a revision: the newest counts. */
  | { readonly kind: 'bill'; readonly bill: Bill }
  | { readonly kind: 'billEntry'; readonly entry: BillEntry }
  /** A customer's use of one billing period at a revision: the newest counts, and stands here alone. */
  | { readonly kind: 'usagePack'; readonly pack: UsagePack }
)
export type FeedPage = { readonly wireVersion: number; readonly items: readonly FeedItem[]; readonly cursor: number; readonly more: boolean }

/** How the desk reaches central, whatever carries it (message port or HTTP). Unreachable → `central-unavailable`; the effect may or may not have happened. */
export type CentralClient = {
  readonly command: <N extends CentralCommandName>(name: N, key: string, input: CentralCommands[N]['input'], actor: Actor) => Promise<CentralAnswer<CentralCommands[N]['output']>>
  readonly query: <N extends CentralQueryName>(name: N, input: CentralQueries[N]['input']) => Promise<CentralAnswer<CentralQueries[N]['output']>>
  readonly feed: (after: number, limit: number) => Promise<CentralAnswer<FeedPage>>
}
