import type { PlantSpan, Position } from '../../domain/plant.ts'
import { buildSegmentIndex } from './segment-index.ts'

export type SpanFilter = { readonly providerId?: PlantSpan['providerId']; readonly accessType?: PlantSpan['accessType'] }
export type SpanFound = { readonly spanId: PlantSpan['id']; readonly distanceM: number }
export type SpanIndex = {
  /** The nearest span that the filter lets pass; null where there is none. */
  readonly nearest: (point: Position, filter?: SpanFilter) => SpanFound | null
  readonly nearestWithin: (point: Position, metres: number, filter?: SpanFilter) => SpanFound | null
  /** Every span at most `metres` away, once, nearest first, then by id. */
  readonly nearestSpans: (point: Position, metres: number, filter?: SpanFilter) => readonly SpanFound[]
}

/** The index over plant as territories bring it: routes in WGS 84 degrees; distances as PostGIS `geography` measures them. */
export function buildSpanIndex(spans: readonly PlantSpan[]): SpanIndex {
  const owners: number[] = []
  const ends: number[] = []
  const groupOf = new Map<string, number>()
  const groups: number[] = []
  spans.forEach((span, owner) => {
    const key = `${span.providerId}\n${span.accessType}`
    const group = groupOf.get(key) ?? groupOf.size
    groupOf.set(key, group)
    span.route.forEach(([longitude, latitude], at) => {
      const next = span.route[at + 1] ?? (at === 0 ? [longitude, latitude] : null)
      if (!next) return
      ends.push(longitude, latitude, next[0]!, next[1]!)
      owners.push(owner)
      groups.push(group)
    })
  })
  const index = buildSegmentIndex({ coordinates: 'degrees', ends: Float64Array.from(ends), groups: Uint16Array.from(groups) })
  const accept = (filter: SpanFilter | undefined): Uint8Array | undefined => {
    if (!filter) return undefined
    const accepted = new Uint8Array(groupOf.size)
    for (const [key, group] of groupOf) {
      const [providerId, accessType] = key.split('\n')
      if ((filter.providerId ?? providerId) === providerId && (filter.accessType ?? accessType) === accessType) accepted[group] = 1
    }
    return accepted
  }
  const nearestWithin: SpanIndex['nearestWithin'] = ({ longitude, latitude }, metres, filter) => {
    const found = index.nearestWithin(longitude, latitude, metres, accept(filter))
    return found && { spanId: spans[owners[found.segment]!]!.id, distanceM: found.distanceM }
  }
  return {
    nearestWithin,
    nearest: (point, filter) => nearestWithin(point, Number.POSITIVE_INFINITY, filter),
    nearestSpans: ({ longitude, latitude }, metres, filter) => {
      const nearest = new Map<number, number>()
      index.eachWithin(longitude, latitude, metres, ({ segment, distanceM }) => {
        const owner = owners[segment]!
        nearest.set(owner, Math.min(distanceM, nearest.get(owner) ?? Number.POSITIVE_INFINITY))
      }, accept(filter))
      const found = [...nearest].map(([owner, distanceM]) => ({ spanId: spans[owner]!.id, distanceM }))
      return found.sort((a, b) => a.distanceM - b.distanceM || (a.spanId < b.spanId ? -1 : 1))
    },
  }
}
