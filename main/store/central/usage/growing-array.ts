/** A list of numbers that grows without being copied: a copy of a hundred million would need twice their memory for a moment. */
export type GrowingArray = {
  /** 0 where nothing was set. */
  readonly get: (index: number) => number
  readonly set: (index: number, value: number) => void
}

const CHUNK_BITS = 16
const CHUNK = 1 << CHUNK_BITS
const WITHIN = CHUNK - 1

/** `Kind`: how wide a number is; chunks that nothing was set in take no memory. */
export function createGrowingArray(Kind: Uint8ArrayConstructor | Uint32ArrayConstructor): GrowingArray {
  const chunks: (Uint8Array | Uint32Array | undefined)[] = []
  return {
    get: (index) => chunks[index >>> CHUNK_BITS]?.[index & WITHIN] ?? 0,
    set: (index, value) => {
      const chunk = (chunks[index >>> CHUNK_BITS] ??= new Kind(CHUNK))
      chunk[index & WITHIN] = value
    },
  }
}
