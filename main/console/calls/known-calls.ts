import type { CallMeasure } from '../../../shared/domain/call-record.ts'
import { callOf } from '../../../shared/engines/measures/one-call.ts'
import type { CallReads, KeptSitting } from './ports.ts'

/** Whole calls from kept sittings, newest first, each with what became of its order. */
export function joinCalls(reads: Pick<CallReads, 'orderFacts'>, kept: readonly KeptSitting[]): readonly CallMeasure[] {
  const byCall = Map.groupBy(kept, ({ sitting }) => sitting.callId)
  const orderIds = new Set(kept.flatMap(({ sitting }) => sitting.orderId ?? []))
  const orders = new Map(reads.orderFacts([...orderIds]).map((order) => [order.orderId, order]))
  return [...byCall.values()].map((group) => {
    const sittings = group.map(({ sitting }) => sitting).toSorted((a, b) => a.startedAt - b.startedAt)
    const orderId = sittings.find((sitting) => sitting.orderId !== null)?.orderId
    const { repId, repName } = group[0] ?? { repId: '', repName: '' }
    return callOf({ rep: { repId, repName }, sittings, order: orderId ? (orders.get(orderId) ?? null) : null })
  }).toSorted((a, b) => b.startedAt - a.startedAt)
}
