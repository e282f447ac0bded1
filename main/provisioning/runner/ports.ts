import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { DiscreteService, OrderState, ProductOrder, StepState, TimelineEvent } from '../../../shared/domain/order.ts'
import type { ServiceQualification } from '../../../shared/domain/qualification.ts'
import type { Role } from '../../../shared/domain/roles.ts'
import type { RecordedStep, WorkflowStep } from '../../../shared/engines/saga/plan.ts'
import type { OrderQuote } from '../../../shared/engines/saga/quote-order.ts'
import type { Actor, CentralCommandName, CentralCommands } from '../../../shared/contract/central/wire.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Instant } from '../../../shared/kernel/time.ts'

export type Facts = Readonly<Record<string, string | number>>
export type StateReason = { readonly code: string; readonly details: Facts }

/** A step with everything the journal keeps of it. `request`: its content, fixed at the first intent, so that every repetition says the same. */
export type StepRecord = RecordedStep & {
  readonly attempts: number
  /** Tries in a row without a certain answer. */
  readonly failures: number
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
  readonly request: unknown
  readonly details: Facts
}

/** An order with its saga, as one read. */
export type SagaRecord = {
  readonly order: ProductOrder
  readonly address: GeographicAddress
  readonly state: OrderState
  readonly stateReason: StateReason | null
  readonly cancelRequested: boolean
  /** The price of today that a held order waits for somebody to accept. */
  readonly heldQuote: OrderQuote | null
  readonly takenByRole: Role
  readonly services: readonly DiscreteService[]
  readonly steps: readonly StepRecord[]
  /** Completed, failed or cancelled: nothing more is done. */
  readonly isEnded: boolean
  readonly revision: number
}

export type StepPatch = { readonly id: string } & Partial<{
  readonly state: StepState
  readonly lost: boolean
  readonly nextAt: Instant | null
  readonly attempts: number
  readonly failures: number
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
  readonly request: unknown
  readonly details: Facts
}>
export type NewEvent = Pick<TimelineEvent, 'stepId' | 'kind' | 'details'>

/** Everything that changes at one moment of a saga. Applied as one transaction together with the revision and the record for central. */
export type SagaChange = {
  readonly steps?: readonly StepPatch[]
  /** Replaces the steps that have not started. */
  readonly workflow?: { readonly steps: readonly WorkflowStep[]; readonly services: readonly DiscreteService[] }
  readonly state?: OrderState
  readonly stateReason?: StateReason | null
  readonly heldQuote?: OrderQuote | null
  readonly order?: ProductOrder
  readonly cancelRequested?: boolean
  /** The saga has ended: nothing more is done and its secret is erased. */
  readonly ended?: true
  readonly events: readonly NewEvent[]
}

export type OutboxItem = { readonly seq: number; readonly key: string; readonly name: CentralCommandName; readonly input: CentralCommands[CentralCommandName]['input']; readonly actor: Actor }

/** What the runner needs of the journal. Every write is one durable transaction; a storage refusal comes back as an error and nothing has changed. */
export type SagaJournal = {
  readonly deskId: string
  /** Orders whose saga has not ended, oldest first. */
  readonly activeOrderIds: () => readonly string[]
  readonly read: (orderId: string) => SagaRecord | null
  /** Errors: storage-*. Answers the order's new revision. */
  readonly change: (orderId: string, change: SagaChange) => Result<{ readonly revision: number }, AppError>
  /** The caller's password at the ISP; null once erased. */
  readonly secret: (orderId: string) => string | null
  /** The PIN that the caller chose; null when none was chosen, or central has it. */
  readonly callerPin: (orderId: string) => string | null
  /** Central has it. Errors: storage-*; it is then erased when the saga ends. */
  readonly forgetCallerPin: (orderId: string) => Result<null, AppError>
  readonly qualification: (id: string) => ServiceQualification | null
  /** What central has not acknowledged, oldest first. */
  readonly outbox: { readonly next: () => OutboxItem | null; readonly sent: (seq: number) => Result<null, AppError>; readonly refused: (seq: number, code: string) => Result<null, AppError> }
}
