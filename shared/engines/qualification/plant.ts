import type { AccessType } from '../../domain/catalog.ts'
import type { PlantBranch } from '../../domain/plant.ts'
import type { QualificationFacts, Reason, Verdict } from '../../domain/qualification.ts'
import type { SectorReach } from '../../domain/radio.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { ProviderId } from '../../kernel/ids.ts'
import { placeInLine } from './waiting-line.ts'

/** What the plant alone says of one provider and access type. */
export type PlantFinding = { readonly verdict: Exclude<Verdict, 'unknown'>; readonly reasons: readonly Reason[]; readonly yesWhen: Reason | null }

/**
 * Judges every span and sector of one provider and access type and answers for the best of them: a yes where there is one, else the
 * no that is nearest. Null when no plant of the kind is known there. When several obstacles stand on one span, `yesWhen` names the
 * hardest (distance, then construction, then ports); the others stay among the reasons.
 */
export function judgePlant(facts: QualificationFacts, providerId: ProviderId, accessType: AccessType): PlantFinding | null {
  const spans = facts.branches
    .filter((branch) => branch.providerId === providerId && branch.accessType === accessType)
    .map((branch) => ({ distanceM: branch.distanceM, id: branch.spanId, finding: judgeBranch(branch, facts) }))
  const sectors = facts.sectors
    .filter((sector) => accessType === 'fixedWireless' && sector.providerId === providerId)
    .map((sector) => ({ distanceM: sector.distanceM, id: sector.sectorId, finding: judgeSector(sector, facts) }))
  const [best] = [...spans, ...sectors].sort(compareFindings)
  return best?.finding ?? null
}

type Judged = { readonly distanceM: number; readonly id: string; readonly finding: PlantFinding }

/** Total order, so that shuffled facts give the same answer; a span reported twice is told apart by what was reported. */
function compareFindings(a: Judged, b: Judged): number {
  const rank = (item: Judged): number => (item.finding.verdict === 'yes' ? 0 : 1)
  return rank(a) - rank(b) || a.distanceM - b.distanceM || compareText(a.id, b.id) || compareText(canonicalJson(a.finding), canonicalJson(b.finding))
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function judgeBranch(branch: PlantBranch, facts: QualificationFacts): PlantFinding {
  const drop = { distanceM: branch.distanceM, limitM: branch.dropLimitM, spanId: branch.spanId }
  const obstacles: Reason[] = []
  const favours: Reason[] = []
  if (branch.distanceM > branch.dropLimitM) obstacles.push(no('drop-too-long', { ...drop, shortByM: excess(branch.distanceM, branch.dropLimitM) }))
  else favours.push(yes('drop-within-limit', drop))
  if (branch.status !== 'operational') obstacles.push(no('span-planned', { spanId: branch.spanId, status: branch.status, ...(branch.readyAt === null ? {} : { readyAt: branch.readyAt }) }))
  favours.push({ code: 'loop-length', supports: 'unknown', details: { loopM: branch.loopM, nodeName: branch.nodeName } })
  const ports = { nodeName: branch.nodeName, portsFree: branch.portsFree, portsTotal: branch.portsTotal }
  if (branch.portsFree <= 0) obstacles.push(no('no-port-free', ports))
  else favours.push(yes('port-free', ports))
  return conclude(obstacles, favours, facts, branch)
}

function judgeSector(sector: SectorReach, facts: QualificationFacts): PlantFinding {
  const reach = { transmitterName: sector.transmitterName, sectorId: sector.sectorId, distanceM: sector.distanceM, reachM: sector.reachM }
  const signal = { transmitterName: sector.transmitterName, signalDbm: sector.signalDbm, minimumDbm: sector.minimumDbm }
  const obstacles: Reason[] = []
  const favours: Reason[] = []
  if (sector.distanceM > sector.reachM) obstacles.push(no('sector-out-of-reach', { ...reach, shortByM: excess(sector.distanceM, sector.reachM) }))
  else if (!sector.inBeam) obstacles.push(no('sector-out-of-reach', { ...reach, outOfBeam: 1 }))
  else favours.push(yes('sector-in-reach', { ...reach, signalDbm: sector.signalDbm, minimumDbm: sector.minimumDbm }))
  if (sector.signalDbm < sector.minimumDbm) obstacles.push(no('signal-too-weak', { ...signal, shortByDb: excess(sector.minimumDbm, sector.signalDbm) }))
  if (sector.capacityFree <= 0) obstacles.push(no('sector-full', { transmitterName: sector.transmitterName, sectorId: sector.sectorId, capacityFree: sector.capacityFree }))
  return conclude(obstacles, favours, facts, { providerId: sector.providerId, accessType: 'fixedWireless' })
}

function conclude(
  obstacles: readonly Reason[], favours: readonly Reason[], facts: QualificationFacts,
  line: { readonly providerId: ProviderId; readonly accessType: AccessType },
): PlantFinding {
  const [hardest] = obstacles
  if (!hardest) return { verdict: 'yes', reasons: favours, yesWhen: null }
  const isFull = hardest.code === 'no-port-free' || hardest.code === 'sector-full'
  const yesWhen: Reason = isFull
    ? { code: 'waiting-place', supports: 'yes', details: placeInLine(facts.waiting, { ...line, place: facts.address.id }) }
    : { ...hardest, supports: 'yes' }
  return { verdict: 'no', reasons: [...obstacles, ...favours], yesWhen }
}

const yes = (code: Reason['code'], details: Reason['details']): Reason => ({ code, supports: 'yes', details })
const no = (code: Reason['code'], details: Reason['details']): Reason => ({ code, supports: 'no', details })

/** By how much a figure exceeds its limit, up to the next tenth: what is said aloud is never too little. */
const excess = (value: number, limit: number): number => Math.ceil(Number(((value - limit) * 10).toFixed(6))) / 10
