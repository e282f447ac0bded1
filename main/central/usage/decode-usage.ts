import type { UsageEvent, UsageReason, UsageType } from '../../../shared/domain/usage.ts'
import { MOST_PER_EVENT, UNITS_OF_TYPE, USAGE_TYPES, USAGE_UNITS } from '../../../shared/domain/usage.ts'
import { microFromDecimal } from '../../../shared/kernel/money.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Instant } from '../../../shared/kernel/time.ts'

/** A clock that is this much ahead is not ours: an hour covers zones written wrongly by none, and drift. */
export const AHEAD_MS = 60 * 60_000
export const LONG_AGO = Date.UTC(2000, 0, 1)
/** Signs of an id, at most. */
export const MOST_TEXT = 200

/** The parts of an event as any sender may write them: a TMF635 body, a row of a CSV file, a session record. */
export type UsageFields = {
  readonly eventId?: unknown; readonly localId?: unknown; readonly idKind?: UsageEvent['idKind']; readonly usageType?: unknown; readonly unit?: unknown
  readonly quantity?: unknown; readonly startedAt?: unknown; readonly endedAt?: unknown; readonly amount?: unknown; readonly currency?: unknown; readonly offeringId?: unknown
}
/** Who sends, and the moment it came. */
export type Sender = { readonly providerId: string; readonly now: Instant; /** How far its clock may be ahead; an hour where it is not said. Practice providers meter months to come. */ readonly aheadMs?: number }

/** Reads a TMF635 Usage as it is created. What TMF635 leaves open is a characteristic: eventId, quantity, unit, startDate, endDate, amount, currency, offeringId. */
export function decodeUsage(body: unknown, sender: Sender): Result<UsageEvent, UsageReason> {
  if (!isObject(body)) return err('not-a-usage')
  const named = new Map<string, unknown>()
  for (const one of list(body['usageCharacteristic'])) if (isObject(one) && typeof one['name'] === 'string') named.set(one['name'], one['value'])
  const parties = list(body['relatedParty']).filter(isObject)
  const provider = parties.find((party) => party['role'] === 'provider')
  if (provider && provider['id'] !== sender.providerId) return err('other-provider')
  const user = parties.find((party) => party['role'] === 'userIdentifier')
  const subscriber = parties.find((party) => party['role'] === 'localCustomer' || party['role'] === 'customer')
  return decodeFields({
    eventId: named.get('eventId'), localId: (subscriber ?? user)?.['id'] ?? named.get('localCustomerId'), idKind: subscriber || !user ? 'localCustomer' : 'userIdentifier',
    usageType: body['usageType'], unit: named.get('unit'), quantity: named.get('quantity'), startedAt: named.get('startDate') ?? body['usageDate'], endedAt: named.get('endDate'),
    amount: named.get('amount'), currency: named.get('currency'), offeringId: named.get('offeringId'),
  }, sender)
}

/** Decides whether fields are an event, naming the first that is not right. Everything wrong by itself is refused here; whose it is comes later. */
export function decodeFields(fields: UsageFields, { providerId, now, aheadMs = AHEAD_MS }: Sender): Result<UsageEvent, UsageReason> {
  const eventId = fields.eventId === undefined || fields.eventId === null || fields.eventId === '' ? null : text(fields.eventId)
  if (eventId === undefined) return err('event-id-unreadable')
  const localId = text(fields.localId)
  if (localId === undefined) return err('local-id-missing')
  const usageType = USAGE_TYPES.find((type) => type === fields.usageType)
  if (!usageType) return err('type-unknown')
  const measured = measure(usageType, fields)
  if (!measured.ok) return measured
  const span = readSpan(fields, now + aheadMs)
  if (!span.ok) return span
  const value = readValue(fields)
  if (!value.ok) return value
  const offeringId = text(fields.offeringId) ?? null
  return ok({ providerId, eventId, localId, idKind: fields.idKind ?? 'localCustomer', usageType, ...measured.value, ...span.value, value: value.value, offeringId })
}

