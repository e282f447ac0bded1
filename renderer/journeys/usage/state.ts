import type { OutputOf } from '../../../shared/contract/console/contract.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { UsageCandidate, UsageWorked } from '../../../shared/domain/usage-queue.ts'

export type UsageQueueState = {
  /** `failed`: central could not be asked; null while it is. */
  readonly list: OutputOf<'usage.waiting'> | AppError | null
  /** The group that is open, by its key. */
  readonly chosen: string | null
  readonly search: string
  readonly candidates: readonly UsageCandidate[] | null
  readonly customerId: string | null
  readonly because: string
  readonly isWorking: boolean
  readonly problem: AppError | null
  readonly worked: { readonly localId: string; readonly what: UsageWorked } | null
  /** The decision whose answer may be lost keeps its id: pressed again it is the same. */
  readonly pending: { readonly what: string; readonly commandId: string } | null
}
export const NO_USAGE_QUEUE: UsageQueueState = { list: null, chosen: null, search: '', candidates: null, customerId: null, because: '', isWorking: false, problem: null, worked: null, pending: null }
