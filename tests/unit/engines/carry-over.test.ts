// Free units that a month leaves: by hand, then against single units that each know their last month, used up one at a time.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carriedInto } from '../../../shared/engines/rating/carry-over.ts'
import type { FreeMonth } from '../../../shared/engines/rating/carry-over.ts'

const months = (...used: readonly number[]): readonly FreeMonth[] => used.map((usedUnits) => ({ freeUnits: 100, usedUnits }))

describe('what months leave of their free units', () => {
  it.each([
    ['nothing before the first month', months(), 1, 0],
    ['what was not used', months(40), 1, 60],
    ['nothing where more was used', months(140), 1, 0],
    ['only what still lasts', months(40, 0), 1, 100],
    ['what lasts two months, the older first', months(40, 0), 2, 160],
    // 60 are left of the first; the second uses 80: those 60, then 20 of its own.
    ['the older used before the month’s own', months(40, 80), 1, 80],
  ] as const)('is %s', (_, before, lasts, left) => expect(carriedInto(before, lasts)).toBe(left))

  it('is what is left of single units that each know their last month', () => {
    const naive = (all: readonly FreeMonth[], lasts: number): number => {
      let units: number[] = []
      all.forEach(({ freeUnits, usedUnits }, month) => { units = [...units.filter((last) => last >= month), ...Array<number>(freeUnits).fill(month + lasts)].slice(usedUnits) })
      return units.filter((last) => last >= all.length).length
    }
    fc.assert(fc.property(fc.array(fc.record({ freeUnits: fc.nat(20), usedUnits: fc.nat(30) }), { maxLength: 14 }), fc.integer({ min: 1, max: 12 }), (all, lasts) => {
      expect(carriedInto(all, lasts)).toBe(naive(all, lasts))
    }), { numRuns: 1_000 })
  })
})