function measure(usageType: UsageType, { unit, quantity }: UsageFields): Result<Pick<UsageEvent, 'unit' | 'quantity'>, UsageReason> {
  const known = typeof unit === 'string' && Object.hasOwn(USAGE_UNITS, unit) ? USAGE_UNITS[unit] : undefined
  if (!known) return err('unit-unknown')
  if (!UNITS_OF_TYPE[usageType].includes(known.base)) return err('unit-not-of-type')
  if (quantity === undefined || quantity === null || quantity === '') return err('quantity-missing')
  if (typeof quantity !== 'number' && typeof quantity !== 'string') return err('quantity-not-a-number')
  const approximate = typeof quantity === 'number' ? quantity : /^[+-]?\d{1,400}(?:\.\d{1,400})?$/.test(quantity) ? Number(quantity) : Number.NaN
  // JSON has no infinity: a number that overflows was one with too many digits.
  if (Number.isNaN(approximate)) return err('quantity-not-a-number')
  if (approximate < 0) return err('quantity-negative')
  if (approximate * known.factor > MOST_PER_EVENT[known.base]) return err('quantity-absurd')
  const whole = scaleExactly(String(quantity), known.factor)
  return whole === null ? err('quantity-not-whole') : ok({ unit: known.base, quantity: whole })
}

/** A decimal times an integer as an integer, without a float between them; null where it is none. */
function scaleExactly(decimal: string, factor: number): number | null {
  const match = /^\+?(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (!match) return /^-0(?:\.0+)?$/.test(decimal) ? 0 : null
  const [, integer = '0', fraction = ''] = match
  const scale = 10n ** BigInt(fraction.length)
  const product = BigInt(integer + fraction) * BigInt(factor)
  return product % scale === 0n ? Number(product / scale) : null
}

function readSpan(fields: UsageFields, latest: Instant): Result<Pick<UsageEvent, 'startedAt' | 'endedAt'>, UsageReason> {
  const startedAt = readInstant(fields.startedAt)
  const endedAt = fields.endedAt === undefined || fields.endedAt === null || fields.endedAt === '' ? startedAt : readInstant(fields.endedAt)
  if (startedAt === null || endedAt === null) return err('date-unreadable')
  if (startedAt < LONG_AGO) return err('too-long-ago')
  if (endedAt < startedAt) return err('ends-before-start')
  return startedAt > latest || endedAt > latest ? err('clock-ahead') : ok({ startedAt, endedAt })
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/

/** RFC 3339 with its zone: a time without one is another instant for every reader. A day that no month has is no date. */
function readInstant(value: unknown): Instant | null {
  if (typeof value !== 'string') return null
  const match = DATE.exec(value)
  const at = match ? Date.parse(value) : Number.NaN
  if (!match || Number.isNaN(at)) return null
  // Day 0 of the next month is the last of this one.
  return Number(match[3]) <= new Date(Date.UTC(Number(match[1]), Number(match[2]), 0)).getUTCDate() ? at : null
}

function readValue({ amount, currency }: UsageFields): Result<UsageEvent['value'], UsageReason> {
  const has = (value: unknown): boolean => value !== undefined && value !== null && value !== ''
  if (has(currency) && currency !== 'USD') return err('currency-unknown')
  if (!has(amount)) return ok(null)
  if (!has(currency)) return err('currency-unknown')
  const decimal = String(amount)
  return /^\d{1,9}(?:\.\d{1,6})?$/.test(decimal) ? ok({ amountMicro: microFromDecimal(decimal), currency: 'USD' }) : err('value-unreadable')
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
/** Undefined for anything that is not a text of 1 to `MOST_TEXT` characters; a number is a text to many senders. */
function text(value: unknown): string | undefined {
  const given = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  return typeof given === 'string' && given.length > 0 && given.length <= MOST_TEXT ? given : undefined
}
