// Percentile, discounts, taxes, versions: rules by tables, invariants by properties, each protection with a broken twin.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dated, Discount, Entry, TaxRow, TaxTable } from '../../../shared/domain/tariff-terms.ts'
import { burstRate, rateBurst } from '../../../shared/engines/tariff/burst.ts'
import { discountsOn, leftOfAmount, letOffAmount, letOffUnits, redeem } from '../../../shared/engines/tariff/discounts.ts'
import type { Coupon } from '../../../shared/engines/tariff/discounts.ts'
import { taxAmount } from '../../../shared/engines/tariff/taxes.ts'
import { correct, sumsOf, versionFor } from '../../../shared/engines/tariff/versions.ts'
import { compare, decimal, minus, plus, rational as r, sum } from '../../../shared/kernel/rational.ts'

describe('the 95th percentile', () => {
  const FIVE = { discardPercent: r('5'), missing: 'leftOut' as const }
  const upTo = (n: number) => Array.from({ length: n }, (_, nth) => r(BigInt(((nth * 7) % n) + 1)))
  it.each([[20, 19], [19, 19], [39, 38], [40, 38], [100, 95], [1, 1]])('of %d samples is the one worth %d', (n, wanted) => expect(decimal(burstRate(FIVE, { inbound: upTo(n), outbound: [], expected: 9_000 }).rated)).toBe(String(wanted)))
  it('is taken of each way by itself, and the larger is billed', () => {
    const rate = burstRate(FIVE, { inbound: upTo(100), outbound: upTo(100).map((one) => plus(one, r('0.5'))), expected: 100 })
    expect([rate.inbound, rate.outbound, rate.rated].map(decimal)).toEqual(['95', '95.5', '95.5'])
  })
  it('leaves samples that never came out, or takes them for nought: that is said', () => {
    const samples = { inbound: upTo(60), outbound: [], expected: 100 }
    expect([burstRate(FIVE, samples), burstRate({ ...FIVE, missing: 'zero' }, samples)].map(({ rated, discarded }) => [decimal(rated), discarded])).toEqual([['57', 3], ['55', 5]])
  })
  it('is nought without samples; what is committed is paid', () => {
    const rate = burstRate(FIVE, { inbound: [], outbound: [], expected: 0 })
    const tariff = { ...FIVE, committed: r('50'), committedPrice: r('100'), pricePerUnitOver: r('3') }
    expect([rateBurst(tariff, rate), rateBurst(tariff, { ...rate, rated: r('50') }), rateBurst(tariff, { ...rate, rated: r('52.5') })].map(decimal)).toEqual(['100', '100', '107.5'])
  })
  it('refuses a negative sample and more samples than there are five minutes', () => {
    expect(() => burstRate(FIVE, { inbound: [r('-1')], outbound: [], expected: 1 })).toThrow(/negative/)
    expect(() => burstRate(FIVE, { inbound: upTo(3), outbound: [], expected: 2 })).toThrow(/more samples/)
  })
})

