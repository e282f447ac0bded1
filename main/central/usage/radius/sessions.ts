import type { Instant } from '../../../../shared/kernel/time.ts'
import type { AccountingRecord } from './accounting.ts'
import { octetsOf } from './accounting.ts'

/** A session as its records told it so far. `lost`: its NAS restarted; what its last interim counted is charged, and it may turn out to have gone on. */
export type SessionState = { readonly startedAt: Instant; /** The record with the highest counters. */ readonly last: AccountingRecord; /** Octets that are usage already. */ readonly charged: number; /** What was usage before the newest of it. */ readonly chargedBefore: number; readonly end: 'stop' | 'lost' | null }
/** Usage that is due: the octets of `record` less what was charged before it. */
export type DueUsage = { readonly record: AccountingRecord; readonly charged: number }
/** What a record does to the sessions of one id: `place` is where in what was given, null for a new one. */
export type SessionChange = { readonly place: number | null; readonly state: SessionState; readonly due: DueUsage | null }

/** How much earlier a session may seem to have begun than its first record said, and how much later than its last: whole seconds and the way. */
const EARLIER_MS = 10_000
const LATER_MS = 2_000
/** For how long a stop without a moment of its own is known again by its counters. */
const TOLD_AGAIN_MS = 3_600_000

/**
 * What a start, interim or stop changes. `known`: the sessions with its NAS, session id and user name; more than one when the NAS restarted
 * and counts its ids from one again. `restartedAt`: when the NAS last said that it did. A start that comes again and an interim after the stop change nothing; a stop told twice is due as it was, so
 * that its sender hears of it.
 */
export function continueSession(known: readonly SessionState[], record: AccountingRecord, restartedAt: Instant | null): readonly SessionChange[] {
  const startedAt = record.at - record.sessionSeconds * 1_000
  const place = placeOf(known, { record, startedAt, restartedAt })
  // The id came again for a session that began later: the NAS restarted and said nothing. What is known of the old one counts.
  const lost = known.flatMap((state, at): readonly SessionChange[] => (at !== place && state.end === null && state.last.at + LATER_MS < startedAt ? [loseSession(at, state)] : []))
  const state = place === null ? undefined : known[place]
  const change = state ? go(state, record) : begin(record, startedAt)
  return change ? [...lost, { ...change, place }] : lost
}

/** What accounting-on and -off change: the sessions of their NAS that were heard of before are over. */
export const restartNas = (open: readonly SessionState[], record: AccountingRecord): readonly SessionChange[] =>
  open.flatMap((state, at) => (state.end === null && state.last.at <= record.at ? [loseSession(at, state)] : []))

function loseSession(place: number, state: SessionState): SessionChange {
  const octets = octetsOf(state.last)
  return { place, state: { ...state, ...(octets > state.charged ? { charged: octets, chargedBefore: state.charged } : {}), end: 'lost' }, due: octets > state.charged ? { record: state.last, charged: state.charged } : null }
}

type Told = { readonly record: AccountingRecord; readonly startedAt: Instant; readonly restartedAt: Instant | null }

function placeOf(known: readonly SessionState[], told: Told): number | null {
  const away = (at: number): number => Math.abs((known[at]?.startedAt ?? 0) - told.startedAt)
  const mine = known.flatMap((state, at) => (isSame(state, told) ? [at] : []))
  return mine.length === 0 ? null : mine.reduce((best, at) => (away(at) < away(best) ? at : best))
}

