import type { AddressId, ProviderId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { AccessType } from './catalog.ts'

/** From the weakest to the strongest: what the plan says, what the provider says, what somebody measured standing there. */
export const EVIDENCE_KINDS = ['plant', 'providerAnswer', 'measurement'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** Where a provider's answer was met: in a list somebody collected, from its own interface, or made up for practice. */
export type AnswerSource = 'collected2022' | 'providerInterface' | 'invented'

/** Something that speaks for or against a line. `source`: who said it. `at`: when; null when it came without a date. */
export type Evidence = { readonly kind: EvidenceKind; readonly source: string; readonly at: Instant | null; readonly supports: 'yes' | 'no' | 'unknown' }

/** What a technician found at the house. */
export type SiteMeasurement = {
  readonly id: string
  readonly place: AddressId
  readonly providerId: ProviderId
  readonly accessType: AccessType
  readonly works: boolean
  readonly downlinkKbps: number | null
  readonly uplinkKbps: number | null
  readonly measuredAt: Instant
  readonly measuredBy: string
}

/** What neighbouring answers suggest where no plant is known. Never a promise. `probability`: of a yes, 0–1, calibrated. `from`: how many answers it rests on, how far the nearest and the farthest of them are, and when and by whom the newest was said. */
export type AnswerEstimate = { readonly providerId: ProviderId; readonly accessType: AccessType; readonly probability: number; readonly from: number; readonly nearestM: number; readonly farthestM: number; readonly newestAt: Instant | null; readonly source: AnswerSource }
