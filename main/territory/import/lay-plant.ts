import type { NetworkSpan, PlantNode, PlantSpan } from '../../../shared/domain/plant.ts'
import { feedersOf } from '../../../shared/engines/reach/feeders.ts'
import type { ReadPlant, ReadSpan } from './read-plant.ts'

export type Placed<T> = { readonly file: number; readonly line: number; readonly value: T }
export type LaidPlant = { readonly nodes: readonly Placed<PlantNode>[]; readonly spans: readonly Placed<PlantSpan>[]; readonly refused: readonly Placed<string>[] }

/** Where a ring leaves no one way to the exchange: the loop's length decides what a pair or a coaxial tap can carry. */
const TREES: ReadonlySet<string> = new Set(['copper', 'cable'])

/**
 * Joins nodes and spans of all files into a network: each span gets the node that serves it and the metres to it. Refuses an id used
 * twice, a span to a node that is in none of the files, and, for copper and coaxial, one that closes a ring. A span that leads to no
 * ports belongs to the node where it begins.
 */
export function layPlant(items: readonly Placed<ReadPlant>[]): LaidPlant {
  const refused: Placed<string>[] = []
  const nodes = new Map<string, Placed<{ readonly node: PlantNode; readonly isAccessPoint: boolean }>>()
  for (const { file, line, value } of items) {
    if (value.kind !== 'node') continue
    if (nodes.has(value.node.id)) refused.push({ file, line, value: `the node ${value.node.id} is there twice` })
    else nodes.set(value.node.id, { file, line, value })
  }
  const spans = new Map<string, Placed<ReadSpan>>()
  const isRing = createRingCheck()
  for (const { file, line, value } of items) {
    if (value.kind !== 'span') continue
    const { span } = value.span
    const lost = (value.span.kind === 'served' ? [value.span.span.nodeId] : [value.span.span.startNodeId, value.span.span.endNodeId]).find((id) => !nodes.has(id))
    if (spans.has(span.id)) refused.push({ file, line, value: `the span ${span.id} is there twice` })
    else if (lost !== undefined) refused.push({ file, line, value: `the span ends at the node ${lost.slice(0, 40)}, which is not in these files` })
    else if (value.span.kind === 'joined' && isRing(value.span.span)) refused.push({ file, line, value: `the span ${span.id} closes a ring, and ${span.accessType} plant must be a tree` })
    else spans.set(span.id, { file, line, value: value.span })
  }
  const joined = [...spans.values()].flatMap(({ value }) => (value.kind === 'joined' ? [value.span] : []))
  // Where nobody counted ports, an access point serves all the same.
  const feeders = feedersOf({ nodes: [...nodes.values()].map(({ value: { node, isAccessPoint } }) => (isAccessPoint && node.portsTotal === 0 ? { ...node, portsTotal: 1 } : node)), spans: joined })
  const laid = [...spans.values()].map(({ file, line, value }): Placed<PlantSpan> => {
    if (value.kind === 'served') return { file, line, value: value.span }
    const { startNodeId, endNodeId, ...span } = value.span
    const feeder = feeders.get(span.id)
    const isReversed = feeder?.isReversed === true
    const route = isReversed ? span.route.toReversed() : span.route
    return { file, line, value: { ...span, route, startNodeId: isReversed ? endNodeId : startNodeId, endNodeId: isReversed ? startNodeId : endNodeId, nodeId: feeder?.nodeId ?? startNodeId, feederM: Math.round((feeder?.feederM ?? 0) * 100) / 100 } }
  })
  return { nodes: [...nodes.values()].map(({ file, line, value }) => ({ file, line, value: value.node })), spans: laid, refused }
}

/** Joints that hang together, by provider and access type; a span within one group closes a ring. */
function createRingCheck(): (span: NetworkSpan) => boolean {
  const above = new Map<string, string>()
  const rootOf = (joint: string): string => {
    let root = joint
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next
    // The way up is shortened for whoever asks next.
    for (let at = joint; at !== root; ) {
      const next = above.get(at)!
      above.set(at, root)
      at = next
    }
    return root
  }
  return (span) => {
    if (!TREES.has(span.accessType)) return false
    const key = (id: string) => `${span.providerId}|${span.accessType}|${id}`
    const [start, end] = [rootOf(key(span.startNodeId)), rootOf(key(span.endNodeId))]
    if (start === end) return true
    above.set(start, end)
    return false
  }
}
