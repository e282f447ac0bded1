import type { InputOf } from '../../../shared/contract/console/contract.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import type { Work } from '../../app/work.ts'

/** Verbs of the practice world. */
export function createSandboxActions({ client, get, set }: Work) {
  const watch = async () => {
    const effects = await client.call('sandbox.effects', { limit: 40 })
    if (effects.ok) set({ sandboxWatch: effects.value })
  }
  return {
    watch,
    show: async () => {
      set({ screen: 'sandbox', isHelpOpen: false })
      await watch()
    },
    /** Answers whether it was ordered. */
    order: async (fault: InputOf<'sandbox.orderFault'>): Promise<boolean> => {
      const answer = await client.call('sandbox.orderFault', fault)
      if (!answer.ok) set({ notice: createTexts(get().language).tf('error', answer.error.code, answer.error.details) })
      await watch()
      return answer.ok
    },
    /** Answers what came of it; null where it could not be, which is said. */
    passMonth: async () => {
      const answer = await client.call('sandbox.passMonth', {})
      if (!answer.ok) set({ notice: createTexts(get().language).tf('error', answer.error.code, answer.error.details) })
      await watch()
      return answer.ok ? answer.value : answer.error
    },
    forget: async (providerId: string) => {
      await client.call('sandbox.forgetFaults', { providerId })
      await watch()
    },
  }
}
