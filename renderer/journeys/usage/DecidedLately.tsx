import type { UsageDecision } from '../../../shared/domain/usage-queue.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { Panel } from '../../panels/Panel.tsx'

/** What people decided, newest first. It is kept for good and never changed. */
export function DecidedLately({ decisions }: { readonly decisions: readonly UsageDecision[] }) {
  const { t, tf, format } = useTexts()
  return (
    <Panel title={t('usageQueue.lately')}>
      <ol className="lm-person-timeline">
        {decisions.map((one) => (
          <li key={`${one.at}${one.localId}${one.decision}${one.reason}`}>
            <span className="lm-quiet lm-mono">{format.date(one.at)} {format.clock(one.at)}</span>
            <span><span className="lm-mono">{one.localId}</span> {tf('usageDecision', one.decision)}, {t('usageQueue.moved', { n: one.events })} {one.because ? <q>{one.because}</q> : null} <span className="lm-quiet">{one.userId}</span></span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
