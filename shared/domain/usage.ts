import type { Currency, Micro } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'

/** Where a usage event stands; exactly one at a time. Source: TMF635 UsageStatusType. */
export const USAGE_STATES = ['received', 'rejected', 'recycled', 'guided', 'rated', 'rerated', 'billed'] as const
export type UsageState = (typeof USAGE_STATES)[number]

/** Which state may follow which. `rejected` ends; `recycled` waits for a person; a billed event is changed by a re-rate only, never by an edit. */
export const USAGE_MOVES: { readonly [S in UsageState]: readonly UsageState[] } = {
  received: ['rejected', 'recycled', 'guided', 'rated'],
  rejected: [],
  // To itself: it waits on, for another reason.
  recycled: ['rejected', 'recycled', 'guided', 'rated'],
  guided: ['rated', 'recycled', 'rejected'],
  rated: ['rerated', 'billed'],
  rerated: ['rerated', 'billed'],
  billed: ['rerated'],
}

/** Why an event was not rated. The words are in shared/messages under `usage.reason.<code>`. */
export const USAGE_REASONS = [
  'not-json', 'line-truncated', 'line-too-long', 'not-a-usage', 'record-unreadable', 'other-provider', 'local-id-missing', 'event-id-unreadable', 'type-unknown', 'unit-unknown',
  'unit-not-of-type', 'quantity-missing', 'quantity-not-a-number', 'quantity-negative', 'quantity-absurd', 'quantity-not-whole', 'currency-unknown', 'value-unreadable',
  'date-unreadable', 'clock-ahead', 'ends-before-start', 'too-long-ago', 'event-id-reused', 'column-missing', 'session-unmatched', 'counter-ran-back',
  'subscriber-unknown', 'before-activation', 'after-termination', 'service-ambiguous', 'offering-unknown', 'late', 'not-priced', 'by-a-person',
] as const
export type UsageReason = (typeof USAGE_REASONS)[number]

export const USAGE_TYPES = ['data', 'voice', 'view', 'message', 'session'] as const
export type UsageType = (typeof USAGE_TYPES)[number]
export type BaseUnit = 'byte' | 'second' | 'each'

/** What was used, in the base unit of its type. */
export type UsageEvent = {
  readonly providerId: string
  /** The provider's own id of the event; null where it gives none, and its content is its identity. */
  readonly eventId: string | null
  readonly localId: string
  readonly idKind: 'localCustomer' | 'userIdentifier'
  readonly usageType: UsageType
  readonly unit: BaseUnit
  /** Integer, ≥ 0. */
  readonly quantity: number
  readonly startedAt: Instant
  readonly endedAt: Instant
  /** What the event itself cost at the provider, where it says so. */
  readonly value: { readonly amountMicro: Micro; readonly currency: Currency } | null
  /** The offering the provider metered it for, where it says so. */
  readonly offeringId: string | null
}

export const IDENTITY_KINDS = ['id', 'content', 'unread'] as const
/** What makes an event of a provider one and the same: its own id, else a digest of its content, else one of what could not be read. */
export type UsageIdentity = { readonly kind: (typeof IDENTITY_KINDS)[number]; readonly text: string }

/** How many base units a unit is, and of which: a unit that is not here is unknown. Decimal prefixes are SI, binary ones IEC 80000-13. */
export const USAGE_UNITS: Readonly<Record<string, { readonly base: BaseUnit; readonly factor: number }>> = {
  byte: { base: 'byte', factor: 1 }, B: { base: 'byte', factor: 1 }, octet: { base: 'byte', factor: 1 },
  kilobyte: { base: 'byte', factor: 1_000 }, kB: { base: 'byte', factor: 1_000 }, KiB: { base: 'byte', factor: 1_024 },
  megabyte: { base: 'byte', factor: 1_000_000 }, MB: { base: 'byte', factor: 1_000_000 }, MiB: { base: 'byte', factor: 1_048_576 },
  gigabyte: { base: 'byte', factor: 1_000_000_000 }, GB: { base: 'byte', factor: 1_000_000_000 }, GiB: { base: 'byte', factor: 1_073_741_824 },
  second: { base: 'second', factor: 1 }, s: { base: 'second', factor: 1 }, minute: { base: 'second', factor: 60 }, min: { base: 'second', factor: 60 }, hour: { base: 'second', factor: 3_600 }, h: { base: 'second', factor: 3_600 },
  each: { base: 'each', factor: 1 }, call: { base: 'each', factor: 1 }, view: { base: 'each', factor: 1 }, message: { base: 'each', factor: 1 }, session: { base: 'each', factor: 1 },
}

/** Which base units a type may be counted in. */
export const UNITS_OF_TYPE: { readonly [T in UsageType]: readonly BaseUnit[] } = { data: ['byte'], voice: ['second', 'each'], view: ['each', 'second'], message: ['each'], session: ['second', 'each'] }

/** More than this in one event is a fault of a meter, not usage: a petabyte, a year, a million. */
export const MOST_PER_EVENT: { readonly [U in BaseUnit]: number } = { byte: 1_000_000_000_000_000, second: 31_622_400, each: 1_000_000 }

/** Whose an event is: the customer, the service that is billed and the version of the offering they had then. */
export type UsageGuide = { readonly customerId: string; readonly billingServiceId: string; readonly offeringId: string; readonly offeringVersion: number }

/**
 * What an event was rated at: the running total of its price went from `priorQuantity` to `priorQuantity + quantity`. `owedMicro`: what its providers receive of
 * it, the rest is margin; null for what an earlier version rated, whose parts only its bill says.
 */
export type RatedUsage = { readonly priceId: string; readonly amountMicro: Micro; readonly currency: Currency; readonly priorQuantity: number; readonly owedMicro: Micro | null }

export type UsageOutcome = {
  readonly state: UsageState
  readonly reason: UsageReason | null
  readonly guide: UsageGuide | null
  readonly rated: RatedUsage | null
  /** The period it is billed in, "2026-11": its own, or a later one when that was closed. Null while it is not known whose it is. */
  readonly billingPeriod: string | null
}

/** What became of one event a provider sent, told to that provider. Says nothing of what the customer pays. */
export type UsageReceipt = {
  /** Where it stood in what was sent, from 1. */
  readonly line: number
  /** Ours; null when nothing new was kept (an id used again for something else). */
  readonly usageId: string | null
  readonly eventId: string | null
  readonly status: UsageState
  /** True when it was here before: nothing changed. */
  readonly repeated: boolean
  readonly reason: { readonly code: UsageReason; readonly message: string } | null
}

/** "2026-11", the calendar month in UTC. Usage is partitioned by it. */
export function usagePeriod(at: Instant): string {
  const moment = new Date(at)
  return `${String(moment.getUTCFullYear()).padStart(4, '0')}-${String(moment.getUTCMonth() + 1).padStart(2, '0')}`
}
