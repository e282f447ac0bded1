import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Grant, Use } from '../../../shared/domain/tariff-terms.ts'
import { bucketOf, burnDown, leftFor, rollOver } from '../../../shared/engines/tariff/allowance.ts'
import type { Bucket } from '../../../shared/engines/tariff/allowance.ts'
import { compare, decimal, minus, rational as r, sum } from '../../../shared/kernel/rational.ts'

const grant = (id: string, terms: Partial<Grant> = {}): Grant => ({ id, amount: r('10'), priority: 1, effectiveAt: 0, expiresAt: null, members: null, mostPerMember: null, rollover: null, ...terms })
const use = (id: string, quantity: string, at = 50, by = 'Ada Plainly'): Use => ({ id, at, by, quantity: r(quantity) })
function after(grants: readonly Grant[], uses: readonly Use[]) {
  const burnt = burnDown(grants.map(bucketOf), uses)
  if (!burnt.ok) throw new Error(burnt.error.code)
  return burnt.value
}
const left = ({ buckets }: { buckets: readonly Bucket[] }) => Object.fromEntries(buckets.map((bucket) => [bucket.grant.id, decimal(bucket.left)]))

describe('allowances', () => {
  it.each<[string, Partial<Grant>, Partial<Grant>, string]>([
    ['the lower number of priority', { priority: 2 }, { priority: 1 }, 'b'], ['of one priority what ends first', { expiresAt: 90 }, { expiresAt: 80 }, 'b'],
    ['what ends before what never does', {}, { expiresAt: 99 }, 'b'], ['of one end the first id', {}, {}, 'a'], ['priority before the end', { priority: 1, expiresAt: 99 }, { priority: 2, expiresAt: 60 }, 'a'],
  ])('%s is used first', (_what, a, b, first) => expect(after([grant('a', a), grant('b', b)], [use('u', '4')]).taken.map(({ grantId }) => grantId)).toEqual([first]))
  it('pay from several, and say what none paid for', () => {
    const burnt = after([grant('a'), grant('b', { amount: r('2.5') })], [use('u', '14')])
    expect(left(burnt)).toEqual({ a: '0', b: '0' })
    expect(burnt.unpaid.map(({ useId, quantity }) => [useId, decimal(quantity)])).toEqual([['u', '1.5']])
  })
  it('hold from their beginning and no more at their end', () => {
    const grants = [grant('a', { effectiveAt: 10, expiresAt: 20 })]
    expect([9, 10, 19, 20].map((at) => left(after(grants, [use('u', '4', at)]))['a'])).toEqual(['10', '6', '6', '10'])
  })
  it('that are shared pay for their members alone, and for each no more than their part', () => {
    const group = grant('g', { members: ['Ada Plainly', 'Bo Invented'], mostPerMember: r('6') })
    const burnt = after([group], [use('u1', '8', 1), use('u2', '3', 2, 'Bo Invented'), use('u3', '1', 3, 'Cy Stranger')])
    expect(burnt.taken.map(({ useId, quantity }) => [useId, decimal(quantity)])).toEqual([['u1', '6'], ['u2', '3']])
    expect(burnt.unpaid.map(({ useId, quantity }) => [useId, decimal(quantity)])).toEqual([['u1', '2'], ['u3', '1']])
    expect(decimal(leftFor([bucketOf(group)], 'Cy Stranger', 1))).toBe('0')
  })
  it.each([['3', null, '0'], ['3', { min: '5', max: '8' }, '5'], ['6', { min: '5', max: '8' }, '6'], ['10', { min: '5', max: '8' }, '8'], ['0', { min: '0', max: '0' }, '0']])('%s left at a reset with %j is %s', (amount, rollover, wanted) => {
    const held = grant('a', { rollover: rollover && { min: r(rollover.min), max: r(rollover.max) } })
    expect(left({ buckets: rollOver([{ grant: held, left: r(amount) }], 100) })).toEqual({ a: wanted })
  })
  it('that are over at a reset leave nothing, and those that have not begun stay whole', () => {
    const rollover = { min: r('5'), max: r('8') }
    expect(left({ buckets: rollOver([grant('over', { expiresAt: 100, rollover }), grant('later', { effectiveAt: 101, rollover })].map(bucketOf), 100) })).toEqual({ over: '0', later: '10' })
  })
  it('count a use once that is told twice, and refuse one id with two contents and a negative use', () => {
    expect(left(after([grant('a')], [use('u', '4'), use('u', '4')]))).toEqual({ a: '6' })
    expect(burnDown([], [use('u', '4'), use('u', '5')])).toEqual({ ok: false, error: { code: 'use-reused', useId: 'u' } })
    expect(burnDown([], [use('u', '-1')])).toEqual({ ok: false, error: { code: 'quantity-negative', useId: 'u' } })
  })

  const amount = fc.integer({ min: 0, max: 400 }).map((n) => r(`${n}/10`))
  const grants = fc.array(fc.record({ amount, priority: fc.nat(2), effectiveAt: fc.nat(40), expiresAt: fc.option(fc.integer({ min: 20, max: 99 })), members: fc.option(fc.subarray(['p', 'q'])), mostPerMember: fc.option(amount) }), { maxLength: 5 })
    .map((all) => all.map((terms, nth) => grant(`g${nth}`, terms)))
  const uses = fc.array(fc.record({ at: fc.nat(99), by: fc.constantFrom('p', 'q'), quantity: amount }), { maxLength: 8 }).map((all) => all.map((one, nth) => ({ ...one, id: `u${nth}` })))
  it('come to the same in whatever order uses arrive and grants stand, and lose nothing', () => {
    fc.assert(fc.property(grants, uses, fc.infiniteStream(fc.nat()), (held, used, keys) => {
      const shuffled = <T>(all: readonly T[]) => all.map((one) => [keys.next().value ?? 0, one] as const).toSorted((a, b) => a[0] - b[0]).map(([, one]) => one)
      const [one, other] = [after(held, used), after(shuffled(held), shuffled([...used, ...used]))]
      expect(left(other)).toEqual(left(one))
      expect(other.taken).toEqual(one.taken)
      const paid = sum(one.taken.map(({ quantity }) => quantity))
      expect(compare(minus(sum(used.map(({ quantity }) => quantity)), sum(one.unpaid.map(({ quantity }) => quantity))), paid)).toBe(0)
      expect(compare(minus(sum(held.map((each) => each.amount)), sum(one.buckets.map((bucket) => bucket.left))), paid)).toBe(0)
    }))
  })
  it('would not, were uses taken as they arrive: the control', () => {
    const grants = [grant('early', { expiresAt: 20 }), grant('late', { effectiveAt: 10 })]
    const asTheyArrive = (used: readonly Use[]) => left({ buckets: used.reduce<readonly Bucket[]>((buckets, one) => { const burnt = burnDown(buckets, [one]); return burnt.ok ? burnt.value.buckets : buckets }, grants.map(bucketOf)) })
    const used = [use('a', '8', 5), use('b', '8', 15)]
    expect(asTheyArrive(used)).not.toEqual(asTheyArrive(used.toReversed()))
    expect(left(after(grants, used))).toEqual(left(after(grants, used.toReversed())))
  })
})
