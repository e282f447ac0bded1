/** Texts side by side, one after another in few bytes as long as all of them are ASCII, as ids are: a million of them are no objects. */
export type TextColumn = {
  readonly size: () => number
  readonly at: (line: number) => string
  /** All of them, one after another. */
  readonly whole: () => string
  readonly add: (text: string) => void
  /** A text that stands in ASCII bytes, from one place up to another. */
  readonly addAscii: (bytes: Uint8Array, from: number, to: number) => void
  /** What stands in a line of another column. Returns how long it is. */
  readonly addFrom: (other: TextColumn, line: number) => number
  readonly clear: () => void
  /** Null: not all are ASCII. `ends`: where each text ends. For another column, until something is added here. */
  readonly ascii: () => { readonly bytes: Uint8Array; readonly ends: Int32Array } | null
}

const FIRST_BYTES = 4_096
const FIRST_LINES = 256
const LAST_ASCII = 127

/** `textOf`: the text that stands in ASCII bytes, from one place up to another; each host has its own fastest way. */
export function createTextColumn(textOf: (bytes: Uint8Array, from: number, to: number) => string): TextColumn {
  let bytes = new Uint8Array(FIRST_BYTES)
  let ends = new Int32Array(FIRST_LINES)
  let [count, end] = [0, 0]
  /** Once there is a text that is not ASCII: all of them. */
  let texts: string[] | null = null
  const shown = { bytes, ends }
  const makeRoom = (more: number): void => {
    if (end + more > bytes.length) bytes = grown(bytes, new Uint8Array(Math.max(end + more, bytes.length * 2)))
    if (count === ends.length) ends = grown(ends, new Int32Array(count * 2))
    shown.bytes = bytes
    shown.ends = ends
  }
  const textAt = (line: number): string => textOf(bytes, line === 0 ? 0 : (ends[line - 1] as number), ends[line] as number)
  const close = (): void => {
    ends[count] = end
    count += 1
  }
  const addAscii = (from: Uint8Array, begin: number, until: number): void => {
    if (texts) return void texts.push(textOf(from, begin, until))
    makeRoom(until - begin)
    for (let at = begin; at < until; at++) bytes[end++] = from[at] as number
    close()
  }
  const add = (text: string): void => {
    if (texts) return void texts.push(text)
    makeRoom(text.length)
    const before = end
    for (let at = 0; at < text.length; at++) {
      const sign = text.charCodeAt(at)
      if (sign > LAST_ASCII) {
        end = before
        texts = [...Array.from({ length: count }, (_, line) => textAt(line)), text]
        return
      }
      bytes[end++] = sign
    }
    close()
  }
  return {
    add, addAscii,
    addFrom: (other, line) => {
      const ascii = other.ascii()
      if (ascii) {
        const [begin, until] = [line === 0 ? 0 : (ascii.ends[line - 1] as number), ascii.ends[line] as number]
        addAscii(ascii.bytes, begin, until)
        return until - begin
      }
      const text = other.at(line)
      add(text)
      return text.length
    },
    size: () => texts?.length ?? count,
    at: (line) => (texts ? (texts[line] as string) : textAt(line)),
    whole: () => texts?.join('') ?? textOf(bytes, 0, end),
    clear: () => {
      ;[count, end, texts] = [0, 0, null]
    },
    ascii: () => (texts ? null : shown),
  }
}

function grown<A extends Uint8Array | Int32Array>(before: A, after: A): A {
  after.set(before)
  return after
}
