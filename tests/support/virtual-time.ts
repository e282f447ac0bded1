import type { Clock, Timers } from '../../shared/kernel/time.ts'

export type VirtualTime = {
  readonly clock: Clock
  readonly timers: Timers
  /** Jumps to the next timer and fires it; false when there is none. */
  readonly fireNext: () => boolean
  /** Sets the wall clock forward or back; timers are not moved. */
  readonly jump: (ms: number) => void
  readonly forgetTimers: () => void
}

/** A clock and timers that only a test moves. */
export function createVirtualTime(startAt: number): VirtualTime {
  const pending = new Map<number, { readonly at: number; readonly run: () => void }>()
  let elapsed = 0
  let offset = startAt
  let lastId = 0
  return {
    clock: { now: () => offset + elapsed },
    timers: {
      after: (delayMs, run) => {
        const id = ++lastId
        pending.set(id, { at: elapsed + delayMs, run })
        return () => void pending.delete(id)
      },
    },
    fireNext: () => {
      const [first, ...others] = pending
      if (!first) return false
      const [id, timer] = others.reduce((best, candidate) => (candidate[1].at < best[1].at ? candidate : best), first)
      pending.delete(id)
      elapsed = Math.max(elapsed, timer.at)
      timer.run()
      return true
    },
    jump: (ms) => (offset += ms),
    forgetTimers: () => pending.clear(),
  }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Well-formed ids that are the same for the same seed and grow like UUIDv7. */
export function seededIds(seed: number): { readonly next: () => string } {
  let count = 0
  return { next: () => `01900000-0000-7${(seed & 0xfff).toString(16).padStart(3, '0')}-8000-${(++count).toString(16).padStart(12, '0')}` }
}
