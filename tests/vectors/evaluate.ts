import type { Band, BandTariff, BandTime, Piece, RatedLine, SpendTerms, Tier, TieredTariff, ZeroUsage } from '../../shared/domain/tariff.ts'
import { rateGraduatedPercentage, ratePercentage } from '../../shared/engines/tariff/percentage.ts'
import { monthsInAdvance, rateProratedGraduated } from '../../shared/engines/tariff/prorated.ts'
import { applySpend, convertUnits, totalOf } from '../../shared/engines/tariff/spend.ts'
import { rateBlocks, rateCapacity, rateFlat, rateGraduated, ratePackages, rateUnits, rateVolume } from '../../shared/engines/tariff/tiers.ts'
import type { Window } from '../../shared/engines/tariff/tiers.ts'
import { allowedSeconds, debit, rateSession } from '../../shared/engines/tariff/time-bands.ts'
import type { LocalTime, Session } from '../../shared/engines/tariff/time-bands.ts'
import { compare, isZero, minus, most, over, rational, roundTo, sum, times, ZERO } from '../../shared/kernel/rational.ts'
import type { Rational, RoundingMode } from '../../shared/kernel/rational.ts'
import { MORE_MODELS } from './evaluate-more.ts'

/** A case as the files have it. */
export type Case = { readonly id: string; readonly tariff: Fields & { readonly model: string }; readonly usage: Fields; readonly expected: Fields }
export type Fields = Readonly<Record<string, unknown>>
/** What the engine says: exact numbers, or counts, under the names of what a case expects. */
export type Answer = Readonly<Record<string, Rational | number | readonly RatedLine[] | readonly { readonly units: Rational; readonly amount: Rational }[] | readonly Rational[]>>

const number = (value: unknown): Rational => (value === null || value === undefined ? ZERO : rational(value as string | number))
const orNull = (value: unknown): Rational | null => (value === null || value === undefined ? null : rational(value as string | number))
const list = (value: unknown): readonly Fields[] => (value ?? []) as readonly Fields[]
const numbers = (value: unknown): readonly Rational[] => ((value ?? []) as readonly string[]).map(number)
/** What the sources call it, as the engine does. */
const MODES: Readonly<Record<string, RoundingMode>> = { middle: 'halfUp', up: 'up', down: 'down', ceiling: 'ceiling', floor: 'floor', halfUp: 'halfUp', half: 'halfUp' }

/** Lago's ranges say from and to, OpenMeter's tiers up to; both mean what is above the tier before, up to and with the end. */
const tiersOf = (tariff: Fields): readonly Tier[] =>
  tariff['ranges'] ? list(tariff['ranges']).map((range) => ({ upTo: orNull(range['to']), unit: orNull(range['unit']), flat: isZero(number(range['flat'])) ? null : orNull(range['flat']) }))
    : list(tariff['tiers']).map((tier) => ({ upTo: orNull(tier['upTo']), unit: orNull(tier['unit']), flat: orNull(tier['flat']) }))
const tieredOf = (tariff: Fields): TieredTariff => ({ tiers: tiersOf(tariff), zeroUsage: (tariff['ranges'] ? 'nothing' : 'firstFlat') satisfies ZeroUsage })

function windowOf({ usage, tariff }: Case): Window {
  const conversion = tariff['unitConversion'] as Fields | undefined
  const read = (reading: Rational): Rational => (conversion ? convertUnits(reading, number(conversion['divideBy']), (value) => (conversion['round'] ? roundTo(value, 0, MODES[conversion['round'] as string] ?? 'halfUp') : value)) : reading)
  for (const name of ['quantity', 'quantityBefore', 'fullUnits']) if (compare(number(usage[name]), ZERO) < 0) throw new Error(`${name}: a negative quantity`)
  // A piece is converted by itself, and only then is what is free of it taken off.
  const quantity = most(minus(read(number(usage['quantity'])), number(tariff['usageDiscountQuantity'])), ZERO)
  return { before: read(number(usage['quantityBefore'])), quantity, piece: (usage['linePosition'] ?? 'single') as Piece }
}

