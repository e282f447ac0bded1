import type { Band } from '../../shared/domain/tariff.ts'
import type { Dated, Discount, Grant, PrepaidCommand, TaxRow } from '../../shared/domain/tariff-terms.ts'
import { bucketOf, burnDown, rollOver } from '../../shared/engines/tariff/allowance.ts'
import { burstRate, rateBurst } from '../../shared/engines/tariff/burst.ts'
import { discountsOn, letOffAmount, letOffUnits } from '../../shared/engines/tariff/discounts.ts'
import { applyPrepaid, availableOf, EMPTY_ACCOUNT, heldOf } from '../../shared/engines/tariff/prepaid.ts'
import { taxAmount } from '../../shared/engines/tariff/taxes.ts'
import { rateSession } from '../../shared/engines/tariff/time-bands.ts'
import { correct, versionFor } from '../../shared/engines/tariff/versions.ts'
import { intlOffset, localTimeOf, zoneTable } from '../../shared/engines/tariff/zone.ts'
import { rational, sum, times, ZERO } from '../../shared/kernel/rational.ts'
import type { Rational, RoundingMode } from '../../shared/kernel/rational.ts'
import type { Answer, Case, Fields } from './evaluate.ts'

const number = (value: unknown): Rational => (value === null || value === undefined ? ZERO : rational(value as string | number))
const numbers = (value: unknown): readonly Rational[] => ((value ?? []) as readonly string[]).map(number)
const list = (value: unknown): readonly Fields[] => (value ?? []) as readonly Fields[]
const texts = (value: unknown): readonly string[] => (value ?? []) as readonly string[]
const instant = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))
const day = (value: unknown): string | null => (value ?? null) as string | null
const MONTH_MS = 31 * 86_400_000

const grantOf = (fields: Fields): Grant => {
  const rollover = fields['rollover'] as Fields | null | undefined
  return { id: fields['id'] as string, amount: number(fields['amount']), priority: Number(fields['priority'] ?? 0), effectiveAt: Number(fields['effectiveAt'] ?? 0), expiresAt: instant(fields['expiresAt']), members: null, mostPerMember: null, rollover: rollover ? { min: number(rollover['min']), max: number(rollover['max']) } : null }
}
function ofAllowances({ tariff, usage }: Case): Answer {
  const burnt = burnDown(list(tariff['grants']).map(grantOf).map(bucketOf), list(usage['uses']).map((use) => ({ id: use['id'] as string, at: Number(use['at']), by: 'one', quantity: number(use['quantity']) })))
  if (!burnt.ok) throw new Error(burnt.error.code)
  const unpaid = sum(burnt.value.unpaid.map(({ quantity }) => quantity))
  const buckets = usage['resetAt'] === undefined ? burnt.value.buckets : rollOver(burnt.value.buckets, Number(usage['resetAt']))
  return { unpaid, total: times(unpaid, number(tariff['unitPrice'])), left: buckets.map(({ left }) => left) }
}

function ofPrepaid({ usage }: Case): Answer {
  let [account, refused] = [EMPTY_ACCOUNT, 0]
  for (const command of list(usage['commands'])) {
    const next = applyPrepaid(account, { reservation: null, isFinal: false, ...command, amount: number(command['amount']) } as unknown as PrepaidCommand)
    if (next.ok) account = next.value
    else refused += 1
  }
  return { balance: account.balance, held: heldOf(account), available: availableOf(account), refused }
}

function ofZonedBands({ tariff, usage }: Case): Answer {
  const start = Date.parse(usage['start'] as string)
  const zone = zoneTable(intlOffset(tariff['zone'] as string), start - MONTH_MS, start + MONTH_MS)
  const bands = list(tariff['bands']).map((band): Band => ({
    weight: Number(band['weight'] ?? 0), connectFee: number(band['connectFee']), maxCost: null,
    times: [{ days: band['days'] as readonly number[], fromMinute: Number(band['fromMinute'] ?? 0), beforeMinute: Number(band['beforeMinute'] ?? 1_440), holidays: (band['holidays'] ?? 'also') as 'also' }],
    slots: [{ fromSeconds: 0, rate: number(band['rate']), perSeconds: Number(band['perSeconds']), incrementSeconds: Number(band['incrementSeconds']) }],
  }))
  const holidays = { id: 'case', days: texts(tariff['holidays']).map((date) => ({ date, name: date })) }
  return { cost: rateSession({ bands, rounding: null, incrementDecimals: null }, { start, seconds: Number(usage['seconds']), continuation: usage['continuation'] === true }, localTimeOf(zone, holidays)) }
}

