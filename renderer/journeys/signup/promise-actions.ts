import type { PromiseMade } from '../../../shared/domain/promises.ts'
import type { Work } from '../../app/work.ts'
import { confirmable, withPromise } from './promise-items.ts'
import type { PromiseItem } from './promise-items.ts'

/** Verbs of reading aloud: what was said, what the caller answered, and the PIN for the next call. */
export function createPromiseActions(work: Work) {
  const { client, get, set } = work

  const keep = (made: readonly PromiseMade[]) => {
    const mine = work.here()
    mine.set({ made, problem: null })
    mine.saver.keep({ promises: [...made] })
  }
  const answer = (items: readonly PromiseItem[], isYes: boolean) => {
    const mine = work.here()
    const before = mine.get()?.made
    if (!before || items.length === 0) return
    const made = items.reduce<readonly PromiseMade[]>((all, item) => withPromise(all, isYes ? item.yes : (item.no ?? item.yes)), before)
    keep(made)
    for (const item of items) mine.record(item.kind === 'consent' ? (isYes ? 'consentGiven' : 'consentDeclined') : item.kind === 'label' ? 'labelRead' : 'recordingSaid', { title: item.title })
    mine.undoable({
      what: 'undo.promise', details: { title: items.at(-1)?.title ?? '' },
      revert: () => {
        mine.set({ made: before })
        mine.saver.keep({ promises: [...before] })
      },
    })
  }
  return {
    /** The texts to read; asked once. */
    load: async () => {
      if (get().spoken) return
      const answered = await client.call('consents.texts', {})
      if (answered.ok) set({ spoken: answered.value })
      else work.setCall({ problem: answered.error })
    },
    said: (item: PromiseItem) => answer([item], true),
    declined: (item: PromiseItem) => answer([item], false),
    allSaid: (items: readonly PromiseItem[]) => answer(confirmable(items, get().call.seen), true),
    /** The whole text of it has been on the screen. */
    seen: (id: string) => {
      const { seen } = get().call
      if (!seen.includes(id)) work.setCall({ seen: [...seen, id] })
    },
    /** Keeps the caller's own PIN, or has one made up that is shown this once. The PIN is in no state that outlives the field. */
    setPin: async (pin?: string): Promise<{ readonly made: string | null } | null> => {
      const mine = work.here()
      const outcome: { value: { readonly made: string | null } | null } = { value: null }
      await mine.saver.during(async (draft) => {
        const answered = await client.call('signup.setPin', { draftId: draft.id, revision: draft.revision, ...(pin === undefined ? {} : { pin }) })
        if (!answered.ok) {
          mine.set({ pinProblem: answered.error })
          return null
        }
        mine.set({ pinProblem: null, draft: answered.value.draft })
        outcome.value = { made: answered.value.pin }
        return answered.value.draft
      })
      if (outcome.value) mine.record('pinSet')
      return outcome.value
    },
    typePin: () => work.setCall({ pinProblem: null }),
  }
}
