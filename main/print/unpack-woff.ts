import { inflateSync } from 'node:zlib'
import { assert } from '../../shared/kernel/result.ts'

const [HEAD, ENTRY] = [44, 20]

/**
 * The font inside a WOFF file, as the OpenType file it was made of: the PDF library unpacks each table anew whenever it looks at one, which took most of the
 * time of a bill. Errors: throws on what is no WOFF 1. Source: W3C WOFF File Format 1.0, sections 3 to 5.
 */
export function unpackWoff(woff: Buffer): Buffer {
  assert(woff.toString('latin1', 0, 4) === 'wOFF', 'no WOFF file')
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_unused, nth) => {
    const at = HEAD + nth * ENTRY
    const [offset, packed, size] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)]
    const bytes = woff.subarray(offset, offset + packed)
    return { tag: woff.subarray(at, at + 4), checksum: woff.subarray(at + 16, at + 20), bytes: packed < size ? inflateSync(bytes) : bytes }
  })
  const power = 2 ** Math.floor(Math.log2(count))
  const head = Buffer.alloc(12 + count * 16)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE((count - power) * 16, 10)
  let offset = head.length
  for (const [nth, { tag, checksum, bytes }] of tables.entries()) {
    const at = 12 + nth * 16
    tag.copy(head, at)
    checksum.copy(head, at + 4)
    head.writeUInt32BE(offset, at + 8)
    head.writeUInt32BE(bytes.length, at + 12)
    offset += padded(bytes.length)
  }
  return Buffer.concat([head, ...tables.map(({ bytes }) => Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]))])
}

/** Tables begin on four bytes. */
const padded = (length: number): number => (length + 3) & ~3
