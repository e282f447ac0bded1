import { createTexts } from '../../shared/messages/texts.ts'
import { changeCall } from './calls.ts'
import type { DeskState } from './state.ts'
import type { Work } from './work.ts'

/** What `Ctrl-Z` takes back next: the latest change of the call in front, or a call that was dropped after it. Null: nothing. */
export function nextUndo(state: Pick<DeskState, 'call' | 'dropped'>): { readonly kind: 'change' } | { readonly kind: 'drop'; readonly key: string } | null {
  const change = state.call.undo.at(-1)
  const dropped = state.dropped.at(-1)
  if (dropped?.talk.droppedAt != null && (!change || dropped.talk.droppedAt >= change.at)) return { kind: 'drop', key: dropped.key }
  return change ? { kind: 'change' } : null
}

/** Takes back, in words that are announced. An order that was sent is not taken back by a key: that is said. */
export function createUndo(work: Work) {
  const { get, set } = work
  return {
    undo: async () => {
      const { t } = createTexts(get().language)
      const next = nextUndo(get())
      if (!next) return set({ notice: t(get().call.orderId ? 'undo.sent' : 'undo.nothing') })
      if (next.kind === 'drop') return bringBack(work, next.key)
      const { call } = get()
      const entry = call.undo.at(-1)
      if (!entry) return
      set(changeCall(get(), call.key, { undo: call.undo.slice(0, -1) }))
      await entry.revert()
      // What taking back itself changed is not a step of its own.
      const { undo } = get().call
      if (get().call.key === call.key) set(changeCall(get(), call.key, { undo: undo.slice(0, call.undo.length - 1) }))
      set({ notice: t(entry.what, entry.details) })
    },
    bringBack: (key: string) => bringBack(work, key),
  }
}

async function bringBack(work: Work, key: string): Promise<void> {
  const { get, set } = work
  const { t } = createTexts(get().language)
  const found = get().dropped.find((call) => call.key === key)
  if (!found) return
  const call = { ...found, talk: { ...found.talk, droppedAt: null } }
  set({ dropped: get().dropped.filter((each) => each.key !== key), waiting: [...get().waiting, get().call], call, tabs: [...get().tabs, key], screen: 'call', notice: t('undo.dropped') })
  work.of(key).saver.keep({ talk: { droppedAt: null } })
}