const spendOf = ({ tariff, usage }: Case): SpendTerms => ({ minimum: orNull(tariff['minimumSpend']), maximum: orNull(tariff['maximumSpend']), percentDiscount: orNull(tariff['percentDiscount']), alreadyBilled: number(usage['alreadyBilled']) })

/** Lines of one period's piece, with what is let off and filled up. */
function ofLines(one: Case, lines: readonly RatedLine[]): Answer {
  const spent = applySpend(lines, spendOf(one), windowOf(one).piece)
  const tiers = [...Map.groupBy(spent.filter((line) => line.tier !== null), (line) => line.tier).values()].map((own) => ({ units: sum(own.filter((line) => line.kind === 'usage').map((line) => line.quantity)), amount: totalOf(own) }))
  return { total: totalOf(spent), lines: spent, tiers }
}

/** The time bands of a case; "Mon-Fri from 19:00, before 08:00, Sat-Sun" are three. */
const DAYS: Readonly<Record<string, number>> = { Sun: 0, Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6 }
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]
const DAY_MINUTES = 1_440
const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
function timesOf(when: string): readonly BandTime[] {
  return when.split(',').map((part) => {
    const [, from, to] = /\b(Sun|Mon|Tue|Wed|Thu|Fri|Sat)(?:-(Sun|Mon|Tue|Wed|Thu|Fri|Sat))?/.exec(part) ?? []
    const [first, last] = [DAYS[from ?? ''] ?? 0, DAYS[to ?? from ?? ''] ?? 6]
    const days = from === undefined ? EVERY_DAY : EVERY_DAY.filter((day) => (first <= last ? first <= day && day <= last : day >= first || day <= last))
    return { days, fromMinute: minuteOf(/from (\d\d:\d\d)/.exec(part)?.[1] ?? '00:00'), beforeMinute: /before (\d\d:\d\d)/.exec(part)?.[1] ? minuteOf(/before (\d\d:\d\d)/.exec(part)?.[1] ?? '') : DAY_MINUTES }
  })
}
const roundingOf = (tariff: Fields): BandTariff['rounding'] => {
  const rounding = tariff['rounding'] as Fields | undefined
  return rounding ? { mode: MODES[rounding['method'] as string] ?? 'halfUp', decimals: Number(rounding['decimals']) } : null
}
function bandsOf(tariff: Fields): BandTariff {
  const bands = list(tariff['bands']).map((band): Band => ({
    times: timesOf(band['when'] as string), connectFee: number(band['connectFee']),
    slots: list(band['slots']).map((slot) => ({ fromSeconds: Number(slot['fromSeconds']), rate: number(slot['rate']), perSeconds: Number(slot['perSeconds']), incrementSeconds: Number(slot['incrementSeconds']) })),
    maxCost: band['maxCost'] === undefined ? null : { amount: number(band['maxCost']), strategy: band['maxCostStrategy'] as 'free' | 'disconnect' },
  }))
  return { bands, rounding: roundingOf(tariff), incrementDecimals: tariff['incrementPriceDecimals'] === undefined ? null : Number(tariff['incrementPriceDecimals']) }
}
/** The sources' sessions are in UTC. */
const inUtc: LocalTime = (at) => ({ day: new Date(at).getUTCDay(), minute: new Date(at).getUTCHours() * 60 + new Date(at).getUTCMinutes() })

