import type { ProviderId } from '../kernel/ids.ts'
import type { Position } from './plant.ts'

/** One antenna of a transmitter: where it stands, where it looks, what it radiates and how many it can serve. */
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
  /** Metres of the antenna above the ground; absent: unknown, and no line of sight is worked out. */
  readonly heightM?: number | undefined
  /** Absent: 20 MHz, the least that is built. */
  readonly channelMhz?: 20 | 40 | 80 | undefined
  /** Polarisations used at once. Absent: 1. */
  readonly streams?: 1 | 2 | undefined
  readonly source?: string | undefined
  readonly reportedAt?: number | null | undefined
}

/** Metres above sea of the ground at a place; null where there is no tile or a void (SRTM -32768). */
export type Terrain = (place: Position) => number | null

/**
 * The way from an antenna to a roof. `blocked`: the ground stands `shortByM` into what must be free, `atM` from the transmitter.
 * `unknown`: a height is missing, `clear` and `blocked` were worked out over terrain.
 */
export type LineOfSight =
  | { readonly kind: 'clear'; readonly clearanceM: number }
  | { readonly kind: 'blocked'; readonly atM: number; readonly shortByM: number }
  | { readonly kind: 'unknown' }

/** A transmitter sector that reaches, or nearly reaches, the premise: what the engine judges. */
export type SectorReach = {
  readonly sectorId: string
  readonly providerId: ProviderId
  readonly transmitterName: string
  readonly distanceM: number
  readonly reachM: number
  readonly inBeam: boolean
  readonly signalDbm: number
  readonly minimumDbm: number
  readonly capacityFree: number
  /** Degrees between the premise and the middle of the beam. */
  readonly offAxisDeg?: number | undefined
  readonly beamWidthDeg?: number | undefined
  readonly lineOfSight?: LineOfSight | undefined
  /** What the link should carry by its signal; null below the weakest step. */
  readonly expected?: { readonly downlinkKbps: number; readonly uplinkKbps: number } | null | undefined
  readonly source?: string | undefined
  readonly reportedAt?: number | null | undefined
}
