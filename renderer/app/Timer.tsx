import { useEffect, useState } from 'react'
import { useTexts } from './texts-context.tsx'
import { timerView } from './timer.ts'
import type { Usual } from './timer.ts'

/** Time since a moment, with what is usual beside it: ticks at p75 and p95, amber from the first, red from the second. Never a countdown. */
export function Timer({ label, since, usual }: { readonly label: string; readonly since: number; readonly usual: Usual }) {
  const { t } = useTexts()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const view = timerView(now - since, usual)
  const usually = t('timer.usual', { p75Ms: usual.p75Ms, p95Ms: usual.p95Ms })
  return (
    <span className="lm-timer" data-tone={view.tone} role="timer" aria-live="off" aria-label={`${label} ${view.clock}, ${usually}${view.tone === 'calm' ? '' : `, ${t(`timer.${view.tone}`)}`}`} title={usually}>
      <span aria-hidden="true">{label} <b>{view.clock}</b></span>
      <svg aria-hidden="true" viewBox="0 0 44 6" preserveAspectRatio="none">
        <rect className="lm-timer-line" x="0" y="2" width="44" height="2" /><rect className="lm-timer-fill" x="0" y="2" width={44 * view.fill} height="2" />
        <rect className="lm-timer-p75" x={44 * view.p75 - 0.75} y="0" width="1.5" height="6" /><rect className="lm-timer-p95" x={44 * view.p95 - 0.75} y="0" width="1.5" height="6" />
      </svg>
    </span>
  )
}
