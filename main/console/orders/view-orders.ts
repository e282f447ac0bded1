import { appError } from '../../../shared/domain/errors.ts'
import { maskOrderView } from '../../../shared/domain/mask.ts'
import type { OrderView } from '../../../shared/domain/order.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler } from '../context.ts'
import type { DeskJournal, OrderSummary } from '../signup/ports.ts'
import type { RemoteOrder, RemoteOrders } from './ports.ts'

export type ViewOrdersDeps = RemoteOrders & { readonly journal: DeskJournal }

/** Orders taken here and, from the projection, those of other desks; newest first. What this desk knows of its own order wins. */
export const createListOrders = (deps: ViewOrdersDeps): Handler<'orders.list'> => (input) => {
  const here = deps.journal.read.orders({ limit: input.limit, text: input.text })
  const known = new Set(here.map((order) => order.orderId))
  const elsewhere = deps.remoteOrders(input.limit, input.text ?? '').filter(({ order }) => !known.has(order.id) && !deps.journal.read.hasOrder(order.id))
  const orders = [...here, ...elsewhere.map(toSummary)].sort((a, b) => b.takenAt - a.takenAt || (a.orderId < b.orderId ? -1 : 1))
  return ok({ orders: orders.slice(0, input.limit) })
}

/** One order: with its steps and timeline when it was taken here, else as central records it. Masked until the caller has proved who they are. */
export const createViewOrder = (deps: ViewOrdersDeps & { readonly callerAuth: Pick<CallerAuth, 'maySee'> }): Handler<'orders.view'> => (input, ctx) => {
  const remote = deps.journal.read.hasOrder(input.orderId) ? null : deps.remoteOrder(input.orderId)
  const here = remote ? null : deps.journal.read.order(input.orderId)
  const view = remote ? toView(remote) : here && { ...here, promises: deps.journal.read.promises.ofCustomer(here.order.customerId).filter((promise) => promise.orderId === null || promise.orderId === input.orderId) }
  if (!view) return err(appError('order-unknown'))
  return ok(deps.callerAuth.maySee(ctx, view.order.customerId) ? view : maskOrderView(view))
}

const toSummary = ({ order, state, stepsDone, stepsTotal, addressLine }: RemoteOrder): OrderSummary => ({
  orderId: order.id, customerId: order.customerId, customerName: `${order.registration.givenName} ${order.registration.familyName}`, address: addressLine,
  state, takenAt: order.takenAt, takenHere: false, queued: false, stepsDone, stepsTotal,
})

const toView = ({ order, state, revision, addressLine }: RemoteOrder): OrderView => ({ order, state, stateReason: null, steps: [], events: [], services: [], localIds: [], address: null, placeLine: addressLine, revision })
