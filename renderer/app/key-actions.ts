import type { Keymap, Rebinding } from '../../shared/domain/keymap.ts'
import { checkBinding, readKeymap } from '../../shared/domain/keymap.ts'
import type { Work } from './work.ts'

/** Verbs on a user's own keys. The desk keeps them; a key that is not free is refused here and there. */
export function createKeyActions({ client, get, set }: Work) {
  const save = async (bindings: Keymap): Promise<boolean> => {
    const answer = await client.call('settings.saveKeymap', { bindings: { ...bindings } })
    if (answer.ok) set({ keymap: answer.value.bindings })
    return answer.ok
  }
  return {
    read: async () => {
      const answer = await client.call('settings.keymap', {})
      if (answer.ok) set({ keymap: readKeymap(answer.value.bindings) })
    },
    /** Null when it was bound, else why not. */
    bind: async (verbId: string, chord: string): Promise<Extract<Rebinding, { ok: false }> | null> => {
      const { [verbId]: _mine, ...others } = get().keymap
      const checked = checkBinding(verbId, chord, others)
      if (!checked.ok) return checked
      return (await save({ ...others, [verbId]: chord })) ? null : { ok: false, code: 'kept' }
    },
    unbind: (verbId: string) => {
      const { [verbId]: _mine, ...others } = get().keymap
      return save(others)
    },
    reset: () => save({}),
  }
}
