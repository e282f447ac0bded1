import { describe, expect, it } from 'vitest'
import { createHealthBook, healthFrom } from '../../../main/console/desk/provider-health.ts'
import type { Timing } from '../../../main/console/desk/provider-health.ts'

const timing = (elapsedMs: number, outcome: Timing['outcome'] = 'done'): Timing => ({ providerId: 'p', elapsedMs, outcome })

describe('the health of a provider', () => {
  it.each<[string, readonly Timing[], Omit<ReturnType<typeof healthFrom>, 'p50Ms' | 'p95Ms'>]>([
    ['not asked is not the same as silent', [], { state: 'notAsked', lastMs: null, usualMs: null }],
    ['usual is the median of what was answered', [timing(100), timing(300), timing(200)], { state: 'ok', lastMs: 200, usualMs: 200 }],
    ['slow is three times usual and over two seconds', [timing(900), timing(900), timing(900), timing(2_701)], { state: 'slow', lastMs: 2_701, usualMs: 900 }],
    ['three times usual but quick is not slow', [timing(10), timing(10), timing(10), timing(400)], { state: 'ok', lastMs: 400, usualMs: 10 }],
    ['a lost answer is unknown, and does not count towards usual', [timing(100), timing(10_000, 'unknown')], { state: 'unknown', lastMs: 10_000, usualMs: 100 }],
    ['a refused connection is unreachable', [timing(3, 'notDone')], { state: 'unreachable', lastMs: 3, usualMs: null }],
  ])('%s', (_name, timings, expected) => {
    expect(healthFrom(timings)).toEqual({ ...expected, p50Ms: null, p95Ms: null })
  })

  it('says what is typical of today: the 50th and the 95th of a hundred answers, probes and silence left out', () => {
    const book = createHealthBook(() => '2026-11-23')
    for (let ms = 1; ms <= 100; ms += 1) book.record({ ...timing(ms * 10), what: 'serviceOrder.add' })
    for (let n = 0; n < 50; n += 1) book.record({ ...timing(1), what: 'serviceOrder.probe' })
    book.record(timing(30_000, 'unknown'))
    expect(book.of('p')).toMatchObject({ p50Ms: 500, p95Ms: 950 })
  })

  it('begins anew with the day, and says so while nothing was answered', () => {
    let day = '2026-11-23'
    const book = createHealthBook(() => day)
    book.record(timing(900))
    day = '2026-11-24'
    expect(book.of('p')).toMatchObject({ p50Ms: null, p95Ms: null, usualMs: 900 })
    book.record(timing(100))
    expect(book.of('p')).toMatchObject({ p50Ms: 100, p95Ms: 100 })
  })

  it('knows who is being asked, since when, and that a look is not a question', () => {
    let at = 100
    const book = createHealthBook(() => 'd', () => at)
    book.asked({ providerId: 'p', what: 'qualification' })
    at = 200
    book.asked({ providerId: 'p', what: 'serviceOrder.add' })
    book.asked({ providerId: 'p', what: 'serviceOrder.probe' })
    expect(book.of('p').askingSince).toBe(100)
    at = 900
    book.record({ ...timing(800), what: 'qualification' })
    expect(book.of('p')).toMatchObject({ askingSince: 200, lastAt: 900 })
    book.record({ ...timing(700, 'unknown'), what: 'serviceOrder.add' })
    expect(book.of('p')).toMatchObject({ askingSince: null, state: 'unknown' })
  })
})
