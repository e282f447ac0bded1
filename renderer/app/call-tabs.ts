import type { Texts } from '../../shared/messages/texts.ts'
import { callOf } from './calls.ts'
import type { CallState, DeskState } from './state.ts'

/** A tab of the call bar. `glyph` says how the call stands; `words` the same for who does not see it. */
export type TabView = { readonly key: string; readonly name: string; readonly isFront: boolean; readonly glyph: 'pending' | 'offline' | 'notStarted' | 'yes' | 'late'; readonly words: string; readonly since: number }

/** Tabs that fit beside the one in front; the others are told by their number. */
const MOST_SHOWN = 3

/** The tabs in their order: the one in front is always there, then as many as fit. */
export function tabsOf(state: Pick<DeskState, 'call' | 'waiting' | 'tabs'>, texts: Texts): { readonly tabs: readonly TabView[]; readonly more: number } {
  const calls = state.tabs.map((key) => callOf(state, key)).filter((call) => call !== null)
  const kept = calls.filter((call) => call.key !== state.call.key).slice(0, MOST_SHOWN - 1)
  const shown = calls.filter((call) => call.key === state.call.key || kept.includes(call))
  return { tabs: shown.map((call) => tabOf(call, call.key === state.call.key, texts)), more: calls.length - shown.length }
}

function tabOf(call: CallState, isFront: boolean, { t }: Texts): TabView {
  const name = nameOfCall(call) || call.talk.callerNumber || t('tab.new')
  const standing = call.problem ? 'problem' : call.isAsking ? 'asking' : call.order?.state === 'completed' ? 'live' : call.talk.isParked ? 'parked' : isFront ? 'front' : 'waiting'
  const glyph = ({ problem: 'late', asking: 'pending', live: 'yes', parked: 'offline', front: 'pending', waiting: 'notStarted' } as const)[standing]
  return { key: call.key, name, isFront, glyph, words: t(`tab.${standing}`), since: call.startedAt }
}

/** "J. Exampleton"; empty as long as no name is known. */
export function nameOfCall(call: Pick<CallState, 'order' | 'registration'>): string {
  const { givenName = '', familyName = '' } = call.order?.order.registration ?? call.registration
  const initial = [...givenName][0]
  return familyName === '' ? givenName : initial ? `${initial}. ${familyName}` : familyName
}
