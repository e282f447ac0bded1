import type { AppError } from '../../shared/domain/errors.ts'
import type { ProviderAnswer } from '../../shared/domain/qualification.ts'
import type { Result } from '../../shared/kernel/result.ts'
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
export type AuthenticateDone = { readonly accepted: boolean; readonly framedIpAddress: string | null; readonly server: string; readonly method: 'pap' | 'chap' | 'https'; readonly tookMs: number; readonly replyMessage: string | null }

/** 'reservedByUs': held for this very customer. */
export type IdentifierAvailability = 'free' | 'taken' | 'reservedByUs'
/** `state` reserved: held until it runs out. active: the customer's, with the password that was chosen; takes over what is held for the same customer. */
export type ReserveIdentifier = { readonly key: string; readonly customerId: string; readonly userIdentifier: string; readonly state: 'reserved' | 'active'; readonly validForMs?: number | undefined; readonly password?: string | undefined }
/** `targetKey`: under which it was reserved. */
export type ReleaseIdentifier = { readonly key: string; readonly targetKey: string; readonly customerId: string; readonly userIdentifier: string }
export type IdentifierHeld = { readonly userIdentifier: string; /** When a reservation runs out; null for what is the customer's. */ readonly until: number | null }
export type IdentifierProbe =
  | { readonly kind: 'found'; readonly value: IdentifierHeld }
  | { readonly kind: 'refused'; readonly error: AppError }
  | { readonly kind: 'pending' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly error: AppError }

/** Identifiers at an ISP, over HTTPS; the ISP is told by the realm. */
export type IdentityClients = {
  readonly check: (asked: { readonly userIdentifier: string; readonly customerId: string }) => Promise<PartnerOutcome<IdentifierAvailability>>
  readonly reserve: (request: ReserveIdentifier) => Promise<PartnerOutcome<IdentifierHeld>>
  readonly verify: (asked: { readonly userIdentifier: string; readonly password: string }) => Promise<PartnerOutcome<AuthenticateDone>>
  readonly release: (request: ReleaseIdentifier) => Promise<PartnerOutcome<null>>
  readonly probe: (asked: { readonly key: string; readonly userIdentifier: string; readonly state: 'reserved' | 'active' }) => Promise<IdentifierProbe>
}

/** The hosted page where a caller enters a card. `requestId`: the same one is the same link. */
export type PaymentPage = {
  readonly send: (request: { readonly requestId: string; readonly phone: string; readonly email: string }) => Promise<Result<null, AppError>>
  readonly read: (requestId: string) => Promise<Result<{ readonly state: 'none' | 'waiting' } | { readonly state: 'given'; readonly paymentToken: string; readonly paymentHint: string }, AppError>>
}

/** The clients of every provider and ISP. All calls end by their own deadline; none throws. */
export type PartnerClients = {
  readonly placeServiceOrder: (request: ServiceOrderRequest) => Promise<PartnerOutcome<ServiceOrderDone>>
  readonly probeServiceOrder: (providerId: ProviderId, key: string) => Promise<ProbeOutcome>
  readonly checkQualification: (providerId: ProviderId, address: { readonly id: string; readonly line: string; readonly postcode: string }) => Promise<PartnerOutcome<readonly ProviderAnswer[]>>
  /** Access-Reject is an answer: `done` with accepted false. */
  readonly authenticate: (request: AuthenticateRequest) => Promise<PartnerOutcome<AuthenticateDone>>
  readonly identities: IdentityClients
}

/** Where partners are. Written by the host that started them, or by an administrator. */
export type PartnerConfig = {
  readonly providers: readonly { readonly providerId: ProviderId; readonly baseUrl: string; /** The provider answers TMF645 for itself. */ readonly answersQualification: boolean }[]
  readonly realms: readonly RealmConfig[]
  /** Where callers enter cards. Absent: a token has to be typed. */
  readonly paymentPage?: { readonly baseUrl: string } | undefined
  readonly answerTimeoutMs: number
}
export type RealmConfig = {
  readonly realm: string
  readonly ispId: ProviderId
  readonly method: 'pap' | 'chap'
  readonly servers: readonly { readonly host: string; readonly port: number; readonly secret: string; readonly requireMessageAuthenticatorInReply: boolean }[]
  readonly timeoutMs: number
  readonly attemptsPerServer: number
  /** Absent: this ISP gives out no identifiers and is asked by RADIUS alone. */
  readonly identity?: IdentityConfig | undefined
}
/** An ISP's identifiers over HTTPS. `certificate`: PEM of who vouches for it, null for the authorities this machine trusts. */
export type IdentityConfig = {
  readonly baseUrl: string
  readonly certificate: string | null
  /** How a caller who says to have an identifier is asked for: `both` asks by RADIUS, and over HTTPS when that does not answer. */
  readonly verifyBy: 'radius' | 'https' | 'both'
}
/** One switch for everything that leaves the desk. Cut: every call answers `network-unavailable` at once, without effect. */
export type Network = { readonly isUp: () => boolean }
