// Goal: what waits is said in units people use, and after a decision the next one is open. Method: the pure functions of the screen.
import { describe, expect, it } from 'vitest'
import { keyOf, mayAttach, nextOf, sumText } from '../../../renderer/journeys/usage/view.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const group = (localId: string) => ({ providerId: 'p', localId, idKind: 'localCustomer', reason: 'subscriber-unknown', count: 1, firstAt: 1, lastAt: 1, sums: [] }) as const
const [a, b, c] = [group('a'), group('b'), group('c')]

describe('usage that waits', () => {
  it.each([
    [{ usageType: 'data', unit: 'byte', quantity: 1_250_000_000 }, '1.25 GB'], [{ usageType: 'data', unit: 'byte', quantity: 5_000_000 }, '5 MB'],
    [{ usageType: 'voice', unit: 'second', quantity: 44 }, '44 s'], [{ usageType: 'view', unit: 'each', quantity: 1 }, '1 piece'], [{ usageType: 'view', unit: 'each', quantity: 3 }, '3 pieces'],
  ] as const)('%j is written %s', (sum, words) => {
    expect(sumText(sum, createTexts('en'))).toBe(words)
  })

  it('opens what took the place of the one that was decided, and stays where it is while it waits', () => {
    expect(nextOf([a, b, c], [a, c], keyOf(b))).toBe(keyOf(c))
    expect(nextOf([a, b, c], [a, b], keyOf(c))).toBe(keyOf(b))
    expect(nextOf([a, b, c], [c, b, a], keyOf(b))).toBe(keyOf(b))
    expect(nextOf([a], [], keyOf(a))).toBeNull()
    expect(nextOf([], [a], null)).toBe(keyOf(a))
  })

  it('is given to a customer only where it is not known whose it is', () => {
    expect((['subscriber-unknown', 'late', 'service-ambiguous', 'offering-unknown'] as const).map(mayAttach)).toEqual([true, false, false, false])
  })
})
