import { useEffect } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { providerName } from '../../app/names.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { callLines } from './view.ts'

/** What the call that just ended cost, for the rep who took it. Read once its order has an end. */
export function CallMeasured() {
  const { measures } = useDesk()
  const texts = useTexts()
  const { t } = texts
  const callId = useDeskState((state) => state.call.draft?.id ?? null)
  const orderId = useDeskState((state) => state.call.orderId)
  const { mine, typical } = useDeskState((state) => state.measures)
  const status = useDeskState((state) => state.status)
  useEffect(() => { if (callId) void measures.readCall(callId) }, [callId, measures])
  const call = mine?.recent.find((known) => known.callId === callId && known.orderId === orderId)
  // An order that was only looked at is not this call's.
  if (!mine || !call) return null
  const { head, facts } = callLines({ call, today: mine.today, typical, nameOf: (id) => providerName(status, id), texts })
  return (
    <section className="lm-stack" aria-label={t('measure.title')}>
      <hr className="lm-hr" />
      <h3 className="lm-section">{t('measure.title')}</h3>
      <p className="lm-measure">{head}</p>
      <ul className="lm-measure-facts">{facts.map((fact) => <li key={fact}>{fact}</li>)}</ul>
    </section>
  )
}
