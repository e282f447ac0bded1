import type { AppError, ErrorCode } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'

/**
 * What a failure of the storage means to a caller; null when it is not the storage's state but a bug, which must be thrown on.
 * Source: the result codes of SQLite (sqlite.org/rescode.html), matched by code and never by message.
 */
export function storageError(error: unknown): AppError | null {
  const sqlite = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  if (sqlite === null) return null
  const row = BY_PREFIX.find(([prefix]) => sqlite.startsWith(prefix))
  return row ? appError(row[1], { sqlite }) : null
}

const BY_PREFIX: readonly (readonly [string, ErrorCode])[] = [
  ['SQLITE_FULL', 'storage-full'],
  ['SQLITE_READONLY', 'storage-read-only'],
  ['SQLITE_BUSY', 'storage-busy'],
  ['SQLITE_LOCKED', 'storage-busy'],
  ['SQLITE_IOERR', 'storage-busy'],
]
