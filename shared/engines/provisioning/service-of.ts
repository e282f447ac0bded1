import type { DiscreteService } from '../../domain/order.ts'
import type { OfferingId, ProviderId } from '../../kernel/ids.ts'

/** Builds one service. Its id says what it is and is the same on every derivation; `providerId` null: ours. */
export function serviceOf(kind: DiscreteService['kind'], providerId: ProviderId | null, offeringId: OfferingId, reason: DiscreteService['reason']): DiscreteService {
  return { id: `${kind}:${providerId ?? 'ours'}:${offeringId}`, kind, providerId, offeringId, reason }
}
