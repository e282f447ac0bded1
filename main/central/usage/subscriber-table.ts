import type { UsageEvent } from '../../../shared/domain/usage.ts'

/** The subscribers that a sender's file names, each by a number from 0: what is known of one is then looked up without a text. */
export type SubscriberTable = {
  readonly size: () => number
  readonly numberOf: (idKind: UsageEvent['idKind'], localId: string) => number
  /** The same of an id that stands in ASCII bytes, from one place up to another; no text is made of one that is known. */
  readonly numberOfBytes: (idKind: UsageEvent['idKind'], bytes: Uint8Array, from: number, until: number) => number
  readonly localIdOf: (number: number) => string
  readonly idKindOf: (number: number) => UsageEvent['idKind']
}

const FIRST_SLOTS = 256

export function createSubscriberTable(): SubscriberTable {
  const localIds: string[] = []
  const idKinds: UsageEvent['idKind'][] = []
  /** The number, plus one: 0 is an empty slot. */
  let slots = new Int32Array(FIRST_SLOTS)
  const insert = (number: number): void => {
    let slot = hashText(localIds[number] as string) & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = number + 1
  }
  const add = (idKind: UsageEvent['idKind'], localId: string): number => {
    const number = localIds.push(localId) - 1
    idKinds.push(idKind)
    if (localIds.length * 2 <= slots.length) insert(number)
    else {
      slots = new Int32Array(slots.length * 2)
      for (let each = 0; each <= number; each++) insert(each)
    }
    return number
  }
  return {
    size: () => localIds.length,
    numberOf: (idKind, localId) => {
      for (let slot = hashText(localId) & (slots.length - 1); slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
        const number = (slots[slot] as number) - 1
        if (localIds[number] === localId && idKinds[number] === idKind) return number
      }
      return add(idKind, localId)
    },
    numberOfBytes: (idKind, bytes, from, until) => {
      for (let slot = hashBytes(bytes, from, until) & (slots.length - 1); slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
        const number = (slots[slot] as number) - 1
        if (isText(localIds[number] as string, bytes, from, until) && idKinds[number] === idKind) return number
      }
      return add(idKind, Buffer.from(bytes.buffer, bytes.byteOffset + from, until - from).toString('latin1'))
    },
    localIdOf: (number) => localIds[number] as string,
    idKindOf: (number) => idKinds[number] as UsageEvent['idKind'],
  }
}

function isText(text: string, bytes: Uint8Array, from: number, until: number): boolean {
  if (text.length !== until - from) return false
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[from + at]) return false
  return true
}

/** FNV-1a, its high bits brought down. */
function hashText(text: string): number {
  let hash = 0x81_1c_9d_c5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** `hashText` of the same signs. */
function hashBytes(bytes: Uint8Array, from: number, until: number): number {
  let hash = 0x81_1c_9d_c5
  for (let at = from; at < until; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01_00_01_93)
  return (hash ^ (hash >>> 15)) >>> 0
}
