import type { CrosswalkLink, Customer } from '../../../shared/domain/customer.ts'
import type { OrderState, ProductOrder } from '../../../shared/domain/order.ts'
import type { PersonMatchField } from '../../../shared/domain/people.ts'
import type { RemoteOrder } from '../orders/ports.ts'

export type KnownPerson = { readonly customer: Customer; readonly addressIds: readonly string[] }
export type PersonEvent = { readonly customerId: string; readonly otherId: string | null; readonly kind: 'merge' | 'unmerge' | 'note'; readonly words: string; readonly userId: string; readonly at: number }

/** The desk's projection of people, as central's feed told it. */
export type People = {
  readonly peopleWithKeys: (keys: readonly string[]) => readonly KnownPerson[]
  readonly findPeople: (text: string, limit: number) => readonly { readonly customer: Customer; readonly fields: readonly PersonMatchField[]; readonly addressLine: string }[]
  readonly ownRecord: (id: string) => Customer | null
  readonly idsOfPerson: (id: string) => readonly string[]
  readonly mergeLinks: (ids: readonly string[]) => readonly { readonly from: string; readonly into: string }[]
  readonly personEvents: (ids: readonly string[]) => readonly PersonEvent[]
  readonly crosswalk: (customerId: string) => readonly CrosswalkLink[]
  readonly orderIdsOf: (customerId: string) => readonly string[]
  readonly remoteOrder: (orderId: string) => RemoteOrder | null
  readonly ordersUnderWayAt: (place: string) => readonly { readonly order: ProductOrder; readonly state: OrderState }[]
}
