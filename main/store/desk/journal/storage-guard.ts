import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { AppError, ErrorCode } from '../../../../shared/domain/errors.ts'
import { appError } from '../../../../shared/domain/errors.ts'
import type { Result } from '../../../../shared/kernel/result.ts'
import { err } from '../../../../shared/kernel/result.ts'
import type { Clock } from '../../../../shared/kernel/time.ts'
import type { Db } from '../../sql/open.ts'

const BALLAST_BYTES = 8 * 1024 * 1024
/** Somebody may have made room: a write that comes this long after the last look tries again. */
const RECOVER_AFTER_MS = 30_000

/** What the desk can still do with its disk. */
export type StorageMode = 'readWrite' | 'readOnly'
export type StorageGuard = {
  readonly mode: () => StorageMode
  /** Puts the ballast back; when that succeeds there is room again and the journal takes writes. */
  readonly tryRecover: () => StorageMode
  readonly transact: <T>(work: () => Result<T, AppError>) => Result<T, AppError>
}

/**
 * Guards every write of the journal. On a full disk SQLite can neither delete nor checkpoint (limits.md section 5), so a file of
 * `ballastBytes` kept beside the journal is given back and the journal turns read-only: nothing acknowledged is lost, nothing new is promised
 * until the ballast fits again.
 */
export function createStorageGuard(db: Db, options: { readonly file: string; readonly clock: Clock; readonly ballastBytes?: number | undefined }): StorageGuard {
  const { file, clock, ballastBytes = BALLAST_BYTES } = options
  const ballast = join(dirname(file), 'ballast')
  let mode: StorageMode = 'readWrite'
  let triedAt = clock.now()
  const tryRecover = (): StorageMode => {
    triedAt = clock.now()
    return (mode = layBallast(ballast, ballastBytes) ? 'readWrite' : 'readOnly')
  }
  const refuse = (error: unknown): AppError => {
    const code = storageCode(error)
    if (code === null) throw error
    if (code !== 'storage-busy') {
      rmSync(ballast, { force: true })
      mode = 'readOnly'
      triedAt = clock.now()
    }
    return appError(code)
  }
  const inTransaction = createTransaction(db)
  tryRecover()
  return {
    mode: () => mode,
    tryRecover,
    transact: (work) => {
      if (mode === 'readOnly' && Math.abs(clock.now() - triedAt) >= RECOVER_AFTER_MS) tryRecover()
      if (mode === 'readOnly') return err(appError('storage-read-only'))
      try {
        return inTransaction(work)
      } catch (error) {
        return err(refuse(error))
      }
    },
  }
}

/** A refusal rolls back like a failure does: it leaves nothing behind. */
function createTransaction(db: Db): <T>(work: () => Result<T, AppError>) => Result<T, AppError> {
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  return (work) => {
    begin.run()
    try {
      const result = work()
      if (result.ok) commit.run()
      else rollback.run()
      return result
    } catch (error) {
      if (db.inTransaction) rollback.run()
      throw error
    }
  }
}

/** SQLITE_IOERR counts as a disk that cannot be trusted with a promise. */
function storageCode(error: unknown): ErrorCode | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL') return 'storage-full'
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') return 'storage-busy'
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_IOERR')) return 'storage-read-only'
  return null
}

function layBallast(file: string, bytes: number): boolean {
  if (existsSync(file) && statSync(file).size === bytes) return true
  try {
    const handle = openSync(file, 'w', 0o600)
    try {
      const block = Buffer.alloc(Math.min(bytes, 64 * 1024), 0x20)
      for (let written = 0; written < bytes; ) written += writeSync(handle, block, 0, Math.min(block.length, bytes - written))
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    return true
  } catch {
    // No room, or no right to write here: either way nothing may be promised. The reason shows when a write is tried.
    rmSync(file, { force: true })
    return false
  }
}
