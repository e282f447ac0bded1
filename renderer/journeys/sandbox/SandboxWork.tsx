import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import type { Details } from '../../../shared/messages/texts.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { FAULT_NAMES } from '../../app/faults.ts'
import { useTexts } from '../../app/texts-context.tsx'
import type { Answer } from '../../app/state.ts'
import { StatePill } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { faultFits, TARGETS } from './faults-that-fit.ts'
import type { FaultTarget } from './faults-that-fit.ts'
import { takeFocus } from '../../components/take-focus.ts'

type Provider = Answer<'sandbox.effects'>['providers'][number]
const WATCH_EVERY_MS = 1_000

/** The practice world: what each provider will do next, and what really happened there, as it happens. */
export function SandboxWork() {
  const { sandbox, desk } = useDesk()
  const { t } = useTexts()
  const watched = useDeskState((state) => state.sandboxWatch)
  const status = useDeskState((state) => state.status)
  const [chosenId, setChosenId] = useState<string | null>(null)
  useEffect(() => {
    void sandbox.watch()
    const timer = setInterval(() => void sandbox.watch(), WATCH_EVERY_MS)
    return () => clearInterval(timer)
  }, [sandbox])
  const isListed = watched !== null
  useEffect(() => { if (isListed) takeFocus(document.querySelector<HTMLElement>('.lm-sandbox [data-pick]')) }, [isListed])
  const providers = watched?.providers ?? []
  const chosen = providers.find((provider) => provider.providerId === chosenId) ?? providers[0]
  const isCut = status?.network === 'cut'
  return (
    <div className="lm-sandbox lm-steps">
      <div className="lm-live-head">
        <div><h1 className="lm-headline">{t('sandbox.title')}</h1><p className="lm-quiet">{t('sandbox.sub')}</p></div>
        <button type="button" className="lm-button" onClick={() => void desk.setNetwork(isCut ? 'up' : 'cut')}>{t(isCut ? 'sandbox.restore' : 'sandbox.cut')}</button>
      </div>
      <Panel title={t('sandbox.title')} isFlush face={faceOf({ isAbsent: status?.sandbox === false, isListed, isCut, t })}>
        <table className="lm-table">
          <thead><tr><th scope="col">{t('sandbox.provider')}</th><th scope="col">{t('sandbox.ports')}</th><th scope="col">{t('sandbox.effects')}</th><th scope="col">{t('sandbox.waitingFaults')}</th></tr></thead>
          <tbody>{providers.map((provider) => <Row key={provider.providerId} provider={provider} isChosen={provider === chosen} onChoose={() => setChosenId(provider.providerId)} />)}</tbody>
        </table>
      </Panel>
      {providers.length > 0 ? <PassMonth isCut={isCut} /> : null}
      {chosen ? <div className="lm-sandbox-pair"><OrderFault key={chosen.providerId} provider={chosen} /><Book provider={chosen} /></div> : null}
    </div>
  )
}

/** For who may bill: a rep has no month to pass. */
function PassMonth({ isCut }: { readonly isCut: boolean }) {
  const { sandbox } = useDesk()
  const { t, tf } = useTexts()
  const role = useDeskState((state) => state.session?.user?.role)
  const [outcome, setOutcome] = useState<'passing' | Awaited<ReturnType<typeof sandbox.passMonth>> | null>(null)
  if (role === 'rep' || role === undefined) return null
  const pass = async () => {
    setOutcome('passing')
    setOutcome(await sandbox.passMonth())
  }
  const said = outcome === null || outcome === 'passing' ? null : 'code' in outcome ? tf('error', outcome.code, outcome.details as Details) : t('sandbox.month.passed', outcome)
  return (
    <Panel title={t('sandbox.month')}>
      <p className="lm-sandbox-month">{t('sandbox.month.body')}</p>
      <div className="lm-actions">
        <button type="button" className="lm-button" disabled={isCut || outcome === 'passing'} onClick={() => void pass()}>{t(outcome === 'passing' ? 'sandbox.month.passing' : 'sandbox.month.pass')}</button>
        <p className="lm-keyed" role="status">{said === null ? null : <><StateGlyph state={outcome !== null && outcome !== 'passing' && 'code' in outcome ? 'failed' : 'yes'} />{said}</>}</p>
      </div>
    </Panel>
  )
}

function Row({ provider, isChosen, onChoose }: { readonly provider: Provider; readonly isChosen: boolean; readonly onChoose: () => void }) {
  const { t, tf } = useTexts()
  return (
    <tr aria-selected={isChosen}>
      <td><button type="button" data-pick className="lm-link" aria-pressed={isChosen} onClick={onChoose}>{provider.name}</button> <span className="lm-keyed"><StateGlyph state={provider.isRunning ? 'yes' : 'pending'} />{t(provider.isRunning ? 'sandbox.running' : 'sandbox.stopped')}</span></td>
      <td className="lm-mono">{provider.httpPort} · {provider.commandPort}</td>
      <td>{provider.effects}</td>
      <td>{provider.faults.length === 0 ? <span className="lm-quiet">{t('sandbox.noFaults')}</span> : provider.faults.map((fault, index) => <StatePill key={`${index}${fault.fault}`} state="late">{t('sandbox.faultLine', { fault: tf('fault', fault.fault), on: t(`sandbox.on.${fault.on as FaultTarget}`), times: fault.times })}</StatePill>)}</td>
    </tr>
  )
}

