import { chordFor } from '../../shared/domain/keymap.ts'
import { Key, Mark } from '../components/parts.tsx'
import { BarAuth } from '../journeys/caller/BarAuth.tsx'
import { QueueBadge } from '../journeys/orders/QueueBadge.tsx'
import { StateGlyph } from '../components/StateGlyph.tsx'
import type { GlyphState } from '../components/StateGlyph.tsx'
import { DARK } from '../theme/tokens.ts'
import { tabsOf } from './call-tabs.ts'
import { Elapsed } from './Elapsed.tsx'
import { useDesk, useDeskState, useDeskView } from './desk-context.tsx'
import type { DeskState } from './state.ts'
import { STEPS } from './state.ts'
import { useTexts } from './texts-context.tsx'
import { Timer } from './Timer.tsx'
import { usualAnswer, usualOf } from './usual.ts'

const HEALTH: Readonly<Record<string, GlyphState>> = { ok: 'yes', slow: 'late', unknown: 'unknown', unreachable: 'failed', notAsked: 'notStarted' }
/** On the bar the lighter set of the dark theme is used in both themes. */
const onBar = (state: GlyphState): string => (state === 'notStarted' ? '#8b93a0' : DARK.state[state].solid)

/** Who is on the line, how long, how the providers and this desk stand. Read with a glance; nothing here has to be pressed. */
export function CallBar() {
  const { desk } = useDesk()
  const { t } = useTexts()
  const keymap = useDeskState((state) => state.keymap)
  return (
    <header className="lm-bar">
      <Mark />
      <Tabs />
      <Timers />
      <BarAuth colorOf={onBar} />
      <span className="lm-bar-fill" />
      <Health />
      <QueueBadge />
      <Sync />
      <button type="button" className="lm-bar-button" onClick={() => desk.openHelp(true)}><Key chord={chordFor('help', keymap)} />{t('bar.help')}</button>
    </header>
  )
}

function Tabs() {
  const { tabs: verbs, desk } = useDesk()
  const texts = useTexts()
  const { tabs, more } = useDeskView((state) => tabsOf(state, texts))
  return (
    <nav className="lm-tabs" aria-label={texts.t('bar.calls')}>
      {tabs.map((tab) => (
        <button type="button" key={tab.key} className={`lm-tab${tab.isFront ? '' : ' lm-tab-parked'}`} aria-current={tab.isFront ? 'true' : undefined} onClick={() => verbs.show(tab.key)}>
          <StateGlyph state={tab.glyph} color={tab.isFront ? 'var(--lm-palette-accent-text)' : onBar(tab.glyph)} /><span className="lm-tab-name">{tab.name}</span>
          {tab.isFront ? <small><Elapsed since={tab.since} /></small> : <small>{tab.words}</small>}
        </button>
      ))}
      {more > 0 ? <button type="button" className="lm-tab lm-tab-parked" onClick={() => desk.openPalette(true)}>{texts.t('tab.more', { n: more })}</button> : null}
    </nav>
  )
}

/** Talk, step and, while a provider is asked, its answer; each against what is usual for this rep. */
function Timers() {
  const { t } = useTexts()
  const { startedAt, stepAt, step, askingSince, talk, ofStep, ofAnswer } = useDeskView(({ call, typical, status }) => ({
    startedAt: call.startedAt, stepAt: call.stepAt, step: call.step, askingSince: call.askingSince, talk: usualOf(typical, 'talk'), ofStep: usualOf(typical, call.step), ofAnswer: usualAnswer(status),
  }))
  return (
    <>
      <Timer label={t('timer.talk')} since={startedAt} usual={talk} />
      {askingSince === null ? <Timer key={stepAt} label={t('timer.step')} since={stepAt} usual={ofStep} /> : <Timer key={askingSince} label={t('timer.answer')} since={askingSince} usual={ofAnswer} />}
      <span className="lm-bar-timer"><b>{STEPS.indexOf(step) + 1}</b>/{STEPS.length}</span>
    </>
  )
}

function Health() {
  const { t, tf, format } = useTexts()
  const providers = useDeskView((state) => state.status?.providers)
  return (
    <ul className="lm-health" aria-label={t('bar.providers')}>
      {(providers ?? []).map((provider) => {
        const state = provider.askingSince === null ? (HEALTH[provider.state] ?? 'notStarted') : 'pending'
        const words = `${tf('health', provider.state)}${provider.usualMs === null ? '' : `, ${t('health.usually', { usualMs: provider.usualMs })}`}`
        return <li key={provider.providerId} className="lm-health-dot" title={`${provider.name}: ${words}`}><StateGlyph state={state} color={onBar(state)} /><b>{provider.code}</b><span>{provider.lastMs === null ? '–' : format.duration(provider.lastMs)}<span className="lm-visually-hidden"> {words}</span></span></li>
      })}
    </ul>
  )
}

function Sync() {
  const { t, format } = useTexts()
  const status = useDeskView((state) => state.status && { queued: state.status.queued, offline: offlineTitle(state.status, t, format.clock) })
  if (!status) return null
  const { offline } = status
  return (
    <span className={`lm-sync${offline ? ' lm-sync-offline' : ''}`} role="status">
      <StateGlyph state={offline ? 'offline' : 'yes'} color={onBar(offline ? 'offline' : 'yes')} />
      <span>{offline ?? t('sync.synced')}<small>{status.queued === 0 ? t('sync.none') : t('sync.queued', { n: status.queued })}</small></span>
    </span>
  )
}

function offlineTitle(status: NonNullable<DeskState['status']>, t: ReturnType<typeof useTexts>['t'], clock: (at: number) => string): string | null {
  if (status.network === 'cut') return t('sync.cut')
  if (status.central.state === 'connected') return null
  if (status.central.state === 'notKept') return t('sync.notKept')
  return status.central.since === null ? t('sync.central') : t('sync.centralSince', { clock: clock(status.central.since) })
}
