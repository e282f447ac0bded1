import type { QueueScope } from '../../../shared/domain/order-queue.ts'
import { isSameData } from '../../../shared/kernel/same-data.ts'
import type { Work } from '../../app/work.ts'

const VIEW_EVERY_MS = 80
const QUEUE_EVERY_MS = 400

/** Verbs on orders that were taken: list, open, cancel, answer a held price, prove access. */
export function createOrderActions(work: Work, tabs: { readonly openOrder: (orderId: string) => void }) {
  const { client, get, set, setCall } = work
  const callsOf = (orderId: string) => [get().call, ...get().waiting].filter((call) => call.orderId === orderId)
  let waiting: ReturnType<typeof setTimeout> | null = null

  const readOrder = async (orderId: string) => {
    const view = await client.call('orders.view', { orderId })
    for (const call of callsOf(orderId)) {
      if (view.ok && view.value.revision >= (call.order?.revision ?? 0)) work.setCallOf(call.key, { order: view.value })
      else if (!view.ok) work.setCallOf(call.key, { problem: view.error })
    }
  }
  /** What earlier calls about the order left, before what this call has noted itself. What is kept back is told by its number. */
  const readNotes = async (orderId: string) => {
    const notes = await client.call('orders.notes', { orderId })
    if (!notes.ok) return
    const { calls, keptBack } = notes.value
    for (const call of callsOf(orderId)) {
      const earlier = calls.flatMap(({ callId, events }) => (callId === call.key ? [] : events)).filter((event) => !call.talk.events.some((own) => isSameData(own, event)))
      const events = [...earlier, ...call.talk.events].toSorted((one, other) => one.at - other.at)
      work.setCallOf(call.key, { notesKeptBack: keptBack, ...(earlier.length > 0 ? { talk: { ...call.talk, events } } : {}) })
    }
  }
  const refreshList = async () => {
    const list = await client.call('orders.list', { limit: 100 })
    if (list.ok) set({ orders: list.value.orders })
  }
  /** The badge of the call bar and the screen of the queue read the same answer. */
  const refreshQueue = async () => {
    const scope = get().queueScope
    const queue = await client.call('orders.queue', { scope })
    if (get().queueScope !== scope) return
    set(queue.ok ? { queue: queue.value, queueProblem: null } : { queueProblem: queue.error })
  }
  let soon: ReturnType<typeof setTimeout> | null = null
  const refreshSoon = () => {
    soon ??= setTimeout(() => {
      soon = null
      void refreshQueue()
      if (get().screen === 'orders') void refreshList()
    }, QUEUE_EVERY_MS)
  }
  return {
    refreshList, refreshQueue, refreshSoon,
    showScope: async (queueScope: QueueScope) => {
      set({ queueScope, queue: null })
      await refreshQueue()
    },
    orderChanged: (orderId: string) => {
      refreshSoon()
      if (get().call.orderId !== orderId) return
      waiting ??= setTimeout(() => {
        waiting = null
        void readOrder(get().call.orderId ?? orderId)
      }, VIEW_EVERY_MS)
    },
    showList: async () => {
      set({ screen: 'orders' })
      await Promise.all([refreshQueue(), refreshList()])
    },
    open: async (orderId: string) => {
      // An order has a tab of its own: the call that is in front keeps its place.
      tabs.openOrder(orderId)
      await readOrder(orderId)
      await readNotes(orderId)
    },
    read: readOrder, readNotes,
    cancel: async () => {
      const { orderId } = get().call
      if (!orderId) return
      const answer = await client.call('orders.cancel', { commandId: work.host.newId(), orderId })
      setCall({ problem: answer.ok ? null : answer.error })
      await readOrder(orderId)
    },
    acceptPrice: async () => {
      const { orderId, order } = get().call
      const newMinor = order?.stateReason?.details['newMinor']
      if (!orderId || typeof newMinor !== 'number') return
      const answer = await client.call('orders.acceptPrice', { commandId: work.host.newId(), orderId, totalMinor: newMinor })
      setCall({ problem: answer.ok ? null : answer.error })
      await readOrder(orderId)
    },
    proveAccess: async (password: string) => {
      const { orderId } = get().call
      if (!orderId) return
      const answer = await client.call('isp.proveAccess', { orderId, password })
      setCall(answer.ok ? { proof: answer.value, problem: null } : { problem: answer.error })
      if (answer.ok) work.record(answer.value.accepted ? 'loginAccepted' : 'loginRefused', { address: answer.value.framedIpAddress ?? '' })
    },
  }
}
