/** Which record may have an identity: candidates by two hashes, for the caller to compare with what is stored. About 20 bytes a record. */
export type IdentityIndex = { readonly add: (identity: string, record: number) => void; readonly candidates: (identity: string) => readonly number[] }

const FIRST_SLOTS = 1_024

/** Open addressing over typed arrays: a Map of ten million texts would take ten times the memory. */
export function createIdentityIndex(): IdentityIndex {
  let slots = new Uint32Array(FIRST_SLOTS)
  let hashes = new Uint32Array(FIRST_SLOTS)
  let first = new Uint32Array(FIRST_SLOTS)
  let count = 0
  const put = (slotHash: number, check: number, recordPlusOne: number): void => {
    let slot = slotHash & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = recordPlusOne
    hashes[slot] = check
    first[slot] = slotHash
  }
  const grow = (): void => {
    const [oldSlots, oldHashes, oldFirst] = [slots, hashes, first]
    slots = new Uint32Array(oldSlots.length * 2)
    hashes = new Uint32Array(oldSlots.length * 2)
    first = new Uint32Array(oldSlots.length * 2)
    for (const [index, record] of oldSlots.entries()) if (record !== 0) put(oldFirst[index] ?? 0, oldHashes[index] ?? 0, record)
  }
  return {
    add: (identity, record) => {
      if ((count += 1) > slots.length * 0.6) grow()
      put(fold(identity, 0x81_1c_9d_c5), fold(identity, 0x2f_0b_44_17), record + 1)
    },
    candidates: (identity) => {
      const check = fold(identity, 0x2f_0b_44_17)
      const found: number[] = []
      for (let slot = fold(identity, 0x81_1c_9d_c5) & (slots.length - 1); slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) if (hashes[slot] === check) found.push((slots[slot] ?? 1) - 1)
      return found
    },
  }
}

/** FNV-1a over UTF-16 units, mixed at the end so that the low bits are good enough for a table. */
function fold(text: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
