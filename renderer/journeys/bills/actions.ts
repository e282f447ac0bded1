import type { DisputeDecision, DisputeReason } from '../../../shared/domain/bill.ts'
import type { Work } from '../../app/work.ts'
import { NO_BILLS } from './state.ts'
import type { BillsState } from './state.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** Verbs on bills. A late answer about a bill or a line that is no longer open is dropped. */
export function createBillActions(work: Work) {
  const { client, get, set } = work
  let daysAsked = 0
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
    const { answering } = get().bills
    // Answered by somebody else, or here by an answer that was lost: there is nothing left to answer.
    const isDone = answer.ok && answering !== null && !answer.value.open.some(({ disputeId }) => disputeId === answering)
    patch(answer.ok ? { view: answer.value, problem: null, ...(isDone ? { answering: null, pending: null } : {}) } : { problem: answer.error })
    if (isDone) focusLine()
    return answer.ok ? answer.value : null
  }
  const open = async (billId: string, at: { readonly lineId: string; readonly disputeId: string } | null = null) => {
    const { screen } = get()
    set({ screen: 'bills', bills: { ...get().bills, view: null, explained: null, isDisputing: false, answering: null, problem: null, saved: null, from: screen === 'decide' ? 'decide' : 'customer' } })
    const lineId = at?.lineId ?? (await readBill(billId))?.bill.lines[0]?.id
    if (at) await readBill(billId)
    if (lineId !== undefined) await explain(lineId)
    if (at && get().bills.view?.open.some(({ disputeId }) => disputeId === at.disputeId)) patch({ answering: at.disputeId })
  }
  const readToDecide = async () => {
    const answer = await client.call('bills.toDecide', {})
    patch({ toDecide: answer.ok ? answer.value : answer.error })
  }
  return {
    readUsage: async (customerId: string) => {
      const answer = await client.call('bills.usage', { customerId })
      if (get().bills.customerId === customerId) patch({ usage: answer.ok ? answer.value : answer.error })
    },
    /** Of one period, or the newest. A late answer to an earlier question is dropped. */
    readDays: async (customerId: string, period: string | null) => {
      const turn = (daysAsked += 1)
      const answer = await client.call('bills.usageByDay', { customerId, ...(period === null ? {} : { period }) })
      if (turn === daysAsked && get().bills.customerId === customerId) patch({ days: answer.ok ? answer.value : answer.error })
    },
    read, open, explain, readToDecide,
    showToDecide: async () => {
      set({ screen: 'decide', bills: { ...get().bills, toDecide: null } })
      await readToDecide()
    },
    reread: (customerIds: readonly string[]) => {
      const { customerId, view } = get().bills
      if (get().screen === 'decide') void readToDecide()
      if (customerId !== null) void read(customerId)
      if (view && customerIds.includes(view.bill.customerId)) void readBill(view.bill.id)
    },
    askDispute: (isDisputing: boolean) => patch({ isDisputing, answering: null, problem: null }),
    /** Opens the answer to a dispute, or closes it; then the line has the focus again. */
    askAnswer: (answering: string | null) => {
      patch({ answering, isDisputing: false, problem: null })
      if (answering === null) focusLine()
    },
    /** Opens the dispute that nobody answered: of the line that is explained, else the bill's first. */
    answerThis: () => {
      const { view, explained } = get().bills
      const open = view?.open.find(({ lineId }) => lineId === explained?.line.id) ?? view?.open[0]
      if (!open || get().session?.user?.role === 'rep') return
      patch({ answering: open.disputeId, isDisputing: false, problem: null })
      if (open.lineId !== explained?.line.id) void explain(open.lineId)
    },
    dispute: async (because: DisputeReason, note: string) => {
      const { view, explained } = get().bills
      if (!view || !explained) return false
      const answer = await client.call('bills.dispute', { commandId: work.host.newId(), billId: view.bill.id, lineId: explained.line.id, because, note })
      patch(answer.ok ? { isDisputing: false, problem: null } : { problem: answer.error })
      if (answer.ok) await readBill(view.bill.id)
      return answer.ok
    },
    answerDispute: async (disputeId: string, given: { readonly decision: DisputeDecision; readonly creditMinor: number; readonly because: string }) => {
      const billId = get().bills.view?.bill.id
      const what = JSON.stringify([disputeId, given])
      const { pending } = get().bills
      const commandId = pending?.what === what ? pending.commandId : work.host.newId()
      patch({ pending: { what, commandId }, problem: null })
      const answer = await client.call('bills.answerDispute', { commandId, disputeId, ...given })
      if (answer.ok) patch({ answering: null, pending: null })
      else patch({ problem: answer.error })
      // Somebody else answered it meanwhile: their answer is what counts.
      if (billId !== undefined && (answer.ok || answer.error.code === 'dispute-answered')) await readBill(billId)
      if (answer.ok) focusLine()
      return answer.ok
    },
    save: async (as: 'pdfLetter' | 'pdfA4' | 'tmf678') => {
      const billId = get().bills.view?.bill.id
      if (billId === undefined || get().bills.saved === 'saving') return
      patch({ saved: 'saving', problem: null })
      const answer = await client.call('bills.save', { billId, as, language: get().language })
      if (get().bills.view?.bill.id === billId) patch(answer.ok ? { saved: { path: answer.value.path } } : { saved: null, problem: answer.error })
    },
    release: async (because: string) => {
      const billId = get().bills.view?.bill.id
      if (billId === undefined) return
      const answer = await client.call('bills.release', { commandId: work.host.newId(), billId, because })
      if (!answer.ok) patch({ problem: answer.error })
      else await readBill(billId)
    },
    back: () => {
      set({ screen: get().bills.from })
      if (get().bills.from === 'decide') void readToDecide()
    },
  }
}

/** The line that is explained: a form that closed does not leave the keyboard nowhere. */
const focusLine = (): void => { if (typeof document !== 'undefined') requestAnimationFrame(() => { takeFocus(document.querySelector<HTMLElement>('.lm-bill-lines [aria-current]')) }) }
