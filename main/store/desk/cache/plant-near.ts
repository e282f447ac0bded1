import type { NearestSpans, Position } from '../../../../shared/domain/plant.ts'
import type { TransmitterSector } from '../../../../shared/domain/radio.ts'
import type { PlantNear } from './cache.ts'

/** The plant around a place, for the map. */
export const createPlantNear = (plant: { readonly spans: NearestSpans; readonly sectors: () => readonly TransmitterSector[] }) => (place: Position, withinM: number): PlantNear =>
  ({ spans: plant.spans(place, withinM), sectors: plant.sectors() })
