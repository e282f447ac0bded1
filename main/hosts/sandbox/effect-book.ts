import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { zEffectLine } from './effect-line.ts'
import type { EffectLine } from './effect-line.ts'

/** What really happened at the provider: one JSON line per effect, on the disk before anyone is told. */
export type EffectBook = {
  /** What the file held when it was opened. */
  readonly recovered: readonly EffectLine[]
  /** Bytes of a torn end that were cut off: nobody had been told of them. */
  readonly droppedBytes: number
  /** Writes the lines together and returns when they are on the disk. Throws when the disk refuses; the file then is as before. */
  readonly append: (lines: readonly EffectLine[]) => void
  readonly close: () => void
}

/** Opens the book at `path`, making it when absent. Throws when a line before the end is damaged: that is not a power failure. */
export function openEffectBook(path: string): EffectBook {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'a+')
  syncDirectory(dirname(path))
  const bytes = readFileSync(path)
  const { lines, length } = readLines(bytes)
  if (length < bytes.length) {
    ftruncateSync(file, length)
    fsyncSync(file)
  }
  let end = length
  return {
    recovered: lines,
    droppedBytes: bytes.length - length,
    append: (added) => {
      const text = Buffer.from(added.map((line) => `${JSON.stringify(line)}\n`).join(''))
      try {
        writeAll(file, text)
        fsyncSync(file)
      } catch (error) {
        ftruncateSync(file, end)
        throw error
      }
      end += text.length
    },
    close: () => closeSync(file),
  }
}

/** Reads whole lines up to the first torn one, then steps back over an order of which only some lines arrived. */
function readLines(bytes: Buffer): { lines: EffectLine[]; length: number } {
  const lines: EffectLine[] = []
  let length = 0
  let wholeLines = 0
  let wholeLength = 0
  for (let newline = bytes.indexOf(10); newline !== -1; newline = bytes.indexOf(10, length)) {
    const line = readLine(bytes.subarray(length, newline).toString('utf8'))
    if (!line) {
      if (newline !== bytes.length - 1) throw new Error(`effect book is damaged at byte ${length}`)
      break
    }
    lines.push(line)
    length = newline + 1
    if (line.part === line.parts) {
      wholeLines = lines.length
      wholeLength = length
    }
  }
  return { lines: lines.slice(0, wholeLines), length: wholeLength }
}

function readLine(text: string): EffectLine | null {
  try {
    return zEffectLine.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
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
