import type { ImportOrder } from '../../../shared/domain/import-job.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { RawKey } from '../../store/sql/open.ts'
import type { FileReport, FileToImport } from '../../territory/import/report.ts'

/** What an import thread is given at birth. */
export type ImportThreadData = { readonly dataDir: string; readonly key: RawKey; readonly builtInDirectory: string; readonly order: ImportOrder; readonly files: readonly FileToImport[] }
export type ToImport = 'pause'
export type FromImport =
  | { readonly kind: 'progress'; readonly path: string; readonly line: number; readonly offset: number; readonly bytes: number; readonly written: number; readonly known: number; readonly refused: number; readonly rowsPerSecond: number }
  | { readonly kind: 'done'; readonly reports: readonly FileReport[] }
  | { readonly kind: 'paused' }
  | { readonly kind: 'broken'; readonly error: AppError; readonly log: string }
