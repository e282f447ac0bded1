import { percentileOf } from '../../../shared/engines/measures/percentile.ts'

/** What the desk itself has measured of a provider since it started. `what`: which question; a probe is a read and tells nothing of how long an order takes. */
export type Timing = { readonly providerId: string; readonly elapsedMs: number; readonly outcome: 'done' | 'notDone' | 'unknown'; readonly what?: string }
export type ProviderHealth = {
  readonly state: 'ok' | 'slow' | 'unknown' | 'unreachable' | 'notAsked'
  readonly lastMs: number | null
  readonly usualMs: number | null
  /** Since when it has been asked and has not answered; null: it is not being asked. Reads that only look are not counted. */
  readonly askingSince: number | null
  /** When the last answer came, or was given up. */
  readonly lastAt: number | null
  /** Of what was answered today; null before the first answer of the day. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
}

const REMEMBERED = 50
const REMEMBERED_OF_TODAY = 1_000
/** An answer three times slower than usual, and slower than this, is worth a word on the call bar. */
const SLOW_FLOOR_MS = 2_000

type Book = { readonly timings: readonly Timing[]; readonly day: string; readonly today: readonly number[]; readonly asking: readonly number[]; readonly lastAt: number | null }
const EMPTY: Book = { timings: [], day: '', today: [], asking: [], lastAt: null }
export type HealthBook = { readonly asked: (question: { readonly providerId: string; readonly what: string }) => void; readonly record: (timing: Timing) => void; readonly of: (providerId: string) => ProviderHealth }

const isLook = (what: string | undefined): boolean => what?.endsWith('probe') ?? false

/** Keeps the last answers of each provider for the call bar's dot, who is being asked now, and how long it took today. `today`: names the local day. */
export function createHealthBook(today: () => string, now: () => number = Date.now): HealthBook {
  const books = new Map<string, Book>()
  const bookOf = (providerId: string) => books.get(providerId) ?? EMPTY
  return {
    asked: ({ providerId, what }) => {
      if (!isLook(what)) books.set(providerId, { ...bookOf(providerId), asking: [...bookOf(providerId).asking, now()] })
    },
    record: (timing) => {
      const book = bookOf(timing.providerId)
      const day = today()
      const ofToday = book.day === day ? book.today : []
      const counts = timing.outcome === 'done' && !isLook(timing.what)
      books.set(timing.providerId, {
        timings: [...book.timings, timing].slice(-REMEMBERED), day, today: (counts ? [...ofToday, timing.elapsedMs] : ofToday).slice(-REMEMBERED_OF_TODAY),
        asking: isLook(timing.what) ? book.asking : answered(book.asking, now() - timing.elapsedMs), lastAt: isLook(timing.what) ? book.lastAt : now(),
      })
    },
    of: (providerId) => {
      const book = bookOf(providerId)
      return { ...healthFrom(book.timings, book.day === today() ? book.today : []), askingSince: book.asking[0] ?? null, lastAt: book.lastAt }
    },
  }
}

/** Without the question that was asked nearest to `askedAt`. */
function answered(asking: readonly number[], askedAt: number): readonly number[] {
  const nearest = asking.toSorted((a, b) => Math.abs(a - askedAt) - Math.abs(b - askedAt))[0]
  const index = nearest === undefined ? -1 : asking.indexOf(nearest)
  return asking.filter((_, at) => at !== index)
}

/** Pure: the health that a list of timings, oldest first, amounts to. `today`: durations of what was answered today. */
export function healthFrom(timings: readonly Timing[], today: readonly number[] = []): Omit<ProviderHealth, 'askingSince' | 'lastAt'> {
  const typical = { p50Ms: percentileOf(today, 50), p95Ms: percentileOf(today, 95) }
  const last = timings.at(-1)
  if (!last) return { state: 'notAsked', lastMs: null, usualMs: null, ...typical }
  const answered = timings.filter((timing) => timing.outcome === 'done').map((timing) => timing.elapsedMs).toSorted((a, b) => a - b)
  const usualMs = answered[Math.floor(answered.length / 2)] ?? null
  const slow = last.elapsedMs > SLOW_FLOOR_MS && usualMs !== null && last.elapsedMs > usualMs * 3
  const state = last.outcome === 'unknown' ? 'unknown' : last.outcome === 'notDone' ? 'unreachable' : slow ? 'slow' : 'ok'
  return { state, lastMs: last.elapsedMs, usualMs, ...typical }
}
