import type { KeyboardEvent } from 'react'
import type { UsageCandidate, WaitingGroup } from '../../../shared/domain/usage-queue.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { providerName } from '../../app/names.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { Facts, Key } from '../../components/parts.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { mayAttach, sumsText } from './view.ts'

const BECAUSE_MOST = 500

/** One group: what is known of it, and what a person may do with it. */
export function DecideUsage({ group }: { readonly group: WaitingGroup }) {
  const { usageQueue } = useDesk()
  const texts = useTexts()
  const { t, tf, format } = texts
  const status = useDeskState((state) => state.status)
  const { because, isWorking } = useDeskState((state) => state.usageQueue)
  const isCut = status?.network === 'cut'
  const moment = (at: number) => `${format.date(at)} ${format.clock(at)}`
  return (
    <>
      <Panel title={t('usageQueue.of', { localId: group.localId })}>
        <Facts items={[
          { label: t('usageQueue.provider'), value: providerName(status, group.providerId) }, { label: t(`usageQueue.kind.${group.idKind}`), value: group.localId, isMono: true },
          { label: t('usageQueue.why'), value: tf('usageWaits', group.reason) }, { label: t('usageQueue.events'), value: t('usageQueue.eventsFrom', { n: group.count, first: moment(group.firstAt), last: moment(group.lastAt) }) },
          { label: t('usageQueue.sum'), value: sumsText(group.sums, texts) },
        ]} />
      </Panel>
      {mayAttach(group.reason) ? <Attach /> : null}
      <Panel title={t('usageQueue.otherwise')}>
        <div className="lm-stack">
          <p className="lm-quiet">{t(group.reason === 'late' ? 'usageQueue.lateHint' : 'usageQueue.againHint')}</p>
          <div className="lm-actions"><button type="button" className="lm-button" disabled={isCut || isWorking} onClick={() => void usageQueue.decide('guideAgain')}>{t(group.reason === 'late' ? 'usageQueue.letIn' : 'usageQueue.guideAgain')}</button></div>
          <form className="lm-stack" onSubmit={(event) => { event.preventDefault(); void usageQueue.decide('setAside') }}>
            <div className="lm-field">
              <label htmlFor="usage-because">{t('usageQueue.because')}</label>
              <input id="usage-because" className="lm-input" autoComplete="off" maxLength={BECAUSE_MOST} value={because} onChange={(event) => usageQueue.write(event.target.value)} aria-describedby="usage-because-hint" />
              <span className="lm-hint" id="usage-because-hint">{t('usageQueue.becauseHint')}</span>
            </div>
            <div className="lm-actions"><button type="submit" className="lm-button" disabled={isCut || isWorking || because.trim() === ''}>{t('usageQueue.setAside', { n: group.count })}</button></div>
          </form>
        </div>
      </Panel>
    </>
  )
}

/** Whose it is: a customer with a service of this provider, found by a part of the name or id. */
function Attach() {
  const { usageQueue } = useDesk()
  const { t } = useTexts()
  const { search, candidates, customerId, isWorking } = useDeskState((state) => state.usageQueue)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const attachByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.ctrlKey || customerId === null) return
    event.preventDefault()
    event.stopPropagation()
    void usageQueue.decide('attach')
  }
  return (
    <Panel title={t('usageQueue.whose')}>
      <form className="lm-stack" onKeyDown={attachByKey} onSubmit={(event) => { event.preventDefault(); if (customerId !== null) void usageQueue.decide('attach') }}>
        <div className="lm-field">
          <label htmlFor="usage-search">{t('usageQueue.search')}</label>
          <input id="usage-search" className="lm-input" autoComplete="off" spellCheck={false} maxLength={100} value={search} onChange={(event) => usageQueue.search(event.target.value)} />
        </div>
        {candidates === null ? <p className="lm-quiet" role="status">{t('usageQueue.searching')}</p> : candidates.length === 0 ? <p className="lm-quiet" role="status">{t('usageQueue.nobody')}</p> : (
          <fieldset className="lm-usage-candidates">
            <legend className="lm-visually-hidden">{t('usageQueue.whose')}</legend>
            {onePerCustomer(candidates).map((candidate) => <Candidate key={candidate.billingServiceId} candidate={candidate} isPicked={candidate.customerId === customerId} />)}
          </fieldset>
        )}
        <div className="lm-actions"><button type="submit" className="lm-button lm-button-primary" disabled={isCut || isWorking || customerId === null}><Key chord="Ctrl Enter" />{t('usageQueue.attach')}</button></div>
      </form>
    </Panel>
  )
}

/** The customer is chosen; which of their services it was is decided by the time and the price, event by event. */
const onePerCustomer = (candidates: readonly UsageCandidate[]): readonly UsageCandidate[] => [...new Map(candidates.toReversed().map((one) => [one.customerId, one])).values()].toReversed()

function Candidate({ candidate, isPicked }: { readonly candidate: UsageCandidate; readonly isPicked: boolean }) {
  const { usageQueue } = useDesk()
  const { t, format } = useTexts()
  const span = candidate.to === null ? t('usageQueue.since', { from: format.date(candidate.from) }) : t('usageQueue.until', { from: format.date(candidate.from), to: format.date(candidate.to) })
  return (
    <label className="lm-usage-candidate">
      <input type="radio" name="usage-customer" checked={isPicked} onChange={() => usageQueue.pick(candidate.customerId)} />
      <span><b>{candidate.name}</b><small>{candidate.localCustomerId ? <span className="lm-mono">{candidate.localCustomerId}</span> : null} {span}</small></span>
    </label>
  )
}
