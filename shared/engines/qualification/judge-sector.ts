import type { QualificationFacts, Reason } from '../../domain/qualification.ts'
import type { SectorReach } from '../../domain/radio.ts'
import { excess, finite, neither, no, saidBeside, yes } from './finding.ts'
import type { PlantFinding } from './finding.ts'
import { judgePorts } from './judge-ports.ts'

/** One sector and one premise: reach, beam, sight over the ground, signal and what it carries, and a place in the sector that nobody waits for. */
export function judgeSector(sector: SectorReach, facts: QualificationFacts): PlantFinding {
  const { transmitterName, sectorId } = sector
  const ports = judgePorts({ queueId: sectorId, providerId: sector.providerId, accessType: 'fixedWireless', free: sector.capacityFree }, facts, {
    free: yes('port-free', { nodeName: transmitterName, portsFree: sector.capacityFree, portsTotal: sector.capacityFree }),
    full: no('sector-full', { transmitterName, sectorId, capacityFree: sector.capacityFree }),
    name: transmitterName,
  })
  const found: readonly Found[] = [
    { rule: 'beam', reason: judgeBeam(sector), details: { distanceM: sector.distanceM, reachM: sector.reachM, offAxisDeg: sector.offAxisDeg ?? 0 } },
    { rule: 'sight', reason: judgeSight(sector), details: { sight: sector.lineOfSight?.kind ?? 'unknown' } },
    { rule: 'signal', reason: judgeSignal(sector), details: { signalDbm: sector.signalDbm, minimumDbm: sector.minimumDbm } },
    { rule: 'capacity', reason: ports.reason, details: ports.applied },
  ]
  const obstacles = found.flatMap(({ reason }) => (reason?.supports === 'no' ? [reason] : []))
  // A free place in a sector goes without saying; it is told in the trace.
  const favours = found.flatMap(({ reason }) => (reason && reason.supports !== 'no' && reason.code !== 'port-free' ? [reason] : []))
  return {
    verdict: obstacles.length === 0 ? 'yes' : 'no',
    reasons: [...obstacles, ...favours],
    yesWhen: obstacles[0] ? (obstacles[0] === ports.reason ? ports.yesWhen : { ...obstacles[0], supports: 'yes' }) : null,
    downlinkKbps: sector.expected?.downlinkKbps ?? null, uplinkKbps: sector.expected?.uplinkKbps ?? null, waiting: ports.waiting, port: { queueId: sectorId, distanceM: finite(sector.distanceM) },
    trace: found.map(({ rule, reason, details }) => ({ rule, subject: sectorId, found: reason?.supports ?? 'yes', details })),
    source: sector.source ?? 'plant', reportedAt: sector.reportedAt ?? null,
  }
}

type Found = { readonly rule: string; readonly reason: Reason | null; readonly details: Reason['details'] }

function judgeBeam(sector: SectorReach): Reason {
  const { transmitterName, sectorId, distanceM, reachM, signalDbm, minimumDbm } = sector
  const reach = { transmitterName, sectorId, distanceM: saidBeside(distanceM, reachM), reachM }
  if (!(distanceM <= reachM)) return no('sector-out-of-reach', { ...reach, shortByM: excess(distanceM, reachM) })
  if (!sector.inBeam) return no('sector-out-of-beam', { ...reach, offAxisDeg: sector.offAxisDeg ?? 180, halfBeamDeg: (sector.beamWidthDeg ?? 0) / 2 })
  return yes('sector-in-reach', { ...reach, signalDbm, minimumDbm })
}

function judgeSight({ transmitterName, lineOfSight }: SectorReach): Reason | null {
  if (!lineOfSight) return null
  if (lineOfSight.kind === 'unknown') return neither('sight-unknown', { transmitterName })
  if (lineOfSight.kind === 'blocked') return no('sight-blocked', { transmitterName, atM: lineOfSight.atM, shortByM: lineOfSight.shortByM })
  return yes('sight-clear', { transmitterName, clearanceM: lineOfSight.clearanceM })
}

/** Too weak for the provider's own rule, or for the weakest step of the table; else what it should carry. */
function judgeSignal({ transmitterName, signalDbm, minimumDbm, expected }: SectorReach): Reason | null {
  if (!(signalDbm >= minimumDbm) || expected === null) return no('signal-too-weak', { transmitterName, signalDbm, minimumDbm, shortByDb: Math.max(0, excess(minimumDbm, signalDbm)) })
  return expected ? neither('expected-rate', { transmitterName, ...expected }) : null
}
