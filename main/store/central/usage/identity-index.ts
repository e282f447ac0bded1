import type { TextHash } from '../../../../shared/kernel/text-hash.ts'

/** Which record of a provider may have an identity, for the caller to compare with what is stored. `record`: 0 to 2^32 − 2. 11 to 21 bytes a record. */
export type IdentityIndex = {
  readonly candidates: (hash: TextHash) => readonly number[]
  /** By the hashes of the identity's text. */
  readonly add: (segment: number, check: number, record: number) => void
  /** Whether there may be any. */
  readonly has: (segment: number, check: number) => boolean
}

const FIRST_SLOTS = 64
/** Each grows on its own, so that the table is never in memory twice. */
const SEGMENTS = 64
const NONE: readonly number[] = []

/**
 * Open addressing over typed arrays: a Map of ten million texts would take ten times the memory. Two hashes of the text: one chooses the segment, the other is
 * kept beside the record and its high bits make the slot, so that a table can grow from what it holds. That another identity has the same 38 bits
 * happens to one in 2,700 at a hundred million records; then a block is read.
 */
export function createIdentityIndex(): IdentityIndex {
  const segments = Array.from({ length: SEGMENTS }, createSegment)
  return {
    candidates: ({ segment, check }) => (segments[segment % SEGMENTS] as Segment).candidates(check),
    has: (segment, check) => (segments[segment % SEGMENTS] as Segment).has(check),
    add: (segment, check, record) => (segments[segment % SEGMENTS] as Segment).add(check, record),
  }
}

type Segment = { readonly candidates: (check: number) => readonly number[]; readonly has: (check: number) => boolean; readonly add: (check: number, record: number) => void }

/** Pairs of a check and a record, the latter plus one: 0 is an empty slot. */
function createSegment(): Segment {
  let slots = FIRST_SLOTS
  let pairs = new Uint32Array(slots * 2)
  let count = 0
  let shift = 32 - Math.log2(slots)
  const put = (check: number, recordPlusOne: number): void => {
    let slot = check >>> shift
    while (pairs[slot * 2 + 1] !== 0) slot = (slot + 1) & (slots - 1)
    pairs[slot * 2] = check
    pairs[slot * 2 + 1] = recordPlusOne
  }
  const grow = (): void => {
    const old = pairs
    slots *= 2
    shift -= 1
    pairs = new Uint32Array(slots * 2)
    for (let at = 0; at < old.length; at += 2) if (old[at + 1] !== 0) put(old[at] as number, old[at + 1] as number)
  }
  return {
    candidates: (check) => {
      let found = NONE
      for (let slot = check >>> shift; pairs[slot * 2 + 1] !== 0; slot = (slot + 1) & (slots - 1)) if (pairs[slot * 2] === check) found = [...found, (pairs[slot * 2 + 1] as number) - 1]
      return found
    },
    has: (check) => {
      for (let slot = check >>> shift; pairs[slot * 2 + 1] !== 0; slot = (slot + 1) & (slots - 1)) if (pairs[slot * 2] === check) return true
      return false
    },
    add: (check, record) => {
      if ((count += 1) > slots * 0.75) grow()
      put(check, record + 1)
    },
  }
}
