import type { FoundUsage, RatedLane, StoredUsage, UsagePage } from '../../../central/usage/ports.ts'
import type { UsageIdentity } from '../../../../shared/domain/usage.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import { hashText } from '../../../../shared/kernel/text-hash.ts'
import type { TextHash } from '../../../../shared/kernel/text-hash.ts'
import type { Partition } from './partition.ts'
import { createUsageColumns } from './usage-columns.ts'
import type { UsageColumns } from './usage-columns.ts'

/** What a page is written in, and used again by the next: room is made once. */
export type PageRoom = { readonly columns: UsageColumns[]; readonly places: Places; looked: Uint8Array }
export const createPageRoom = (): PageRoom => ({ columns: [], places: createPlaces(), looked: new Uint8Array(0) })

export type UsagePageDeps = { readonly mayHold: (segment: number, check: number) => boolean; readonly stored: (identity: UsageIdentity, hash: TextHash) => StoredUsage | null; readonly partition: (period: string) => Partition; readonly prefix: string; readonly room: PageRoom; readonly onKeep: () => void }
/** What of the page goes to one file. `first`: its first record; −1: it is not kept. */
type Part = { readonly period: string; readonly to: Partition; readonly columns: UsageColumns; first: number }

const FIRST_SLOTS = 1_024

/** Writes into columns as it goes, so that no object of an event outlives its turn. */
export function createUsagePage({ mayHold, stored, partition, prefix, room, onKeep }: UsagePageDeps): UsagePage {
  const parts: Part[] = []
  const { places } = room
  places.clear()
  const hash = { segment: 0, check: 0 }
  let rows: Uint32Array = new Uint32Array(0)
  const partOf = (period: string): number => {
    for (let nth = 0; nth < parts.length; nth++) if (parts[nth]?.period === period) return nth
    const [to, columns] = [partition(period), room.columns.pop() ?? createUsageColumns()]
    to.begin(columns)
    return parts.push({ period, to, columns, first: -1 }) - 1
  }
  return {
    find: (identity): FoundUsage | null => {
      hashText(identity.text, 0, identity.text.length, hash)
      for (let place = places.first(hash.check); place !== -1; place = places.next(hash.check)) {
        const part = parts[partAt(place)] as Part
        const line = lineAt(place)
        if (part.columns.texts.at(line) !== identity.text) continue
        const put = part.to.putAt(part.columns, line)
        if (put.identity.kind === identity.kind) return { event: put.event, outcome: put.outcome, place }
      }
      return stored(identity, hash)
    },
    look: ({ segments, checks }, count) => {
      if (room.looked.length < count) room.looked = new Uint8Array(count)
      const { looked } = room
      // Nothing in this loop waits for what it reads: memory that is far away is asked for many times at once.
      for (let row = 0; row < count; row++) looked[row] = mayHold(segments[row] as number, checks[row] as number) ? 1 : 0
      rows = checks
    },
    isFresh: (row) => room.looked[row] === 0 && places.first(rows[row] as number) === -1,
    putRated: (lanes, lane, line) => {
      const part = partOf((lanes[lane] as RatedLane).period)
      const { to, columns } = parts[part] as Part
      return places.add(line.hash.check, placeOf(part, columns.addRated(to.numbersOf(lanes, lane), line)))
    },
    put: (one) => {
      const part = partOf(one.period)
      return places.add(hash.check, placeOf(part, (parts[part] as Part).columns.add(one, hash)))
    },
    keep: () => {
      onKeep()
      for (const part of parts) part.first = part.to.keep(part.columns)
      for (const { columns } of parts) room.columns.push(columns)
    },
    usageIdOf: (place) => {
      const part = parts[partAt(place)]
      assert(part && part.first !== -1, `usage that is not kept: ${place}`)
      return `${prefix}${part.period}~${part.first + lineAt(place)}`
    },
  }
}

/** A place is a part of the page and a line of it: whoever has it needs nothing else of the page to be told what became of it. */
const LINES = 67_108_864
const placeOf = (part: number, line: number): number => part * LINES + line
const partAt = (place: number): number => Math.floor(place / LINES)
const lineAt = (place: number): number => place % LINES

type Places = ReturnType<typeof createPlaces>

/** The places of a page, found by the check of what stands there. */
function createPlaces() {
  /** Which, plus one: 0 is an empty slot. */
  let slots = new Int32Array(FIRST_SLOTS)
  let [places, checks] = [new Float64Array(FIRST_SLOTS), new Uint32Array(FIRST_SLOTS)]
  let [count, at] = [0, 0]
  const seek = (check: number): number => {
    for (; slots[at] !== 0; at = (at + 1) & (slots.length - 1)) {
      const nth = (slots[at] as number) - 1
      if (checks[nth] === check) return places[nth] as number
    }
    return -1
  }
  const insert = (nth: number): void => {
    let slot = (checks[nth] as number) & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = nth + 1
  }
  const grow = (): void => {
    const size = slots.length * 2
    const before = { places, checks }
    ;[slots, places, checks] = [new Int32Array(size), new Float64Array(size), new Uint32Array(size)]
    places.set(before.places)
    checks.set(before.checks)
    for (let nth = 0; nth < count; nth++) insert(nth)
  }
  return {
    first: (check: number): number => {
      at = check & (slots.length - 1)
      return seek(check)
    },
    next: (check: number): number => {
      at = (at + 1) & (slots.length - 1)
      return seek(check)
    },
    add: (check: number, place: number): number => {
      if ((count + 1) * 2 > slots.length) grow()
      places[count] = place
      checks[count] = check
      insert(count)
      count += 1
      return place
    },
    clear: (): void => {
      slots.fill(0)
      count = 0
    },
  }
}
