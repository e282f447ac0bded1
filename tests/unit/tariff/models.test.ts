import { describe, expect, it } from 'vitest'
import type { BandTariff } from '../../../shared/domain/tariff.ts'
import { applySpend, totalOf } from '../../../shared/engines/tariff/spend.ts'
import { rateGraduated, rateUnits, tierProblems } from '../../../shared/engines/tariff/tiers.ts'
import { allowedSeconds, debit, rateSession } from '../../../shared/engines/tariff/time-bands.ts'
import type { LocalTime } from '../../../shared/engines/tariff/time-bands.ts'
import { compare, decimal, minus, plus, rational, roundTo, sum } from '../../../shared/kernel/rational.ts'
import type { RoundingMode } from '../../../shared/kernel/rational.ts'
import { seededRandom } from '../../support/virtual-time.ts'

const r = rational
const tier = (upTo: string | null, unit: string | null, flat: string | null = null) => ({ upTo: upTo === null ? null : r(upTo), unit: unit === null ? null : r(unit), flat: flat === null ? null : r(flat) })

describe('exact numbers', () => {
  it.each<[string, RoundingMode, string]>([['2.5', 'halfUp', '3'], ['2.5', 'halfEven', '2'], ['3.5', 'halfEven', '4'], ['-2.5', 'halfUp', '-3'], ['-2.1', 'ceiling', '-2'], ['-2.1', 'floor', '-3'], ['-2.1', 'up', '-3'], ['-2.9', 'down', '-2'], ['7', 'up', '7']])('%s rounded %s is %s', (value, mode, rounded) => expect(decimal(roundTo(r(value), 0, mode))).toBe(rounded))
  it.each([['0.1', '0.2', '0.3'], ['1/3', '2/3', '1'], ['-1.25', '1.25', '0'], ['99999999999999999999.01', '0.99', '100000000000000000000']])('%s and %s are %s', (a, b, together) => expect(decimal(plus(r(a), r(b)))).toBe(together))
  it.each(['', 'NaN', '1e3', '1.', '--1', 'Infinity', '1,5', '0x10'])('%j is no number', (text) => expect(() => r(text)).toThrow(/no decimal number/))
  it('a third has no end', () => expect(() => decimal(r('1/3'))).toThrow(/without an end/))
  it('nothing is divided by nought', () => expect(() => r('1/0')).toThrow(/nought/))
})

describe('tiers', () => {
  const TIERS = { zeroUsage: 'nothing' as const, tiers: [tier('10', '2', '5'), tier('20', '1.5'), tier(null, '1', '3')] }
  it('cost the same in one piece as in any two', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 300; round++) {
      const [whole, cut] = [r(String(Math.floor(random() * 4_000) + 1)), random()]
      const first = roundTo({ n: whole.n * BigInt(Math.floor(cut * 1_000)), d: whole.d * 1_000n }, 3, 'down')
      const of = (before: typeof whole, quantity: typeof whole) => totalOf(rateGraduated(TIERS, { before, quantity, piece: 'mid' }))
      expect(decimal(plus(of(r('0'), first), of(first, minus(whole, first))))).toBe(decimal(of(r('0'), whole)))
    }
  })
  it('charge the first flat part once, though nothing was used in the first of several pieces', () => {
    const tariff = { ...TIERS, zeroUsage: 'firstFlat' as const }
    const pieces = [['0', '0', 'first'], ['0', '0', 'mid'], ['0', '4', 'last']] as const
    expect(pieces.map(([before, quantity, piece]) => decimal(totalOf(rateGraduated(tariff, { before: r(before), quantity: r(quantity), piece }))))).toEqual(['5', '0', '8'])
  })
  it('are refused at publish with their place where they overlap, leave a gap or have no open end', () => {
    expect(tierProblems([])).toEqual([{ at: 0, problem: 'tier-none' }])
    expect(tierProblems([tier('10', '1'), tier('10', '1'), tier(null, '1')])).toEqual([{ at: 1, problem: 'tier-overlaps' }])
    expect(tierProblems([tier(null, '1'), tier(null, '1')])).toEqual([{ at: 1, problem: 'tier-after-open' }])
    expect(tierProblems([tier('10', '1')])).toEqual([{ at: 0, problem: 'tier-missing-above' }])
    expect(tierProblems(TIERS.tiers)).toEqual([])
  })
})

