import { zMeteredGuideline } from '../../shared/engines/catalog/catalog-schema.ts'
import { z } from 'zod'
import type { Actor, CentralCommandName, CentralCommands, CentralQueries, CentralQueryName } from '../../shared/contract/central/wire.ts'
import type { CallMeasure } from '../../shared/domain/call-record.ts'
import { CALL_OUTCOMES, CALL_STEPS, FALLOUT_KINDS } from '../../shared/domain/call-record.ts'
import { ACCESS_TYPES } from '../../shared/domain/catalog.ts'
import { DISPUTE_DECISIONS, DISPUTE_REASONS } from '../../shared/domain/bill.ts'
import type { Catalog } from '../../shared/domain/catalog.ts'
import type { IpPool, IpRule } from '../../shared/domain/addressing.ts'
import type { Registration } from '../../shared/domain/customer.ts'
import { LANGUAGES } from '../../shared/domain/language.ts'
import { ORDER_STATES } from '../../shared/domain/order.ts'
import type { ProductOrder } from '../../shared/domain/order.ts'
import { USAGE_REASONS } from '../../shared/domain/usage.ts'
import { isPlantHolder } from '../../shared/engines/qualification/planned-ports.ts'
import type { BillPreview } from '../../shared/domain/rating.ts'
import { zPartAsked, zTerritoryPart } from './territory/schemas.ts'

const zId = z.string().min(1).max(64)
/** The key of a saga's undo is `<order>:<step>:undo`. */
export const zKey = z.string().min(1).max(200)
const zPin = z.string().regex(/^\d{6}$/)
const zText = (max: number) => z.string().max(max)
const zInstant = z.int().min(0)
const zCount = z.int().min(0)
const zDay = z.iso.date()
const zCurrency = z.enum(['USD'])

/** What a desk says about who acts. The role is text on purpose: one that central does not know may do nothing. */
export const zActor = z.object({ deskId: zId, userId: zId, role: zText(40) }) satisfies z.ZodType<Actor>
export const zFeedRequest = z.object({ after: zCount, limit: z.int().min(1).max(500) })

const zRegistration = z.object({
  givenName: zText(120).min(1), familyName: zText(120).min(1), email: zText(254).min(3), phone: zText(40).min(3),
  paymentToken: zText(80).min(1), paymentHint: zText(80), userIdentifier: zText(253).min(1),
}) satisfies z.ZodType<Registration>

const zPosting = z.object({
  party: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('customer') }), z.object({ kind: z.literal('provider'), providerId: zId }),
    z.object({ kind: z.literal('tax'), name: zText(80) }), z.object({ kind: z.literal('margin') }),
  ]),
  amountMicro: z.int(), currency: zCurrency,
})
const zCharge = z.object({
  id: zText(400).min(1), offeringId: zId, priceId: zText(120).min(1), label: zText(200), kind: z.enum(['recurring', 'oneTime', 'usage', 'discount']),
  amountMicro: z.int(), taxMicro: z.int(), currency: zCurrency,
  /** Explains a figure to people and is kept as it came; central posts by the postings alone. */
  derivation: z.array(z.looseObject({ kind: zText(40) })).max(50),
  postings: z.array(zPosting).max(50),
})
const zQuote = z.object({
  currency: zCurrency, periodFrom: zText(10), periodTo: zText(10), charges: z.array(zCharge).max(200),
  totalMicro: z.int(), totalMinor: z.int(), remainderMicro: z.int(), monthlyMinor: z.int(),
}) as unknown as z.ZodType<BillPreview>

const zPromises = z.object({
  labels: z.array(z.object({ offeringId: zId, uniquePlanIdentifier: zText(120), version: z.int(), channel: z.literal('phone'), at: zInstant })).max(50),
  consents: z.array(z.object({ consentId: zId, version: z.int(), language: z.enum(LANGUAGES), wording: zText(2_000), answer: z.boolean(), at: zInstant })).max(100),
  recordingNotice: z.object({ version: z.int(), language: z.enum(LANGUAGES), wording: zText(2_000), at: zInstant }).nullable(),
})

const zOrder = z.object({
  id: zId, customerId: zId, place: zId,
  clientComputer: z.object({ operatingSystem: zText(60), memoryMb: zCount, hasEthernet: z.boolean() }).nullable(),
  items: z.array(z.object({ id: zId, action: z.literal('add'), offeringId: zId, offeringVersion: z.int(), qualificationId: zId.nullable() })).max(50),
  registration: zRegistration, quote: zQuote, catalogVersion: z.int(), takenBy: zId, takenAt: zInstant, takenOffline: z.boolean(), promises: zPromises.optional(),
}) as unknown as z.ZodType<ProductOrder>

