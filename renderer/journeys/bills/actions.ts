import type { DisputeReason } from '../../../shared/domain/bill.ts'
import type { Work } from '../../app/work.ts'
import { NO_BILLS } from './state.ts'
import type { BillsState } from './state.ts'

/** Verbs on bills. A late answer about a bill or a line that is no longer open is dropped. */
export function createBillActions(work: Work) {
  const { client, get, set } = work
  const patch = (change: Partial<BillsState>) => set({ bills: { ...get().bills, ...change } })
  const read = async (customerId: string) => {
    if (get().bills.customerId !== customerId) set({ bills: { ...NO_BILLS, customerId } })
    const answer = await client.call('bills.list', { customerId })
    if (get().bills.customerId === customerId) patch(answer.ok ? { list: answer.value.bills, problem: null } : { list: null, problem: answer.error })
  }
  const explain = async (lineId: string) => {
    const billId = get().bills.view?.bill.id
    if (billId === undefined) return
    const answer = await client.call('bills.explainLine', { billId, lineId })
    if (get().bills.view?.bill.id === billId) patch(answer.ok ? { explained: answer.value } : { problem: answer.error })
  }
  const readBill = async (billId: string) => {
    const answer = await client.call('bills.view', { billId })
    patch(answer.ok ? { view: answer.value, problem: null } : { problem: answer.error })
    return answer.ok ? answer.value : null
  }
  const open = async (billId: string) => {
    set({ screen: 'bills', bills: { ...get().bills, view: null, explained: null, isDisputing: false, problem: null } })
    const [line] = (await readBill(billId))?.bill.lines ?? []
    if (line) await explain(line.id)
  }
  return {
    read, open, explain,
    reread: (customerIds: readonly string[]) => {
      const { customerId, view } = get().bills
      if (customerId === null) return
      void read(customerId)
      if (view && customerIds.includes(view.bill.customerId)) void readBill(view.bill.id)
    },
    askDispute: (isDisputing: boolean) => patch({ isDisputing, problem: null }),
    dispute: async (because: DisputeReason, note: string) => {
      const { view, explained } = get().bills
      if (!view || !explained) return false
      const answer = await client.call('bills.dispute', { commandId: work.host.newId(), billId: view.bill.id, lineId: explained.line.id, because, note })
      patch(answer.ok ? { isDisputing: false, problem: null } : { problem: answer.error })
      if (answer.ok) await readBill(view.bill.id)
      return answer.ok
    },
    answerDispute: async (disputeId: string, decision: 'accepted' | 'rejected', because: string) => {
      const billId = get().bills.view?.bill.id
      const answer = await client.call('bills.answerDispute', { commandId: work.host.newId(), disputeId, decision, creditMinor: 0, because })
      if (!answer.ok) patch({ problem: answer.error })
      else if (billId !== undefined) await readBill(billId)
    },
    release: async (because: string) => {
      const billId = get().bills.view?.bill.id
      if (billId === undefined) return
      const answer = await client.call('bills.release', { commandId: work.host.newId(), billId, because })
      if (!answer.ok) patch({ problem: answer.error })
      else await readBill(billId)
    },
    back: () => set({ screen: 'customer' }),
  }
}
