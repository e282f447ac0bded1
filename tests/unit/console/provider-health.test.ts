import { describe, expect, it } from 'vitest'
import { healthFrom } from '../../../main/console/desk/provider-health.ts'
import type { Timing } from '../../../main/console/desk/provider-health.ts'

const timing = (elapsedMs: number, outcome: Timing['outcome'] = 'done'): Timing => ({ providerId: 'p', elapsedMs, outcome })

describe('the health of a provider', () => {
  it.each<[string, readonly Timing[], ReturnType<typeof healthFrom>]>([
    ['not asked is not the same as silent', [], { state: 'notAsked', lastMs: null, usualMs: null }],
    ['usual is the median of what was answered', [timing(100), timing(300), timing(200)], { state: 'ok', lastMs: 200, usualMs: 200 }],
    ['slow is three times usual and over two seconds', [timing(900), timing(900), timing(900), timing(2_701)], { state: 'slow', lastMs: 2_701, usualMs: 900 }],
    ['three times usual but quick is not slow', [timing(10), timing(10), timing(10), timing(400)], { state: 'ok', lastMs: 400, usualMs: 10 }],
    ['a lost answer is unknown, and does not count towards usual', [timing(100), timing(10_000, 'unknown')], { state: 'unknown', lastMs: 10_000, usualMs: 100 }],
    ['a refused connection is unreachable', [timing(3, 'notDone')], { state: 'unreachable', lastMs: 3, usualMs: null }],
  ])('%s', (_name, timings, expected) => {
    expect(healthFrom(timings)).toEqual(expected)
  })
})
