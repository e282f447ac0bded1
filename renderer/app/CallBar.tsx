import { formatClock, formatDuration } from '../../shared/messages/format.ts'
import { Key, Mark } from '../components/parts.tsx'
import { StateGlyph } from '../components/StateGlyph.tsx'
import type { GlyphState } from '../components/StateGlyph.tsx'
import { DARK } from '../theme/tokens.ts'
import { Elapsed } from './Elapsed.tsx'
import { useDesk, useDeskState } from './desk-context.tsx'
import type { DeskState } from './state.ts'
import { STEPS } from './state.ts'

const HEALTH: Readonly<Record<string, GlyphState>> = { ok: 'yes', slow: 'late', unknown: 'unknown', unreachable: 'failed', notAsked: 'notStarted' }
/** On the bar the lighter set of the dark theme is used in both themes. */
const onBar = (state: GlyphState): string => (state === 'notStarted' ? '#8b93a0' : DARK.state[state].solid)

export function CallBar() {
  const { call, desk } = useDesk()
  const current = useDeskState((state) => state.call)
  const drafts = useDeskState((state) => state.drafts)
  const step = STEPS.indexOf(current.step)
  const parked = drafts.filter((draft) => draft.id !== current.draft?.id).slice(0, 2)
  return (
    <header className="lm-bar">
      <Mark />
      <span className="lm-tab" aria-current="true"><StateGlyph state="pending" color="var(--lm-palette-accent-text)" />{nameOf(current.order?.order.registration ?? current.registration)}</span>
      {parked.map((draft) => <button type="button" key={draft.id} className="lm-tab lm-tab-parked" onClick={() => void call.resume(draft)}>{nameOf(draft.registration)} · kept</button>)}
      <span className="lm-bar-timer">talk <b><Elapsed since={current.startedAt} /></b></span>
      <span className="lm-bar-timer"><b>{step + 1}</b>/{STEPS.length}</span>
      <span className="lm-bar-fill" />
      <Health />
      <Sync />
      <button type="button" className="lm-bar-button" onClick={() => desk.openHelp(true)}><Key chord="F1" />Help</button>
    </header>
  )
}

const nameOf = (person: { readonly givenName?: string; readonly familyName?: string }): string =>
  person.givenName || person.familyName ? `${(person.givenName ?? '').slice(0, 1)}. ${person.familyName ?? ''}` : 'New caller'

function Health() {
  const providers = useDeskState((state) => state.status?.providers)
  return (
    <ul className="lm-health" aria-label="Providers">
      {(providers ?? []).map((provider) => {
        const state = HEALTH[provider.state] ?? 'notStarted'
        return <li key={provider.providerId} className="lm-health-dot" title={`${provider.name}: ${provider.state}`}><StateGlyph state={state} color={onBar(state)} /><b>{provider.code}</b><span>{provider.lastMs === null ? '–' : formatDuration(provider.lastMs)}<span className="lm-visually-hidden"> {provider.state}</span></span></li>
      })}
    </ul>
  )
}

function Sync() {
  const status = useDeskState((state) => state.status)
  if (!status) return null
  const offline = offlineTitle(status)
  return (
    <span className={`lm-sync${offline ? ' lm-sync-offline' : ''}`} role="status">
      <StateGlyph state={offline ? 'offline' : 'yes'} color={onBar(offline ? 'offline' : 'yes')} />
      <span>{offline ?? 'Synced'}<small>{status.queued === 0 ? '0 queued' : `${status.queued} queued, safe on this desk`}</small></span>
    </span>
  )
}

function offlineTitle(status: NonNullable<DeskState['status']>): string | null {
  if (status.network === 'cut') return 'No network'
  if (status.central.state === 'connected') return null
  return status.central.since === null ? 'Central offline' : `Central offline since ${formatClock(status.central.since)}`
}