it('a maximum is never passed and a minimum always reached, whatever was billed before', () => {
  const random = seededRandom(11)
  for (let round = 0; round < 300; round++) {
    const some = (most: number) => r(String(Math.floor(random() * most)))
    const [maximum, alreadyBilled] = [some(500), some(300)]
    const minimum = roundTo({ n: maximum.n, d: maximum.d * 2n }, 0, 'down')
    const lines = applySpend(rateUnits(some(9), { before: r('0'), quantity: some(200), piece: 'last' }), { minimum, maximum, percentDiscount: some(100), alreadyBilled }, 'last')
    const owed = plus(alreadyBilled, totalOf(lines))
    expect(compare(owed, maximum) <= 0 || totalOf(lines).n === 0n).toBe(true)
    expect(compare(owed, minimum) >= 0).toBe(true)
    for (const line of lines.filter((one) => one.kind === 'usage')) expect(decimal(sum([line.total, line.discount]))).toBe(decimal({ n: line.unitPrice.n * line.quantity.n, d: line.unitPrice.d * line.quantity.d }))
  }
})

describe('bands of the day', () => {
  const EVERY = [0, 1, 2, 3, 4, 5, 6]
  const band = (fromMinute: number, rate: string) => ({ times: [{ days: EVERY, fromMinute, beforeMinute: 1_440 }], connectFee: r('0'), slots: [{ fromSeconds: 0, rate: r(rate), perSeconds: 60, incrementSeconds: 60 }], maxCost: null })
  const TARIFF: BandTariff = { bands: [band(0, '1'), band(120, '2')], rounding: null, incrementDecimals: null }
  const format = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Denver', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const inDenver: LocalTime = (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
    return { day: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(parts.get('weekday') ?? ''), minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) }
  }
  it('an hour that comes twice is rated twice, and one that is left out never', () => {
    const cost = (start: string) => decimal(rateSession(TARIFF, { start: Date.parse(start), seconds: 7_200, continuation: false }, inDenver))
    // 2026-11-01 01:30 MDT: half an hour, the hour again, then half an hour from two o'clock on: 90 at 1 and 30 at 2.
    expect(cost('2026-11-01T07:30:00Z')).toBe('150')
    // 2026-03-08 01:30 MST: half an hour, then it is three o'clock: 30 at 1 and 90 at 2.
    expect(cost('2026-03-08T08:30:00Z')).toBe('210')
  })
  it('a moment that no band holds is refused, not free', () => {
    const gap: BandTariff = { ...TARIFF, bands: [{ ...band(120, '2') }] }
    expect(() => rateSession(gap, { start: Date.parse('2026-11-02T08:00:00Z'), seconds: 60, continuation: false }, inDenver)).toThrow(/no band/)
  })
  it('money lasts as long as it pays for the next increment', () => {
    const session = { start: Date.parse('2026-11-02T10:00:00Z'), seconds: 3_600, continuation: false }
    expect([r('0'), r('1.99'), r('2'), r('10.5'), r('999')].map((money) => allowedSeconds(TARIFF, session, money, inDenver))).toEqual([0, 0, 60, 300, 3_600])
  })
  it('own money goes first, then the group’s, and nothing where both do not hold it', () => {
    expect(debit(r('7'), r('5'), r('10'))).toEqual({ own: r('0'), shared: r('8') })
    expect(debit(r('16'), r('5'), r('10'))).toBeNull()
  })
})
