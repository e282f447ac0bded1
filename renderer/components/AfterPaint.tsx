import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'

/** A window that is hidden paints nothing; it goes on after this long. */
const HIDDEN_MS = 100

/**
 * What a step shows below its head, one frame later: the key that opened the step is answered with what the hands need next, and the rest
 * is drawn while they are still on their way. Only what takes no focus and no key of its own belongs in it.
 */
export function AfterPaint({ children }: { readonly children: ReactNode }) {
  const [isPainted, setPainted] = useState(false)
  useEffect(() => afterPaint(() => setPainted(true)), [])
  return isPainted ? children : null
}

/** Runs `work` in the task after the next frame. Answers how to call it off. */
function afterPaint(work: () => void): () => void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = work
  const frame = requestAnimationFrame(() => port2.postMessage(null))
  const hidden = setTimeout(work, HIDDEN_MS)
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(hidden)
    port1.close()
  }
}
