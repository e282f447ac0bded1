import type { PlantBranch } from '../../domain/plant.ts'
import type { QualificationFacts, Reason, RuleStep } from '../../domain/qualification.ts'
import { COPPER_LIMIT_M, copperRateKbps } from './copper-rate.ts'
import { excess, finite, neither, no, saidBeside, yes } from './finding.ts'
import type { PlantFinding } from './finding.ts'
import { judgePorts } from './judge-ports.ts'

/**
 * One span and one premise: is the drop short enough (exactly the limit is), is the line in service, does the copper still carry
 * something at that length, is a port free that nobody waits for. Every obstacle is named; `yesWhen` is the first of them.
 */
export function judgeBranch(branch: PlantBranch, facts: QualificationFacts): PlantFinding {
  const drop = judgeDrop(branch)
  const status = judgeStatus(branch)
  const loop = judgeLoop(branch)
  const ports = judgePorts({ queueId: branch.nodeId, providerId: branch.providerId, accessType: branch.accessType, free: branch.portsFree }, facts, {
    free: yes('port-free', { nodeName: branch.nodeName, portsFree: branch.portsFree, portsTotal: branch.portsTotal }),
    full: no('no-port-free', { nodeName: branch.nodeName, portsFree: branch.portsFree, portsTotal: branch.portsTotal }),
    name: branch.nodeName,
  })
  const found: readonly (readonly [string, readonly Reason[], RuleStep['details']])[] = [
    ['drop', [drop], { distanceM: branch.distanceM, limitM: branch.dropLimitM }],
    ['in-service', status, { status: branch.status }],
    ['loop', loop.reasons, { loopM: branch.loopM }],
    ['port', [ports.reason], ports.applied],
  ]
  const reasons = found.flatMap(([, list]) => list)
  const obstacles = reasons.filter((reason) => reason.supports === 'no')
  return {
    verdict: obstacles.length === 0 ? 'yes' : 'no',
    reasons: [...obstacles, ...reasons.filter((reason) => reason.supports !== 'no')],
    yesWhen: obstacles[0] ? (obstacles[0] === ports.reason ? ports.yesWhen : { ...obstacles[0], supports: 'yes' }) : null,
    downlinkKbps: loop.downlinkKbps, uplinkKbps: null, waiting: ports.waiting, port: { queueId: branch.nodeId, distanceM: finite(branch.distanceM) },
    trace: found.map(([rule, list, details]) => ({ rule, subject: branch.spanId, found: list.some(({ supports }) => supports === 'no') ? 'no' : list.some(({ supports }) => supports === 'unknown') ? 'unknown' : 'yes', details })),
    source: branch.source ?? 'plant', reportedAt: branch.reportedAt ?? null,
  }
}

function judgeDrop({ distanceM, dropLimitM, spanId }: PlantBranch): Reason {
  const details = { distanceM: saidBeside(distanceM, dropLimitM), limitM: dropLimitM, spanId }
  // A distance that is no number is no distance within the limit.
  return distanceM <= dropLimitM ? yes('drop-within-limit', details) : no('drop-too-long', { ...details, shortByM: excess(distanceM, dropLimitM) })
}

function judgeStatus({ status, readyAt, spanId }: PlantBranch): readonly Reason[] {
  if (status === 'operational') return []
  return [no('span-planned', { spanId, status, ...(readyAt === null ? { dated: 'no' } : { dated: 'yes', readyAt }) })]
}

/** The length along the plant says what copper carries; other media carry the plan's rate at any length that is built. */
function judgeLoop(branch: PlantBranch): { readonly reasons: readonly Reason[]; readonly downlinkKbps: number | null } {
  const { loopM, nodeName } = branch
  if (!Number.isFinite(loopM)) return { reasons: [neither('loop-unknown', { nodeName })], downlinkKbps: null }
  const isCopper = (branch.medium ?? branch.accessType) === 'copper'
  if (!isCopper) return { reasons: [neither('loop-length', { loopM, nodeName })], downlinkKbps: null }
  const downlinkKbps = copperRateKbps(loopM)
  if (downlinkKbps === null) return { reasons: [no('loop-too-long', { loopM, limitM: COPPER_LIMIT_M, nodeName, shortByM: excess(loopM, COPPER_LIMIT_M) })], downlinkKbps: null }
  return { reasons: [neither('loop-length', { loopM, nodeName }), neither('attainable-rate', { loopM, downlinkKbps })], downlinkKbps }
}
