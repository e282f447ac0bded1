import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'

/** A line of what was sent, from 1. `isCut`: the last one, without its newline. `text` is null when it is longer than a line may be, or no UTF-8. */
export type TextLine = { readonly line: number; readonly text: string | null; readonly isTooLong: boolean; readonly isCut: boolean; /** The beginning, and the digest of all of it where that is not all. */ readonly raw: string }
/** Whole lines as they came, each with its newline. `before`: a line that began in an earlier chunk and ends here. */
export type LineBlock = { readonly before: TextLine | null; readonly bytes: Buffer }
/** The next line's number, from 1. `splitBlocks` counts a line `before`, who reads a block its own: nobody goes over the bytes twice. */
export type LineCount = { next: number }

export const MOST_LINE_BYTES = 65_536
const SHOWN_BYTES = 200
const NEWLINE = 10

/** Cuts a stream into lines without ever holding more than one of them and one chunk; of a line that is too long only a digest is kept. Blank lines are counted and left out. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly TextLine[]> {
  const count: LineCount = { next: 1 }
  for await (const { before, bytes } of splitBlocks(chunks, count)) {
    const lines = before ? [before] : []
    let from = 0
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
      if (end > from) lines.push(textLine(bytes.subarray(from, end), count.next))
      from = end + 1
      count.next += 1
    }
    yield lines
  }
}

/** The same a chunk at a time, for who reads bytes: only a line over the edge of two chunks is copied. */
export async function* splitBlocks(chunks: AsyncIterable<Uint8Array>, count: LineCount): AsyncGenerator<LineBlock> {
  let open = newLine()
  for await (const chunk of chunks) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk)
    const [first, last] = [bytes.indexOf(NEWLINE), bytes.lastIndexOf(NEWLINE)]
    if (first === -1) {
      take(open, bytes)
      continue
    }
    const begins = open.length > 0
    if (begins) take(open, bytes.subarray(0, first))
    const before = begins ? finish(open, count.next, false) : null
    if (begins) count.next += 1
    yield { before, bytes: bytes.subarray(begins ? first + 1 : 0, last + 1) }
    open = newLine()
    take(open, bytes.subarray(last + 1))
  }
  if (open.length > 0) yield { before: finish(open, count.next, true), bytes: Buffer.alloc(0) }
}

/** One whole line without its newline. */
export function textLine(bytes: Buffer, line: number): TextLine {
  const open = newLine()
  take(open, bytes)
  return finish(open, line, false)
}

type OpenLine = { parts: Buffer[]; length: number; hash: Hash | null; begin: Buffer }
const newLine = (): OpenLine => ({ parts: [], length: 0, hash: null, begin: Buffer.alloc(0) })

function take(open: OpenLine, bytes: Buffer): void {
  if (bytes.length === 0) return
  open.length += bytes.length
  if (open.hash) return void open.hash.update(bytes)
  open.parts.push(bytes)
  if (open.length <= MOST_LINE_BYTES) return
  const all = Buffer.concat(open.parts)
  open.begin = Buffer.from(all.subarray(0, SHOWN_BYTES))
  open.hash = createHash('sha256').update(all)
  open.parts = []
}

function finish(open: OpenLine, line: number, isCut: boolean): TextLine {
  if (open.hash) return { line, text: null, isTooLong: true, isCut, raw: `${open.begin.toString('latin1')}… ${open.length} bytes, sha256 ${open.hash.digest('hex')}` }
  const bytes = Buffer.concat(open.parts)
  const text = bytes.toString('utf8')
  const isText = Buffer.from(text, 'utf8').equals(bytes)
  return { line, text: isText ? text.replace(/\r$/, '') : null, isTooLong: false, isCut, raw: isText ? text : `sha256 ${createHash('sha256').update(bytes).digest('hex')}, no UTF-8` }
}
