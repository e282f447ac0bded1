/** A timer against what is usual: calm, late from p75, over from p95. Places are shares of its length, 0 to 1. */
export type TimerView = { readonly clock: string; readonly tone: 'calm' | 'late' | 'over'; readonly fill: number; readonly p75: number; readonly p95: number }
export type Usual = { readonly p75Ms: number; readonly p95Ms: number }

/** The line ends a little after p95: what is longer stays at its end, the seconds go on. */
const ROOM_AFTER_P95 = 1.25

/** How a timer stands after `elapsedMs`. A `usual` that is not in order (p95 below p75) is read with p95 at p75. */
export function timerView(elapsedMs: number, usual: Usual): TimerView {
  const elapsed = Math.max(0, Number.isFinite(elapsedMs) ? elapsedMs : 0)
  const p75Ms = Math.max(1, usual.p75Ms)
  const p95Ms = Math.max(p75Ms, usual.p95Ms)
  const length = p95Ms * ROOM_AFTER_P95
  return { clock: clockOf(elapsed), tone: elapsed >= p95Ms ? 'over' : elapsed >= p75Ms ? 'late' : 'calm', fill: Math.min(1, elapsed / length), p75: p75Ms / length, p95: p95Ms / length }
}

/** "02:14", from an hour on "1:02:14". */
export function clockOf(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
}
