import type { OrderState, ProductOrder } from '../../../shared/domain/order.ts'

/** An order as central's feed told it, whoever took it. */
export type RemoteOrder = { readonly order: ProductOrder; readonly state: OrderState; readonly stepsDone: number; readonly stepsTotal: number; readonly revision: number; readonly addressLine: string }

/** The desk's projection of what central keeps. */
export type RemoteOrders = { readonly remoteOrders: (limit: number, text: string) => readonly RemoteOrder[]; readonly remoteOrder: (orderId: string) => RemoteOrder | null }
