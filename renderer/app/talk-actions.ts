import type { Work } from './work.ts'

/** Verbs of the talk itself: a line was read, the call is over. */
export function createTalkActions(work: Work, tabs: { readonly drop: () => Promise<void> }) {
  const { client, host, get } = work
  return {
    /** Notes that a line of the script was read, once by line and version. */
    markSaid: () => {
      const { call } = get()
      const line = `${call.step}@1`
      if (call.talk.said.includes(line)) return
      const said = [...call.talk.said, line]
      work.setCall({ talk: { ...call.talk, said } })
      work.saver.keep({ talk: { said } })
      work.record('said', { line })
    },
    /** Ends a call that has its order: its notes stay with the order, its tab closes. */
    wrapUp: async () => {
      const { call } = get()
      if (!call.orderId) return
      void client
      void host
      await tabs.drop()
    },
  }
}
