import type { PlantSpan, Position } from '../../../../shared/domain/plant.ts'
import { buildSegmentIndex } from '../../../../shared/engines/nearest/segment-index.ts'
import { nearestToRoute, toMillimetre } from '../../../../shared/engines/reach/branch-reach.ts'

/**
 * The index measures on the globe and with straight ways from vertex to vertex there, a premise on the plane around itself. Both agree to a
 * millimetre in a street and to a few metres over a trunk of kilometres; the index is asked for so much more, and the plane decides.
 */
const PAD = { part: 1.01, metres: 5 } as const

/** The plant of a territory by the rows of its table: `within` tells each row and its exact distance, at most `withinM`. */
export type PackedSpans = {
  readonly count: number
  readonly within: (place: Position, withinM: number) => readonly PackedNear[]
  /** Of the rows within, those that can be the best of their provider, access type, state and node: nearest whose drop rule is kept, nearest of all, and who is exactly as near. */
  readonly deciding: (place: Position, withinM: number) => readonly PackedNear[]
}
export type PackedNear = { readonly row: number; readonly distanceM: number; readonly kind: number; readonly dropLimitM: number }
export type SpanPacker = { readonly add: (row: number, nodeId: string, span: PlantSpan) => void; readonly pack: () => PackedSpans }

/** Takes spans one after the other and packs them into arrays of numbers: a country's plant is not kept as objects. `pad`: for the test that it is needed. */
export function createSpanPacker(pad: { readonly part: number; readonly metres: number } = PAD): SpanPacker {
  const rows: number[] = []
  const kinds: number[] = []
  const limits: number[] = []
  const starts: number[] = [0]
  const vertices: number[] = []
  const kindOf = new Map<string, number>()
  return {
    add: (row, nodeId, span) => {
      const key = [span.providerId, span.accessType, span.status, nodeId].join('|')
      if (!kindOf.has(key)) kindOf.set(key, kindOf.size)
      rows.push(row)
      kinds.push(kindOf.get(key)!)
      limits.push(span.dropLimitM)
      for (const [longitude, latitude] of span.route) vertices.push(longitude, latitude)
      starts.push(vertices.length)
    },
    pack: () => packed({ rows: Float64Array.from(rows), kinds: Uint32Array.from(kinds), limits: Float64Array.from(limits), starts: Uint32Array.from(starts), vertices: Float64Array.from(vertices) }, pad),
  }
}

type Columns = { readonly rows: Float64Array; readonly kinds: Uint32Array; readonly limits: Float64Array; readonly starts: Uint32Array; readonly vertices: Float64Array }

function packed({ rows, kinds, limits, starts, vertices }: Columns, pad: { readonly part: number; readonly metres: number }): PackedSpans {
  const { ends, owners } = segmentsOf(starts, vertices)
  const index = buildSegmentIndex({ coordinates: 'degrees', ends })
  // Which question asked of a span last: it has many segments and is measured once.
  const askedIn = new Uint32Array(rows.length)
  let question = 0

  const routeOf = (span: number): PlantSpan['route'] => {
    const route: [number, number][] = []
    for (let at = starts[span]!; at < starts[span + 1]!; at += 2) route.push([vertices[at]!, vertices[at + 1]!])
    return route
  }
  const within: PackedSpans['within'] = (place, withinM) => {
    const found: PackedNear[] = []
    question += 1
    index.eachNear(place.longitude, place.latitude, withinM * pad.part + pad.metres, (segment) => {
      const span = owners[segment]!
      if (askedIn[span] === question) return
      askedIn[span] = question
      const { distanceM } = nearestToRoute(place, routeOf(span))
      if (distanceM <= withinM) found.push({ row: rows[span]!, distanceM, kind: kinds[span]!, dropLimitM: limits[span]! })
    })
    return found
  }
  return { count: rows.length, within, deciding: (place, withinM) => decidingOf(within(place, withinM)) }
}

/** A span is told whole by its segments; one point alone is a segment of no length. */
function segmentsOf(starts: Uint32Array, vertices: Float64Array): { readonly ends: Float64Array; readonly owners: Uint32Array } {
  const spans = starts.length - 1
  let count = 0
  for (let span = 0; span < spans; span++) count += Math.max(1, (starts[span + 1]! - starts[span]!) / 2 - 1)
  const ends = new Float64Array(count * 4)
  const owners = new Uint32Array(count)
  let segment = 0
  for (let span = 0; span < spans; span++) {
    const [from, to] = [starts[span]!, starts[span + 1]!]
    for (let at = from; at < to - 2 || at === from; at += 2) {
      const next = at + 2 < to ? at + 2 : at
      ends.set([vertices[at]!, vertices[at + 1]!, vertices[next]!, vertices[next + 1]!], segment * 4)
      owners[segment++] = span
    }
  }
  return { ends, owners }
}

type Best = { any: PackedNear[]; kept: PackedNear[] }

function decidingOf(found: readonly PackedNear[]): readonly PackedNear[] {
  const best = new Map<number, Best>()
  for (const near of found) {
    const known = best.get(near.kind) ?? { any: [], kept: [] }
    best.set(near.kind, known)
    known.any = nearer(known.any, near)
    if (toMillimetre(near.distanceM) <= near.dropLimitM) known.kept = nearer(known.kept, near)
  }
  return [...best.values()].flatMap(({ any, kept }) => [...new Set([...any, ...kept])])
}

function nearer(known: PackedNear[], near: PackedNear): PackedNear[] {
  const least = known[0]?.distanceM ?? Number.POSITIVE_INFINITY
  if (near.distanceM > least) return known
  if (near.distanceM < least) return [near]
  known.push(near)
  return known
}
