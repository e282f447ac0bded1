import type { Position } from '../../domain/plant.ts'
import type { SectorReach, Terrain, TransmitterSector } from '../../domain/radio.ts'
import { lineOfSight } from './line-of-sight.ts'
import { linkRate } from './link-rate.ts'
import { bearingDeg, toLocalMetres } from './local-metres.ts'

/** Gain and height of the antenna on a customer's roof, and what leaves and weather may take: planning figures of the sandbox. */
const RECEIVER_GAIN_DB = 16
const RECEIVER_HEIGHT_M = 6
const FADE_MARGIN_DB = 8

/**
 * What one sector offers at one premise: distance, whether the beam covers it (its edge counts, and a premise at the mast), the expected
 * signal, what that signal carries, and whether the ground leaves the way free. `terrain` null: no heights are known.
 * Free-space loss 32.44 + 20 log10(km) + 20 log10(MHz) (ITU-R P.525-4); the beam is taken as flat. Signal in tenths of a dBm.
 */
export function sectorReach(place: Position, sector: TransmitterSector, terrain: Terrain | null = null): SectorReach {
  const local = toLocalMetres(place, sector)
  const distanceM = Math.hypot(local.eastM, local.northM)
  const offAxisDeg = distanceM < 1 ? 0 : turnBetween(bearingDeg(local), sector.azimuthDeg)
  const lossDb = 32.44 + 20 * Math.log10(Math.max(distanceM, 1) / 1000) + 20 * Math.log10(sector.frequencyMhz)
  const signalDbm = Math.round((sector.eirpDbm + RECEIVER_GAIN_DB - FADE_MARGIN_DB - lossDb) * 10) / 10
  return {
    sectorId: sector.id, providerId: sector.providerId, transmitterName: sector.transmitterName,
    distanceM: Math.round(distanceM), reachM: sector.reachM, inBeam: offAxisDeg <= sector.beamWidthDeg / 2 + 1e-6, offAxisDeg: Math.round(offAxisDeg * 10) / 10, beamWidthDeg: sector.beamWidthDeg,
    signalDbm, minimumDbm: sector.minimumDbm, capacityFree: sector.capacityFree,
    lineOfSight: terrain === null || sector.heightM === undefined ? { kind: 'unknown' }
      : lineOfSight({ from: { latitude: sector.latitude, longitude: sector.longitude, heightM: sector.heightM }, to: { latitude: place.latitude, longitude: place.longitude, heightM: RECEIVER_HEIGHT_M }, distanceM, frequencyMhz: sector.frequencyMhz }, terrain),
    expected: linkRate({ signalDbm, channelMhz: sector.channelMhz ?? 20, streams: sector.streams ?? 1 }),
    source: sector.source, reportedAt: sector.reportedAt ?? null,
  }
}

/** The smaller angle between two compass directions, 0–180, through north where that is shorter. */
const turnBetween = (a: number, b: number): number => Math.abs((((a - b + 540) % 360) + 360) % 360 - 180)