const discount = (id: string, off: Discount['off'], terms: Partial<Discount> = {}): Discount => ({ id, from: null, until: null, periods: null, off, ...terms })
const percent = (id: string, figure: string, terms: Partial<Discount> = {}) => discount(id, { kind: 'percent', percent: r(figure) }, terms)
const amount = (id: string, figure: string) => discount(id, { kind: 'amount', amount: r(figure) })
describe('discounts', () => {
  it.each<[string, readonly Discount[], string]>([
    ['none', [], '100'], ['a part', [percent('p', '25')], '75'], ['a part of what a part leaves', [percent('p', '10'), percent('q', '10')], '81'], ['parts before sums, however they stand', [amount('a', '10'), percent('p', '50')], '40'],
    ['no more than there is', [amount('a', '150')], '0'], ['no more than all of it', [percent('p', '250')], '0'], ['nothing after nothing is left', [percent('p', '100'), amount('a', '5')], '0'],
  ])('let off %s', (_what, discounts, wanted) => expect(decimal(letOffAmount(r('100'), discounts).amount)).toBe(wanted))
  it('in units never leave fewer than none', () => expect([letOffUnits(r('5'), [discount('q', { kind: 'quantity', quantity: r('2.5') })]), letOffUnits(r('1'), [discount('q', { kind: 'quantity', quantity: r('2.5') })])].map(decimal)).toEqual(['2.5', '0']))
  it('hold from a day on, until a day, for so many bills', () => {
    const held = { discount: percent('spring', '10', { from: '2026-03-01', until: '2026-06-01', periods: 3 }), usedPeriods: 0 }
    expect(['2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01'].map((on) => discountsOn([held], on).length)).toEqual([0, 1, 1, 0])
    expect([2, 3].map((usedPeriods) => discountsOn([{ ...held, usedPeriods }], '2026-04-01').length)).toEqual([1, 0])
  })
  it('as a gift leave what a bill did not use', () => expect([leftOfAmount(r('50'), r('30')), leftOfAmount(r('50'), r('80'))].map(decimal)).toEqual(['20', '0']))
  const COUPON: Coupon = { code: 'HELLO', discount: percent('p', '10'), redeemFrom: '2026-01-01', redeemUntil: '2026-02-01', times: 2 }
  it.each([['hello ', 'me', '2026-01-15', ['you'], 'p'], ['GOODBYE', 'me', '2026-01-15', [], 'coupon-unknown'], ['HELLO', 'me', '2025-12-31', [], 'coupon-early'], ['HELLO', 'me', '2026-02-01', [], 'coupon-over'], ['HELLO', 'me', '2026-01-15', ['a', 'b'], 'coupon-used-up'], ['HELLO', 'me', '2026-03-01', ['me', 'b'], 'p']])('the code %j of %s on %s after %j is %s', (code, customerId, on, redeemed, wanted) => {
    const answer = redeem([COUPON], { code, customerId, on, redeemed: new Set(redeemed) })
    expect(answer.ok ? answer.value.id : answer.error).toBe(wanted)
  })
})

const row = (name: string, place: string, rate: string, terms: Partial<TaxRow> = {}): TaxRow => ({ name, place, category: 'telecom', percent: r(rate), from: '2020-01-01', until: null, ...terms })
const ROWS = [row('state', 'US-CO', '2.9'), row('city', 'US-CO-DEN', '4'), row('city', 'US-CO-DEN', '4.81', { from: '2026-07-01' }), row('old', 'US', '9', { until: '2026-01-01' }), row('equipment', 'US-CO', '7', { category: 'equipment' })]
const TABLE: TaxTable = { rows: ROWS, inclusive: false, decimals: 2, mode: 'halfEven' }
const HOME = { places: ['US', 'US-CO', 'US-CO-DEN'], category: 'telecom', on: '2026-06-30', exempt: [] }
describe('taxes', () => {
  it.each<[string, Parameters<typeof taxAmount>[2], readonly string[]]>([
    ['stand each on the net', HOME, ['state 2.9', 'city 4']], ['change with their day', { ...HOME, on: '2026-07-01' }, ['state 2.9', 'city 4.81']], ['end on their day', { ...HOME, on: '2025-12-31' }, ['old 9', 'state 2.9', 'city 4']],
    ['are those of the place', { ...HOME, places: ['US', 'US-CO'] }, ['state 2.9']], ['are those of the category', { ...HOME, category: 'equipment' }, ['equipment 7']], ['are none where no row is', { ...HOME, places: ['CA'] }, []],
  ])('%s', (_what, taxed, wanted) => expect(taxAmount(TABLE, r('100'), taxed).lines.map((line) => `${line.name} ${decimal(line.amount)}`)).toEqual(wanted))
  it('that a customer is exempt from are told as nought', () => {
    expect(taxAmount(TABLE, r('100'), { ...HOME, exempt: ['city'] }).lines.map((line) => [line.name, line.isExempt, decimal(line.amount)])).toEqual([['state', false, '2.9'], ['city', true, '0']])
    expect(decimal(taxAmount(TABLE, r('100'), { ...HOME, exempt: 'all' }).tax)).toBe('0')
  })
  it('inside a price leave the price as it was promised', () => {
    const { net, tax, gross, lines } = taxAmount({ ...TABLE, inclusive: true }, r('106.9'), HOME)
    expect([net, tax, gross].map(decimal)).toEqual(['100', '6.9', '106.9'])
    expect(lines.map((line) => decimal(line.base))).toEqual(['100', '100'])
  })
  const price = fc.integer({ min: 0, max: 5_000_000 }).map((cents) => r(`${cents}/100`))
  it('and net are the gross, whatever the price and the way, and never stand on one another', () => {
    fc.assert(fc.property(price, fc.boolean(), (value, inclusive) => {
      const { net, tax, gross, lines } = taxAmount({ ...TABLE, inclusive }, value, HOME)
      expect(compare(plus(net, tax), gross)).toBe(0)
      expect(compare(inclusive ? gross : net, value)).toBe(0)
      expect(new Set(lines.map((line) => `${line.base.n}/${line.base.d}`)).size).toBe(1)
      for (const line of lines) expect(compare(minus(line.amount, r(0n)), r(0n))).toBeGreaterThanOrEqual(0)
    }))
  })
})