/** Only the outermost shape: what a catalog must satisfy is decided once, by `checkCatalog`. */
const zCatalog = z.looseObject({ version: z.int().min(1), offerings: z.array(z.unknown()).max(10_000) }) as unknown as z.ZodType<Catalog>
const zIpPool = z.object({ id: zId, name: zText(120), cidr: zText(60), reserved: z.array(zText(60)).max(1000), quarantineMs: zCount }) satisfies z.ZodType<IpPool>
const zIpRule = z.object({
  id: zId, weight: z.int(), filter: z.object({ ispId: zId.nullable(), accessType: z.enum(ACCESS_TYPES).nullable(), offeringId: zId.nullable() }),
  poolId: zId, strategy: z.enum(['ascending', 'descending']), holdMs: z.int().min(1),
}) as unknown as z.ZodType<IpRule>

/** Ids of plant come from other people's files. */
const zPlantId = zText(200).min(1)
/** Not a line of the plant's own: its ports are nobody's to give back. */
const zHolder = zId.refine((id) => !isPlantHolder(id), { message: 'of the plant' })
const zStands = { place: zText(200).min(1), priorityClass: z.int().min(0).max(99), since: zInstant, distanceM: z.number().min(0).max(1e6) }
const zWaits = z.object({ id: zPlantId, ...zStands }) as unknown as z.ZodType<CentralCommands['ports.plan']['input']['waiting'][number]>
const zService = z.object({ serviceId: zId, offeringId: zId, offeringVersion: z.int(), providerId: zId, localCustomerId: zText(120).min(1).nullable() })

const zCorrected = { offeringId: zId, offeringVersion: z.int().min(1), priceId: zText(120).min(1), fromPeriod: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), amountMicro: z.int().min(0), ratingGuideline: zMeteredGuideline }
const zWaiting = z.object({ providerId: zId, localId: zText(200).min(1), idKind: z.enum(['localCustomer', 'userIdentifier']), reason: z.enum(USAGE_REASONS) })
const zJoin = z.object({ keepId: zId, mergeId: zId, because: zText(500).min(1) })

/** Names from lists, counts, durations and ids: there is no field into which something typed could be put, but the rep's own name. */
const zStrokes = { dataKeys: zCount, commandKeys: zCount, modifiers: zCount, clicks: zCount, pastes: zCount, handMoves: zCount, mentalActs: zCount }
const zWait = z.strictObject({ kind: z.enum(['useCase', 'provider']), name: zText(40).regex(/^[A-Za-z][A-Za-z0-9.-]*$/), count: zCount, totalMs: zCount, longestMs: zCount })
const zCall = z.strictObject({
  ...zStrokes, callId: zId, repId: zId, repName: zText(120), startedAt: zInstant, outcome: z.enum(CALL_OUTCOMES), orderId: zId.nullable(), talkMs: zCount, ringToSubmitMs: zCount.nullable(), modelMs: z.number().min(0),
  steps: z.array(z.strictObject({ step: z.enum(CALL_STEPS), ms: zCount })).max(CALL_STEPS.length), waits: z.array(zWait).max(100),
  fallout: z.strictObject({ kind: z.enum(FALLOUT_KINDS), code: zText(80), providerId: zId.nullable() }).nullable(),
}) satisfies z.ZodType<CallMeasure>

