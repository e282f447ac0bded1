import type { OrderView } from '../../shared/domain/order.ts'
import type { Effect } from './provider-port.ts'

export type BookEntry = Effect & { readonly providerId: string }
export type KnownOrder = Pick<OrderView, 'state' | 'steps'> & { readonly orderId: string }

/**
 * Compares what the desk says of its orders with what really happened at the providers. Answers one sentence per contradiction:
 * an acknowledged order that is gone, an effect that happened twice, a completed order that lacks a part, an ended order that left one.
 */
export function contradictions(facts: { readonly acknowledged: readonly string[]; readonly orders: readonly KnownOrder[]; readonly book: readonly BookEntry[] }): readonly string[] {
  const known = new Map(facts.orders.map((order) => [order.orderId, order]))
  return [
    ...facts.acknowledged.filter((orderId) => !known.has(orderId)).map((orderId) => `acknowledged order ${orderId} is lost`),
    ...twice(facts.book),
    ...facts.book.filter((entry) => !known.has(orderOf(entry))).map((entry) => `${entry.providerId} has an effect of an order nobody took: ${entry.externalId}`),
    ...facts.orders.flatMap((order) => halfDone(order, facts.book.filter((entry) => orderOf(entry) === order.orderId))),
  ]
}

const orderOf = (entry: BookEntry): string => entry.externalId.split(':')[0] ?? ''

/** An addition is counted by key and item, a deletion by the service that it ended. */
function twice(book: readonly BookEntry[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const entry of book) {
    const what = entry.effect === 'serviceAdded' ? `added for ${entry.externalId} item ${entry.detail.itemId}` : `deleted ${entry.detail.serviceId}`
    const name = `${entry.providerId} ${what}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count > 1).map(([name, count]) => `${name}: ${count} times`)
}

function halfDone(order: KnownOrder, book: readonly BookEntry[]): readonly string[] {
  const gone = new Set(book.filter((entry) => entry.effect === 'serviceDeleted').map((entry) => `${entry.providerId} ${entry.detail.serviceId}`))
  const live = book.filter((entry) => entry.effect === 'serviceAdded' && !gone.has(`${entry.providerId} ${entry.detail.serviceId}`))
  if (order.state === 'failed' || order.state === 'cancelled') return live.map((entry) => `${order.state} order ${order.orderId} left a service at ${entry.providerId}`)
  if (order.state !== 'completed') return [`order ${order.orderId} has not ended: ${order.state}`]
  const providers = order.steps.filter((step) => step.kind === 'serviceOrder').map((step) => step.providerId)
  return providers.filter((providerId) => !live.some((entry) => entry.providerId === providerId)).map((providerId) => `completed order ${order.orderId} has nothing at ${providerId}`)
}
