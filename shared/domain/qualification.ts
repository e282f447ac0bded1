import type { AddressId, ProviderId, QualificationId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { AccessType, PlanTerms } from './catalog.ts'
import type { AnswerEstimate, AnswerSource, Evidence, SiteMeasurement } from './evidence.ts'
import type { GeographicAddress } from './place.ts'
import type { PlantBranch } from './plant.ts'
import type { SectorReach } from './radio.ts'
import type { WaitingListEntry } from './waiting-list.ts'

/** What the provider's own sign-up asks about the caller's computer, where it asks. */
export type ClientComputer = { readonly operatingSystem: string; readonly memoryMb: number; readonly hasEthernet: boolean }

/** The three ways a question arrives. They meet the same rules and land in the same queue. */
export const CHANNELS = ['csr', 'ispWeb', 'providerOrderEntry'] as const
export type QueryMessage = {
  readonly channel: (typeof CHANNELS)[number]
  readonly place: AddressId
  readonly clientComputer?: ClientComputer | undefined
}

/** What a provider's own tool or order interface answered for the address, and when. */
export type ProviderAnswer = {
  readonly providerId: ProviderId
  readonly accessType: AccessType
  readonly qualified: boolean
  readonly planName: string | null
  readonly priceMicro: number | null
  readonly downlinkKbps: number | null
  readonly uplinkKbps: number | null
  /** The provider's own word for a no; null on yes. */
  readonly reasonCode: string | null
  /** The company whose line it is, when a reseller answers. */
  readonly overProviderId: ProviderId | null
  readonly answeredAt: Instant
  readonly source: AnswerSource
}

/** Everything the engine may look at for one premise. Gathered by a use case; the engine itself reads nothing. */
export type QualificationFacts = {
  readonly address: GeographicAddress
  readonly branches: readonly PlantBranch[]
  readonly sectors: readonly SectorReach[]
  readonly answers: readonly ProviderAnswer[]
  readonly waiting: readonly WaitingListEntry[]
  /** The houses for which a port of a thing around is kept. Absent: none. */
  readonly promised?: readonly { readonly queueId: string; readonly providerId: string; readonly accessType: string; readonly place: string; readonly until: Instant; readonly entryId?: string }[] | undefined
  /** What was measured at the house, and what neighbouring answers suggest. Absent: none. */
  readonly measurements?: readonly SiteMeasurement[] | undefined
  readonly estimates?: readonly AnswerEstimate[] | undefined
  readonly policy: QualificationPolicy
  readonly now: Instant
}
export type QualificationPolicy = {
  /** An answer older than this is shown with its age but no longer positive evidence by itself. Milliseconds. */
  readonly answerValidMs: number
  /** How long a qualification id may be used for a submit. Milliseconds. */
  readonly qualificationValidMs: number
  /** For how many hours a port is kept for who was next in line. Absent: three days. */
  readonly portPromiseHours?: number | undefined
}

export type Verdict = 'yes' | 'no' | 'unknown'

/** One fact that bore on the verdict: a code the screen turns into words, with the numbers that decided. */
export type Reason = {
  readonly code: ReasonCode
  readonly supports: Verdict
  readonly details: Readonly<Record<string, string | number>>
}
export const REASON_CODES = [
  'provider-said-yes', 'provider-said-no', 'answer-too-old', 'drop-within-limit', 'drop-too-long', 'loop-length', 'port-free', 'no-port-free',
  'span-planned', 'no-plant-known', 'sector-in-reach', 'sector-out-of-reach', 'signal-too-weak', 'sector-full', 'same-line-as', 'owner-line-missing',
  'unit-missing', 'waiting-place', 'not-asked', 'no-evidence',
  'measured-works', 'measured-fails', 'measurement-too-old', 'attainable-rate', 'loop-too-long', 'sector-out-of-beam', 'sight-clear', 'sight-blocked', 'sight-unknown', 'expected-rate',
  'ports-awaited', 'port-kept', 'estimated', 'fallback-address', 'loop-unknown',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]

/** One rule applied to one piece of plant or one answer. `subject`: the span, sector, answer or measurement it was applied to. */
export type RuleStep = { readonly rule: string; readonly subject: string; readonly found: Verdict; readonly details: Readonly<Record<string, string | number>> }

/** The answer for one provider and access type. Source: TMF645 ServiceQualificationItem. */
export type QualificationLine = {
  readonly providerId: ProviderId
  readonly accessType: AccessType
  readonly overProviderId: ProviderId | null
  readonly verdict: Verdict
  readonly downlinkKbps: number | null
  readonly uplinkKbps: number | null
  readonly planName: string | null
  /** What the answer said of that plan. Absent where no answer named a price, and in answers kept before it was told. */
  readonly planTerms?: PlanTerms | undefined
  readonly reasons: readonly Reason[]
  /** The caller's place among those who wait for the port, where one is waited for. 1 is next. Absent in answers kept before it was told. */
  readonly waiting?: { readonly queueId: string; readonly place: number; readonly waiting: number } | null | undefined
  /** The node or sector whose port the line would take, and the metres to it. Absent where no plant is known, and in answers kept before it was told. */
  readonly port?: { readonly queueId: string; readonly distanceM: number } | null | undefined
  /** The rules that were applied, in order, and what each found. Absent in answers kept before it was told. */
  readonly trace?: readonly RuleStep[] | undefined
  /** Everything that was weighed, strongest first. `evidence` is the one that decided. Absent in answers kept before it was told. */
  readonly weighed?: readonly Evidence[] | undefined
  /** What would turn it into a yes; null when it is one, or when nothing is known. */
  readonly yesWhen: Reason | null
  readonly evidence: { readonly source: 'plant' | 'collected2022' | 'providerInterface' | 'invented' | 'measurement' | 'none'; readonly at: Instant | null }
}

/** The stored answer. A submit must carry its id, per line, while it is current and says yes. */
export type ServiceQualification = {
  readonly id: QualificationId
  readonly query: QueryMessage
  readonly address: GeographicAddress
  readonly lines: readonly QualificationLine[]
  readonly qualifiedAt: Instant
  readonly validUntil: Instant
}
