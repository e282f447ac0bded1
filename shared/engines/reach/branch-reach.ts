import type { PlantBranch, PlantNode, PlantSpan, Position } from '../../domain/plant.ts'
import { toLocalMetres } from './local-metres.ts'
import type { LocalPoint } from './local-metres.ts'

/**
 * How one span lies to one premise: the drop to its nearest point and the loop from there to the node, whole metres.
 * `node` must be the span's node. Source: OFDS spans and nodes; the drop rule is the provider's own.
 */
export function branchReach(place: Position, span: PlantSpan, node: PlantNode): PlantBranch {
  const nearest = nearestOnRoute(span.route.map(([longitude, latitude]) => toLocalMetres({ longitude, latitude }, place)))
  return {
    spanId: span.id, providerId: span.providerId, accessType: span.accessType, nodeId: node.id, nodeName: node.name, status: span.status, readyAt: span.readyAt,
    distanceM: Math.round(nearest.distanceM), dropLimitM: span.dropLimitM, loopM: Math.round(span.feederM + nearest.alongM),
    portsTotal: node.portsTotal, portsFree: node.portsFree,
  }
}

/** Distance from the origin to a polyline, and the metres along it to the nearest point. */
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
