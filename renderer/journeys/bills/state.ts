import type { OutputOf } from '../../../shared/contract/console/contract.ts'
import type { AppError } from '../../../shared/domain/errors.ts'

/** Whose bills are read, which one is open and which of its lines is explained. Nulls are asked for, or were not. */
export type BillsState = {
  readonly customerId: string | null
  readonly list: OutputOf<'bills.list'>['bills'] | null
  /** What they used, as it stands on the bills. */
  /** Use by day; null while it is asked for. */
  readonly days: OutputOf<'bills.usageByDay'> | AppError | null
  readonly usage: OutputOf<'bills.usage'> | AppError | null
  readonly view: OutputOf<'bills.view'> | null
  readonly explained: OutputOf<'bills.explainLine'> | null
  readonly isDisputing: boolean
  /** The dispute that is being answered. */
  readonly answering: string | null
  /** The answer whose fate is not known keeps its id: given again it is the same. */
  readonly pending: { readonly what: string; readonly commandId: string } | null
  readonly problem: AppError | null
  /** A file that is being written, or where it lies. */
  readonly saved: 'saving' | { readonly path: string } | null
  /** Where the open bill was found; there one goes back to. */
  readonly from: 'customer' | 'decide'
  /** What waits for a supervisor; null while it is read. */
  readonly toDecide: OutputOf<'bills.toDecide'> | AppError | null
}
export const NO_BILLS: BillsState = { customerId: null, list: null, usage: null, days: null, view: null, explained: null, isDisputing: false, answering: null, pending: null, problem: null, saved: null, from: 'customer', toDecide: null }
