// Goal: the edges of the window follow the work area a frame behind a hand, at once behind an answer, and never show another person. Method: a hand, a frame and a state of the test.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { createBehind } from '../../../renderer/app/behind.ts'
import { initialState } from '../../../renderer/app/state.ts'
import type { DeskState } from '../../../renderer/app/state.ts'

let frames: (() => void)[] = []
beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
  vi.stubGlobal('cancelAnimationFrame', (id: number) => { frames[id - 1] = () => undefined })
})
afterEach(() => vi.unstubAllGlobals())

/** What was posted before it has been heard when it resolves. */
const messagesHeard = (): Promise<void> => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => { port1.close(); resolve() }
  port2.postMessage(null)
})
async function paint(): Promise<void> {
  for (const frame of frames.splice(0)) frame()
  await messagesHeard()
}

function stand() {
  const front = createStore<DeskState>(() => initialState(0, 'first'))
  const behind = createBehind(front)
  const window = new EventTarget()
  const stop = behind.follow(window as unknown as Window)
  const type = (typed: string) => front.setState(({ call }) => ({ call: { ...call, typed } }))
  /** A key whose handler changes the state. */
  const strike = (change: () => void) => {
    window.addEventListener('keydown', change, { once: true })
    window.dispatchEvent(new Event('keydown'))
  }
  return { front, behind, type, strike, stop, shown: () => behind.store.getState().call.typed }
}

describe('the edges of the window', () => {
  it('show what a key changed one frame later', async () => {
    const { type, strike, shown, stop } = stand()
    strike(() => type('1'))
    expect(shown()).toBe('')
    await paint()
    expect(shown()).toBe('1')
    stop()
  })
  it('show an answer at once and ask for no frame', async () => {
    const { type, strike, shown, stop } = stand()
    strike(() => undefined)
    await messagesHeard()
    type('answered')
    expect(shown()).toBe('answered')
    expect(frames).toEqual([])
    stop()
  })
  it('have caught up before a key that is faster than a frame is heard', () => {
    const { type, strike, shown, stop } = stand()
    strike(() => type('1'))
    let heard = ''
    strike(() => { heard = shown() })
    expect(heard).toBe('1')
    stop()
  })
  it('show the newest state, however many changes one key made', async () => {
    const { type, strike, shown, stop } = stand()
    strike(() => { type('1'); type('12') })
    await paint()
    expect(shown()).toBe('12')
    stop()
  })
  it.each([['another call', (state: DeskState): Partial<DeskState> => ({ call: { ...state.call, key: 'second', typed: 'theirs' } })], ['another user', (): Partial<DeskState> => ({ session: { user: null } as unknown as DeskState['session'] })]])('never show what was before %s', (_, change) => {
    const { front, behind, strike, stop } = stand()
    strike(() => front.setState(change))
    expect(behind.store.getState()).toBe(front.getState())
    stop()
  })
  it('change no more once nobody follows', async () => {
    const { type, strike, shown, stop } = stand()
    strike(() => type('1'))
    stop()
    await paint()
    type('2')
    expect(shown()).toBe('')
  })
})
