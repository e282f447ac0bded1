import type { PlantAround } from '../../../../shared/domain/plant-around.ts'

/** Open or not, for every call at this screen; and what was read last. A reading for another house is no reading. */
export type MapState = {
  readonly isOpen: boolean
  readonly read: { readonly placeId: string; readonly around: PlantAround | null; readonly problem: string | null } | null
}
export const NO_MAP: MapState = { isOpen: false, read: null }
