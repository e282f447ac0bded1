import type { AppError } from '../../shared/domain/errors.ts'
import type { ProviderAnswer } from '../../shared/domain/qualification.ts'
import type { ProviderId, UniversalCustomerId, OrderId } from '../../shared/kernel/ids.ts'

/** What came of asking another party. 'unknown' is never treated as 'notDone': somebody probes. */
export type PartnerOutcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'notDone'; readonly error: AppError }
  | { readonly kind: 'unknown'; readonly error: AppError }

/** One service that a provider is asked to add or delete. */
export type ServiceOrderLine = {
  readonly serviceKind: 'port' | 'plan' | 'access' | 'equipment' | 'visit' | 'content' | 'voice'
  readonly offeringId: string
  readonly name: string
  /** What this provider must meter for it, in its own process: empty when nothing. */
  readonly meter: readonly string[]
  readonly characteristics: Readonly<Record<string, string | number>>
}

/** One provider's part of an order. `key` is the idempotency key (TMF externalId): equal on every repetition of the same intent. */
export type ServiceOrderRequest = {
  readonly key: string
  readonly action: 'add' | 'delete'
  readonly providerId: ProviderId
  readonly customerId: UniversalCustomerId
  readonly orderId: OrderId
  readonly customerName: string
  readonly address: { readonly id: string; readonly line: string; readonly postcode: string }
  readonly lines: readonly ServiceOrderLine[]
}
export type ServiceOrderDone = { readonly serviceOrderId: string; readonly localCustomerId: string; readonly facts: Readonly<Record<string, string | number>> }

/** Did it happen? 'pending': the provider has it and is still working. 'absent': the provider answered that it never saw the key. */
export type ProbeOutcome =
  | { readonly kind: 'found'; readonly value: ServiceOrderDone }
  | { readonly kind: 'refused'; readonly error: AppError }
  | { readonly kind: 'pending' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly error: AppError }

export type AuthenticateRequest = { readonly userIdentifier: string; readonly password: string; /** RFC 2865 5.6: Authenticate-Only asks who it is, Framed asks for access. */ readonly service: 'authenticateOnly' | 'framed' }
export type AuthenticateDone = { readonly accepted: boolean; readonly framedIpAddress: string | null; readonly server: string; readonly method: 'pap' | 'chap'; readonly tookMs: number; readonly replyMessage: string | null }

/** The clients of every provider and ISP. All calls end by their own deadline; none throws. */
export type PartnerClients = {
  readonly placeServiceOrder: (request: ServiceOrderRequest) => Promise<PartnerOutcome<ServiceOrderDone>>
  readonly probeServiceOrder: (providerId: ProviderId, key: string) => Promise<ProbeOutcome>
  readonly checkQualification: (providerId: ProviderId, address: { readonly id: string; readonly line: string; readonly postcode: string }) => Promise<PartnerOutcome<readonly ProviderAnswer[]>>
  /** Access-Reject is an answer: `done` with accepted false. */
  readonly authenticate: (request: AuthenticateRequest) => Promise<PartnerOutcome<AuthenticateDone>>
}

/** Where partners are. Written by the host that started them, or by an administrator. */
export type PartnerConfig = {
  readonly providers: readonly { readonly providerId: ProviderId; readonly baseUrl: string; /** The provider answers TMF645 for itself. */ readonly answersQualification: boolean }[]
  readonly realms: readonly RealmConfig[]
  readonly answerTimeoutMs: number
}
export type RealmConfig = {
  readonly realm: string
  readonly ispId: ProviderId
  readonly method: 'pap' | 'chap'
  readonly servers: readonly { readonly host: string; readonly port: number; readonly secret: string; readonly requireMessageAuthenticatorInReply: boolean }[]
  readonly timeoutMs: number
  readonly attemptsPerServer: number
}
/** One switch for everything that leaves the desk. Cut: every call answers `network-unavailable` at once, without effect. */
export type Network = { readonly isUp: () => boolean }
