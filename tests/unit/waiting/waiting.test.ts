// Goal: what a rep sees of a provider that has not answered is decided by the clock alone, at every boundary and on both sides of it.
import { describe, expect, it } from 'vitest'
import { nextFaceAt, offeredChoices, promisedTime, waitFace, WAIT_FACES } from '../../../shared/domain/waiting.ts'
import type { WaitFace } from '../../../shared/domain/waiting.ts'

const ASKED = 1_000_000
const asked = { askedAt: ASKED, isLost: false }

describe('the face of a wait', () => {
  it.each<[number, WaitFace]>([
    [-5, 'quiet'], [0, 'quiet'], [399, 'quiet'], [400, 'asking'], [401, 'asking'], [1_999, 'asking'], [2_000, 'background'], [2_001, 'background'],
    [9_999, 'background'], [10_000, 'choosing'], [10_001, 'choosing'], [29_999, 'choosing'], [30_000, 'unknown'], [30_001, 'unknown'], [86_400_000, 'unknown'],
  ])('%i ms after the question is %s', (ms, face) => expect(waitFace(asked, ASKED + ms)).toBe(face))

  it.each([0, 399, 5_000, 29_999])('is unknown at once when the answer is certainly lost, also after %i ms', (ms) => expect(waitFace({ ...asked, isLost: true }, ASKED + ms)).toBe('unknown'))

  it.each<[number, number | null]>([[0, 400], [399, 400], [400, 2_000], [2_000, 10_000], [10_000, 30_000], [30_000, null]])('after %i ms changes next at %s', (ms, next) =>
    expect(nextFaceAt(asked, ASKED + ms)).toBe(next === null ? null : ASKED + next))

  it('goes through every face in order, each once, when it is drawn only at its boundaries', () => {
    const seen: WaitFace[] = []
    for (let at: number | null = ASKED; at !== null; at = nextFaceAt(asked, at)) seen.push(waitFace(asked, at))
    expect(seen).toEqual(WAIT_FACES)
  })
})

describe('the choices at ten seconds', () => {
  const facts = { hasSecond: true, isPastPivot: false, hasPhone: true }
  it.each([
    ['all four', facts, [null, null, null, null]],
    ['no second provider where nobody else says yes', { ...facts, hasSecond: false }, [null, 'no-second-provider', null, null]],
    ['no second provider once the service is active', { ...facts, isPastPivot: true }, [null, 'past-pivot', null, null]],
    ['no call back without a number', { ...facts, hasPhone: false }, [null, null, null, 'nobody-to-call']],
  ])('%s, each on the key that it always has', (_name, given, notNow) => {
    const offered = offeredChoices(given)
    expect(offered.map(({ key, choice }) => `${key} ${choice}`)).toEqual(['1 wait', '2 second', '3 subject', '4 callBack'])
    expect(offered.map((one) => one.notNow)).toEqual(notNow)
  })
})

describe('the time that is promised', () => {
  it.each(['message', 'confirm', 'callBack'] as const)('%s is on five full minutes, still to come, and within three quarters of an hour', (kind) => {
    for (let now = 0; now < 600_000; now += 7_919) {
      const at = promisedTime(kind, now)
      expect(at % 300_000).toBe(0)
      expect(at - now).toBeGreaterThanOrEqual(15 * 60_000)
      expect(at - now).toBeLessThan(45 * 60_000)
    }
  })
})
