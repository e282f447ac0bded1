import { createStore } from 'zustand/vanilla'
import type { ConsoleEvent } from '../../shared/contract/console/contract.ts'
import type { Client } from '../client/client.ts'
import { createCallActions } from '../journeys/signup/actions.ts'
import { createCallerActions } from '../journeys/caller/actions.ts'
import { createMapActions } from '../journeys/signup/map/actions.ts'
import { createWhatIfActions } from '../journeys/whatif/actions.ts'
import { createBillActions } from '../journeys/bills/actions.ts'
import { createImportActions } from '../journeys/import/actions.ts'
import { createCatalogActions } from '../journeys/catalog/actions.ts'
import { createUsageQueueActions } from '../journeys/usage/actions.ts'
import { createMeasureActions } from '../journeys/measures/actions.ts'
import { createPortLineActions } from '../journeys/signup/port-line-actions.ts'
import { createPromiseActions } from '../journeys/signup/promise-actions.ts'
import { createOrderActions } from '../journeys/orders/actions.ts'
import { createWaitActions } from '../journeys/waiting/actions.ts'
import { createSandboxActions } from '../journeys/sandbox/actions.ts'
import { createPeopleActions } from '../journeys/customers/actions.ts'
import { createCalls } from './calls.ts'
import { createDeskActions } from './desk-actions.ts'
import { initialState } from './state.ts'
import type { DeskState } from './state.ts'
import { createKeyActions } from './key-actions.ts'
import { createLineActions } from './line-actions.ts'
import { createTabActions } from './tab-actions.ts'
import { createTalkActions } from './talk-actions.ts'
import { createUndo } from './undo.ts'
import type { Host, Work } from './work.ts'

/** The screen's state and the verbs that change it. It holds what was answered; what is true stays with the console. */
export function createDesk(transport: Client, host: Host) {
  const store = createStore<DeskState>(() => ({ ...initialState(host.now(), host.newId()), language: host.language ?? 'en' }))
  const client = noticeSignedOut(transport, (needsLink) => { if (store.getState().session?.user) store.setState({ isSessionLost: true, needsLink }) })
  const calls = createCalls({ client, now: host.now, get: store.getState, update: (change) => store.setState(change) })
  const frontKey = () => store.getState().call.key
  const work: Work = {
    client, host, of: calls.of,
    get: store.getState,
    set: (patch) => store.setState(patch),
    setCall: (patch) => calls.set(frontKey(), patch),
    setCallOf: calls.set,
    here: () => calls.of(frontKey()),
    note: (text) => calls.record(frontKey(), 'text', { text }),
    record: (kind, details) => calls.record(frontKey(), kind, details),
    undoable: (entry) => calls.undoable(frontKey(), entry),
    saver: calls.frontSaver, flushAll: calls.flushAll, forget: calls.forget,
  }
  const call = createCallActions(work)
  const tabs = createTabActions(work, { restore: call.restore, focusStep: (step) => call.go(step) })
  const orders = createOrderActions(work, tabs)
  const measures = createMeasureActions(work)
  const usageQueue = createUsageQueueActions(work)
  const map = createMapActions(work)
  const bills = createBillActions(work)
  const whatif = createWhatIfActions(work)
  const catalogs = createCatalogActions(work)
  const importing = createImportActions(work)
  const portLine = createPortLineActions(work)
  const promises = createPromiseActions(work)
  const waiting = createWaitActions(work, { go: (step) => call.go(step), cancelOrder: orders.cancel, readOrder: orders.read })
  const sandbox = createSandboxActions(work)
  const caller = createCallerActions(work, async (mine) => {
    const orderId = mine.get()?.orderId
    if (orderId) await Promise.all([orders.read(orderId), orders.readNotes(orderId)])
    people.reread()
  })
  const undo = createUndo(work)
  const talk = createTalkActions(work, tabs)
  const people = createPeopleActions(work, { answer: tabs.answer })
  store.subscribe(({ call: now }, { call: before }) => {
    const isAsked = now.registration !== before.registration || now.place !== before.place || now.draft?.id !== before.draft?.id
    if (isAsked && now.draft && !now.orderId) people.lookSoon()
  })
  const line = createLineActions(work, { typeAddress: call.typeAddress, restore: call.restore })
  const keys = createKeyActions(work)
  const desk = createDeskActions(work, { begin: async () => { void promises.load(); await tabs.begin() }, refreshQueue: orders.refreshQueue, readKeys: keys.read, restoreFront: () => call.restore(frontKey()) })
  const hear = (event: ConsoleEvent) => {
    if (event.name === 'loading.progress') return store.setState({ progress: event })
    if (event.name === 'desk.changed') return desk.refreshStatus()
    if (event.name === 'order.changed') {
      desk.refreshStatus()
      return orders.orderChanged(event.orderId)
    }
    if (event.name === 'import.changed') return importing.changed()
    if (event.name === 'bills.changed') {
      whatif.reread()
      return bills.reread(event.customerIds)
    }
    if (event.name === 'orders.changed') return orders.refreshSoon()
    if (event.name === 'catalog.changed') {
      catalogs.changed()
      whatif.reread()
      return void call.refreshOffers()
    }
  }
  client.subscribe(hear, (isLinked) => store.setState({ isLinked }))
  return { store, call, portLine, promises, caller, orders, waiting, sandbox, measures, map, bills, whatif, catalogs, importing, usageQueue, desk, tabs, undo, talk, people, line, keys, flushAll: calls.flushAll, leave: calls.leave }
}
export type Desk = ReturnType<typeof createDesk>

/** A desk that no longer knows who sits here says so at the first call: that is told once, and no answer is changed. */
const noticeSignedOut = (client: Client, onSignedOut: (needsLink: boolean) => void): Client => ({
  ...client,
  call: async (name, input) => {
    const answer = await client.call(name, input)
    if (!answer.ok && answer.error.code === 'sign-in-required') onSignedOut(false)
    else if (!answer.ok && answer.error.details['reference'] === 'link-needed') onSignedOut(true)
    return answer
  },
})
