/** Columns of integers, a text and whatever else belongs to them, as the bytes of one block. */
export type Packed<More> = { readonly count: number; readonly columns: Columns; readonly text: string; readonly more: More }
export type Columns = Readonly<Record<string, Column>>
/** Value `at` of a column is `base` plus what stands at that place; without values all are `base`. */
export type Column = { readonly base: number; readonly values: Uint8Array | Uint16Array | Uint32Array | Float64Array | null }

type Width = 0 | 1 | 2 | 4 | 8
type Header = { readonly count: number; readonly columns: readonly (readonly [string, Width, number])[]; readonly textBytes: number; readonly encoding: 'utf8' | 'utf16le'; readonly more: unknown }

/** The first byte: a block of lines of JSON, which an earlier version wrote, begins with a brace. */
const FORMAT = 2
const HEAD = 5

export const valueAt = ({ base, values }: Column, at: number): number => (values === null ? base : base + (values[at] ?? 0))

/** The first `count` values as narrow as their own spread allows: nothing at all where they are all the same. Values are integers that are exact. */
export function narrowed(values: Float64Array, count: number): Column {
  let [least, most] = [values[0] ?? 0, values[0] ?? 0]
  for (let at = 1; at < count; at++) {
    const value = values[at] as number
    if (value < least) least = value
    if (value > most) most = value
  }
  if (least === most) return { base: least, values: null }
  const spread = most - least
  if (spread > 0xff_ff_ff_ff) return { base: 0, values: values.slice(0, count) }
  const narrow = spread <= 0xff ? new Uint8Array(count) : spread <= 0xff_ff ? new Uint16Array(count) : new Uint32Array(count)
  for (let at = 0; at < count; at++) narrow[at] = (values[at] as number) - least
  return { base: least, values: narrow }
}

/** The values of a column into `values`, which has room for `count`. */
export function widen({ base, values: narrow }: Column, count: number, values: Float64Array): void {
  if (narrow === null) values.fill(base, 0, count)
  else for (let at = 0; at < count; at++) values[at] = base + (narrow[at] as number)
}

/** Little-endian, as every machine we run on is. A text with half a surrogate pair would not come back from UTF-8. */
export function packColumns({ count, columns, text, more }: Packed<unknown>): Buffer {
  const encoding = isWellFormed(text) ? 'utf8' : 'utf16le'
  const textBytes = Buffer.from(text, encoding)
  const named = Object.entries(columns)
  const header: Header = { count, columns: named.map(([name, { base, values }]) => [name, (values?.BYTES_PER_ELEMENT ?? 0) as Width, base]), textBytes: textBytes.length, encoding, more }
  const headerBytes = Buffer.from(JSON.stringify(header))
  const head = Buffer.alloc(HEAD)
  head.writeUInt8(FORMAT, 0)
  head.writeUInt32LE(headerBytes.length, 1)
  const bodies = named.flatMap(([, { values }]) => (values === null ? [] : [Buffer.from(values.buffer, values.byteOffset, values.byteLength)]))
  return Buffer.concat([head, headerBytes, ...bodies, textBytes])
}

export const isPacked = (bytes: Buffer): boolean => bytes[0] === FORMAT

/** `read`: decides what `more` is. Errors: throws on a block that no version of us wrote; a sealed one is not damaged by chance. */
export function unpackColumns<More>(bytes: Buffer, read: (more: unknown) => More): Packed<More> {
  if (!isPacked(bytes)) throw new Error('not a block of columns')
  const headerEnd = HEAD + bytes.readUInt32LE(1)
  const header = JSON.parse(bytes.toString('utf8', HEAD, headerEnd)) as Header
  let at = headerEnd
  const columns = Object.fromEntries(header.columns.map(([name, width, base]): readonly [string, Column] => {
    const from = bytes.byteOffset + at
    at += width * header.count
    return [name, { base, values: width === 0 ? null : arrayOf(width, bytes.buffer.slice(from, from + width * header.count)) }]
  }))
  if (at + header.textBytes !== bytes.length) throw new Error('a block of columns has another length than it says')
  return { count: header.count, columns, text: bytes.toString(header.encoding, at), more: read(header.more) }
}

function arrayOf(width: Exclude<Width, 0>, buffer: ArrayBufferLike): NonNullable<Column['values']> {
  switch (width) {
    case 1: return new Uint8Array(buffer)
    case 2: return new Uint16Array(buffer)
    case 4: return new Uint32Array(buffer)
    case 8: return new Float64Array(buffer)
  }
}

/** ES2024's `isWellFormed`, which the older of our Nodes has too. */
const isWellFormed = (text: string): boolean => (text as string & { readonly isWellFormed: () => boolean }).isWellFormed()
