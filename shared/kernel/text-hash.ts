/** Two hashes of a text, each of 32 bits. Where texts are looked up by the million they are found by these, and compared when found. */
export type TextHash = { segment: number; check: number }

const [SEGMENT_SEED, CHECK_SEED, PRIME] = [0x2f_0b_44_17, 0x81_1c_9d_c5, 0x01_00_01_93] as const

/** Both hashes of the part of a text from `from` up to `to`, into `hash`. FNV-1a, then the finaliser of MurmurHash3: the last signs of ids differ most, and every bit counts. */
export function hashText(text: string, from: number, to: number, hash: TextHash): void {
  let segment: number = SEGMENT_SEED
  let check: number = CHECK_SEED
  for (let at = from; at < to; at++) {
    const sign = text.charCodeAt(at)
    segment = Math.imul(segment ^ sign, PRIME)
    check = Math.imul(check ^ sign, PRIME)
  }
  hash.segment = finished(segment)
  hash.check = finished(check)
}

/** `hashText` of ASCII that stands in bytes. */
export function hashAscii(bytes: Uint8Array, from: number, to: number, hash: TextHash): void {
  let segment: number = SEGMENT_SEED
  let check: number = CHECK_SEED
  for (let at = from; at < to; at++) {
    const sign = bytes[at] as number
    segment = Math.imul(segment ^ sign, PRIME)
    check = Math.imul(check ^ sign, PRIME)
  }
  hash.segment = finished(segment)
  hash.check = finished(check)
}

function finished(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85_eb_ca_6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
