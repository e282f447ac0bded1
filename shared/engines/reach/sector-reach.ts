import type { Position } from '../../domain/plant.ts'
import type { SectorReach, TransmitterSector } from '../../domain/radio.ts'
import { bearingDeg, toLocalMetres } from './local-metres.ts'

/** Gain of the antenna on a customer's roof, and what leaves and weather may take: planning figures of the sandbox. */
const RECEIVER_GAIN_DB = 16
const FADE_MARGIN_DB = 8

/**
 * What one sector offers at one premise: distance, whether the beam covers it, and the expected signal.
 * Free-space loss 32.44 + 20 log10(km) + 20 log10(MHz) (ITU-R P.525-4), no terrain. Signal in tenths of a dBm.
 */
export function sectorReach(place: Position, sector: TransmitterSector): SectorReach {
  const local = toLocalMetres(place, sector)
  const distanceM = Math.hypot(local.eastM, local.northM)
  const turn = Math.abs(((bearingDeg(local) - sector.azimuthDeg + 540) % 360) - 180)
  const lossDb = 32.44 + 20 * Math.log10(Math.max(distanceM, 1) / 1000) + 20 * Math.log10(sector.frequencyMhz)
  return {
    sectorId: sector.id, providerId: sector.providerId, transmitterName: sector.transmitterName,
    distanceM: Math.round(distanceM), reachM: sector.reachM, inBeam: turn <= sector.beamWidthDeg / 2,
    signalDbm: Math.round((sector.eirpDbm + RECEIVER_GAIN_DB - FADE_MARGIN_DB - lossDb) * 10) / 10,
    minimumDbm: sector.minimumDbm, capacityFree: sector.capacityFree,
  }
}
