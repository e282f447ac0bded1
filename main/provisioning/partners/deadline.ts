import type { Timers } from '../../../shared/kernel/time.ts'

/** One end for everything that belongs to a call. `end` must be called when the call is over. */
export type Deadline = { readonly signal: AbortSignal; readonly end: () => void }

/** Starts a deadline of `afterMs` milliseconds. */
export function startDeadline(timers: Timers, afterMs: number): Deadline {
  const controller = new AbortController()
  return { signal: controller.signal, end: timers.after(afterMs, () => controller.abort()) }
}

/** Waits `delayMs` milliseconds, or until the deadline, whichever comes first. */
export function pauseWithin(timers: Timers, delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const wake = (): void => {
      cancel()
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const cancel = timers.after(delayMs, wake)
    signal.addEventListener('abort', wake)
  })
}
