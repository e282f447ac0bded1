import { useEffect, useState } from 'react'

/** Whole seconds since a moment, as "02:14", drawn once a second. */
export function Elapsed({ since, until }: { readonly since: number; readonly until?: number | null }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (until) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [until])
  const seconds = Math.max(0, Math.floor(((until ?? now) - since) / 1000))
  return <>{`${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`}</>
}
