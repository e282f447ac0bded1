import type { ProviderId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { AccessType } from './catalog.ts'

/** Degrees, WGS 84. */
export type Position = { readonly latitude: number; readonly longitude: number }

/** What a span is made of. Source: OFDS transmissionMedium, the wired part. */
export const MEDIA = ['fiber', 'copper', 'coaxial'] as const
export type Medium = (typeof MEDIA)[number]
export const PLANT_STATUSES = ['operational', 'planned', 'underConstruction'] as const
export type PlantStatus = (typeof PLANT_STATUSES)[number]

/** Where lines end and ports are. A joint or a pole is a node with no ports. Source: OFDS node. */
export type PlantNode = Position & {
  readonly id: string
  readonly providerId: ProviderId
  readonly name: string
  readonly portsTotal: number
  readonly portsFree: number
  /** Absent: in service. */
  readonly status?: PlantStatus | undefined
  readonly readyAt?: Instant | null | undefined
}

/** A branch of a physical line. Source: OFDS span. */
export type PlantSpan = {
  readonly id: string
  readonly providerId: ProviderId
  readonly accessType: AccessType
  /** The node with ports that this span leads to. */
  readonly nodeId: string
  readonly status: PlantStatus
  /** The planned date; null when nobody has named one. */
  readonly readyAt: Instant | null
  /** Metres that this provider will bridge between the span and a house. */
  readonly dropLimitM: number
  /** Metres of plant between the node and the first point of the route. `feedersOf` works it out of a network's joints. */
  readonly feederM: number
  /** [longitude, latitude] in order from the node's end, as in GeoJSON; at least two. */
  readonly route: readonly (readonly [number, number])[]
  /** Absent: the usual one of the access type. */
  readonly medium?: Medium | undefined
  /** Pairs or fibers, as reported; null when unknown. The ports of the node decide, not this. */
  readonly capacity?: number | null | undefined
  readonly source?: string | undefined
  readonly reportedAt?: Instant | null | undefined
  /** The joints at the route's two ends, in its order, where a network named them. */
  readonly startNodeId?: string | undefined
  readonly endNodeId?: string | undefined
}

/** A span of a network whose joints are named, before anybody has worked out which node serves it. Source: OFDS span start and end. */
export type NetworkSpan = Pick<PlantSpan, 'id' | 'providerId' | 'accessType' | 'status' | 'route'> & { readonly startNodeId: string; readonly endNodeId: string }

/** One span near a place. `distanceM`: exact metres to its nearest point. `alongM`: metres along the route from its first point to there. */
export type NearSpan = { readonly span: PlantSpan; readonly node: PlantNode; readonly distanceM: number; readonly alongM: number }
/** Every span within so many metres of a place (at exactly that distance too), nearest first, ties by span id. */
export type NearestSpans = (place: Position, withinM: number) => readonly NearSpan[]

/** A piece of outside plant as it lies to one premise: what the engine judges. */
export type PlantBranch = {
  readonly spanId: string
  readonly providerId: ProviderId
  readonly accessType: AccessType
  readonly nodeId: string
  readonly nodeName: string
  readonly status: PlantStatus
  readonly readyAt: Instant | null
  /** Metres from the premise to the nearest point of the span, exact. */
  readonly distanceM: number
  /** The provider's drop rule, metres. */
  readonly dropLimitM: number
  /** Metres along the plant from that point to the node. */
  readonly loopM: number
  readonly portsTotal: number
  readonly portsFree: number
  readonly medium?: Medium | undefined
  readonly source?: string | undefined
  readonly reportedAt?: Instant | null | undefined
}
