/** One line of a text file. `end`: bytes of the file up to and with its line end. `problem`: why there is no text, in words. */
export type Line = { readonly line: number; readonly end: number } & ({ readonly text: string; readonly problem?: undefined } | { readonly text?: undefined; readonly problem: string })
export type LineLimits = { readonly lineBytes: number; readonly giveUpBytes: number }

export const LINE_LIMITS: LineLimits = { lineBytes: 1 << 20, giveUpBytes: 64 << 20 }

/**
 * Cuts a stream of bytes into lines, one batch a chunk, holding never more than one line and one chunk. A line longer than a line may be is
 * refused and passed over; one that has no end after `giveUpBytes` ends the reading, for the source may be endless.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>, from: { readonly line: number; readonly offset: number } = { line: 0, offset: 0 }, limits: LineLimits = LINE_LIMITS): AsyncGenerator<readonly Line[]> {
  let { line, offset } = from
  let held: Buffer[] = []
  let heldBytes = 0
  const finish = (last: Buffer, hasEnd: boolean): Line => {
    line++
    const bytes = heldBytes + last.length
    offset += bytes + (hasEnd ? 1 : 0)
    const whole = held.length === 0 ? last : Buffer.concat([...held, last])
    held = []
    heldBytes = 0
    return bytes > limits.lineBytes ? { line, end: offset, problem: tooLong(bytes) } : { line, end: offset, text: decode(whole, line) }
  }
  for await (const chunk of chunks) {
    const batch: Line[] = []
    let start = 0
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, start)) {
      batch.push(finish(chunk.subarray(start, at), true))
      start = at + 1
    }
    const rest = chunk.subarray(start)
    heldBytes += rest.length
    // Past the limit only its length is of interest.
    if (heldBytes > limits.lineBytes) held = []
    else if (rest.length > 0) held.push(rest)
    if (heldBytes > limits.giveUpBytes) {
      yield [...batch, { line: line + 1, end: offset + heldBytes, problem: `the line has no end after ${megabytes(heldBytes)}; nothing after it was read` }]
      return
    }
    if (batch.length > 0) yield batch
  }
  if (heldBytes > 0) yield [finish(Buffer.alloc(0), false)]
}

const tooLong = (bytes: number): string => `the line is ${megabytes(bytes)} long, and no line of these formats is`
const megabytes = (bytes: number): string => `${(bytes / (1 << 20)).toFixed(1)} MB`

function decode(bytes: Buffer, line: number): string {
  const text = bytes.toString('utf8')
  const begun = line === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text
  return begun.endsWith('\r') ? begun.slice(0, -1) : begun
}
