import { z } from 'zod'
import { entry } from './entry.ts'
import * as s from './schemas.ts'
import { MOST_PEOPLE, USES } from '../../domain/need.ts'
import type { Fit, WantedSpeed } from '../../domain/need.ts'
import type { EarliestDate, LineWord, OfferCost, Rank } from '../../domain/offer.ts'
import type { DiscreteService } from '../../domain/order.ts'
import type { Reason } from '../../domain/qualification.ts'
import type { BillPreview, LocalDate } from '../../domain/rating.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const
const ALL = ['rep', 'technician', 'supervisor', 'administrator'] as const

export const zNeed = z.object({ people: z.int().min(1).max(MOST_PEOPLE), uses: z.array(z.enum(USES)).max(USES.length) })

const zOffer = z.object({
  offering: s.zOffering, provider: z.object({ id: s.zId, name: z.string(), code: z.string() }), orderable: z.boolean(),
  why: z.object({ code: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  qualificationId: s.zId.nullable(), monthlyMinor: z.int(), firstBillMinor: z.int(), firstBillTo: s.produced<LocalDate>(), oneTimeMinor: z.int(),
  /** At this address where its line says; `speedFrom` 'plan' is the plan's best, not promised here. */
  downlinkKbps: z.int().nullable(), uplinkKbps: z.int().nullable(), speedFrom: z.enum(['line', 'plan']),
  cost: s.produced<OfferCost>(), fit: s.produced<Fit>(), earliest: s.produced<EarliestDate>(),
  /** Of plans only. */
  rank: s.produced<Rank | null>(), word: s.produced<LineWord | null>(), capacity: s.produced<Reason | null>(),
  /** The orderable offers of which any one is what this needs first, best ranked first; empty where it needs none. */
  meets: z.array(s.zId), contains: z.array(z.object({ offeringId: s.zId, name: z.string(), monthlyMinor: z.int() })), discountMinor: z.int(),
  /** Visits and equipment that the place or the computer makes necessary. */
  services: s.produced<readonly Pick<DiscreteService, 'kind' | 'reason'>[]>(),
})

/** What may be sold at an address, what it costs, and what a bill will be. Every number a screen shows of an offer is here. */
export const OFFER_ROWS = {
  'offers.list': entry({ type: 'query', roles: CALL, offline: 'local', errors: ['qualification-missing', 'qualification-expired', 'catalog-missing'],
    input: z.object({ qualificationId: s.zId, need: zNeed.nullable().optional() }),
    output: z.object({ catalogVersion: z.int(), today: s.produced<LocalDate>(), wanted: s.produced<WantedSpeed | null>(), offers: z.array(zOffer) }) }),
  'offers.quote': entry({ type: 'query', roles: CALL, offline: 'local', errors: ['qualification-missing', 'qualification-expired', 'catalog-missing', 'offering-withdrawn', 'offering-not-eligible', 'qualification-negative', 'prerequisite-missing'],
    input: z.object({ qualificationId: s.zId, offeringIds: z.array(s.zId).max(12) }),
    /** `bills`: the first three, the first of them is `bill`. `slipped`: the first bill if service begins only on the next bill day; null where that day follows the activation. */
    output: z.object({ catalogVersion: z.int(), bill: s.zBillPreview, bills: z.array(s.zBillPreview), slipped: s.produced<BillPreview | null>(), earliest: s.produced<EarliestDate>() }) }),
  /** The bill a caller was told with the order. `fromLive`: the same, counted from the day it went live, when that day is past the told period. */
  'offers.firstBill': entry({ type: 'query', roles: ALL, offline: 'local', errors: ['order-unknown', 'caller-not-verified'], input: z.object({ orderId: s.zId }),
    output: z.object({ told: s.zBillPreview, bills: z.array(s.zBillPreview), liveOn: s.produced<LocalDate | null>(), fromLive: s.produced<BillPreview | null>() }) }),
} as const
