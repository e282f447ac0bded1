import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { RawKey } from '../../sql/open.ts'

/** A file of sealed blocks that only grows: header, then the block under AES-256-GCM. Usage is personal, so nothing of it is readable. */
export type BlockFile = {
  readonly count: () => number
  /** Bytes of a torn end that were cut off at the opening. */
  readonly droppedBytes: number
  /** Returns the block's number when it is on the disk. Throws when the disk refuses; the file then is as before. */
  readonly append: (block: Buffer) => number
  readonly read: (number: number) => Buffer
  readonly close: () => void
}

const MAGIC = 0x4c_4d_55_31
/** magic 4, length 4, nonce 12, tag 16, CRC-32 of those 4. */
const HEADER = 40
const CHECKED = 36

/**
 * Opens the file, making it when absent. `name` is sealed into every block with its number: blocks cannot change places. A torn end is
 * cut off, because nobody was told of it. Errors: throws where a block is damaged that is not the last, or is sealed with another key.
 */
export function openBlockFile({ path, key, name }: { readonly path: string; readonly key: RawKey; readonly name: string }): BlockFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const file = openSync(path, 'a+', 0o600)
  try {
    syncDirectory(dirname(path))
    const seal = sealer(key, name)
    const size = fstatSync(file).size
    const starts = findBlocks(file, size, seal)
    let end = starts.end
    if (end < size) {
      ftruncateSync(file, end)
      fsyncSync(file)
    }
    const offsets = starts.offsets
    return {
      count: () => offsets.length,
      droppedBytes: size - end,
      append: (block) => {
        const bytes = seal.close(offsets.length, block)
        try {
          for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
          fsyncSync(file)
        } catch (error) {
          ftruncateSync(file, end)
          throw error
        }
        offsets.push(end)
        end += bytes.length
        return offsets.length - 1
      },
      read: (number) => {
        const from = offsets[number] ?? Number.NaN
        const block = seal.open(number, readAt(file, from, (offsets[number + 1] ?? end) - from))
        if (!block) throw new Error(`usage block ${number} of ${name} is damaged`)
        return block
      },
      close: () => closeSync(file),
    }
  } catch (error) {
    closeSync(file)
    throw error
  }
}

/** Where each block begins, and where the last whole one ends. */
function findBlocks(file: number, size: number, seal: Sealer): { readonly offsets: number[]; readonly end: number } {
  const offsets: number[] = []
  let at = 0
  while (size - at >= HEADER) {
    const header = readAt(file, at, HEADER)
    const isWhole = header.readUInt32BE(CHECKED) === crc32(header.subarray(0, CHECKED)) && header.readUInt32BE(0) === MAGIC
    const next = isWhole ? at + HEADER + header.readUInt32BE(4) : size
    // A header that is not whole is a torn end only when nothing was written behind it but what a lost write leaves: zeros.
    if (!isWhole && !isBlank(readAt(file, at, size - at))) throw new Error(`the usage file is damaged at byte ${at}`)
    if (!isWhole || next > size) break
    // Only the last block is opened here: a tear is at the end, and every other is checked when it is read.
    if (next === size && !seal.open(offsets.length, readAt(file, at, next - at))) {
      if (offsets.length === 0 || !isTornInside(readAt(file, at, next - at))) throw new Error(`the usage file is damaged at byte ${at}, or the key is another`)
      break
    }
    offsets.push(at)
    at = next
  }
  return { offsets, end: at }
}

/** A block of which a part never reached the disk ends in zeros; a sealed one does so once in 2^64. */
const isTornInside = (bytes: Buffer): boolean => isBlank(bytes.subarray(-8))
const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0)

type Sealer = { readonly close: (number: number, block: Buffer) => Buffer; readonly open: (number: number, bytes: Buffer) => Buffer | null }

function sealer(key: RawKey, name: string): Sealer {
  const raw = Buffer.from(key, 'hex')
  const label = (number: number): Buffer => Buffer.from(`${name}#${number}`)
  return {
    close: (number, block) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', raw, nonce).setAAD(label(number))
      const body = Buffer.concat([cipher.update(block), cipher.final()])
      const header = Buffer.alloc(HEADER)
      header.writeUInt32BE(MAGIC, 0)
      header.writeUInt32BE(body.length, 4)
      nonce.copy(header, 8)
      cipher.getAuthTag().copy(header, 20)
      header.writeUInt32BE(crc32(header.subarray(0, CHECKED)), CHECKED)
      return Buffer.concat([header, body])
    },
    open: (number, bytes) => {
      try {
        const decipher = createDecipheriv('aes-256-gcm', raw, bytes.subarray(8, 20)).setAAD(label(number)).setAuthTag(bytes.subarray(20, CHECKED))
        return Buffer.concat([decipher.update(bytes.subarray(HEADER)), decipher.final()])
      } catch {
        return null
      }
    },
  }
}

function readAt(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let got = 0; got < length; ) {
    const more = readSync(file, bytes, got, length - got, from + got)
    if (more === 0) throw new Error('the usage file ended early')
    got += more
  }
  return bytes
}

/** A new file's name is only safe once its directory is synced. Windows cannot open a directory, and does not need it. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(directory, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
