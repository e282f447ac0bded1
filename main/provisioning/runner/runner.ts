import { delayAfter, PROBE_BACKOFF } from '../../../shared/engines/saga/backoff.ts'
import type { Timers } from '../../../shared/kernel/time.ts'
import type { Log } from '../../platform/log.ts'
import { driveOrder } from './drive-order.ts'
import type { DriveDeps, DriveEnd } from './drive-order.ts'
import { sendOutbox } from './send-outbox.ts'

export type RunnerDeps = DriveDeps & { readonly timers: Timers; readonly log: Log }
export type Runner = {
  /** Takes up every order the journal holds, wherever it was left. */
  readonly start: () => void
  /** Looks again now: at one order, or at all and the outbox (the network is back, the catalog has changed). */
  readonly kick: (orderId?: string) => void
  /** Begins nothing more and waits for the answers that are under way. */
  readonly stop: () => Promise<void>
  /** Resolves when nothing is being asked: everything has ended or waits. */
  readonly idle: () => Promise<void>
}

/** Orders that are asked for at the same time; the others wait their turn. */
const MAX_AT_ONCE = 16
/** A cut network and a full disk are looked at again after this long even when nobody kicks. */
const LOOK_AGAIN_MS = 5_000
/** No wait is longer: a clock that was set back must not stretch one. */
const LONGEST_WAIT_MS = 300_000

/**
 * Runs the sagas of one desk: different orders at the same time, one step at a time in each. It keeps nothing that is not in the journal,
 * so it can die at any point. Errors: none; a bug in one order is logged once and leaves that order alone until the next kick.
 */
export function createRunner(deps: RunnerDeps): Runner {
  const running = new Set<string>()
  const queue = new Map<string, { readonly force: boolean }>()
  const timers = new Map<string, () => void>()
  const idlers: (() => void)[] = []
  let isStopped = true
  let isSending = false
  let outboxFailures = 0

  const setTimer = (name: string, delayMs: number, run: () => void) => {
    timers.get(name)?.()
    timers.set(name, deps.timers.after(Math.min(Math.max(delayMs, 0), LONGEST_WAIT_MS), () => (timers.delete(name), run())))
  }
  const enqueue = (orderId: string, force: boolean) => {
    if (isStopped) return
    timers.get(orderId)?.()
    timers.delete(orderId)
    queue.set(orderId, { force: force || queue.get(orderId)?.force === true })
    pump()
  }
  const pump = () => {
    for (const [orderId, { force }] of queue) {
      if (running.size >= MAX_AT_ONCE) return
      if (running.has(orderId)) continue
      queue.delete(orderId)
      running.add(orderId)
      void run(orderId, force)
    }
  }
  const run = async (orderId: string, force: boolean) => {
    const end = await driveSafely(deps, orderId, { force, isStopped: () => isStopped })
    running.delete(orderId)
    if (!isStopped) {
      scheduleNext(orderId, end)
      send()
      pump()
    }
    settle()
  }
  const scheduleNext = (orderId: string, end: DriveEnd | { readonly kind: 'bug' }) => {
    if (end.kind === 'cut' || end.kind === 'storage') setTimer(orderId, LOOK_AGAIN_MS, () => enqueue(orderId, true))
    if (end.kind === 'waiting' && end.until !== null) setTimer(orderId, end.until - deps.clock.now(), () => enqueue(orderId, true))
  }
  const send = () => {
    if (isSending || isStopped || timers.has('outbox')) return
    isSending = true
    void sendOutbox({ ...deps, isStopped: () => isStopped }).then(
      (left) => sent(left),
      (error: unknown) => {
        deps.log.error({ useCase: 'outbox', outcome: 'internal', error: error instanceof Error ? error.message : String(error) })
        sent('later')
      },
    )
  }
  const sent = (left: 'empty' | 'later') => {
    isSending = false
    outboxFailures = left === 'empty' ? 0 : outboxFailures + 1
    if (left === 'later' && !isStopped) setTimer('outbox', delayAfter(PROBE_BACKOFF, outboxFailures), send)
    settle()
  }
  const settle = () => {
    if (running.size === 0 && !isSending && (isStopped || queue.size === 0)) idlers.splice(0).forEach((resolve) => resolve())
  }
  const idle = () => new Promise<void>((resolve) => {
    idlers.push(resolve)
    settle()
  })
  const kickAll = () => {
    timers.get('outbox')?.()
    timers.delete('outbox')
    deps.journal.activeOrderIds().forEach((orderId) => enqueue(orderId, true))
    send()
  }
  return {
    start: () => {
      isStopped = false
      kickAll()
    },
    kick: (orderId) => (orderId === undefined ? isStopped || kickAll() : enqueue(orderId, true)),
    stop: () => {
      isStopped = true
      queue.clear()
      timers.forEach((cancel) => cancel())
      timers.clear()
      return idle()
    },
    idle,
  }
}

async function driveSafely(deps: RunnerDeps, orderId: string, options: { readonly isStopped: () => boolean; readonly force: boolean }): Promise<DriveEnd | { readonly kind: 'bug' }> {
  try {
    return await driveOrder(deps, orderId, options)
  } catch (error) {
    deps.log.error({ useCase: 'saga', orderId, outcome: 'internal', error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    return { kind: 'bug' }
  }
}
