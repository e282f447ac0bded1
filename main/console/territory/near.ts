import { appError } from '../../../shared/domain/errors.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { NearSpan, PlantNode, Position } from '../../../shared/domain/plant.ts'
import type { PlantAround, SectorAround, SpanAround } from '../../../shared/domain/plant-around.ts'
import type { TransmitterSector } from '../../../shared/domain/radio.ts'
import { branchOf } from '../../../shared/engines/reach/branch-reach.ts'
import { pointAlong } from '../../../shared/engines/reach/point-along.ts'
import { sectorReach } from '../../../shared/engines/reach/sector-reach.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'

/** A sector is told of when the premise is within this many times its reach, as the qualification does. */
const NEARLY_IN_REACH = 1.5
/** All routes together: a country's trunk line with every bend would be no map of a street. */
const MOST_POINTS = 20_000

export type PlantAroundDeps = {
  readonly cache: {
    readonly address: (id: string) => GeographicAddress | null
    readonly plantNear: (place: Position, withinM: number) => { readonly spans: readonly NearSpan[]; readonly sectors: readonly TransmitterSector[] }
  }
}

/** What lies around a premise, from this desk's own copy; needs no network. */
export const createPlantAround = (deps: PlantAroundDeps): Handler<'territory.near'> => ({ place: id, radiusM, limit }) => {
  const address = deps.cache.address(id)
  if (!address) return err(appError('address-unknown'))
  const place = { latitude: address.latitude, longitude: address.longitude }
  return ok(aroundOf(place, deps.cache.plantNear(place, radiusM), { radiusM, limit }))
}

function aroundOf(place: Position, found: { readonly spans: readonly NearSpan[]; readonly sectors: readonly TransmitterSector[] }, { radiusM, limit }: { readonly radiusM: number; readonly limit: number }): PlantAround {
  const spans = takeSpans(found.spans, limit)
  const near = found.sectors.map((sector): SectorAround => ({ sector, reach: sectorReach(place, sector) })).filter(({ reach }) => reach.distanceM <= reach.reachM * NEARLY_IN_REACH)
  const sectors = near.toSorted((a, b) => a.reach.distanceM - b.reach.distanceM || (a.sector.id < b.sector.id ? -1 : 1)).slice(0, limit)
  const nodes = new Map<string, PlantNode>(spans.map(({ node }) => [node.id, node]))
  return {
    place, radiusM, nodes: [...nodes.values()], sectors, leftOut: { spans: found.spans.length - spans.length, sectors: near.length - sectors.length },
    spans: spans.map((item): SpanAround => {
      const { distanceM, loopM, status, readyAt } = branchOf(item)
      // A line whose node is being built is not in service, whatever the line itself says.
      return { span: { ...item.span, status, readyAt }, nearest: pointAlong(item.span.route, item.alongM, place), distanceM, loopM }
    }),
  }
}

/** The nearest, so many and with so many points in all; the very nearest always. */
function takeSpans(spans: readonly NearSpan[], limit: number): readonly NearSpan[] {
  let points = 0
  const end = spans.findIndex(({ span }, index) => {
    points += span.route.length
    return index > 0 && (index >= limit || points > MOST_POINTS)
  })
  return end === -1 ? spans : spans.slice(0, end)
}
