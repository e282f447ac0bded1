import type { OutputOf } from '../../../shared/contract/console/contract.ts'
import type { ProductOffering } from '../../../shared/domain/catalog.ts'
import type { MeteredPrice, Typed } from './correct-view.ts'
import type { AppError } from '../../../shared/domain/errors.ts'

export type Check = OutputOf<'catalog.check'>
/** An offering that is about to end: what that would change, once it was looked at. */
export type Ending = { readonly id: string; readonly name: string; readonly lastDay: string; readonly check: Check | null; readonly problem: AppError | null }
/** A price that is being put right. `typed`: what differs from its figures, as it is typed. `commandId`: of what was sent and not answered. */
export type Correcting = { readonly offering: ProductOffering; readonly price: MeteredPrice; readonly from: string; readonly typed: Typed; readonly because: string; readonly effect: OutputOf<'usage.previewCorrection'> | null; readonly problem: AppError | null; readonly commandId: string | null; readonly isSending: boolean }
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
  readonly correcting: Correcting | null
  readonly corrected: { readonly offering: ProductOffering; readonly label: string; readonly customers: number } | null
}
export const NO_CATALOGS: CatalogsState = { overview: null, file: null, reading: null, from: '', check: null, problem: null, isPublishing: false, published: null, ending: null, openKey: null, isShowingEnded: false, correcting: null, corrected: null }