function ofPercentile({ tariff, usage }: Case): Answer {
  const terms = { discardPercent: number(tariff['discardPercent'] ?? '5'), missing: (tariff['missing'] ?? 'leftOut') as 'leftOut' | 'zero', committed: number(tariff['committed']), committedPrice: number(tariff['committedPrice']), pricePerUnitOver: number(tariff['pricePerUnitOver']) }
  const rate = burstRate(terms, { inbound: numbers(usage['inbound']), outbound: numbers(usage['outbound']), expected: Number(usage['expected'] ?? Math.max(numbers(usage['inbound']).length, numbers(usage['outbound']).length)) })
  return { rated: rate.rated, discarded: rate.discarded, total: rateBurst(terms, rate) }
}

function ofDiscounts({ tariff, usage }: Case): Answer {
  const off = (one: Fields): Discount['off'] => (one['kind'] === 'percent' ? { kind: 'percent', percent: number(one['figure']) } : one['kind'] === 'amount' ? { kind: 'amount', amount: number(one['figure']) } : { kind: 'quantity', quantity: number(one['figure']) })
  const held = list(tariff['discounts']).map((one, nth) => ({ usedPeriods: Number(one['usedPeriods'] ?? 0), discount: { id: String(nth), from: day(one['from']), until: day(one['until']), periods: instant(one['periods']), off: off(one) } }))
  const discounts = discountsOn(held, usage['on'] as string)
  const units = letOffUnits(number(usage['quantity']), discounts)
  return { units, total: letOffAmount(times(units, number(tariff['unitPrice'])), discounts).amount }
}

function ofTaxes({ tariff, usage }: Case): Answer {
  const rows = list(tariff['rows']).map((row): TaxRow => ({ name: row['name'] as string, place: row['place'] as string, category: row['category'] as string, percent: number(row['percent']), from: row['from'] as string, until: day(row['until']) }))
  const table = { rows, inclusive: tariff['inclusive'] === true, decimals: Number(tariff['decimals'] ?? 2), mode: (tariff['mode'] ?? 'halfEven') as RoundingMode }
  const { net, tax, gross } = taxAmount(table, number(usage['amount']), { places: texts(usage['places']), category: usage['category'] as string, on: usage['on'] as string, exempt: (usage['exempt'] ?? []) as 'all' | readonly string[] })
  return { net, tax, gross }
}

function ofVersions({ tariff, usage }: Case): Answer {
  const versions = list(tariff['versions']).map((one): Dated & { readonly unitPrice: Rational } => ({ version: Number(one['version']), effectiveAt: Number(one['effectiveAt']), existingFrom: instant(one['existingFrom']), unitPrice: number(one['unitPrice']) }))
  const holding = versionFor(versions, { began: Number(usage['began']), at: Number(usage['at']) })
  if (!holding) return { version: 0, total: ZERO, delta: ZERO }
  const total = times(number(usage['quantity']), holding.unitPrice)
  const delta = correct(numbers(usage['booked']).map((amount, nth) => ({ key: 'k', amount, version: nth, corrects: nth > 0 })), [{ key: 'k', amount: total, version: holding.version }])
  return { version: holding.version, total, delta: sum(delta.map(({ amount }) => amount)) }
}

/** Models that the public sources have no cases of in this format; what each field means: README.md in `independent`. */
export const MORE_MODELS: Readonly<Record<string, (one: Case) => Answer>> = { allowances: ofAllowances, prepaid: ofPrepaid, zonedBands: ofZonedBands, percentile: ofPercentile, discounts: ofDiscounts, taxes: ofTaxes, versions: ofVersions }
