import type { CentralClient, FeedPage } from '../../../shared/contract/central/wire.ts'
import { WIRE_VERSION } from '../../../shared/contract/central/wire.ts'
import type { Instant, Clock, Timers } from '../../../shared/kernel/time.ts'

export type FeedDeps = {
  readonly central: CentralClient
  readonly cursor: () => number
  readonly apply: (page: FeedPage) => { readonly catalogChanged: boolean; readonly portsChanged: boolean; readonly orderIds: readonly string[]; readonly billedCustomerIds: readonly string[] }
  readonly clock: Clock
  readonly timers: Timers
  readonly onChange: (change: { readonly catalogChanged: boolean; readonly portsChanged: boolean; readonly orderIds: readonly string[]; readonly billedCustomerIds: readonly string[] }) => void
  readonly onState: (state: FeedState) => void
  /** Hears why a page could not be kept, once per outage. */
  readonly warn: (line: Readonly<Record<string, unknown>>) => void
}
/** `notKept`: central answers, but this desk cannot write what it says (a full disk, say). */
export type FeedState = { readonly state: 'connected' | 'unreachable' | 'notKept'; readonly since: Instant | null }
export type FeedFollower = { readonly state: () => FeedState; readonly pull: () => Promise<boolean>; readonly stop: () => void }

const PAGE = 200
const FOLLOW_MS = 1_000

/**
 * Follows central's feed: asks for what is after the cursor, applies a page and its cursor in one transaction, asks again.
 * Safe to run twice and to break off anywhere: a page applied again changes nothing. `pull` answers true when the desk is current.
 * It never rejects: nobody waits for the loop, and a page that found no room is asked for again from the same cursor.
 */
export function followFeed(deps: FeedDeps): FeedFollower {
  let state: FeedState = { state: 'unreachable', since: deps.clock.now() }
  let running: Promise<boolean> | null = null
  let cancel: () => void = () => undefined
  let stopped = false

  const setState = (next: FeedState['state']): boolean => {
    if (state.state === next) return false
    state = { state: next, since: next === 'connected' ? null : deps.clock.now() }
    deps.onState(state)
    return true
  }
  const pull = (): Promise<boolean> => {
    running ??= pullPages(deps, () => stopped, setState).finally(() => (running = null))
    return running
  }
  const loop = async () => {
    if (stopped) return
    await pull()
    if (!stopped) cancel = deps.timers.after(FOLLOW_MS, () => void loop())
  }
  void loop()
  return {
    state: () => state,
    pull,
    stop: () => {
      stopped = true
      cancel()
    },
  }
}

async function pullPages(deps: FeedDeps, isStopped: () => boolean, setState: (state: FeedState['state']) => boolean): Promise<boolean> {
  for (;;) {
    const answer = await deps.central.feed(deps.cursor(), PAGE)
    if (isStopped()) return false
    if (!answer.ok || answer.value.wireVersion !== WIRE_VERSION) {
      setState('unreachable')
      return false
    }
    const change = answer.value.items.length > 0 ? keep(deps, answer.value) : null
    if (change instanceof Error) {
      if (setState('notKept')) deps.warn({ useCase: 'feed.follow', outcome: change.message })
      return false
    }
    setState('connected')
    if (change) deps.onChange(change)
    if (!answer.value.more) return true
  }
}

function keep(deps: FeedDeps, page: FeedPage): ReturnType<FeedDeps['apply']> | Error {
  try {
    return deps.apply(page)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
