import type { PriceHours, UsageTier } from './catalog.ts'
import type { OfferingId, ProviderId } from '../kernel/ids.ts'
import type { Currency, Micro, Minor, Rounding } from '../kernel/money.ts'

/** A calendar day in the customer's zone, "2026-11-22". */
export type LocalDate = string

/** One step of how a figure came about; enough to recompute it without the engine. */
export type DerivationStep =
  | { readonly kind: 'price'; readonly offeringId: OfferingId; readonly offeringVersion: number; readonly priceId: string; readonly amountMicro: Micro }
  /** The price before it is an introductory one: what it will be, and from which day. It changes no figure of this bill. `promotion`: the name of the promotion that it is. */
  | { readonly kind: 'introductory'; readonly regularMicro: Micro; readonly until: LocalDate; readonly promotion?: string | undefined }
  | { readonly kind: 'proration'; readonly days: number; readonly ofDays: number; readonly from: LocalDate; readonly to: LocalDate }
  /**
   * Usage of a period as a running total: what is charged is the rounded price of all units beyond the free ones, less the same of the
   * units that were billed before.
   */
  | { readonly kind: 'usage'; readonly unit: string; readonly priorUnits: number; readonly totalUnits: number; readonly freeUnits: number; readonly mode: Rounding; readonly placeMicro: number }
  /** The same where tiers or packages say the price, or a period has a maximum. `hours`: only use that began in them. */
  | { readonly kind: 'metered'; readonly unit: string; readonly priorUnits: number; readonly totalUnits: number; readonly tariff: MeteredTariff; readonly maximumMicro: Micro | null; readonly hours: PriceHours | null; readonly mode: Rounding; readonly placeMicro: number }
  /** Free units that months before left: they count beside the month's own. `priorUnits`: how many the lines before counted with. Stands before what was used. */
  | { readonly kind: 'carried'; readonly unit: string; readonly units: number; readonly priorUnits: number }
  /** A period's events by what each was worth: the price of each, rounded, together, less what lines before asked for. */
  | (ValueTerms & { readonly kind: 'values'; readonly events: readonly { readonly valueMicro: Micro; readonly count: number }[]; readonly billedMicro: Micro; readonly mode: Rounding; readonly placeMicro: number })
  /** A period's calls by how long each was, in base units: the price of each, rounded, together, less what lines before asked for. */
  | (CallTerms & { readonly kind: 'calls'; readonly calls: readonly { readonly quantity: number; readonly count: number }[]; readonly billedMicro: Micro; readonly mode: Rounding; readonly placeMicro: number })
  /** A month of a price for use costs at least so much: what is charged is what its use and the lines before left of that. */
  | { readonly kind: 'minimum'; readonly minimumMicro: Micro; readonly usedMicro: Micro; readonly billedMicro: Micro }
  | { readonly kind: 'discount'; readonly bundleId: OfferingId; readonly amountMicro: Micro }
  | { readonly kind: 'rounding'; readonly beforeNumerator: string; readonly beforeDenominator: string; readonly afterMicro: Micro; readonly mode: Rounding; readonly placeMicro: number }
  | { readonly kind: 'tax'; readonly name: string; readonly partsPerMillion: number; readonly baseMicro: Micro; readonly amountMicro: Micro; /** The day this rate began, where the table says it. */ readonly since?: LocalDate | undefined }

/** What prices one event of a value; see `PercentageGuideline`. */
export type ValueTerms = { readonly partsPerMillion: number; readonly fixedMicro: Micro; readonly eventMinimumMicro: Micro | null; readonly eventMaximumMicro: Micro | null }

/** What prices one call; see `CallGuideline`. `perUnits`: base units that `unitMicro` is for. */
export type CallTerms = { readonly unit: string; readonly unitMicro: Micro; readonly perUnits: number; readonly connectMicro: Micro; readonly firstUnits: number; readonly nextUnits: number }

/** What prices the units of a period; see `MeteredGuideline`. */
export type MeteredTariff =
  | { readonly model: 'perUnit'; readonly unitMicro: Micro; readonly freeUnits: number }
  | { readonly model: 'graduated' | 'volume'; readonly tiers: readonly UsageTier[] }
  | { readonly model: 'package'; readonly packageMicro: Micro; readonly packageUnits: number; readonly freeUnits: number }

/** A sentence of the answer to "how did this figure come about?": a message of the family `charge`, and the figures its words need. */
export type Explanation = { readonly step: DerivationStep['kind']; readonly code: string; readonly details: Readonly<Record<string, string | number | null>> }

/** Who receives or owes a part of a charge. Positive: the party receives. Postings of a charge sum to zero per currency. */
export type Posting = {
  readonly party: { readonly kind: 'customer' } | { readonly kind: 'provider'; readonly providerId: ProviderId } | { readonly kind: 'tax'; readonly name: string } | { readonly kind: 'margin' }
  readonly amountMicro: Micro
  readonly currency: Currency
}

/** One line of a bill with its derivation and its legs. `amountMicro` is net of tax. */
export type Charge = {
  readonly id: string
  readonly offeringId: OfferingId
  readonly priceId: string
  readonly label: string
  readonly kind: 'recurring' | 'oneTime' | 'usage' | 'discount'
  readonly amountMicro: Micro
  readonly taxMicro: Micro
  readonly currency: Currency
  readonly derivation: readonly DerivationStep[]
  readonly postings: readonly Posting[]
}

/** What the caller will be billed first. Totals in minor units; what rounding left over is posted, not lost. */
export type BillPreview = {
  readonly currency: Currency
  readonly periodFrom: LocalDate
  /** Exclusive. */
  readonly periodTo: LocalDate
  readonly charges: readonly Charge[]
  readonly totalMicro: Micro
  readonly totalMinor: Minor
  readonly remainderMicro: Micro
  /** A plain month after the first, no one-time charges, no introductory price: what is paid in the end. */
  readonly monthlyMinor: Minor
}
