import { randomBytes } from 'node:crypto'
import { closeSync, fdatasyncSync, fsyncSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const RESULTS = join(import.meta.dirname, '../../../test-results')
/** Source: statfs(2). There fdatasync does nothing, so a comparison with it would say nothing. */
const TMPFS_MAGIC = 0x01021994
/** As long as a WAL before its checkpoint. It is filled first and then written over, as a WAL is. */
const FILE_BYTES = 4 * 1024 * 1024

export type BenchDirectory = Disposable & { readonly path: string; readonly isOnDisk: boolean }
export type Sync = 'fdatasync' | 'fsync'
export type BareFile = Disposable & { readonly write: (bytes: number, sync: Sync) => void }

/** A directory in the checkout, on its file system, thrown away at the end. */
export function makeBenchDirectory(): BenchDirectory {
  mkdirSync(RESULTS, { recursive: true })
  const path = mkdtempSync(join(RESULTS, 'bench-'))
  return { path, isOnDisk: statfsSync(path).type !== TMPFS_MAGIC, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

/** The peer of a durable write: the bytes alone and one sync, without any program around them. fsync also waits for the file's times, which fdatasync leaves for later. */
export function openBareFile(directory: string): BareFile {
  const handle = openSync(join(directory, 'bare'), 'w')
  const content = randomBytes(FILE_BYTES)
  let position = 0
  writeSync(handle, content)
  fsyncSync(handle)
  return {
    write: (bytes, sync) => {
      if (position + bytes > FILE_BYTES) position = 0
      writeSync(handle, content, position, bytes, position)
      if (sync === 'fdatasync') fdatasyncSync(handle)
      else fsyncSync(handle)
      position += bytes
    },
    [Symbol.dispose]: () => closeSync(handle),
  }
}

const FRAME_BYTES = 24 + 4_096
/** Where `mxFrame` stands in the index of a WAL. Source: the WAL-index format, sqlite.org/walformat.html, 2.1. */
const LAST_FRAME_AT = 16

/** Bytes now in the WAL of `database`. Its length says nothing: after a checkpoint it is written over from its beginning. */
export function walBytes(database: string): number {
  const handle = openSync(`${database}-shm`, 'r')
  const word = Buffer.alloc(4)
  readSync(handle, word, 0, 4, LAST_FRAME_AT)
  closeSync(handle)
  return word.readUInt32LE() * FRAME_BYTES
}