/** How each command's input is decoded. Exhaustive: a wire row without a schema does not compile. */
export const COMMAND_SCHEMAS: { readonly [N in CentralCommandName]: z.ZodType<CentralCommands[N]['input']> } = {
  'customer.register': z.object({ customerId: zId, registration: zRegistration, billCycleDay: z.int().min(1).max(28), pin: zPin.optional(), order: z.object({ orderId: zId, place: zId }).optional(), sameAs: zId.optional() }) as z.ZodType<CentralCommands['customer.register']['input']>,
  'customer.verifyPin': z.object({ customerId: zId, pin: zText(12) }),
  'customer.unlockPin': z.object({ customerId: zId }),
  'customer.resetPin': z.object({ customerId: zId, pin: zText(12), method: z.literal('callback'), calledBackAt: zInstant }),
  'customer.merge': zJoin,
  'customer.unmerge': zJoin,
  'customer.note': z.object({ noteId: zId, customerId: zId, text: zText(10_000).min(1) }),
  'order.record': z.object({ order: zOrder, state: z.enum(ORDER_STATES), stepsDone: zCount, stepsTotal: zCount, revision: zCount })
    .refine((input) => input.stepsDone <= input.stepsTotal, { path: ['stepsDone'], message: 'more than stepsTotal' }),
  'call.record': z.object({ call: zCall, countedAt: zInstant }),
  'crosswalk.link': z.object({ customerId: zId, providerId: zId, localCustomerId: zText(120).min(1), orderId: zId }),
  'crosswalk.release': z.object({ customerId: zId, providerId: zId, orderId: zId }),
  'address.hold': z.object({ orderId: zId, customerId: zId, ispId: zId, accessType: z.enum(ACCESS_TYPES), offeringId: zId }),
  'address.assign': z.object({ orderId: zId, attempt: z.int().min(1).optional(), another: z.boolean().optional() }),
  'address.release': z.object({ orderId: zId }),
  'ports.plan': z.object({ queueId: zPlantId, providerId: zId, accessType: z.enum(ACCESS_TYPES), portIds: z.array(zPlantId).max(10_000), waiting: z.array(zWaits).max(1_000) }),
  'ports.planRecords': z.object({ records: z.array(z.object({ queueId: zPlantId, providerId: zId, accessType: z.enum(ACCESS_TYPES), total: zCount, free: zCount })).max(10_000), waiting: z.array(zWaits.and(z.object({ queueId: zPlantId, providerId: zId, accessType: z.enum(ACCESS_TYPES) }))).max(10_000) }) as unknown as z.ZodType<CentralCommands['ports.planRecords']['input']>,
  'ports.wait': z.object({ queueId: zPlantId, orderId: zHolder, ...zStands }),
  'ports.hold': z.object({ queueId: zPlantId, orderId: zHolder, ...zStands }),
  'ports.reserve': z.object({ queueId: zPlantId, orderId: zHolder, seenRevision: zCount }),
  'ports.release': z.object({ orderId: zHolder }),
  'ports.settle': z.strictObject({}) as z.ZodType<Record<string, never>>,
  'billing.activate': z.object({ orderId: zId, customerId: zId, registration: zRegistration, services: z.array(zService).max(100), quote: zQuote, catalogVersion: z.int(), activatedAt: zInstant }),
  'billing.run': z.object({ upTo: zDay, limit: z.int().min(1).max(500) }),
  'billing.releaseBill': z.object({ billId: zId, because: zText(500).min(1) }),
  'billing.dispute': z.object({ disputeId: zId, billId: zId, lineId: zText(500).min(1), because: z.enum(DISPUTE_REASONS), note: zText(2_000) }),
  'usage.correctPrice': z.object({ ...zCorrected, because: zText(500).refine((text) => text.trim() !== '') }),
  'usage.pack': z.object({ after: z.string().max(200), limit: z.int().min(1).max(500) }),
  'usage.rerate': z.object({ limit: z.int().min(1).max(500) }),
  'usage.attach': zWaiting.extend({ customerId: zId }),
  'usage.guideAgain': zWaiting,
  'usage.setAside': zWaiting.extend({ because: zText(500).refine((text) => text.trim() !== '') }),
  'billing.answerDispute': z.object({ disputeId: zId, decision: z.enum(DISPUTE_DECISIONS), creditMinor: zCount, because: zText(500).min(1) }),
  'catalog.publish': z.object({ catalog: zCatalog, ipPools: z.array(zIpPool).max(1000).optional(), ipRules: z.array(zIpRule).max(1000).optional() })
    .refine((input) => (input.ipPools === undefined) === (input.ipRules === undefined), { path: ['ipRules'] }),
  'territory.publish': zTerritoryPart,
}

/** How each query's input is decoded. */
export const QUERY_SCHEMAS: { readonly [N in CentralQueryName]: z.ZodType<CentralQueries[N]['input']> } = {
  'command.outcome': z.object({ key: zKey }),
  'billing.services': z.object({ customerId: zId }),
  'billing.due': z.object({}) as z.ZodType<Record<string, never>>,
  'billing.completeness': z.object({ upTo: zDay }),
  'customer.get': z.object({ customerId: zId }),
  'customer.history': z.object({ customerId: zId, limit: z.int().min(1).max(200) }),
  'usage.previewCorrection': z.object(zCorrected),
  'usage.packMark': z.object({}) as z.ZodType<Record<string, never>>,
  'usage.corrections': z.object({}) as z.ZodType<Record<string, never>>,
  'usage.waiting': z.object({}) as z.ZodType<Record<string, never>>,
  'usage.candidates': z.object({ providerId: zId, text: zText(100) }),
  'calls.summary': z.object({ since: zInstant }),
  'qualification.check': z.object({ place: zId }),
  'territory.part': zPartAsked,
  'catalog.current': z.object({}) as z.ZodType<Record<string, never>>,
  'ports.due': z.object({}) as z.ZodType<Record<string, never>>,
  'ports.book': z.object({ queueId: zPlantId }),
  'address.assignments': z.object({ poolId: zId.optional() }),
}
