import type { AddressId, DraftId, LocalCustomerId, OfferingId, OrderId, ProviderId, QualificationId, UniversalCustomerId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { Registration } from './customer.ts'
import type { IdentifierMode } from './identifier.ts'
import type { CallerNeed } from './need.ts'
import { NO_PROMISES } from './promises.ts'
import type { Promises } from './promises.ts'
import type { ClientComputer } from './qualification.ts'
import type { CallerPromise } from './promise.ts'
import type { BillPreview } from './rating.ts'
import { EMPTY_TALK } from './talk.ts'
import type { Talk } from './talk.ts'

/** Source: TMF622 ProductOrder.state. */
export const ORDER_STATES = ['acknowledged', 'rejected', 'pending', 'held', 'inProgress', 'cancelled', 'completed', 'failed', 'partial', 'assessingCancellation', 'pendingCancellation'] as const
export type OrderState = (typeof ORDER_STATES)[number]

const ENDED: readonly OrderState[] = ['rejected', 'cancelled', 'completed', 'failed', 'partial']
/** True when nothing more will happen to an order by itself: another one may be taken for its place. */
export const isEnded = (state: OrderState): boolean => ENDED.includes(state)

export type OrderItem = {
  readonly id: string
  readonly action: 'add'
  readonly offeringId: OfferingId
  readonly offeringVersion: number
  /** The qualification that says yes for this line; null for what needs no line. */
  readonly qualificationId: QualificationId | null
}

/** What a rep has typed so far. Saved as typed, kept until submitted or dropped. */
export type Draft = {
  readonly id: DraftId
  readonly customerId: UniversalCustomerId
  readonly revision: number
  readonly ownerId: UserId
  readonly place: AddressId | null
  readonly clientComputer: ClientComputer | null
  /** What the caller wants to do with the line; null until somebody has asked. */
  readonly need: CallerNeed | null
  readonly qualificationId: QualificationId | null
  readonly offeringIds: readonly OfferingId[]
  readonly registration: Partial<Registration>
  readonly note: string
  /** What was read to the caller and what they said to it. */
  readonly promises: Promises
  /** When the caller's PIN was set; the PIN itself is never here. */
  readonly pinSetAt: Instant | null
  /** Whom the rep said this person already is, and who they are not: asked once. */
  readonly sameAs: UniversalCustomerId | null
  readonly notSameAs: readonly string[]
  readonly step: string
  readonly talk: Talk
  /** 'new': the identifier of the registration is to be made the caller's. */
  readonly identifierMode: IdentifierMode
  /** Whether an ISP password is kept for this draft. The password itself is never read back. */
  readonly hasIspPassword: boolean
  readonly updatedAt: Instant
}

/** A draft as nobody has typed into it. A draft kept by an earlier version of the desk is read over it, so that a field added later has a value. */
export const emptyDraft = (ids: Pick<Draft, 'id' | 'customerId' | 'ownerId'>, at: Instant): Draft => ({
  ...ids, revision: 1, place: null, clientComputer: null, need: null, qualificationId: null, offeringIds: [], registration: {}, note: '', sameAs: null, notSameAs: [], promises: NO_PROMISES, pinSetAt: null, step: 'greet', talk: EMPTY_TALK, identifierMode: 'existing', hasIspPassword: false, updatedAt: at,
})

/** An order as taken. The quote is what the caller was told; it is never recomputed silently. */
export type ProductOrder = {
  readonly id: OrderId
  readonly customerId: UniversalCustomerId
  readonly place: AddressId
  readonly clientComputer: ClientComputer | null
  readonly items: readonly OrderItem[]
  readonly registration: Registration
  /** Absent in an order taken by an earlier version: existing. */
  readonly identifierMode?: IdentifierMode | undefined
  readonly quote: BillPreview
  readonly catalogVersion: number
  readonly takenBy: UserId
  readonly takenAt: Instant
  /** Whom the rep said the customer already is: the two are joined when the order is registered. */
  readonly sameAs?: UniversalCustomerId
  /** True when there was no network: the screen words every promise as subject to confirmation. */
  readonly takenOffline: boolean
  /** Label, consents and recording notice, as evidence. Absent on orders that an earlier desk took. */
  readonly promises?: Promises
}

/** A discrete service the provisioning manager derives from an order, with why it is needed. */
export type DiscreteService = {
  readonly id: string
  readonly kind: 'port' | 'plan' | 'identity' | 'address' | 'equipment' | 'visit' | 'content' | 'voice'
  readonly providerId: ProviderId | null
  readonly offeringId: OfferingId | null
  readonly reason: { readonly code: string; readonly details: Readonly<Record<string, string | number>> }
}

/** One thing the saga does, at one party. */
export const STEP_KINDS = ['confirmQuote', 'registerCustomer', 'deriveServices', 'holdPort', 'authenticateIdentifier', 'reserveIdentifier', 'holdAddress', 'serviceOrder', 'linkLocalId', 'activateBilling', 'assignAddress', 'completeOrder'] as const
export type StepKind = (typeof STEP_KINDS)[number]

/** unknown is never called failed: somebody must find out. */
export const STEP_STATES = ['notStarted', 'asking', 'done', 'unknown', 'refused', 'undoing', 'undone', 'waiting'] as const
export type StepState = (typeof STEP_STATES)[number]

export type StepView = {
  readonly id: string
  readonly kind: StepKind
  readonly providerId: ProviderId | null
  readonly phase: 'compensatable' | 'pivot' | 'retriable'
  readonly state: StepState
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
  readonly attempts: number
  /** When it is looked at again; null or absent: nothing is planned. */
  readonly nextAt?: Instant | null
  /** Facts for the sentence under the title: ids, address, code of a refusal. */
  readonly details: Readonly<Record<string, string | number>>
}

/** One thing that happened, in order: an intent, an answer, a probe, an undo. */
export type TimelineEvent = {
  readonly seq: number
  readonly at: Instant
  readonly stepId: string | null
  readonly kind: 'taken' | 'queued' | 'intent' | 'answer' | 'lost' | 'probe' | 'undoIntent' | 'undone' | 'held' | 'resumed' | 'pivot' | 'completed' | 'ended'
  readonly details: Readonly<Record<string, string | number>>
}

export type OrderView = {
  readonly order: ProductOrder
  readonly state: OrderState
  readonly stateReason: { readonly code: string; readonly details: Readonly<Record<string, string | number>> } | null
  readonly steps: readonly StepView[]
  readonly events: readonly TimelineEvent[]
  readonly services: readonly DiscreteService[]
  readonly localIds: readonly { readonly providerId: ProviderId; readonly localCustomerId: LocalCustomerId; readonly state: 'linked' | 'released' }[]
  /** The IP address, once there is one. */
  readonly address: string | null
  /** The house it is for, in one line. */
  readonly placeLine: string
  readonly revision: number
  /** What the caller was promised about this order, newest first. */
  readonly promises?: readonly CallerPromise[]
  /** The caller has not proved who they are: detail is kept back and money is not told. */
  readonly isMasked?: true
}
