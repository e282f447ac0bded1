import type { Instant } from '../../../../shared/kernel/time.ts'
import type { Quirks } from './quirks.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'

export type MeteredService = { readonly serviceId: string; readonly localCustomerId: string; readonly offeringId: string; readonly meter: readonly string[]; readonly from: Instant; readonly to: Instant }
/** A TMF635 Usage as this vendor writes it. */
export type MeteredUsage = Readonly<Record<string, unknown>>

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** The territory's standard time; a practice subscriber does not change the clock. */
const OFFSET_MS = 7 * HOUR_MS
/** Out of a hundred and something, by local hour: little at night, a rise after school, a peak at nine in the evening. */
const OF_DAY = [2, 1, 1, 1, 1, 1, 2, 4, 5, 5, 4, 4, 5, 4, 4, 5, 6, 7, 9, 11, 13, 13, 9, 5]
const WEEKEND = 1.35

/** One day of one service, the same for the same seed whatever was metered before. `day`: days since 1970 in local time. */
export function meterDay(service: MeteredService, day: number, { seed, quirks, zoneOffsetMs = OFFSET_MS }: { readonly seed: number; readonly quirks: Quirks; readonly zoneOffsetMs?: number }): readonly MeteredUsage[] {
  const random = createRandom(`${seed}|${service.serviceId}|${day}`)
  // Whether a household is a big user or a small one is a fact about it and not about the day.
  const appetite = Math.exp(createRandom(`${seed}|${service.serviceId}`).normal() * 0.6) * (day % 7 === 2 || day % 7 === 3 ? WEEKEND : 1)
  const kinds = service.meter.flatMap((unit) => KINDS[unit] ?? [])
  const made = kinds.flatMap((kind) => Array.from({ length: random.poisson(kind.perDay * appetite) }, (): Drawn => {
    const startedAt = day * DAY_MS + zoneOffsetMs + random.weighted(OF_DAY) * HOUR_MS + Math.floor(random.next() * HOUR_MS / 1_000) * 1_000
    return { kind, startedAt, ...kind.draw(random) }
  })).filter(({ startedAt, seconds }) => startedAt >= service.from && startedAt + seconds * 1_000 < service.to)
  const written = made.toSorted((a, b) => a.startedAt - b.startedAt).map((one, index) => write(service, one, `${day}-${index}`, quirks))
  const sent = written.flatMap((one) => (random.next() * 1_000 < quirks.repeatedPerMille ? [one, one] : [one]))
  return quirks.shuffles ? random.shuffle(sent) : sent
}

type Kind = { readonly usageType: string; readonly perDay: number; readonly draw: (random: Random) => { readonly seconds: number; readonly quantity: number; /** What it was worth, in dollars. */ readonly amount?: string } }
type Drawn = { readonly kind: Kind; readonly startedAt: Instant; readonly seconds: number; readonly quantity: number; readonly amount?: string }

const seconds = (random: Random, mean: number): number => 1 + Math.floor(random.exponential(mean))
const CALL: Kind = { usageType: 'voice', perDay: 3.2, draw: (random) => same(seconds(random, 190)) }
const VOLUME: Kind = { usageType: 'data', perDay: 22, draw: (random) => ({ seconds: seconds(random, 1_500), quantity: 1_024_000 * (1 + Math.floor(random.exponential(420))) }) }
/** New films are dear, and most are not new. */
const FILM_PRICES = ['0.99', '2.99', '3.99', '5.99', '7.99']
const VIEW: Kind = { usageType: 'view', perDay: 0.4, draw: (random) => ({ seconds: seconds(random, 2_700), quantity: 1, amount: FILM_PRICES[random.weighted([3, 4, 5, 2, 1])] ?? '3.99' }) }
const SESSION: Kind = { usageType: 'session', perDay: 2.4, draw: (random) => same(seconds(random, 9_000)) }
const same = (value: number) => ({ seconds: value, quantity: value })

/** What an order's `meter` asks for, by the unit of its price. */
const KINDS: Readonly<Record<string, readonly Kind[]>> = { minute: [CALL], second: [CALL], call: [CALL], gigabyte: [VOLUME], megabyte: [VOLUME], GB: [VOLUME], view: [VIEW], session: [SESSION], hour: [SESSION] }

const FACTOR = { byte: 1, MB: 1_000_000, KiB: 1_024 } as const

function write(service: MeteredService, { kind, startedAt, seconds: lasted, quantity, amount: worth }: Drawn, serial: string, quirks: Quirks): MeteredUsage {
  const unit = kind.usageType === 'data' ? quirks.volumeUnit : kind.usageType === 'view' ? 'view' : 'second'
  const amount = kind.usageType === 'data' ? decimal(quantity, FACTOR[quirks.volumeUnit]) : String(quantity)
  const characteristics = {
    ...(quirks.eventIds === 'own' ? { eventId: `${quirks.prefix}-${service.localCustomerId}-${service.serviceId}-${serial}` } : {}),
    quantity: quirks.quantityAs === 'text' ? amount : Number(amount), unit, startDate: instant(startedAt, quirks.zone), endDate: instant(startedAt + lasted * 1_000, quirks.zone), offeringId: service.offeringId,
    ...(worth === undefined ? {} : { amount: worth, currency: 'USD' }),
  }
  return {
    '@type': 'Usage', usageType: kind.usageType, usageDate: instant(startedAt, quirks.zone), relatedParty: [{ id: service.localCustomerId, role: 'localCustomer', '@referredType': 'Customer' }],
    usageCharacteristic: Object.entries(characteristics).map(([name, value]) => ({ name, value })),
  }
}

/** An integer divided by a factor, exactly, as vendors print it; volumes are multiples of 1 024 000, so that it ends. */
function decimal(value: number, factor: number): string {
  const rest = value % factor
  return rest === 0 ? String(value / factor) : `${Math.floor(value / factor)}.${String(rest).padStart(String(factor).length - 1, '0')}`.replace(/0+$/, '')
}

const instant = (at: Instant, zone: Quirks['zone']): string => (zone === 'Z' ? new Date(at).toISOString() : `${new Date(at - OFFSET_MS).toISOString().slice(0, 19)}-07:00`)

/** The local days that a span touches. */
export const daysOf = ({ from, to }: { readonly from: Instant; readonly to: Instant }): readonly number[] => {
  const [first, last] = [Math.floor((from - OFFSET_MS) / DAY_MS), Math.floor((to - 1 - OFFSET_MS) / DAY_MS)]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n)
}
