// Goal: what the practice ISP tells of sessions is what a NAS would: by seed, one session of a subscriber at a time, counters that only rise.
// Method: ninety days of three subscribers; the properties are checked over all of them.
import { describe, expect, it } from 'vitest'
import type { AccessLine, SessionRecord } from '../../../main/hosts/sandbox/metering/meter-sessions.ts'
import { accountingOfDay } from '../../../main/hosts/sandbox/metering/meter-sessions.ts'

const DAY = Math.floor(Date.UTC(2026, 11, 1) / 86_400_000)
const line = (n: number, change: Partial<AccessLine> = {}): AccessLine => ({ serviceId: `HPN-S-${n}`, userIdentifier: `caller-${n}@highplains.example`, from: 0, to: Number.POSITIVE_INFINITY, ...change })
const LINES = [1, 2, 3].map((n) => line(n))
const parts = (lines: readonly AccessLine[], seed = 7) => Array.from({ length: 90 }, (_, n) => accountingOfDay(lines, DAY + n, seed)).flat()
const told = (lines: readonly AccessLine[], seed = 7): readonly SessionRecord[] => parts(lines, seed).flatMap(({ ofSubscribers }) => ofSubscribers.flat())

describe('the sessions of a practice ISP', () => {
  it('are the same for the same seed, others for another, and the same whoever else is there', () => {
    expect(told(LINES)).toEqual(told(LINES))
    expect(told(LINES, 8)).not.toEqual(told(LINES))
    expect(told(LINES).filter((one) => one.userIdentifier === 'caller-2@highplains.example')).toEqual(told([line(2)]))
  })

  it('follow each other: none begins before the one before it has ended', () => {
    const starts = new Map<string, number>()
    for (const one of told(LINES).filter(({ status }) => status === 'stop').toSorted((a, b) => a.at - b.at)) {
      expect(one.at - one.sessionSeconds * 1_000).toBeGreaterThan(starts.get(one.userIdentifier) ?? 0)
      starts.set(one.userIdentifier, one.at)
    }
  })

  it('count beyond thirty-two bits, and no counter sinks in a session', () => {
    const all = told(LINES)
    expect(Math.max(...all.map((one) => one.outputOctets))).toBeGreaterThan(2 ** 32)
    for (const one of all) expect(one.inputOctets + one.outputOctets === 0).toBe(one.sessionSeconds === 0)
  })

  it('know restarts of both kinds, ids that come again after them, interims that were overtaken and stops that are told twice', () => {
    const all = told(LINES)
    const kinds = new Set(parts(LINES).flatMap(({ restart }) => restart?.kind ?? []))
    expect(kinds).toEqual(new Set(['orderly', 'crash']))
    const startsOf = Map.groupBy(all.filter(({ status }) => status === 'start'), ({ userIdentifier, sessionId }) => `${userIdentifier}|${sessionId}`)
    expect([...startsOf.values()].some((starts) => new Set(starts.map(({ at }) => at)).size > 1)).toBe(true)
    expect(all.some(({ isRepeated }) => isRepeated)).toBe(true)
    expect(all.some((one, index) => one.status === 'interim' && all[index - 1]?.status === 'stop' && all[index - 1]?.sessionId === one.sessionId)).toBe(true)
  })

  it('are there only while the service is', () => {
    const from = (DAY + 10) * 86_400_000
    const to = (DAY + 20) * 86_400_000
    for (const one of told([line(1, { from, to })])) {
      expect(one.at - one.sessionSeconds * 1_000).toBeGreaterThanOrEqual(from)
      expect(one.at).toBeLessThan(to)
    }
  })
})
