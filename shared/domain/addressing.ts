import type { OrderId, ProviderId, UniversalCustomerId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { AccessType } from './catalog.ts'

/** A block of addresses of one network. `cidr`: IPv4 or IPv6 prefix. `reserved`: network, broadcast, gateway and the like. */
export type IpPool = { readonly id: string; readonly name: string; readonly cidr: string; readonly reserved: readonly string[]; readonly quarantineMs: number }

/** Which pool serves which order: the first rule by weight (highest first, then id) whose filters all match. */
export type IpRule = {
  readonly id: string
  readonly weight: number
  readonly filter: { readonly ispId: ProviderId | null; readonly accessType: AccessType | null; readonly offeringId: string | null }
  readonly poolId: string
  readonly strategy: 'ascending' | 'descending'
  readonly holdMs: number
}

/** A promise of one address to one order until a moment. */
export type Hold = { readonly id: string; readonly poolId: string; readonly ruleId: string; readonly address: string; readonly orderId: OrderId; readonly customerId: UniversalCustomerId; readonly until: Instant }

/** free (computed) → held → assigned → quarantined → free. Uniqueness is a constraint of the store. */
export type AssignmentState = 'held' | 'assigned' | 'quarantined'
export type Assignment = { readonly poolId: string; readonly address: string; readonly state: AssignmentState; readonly orderId: OrderId; readonly customerId: UniversalCustomerId; readonly until: Instant | null }
