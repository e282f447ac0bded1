import type { Fallout, OrderFacts } from '../../domain/call-record.ts'

/**
 * What went otherwise than promised with a call's order; null when nothing did. The gravest is told: taken back, refused, waiting for a
 * person past the point of no return, stopped to ask. The code is the party's own where there is one, else ours.
 */
export function falloutOf(order: OrderFacts): Fallout | null {
  const code = order.providerCode ?? order.stuckCode ?? order.code ?? order.state
  const as = (kind: Fallout['kind']): Fallout => ({ kind, code, providerId: order.providerId })
  if (order.state === 'failed' || order.state === 'rejected' || order.state === 'partial') return as(order.undoneSteps > 0 ? 'compensated' : 'refused')
  if (order.stuckCode !== null) return as('needsPerson')
  if (order.state === 'pendingCancellation' && order.code !== null) return as('compensated')
  if (order.heldTimes > 0) return { kind: 'held', code: order.state === 'held' ? code : 'price-changed', providerId: null }
  return null
}
