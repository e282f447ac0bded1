import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { afterPaint } from '../components/after-paint.ts'
import type { StepId } from './state.ts'

/** What hands do. Whatever comes next is heard by the step it is meant for. */
const HANDS = ['keydown', 'keyup', 'beforeinput', 'paste', 'pointerdown'] as const

/**
 * The step that the work area shows: a frame after the call went there. The key is answered at once (the track moves, the sentence to say
 * changes), then the step is drawn. A hand that is faster than a frame finds it drawn: that is done before the hand is heard.
 */
export function useShownStep(callKey: string, step: StepId): StepId {
  const [shown, setShown] = useState({ callKey, step })
  const isOther = shown.callKey !== callKey
  useEffect(() => {
    if (!isOther && shown.step === step) return
    const show = () => flushSync(() => setShown({ callKey, step }))
    const callOff = afterPaint(show)
    for (const kind of HANDS) window.addEventListener(kind, show, { capture: true })
    return () => {
      callOff()
      for (const kind of HANDS) window.removeEventListener(kind, show, { capture: true })
    }
  }, [callKey, step, shown, isOther])
  // Another call is another person: nothing of the one before it stays, not for a frame.
  return isOther ? step : shown.step
}
