import { flushSync } from 'react-dom'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { afterPaint } from '../components/after-paint.ts'
import type { DeskState } from './state.ts'

/** What hands do. Whatever comes next is heard by a window that shows one state everywhere. */
const HANDS = ['keydown', 'keyup', 'beforeinput', 'paste', 'pointerdown'] as const

type Hears = Pick<Window, 'addEventListener' | 'removeEventListener'>
export type Behind = {
  readonly store: StoreApi<DeskState>
  /** Follows the state in front until the answer is called. */
  readonly follow: (window: Hears) => () => void
}

/**
 * The state as the edges of the window show it: what a hand changed, a frame behind the work area. The key is answered where the hands
 * are; the card, the script, the bar and the step that is to come are drawn right after that frame, all at once. A hand that is faster
 * than a frame finds everything drawn: that is done before the hand is heard. What no hand did (an answer came) is shown at once: a frame
 * asked for in vain would make the next key wait for the one after it.
 */
export function createBehind(front: StoreApi<DeskState>): Behind {
  const store = createStore<DeskState>(() => front.getState())
  return { store: Object.assign(store, { getInitialState: () => front.getInitialState() }), follow: (window) => follow(front, store, window) }
}

function follow(front: StoreApi<DeskState>, store: StoreApi<DeskState>, window: Hears): () => void {
  let callOff: (() => void) | null = null
  let isHand = false
  const { port1: handEnded, port2: endHand } = new MessageChannel()
  handEnded.onmessage = () => { isHand = false }
  const catchUp = (): void => {
    callOff?.()
    callOff = null
    if (store.getState() !== front.getState()) store.setState(front.getState(), true)
  }
  const catchUpAtOnce = (): void => { if (callOff) flushSync(catchUp) }
  const onHand = (): void => {
    catchUpAtOnce()
    isHand = true
    endHand.postMessage(null)
  }
  catchUp()
  const stop = front.subscribe((now) => {
    const shown = store.getState()
    // Another call is another person, another user is another right to see: nothing of the one before stays, not for a frame.
    if (now.call.key !== shown.call.key || now.session !== shown.session) return catchUp()
    if (isHand) callOff ??= afterPaint(catchUpAtOnce)
    else if (!callOff) store.setState(now, true)
  })
  for (const kind of HANDS) window.addEventListener(kind, onHand, { capture: true })
  return () => {
    stop()
    callOff?.()
    handEnded.close()
    for (const kind of HANDS) window.removeEventListener(kind, onHand, { capture: true })
  }
}
