import { useEffect, useState } from 'react'

/** The moment, drawn again every `everyMs` while `isNeeded`: faces change by the clock, and nothing else is redrawn. */
export function useNow(isNeeded: boolean, everyMs = 200): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isNeeded) return
    const draw = () => setNow(Date.now())
    draw()
    const timer = setInterval(draw, everyMs)
    return () => clearInterval(timer)
  }, [isNeeded, everyMs])
  return now
}