function ofSession({ tariff, usage }: Case): Answer {
  const bands = bandsOf(tariff)
  const session: Session = { start: Date.parse(usage['start'] as string), seconds: Number(usage['seconds'] ?? usage['requestedSeconds'] ?? 0), continuation: usage['continuation'] === true }
  const balances = list(usage['balances'])
  const held = (name: string): Rational => sum(balances.map((balance) => number(balance[name])))
  if (usage['requestedSeconds'] !== undefined) return { allowedSeconds: allowedSeconds(bands, session, sum([held('money'), held('moneyAtLeast'), held('sharedGroupMoney')]), inUtc) }
  const cost = rateSession(bands, session, inUtc)
  let left: ReturnType<typeof debit> = { own: held('money'), shared: held('sharedGroupMoney') }
  for (let nth = 0; nth < Number(usage['sessions'] ?? 1); nth++) left = left && debit(cost, left.own, left.shared)
  return { cost, ...(left ? { balanceAfter: left.own, sharedBalanceAfter: left.shared } : {}) }
}

function rounded(tariff: Fields, value: Rational): Rational {
  const rounding = roundingOf(tariff)
  return rounding ? roundTo(value, rounding.decimals, rounding.mode) : value
}
const startedOf = (units: Rational, size: Rational): Rational => times(roundTo(over(units, size), 0, 'ceiling'), size)

/** One way per model. A case of a model that is not here is a mismatch, said by its name. */
const MODELS: Readonly<Record<string, (one: Case) => Answer>> = {
  ...MORE_MODELS,
  flat: (one) => ofLines(one, rateFlat(number(one.tariff['amount']), one.tariff['term'] as 'advance' | 'arrears', windowOf(one))),
  unit: (one) => ofLines(one, rateUnits(number(one.tariff['unitPrice']), windowOf(one))),
  graduated: (one) => ofLines(one, rateGraduated(tieredOf(one.tariff), windowOf(one))),
  volume: (one) => ofLines(one, rateVolume(tieredOf(one.tariff), windowOf(one), orNull(one.usage['fullUnits']) ?? undefined)),
  package: (one) => ofLines(one, ratePackages({ price: number(one.tariff['packagePrice']), size: number(one.tariff['packageSize']), freeUnits: number(one.tariff['freeUnits']) }, windowOf(one))),
  dynamic: (one) => {
    const { quantity, before, piece } = windowOf(one)
    const price = roundTo(times(quantity, number(one.tariff['multiplier'])), 2, 'halfUp')
    return ofLines(one, isZero(quantity) ? [] : rateUnits(price, { before, quantity: rational('1'), piece }))
  },
  percentage: ({ tariff, usage }) => ({
    total: ratePercentage(
      { ratePercent: number(tariff['ratePercent']), fixedPerEvent: orNull(tariff['fixedPerEvent']), freeEvents: (tariff['freeEvents'] ?? null) as number | null, freeAmount: orNull(tariff['freeAmount']), perEventMin: orNull(tariff['perEventMin']), perEventMax: orNull(tariff['perEventMax']) },
      { amount: number(usage['amount']), events: Number(usage['events'] ?? 0), runningTotals: numbers(usage['runningTotals']), perEvent: numbers(usage['perEventAmounts']) },
    ),
  }),
  graduatedPercentage: ({ tariff, usage }) => ({ total: rateGraduatedPercentage(list(tariff['ranges']).map((range) => ({ upTo: orNull(range['to']), ratePercent: number(range['ratePercent']), flat: orNull(range['flat']) })), number(usage['amount'])) }),
  proratedGraduated: ({ tariff, usage, expected }) => {
    const prorated = numbers(usage['proratedEvents'])
    const total = rateProratedGraduated(tiersOf(tariff), numbers(usage['events']).map((units, index) => ({ units, prorated: prorated[index] ?? units })))
    return { total: roundTo(total, Number(expected['roundedTo'] ?? 2), MODES[(expected['rounding'] ?? 'half') as string] ?? 'halfUp') }
  },
  blockTiers: ({ tariff, usage }) => {
    const policy = tariff['policy'] as 'allTiers' | 'topTier'
    const rate = (tiers: readonly Fields[], quantity: Rational) => rateBlocks({ policy, tiers: tiers.map((tier) => ({ blockSize: number(tier['blockSize']), maxBlocks: number(tier['maxBlocks']), pricePerBlock: number(tier['pricePerBlock']) })) }, quantity)
    const byUnit = tariff['units'] as Readonly<Record<string, readonly Fields[]>> | undefined
    const tierAmounts = byUnit ? Object.entries(byUnit).flatMap(([unit, tiers]) => rate(tiers, number(usage[unit]))) : rate(list(tariff['tiers']), usage['events'] ? sum(numbers(usage['events'])) : number(usage['quantity']))
    const gross = sum(tierAmounts)
    return { gross, total: minus(gross, number(usage['alreadyBilled'])), tierAmounts }
  },
  capacity: ({ tariff, usage }) => ({ total: rateCapacity({ tiers: list(tariff['tiers']).map((tier) => ({ price: number(tier['price']), limits: amounts(tier['limits'] as Fields) })) }, amounts(usage)) }),
  recurringMonthlyInAdvance: ({ tariff, usage }) => {
    const { before, whole, after } = monthsInAdvance({ start: usage['start'] as string, end: (usage['end'] ?? null) as string | null, through: usage['invoiceThrough'] as string, billCycleDay: Number(tariff['billCycleDay']) })
    const [first = ZERO, second] = [before, after].filter((part) => !isZero(part))
    return { wholePeriods: whole, fraction: first, ...(second ? { fraction2: second } : {}) }
  },
  timeBands: ofSession,
  dataBlocks: ({ tariff, usage }) => ({ cost: rounded(tariff, times(startedOf(number(usage['units']), number(tariff['incrementUnits'])), over(number(tariff['rate']), number(tariff['perUnits'])))) }),
  perEvent: ({ tariff, usage }) => ({ cost: rounded(tariff, times(number(tariff['price']), number(usage['events']))) }),
  rate: ({ tariff, usage }) => ({ cost: rounded(tariff, times(startedOf(number(usage['seconds']), number(tariff['incrementSeconds'])), over(number(tariff['rate']), number(tariff['perSeconds'])))) }),
  increments: ({ tariff, usage }) => ({ cost: rounded(tariff, times(number(tariff['incrementPrice']), number(usage['increments']))) }),
}
const amounts = (fields: Fields): Readonly<Record<string, Rational>> => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, number(value)]))

