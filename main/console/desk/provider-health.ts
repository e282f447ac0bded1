/** What the desk itself has measured of a provider since it started. */
export type Timing = { readonly providerId: string; readonly elapsedMs: number; readonly outcome: 'done' | 'notDone' | 'unknown' }
export type ProviderHealth = { readonly state: 'ok' | 'slow' | 'unknown' | 'unreachable' | 'notAsked'; readonly lastMs: number | null; readonly usualMs: number | null }

const REMEMBERED = 50
/** An answer three times slower than usual, and slower than this, is worth a word on the call bar. */
const SLOW_FLOOR_MS = 2_000

/** Keeps the last answers of each provider, for the call bar's dot and its usual time (the median). */
export function createHealthBook(): { readonly record: (timing: Timing) => void; readonly of: (providerId: string) => ProviderHealth } {
  const timings = new Map<string, readonly Timing[]>()
  return {
    record: (timing) => timings.set(timing.providerId, [...(timings.get(timing.providerId) ?? []), timing].slice(-REMEMBERED)),
    of: (providerId) => healthFrom(timings.get(providerId) ?? []),
  }
}

/** Pure: the health that a list of timings, oldest first, amounts to. */
export function healthFrom(timings: readonly Timing[]): ProviderHealth {
  const last = timings.at(-1)
  if (!last) return { state: 'notAsked', lastMs: null, usualMs: null }
  const answered = timings.filter((timing) => timing.outcome === 'done').map((timing) => timing.elapsedMs).toSorted((a, b) => a - b)
  const usualMs = answered[Math.floor(answered.length / 2)] ?? null
  const slow = last.elapsedMs > SLOW_FLOOR_MS && usualMs !== null && last.elapsedMs > usualMs * 3
  const state = last.outcome === 'unknown' ? 'unknown' : last.outcome === 'notDone' ? 'unreachable' : slow ? 'slow' : 'ok'
  return { state, lastMs: last.elapsedMs, usualMs }
}
