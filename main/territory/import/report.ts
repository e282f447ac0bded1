import type { ImportCounts, ImportRefusal, TerritoryImport } from '../../store/desk/cache/import-port.ts'
import type { ImportKind } from '../../../shared/domain/import-job.ts'
import type { ImportContext } from './context.ts'

export type FileToImport = { readonly kind: ImportKind; readonly path: string }
/** `before`: the file had been imported already and was not read again. `failed`: nothing of it could be read, in words. */
export type FileReport = ImportCounts & { readonly kind: ImportKind; readonly path: string; readonly key: string; readonly resumedAt: number; readonly before: boolean; readonly failed: string | null; /** Refusals that are kept nowhere else. */ readonly lines?: readonly ImportRefusal[] }
export type ImportProgress = { readonly path: string; readonly line: number; readonly offset: number; readonly bytes: number }
export type RunImportDeps = { readonly target: TerritoryImport; readonly context: ImportContext; /** Where tiles of the ground are kept. */ readonly terrainDir: string; readonly onProgress?: (progress: ImportProgress) => void }