/** What the engine answers. Errors: throws, in words, for a model that it has not. */
export function evaluate(one: Case): Answer {
  const model = MODELS[one.tariff.model]
  if (!model) throw new Error(`no such model: ${one.tariff.model}`)
  return model(one)
}

/** Not an amount, but how one is to be read. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['roundedTo', 'rounding'])
/** How an expectation differs from an answer, in words; null where it does not. */
export function mismatch(one: Case, answer: Answer): string | null {
  for (const [name, wanted] of Object.entries(one.expected)) {
    if (NOT_COMPARED.has(name)) continue
    const got = answer[name]
    if (got === undefined) return `${name}: nothing was said of it`
    if (!isSame(wanted, got)) return `${name}: expected ${JSON.stringify(wanted)}, came to ${said(got)}`
  }
  return null
}

function isSame(wanted: unknown, got: unknown): boolean {
  if (Array.isArray(wanted)) return Array.isArray(got) && wanted.length === got.length && wanted.every((item, index) => isSame(item, got[index]))
  if (isRational(got)) return compare(number(wanted), got) === 0
  if (typeof wanted === 'object' && wanted !== null) return Object.entries(wanted).every(([name, value]) => isSame(value, (got as Fields | null)?.[name]))
  return wanted === got
}
const isRational = (value: unknown): value is Rational => typeof value === 'object' && value !== null && 'n' in value && 'd' in value
const said = (value: unknown): string => JSON.stringify(value, (_name, item) => (isRational(item) ? `${item.n}${item.d === 1n ? '' : `/${item.d}`}` : item))
