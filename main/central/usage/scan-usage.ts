import type { UsageEvent } from '../../../shared/domain/usage.ts'
import { MOST_PER_EVENT, USAGE_UNITS } from '../../../shared/domain/usage.ts'
import { isSameData } from '../../../shared/kernel/same-data.ts'
import { hashAscii } from '../../../shared/kernel/text-hash.ts'
import type { Sender } from './decode-usage.ts'
import { AHEAD_MS, LONG_AGO, MOST_TEXT } from './decode-usage.ts'
import { scanInstant } from './scan-instant.ts'
import { createSentBatch } from './sent-batch.ts'
import type { ScannedKind, SentBatch } from './sent-batch.ts'

/**
 * Reads a TMF635 Usage straight from the bytes of its line, when the line has the shape of one that was read before: the same signs everywhere but in the
 * event's own values. Wherever anything is otherwise `JSON.parse` and `decodeUsage` decide, and tell `learn` what a line of that shape is.
 */
export type UsageScanner = {
  /** The line from `from` on into the batch. Where its newline stands; −1: nothing was put into the batch. */
  readonly scan: (chunk: ScannedChunk, from: number, to: { readonly batch: SentBatch; readonly line: number }) => number
  /** A line that was read the long way, and the event it is. */
  readonly learn: (line: string, event: UsageEvent) => void
}
/** ASCII without a backslash where lines are scanned: as bytes and as words of four. */
export type ScannedChunk = { readonly bytes: Buffer; readonly words: DataView }
export const chunkOf = (bytes: Buffer): ScannedChunk => ({ bytes, words: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) })

/** What differs from event to event. Everything else is part of the shape: a sender's lines differ in few ways. */
const VALUES = ['eventId', 'localId', 'quantity', 'usageDate', 'startDate', 'endDate', 'offeringId'] as const
type Value = (typeof VALUES)[number]
/** The signs before each value, and after the last; what the event of such a line has besides. */
type Shape = { readonly signs: readonly Signs[]; readonly values: readonly Value[]; readonly isQuoted: readonly boolean[]; readonly kind: ScannedKind; readonly factor: number }
/** What is compared with a line, four bytes at a time and then the rest. */
type Signs = { readonly length: number; readonly words: Uint32Array; readonly rest: Uint8Array }
/** What stands in a line: where its texts are, −1 where there is none, and what its numbers are. NaN: not a moment we read. */
type Found = { eventFrom: number; eventTo: number; localFrom: number; localTo: number; offeringFrom: number; offeringTo: number; quantity: number; usageDate: number; startDate: number | null; endDate: number | null }

const [QUOTE, ZERO, NEWLINE] = [34, 48, 10] as const
const FIRST_PRINTED = 32
/** A number of so many digits is exact. */
const MOST_DIGITS = 15
const MOST_SHAPES = 16

