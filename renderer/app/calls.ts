import { MOST_EVENTS } from '../../shared/domain/talk.ts'
import type { CallEvent } from '../../shared/domain/talk.ts'
import type { Client } from '../client/client.ts'
import { createDraftSaver } from './draft-saver.ts'
import type { DraftSaver } from './draft-saver.ts'
import type { CallState, DeskState, Undoable } from './state.ts'
import type { CallHandle } from './work.ts'

const MOST_UNDO = 50

export type Access = { readonly get: () => DeskState; readonly update: (change: (state: DeskState) => Partial<DeskState>) => void; readonly now: () => number; readonly client: Client }

/** The calls of a screen, each by its key and with a saver of its own: one call never writes into another. */
export function createCalls(deps: Access) {
  const savers = new Map<string, DraftSaver>()
  const find = (key: string): CallState | null => callOf(deps.get(), key)
  const set = (key: string, patch: Partial<CallState>) => deps.update((state) => changeCall(state, key, patch))

  const saverOf = (key: string): DraftSaver => {
    const known = savers.get(key)
    if (known) return known
    const saver = createDraftSaver({ client: deps.client, onSaved: (draft) => set(key, { draft }), onRefused: (error) => set(key, { problem: error }) })
    savers.set(key, saver)
    return saver
  }
  const record = (key: string, kind: string, details: Readonly<Record<string, string | number>> = {}) => {
    const call = find(key)
    if (!call) return
    const event: CallEvent = { at: deps.now(), kind, details }
    const events = [...call.talk.events, event].slice(-MOST_EVENTS)
    set(key, { talk: { ...call.talk, events } })
    saverOf(key).keep({ talk: { events } })
  }
  const undoable = (key: string, entry: Omit<Undoable, 'at'>) => {
    const call = find(key)
    if (call) set(key, { undo: pushUndo(call.undo, { ...entry, at: deps.now() }) })
  }
  const of = (key: string): CallHandle => ({
    key, get: () => find(key), set: (patch) => set(key, patch), saver: saverOf(key),
    record: (kind, details) => record(key, kind, details), undoable: (entry) => undoable(key, entry),
  })
  const front = () => saverOf(deps.get().call.key)
  return {
    of, set, record, undoable,
    /** Always that of the call in front, also for who took it apart earlier. */
    frontSaver: { keep: (patch: Parameters<DraftSaver['keep']>[0]) => front().keep(patch), flush: () => front().flush(), open: (draft: Parameters<DraftSaver['open']>[0]) => front().open(draft), during: (work: Parameters<DraftSaver['during']>[0]) => front().during(work), leave: () => front().leave() } satisfies DraftSaver,
    flushAll: async () => { await Promise.all([...savers.values()].map((saver) => saver.flush())) },
    leave: () => { for (const saver of savers.values()) saver.leave() },
    forget: (key: string) => void savers.delete(key),
  }
}

export const callOf = (state: Pick<DeskState, 'call' | 'waiting'>, key: string): CallState | null =>
  state.call.key === key ? state.call : (state.waiting.find((call) => call.key === key) ?? null)

/** The call of a draft: behind its tab, or dropped and still to be brought back. Null: it is another rep's. */
export function findDraftCall(state: Pick<DeskState, 'call' | 'waiting' | 'dropped'>, draftId: string): { readonly key: string; readonly isDropped: boolean } | null {
  const open = [state.call, ...state.waiting].find((call) => call.draft?.id === draftId)
  if (open) return { key: open.key, isDropped: false }
  const dropped = state.dropped.find((call) => call.draft?.id === draftId)
  return dropped ? { key: dropped.key, isDropped: true } : null
}

/** The state with one call changed; a call that is gone changes nothing. */
export function changeCall(state: DeskState, key: string, patch: Partial<CallState>): Partial<DeskState> {
  if (state.call.key === key) return { call: { ...state.call, ...patch } }
  return state.waiting.some((call) => call.key === key) ? { waiting: state.waiting.map((call) => (call.key === key ? { ...call, ...patch } : call)) } : {}
}

/** The state with another call in front: the one that was there waits behind its tab. */
export function bringToFront(state: DeskState, key: string): Partial<DeskState> {
  const next = state.waiting.find((call) => call.key === key)
  if (!next) return {}
  return { call: next, waiting: [...state.waiting.filter((call) => call.key !== key), state.call], screen: 'call' }
}

/** The key of the tab `by` places further, around the end. Parked calls are passed over; null where there is no other. */
export function nextTab(state: Pick<DeskState, 'call' | 'waiting' | 'tabs'>, by: 1 | -1): string | null {
  const keys = state.tabs.filter((key) => key === state.call.key || state.waiting.some((call) => call.key === key && !call.talk.isParked))
  if (keys.length < 2) return null
  return keys[(keys.indexOf(state.call.key) + by + keys.length) % keys.length] ?? null
}

/** One change of a field after another is one step back: to what stood there before the first. */
export function pushUndo(stack: readonly Undoable[], entry: Undoable): readonly Undoable[] {
  const top = stack.at(-1)
  return entry.field && top?.field === entry.field ? stack : [...stack, entry].slice(-MOST_UNDO)
}
