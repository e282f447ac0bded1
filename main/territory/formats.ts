import { z } from 'zod'
import { ACCESS_TYPES } from '../../shared/domain/catalog.ts'
import type { IpPool, IpRule } from '../../shared/domain/addressing.ts'
import { MEDIA, PLANT_STATUSES } from '../../shared/domain/plant.ts'
import type { PlantNode, PlantSpan } from '../../shared/domain/plant.ts'
import type { TransmitterSector } from '../../shared/domain/radio.ts'
import type { Id } from '../../shared/kernel/ids.ts'
import { asId } from '../../shared/kernel/ids.ts'

/** The files of a territory directory as they lie on disk, decoded before anything trusts them. */
export const zAs = <Name extends string>() => z.string().min(1).max(64).transform((value): Id<Name> => asId<Name>(value))
export const zAccess = z.enum(ACCESS_TYPES)
const zInstant = z.int().min(0)
const zText = z.string().min(1).max(500)
const zLatitude = z.number().min(-90).max(90)
const zLongitude = z.number().min(-180).max(180)
const zDays = z.int().min(1).max(3650)

const zPolicy = z.object({ answerValidDays: zDays, qualificationValidMinutes: z.int().min(1).max(1440), /** For how long a port is kept for who was next in line. */ portPromiseHours: z.number().gt(0).max(8_760).optional() })

/** territory.json: the only file that must be there. `providers` and `technologies` say what the words of the offer files mean here. */
export const zManifest = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  title: zText,
  city: zText,
  region: z.string().regex(/^[A-Z]{2}$/),
  zone: zText.refine(isZone, 'not a time zone'),
  sandbox: z.boolean(),
  billCycleDay: z.int().min(1).max(28).nullable().default(null),
  policy: zPolicy.default({ answerValidDays: 90, qualificationValidMinutes: 30 }),
  providers: z.record(z.string(), zAs<'ProviderId'>()).default({}),
  technologies: z.record(z.string(), zAccess).default({}),
  sources: z.array(z.object({ file: zText, repository: zText, commit: zText, path: zText, licence: zText, attribution: zText })).default([]),
  invented: z.array(zText).default([]),
})
export type Manifest = z.output<typeof zManifest>

export const zNode = z.object({ id: zText, providerId: zAs<'ProviderId'>(), name: zText, latitude: zLatitude, longitude: zLongitude, portsTotal: z.int().min(0), portsFree: z.int().min(0), status: z.enum(PLANT_STATUSES).optional(), readyAt: zInstant.nullable().optional() }) satisfies z.ZodType<PlantNode>
export const zSpan = z.object({
  id: zText, providerId: zAs<'ProviderId'>(), accessType: zAccess, nodeId: zText, status: z.enum(PLANT_STATUSES), readyAt: zInstant.nullable(),
  dropLimitM: z.number().min(0), feederM: z.number().min(0), route: z.array(z.tuple([zLongitude, zLatitude])).min(2),
  medium: z.enum(MEDIA).optional(), capacity: z.int().min(0).nullable().optional(), source: zText.optional(), reportedAt: zInstant.nullable().optional(), startNodeId: zText.optional(), endNodeId: zText.optional(),
}) satisfies z.ZodType<PlantSpan>
/** plant.json. A waiting entry names its place by the written address, as people do. */
export const zPlant = z.object({
  nodes: z.array(zNode),
  spans: z.array(zSpan),
  waiting: z.array(z.object({ id: zText, /** The node or sector whose port is waited for. */ queueId: zText, providerId: zAs<'ProviderId'>(), accessType: zAccess, priorityClass: z.int().min(0), since: zInstant, distanceM: z.number().min(0), address: zText })).default([]),
})
export type PlantFile = z.output<typeof zPlant>

export const zSectors = z.object({
  sectors: z.array(z.object({
    id: zText, providerId: zAs<'ProviderId'>(), transmitterName: zText, latitude: zLatitude, longitude: zLongitude, azimuthDeg: z.number().min(0).max(360), beamWidthDeg: z.number().gt(0).max(360),
    reachM: z.number().gt(0), eirpDbm: z.number(), frequencyMhz: z.number().gt(0), minimumDbm: z.number(), capacityTotal: z.int().min(0), capacityFree: z.int().min(0),
    heightM: z.number().min(0).max(1000).optional(), channelMhz: z.literal([20, 40, 80]).optional(), streams: z.literal([1, 2]).optional(), source: zText.optional(), reportedAt: zInstant.nullable().optional(),
  }) satisfies z.ZodType<TransmitterSector>),
  /** The plan each wireless provider sells on its sectors: what it answers when asked. */
  plans: z.array(z.object({ providerId: zAs<'ProviderId'>(), planName: zText, priceMicro: z.int().min(0), downlinkKbps: z.int().min(1), uplinkKbps: z.int().min(1) })).default([]),
})
export type SectorsFile = z.output<typeof zSectors>

/** units.json: invented units of real premises. */
export const zUnits = z.object({ premises: z.array(z.object({ address: zText, units: z.array(z.string().min(1).max(20)).min(1) })) })

/** negative-answers.json. `answeredAt` null: nobody has asked yet; only the provider's own interface says it. */
export const zNegatives = z.object({ answers: z.array(z.object({ address: zText, providerId: zAs<'ProviderId'>(), accessType: zAccess, reasonCode: z.string().regex(/^[A-Z0-9-]{2,40}$/), overProviderId: zAs<'ProviderId'>().nullable().default(null), answeredAt: zInstant.nullable() })) })

export const zAddressing = z.object({
  pools: z.array(z.object({ id: zText, name: zText, cidr: zText, reserved: z.array(z.string()), quarantineMs: z.int().min(0) }) satisfies z.ZodType<IpPool>),
  rules: z.array(z.object({
    id: zText, weight: z.int(), filter: z.object({ ispId: zAs<'ProviderId'>().nullable(), accessType: zAccess.nullable(), offeringId: z.string().nullable() }),
    poolId: zText, strategy: z.enum(['ascending', 'descending']), holdMs: z.int().min(1),
  }) satisfies z.ZodType<IpRule>),
})

export const zDemoCallers = z.array(z.object({ givenName: zText, familyName: zText, phone: zText, email: zText, userIdentifier: zText, password: zText, paymentToken: z.string().startsWith('tok_demo_'), paymentHint: zText }))
export type DemoCaller = z.output<typeof zDemoCallers>[number]

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
