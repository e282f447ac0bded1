import { describe, expect, it } from 'vitest'
import { rateUsage } from '../../../shared/engines/rating/rate-usage.ts'
import { CENT, monthly, perUnit } from './builders.ts'

describe('usage of a price per unit', () => {
  // om-unit-05 (OpenMeter's unit price tests, commit 7e57a394): 10 units at 100 are 1000.
  it('is units times price', () => expect(rateUsage(perUnit('u', '100', 'gigabyte'), 10, 0).amountMicro).toBe(1_000_000_000))

  // 8 of 10 free units are used up; of 5 more, 2 are free and 3 cost 0.05.
  it('is free up to the free units of the period', () => {
    expect(rateUsage(perUnit('u', '0.05', 'minute', 10), 5, 8)).toMatchObject({ amountMicro: 150_000, derivation: [{ units: 8, billableUnits: 0 }, { units: 13, billableUnits: 3 }] })
  })

  // At 0.004 a unit to the cent: F(1) = 0.00, F(2) = 0.01, F(3) = 0.01: the third unit costs nothing, three at once cost 0.01.
  it('sums to the rounded price of the total, however it is cut', () => {
    const price = perUnit('u', '0.004', 'minute', 0, CENT)
    expect([0, 1, 2].map((prior) => rateUsage(price, 1, prior).amountMicro)).toEqual([0, 10_000, 0])
    expect(rateUsage(price, 3, 0).amountMicro).toBe(10_000)
  })

  it('refuses a price that is not per unit, and usage that is negative or not whole', () => {
    expect(() => rateUsage(monthly('m', '1'), 1, 0)).toThrow('not a price per unit')
    expect(() => rateUsage(perUnit('u', '1', 'minute'), -1, 5)).toThrow('not negative')
    expect(() => rateUsage(perUnit('u', '1', 'minute'), 1.5, 0)).toThrow('not an exact integer')
  })
})