export function createUsageScanner(sender: Sender): UsageScanner {
  const shapes: Shape[] = []
  const found: Found = { eventFrom: -1, eventTo: -1, localFrom: -1, localTo: -1, offeringFrom: -1, offeringTo: -1, quantity: 0, usageDate: 0, startDate: null, endDate: null }
  const scanned = { hash: { segment: 0, check: 0 }, subscriber: 0, quantity: 0, startedAt: 0, endedAt: 0, offeringId: null as string | null }
  const id = { bytes: new Uint8Array(0) as Uint8Array, from: -1, to: -1 }
  const scanAs = (shape: Shape, chunk: ScannedChunk, from: number, { batch, line }: { readonly batch: SentBatch; readonly line: number }): number => {
    const { bytes } = chunk
    const end = scanShape(shape, chunk, from, found)
    if (end === -1 || bytes[end] !== NEWLINE || !isRight(found, shape, sender)) return -1
    const { eventFrom, eventTo, offeringFrom, offeringTo, startDate, usageDate, endDate } = found
    hashAscii(bytes, eventFrom, eventTo, scanned.hash)
    scanned.offeringId = offeringFrom === -1 ? null : bytes.toString('latin1', offeringFrom, offeringTo)
    scanned.subscriber = batch.subscribers().numberOfBytes(shape.kind.idKind, bytes, found.localFrom, found.localTo)
    scanned.quantity = found.quantity * shape.factor
    scanned.startedAt = startDate ?? usageDate
    scanned.endedAt = endDate ?? scanned.startedAt
    id.bytes = bytes
    id.from = eventFrom
    id.to = eventTo
    batch.pushScanned(line, shape.kind, scanned, id)
    return end
  }
  return {
    scan: (chunk, from, to) => {
      for (const shape of shapes) {
        const end = scanAs(shape, chunk, from, to)
        if (end !== -1) return end
      }
      return -1
    },
    learn: (line, event) => {
      if (shapes.length >= MOST_SHAPES) return
      const shape = shapeOf(line, event)
      if (!shape) return
      // Kept only if it reads the line it is made of, and to the same event.
      const batch = createSentBatch()
      const isRead = scanAs(shape, chunkOf(Buffer.from(`${line}\n`)), 0, { batch, line: 1 }) !== -1
      const again = isRead ? batch.at(0) : null
      if (again?.ok && isSameData(again.event, event)) shapes.push(shape)
    },
  }
}

/** Nothing at all is wrong with the event of a line; else `decodeUsage` has to say what is. */
function isRight({ eventFrom, eventTo, localFrom, localTo, offeringFrom, offeringTo, quantity, usageDate, startDate, endDate }: Found, { kind, factor }: Shape, { now, aheadMs = AHEAD_MS }: Sender): boolean {
  const startedAt = startDate ?? usageDate
  const endedAt = endDate ?? startedAt
  // What is no moment is NaN, and none of these comparisons holds.
  return quantity * factor <= MOST_PER_EVENT[kind.unit] && localTo - localFrom <= MOST_TEXT && eventTo - eventFrom <= MOST_TEXT && offeringTo - offeringFrom <= MOST_TEXT && startedAt >= LONG_AGO && endedAt >= startedAt && endedAt <= now + aheadMs
}

/** Where the shape ends; −1: the line is of another. */
function scanShape({ signs, values, isQuoted }: Shape, { bytes, words }: ScannedChunk, from: number, found: Found): number {
  found.eventFrom = -1
  found.eventTo = -1
  found.offeringFrom = -1
  found.offeringTo = -1
  found.usageDate = Number.NaN
  found.startDate = null
  found.endDate = null
  let at = from
  for (let nth = 0; nth < values.length; nth++) {
    at = pass(bytes, words, at, signs[nth] as Signs)
    if (at === -1) return -1
    const begin = at
    at = isQuoted[nth] ? endOfText(bytes, at) : endOfDigits(bytes, at)
    if (at === -1) return -1
    switch (values[nth] as Value) {
      case 'eventId':
        found.eventFrom = begin
        found.eventTo = at
        break
      case 'localId':
        found.localFrom = begin
        found.localTo = at
        break
      case 'offeringId':
        found.offeringFrom = begin
        found.offeringTo = at
        break
      case 'quantity': found.quantity = numberAt(bytes, begin, at); break
      case 'usageDate': found.usageDate = scanInstant(bytes, begin, at); break
      case 'startDate': found.startDate = scanInstant(bytes, begin, at); break
      case 'endDate': found.endDate = scanInstant(bytes, begin, at); break
    }
  }
  return pass(bytes, words, at, signs[values.length] as Signs)
}

/** The place after these signs; −1 when others stand there, or nothing after them: a newline always does. */
function pass(bytes: Uint8Array, words: DataView, at: number, signs: Signs): number {
  if (at + signs.length >= bytes.length) return -1
  const { words: wanted, rest } = signs
  let place = at
  for (let nth = 0; nth < wanted.length; nth++) {
    if (words.getUint32(place, true) !== wanted[nth]) return -1
    place += 4
  }
  for (let nth = 0; nth < rest.length; nth++) if (bytes[place + nth] !== rest[nth]) return -1
  return place + rest.length
}

