import { describe, expect, it } from 'vitest'
import { formatLocalId } from '../../../main/hosts/sandbox/fulfilment.ts'
import { inSeries, PERSONALITIES } from '../../../main/hosts/sandbox/personalities.ts'

describe('the customer numbers of two practice worlds', () => {
  it.each(PERSONALITIES)('of $id keep their digits and do not meet for the first eighty customers', (personality) => {
    const numbers = [0, 1, 2, 500, 998, 999].flatMap((series) => Array.from({ length: 80 }, (_, ordinal) => formatLocalId(inSeries(personality, series).localId, ordinal)))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(new Set(numbers.map((number) => number.length)).size).toBe(1)
  })
  it('are as written where no series was drawn', () => {
    for (const personality of PERSONALITIES) expect(inSeries(personality, 0)).toEqual(personality)
  })
})
