import type { NetworkSpan, PlantNode } from '../../domain/plant.ts'
import { toLocalMetres } from './local-metres.ts'

/** The node with ports that a span leads to, the metres of plant up to the span, and whether its route must be turned to begin there. */
export type Feeder = { readonly nodeId: string; readonly feederM: number; readonly isReversed: boolean }

type Reached = { readonly nodeId: string; readonly metres: number }
type Edge = { readonly to: string; readonly metres: number }

/**
 * Which node serves each span and how far away along the plant: the nearest with ports of the same provider, by the shortest way over
 * spans of the same provider and access type. What is in service is reached only over what is in service; what is planned over both.
 * A span that leads to no port is absent. Loops, islands, spans to unknown joints and zero lengths are all allowed. Ties: smaller id.
 */
export function feedersOf(network: { readonly nodes: readonly PlantNode[]; readonly spans: readonly NetworkSpan[] }): ReadonlyMap<string, Feeder> {
  const feeders = new Map<string, Feeder>()
  const groups = new Map<string, NetworkSpan[]>()
  for (const span of network.spans) {
    const key = `${span.providerId}\u0000${span.accessType}`
    const group = groups.get(key)
    if (group) group.push(span)
    else groups.set(key, [span])
  }
  for (const spans of groups.values()) {
    const serving = network.nodes.filter((node) => node.portsTotal > 0 && node.providerId === spans[0]!.providerId)
    const inService = spans.filter((span) => span.status === 'operational')
    const overService = reachFrom(serving, inService)
    const overAll = reachFrom(serving, spans)
    for (const span of spans) {
      const feeder = feederOf(span, span.status === 'operational' ? overService : overAll)
      if (feeder) feeders.set(span.id, feeder)
    }
  }
  return feeders
}

function feederOf(span: NetworkSpan, reached: ReadonlyMap<string, Reached>): Feeder | null {
  const start = reached.get(span.startNodeId)
  const end = reached.get(span.endNodeId)
  if (start && (!end || isNearer(start, end) || (start.metres === end.metres && start.nodeId === end.nodeId))) return { nodeId: start.nodeId, feederM: start.metres, isReversed: false }
  return end ? { nodeId: end.nodeId, feederM: end.metres, isReversed: true } : null
}

const isNearer = (a: Reached, b: Reached): boolean => a.metres < b.metres || (a.metres === b.metres && a.nodeId < b.nodeId)

/** Dijkstra from all serving nodes at once. A joint is settled once, so a cycle ends. */
function reachFrom(serving: readonly PlantNode[], spans: readonly NetworkSpan[]): ReadonlyMap<string, Reached> {
  const edges = new Map<string, Edge[]>()
  const add = (from: string, edge: Edge): void => {
    const known = edges.get(from)
    if (known) known.push(edge)
    else edges.set(from, [edge])
  }
  for (const span of spans) {
    const metres = routeMetres(span.route)
    add(span.startNodeId, { to: span.endNodeId, metres })
    add(span.endNodeId, { to: span.startNodeId, metres })
  }
  const settled = new Map<string, Reached>()
  const heap: (Reached & { readonly at: string })[] = []
  for (const node of serving) push(heap, { at: node.id, nodeId: node.id, metres: 0 })
  for (let next = pop(heap); next; next = pop(heap)) {
    if (settled.has(next.at)) continue
    settled.set(next.at, { nodeId: next.nodeId, metres: next.metres })
    for (const edge of edges.get(next.at) ?? []) if (!settled.has(edge.to)) push(heap, { at: edge.to, nodeId: next.nodeId, metres: next.metres + edge.metres })
  }
  return settled
}

/** Length of a route, metres: the sum of its segments. */
export function routeMetres(route: NetworkSpan['route']): number {
  let metres = 0
  for (let index = 1; index < route.length; index++) {
    const [from, to] = [route[index - 1]!, route[index]!]
    const local = toLocalMetres({ longitude: to[0], latitude: to[1] }, { longitude: from[0], latitude: from[1] })
    metres += Math.hypot(local.eastM, local.northM)
  }
  return metres
}

function push<T extends Reached>(heap: T[], item: T): void {
  let index = heap.push(item) - 1
  while (index > 0) {
    const parent = (index - 1) >> 1
    if (!isNearer(item, heap[parent]!)) break
    heap[index] = heap[parent]!
    index = parent
  }
  heap[index] = item
}

function pop<T extends Reached>(heap: T[]): T | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (heap.length === 0 || !last) return top
  let index = 0
  for (;;) {
    let child = 2 * index + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && isNearer(heap[child + 1]!, heap[child]!)) child += 1
    if (!isNearer(heap[child]!, last)) break
    heap[index] = heap[child]!
    index = child
  }
  heap[index] = last
  return top
}