function signsOf(piece: string): Signs {
  const bytes = Buffer.from(piece)
  const count = Math.floor(bytes.length / 4)
  return { length: bytes.length, words: Uint32Array.from({ length: count }, (_, nth) => bytes.readUInt32LE(nth * 4)), rest: new Uint8Array(bytes.subarray(count * 4)) }
}

/** Where the quote stands that ends a text; the newline ends the line before it, at the latest. */
function endOfText(bytes: Uint8Array, from: number): number {
  let at = from
  for (; at < bytes.length && bytes[at] !== QUOTE; at++) if ((bytes[at] as number) < FIRST_PRINTED) return -1
  return at === from || at === bytes.length ? -1 : at
}

/** A number as JSON has it without a sign, a point or an exponent. */
function endOfDigits(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && ((bytes[at] as number) - ZERO) >>> 0 <= 9) at += 1
  return at === from || at - from > MOST_DIGITS || (at - from > 1 && bytes[from] === ZERO) ? -1 : at
}

function numberAt(bytes: Uint8Array, from: number, until: number): number {
  let value = 0
  for (let at = from; at < until; at++) value = value * 10 + ((bytes[at] as number) - ZERO)
  return value
}

/**
 * The shape of a line: the line is written once more with a mark in the place of each value, and cut at the marks. Null for a line that we would write in
 * another way than it came, and for what is always read the long way: money, a quantity that is no integer, more than one subscriber.
 */
function shapeOf(line: string, { providerId, usageType, unit, idKind }: UsageEvent): Shape | null {
  const body = JSON.parse(line) as Body
  if (JSON.stringify(body) !== line || line.includes(MARK)) return null
  const parties = body.relatedParty?.filter(({ role }) => role === 'localCustomer' || role === 'customer' || role === 'userIdentifier') ?? []
  const named = body.usageCharacteristic ?? []
  const names = named.map(({ name }) => name)
  const [quantity, sentUnit] = ['quantity', 'unit'].map((wanted) => named.find(({ name }) => name === wanted)?.value)
  if (parties.length !== 1 || names.includes('amount') || new Set(names).size < names.length || typeof sentUnit !== 'string' || !/^\d+$/.test(String(quantity))) return null
  const mark = (value: Value): string => `${MARK}${VALUES.indexOf(value)}${MARK}`
  for (const one of named) if (isValue(one.name) && one.name !== 'localId' && one.name !== 'usageDate') one.value = mark(one.name)
  for (const one of parties) one.id = mark('localId')
  if (body.usageDate !== undefined) body.usageDate = mark('usageDate')
  // A number has no quotes about it.
  const marked = typeof quantity === 'number' ? JSON.stringify(body).replace(`"${mark('quantity')}"`, mark('quantity')) : JSON.stringify(body)
  const pieces = marked.split(MARK)
  const values = pieces.filter((_, at) => at % 2 === 1).map((number) => VALUES[Number(number)] as Value)
  return { signs: pieces.filter((_, at) => at % 2 === 0).map(signsOf), values, isQuoted: values.map((value) => value !== 'quantity'), kind: { providerId, usageType, unit, idKind }, factor: USAGE_UNITS[sentUnit]?.factor ?? Number.NaN }
}

/** A TMF635 Usage as far as it was read without a fault before. */
type Body = { usageDate?: unknown; readonly relatedParty?: { id?: unknown; readonly role?: unknown }[]; readonly usageCharacteristic?: { readonly name: string; value?: unknown }[] }
/** In no line that is given a shape. */
const MARK = '@@'
const isValue = (name: string): name is Value => VALUES.some((value) => value === name)
