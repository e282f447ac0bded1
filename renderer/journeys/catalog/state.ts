import type { OutputOf } from '../../../shared/contract/console/contract.ts'
import type { AppError } from '../../../shared/domain/errors.ts'

export type Check = OutputOf<'catalog.check'>
/** An offering that is about to end: what that would change, once it was looked at. */
export type Ending = { readonly id: string; readonly name: string; readonly lastDay: string; readonly check: Check | null; readonly problem: AppError | null }
export type CatalogsState = {
  /** `failed`: the desk could not answer; null while it is asked. */
  readonly overview: OutputOf<'catalog.overview'> | 'failed' | null
  readonly file: { readonly fileId: string; readonly name: string } | null
  readonly reading: string | null
  /** The day from which the file's differences hold; '' where its own dates count. */
  readonly from: string
  readonly check: Check | null
  readonly problem: AppError | null
  readonly isPublishing: boolean
  readonly published: { readonly version: number; readonly changes: number } | null
  readonly ending: Ending | null
  /** The version whose rules are open. */
  readonly openKey: string | null
  readonly isShowingEnded: boolean
}
export const NO_CATALOGS: CatalogsState = { overview: null, file: null, reading: null, from: '', check: null, problem: null, isPublishing: false, published: null, ending: null, openKey: null, isShowingEnded: false }
