import type { OutputOf } from '../../../shared/contract/console/contract.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { ImportKind } from '../../../shared/domain/import-job.ts'

/** A file that waits to be imported: from the window, or by its path on this machine. */
export type ChosenFile = { readonly key: number; readonly kind: ImportKind; readonly name: string; readonly bytes: number | null; readonly from: { readonly file: File } | { readonly path: string } }
export const IMPORT_FIELDS = ['territory', 'title', 'city', 'region', 'zone', 'provider', 'dropLimitM'] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]
export type ImportScreen = {
  /** `failed`: the desk could not answer; null while it is asked. */
  readonly known: OutputOf<'territory.importState'> | 'failed' | null
  readonly fields: Readonly<Record<ImportField, string>>
  readonly isLive: boolean
  readonly files: readonly ChosenFile[]
  readonly bringing: { readonly name: string; readonly bytes: number; readonly of: number } | null
  readonly problem: AppError | null
  /** Where the desk wrote the list that is shown. */
  readonly savedAs: string | null
  /** The plans of the answers beside what is on sale; null while they are compared. */
  readonly found: OutputOf<'territory.plansFound'> | 'failed' | null
  readonly sellFrom: string
  readonly isSelling: boolean
  readonly sold: OutputOf<'territory.sellPlans'> | null
  /** Where the desk's places come from; null while it is asked. */
  readonly following: OutputOf<'territory.following'> | null
  readonly isChoosing: boolean
  /** How the imported territory is on its way to central; null where nothing was sent. */
  readonly publication: OutputOf<'territory.publication'>['publication']
  readonly refusals: ({ readonly file: number } & OutputOf<'territory.importRefusals'>) | null
}
export const NO_IMPORT: ImportScreen = { known: null, fields: { territory: '', title: '', city: '', region: '', zone: '', provider: '', dropLimitM: '' }, isLive: false, files: [], bringing: null, problem: null, found: null, sellFrom: '', isSelling: false, sold: null, savedAs: null, following: null, isChoosing: false, publication: null, refusals: null }
