import { v7 } from 'uuid'
import type { Clock, IdSource, Timers } from '../../shared/kernel/time.ts'

/** The machine's wall clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** UUIDv7: sortable by time, no coordination between desks. */
export const systemIds: IdSource = { next: () => v7() }

/** Node's timers. A pending one does not keep the process alive. */
export const systemTimers: Timers = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
