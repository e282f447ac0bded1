import type { NearestSpans, Position } from '../../../../shared/domain/plant.ts'
import type { TransmitterSector } from '../../../../shared/domain/radio.ts'
import type { Db } from '../../sql/open.ts'
import type { PlantNear } from './cache.ts'
import { createNearestSpans } from './facts.ts'

/** The plant around a place, for the map. */
export function createPlantNear(db: Db, nearestSpans: NearestSpans = createNearestSpans(db)): (place: Position, withinM: number) => PlantNear {
  const sectors = db.prepare('SELECT body FROM sector ORDER BY id').pluck()
  return (place, withinM) => ({ spans: nearestSpans(place, withinM), sectors: (sectors.all() as string[]).map((body) => JSON.parse(body) as TransmitterSector) })
}
