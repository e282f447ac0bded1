import type { ConsoleEvent } from '../../../shared/contract/console/contract.ts'
import type { CallerPromise } from '../../../shared/domain/promise.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Clock, Instant, Timers } from '../../../shared/kernel/time.ts'
import type { DeskJournal } from '../signup/ports.ts'

export type PromiseKeeperDeps = { readonly journal: Pick<DeskJournal, 'read' | 'write'>; readonly clock: Clock; readonly timers: Timers; readonly emit: (event: ConsoleEvent) => void }
export type PromiseKeeper = {
  /** Marks what has been kept and waits for the next time to come. Called at the start, after a promise is made and when an order changed. */
  readonly look: () => void
  readonly stop: () => void
}

/** No wait is longer: a clock that was set back must not let a promise pass unseen. */
const LONGEST_WAIT_MS = 60_000

/**
 * Watches what callers were promised. A promise to tell or to confirm is kept by the order's own end, at the time at which it ended, so that
 * a desk that was off in between still tells the truth. A call back is kept by a person. Nothing is remembered but the next alarm.
 */
export function createPromiseKeeper(deps: PromiseKeeperDeps): PromiseKeeper {
  let cancel: (() => void) | null = null
  let isLooking = false
  const look = () => {
    if (isLooking) return
    isLooking = true
    cancel?.()
    cancel = null
    const open = deps.journal.read.promises.open()
    const kept = open.flatMap((promise) => {
      const at = keptAt(deps, promise)
      return at === null ? [] : [{ promise, at }]
    })
    const isWritten = kept.length === 0 || deps.journal.write((tx) => (kept.forEach(({ promise, at }) => tx.promises.keep(promise.id, at)), ok(null))).ok
    const left = isWritten ? open.filter((promise) => !kept.some((one) => one.promise === promise)) : open
    if (kept.length > 0 && isWritten) deps.emit({ name: 'orders.changed' })
    schedule(left)
    isLooking = false
  }
  const schedule = (open: readonly CallerPromise[]) => {
    const now = deps.clock.now()
    // On the stroke of its time a promise is not late yet: the alarm is one millisecond after.
    const next = open.map((promise) => promise.dueAt + 1).filter((at) => at > now)[0]
    if (next === undefined) return
    cancel = deps.timers.after(Math.min(next - now, LONGEST_WAIT_MS), () => {
      if (deps.clock.now() >= next) deps.emit({ name: 'orders.changed' })
      look()
    })
  }
  return { look, stop: () => cancel?.() }
}

/** When the promise was kept by what happened; null while it is open. */
function keptAt({ journal }: PromiseKeeperDeps, promise: CallerPromise): Instant | null {
  if (promise.kind === 'callBack') return null
  const ended = journal.read.promises.endedOf(promise.customerId).find((order) => (promise.orderId === null ? order.endedAt >= promise.madeAt : order.orderId === promise.orderId))
  return ended ? Math.max(ended.endedAt, promise.madeAt) : null
}
