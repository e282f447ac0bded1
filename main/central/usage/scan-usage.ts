import type { UsageEvent } from '../../../shared/domain/usage.ts'
import { MOST_PER_EVENT, USAGE_UNITS } from '../../../shared/domain/usage.ts'
import type { Sender } from './decode-usage.ts'
import { AHEAD_MS, LONG_AGO, MOST_TEXT } from './decode-usage.ts'
import { scanInstant } from './scan-instant.ts'

/**
 * Reads a TMF635 Usage straight from the bytes of its line, when the line has the shape of one that was read before: the same signs everywhere but in the
 * event's own values. `null` wherever anything is otherwise: then `JSON.parse` and `decodeUsage` decide, and tell `learn` what a line of that shape is.
 */
export type UsageScanner = {
  /** `chunk`: ASCII without a backslash, once as bytes and once as text; the line from `from` up to a newline at `to`. */
  readonly scan: (chunk: { readonly bytes: Uint8Array; readonly text: string }, from: number, to: number) => UsageEvent | null
  /** A line that was read the long way, and the event it is. */
  readonly learn: (line: string, event: UsageEvent) => void
}

/** What differs from event to event. Everything else is part of the shape: a sender's lines differ in few ways. */
const VALUES = ['eventId', 'localId', 'quantity', 'usageDate', 'startDate', 'endDate', 'offeringId'] as const
type Value = (typeof VALUES)[number]
/** The signs before each value, and after the last; what the event of such a line has besides. */
type Shape = { readonly signs: readonly Uint8Array[]; readonly values: readonly { readonly value: Value; readonly isText: boolean }[]; readonly of: Pick<UsageEvent, 'usageType' | 'unit' | 'idKind'> & { readonly factor: number } }
type ScannedUsage = { eventId: string | null; localId: string; quantity: number; /** NaN: not a moment we read. */ usageDate: number | null; startDate: number | null; endDate: number | null; offeringId: string | null }

const [QUOTE, ZERO, NINE] = [34, 48, 57] as const
const FIRST_PRINTED = 32
/** A number of so many digits is exact. */
const MOST_DIGITS = 15
const MOST_SHAPES = 16

export function createUsageScanner(sender: Sender): UsageScanner {
  const shapes: Shape[] = []
  return {
    scan: ({ bytes, text }, from, to) => {
      for (const shape of shapes) {
        const found = scanShape(shape, { bytes, text }, from, to)
        if (found) return eventOfScanned(found, shape.of, sender)
      }
      return null
    },
    learn: (line, event) => {
      if (shapes.length >= MOST_SHAPES) return
      const shape = shapeOf(line, event)
      // Kept only if it reads the line it is made of, and to the same event.
      const bytes = Buffer.from(`${line}\n`)
      const found = shape && scanShape(shape, { bytes, text: `${line}\n` }, 0, line.length)
      const again = found && eventOfScanned(found, shape.of, sender)
      if (shape && again && JSON.stringify(again) === JSON.stringify(event)) shapes.push(shape)
    },
  }
}

/** The event of a line that was scanned, when nothing at all is wrong with it; null: `decodeUsage` has to say what is. `of`: what all lines of its shape are. */
function eventOfScanned(said: ScannedUsage, { usageType, unit, idKind, factor }: Shape['of'], { providerId, now, aheadMs = AHEAD_MS }: Sender): UsageEvent | null {
  const { eventId, localId, offeringId, startDate, usageDate, endDate } = said
  const startedAt = startDate ?? usageDate
  const endedAt = endDate ?? startedAt
  const quantity = said.quantity * factor
  const isRight = startedAt !== null && endedAt !== null && quantity <= MOST_PER_EVENT[unit] && localId.length <= MOST_TEXT && (eventId === null || eventId.length <= MOST_TEXT) && (offeringId === null || offeringId.length <= MOST_TEXT)
  // What is no moment is NaN, and none of these comparisons holds.
  return isRight && startedAt >= LONG_AGO && endedAt >= startedAt && endedAt <= now + aheadMs ? { providerId, eventId, localId, idKind, usageType, unit, quantity, startedAt, endedAt, value: null, offeringId } : null
}

function scanShape({ signs, values }: Shape, { bytes, text }: { readonly bytes: Uint8Array; readonly text: string }, from: number, to: number): ScannedUsage | null {
  const found: ScannedUsage = { eventId: null, localId: '', quantity: 0, usageDate: null, startDate: null, endDate: null, offeringId: null }
  let at = from
  for (let nth = 0; nth < values.length; nth++) {
    at = pass(bytes, at, signs[nth] as Uint8Array)
    if (at === -1) return null
    const { value, isText } = values[nth] as Shape['values'][number]
    const begin = at
    at = isText ? endOfText(bytes, at) : endOfDigits(bytes, at)
    if (at === -1) return null
    switch (value) {
      case 'eventId': found.eventId = text.slice(begin, at); break
      case 'localId': found.localId = text.slice(begin, at); break
      case 'offeringId': found.offeringId = text.slice(begin, at); break
      case 'quantity': found.quantity = numberAt(bytes, begin, at); break
      default: found[value] = scanInstant(bytes, begin, at)
    }
  }
  return pass(bytes, at, signs[values.length] as Uint8Array) === to ? found : null
}

/** The place after these signs; −1 when others stand there. */
function pass(bytes: Uint8Array, at: number, signs: Uint8Array): number {
  for (let nth = 0; nth < signs.length; nth++) if (bytes[at + nth] !== signs[nth]) return -1
  return at + signs.length
}

/** Where the quote stands that ends a text; the newline ends the line before it, at the latest. */
function endOfText(bytes: Uint8Array, from: number): number {
  let at = from
  for (let sign = bytes[at] ?? 0; sign !== QUOTE; sign = bytes[at] ?? 0) {
    if (sign < FIRST_PRINTED) return -1
    at += 1
  }
  return at === from ? -1 : at
}

/** A number as JSON has it without a sign, a point or an exponent. */
function endOfDigits(bytes: Uint8Array, from: number): number {
  let at = from
  for (let sign = bytes[at] ?? 0; sign >= ZERO && sign <= NINE; sign = bytes[at] ?? 0) at += 1
  return at === from || at - from > MOST_DIGITS || (at - from > 1 && bytes[from] === ZERO) ? -1 : at
}

function numberAt(bytes: Uint8Array, from: number, until: number): number {
  let value = 0
  for (let at = from; at < until; at++) value = value * 10 + ((bytes[at] ?? 0) - ZERO)
  return value
}

/**
 * The shape of a line: the line is written once more with a mark in the place of each value, and cut at the marks. Null for a line that we would write in
 * another way than it came, and for what is always read the long way: money, a quantity that is no integer, more than one subscriber.
 */
function shapeOf(line: string, { usageType, unit, idKind }: UsageEvent): Shape | null {
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
  return { signs: pieces.filter((_, at) => at % 2 === 0).map((piece) => Buffer.from(piece)), values: values.map((value) => ({ value, isText: value !== 'quantity' })), of: { usageType, unit, idKind, factor: USAGE_UNITS[sentUnit]?.factor ?? Number.NaN } }
}

/** A TMF635 Usage as far as it was read without a fault before. */
type Body = { usageDate?: unknown; readonly relatedParty?: { id?: unknown; readonly role?: unknown }[]; readonly usageCharacteristic?: { readonly name: string; value?: unknown }[] }
/** In no line that is given a shape. */
const MARK = '@@'
const isValue = (name: string): name is Value => VALUES.some((value) => value === name)
