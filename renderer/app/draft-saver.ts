import type { InputOf } from '../../shared/contract/console/contract.ts'
import type { Draft } from '../../shared/domain/order.ts'
import type { AppError } from '../../shared/domain/errors.ts'
import type { Client } from '../client/client.ts'

export type DraftPatch = Omit<InputOf<'signup.saveDraft'>, 'draftId' | 'revision'>
export type DraftSaver = {
  /** Keeps a change; it is sent after a breath, merged with what follows. */
  readonly keep: (patch: DraftPatch) => void
  /** Resolves when everything kept is on the desk's disk. Answers the newest draft, null when a change was refused. */
  readonly flush: () => Promise<Draft | null>
  readonly open: (draft: Draft | null) => void
  /** Another change of the same draft, in its turn between two saves. `work` answers the draft as it then is, null when it refused. */
  readonly during: (work: (draft: Draft) => Promise<Draft | null>) => Promise<void>
  /** The page is going: what waits is sent at once, behind a save that may be under way, and no answer is waited for. */
  readonly leave: () => void
}

const BREATH_MS = 150

/** Saves a draft as it is typed, one write at a time, each over the revision that was seen. Nothing typed waits for a step to end. */
export function createDraftSaver(deps: { readonly client: Client; readonly onSaved: (draft: Draft) => void; readonly onRefused: (error: AppError) => void }): DraftSaver {
  let current: Draft | null = null
  let pending: DraftPatch | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let sending: Promise<void> = Promise.resolve()
  let isSending = false

  const send = (): Promise<void> => {
    if (timer) clearTimeout(timer)
    timer = null
    sending = sending.then(async () => {
      if (!pending || !current) return
      const patch = pending
      pending = null
      isSending = true
      const saved = await deps.client.call('signup.saveDraft', { ...patch, draftId: current.id, revision: current.revision })
      isSending = false
      if (!saved.ok) {
        // What was refused is kept and goes with the next change: its cure is one key away, and nothing beside it may be lost.
        pending = merge(patch, pending)
        const { revision } = saved.error.details
        if (saved.error.code === 'draft-changed' && typeof revision === 'number') current = { ...current, revision }
        return deps.onRefused(saved.error)
      }
      current = saved.value
      deps.onSaved(saved.value)
    })
    return sending
  }
  return {
    open: (draft) => {
      // What waits belongs to the draft it was typed into; what was typed before any draft was there belongs to the first.
      if (!draft || (current && draft.id !== current.id)) pending = null
      current = draft
    },
    keep: (patch) => {
      pending = merge(pending, patch)
      if (timer) clearTimeout(timer)
      timer = setTimeout(() => void send(), BREATH_MS)
    },
    during: async (work) => {
      void send()
      sending = sending.then(async () => {
        if (!current) return
        isSending = true
        const next = await work(current)
        isSending = false
        if (!next) return
        current = next
        deps.onSaved(next)
      })
      await sending
    },
    leave: () => {
      if (!pending || !current) return
      void deps.client.call('signup.saveDraft', { ...pending, draftId: current.id, revision: current.revision + (isSending ? 1 : 0) })
    },
    flush: async () => {
      await send()
      return pending === null ? current : null
    },
  }
}

/** Two changes as one, the later one over the earlier, field by field. */
const merge = (earlier: DraftPatch | null, later: DraftPatch | null): DraftPatch =>
  ({
    ...earlier, ...later,
    ...(earlier?.registration || later?.registration ? { registration: { ...earlier?.registration, ...later?.registration } } : {}),
    ...(earlier?.talk || later?.talk ? { talk: { ...earlier?.talk, ...later?.talk } } : {}),
  })
