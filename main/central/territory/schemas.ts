import { z } from 'zod'
import { ACCESS_TYPES } from '../../../shared/domain/catalog.ts'
import { PLANT_STATUSES } from '../../../shared/domain/plant.ts'
import type { PublishedInfo, TerritoryItem } from '../../../shared/domain/territory-facts.ts'
import { TERRITORY_PART_ITEMS } from '../../../shared/domain/territory-facts.ts'

const zId = z.string().min(1).max(120)
const zText = z.string().max(200)
const zInstant = z.int().min(0)
const zDay = zInstant.nullable()
const zAccess = z.enum(ACCESS_TYPES)
const zKbps = z.int().min(0).nullable()
const zMetres = z.number().min(0)
const at = { latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }

// Loose: what a newer desk adds to a span is kept as it came; what the rules need is checked.
const zAddress = z.looseObject({ id: zId, parentId: zId.nullable(), number: zText, street: zText, unit: zText.nullable(), city: zText, region: zText, postcode: zText, ...at, blockGroup: zText, needsUnit: z.boolean(), origin: z.enum(['real', 'invented']) })
const zAnswer = z.looseObject({
  providerId: zId, accessType: zAccess, qualified: z.boolean(), planName: zText.nullable(), priceMicro: z.int().nullable(), downlinkKbps: zKbps, uplinkKbps: zKbps, reasonCode: zText.nullable(), overProviderId: zId.nullable(), answeredAt: zInstant,
  source: z.enum(['collected2022', 'providerInterface', 'invented']),
})
const zNode = z.looseObject({ id: zId, providerId: zId, name: zText, ...at, portsTotal: z.int().min(0), portsFree: z.int().min(0), status: z.enum(PLANT_STATUSES).optional(), readyAt: zDay.optional() })
const zSpan = z.looseObject({
  id: zId, providerId: zId, accessType: zAccess, nodeId: zId, status: z.enum(PLANT_STATUSES), readyAt: zDay, dropLimitM: zMetres, feederM: zMetres,
  route: z.array(z.tuple([at.longitude, at.latitude])).min(2).max(20_000),
})
const zSector = z.looseObject({ id: zId, providerId: zId, transmitterName: zText, ...at, azimuthDeg: z.number(), beamWidthDeg: z.number(), reachM: zMetres, eirpDbm: z.number(), frequencyMhz: z.number().gt(0), minimumDbm: z.number(), capacityTotal: z.int().min(0), capacityFree: z.int().min(0) })
const zWaiting = z.looseObject({ id: zId, queueId: zId, providerId: zId, accessType: zAccess, priorityClass: z.int().min(0), since: zInstant, distanceM: zMetres, place: zId })

const zItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('address'), address: zAddress }), z.object({ kind: z.literal('answer'), addressId: zId, answer: zAnswer }), z.object({ kind: z.literal('node'), node: zNode }),
  z.object({ kind: z.literal('span'), span: zSpan }), z.object({ kind: z.literal('sector'), sector: zSector }), z.object({ kind: z.literal('waiting'), entry: zWaiting }),
]) as unknown as z.ZodType<TerritoryItem>
const zInfo = z.object({ name: zId, title: zText, region: zText, zone: zText, sandbox: z.boolean(), billCycleDay: z.int().min(1).max(28).nullable(), policy: z.object({ answerValidMs: zInstant, qualificationValidMs: zInstant, portPromiseHours: z.number().gt(0).max(8_760).optional() }) }) satisfies z.ZodType<PublishedInfo>

const zRevision = z.string().regex(/^[0-9a-f]{16,64}$/)
const zPart = z.int().min(0).max(100_000)
/** One part of a territory, of so many. */
export const zTerritoryPart = z.object({ info: zInfo, revision: zRevision, part: zPart, parts: zPart, items: z.array(zItem).max(TERRITORY_PART_ITEMS) }).refine(({ part, parts }) => part < parts, { path: ['part'] })
export const zPartAsked = z.object({ revision: zRevision, part: zPart })