function OrderFault({ provider }: { readonly provider: Provider }) {
  const { sandbox } = useDesk()
  const { t, tf } = useTexts()
  const [fault, setFault] = useState<(typeof FAULT_NAMES)[number]>('slow')
  const [on, setOn] = useState<FaultTarget>('serviceOrder')
  const [times, setTimes] = useState('1')
  const [seconds, setSeconds] = useState('6')
  const [isOrdered, setOrdered] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setOrdered(await sandbox.order({ providerId: provider.providerId, fault, on, times: Math.min(20, Math.max(1, Number(times) || 1)), delayMs: Math.min(600, Math.max(0, Number(seconds) || 0)) * 1_000 }))
  }
  const choose = (target: FaultTarget) => {
    setOn(target)
    if (!faultFits(fault, target)) setFault('slow')
  }
  return (
    <Panel title={t('sandbox.orderFor', { provider: provider.name })} aside={provider.faults.length === 0 ? null : <button type="button" className="lm-link" onClick={() => void sandbox.forget(provider.providerId)}>{t('sandbox.forget')}</button>}>
      <form className="lm-stack" onSubmit={(event) => void submit(event)}>
        <div className="lm-field"><label htmlFor="fault-on">{t('sandbox.on')}</label><select id="fault-on" className="lm-input" value={on} onChange={(event) => choose(event.target.value as FaultTarget)}>{TARGETS.map((target) => <option key={target} value={target}>{t(`sandbox.on.${target}`)}</option>)}</select></div>
        <div className="lm-field"><label htmlFor="fault-kind">{t('sandbox.kind')}</label><select id="fault-kind" className="lm-input" value={fault} onChange={(event) => setFault(event.target.value as typeof fault)}>{FAULT_NAMES.filter((name) => faultFits(name, on)).map((name) => <option key={name} value={name}>{tf('fault', name)}</option>)}</select></div>
        <div className="lm-actions">
          <div className="lm-field"><label htmlFor="fault-times">{t('sandbox.times')}</label><input id="fault-times" className="lm-input" inputMode="numeric" value={times} onChange={(event) => setTimes(event.target.value)} /></div>
          {fault === 'slow' || fault === 'late' ? <div className="lm-field"><label htmlFor="fault-delay">{t('sandbox.delay')}</label><input id="fault-delay" className="lm-input" inputMode="numeric" value={seconds} onChange={(event) => setSeconds(event.target.value)} /></div> : null}
        </div>
        <div className="lm-actions"><button type="submit" className="lm-button lm-button-primary">{t('sandbox.order')}</button><span role="status">{isOrdered ? t('sandbox.ordered') : ''}</span></div>
      </form>
    </Panel>
  )
}

function Book({ provider }: { readonly provider: Provider }) {
  const { t, tf } = useTexts()
  const face: Face = provider.lines.length === 0 ? { kind: 'empty', title: t('sandbox.bookEmpty'), body: t('sandbox.bookEmptyBody') } : { kind: 'ready' }
  return (
    <Panel title={t('sandbox.book')} aside={t('sandbox.bookSub')} isFlush face={face}>
      <table className="lm-table">
        <thead><tr><th scope="col">{t('sandbox.when')}</th><th scope="col">{t('sandbox.what')}</th><th scope="col">{t('sandbox.localId')}</th></tr></thead>
        <tbody>{provider.lines.map((line) => (
          <tr key={line.seq}>
            <td className="lm-mono">{line.at.slice(11, 23)}</td>
            <td><span className="lm-keyed"><StateGlyph state={line.effect === 'serviceAdded' ? 'yes' : 'compensating'} />{tf('service', line.serviceKind ?? '')} {t(line.effect === 'serviceAdded' ? 'sandbox.added' : 'sandbox.deleted')}</span></td>
            <td className="lm-mono">{line.localCustomerId}</td>
          </tr>
        ))}</tbody>
      </table>
    </Panel>
  )
}

function faceOf(facts: { readonly isAbsent: boolean; readonly isListed: boolean; readonly isCut: boolean; readonly t: ReturnType<typeof useTexts>['t'] }): Face {
  if (facts.isAbsent) return { kind: 'empty', title: facts.t('sandbox.absent'), body: facts.t('sandbox.absentBody') }
  if (!facts.isListed) return { kind: 'loading', what: facts.t('sandbox.loading') }
  return facts.isCut ? { kind: 'offline', note: facts.t('sandbox.cutNote') } : { kind: 'ready' }
}
