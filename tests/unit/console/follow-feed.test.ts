import { describe, expect, it } from 'vitest'
import { followFeed } from '../../../main/console/sync/follow-feed.ts'
import type { CentralAnswer, CentralClient, FeedPage } from '../../../shared/contract/central/wire.ts'
import { WIRE_VERSION } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'

/** A central that has `total` changes and can be cut; the desk applies them to a cursor. */
function world(total: number, pageSize = 3) {
  const state = { cut: false, cursor: 0, wireVersion: WIRE_VERSION, applied: [] as number[], states: [] as string[], warned: [] as unknown[], isFull: false, timers: [] as (() => void)[] }
  const feed = async (after: number): Promise<CentralAnswer<FeedPage>> => {
    if (state.cut) return err(appError('central-unavailable'))
    const upTo = Math.min(after + pageSize, total)
    const items = Array.from({ length: upTo - after }, (_, n) => ({ cursor: after + n + 1, at: 0, kind: 'merge' as const, from: 'a', into: 'b' }))
    return ok({ wireVersion: state.wireVersion, items, cursor: upTo, more: upTo < total })
  }
  const follower = followFeed({
    central: { feed } as unknown as CentralClient,
    cursor: () => state.cursor,
    apply: (page) => {
      if (state.isFull) throw new Error('database or disk is full')
      state.applied.push(...page.items.map((item) => item.cursor))
      state.cursor = page.cursor
      return { catalogChanged: false, portsChanged: false, orderIds: [], billedCustomerIds: [] }
    },
    clock: { now: () => 7 },
    timers: { after: (_ms, run) => (state.timers.push(run), () => undefined) },
    onChange: () => undefined,
    warn: (line) => state.warned.push(line),
    onState: (next) => state.states.push(next.state),
  })
  return { state, follower }
}

describe('the follower of the feed', () => {
  it('takes page after page until it is current, each change once and in order', async () => {
    const { state, follower } = world(8)
    expect(await follower.pull()).toBe(true)
    expect(state.applied).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(follower.state()).toEqual({ state: 'connected', since: null })
  })

  it('says unreachable and since when while the channel is cut, and goes on from the same cursor after', async () => {
    const { state, follower } = world(4)
    await follower.pull()
    state.cut = true
    expect(await follower.pull()).toBe(false)
    expect(follower.state()).toEqual({ state: 'unreachable', since: 7 })
    state.cut = false
    expect(await follower.pull()).toBe(true)
    expect(state.applied).toEqual([1, 2, 3, 4])
    expect(state.states).toEqual(['connected', 'unreachable', 'connected'])
  })

  it('outlives a disk that is full: says that it keeps nothing, why once, and goes on from the same cursor when there is room', async () => {
    const { state, follower } = world(4)
    state.isFull = true
    expect(await follower.pull()).toBe(false)
    expect(await follower.pull()).toBe(false)
    expect(follower.state()).toEqual({ state: 'notKept', since: 7 })
    expect(state.warned).toEqual([{ useCase: 'feed.follow', outcome: 'database or disk is full' }])
    expect(state.cursor).toBe(0)
    state.isFull = false
    expect(await follower.pull()).toBe(true)
    expect(state.applied).toEqual([1, 2, 3, 4])
    expect(state.states).toEqual(['notKept', 'connected'])
  })

  it('its loop goes on by itself after a page found no room', async () => {
    const { state, follower } = world(4)
    state.isFull = true
    await follower.pull()
    await Promise.resolve()
    expect(state.timers).toHaveLength(1)
    state.isFull = false
    state.timers[0]?.()
    await follower.pull()
    expect(state.cursor).toBe(4)
  })

  it('does not read the pages of a central that speaks another version', async () => {
    const { state, follower } = world(4)
    state.wireVersion = WIRE_VERSION + 1
    state.cursor = 0
    state.applied.length = 0
    await follower.pull()
    expect(await follower.pull()).toBe(false)
    expect(follower.state().state).toBe('unreachable')
  })
})
