import type { AccessType } from '../../domain/catalog.ts'
import type { QualificationFacts } from '../../domain/qualification.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { ProviderId } from '../../kernel/ids.ts'
import type { PlantFinding } from './finding.ts'
import { judgeBranch } from './judge-branch.ts'
import { judgeSector } from './judge-sector.ts'

/** The trace tells of so many pieces of plant, the deciding one first: a house among forty spans is not explained by all of them. */
const TRACED = 4

/**
 * Judges every span and sector of one provider and access type and answers for the best of them: a yes where there is one, else the
 * no that is nearest. Null when no plant of the kind is known there. When several obstacles stand on one span, `yesWhen` names the
 * hardest (distance, then construction, then length, then ports); the others stay among the reasons.
 */
export function judgePlant(facts: QualificationFacts, providerId: ProviderId, accessType: AccessType): PlantFinding | null {
  const spans = facts.branches
    .filter((branch) => branch.providerId === providerId && branch.accessType === accessType)
    .map((branch) => ({ distanceM: branch.distanceM, id: branch.spanId, finding: judgeBranch(branch, facts) }))
  const sectors = facts.sectors
    .filter((sector) => accessType === 'fixedWireless' && sector.providerId === providerId)
    .map((sector) => ({ distanceM: sector.distanceM, id: sector.sectorId, finding: judgeSector(sector, facts) }))
  const judged = [...spans, ...sectors].sort(compareFindings)
  const [best] = judged
  return best ? { ...best.finding, trace: judged.slice(0, TRACED).flatMap(({ finding }) => finding.trace) } : null
}

type Judged = { readonly distanceM: number; readonly id: string; readonly finding: PlantFinding }

/** Total order, so that shuffled facts give the same answer; a span reported twice is told apart by what was reported. */
function compareFindings(a: Judged, b: Judged): number {
  const rank = (item: Judged): number => (item.finding.verdict === 'yes' ? 0 : 1)
  return rank(a) - rank(b) || a.distanceM - b.distanceM || compareText(a.id, b.id) || compareText(canonicalJson(a.finding), canonicalJson(b.finding))
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