describe('versions of a tariff', () => {
  const V = (version: number, effectiveAt: number, existingFrom: number | null): Dated => ({ version, effectiveAt, existingFrom })
  const ALL = [V(1, 100, null), V(2, 200, null), V(3, 300, 350)]
  it.each([[50, 90, null], [120, 150, 1], [120, 250, 1], [220, 250, 2], [120, 320, 1], [120, 350, 3], [220, 349, 2], [220, 350, 3], [300, 300, 3], [299, 300, 2], [400, 410, 3], [120, 120, 1]])('who began at %d has at %d version %s', (began, at, wanted) => {
    expect(versionFor(ALL, { began, at })?.version ?? null).toBe(wanted)
    expect(versionFor(ALL.toReversed(), { began, at })?.version ?? null).toBe(wanted)
  })
  const entry = (key: string, figure: string, version = 1, corrects = false): Entry => ({ key, amount: r(figure), version, corrects })
  it('rerated give back or charge the difference, as entries of their own', () => {
    const made = correct([entry('a', '10'), entry('b', '5'), entry('c', '3'), entry('gone', '2')], [{ key: 'a', amount: r('8.5'), version: 2 }, { key: 'b', amount: r('7'), version: 2 }, { key: 'c', amount: r('3'), version: 2 }, { key: 'new', amount: r('1'), version: 2 }])
    expect(made.map(({ key, amount: figure, version, corrects }) => [key, decimal(figure), version, corrects])).toEqual([['a', '-1.5', 2, true], ['b', '2', 2, true], ['gone', '-2', 1, true], ['new', '1', 2, false]])
    expect([sumsOf(made).refund, sumsOf(made).extra].map(decimal)).toEqual(['3.5', '3'])
  })
  const amounts = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 900 }).map((n) => r(`${n}/100`)))
  it('rerated any number of times come to the last of them, and once more to nothing', () => {
    fc.assert(fc.property(fc.array(amounts, { minLength: 1, maxLength: 5 }), (versions) => {
      let booked: readonly Entry[] = []
      for (const [version, charges] of versions.entries()) {
        const right = Object.entries(charges).map(([key, figure]) => ({ key, amount: figure, version }))
        booked = [...booked, ...correct(booked, right)]
        expect(correct(booked, right)).toEqual([])
        expect(compare(sum(booked.map((one) => one.amount)), sum(right.map((one) => one.amount)))).toBe(0)
      }
    }))
  })
  it('would be given back twice, were corrections not booked: the control', () => {
    const [booked, right] = [[entry('a', '10')], [{ key: 'a', amount: r('8'), version: 2 }]]
    expect(correct(booked, right)).toEqual(correct(booked, right))
    expect(correct([...booked, ...correct(booked, right)], right)).toEqual([])
  })
})
