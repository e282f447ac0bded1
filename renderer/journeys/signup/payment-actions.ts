import type { CallHandle, Work } from '../../app/work.ts'

const LOOK_MS = 700

/** Verbs of the payment: the caller gets a link, enters the card on their own phone, and the token comes back into the call that asked. */
export function createPaymentActions(work: Work) {
  const { client } = work
  const watched = new Set<string>()

  /** Asks until the page has the token, the call is gone, or it has its order. An answer that is missing says nothing and is asked for again. */
  const watch = async (mine: CallHandle, draftId: string): Promise<void> => {
    if (watched.has(draftId)) return
    watched.add(draftId)
    try {
      for (let isFirst = true; mine.get()?.draft?.id === draftId && !mine.get()?.orderId; isFirst = false) {
        if (!isFirst) await new Promise((resolve) => { setTimeout(resolve, LOOK_MS) })
        const answer = await client.call('payments.read', { draftId })
        const call = mine.get()
        if (!call || call.payment.kind === 'typed') return
        if (!answer.ok && answer.error.code !== 'payment-page-away' && answer.error.code !== 'network-unavailable') return mine.set({ payment: { kind: 'refused', error: answer.error } })
        if (!answer.ok) continue
        if (answer.value.state === 'none') return
        if (answer.value.state !== 'given') {
          if (call.payment.kind === 'none') mine.set({ payment: { kind: 'sent', sentTo: call.registration.phone ?? '' } })
          continue
        }
        const { paymentToken, paymentHint } = answer.value
        mine.set({ payment: { kind: 'given' }, problem: null, registration: { ...call.registration, paymentToken, paymentHint } })
        mine.saver.keep({ registration: { paymentToken, paymentHint } })
        return mine.record('paymentGiven', { hint: paymentHint })
      }
    } finally {
      watched.delete(draftId)
    }
  }
  return {
    /** The link goes to the number that was typed; what was typed is on the desk's disk before it is asked for. */
    sendPaymentLink: async () => {
      const mine = work.here()
      mine.set({ payment: { kind: 'sending' } })
      const draft = await mine.saver.flush()
      if (!draft) return mine.set({ payment: { kind: 'none' } })
      const answer = await client.call('payments.sendLink', { draftId: draft.id })
      if (!answer.ok) return mine.set({ payment: { kind: 'refused', error: answer.error } })
      mine.set({ payment: { kind: 'sent', sentTo: answer.value.sentTo } })
      mine.record('paymentLinkSent')
      await watch(mine, draft.id)
    },
    /** A call that was taken up again may have a link on its way. */
    lookForPayment: () => {
      const mine = work.here()
      const call = mine.get()
      if (call?.draft && !call.registration.paymentToken && call.payment.kind === 'none') void watch(mine, call.draft.id)
    },
  }
}
