import type { NearSpan, PlantBranch, PlantNode, PlantSpan, PlantStatus, Position } from '../../domain/plant.ts'
import { toLocalMetres } from './local-metres.ts'
import type { LocalPoint } from './local-metres.ts'

/** How one span lies to one premise, by going along its whole route. `node` must be the span's node. */
export const branchReach = (place: Position, span: PlantSpan, node: PlantNode): PlantBranch =>
  branchOf(nearSpan(place, span, node))

/** The exact distance of one span and where along it that is: what an index of `NearestSpans` must agree with. */
export const nearSpan = (place: Position, span: PlantSpan, node: PlantNode): NearSpan =>
  ({ span, node, ...nearestToRoute(place, span.route) })

/** Exact metres from a place to a route and along it to the nearest point, on the plane around the place. */
export const nearestToRoute = (place: Position, route: PlantSpan['route']): Pick<NearSpan, 'distanceM' | 'alongM'> =>
  nearestOnRoute(route.map(([longitude, latitude]) => toLocalMetres({ longitude, latitude }, place)))

/** Nearest first; equally near by id, then by the node: a span that two nodes serve keeps its order. */
export const byDistance = (a: NearSpan, b: NearSpan): number => a.distanceM - b.distanceM || compareText(a.span.id, b.span.id) || compareText(a.node.id, b.node.id)

/**
 * A near span as the engine judges it: the drop to its nearest point, to the millimetre, and the loop from there to the node, whole
 * metres. Source: OFDS spans and nodes; the drop rule is the provider's own.
 */
export function branchOf({ span, node, distanceM, alongM }: NearSpan): PlantBranch {
  return {
    spanId: span.id, providerId: span.providerId, accessType: span.accessType, nodeId: node.id, nodeName: node.name, ...inService(span, node),
    distanceM: toMillimetre(distanceM), dropLimitM: span.dropLimitM, loopM: Math.round(span.feederM + alongM),
    portsTotal: node.portsTotal, portsFree: node.portsFree, medium: span.medium, source: span.source, reportedAt: span.reportedAt ?? null,
  }
}

/** Millimetres: finer than any plan, and a house at exactly the limit is not refused by the last bit of a cosine. */
export const toMillimetre = (metres: number): number => Math.round(metres * 1000) / 1000

/** A line is in service when it and its node are; it is ready when the later of both is, and nobody knows when if either has no date. */
function inService(span: PlantSpan, node: PlantNode): { readonly status: PlantStatus; readonly readyAt: number | null } {
  const nodeStatus = node.status ?? 'operational'
  if (nodeStatus === 'operational') return { status: span.status, readyAt: span.readyAt }
  const nodeReadyAt = node.readyAt ?? null
  if (span.status === 'operational') return { status: nodeStatus, readyAt: nodeReadyAt }
  return { status: span.status, readyAt: span.readyAt === null || nodeReadyAt === null ? null : Math.max(span.readyAt, nodeReadyAt) }
}

/** Distance from the origin to a polyline, and the metres along it to the nearest point; of two equally near the first. */
function nearestOnRoute(route: readonly LocalPoint[]): { readonly distanceM: number; readonly alongM: number } {
  let nearest = { distanceM: Number.POSITIVE_INFINITY, alongM: 0 }
  let alongM = 0
  for (let index = 1; index < route.length; index++) {
    const from = route[index - 1]!
    const to = route[index]!
    const east = to.eastM - from.eastM
    const north = to.northM - from.northM
    const lengthM = Math.hypot(east, north)
    // A span may repeat a vertex: such a segment is a point.
    const part = lengthM === 0 ? 0 : Math.min(1, Math.max(0, -(from.eastM * east + from.northM * north) / (lengthM * lengthM)))
    const distanceM = Math.hypot(from.eastM + part * east, from.northM + part * north)
    if (distanceM < nearest.distanceM) nearest = { distanceM, alongM: alongM + part * lengthM }
    alongM += lengthM
  }
  return nearest
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
