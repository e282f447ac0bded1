import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { afterPaint } from './after-paint.ts'

/**
 * What a step shows below its head, one frame later: the key that opened the step is answered with what the hands need next, and the rest
 * is drawn while they are still on their way. Only what takes no focus and no key of its own belongs in it.
 */
export function AfterPaint({ children }: { readonly children: ReactNode }) {
  const [isPainted, setPainted] = useState(false)
  useEffect(() => afterPaint(() => setPainted(true)), [])
  return isPainted ? children : null
}
