import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Assignment, IpPool } from '../../../shared/domain/addressing.ts'
import { assignmentAfter } from '../../../shared/engines/addressing/assignment.ts'
import type { AssignmentEvent } from '../../../shared/engines/addressing/assignment.ts'
import { candidatesFrom } from '../../../shared/engines/addressing/candidates.ts'
import { bitsOf, formatIp, parseCidr, parseIp } from '../../../shared/engines/addressing/cidr.ts'
import { nextFree } from '../../../shared/engines/addressing/next-free.ts'
import { overlaps } from '../../../shared/engines/addressing/overlaps.ts'
import { asId } from '../../../shared/kernel/ids.ts'

const family = fc.constantFrom(4 as const, 6 as const)
/** A small pool somewhere, with reserved addresses in and around it. */
const pool: fc.Arbitrary<IpPool> = fc.record({ family, hostBits: fc.nat(6), seed: fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), reservedAt: fc.array(fc.nat(70), { maxLength: 6 }) })
  .map(({ family: kind, hostBits, seed, reservedAt }) => {
    const size = 1n << BigInt(hostBits)
    const first = ((seed % (1n << BigInt(bitsOf(kind)))) / size) * size
    const top = (1n << BigInt(bitsOf(kind))) - 1n
    const reserved = reservedAt.map((offset) => formatIp({ family: kind, value: first + BigInt(offset) > top ? top : first + BigInt(offset) }))
    return { id: 'pool', name: 'pool', cidr: `${formatIp({ family: kind, value: first })}/${bitsOf(kind) - hostBits}`, reserved, quarantineMs: 1_000 }
  })
const strategy = fc.constantFrom('ascending' as const, 'descending' as const)

const valueOf = (text: string): bigint => {
  const parsed = parseIp(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value.value
}

describe('any address', () => {
  it('is the same after formatting and parsing', () => {
    fc.assert(fc.property(family, fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (kind, seed) => {
      const address = { family: kind, value: seed % (1n << BigInt(bitsOf(kind))) }
      expect(parseIp(formatIp(address))).toEqual({ ok: true, value: address })
    }))
  })

  it('is refused or parsed, never thrown at', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:./]{0,45}$/)), (text) => {
      expect([true, false]).toContain(parseIp(text).ok)
      expect([true, false]).toContain(parseCidr(text).ok)
    }))
  })
})

describe('any pool', () => {
  it('offers only addresses inside it that are not reserved, each once, in the order of its strategy', () => {
    fc.assert(fc.property(pool, strategy, (from, order) => {
      const range = parseCidr(from.cidr)
      if (!range.ok) throw new Error(from.cidr)
      const values = [...candidatesFrom(from, order)].map(valueOf)
      const reserved = new Set(from.reserved.map(valueOf))
      expect(values.every((value) => value >= range.value.first && value <= range.value.last && !reserved.has(value))).toBe(true)
      expect(values).toEqual([...new Set(values)].sort((a, b) => (order === 'ascending' ? 1 : -1) * (a < b ? -1 : 1)))
    }))
  })

  it('offers the same addresses from either end', () => {
    fc.assert(fc.property(pool, (from) => {
      expect([...candidatesFrom(from, 'descending')].reverse()).toEqual([...candidatesFrom(from, 'ascending')])
    }))
  })

  it('gives each address to one order and then says it is exhausted', () => {
    fc.assert(fc.property(pool, strategy, (from, order) => {
      const taken = new Set<string>()
      const all = [...candidatesFrom(from, order)]
      for (const expected of all) {
        const address = nextFree(from, order, (candidate) => taken.has(candidate))
        expect(address).toBe(expected)
        taken.add(expected)
      }
      expect(nextFree(from, order, (candidate) => taken.has(candidate))).toBeNull()
    }))
  })

  it('overlaps another exactly when that one overlaps it', () => {
    fc.assert(fc.property(fc.array(pool, { minLength: 2, maxLength: 5 }), (pools) => {
      const named = pools.map((item, index) => ({ ...item, id: `p${index}` }))
      const pairs = (from: readonly IpPool[]) => overlaps(from).map(({ a, b }) => [a, b].sort().join()).sort()
      expect(pairs(named)).toEqual(pairs([...named].reverse()))
    }))
  })
})

describe('any life of one address', () => {
  const event: fc.Arbitrary<AssignmentEvent> = fc.oneof(
    fc.record({ kind: fc.constant('hold'), address: fc.constant('203.0.113.9'), orderId: fc.constantFrom('o1', 'o2').map((id) => asId<'OrderId'>(id)), customerId: fc.constant(asId<'UniversalCustomerId'>('c')), holdMs: fc.constant(500) }),
    fc.record({ kind: fc.constantFrom('assign', 'release'), orderId: fc.constantFrom('o1', 'o2').map((id) => asId<'OrderId'>(id)) }) as fc.Arbitrary<AssignmentEvent>,
    fc.constant({ kind: 'expire' }))

  it('passes from one order to another only through free, and from assigned only through quarantine', () => {
    fc.assert(fc.property(fc.array(fc.tuple(event, fc.nat(700)), { maxLength: 40 }), (steps) => {
      const pool1: IpPool = { id: 'pool', name: 'pool', cidr: '203.0.113.0/24', reserved: [], quarantineMs: 1_000 }
      let state: Assignment | null = null
      let at = 0
      for (const [next, later] of steps) {
        at += later
        const before: Assignment | null = state
        const result = assignmentAfter(before, next, at, pool1)
        if (!result.ok) continue
        if (before !== null && result.value !== null) expect(result.value.orderId).toBe(before.orderId)
        if (before?.state === 'assigned') expect(['assigned', 'quarantined']).toContain(result.value?.state)
        if (result.value?.state === 'assigned') expect(result.value.until).toBeNull()
        state = result.value
      }
    }))
  })
})
