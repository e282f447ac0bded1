import type { Instant } from '../../../../shared/kernel/time.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'

/** Access of a subscriber over a span. */
export type AccessLine = { readonly serviceId: string; readonly userIdentifier: string; readonly from: Instant; readonly to: Instant }
export type SessionRecord = {
  readonly status: 'start' | 'interim' | 'stop'; readonly userIdentifier: string; readonly sessionId: string; readonly at: Instant
  readonly inputOctets: number; readonly outputOctets: number; readonly sessionSeconds: number
  /** What its NAS sends a second time though it was answered. */
  readonly isRepeated: boolean
}
/** A part of a day between two restarts of the NAS: what each subscriber's sessions tell, in their order; then how it restarts. */
export type AccountingPart = { readonly ofSubscribers: readonly (readonly SessionRecord[])[]; /** 'crash': sessions end without a word. */ readonly restart: { readonly kind: 'orderly' | 'crash'; readonly at: Instant } | null; /** Octets that are over at its end. */ readonly octets: number; readonly sessions: number }

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const OFFSET_MS = 7 * HOUR_MS
/** Out of a hundred and something, by local hour: who works from home, who comes from school, who watches in the evening. */
const OF_DAY = [2, 1, 1, 1, 1, 2, 4, 6, 6, 5, 4, 4, 5, 4, 4, 6, 8, 9, 10, 11, 12, 11, 8, 4]
const RESTART_AT_MS = 4 * HOUR_MS + 20 * 60_000
const INTERIM_SECONDS = 3_600
const REPEATED_PER_MILLE = 25
const OVERTAKEN_PER_MILLE = 15

/**
 * A day of a network access server, the same for the same seed whatever was metered before and whoever else is there. `day`: days since
 * 1970 in local time. Once a week it restarts in the night, every other time without a word before, and counts its session ids anew.
 */
export function accountingOfDay(lines: readonly AccessLine[], day: number, seed: number): readonly AccountingPart[] {
  const midnight = day * DAY_MS + OFFSET_MS
  const weekday = createRandom(`${seed}|nas`).weighted([1, 1, 1, 1, 1, 1, 1])
  const sinceBoot = (((day - weekday) % 7) + 7) % 7
  const restartAt = sinceBoot === 0 ? midnight + RESTART_AT_MS : null
  const kind: 'crash' | 'orderly' = Math.floor((day - weekday) / 7) % 2 === 0 ? 'crash' : 'orderly'
  const drawn = lines.map((line) => draw(line, { midnight, seed, day }))
  const spans = restartAt === null ? [{ until: null, boot: sinceBoot }] : [{ until: restartAt, boot: 7 }, { until: null, boot: 0 }]
  return spans.map(({ until, boot }, index): AccountingPart => {
    const from = index === 0 ? Number.NEGATIVE_INFINITY : (restartAt ?? 0)
    const cut = until === null ? null : { at: until, kind }
    const told = drawn.map((sessions) => sessions.filter(({ startedAt }) => startedAt >= from && (until === null || startedAt < until)).map((session, n) => tell(session, { id: boot * 64 + n, cut })))
    const all = told.flat()
    return { ofSubscribers: told.map((sessions) => sessions.flatMap((one) => one.records)).filter((records) => records.length > 0), restart: cut, octets: all.reduce((sum, one) => sum + one.octets, 0), sessions: all.length }
  })
}

type Session = { readonly line: AccessLine; readonly startedAt: Instant; readonly seconds: number; readonly up: number; readonly down: number; readonly random: Random }

function draw(line: AccessLine, { midnight, seed, day }: { readonly midnight: Instant; readonly seed: number; readonly day: number }): readonly Session[] {
  const random = createRandom(`${seed}|${line.serviceId}|${day}|sessions`)
  const appetite = Math.exp(createRandom(`${seed}|${line.serviceId}`).normal() * 0.6)
  const starts = Array.from({ length: 1 + random.poisson(1.4) }, () => midnight + random.weighted(OF_DAY) * HOUR_MS + Math.floor(random.next() * 3_600) * 1_000).toSorted((a, b) => a - b)
  return starts.flatMap((startedAt, index): readonly Session[] => {
    // One session at a time, over before the day is and before the next begins; a service that ends takes its session with it.
    const latest = Math.min(starts[index + 1] ?? midnight + DAY_MS, midnight + DAY_MS, line.to) - 30_000
    const down = Math.round(180_000 * appetite * Math.exp(random.normal() * 0.9))
    const seconds = Math.min(60 + Math.floor(random.exponential(9_000)), Math.floor((latest - startedAt) / 1_000))
    return startedAt < line.from || seconds < 1 ? [] : [{ line, startedAt, seconds, up: Math.round(down * (0.04 + random.next() * 0.1)), down, random }]
  })
}

function tell({ line, startedAt, seconds, up, down, random }: Session, { id, cut }: { readonly id: number; readonly cut: AccountingPart['restart'] }): { readonly records: readonly SessionRecord[]; readonly octets: number } {
  const isCut = cut !== null && startedAt + seconds * 1_000 >= cut.at
  const lasted = isCut ? Math.max(0, Math.floor((cut.at - startedAt) / 1_000) - 1) : seconds
  const sessionId = `${line.serviceId.replaceAll(/\W/g, '').slice(-6)}${id.toString(16).padStart(8, '0')}`
  const at = (status: SessionRecord['status'], after: number): SessionRecord => ({ status, userIdentifier: line.userIdentifier, sessionId, at: startedAt + after * 1_000, inputOctets: up * after, outputOctets: down * after, sessionSeconds: after, isRepeated: random.next() * 1_000 < REPEATED_PER_MILLE })
  const interims = Array.from({ length: Math.floor((lasted - 1) / INTERIM_SECONDS) }, (_, n) => at('interim', (n + 1) * INTERIM_SECONDS))
  const before = [at('start', 0), ...interims]
  if (isCut && cut.kind === 'crash') return { records: before, octets: octetsOf(interims.at(-1)) }
  const stop = at('stop', lasted)
  const overtaken = random.next() * 1_000 < OVERTAKEN_PER_MILLE ? before.pop() : undefined
  return { records: [...before, stop, ...(overtaken ? [overtaken] : [])], octets: octetsOf(stop) }
}

const octetsOf = (record: SessionRecord | undefined): number => (record ? record.inputOctets + record.outputOctets : 0)
