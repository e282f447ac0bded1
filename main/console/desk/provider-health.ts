import { percentileOf } from '../../../shared/engines/measures/percentile.ts'

/** What the desk itself has measured of a provider since it started. `what`: which question; a probe is a read and tells nothing of how long an order takes. */
export type Timing = { readonly providerId: string; readonly elapsedMs: number; readonly outcome: 'done' | 'notDone' | 'unknown'; readonly what?: string }
export type ProviderHealth = {
  readonly state: 'ok' | 'slow' | 'unknown' | 'unreachable' | 'notAsked'
  readonly lastMs: number | null
  readonly usualMs: number | null
  /** Of what was answered today; null before the first answer of the day. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
}

const REMEMBERED = 50
const REMEMBERED_OF_TODAY = 1_000
/** An answer three times slower than usual, and slower than this, is worth a word on the call bar. */
const SLOW_FLOOR_MS = 2_000

type Book = { readonly timings: readonly Timing[]; readonly day: string; readonly today: readonly number[] }
const EMPTY: Book = { timings: [], day: '', today: [] }

/** Keeps the last answers of each provider for the call bar's dot, and how long it took today. `today`: names the local day. */
export function createHealthBook(today: () => string): { readonly record: (timing: Timing) => void; readonly of: (providerId: string) => ProviderHealth } {
  const books = new Map<string, Book>()
  return {
    record: (timing) => {
      const book = books.get(timing.providerId) ?? EMPTY
      const day = today()
      const ofToday = book.day === day ? book.today : []
      const counts = timing.outcome === 'done' && !timing.what?.endsWith('probe')
      books.set(timing.providerId, { timings: [...book.timings, timing].slice(-REMEMBERED), day, today: (counts ? [...ofToday, timing.elapsedMs] : ofToday).slice(-REMEMBERED_OF_TODAY) })
    },
    of: (providerId) => {
      const book = books.get(providerId) ?? EMPTY
      return healthFrom(book.timings, book.day === today() ? book.today : [])
    },
  }
}

/** Pure: the health that a list of timings, oldest first, amounts to. `today`: durations of what was answered today. */
export function healthFrom(timings: readonly Timing[], today: readonly number[] = []): ProviderHealth {
  const typical = { p50Ms: percentileOf(today, 50), p95Ms: percentileOf(today, 95) }
  const last = timings.at(-1)
  if (!last) return { state: 'notAsked', lastMs: null, usualMs: null, ...typical }
  const answered = timings.filter((timing) => timing.outcome === 'done').map((timing) => timing.elapsedMs).toSorted((a, b) => a - b)
  const usualMs = answered[Math.floor(answered.length / 2)] ?? null
  const slow = last.elapsedMs > SLOW_FLOOR_MS && usualMs !== null && last.elapsedMs > usualMs * 3
  const state = last.outcome === 'unknown' ? 'unknown' : last.outcome === 'notDone' ? 'unreachable' : slow ? 'slow' : 'ok'
  return { state, lastMs: last.elapsedMs, usualMs, ...typical }
}
