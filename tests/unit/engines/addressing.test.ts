import { describe, expect, it } from 'vitest'
import type { Assignment, IpPool, IpRule } from '../../../shared/domain/addressing.ts'
import { assignmentAfter } from '../../../shared/engines/addressing/assignment.ts'
import { candidatesFrom } from '../../../shared/engines/addressing/candidates.ts'
import { chooseRule, matchingRules } from '../../../shared/engines/addressing/choose-rule.ts'
import { formatIp, parseCidr, parseIp } from '../../../shared/engines/addressing/cidr.ts'
import { nextFree } from '../../../shared/engines/addressing/next-free.ts'
import { overlaps } from '../../../shared/engines/addressing/overlaps.ts'
import { asId } from '../../../shared/kernel/ids.ts'

const pool = (cidr: string, reserved: readonly string[] = [], id = 'pool'): IpPool => ({ id, name: id, cidr, reserved, quarantineMs: 10_000 })

describe('an address as text', () => {
  // Canonical forms of RFC 5952 section 4: no leading zeros, the longest run of zeros shortened (the first of equals), one zero group kept, lower case.
  it.each([
    ['2001:0db8::0001', '2001:db8::1'], ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'], ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'], ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:DB8::A', '2001:db8::a'], ['::', '::'], ['::ffff:192.0.2.1', '::ffff:c000:201'], ['fe80::', 'fe80::'], ['203.0.113.7', '203.0.113.7'],
  ])('%s is written %s', (text, canonical) => {
    const parsed = parseIp(text)
    expect(parsed.ok && formatIp(parsed.value)).toBe(canonical)
  })

  it.each(['', '203.0.113', '203.0.113.256', '203.0.113.07', '203.0.113.7 ', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', '1:2:3:4:5:6:7::8', '12345::', ':1', 'g::', '::1.2.3.4:5'])(
    'refuses %j', (text) => expect(parseIp(text)).toMatchObject({ ok: false, error: { code: 'address-malformed' } }))
})

describe('a prefix', () => {
  it('spans its addresses', () => {
    expect(parseCidr('203.0.113.0/24')).toEqual({ ok: true, value: { family: 4, prefixLength: 24, first: 0xcb007100n, last: 0xcb0071ffn } })
    expect(parseCidr('0.0.0.0/0')).toMatchObject({ ok: true, value: { first: 0n, last: 0xffffffffn } })
    expect(parseCidr('2001:db8::/126')).toMatchObject({ ok: true, value: { family: 6, last: (0x20010db8n << 96n) + 3n } })
  })

  it.each([['203.0.113.5/24', 'host-bits-set'], ['203.0.113.0/33', 'prefix-malformed'], ['203.0.113.0', 'prefix-malformed'], ['203.0.113.0/024', 'prefix-malformed'], ['x/8', 'prefix-malformed'], ['::/129', 'prefix-malformed']])(
    'refuses %s as %s', (text, code) => expect(parseCidr(text)).toMatchObject({ ok: false, error: { code } }))
})

describe('the candidates of a pool', () => {
  it('leave out network, broadcast and what is reserved, addresses or prefixes', () => {
    expect([...candidatesFrom(pool('203.0.113.0/29', ['203.0.113.1']), 'ascending')]).toEqual(['203.0.113.2', '203.0.113.3', '203.0.113.4', '203.0.113.5', '203.0.113.6'])
    expect([...candidatesFrom(pool('203.0.113.0/29', ['203.0.113.4/30']), 'descending')]).toEqual(['203.0.113.3', '203.0.113.2', '203.0.113.1'])
  })

  // RFC 3021: both addresses of a /31 are hosts. RFC 4291 2.6.1: the first of an IPv6 subnet is the routers' anycast address; there is no broadcast.
  it('follow the rules of small prefixes and of IPv6', () => {
    expect([...candidatesFrom(pool('203.0.113.8/31'), 'ascending')]).toEqual(['203.0.113.8', '203.0.113.9'])
    expect([...candidatesFrom(pool('203.0.113.8/32'), 'ascending')]).toEqual(['203.0.113.8'])
    expect([...candidatesFrom(pool('2001:db8::/126'), 'ascending')]).toEqual(['2001:db8::1', '2001:db8::2', '2001:db8::3'])
  })

  it('are found one by one, so that the largest pool answers at once', () => {
    expect(nextFree(pool('::/0'), 'ascending', () => false)).toBe('::1')
    expect(nextFree(pool('::/0', ['::/1']), 'ascending', () => false)).toBe('8000::')
  })

  it('are none where all is reserved', () => {
    expect(nextFree(pool('203.0.113.0/30', ['203.0.113.0/24']), 'ascending', () => false)).toBeNull()
  })

  it('refuse a malformed pool as a bug', () => expect(() => nextFree(pool('203.0.113.1/24'), 'ascending', () => false)).toThrow('malformed pool prefix'))
})

describe('pools', () => {
  it('overlap when one lies in the other, and are named in pairs', () => {
    expect(overlaps([pool('198.18.0.0/16', [], 'b'), pool('203.0.113.0/24', [], 'a'), pool('198.18.7.0/24', [], 'c'), pool('::/0', [], 'six')])).toEqual([{ a: 'b', b: 'c' }])
  })
})

