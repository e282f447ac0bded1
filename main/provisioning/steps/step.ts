import type { Actor, CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { ProductOrder, StepKind } from '../../../shared/domain/order.ts'
import type { BillingTerms, OrderQuote } from '../../../shared/engines/saga/quote-order.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { PartnerClients } from '../ports.ts'
import type { Facts, SagaChange, SagaJournal, SagaRecord, StateReason, StepRecord } from '../runner/ports.ts'

export type StepDeps = {
  readonly partners: PartnerClients
  readonly central: CentralClient
  /** The newest catalog the desk has; null before the first one. */
  readonly catalog: () => Catalog | null
  readonly clock: Clock
  readonly journal: Pick<SagaJournal, 'secret' | 'callerPin' | 'forgetCallerPin' | 'qualification'>
  readonly terms: () => BillingTerms
}
/** `key`: the idempotency key of the step, the same on every repetition until it is refused for certain. */
export type StepContext = { readonly record: SagaRecord; readonly step: StepRecord; readonly key: string; readonly actor: Actor }

export type StepDone = { readonly kind: 'done'; readonly details: Facts; readonly workflow?: SagaChange['workflow']; readonly order?: ProductOrder }
export type StepNotDone = { readonly kind: 'notDone'; readonly error: AppError }
export type StepUnknown = { readonly kind: 'unknown'; readonly error: AppError }
/** A person must decide before the order goes on. */
export type StepHeld = { readonly kind: 'held'; readonly reason: StateReason; readonly quote: OrderQuote | null }
export type StepOutcome = StepDone | StepNotDone | StepUnknown | StepHeld
/** Did it happen? 'absent': the other side says it never saw the key. */
export type StepProbe = StepDone | StepNotDone | StepUnknown | { readonly kind: 'absent' } | { readonly kind: 'pending' }
export type UndoOutcome = { readonly kind: 'done'; readonly details: Facts } | StepNotDone | StepUnknown

/** One kind of step: forward, the question whether it happened, and its undo, side by side. */
export type StepDefinition = {
  /** False: needs nobody but this desk, so it runs without network. */
  readonly leavesDesk: boolean
  /** The content of the step, fixed at its first intent. An error means that it cannot be asked now, or not at all. */
  readonly request: (context: StepContext, deps: StepDeps) => Result<unknown, AppError>
  /** What forbids asking at this moment, looked at before every attempt; absent when nothing ever does. */
  readonly obstacle?: (context: StepContext, deps: StepDeps) => AppError | null
  readonly perform: (context: StepContext, deps: StepDeps) => Promise<StepOutcome>
  readonly probe: (context: StepContext, deps: StepDeps) => Promise<StepProbe>
  /** Null: the step leaves nothing that would have to be undone. Must be idempotent: the undo key is `${key}:undo`. */
  readonly compensate: ((context: StepContext, deps: StepDeps) => Promise<UndoOutcome>) | null
}

/** For steps that leave nothing anywhere: whether they happened does not matter, they are simply done again. */
export const nothingToFind = async (): Promise<StepProbe> => ({ kind: 'absent' })

/** Steps whose content is the order itself. */
export const noRequest = (): Result<unknown, AppError> => ok({})

/** What a finished step left for a later one. `providerId` picks among several of a kind. Errors: `internal` when the workflow is out of order. */
export function findDone(record: SagaRecord, kind: StepKind, providerId?: string | null): Result<StepRecord, AppError> {
  const step = record.steps.find((candidate) => candidate.kind === kind && candidate.state === 'done' && (providerId === undefined || candidate.providerId === providerId))
  return step ? ok(step) : err(appError('internal', { missing: kind }))
}
