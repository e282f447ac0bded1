import { createStore } from 'zustand/vanilla'
import type { ConsoleEvent } from '../../shared/contract/console/contract.ts'
import type { Client } from '../client/client.ts'
import { createCallActions } from '../journeys/signup/actions.ts'
import { createOrderActions } from '../journeys/orders/actions.ts'
import { createDeskActions } from './desk-actions.ts'
import { createDraftSaver } from './draft-saver.ts'
import { initialState } from './state.ts'
import type { CallState, DeskState } from './state.ts'
import type { Host, Work } from './work.ts'

/** The screen's state and the verbs that change it. It holds what was answered; what is true stays with the console. */
export function createDesk(client: Client, host: Host) {
  const store = createStore<DeskState>(() => ({ ...initialState(host.now(), host.newId()), language: host.language ?? 'en' }))
  const setCall = (patch: Partial<CallState>) => store.setState((state) => ({ call: { ...state.call, ...patch } }))
  const saver = createDraftSaver({
    client,
    onSaved: (draft) => setCall({ draft }),
    onRefused: (error) => setCall({ problem: error }),
  })
  const work: Work = {
    client, host, saver, setCall,
    get: store.getState,
    set: (patch) => store.setState(patch),
    note: (text) => store.setState((state) => ({ notes: [...state.notes, { at: host.now(), text }].slice(-12) })),
  }
  const call = createCallActions(work)
  const orders = createOrderActions(work)
  const desk = createDeskActions(work, { begin: call.begin })
  const hear = (event: ConsoleEvent) => {
    if (event.name === 'loading.progress') return store.setState({ progress: event })
    if (event.name === 'desk.changed') return desk.refreshStatus()
    if (event.name === 'order.changed') {
      desk.refreshStatus()
      return orders.orderChanged(event.orderId)
    }
    if (event.name === 'orders.changed') return void orders.refreshList()
    if (event.name === 'catalog.changed') return void call.refreshOffers()
  }
  client.subscribe(hear, (isLinked) => store.setState({ isLinked }))
  return { store, call, orders, desk }
}
export type Desk = ReturnType<typeof createDesk>
