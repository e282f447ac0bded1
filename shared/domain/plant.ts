import type { ProviderId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'
import type { AccessType } from './catalog.ts'
import type { PlantBranch } from './qualification.ts'

/** Degrees, WGS 84. */
export type Position = { readonly latitude: number; readonly longitude: number }

/** Where lines end and ports are. Source: OFDS node. */
export type PlantNode = Position & { readonly id: string; readonly providerId: ProviderId; readonly name: string; readonly portsTotal: number; readonly portsFree: number }

/** A branch of a physical line. Source: OFDS span. */
export type PlantSpan = {
  readonly id: string
  readonly providerId: ProviderId
  readonly accessType: AccessType
  readonly nodeId: string
  readonly status: PlantBranch['status']
  readonly readyAt: Instant | null
  /** Metres that this provider will bridge between the span and a house. */
  readonly dropLimitM: number
  /** Metres of plant between the node and the first point of the route. */
  readonly feederM: number
  /** [longitude, latitude] in order from the node's end, as in GeoJSON; at least two. */
  readonly route: readonly (readonly [number, number])[]
}

/** One antenna of a transmitter. */
export type TransmitterSector = Position & {
  readonly id: string
  readonly providerId: ProviderId
  readonly transmitterName: string
  /** Clockwise from north. */
  readonly azimuthDeg: number
  readonly beamWidthDeg: number
  readonly reachM: number
  /** Radiated power towards the middle of the beam. */
  readonly eirpDbm: number
  readonly frequencyMhz: number
  /** The weakest signal at which the provider sells. */
  readonly minimumDbm: number
  readonly capacityTotal: number
  readonly capacityFree: number
}
