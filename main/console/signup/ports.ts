import type { ContractName } from '../../../shared/contract/console/contract.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { DiscreteService, Draft, OrderView, ProductOrder } from '../../../shared/domain/order.ts'
import type { QualificationLine, ServiceQualification } from '../../../shared/domain/qualification.ts'
import type { Role } from '../../../shared/domain/roles.ts'
import type { WorkflowStep } from '../../../shared/engines/saga/plan.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { DisputeReads, DisputeWrites } from '../bills/ports.ts'
import type { IdentifierHold } from '../isp/ports.ts'
import type { CallReads, KeptSitting, ToldCall } from '../calls/ports.ts'
import type { PromiseReads, PromiseWrites } from '../promises/ports.ts'
import type { KeptNotes } from '../../../shared/domain/talk.ts'
import type { SagaChange, SagaRecord } from '../../provisioning/runner/ports.ts'

/** What a command may do inside its one transaction. */
export type JournalTx = {
  readonly drafts: {
    readonly get: (id: string) => Draft | null
    readonly insert: (draft: Draft) => void
    readonly update: (draft: Draft) => void
    readonly remove: (id: string) => void
  }
  /** The caller's ISP password, kept until the saga ends and never read by a screen. */
  readonly secrets: {
    readonly put: (ownerId: string, password: string) => void
    readonly has: (ownerId: string) => boolean
    readonly get: (ownerId: string) => string | null
    /** The PIN that the caller chose, until central has it. */
    readonly putPin: (ownerId: string, pin: string) => void
    readonly pin: (ownerId: string) => string | null
    readonly move: (fromId: string, toId: string) => void
    readonly erase: (ownerId: string) => void
  }
  readonly qualifications: { readonly get: (id: string) => ServiceQualification | null; readonly save: (qualification: ServiceQualification) => void }
  readonly calls: { readonly get: (callId: string, sittingId: string) => KeptSitting | null; readonly put: (kept: KeptSitting) => void; readonly putTold: (callId: string, told: ToldCall) => null }
  readonly promises: PromiseWrites
  readonly identifierHolds: { readonly list: () => readonly IdentifierHold[]; readonly put: (hold: IdentifierHold) => void; readonly remove: (key: string) => void }
  readonly disputes: DisputeWrites
  readonly notes: { readonly keep: (notes: KeptNotes) => void }
  readonly orders: {
    readonly inFlightAt: (place: string) => string | null
    readonly read: (orderId: string) => SagaRecord | null
    readonly change: (orderId: string, change: SagaChange) => { readonly revision: number }
  }
}
export type NewOrder = { readonly order: ProductOrder; readonly address: GeographicAddress; readonly takenByRole: Role; readonly steps: readonly WorkflowStep[]; readonly services: readonly DiscreteService[]; readonly queued: boolean }

/** What a submit comes to: the order, the draft it was made of (it goes, its secrets move to the order), and the answer. */
export type TakenOrder<A> = { readonly draftId: string; readonly order: NewOrder; readonly answer: A }

/** One row of the list of orders. */
export type OrderSummary = { readonly orderId: string; readonly customerId: string; readonly customerName: string; readonly address: string; readonly state: OrderView['state']; readonly takenAt: number; readonly takenHere: boolean; readonly queued: boolean; readonly stepsDone: number; readonly stepsTotal: number }

export type OrderAtPlaceHere = { readonly orderId: string; readonly customerName: string; readonly state: OrderView['state']; readonly takenAt: number; readonly takenBy: string }

/**
 * The desk's journal as its use cases see it. `once` is the one door for commands: the same id with the same content answers what was
 * answered, with other content `command-reused`; a refusal leaves nothing behind. `write` is for changes that carry a revision of their own.
 * Errors of all: storage-full, storage-busy, storage-read-only.
 */
export type DeskJournal = {
  readonly once: <T>(commandId: string, name: ContractName, input: unknown, work: (tx: JournalTx) => Result<T, AppError>) => Result<T, AppError>
  /** The door for a new order: like `once`, but `compose` only reads, and what it answers is on disk with one append. */
  readonly take: <A>(commandId: string, name: ContractName, input: unknown, compose: (tx: JournalTx) => Result<TakenOrder<A>, AppError>) => Result<A, AppError>
  readonly write: <T>(work: (tx: JournalTx) => Result<T, AppError>) => Result<T, AppError>
  readonly read: {
    readonly drafts: (ownerId: string) => readonly Draft[]
    readonly draft: (id: string) => Draft | null
    readonly qualification: (id: string) => ServiceQualification | null
    readonly orders: (query: { readonly limit: number; readonly text?: string | undefined }) => readonly OrderSummary[]
    readonly order: (orderId: string) => OrderView | null
    readonly saga: (orderId: string) => SagaRecord | null
    /** Whether the order was taken here. */
    readonly hasOrder: (orderId: string) => boolean
    readonly promises: PromiseReads
    readonly disputes: DisputeReads
    readonly notes: (orderId: string) => readonly KeptNotes[]
    /** Orders taken here for a place that are under way, newest first. */
    readonly ordersAt: (place: string) => readonly OrderAtPlaceHere[]
    /** The order taken here last for a place, however it ended. */
    readonly newestOrderAt: (place: string) => string | null
    readonly orderIdsOf: (customerId: string) => readonly string[]
    readonly calls: CallReads
    readonly identifierHolds: () => readonly IdentifierHold[]
  }
}

/** What the desk's cache answers. Null: not loaded here. */
export type DeskCatalog = { readonly catalog: () => Catalog | null }
export type DeskPlaces = { readonly address: (id: string) => GeographicAddress | null }

/** The workflow an order will go through, from what the provisioning manager derives. */
export type PlanWorkflow = (input: { readonly order: ProductOrder; readonly catalog: Catalog; readonly lines: readonly QualificationLine[] }) => { readonly steps: readonly WorkflowStep[]; readonly services: readonly DiscreteService[] }