describe('a rule', () => {
  const rule = (id: string, weight: number, filter: Partial<IpRule['filter']> = {}): IpRule =>
    ({ id, weight, filter: { ispId: null, accessType: null, offeringId: null, ...filter }, poolId: id, strategy: 'ascending', holdMs: 1 })
  const order = { ispId: 'high-plains', accessType: 'copper', offeringId: 'ctl-copper-100-10' }

  it('is the heaviest that matches; equal weights go by id', () => {
    const rules = [rule('light', 1), rule('z-heavy', 9), rule('a-heavy', 9), rule('air', 99, { accessType: 'fixedWireless' })]
    expect(matchingRules(rules, order).map((item) => item.id)).toEqual(['a-heavy', 'z-heavy', 'light'])
    expect(chooseRule(rules, order)?.id).toBe('a-heavy')
  })

  it.each([[{ ispId: asId<'ProviderId'>('other') }], [{ accessType: 'fiber' as const }], [{ offeringId: 'other' }]])('with filter %j serves nobody else', (filter) => {
    expect(chooseRule([rule('r', 1, filter)], order)).toBeNull()
  })

  it('with every filter met serves the order', () => {
    expect(chooseRule([rule('r', 1, { ispId: asId('high-plains'), accessType: 'copper', offeringId: 'ctl-copper-100-10' })], order)?.id).toBe('r')
  })
})

describe('the machine of an address', () => {
  const [mine, other] = [asId<'OrderId'>('mine'), asId<'OrderId'>('other')]
  const base = { poolId: 'pool', address: '203.0.113.9', orderId: mine, customerId: asId<'UniversalCustomerId'>('c') }
  const held: Assignment = { ...base, state: 'held', until: 2_000 }
  const assigned: Assignment = { ...base, state: 'assigned', until: null }
  const quarantined: Assignment = { ...base, state: 'quarantined', until: 2_000 }
  const hold = (orderId = mine, address = '203.0.113.9') => ({ kind: 'hold', address, orderId, customerId: base.customerId, holdMs: 1_000 }) as const
  const after = (state: Assignment | null, event: Parameters<typeof assignmentAfter>[1], at = 1_000) => assignmentAfter(state, event, at, pool('203.0.113.0/24'))

  it.each([
    ['free is held', null, hold(), 1_000, held],
    ['held is assigned', held, { kind: 'assign', orderId: mine }, 1_999, assigned],
    ['held and released is free at once', held, { kind: 'release', orderId: mine }, 1_000, null],
    ['held and lapsed is free', held, { kind: 'expire' }, 2_000, null],
    ['assigned and released rests', assigned, { kind: 'release', orderId: mine }, 1_000, { ...quarantined, until: 11_000 }],
    ['quarantined and rested is free', quarantined, { kind: 'expire' }, 2_000, null],
    ['a hold repeated changes nothing', held, hold(), 1_500, held],
    ['an assignment repeated changes nothing', assigned, { kind: 'assign', orderId: mine }, 9_000, assigned],
    ['a release repeated changes nothing', quarantined, { kind: 'release', orderId: mine }, 1_000, quarantined],
    ['a release of what is free changes nothing', null, { kind: 'release', orderId: mine }, 1_000, null],
  ] as const)('%s', (_, state, event, at, expected) => expect(after(state, event, at)).toEqual({ ok: true, value: expected }))

  it.each([
    ['assign what is free', null, { kind: 'assign', orderId: mine }, 1_000, 'transition-illegal'],
    ['expire what is free', null, { kind: 'expire' }, 1_000, 'transition-illegal'],
    ['expire what is assigned', assigned, { kind: 'expire' }, 9_000, 'transition-illegal'],
    ['hold what is assigned', assigned, hold(), 1_000, 'transition-illegal'],
    ['hold what rests', quarantined, hold(), 1_000, 'transition-illegal'],
    ['hold another address in its place', held, hold(mine, '203.0.113.10'), 1_000, 'transition-illegal'],
    ['assign what rests', quarantined, { kind: 'assign', orderId: mine }, 1_000, 'transition-illegal'],
    ['assign at the moment a hold ends', held, { kind: 'assign', orderId: mine }, 2_000, 'hold-expired'],
    ['expire a hold too early', held, { kind: 'expire' }, 1_999, 'not-due'],
    ['end a quarantine too early', quarantined, { kind: 'expire' }, 1_999, 'not-due'],
    ["hold another order's", held, hold(other), 1_000, 'not-its-order'],
    ["assign another order's", held, { kind: 'assign', orderId: other }, 1_000, 'not-its-order'],
    ["release another order's", assigned, { kind: 'release', orderId: other }, 1_000, 'not-its-order'],
  ] as const)('refuses to %s', (_, state, event, at, code) => {
    expect(after(state, event, at)).toEqual({ ok: false, error: { code, from: state?.state ?? 'free', event: event.kind } })
  })
})