function isSame(state: SessionState, { record, startedAt, restartedAt }: Told): boolean {
  const { last } = state
  const away = Math.abs(state.startedAt - startedAt)
  const [octets, seconds] = [octetsOf(record) - octetsOf(last), record.sessionSeconds - last.sessionSeconds]
  const isToldAgain = state.end === 'stop' && record.status === 'stop' && seconds === 0 && record.inputOctets === last.inputOctets && record.outputOctets === last.outputOctets
  if (isToldAgain && away <= (record.isStamped ? EARLIER_MS : TOLD_AGAIN_MS)) return true
  const isOvertaken = state.end === 'stop' && record.status === 'interim' && octets <= 0 && seconds <= 0
  if (startedAt > last.at + (state.end === null ? LATER_MS : isOvertaken && !record.isStamped ? EARLIER_MS : 0)) return false
  if (restartedAt !== null && last.at <= restartedAt && startedAt >= restartedAt) return false
  if (state.end === 'stop') return away <= EARLIER_MS || isOvertaken
  // Where nobody says the moment, the beginning is a guess by the session's seconds, and counters that go on tell more.
  const isGuess = !record.isStamped && !last.isStamped
  return startedAt >= state.startedAt - EARLIER_MS || (isGuess && ((octets >= 0 && seconds >= 0) || (octets <= 0 && seconds <= 0)))
}

type Going = Omit<SessionChange, 'place'>

function begin(record: AccountingRecord, startedAt: Instant): Going {
  const isOver = record.status === 'stop'
  return { state: { startedAt, last: record, charged: isOver ? octetsOf(record) : 0, chargedBefore: 0, end: isOver ? 'stop' : null }, due: isOver ? { record, charged: 0 } : null }
}

function go(state: SessionState, record: AccountingRecord): Going | null {
  const [before, now] = [octetsOf(state.last), octetsOf(record)]
  if (record.status === 'start') return null
  if (record.status === 'interim') {
    // A lost session that counts on was not lost.
    if (state.end === 'stop' || now < before || (state.end === 'lost' && now === before) || record.at < state.last.at) return null
    return { state: { ...state, last: record, end: null }, due: null }
  }
  // A counter that ran back at the stop was a fault of the meter: what was told before stands.
  const last = now >= before ? record : { ...record, inputOctets: state.last.inputOctets, outputOctets: state.last.outputOctets }
  const isMore = octetsOf(last) > state.charged || (state.charged === 0 && state.end !== 'stop')
  if (!isMore) return { state: { ...state, end: 'stop' }, due: { record: state.last, charged: state.chargedBefore } }
  return { state: { ...state, last, charged: octetsOf(last), chargedBefore: state.charged, end: 'stop' }, due: { record: last, charged: state.charged } }
}

/** Remembers the sessions of one file, in the order of its records. Of those that are over only the newest: records about them follow soon or never. */
export function createSessions(): { readonly take: (record: AccountingRecord) => readonly DueUsage[] } {
  const byName = new Map<string, readonly SessionState[]>()
  const restarts = new Map<string, Instant>()
  const ended = new Set<string>()
  const keep = (name: string, states: readonly SessionState[]): void => {
    byName.set(name, states)
    ended.delete(name)
    if (states.every(({ end }) => end !== null)) ended.add(name)
    for (const oldest of ended) {
      if (ended.size <= MOST_ENDED) break
      ended.delete(oldest)
      byName.delete(oldest)
    }
  }
  const changed = (name: string, states: readonly SessionState[], changes: readonly SessionChange[]): readonly DueUsage[] => {
    if (changes.length === 0) return []
    const after = [...states]
    for (const { place, state } of changes) after[place ?? after.length] = state
    keep(name, after)
    return changes.flatMap(({ due }) => due ?? [])
  }
  return {
    take: (record) => {
      if (record.status === 'on' || record.status === 'off') {
        restarts.set(record.nas, record.at)
        return [...byName].flatMap(([name, states]) => (ended.has(name) || states[0]?.last.nas !== record.nas ? [] : changed(name, states, restartNas(states, record))))
      }
      const name = JSON.stringify([record.nas, record.sessionId, record.userName])
      const states = byName.get(name) ?? []
      return changed(name, states, continueSession(states, record, restarts.get(record.nas) ?? null))
    },
  }
}
const MOST_ENDED = 50_000
