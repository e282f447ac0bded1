import type { Work } from '../../app/work.ts'
import { NO_WHATIF } from './state.ts'
import type { WhatIfState } from './state.ts'

/** Verbs on what the last months would have come to. A late answer to an earlier question is dropped. */
export function createWhatIfActions(work: Work) {
  const { client, get, set } = work
  let asked = 0
  const patch = (change: Partial<WhatIfState>) => set({ whatif: { ...get().whatif, ...change } })
  const read = async () => {
    const { customerId, orderId, months } = get().whatif
    if (customerId === null) return
    const turn = (asked += 1)
    const answer = await client.call('whatif.compare', { customerId, months, ...(orderId === null ? {} : { orderId }) })
    if (turn !== asked) return
    if (!answer.ok) return patch({ answer: null, problem: answer.error })
    const { chosen } = get().whatif
    const { offers } = answer.value
    patch({ answer: answer.value, problem: null, chosen: offers.some(({ id }) => id === chosen) ? chosen : (offers[0]?.id ?? null) })
  }
  return {
    read,
    /** Of the customer who is open. Answers false where nobody is. */
    show: (): boolean => {
      const { person, screen, bills } = get()
      const customerId = screen === 'bills' ? (bills.view?.bill.customerId ?? bills.customerId) : (person?.customerId ?? null)
      if (customerId === null || screen === 'whatif') return false
      set({ screen: 'whatif', whatif: { ...NO_WHATIF, customerId, months: get().whatif.months, cameFrom: screen === 'bills' ? 'bills' : 'customer' } })
      void read()
      return true
    },
    chooseMonths: (months: 12 | 24) => {
      patch({ months })
      void read()
    },
    chooseService: (orderId: string) => {
      patch({ orderId, answer: null, chosen: null })
      void read()
    },
    choose: (chosen: string) => patch({ chosen }),
    /** Bills or the catalog changed while it is looked at. */
    reread: () => { if (get().screen === 'whatif') void read() },
    back: () => set({ screen: get().whatif.cameFrom }),
  }
}
