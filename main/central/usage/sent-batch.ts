import type { UsageEvent, UsageReason } from '../../../shared/domain/usage.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { TextHash } from '../../../shared/kernel/text-hash.ts'
import { createTextColumn } from '../../../shared/kernel/text-column.ts'
import type { TextColumn } from '../../../shared/kernel/text-column.ts'
import { createSubscriberTable } from './subscriber-table.ts'
import type { SubscriberTable } from './subscriber-table.ts'

/** One thing a provider sent, read or not. `raw`: what was sent, at least its beginning and, where that is not all, its digest. */
export type SentUsage = { readonly line: number; readonly ok: true; readonly event: UsageEvent } | { readonly line: number; readonly ok: false; readonly reason: UsageReason; readonly raw: string }

/** What the lines of one shape have in common. */
export type ScannedKind = Pick<UsageEvent, 'providerId' | 'usageType' | 'unit' | 'idKind'>
/** The rest of a line that was read from its bytes. `subscriber`: by the batch's table. */
/** `hash`: of the event's id. */
export type ScannedUsage = { readonly hash: TextHash; subscriber: number; quantity: number; startedAt: Instant; endedAt: Instant; offeringId: string | null }

/** What is decided and kept together, in columns: an object is only made of what is looked at. */
export type SentBatch = {
  readonly size: () => number
  readonly isFull: () => boolean
  readonly push: (sent: SentUsage) => void
  /** `id`: where in the bytes the event's own stands; from −1 on where it has none. */
  readonly pushScanned: (line: number, kind: ScannedKind, scanned: ScannedUsage, id: { readonly bytes: Uint8Array; readonly from: number; readonly to: number }) => void
  /** What was sent as number `row`, from 0. The same object may be given for another row next: nobody keeps it. */
  readonly at: (row: number) => SentUsage
  /** Of the row's event, by `subscribers`; −1: it is no event. */
  readonly subscriberAt: (row: number) => number
  readonly lineAt: (row: number) => number
  readonly eventIdAt: (row: number) => string | null
  readonly subscribers: () => SubscriberTable
  /** A row whose event is nothing but columns and has an id of its own: what it is, else null. */
  readonly kindAt: (row: number) => ScannedKind | null
  /** Of such rows. The arrays are others after more was put in. */
  readonly columns: () => SentColumns
  readonly clear: () => void
}

export type SentColumns = { readonly segments: Uint32Array; readonly checks: Uint32Array; readonly quantity: Float64Array; readonly startedAt: Float64Array; readonly endedAt: Float64Array; readonly offeringIds: readonly (string | null)[]; readonly ids: TextColumn }

/** Enough that a sync of the disk is paid once for many, few enough to answer soon: a block of the book. */
const MOST = 16_384
/** Of one file; a table of more begins anew. */
const MOST_SUBSCRIBERS = 200_000

export function createSentBatch(): SentBatch {
  let subscribers = createSubscriberTable()
  let size = 0
  const sent: (SentUsage | undefined)[] = []
  const kinds: (ScannedKind | undefined)[] = []
  /** The event's own id of a row that was scanned; nothing where it has none. */
  const ids = createTextColumn((bytes, from, to) => Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1'))
  let hasId = new Uint8Array(0)
  const offeringIds: (string | null)[] = []
  let [segments, checks] = [new Uint32Array(0), new Uint32Array(0)]
  let [lines, subscriber, quantity, startedAt, endedAt] = [new Int32Array(0), new Int32Array(0), new Float64Array(0), new Float64Array(0), new Float64Array(0)]
  const event: { -readonly [K in keyof UsageEvent]: UsageEvent[K] } = { providerId: '', eventId: null, localId: '', idKind: 'localCustomer', usageType: 'data', unit: 'byte', quantity: 0, startedAt: 0, endedAt: 0, value: null, offeringId: null }
  const shown = { line: 0, ok: true as const, event }
  const makeRoom = (): void => {
    if (size < lines.length) return
    const room = Math.max(64, size * 2)
    ;[lines, subscriber, quantity, startedAt, endedAt] = [grown(lines, new Int32Array(room)), grown(subscriber, new Int32Array(room)), grown(quantity, new Float64Array(room)), grown(startedAt, new Float64Array(room)), grown(endedAt, new Float64Array(room))]
    ;[segments, checks] = [grown(segments, new Uint32Array(room)), grown(checks, new Uint32Array(room))]
    hasId = grown(hasId, new Uint8Array(room))
  }
  return {
    size: () => size,
    isFull: () => size >= MOST,
    push: (one) => {
      makeRoom()
      sent[size] = one
      lines[size] = one.line
      kinds[size] = undefined
      hasId[size] = 0
      ids.add('')
      subscriber[size] = one.ok ? subscribers.numberOf(one.event.idKind, one.event.localId) : -1
      size += 1
    },
    pushScanned: (line, kind, scanned, { bytes, from, to }) => {
      makeRoom()
      sent[size] = undefined
      kinds[size] = kind
      lines[size] = line
      hasId[size] = from === -1 ? 0 : 1
      if (from === -1) ids.add('')
      else ids.addAscii(bytes, from, to)
      segments[size] = scanned.hash.segment
      checks[size] = scanned.hash.check
      offeringIds[size] = scanned.offeringId
      subscriber[size] = scanned.subscriber
      quantity[size] = scanned.quantity
      startedAt[size] = scanned.startedAt
      endedAt[size] = scanned.endedAt
      size += 1
    },
    at: (row) => {
      const known = sent[row]
      if (known) return known
      const { providerId, usageType, unit, idKind } = kinds[row] as ScannedKind
      shown.line = lines[row] as number
      event.providerId = providerId
      event.usageType = usageType
      event.unit = unit
      event.idKind = idKind
      event.eventId = hasId[row] === 1 ? ids.at(row) : null
      event.localId = subscribers.localIdOf(subscriber[row] as number)
      event.quantity = quantity[row] as number
      event.startedAt = startedAt[row] as number
      event.endedAt = endedAt[row] as number
      event.offeringId = offeringIds[row] as string | null
      return shown
    },
    subscriberAt: (row) => subscriber[row] as number,
    lineAt: (row) => lines[row] as number,
    eventIdAt: (row) => {
      const known = sent[row]
      return known ? (known.ok ? known.event.eventId : null) : hasId[row] === 1 ? ids.at(row) : null
    },
    subscribers: () => subscribers,
    kindAt: (row) => (hasId[row] === 1 ? (kinds[row] ?? null) : null),
    columns: () => ({ segments, checks, quantity, startedAt, endedAt, offeringIds, ids }),
    clear: () => {
      size = 0
      ids.clear()
      if (subscribers.size() > MOST_SUBSCRIBERS) subscribers = createSubscriberTable()
    },
  }
}

/** A batch of what was read already. */
export function batchOf(sent: readonly SentUsage[]): SentBatch {
  const batch = createSentBatch()
  for (const one of sent) batch.push(one)
  return batch
}

/** Fills batches and gives each when it is full, the last at the end; the same batch each time. */
export async function* inBatches(read: AsyncIterable<readonly SentUsage[]>): AsyncGenerator<SentBatch> {
  const batch = createSentBatch()
  for await (const some of read) {
    for (const one of some) {
      batch.push(one)
      if (!batch.isFull()) continue
      yield batch
      batch.clear()
    }
  }
  if (batch.size() > 0) yield batch
}

function grown<A extends Uint8Array | Int32Array | Uint32Array | Float64Array>(before: A, after: A): A {
  after.set(before)
  return after
}
