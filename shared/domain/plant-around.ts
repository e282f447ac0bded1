import type { PlantNode, PlantSpan, Position } from './plant.ts'
import type { SectorReach, TransmitterSector } from './radio.ts'

/** A span near a premise. `nearest`: the point of its route where a drop would begin; `distanceM` from there, to the millimetre, and `loopM` along the plant to the node. */
export type SpanAround = { readonly span: PlantSpan; readonly nearest: Position; readonly distanceM: number; readonly loopM: number }
/** A sector that covers a premise, or nearly. */
export type SectorAround = { readonly sector: TransmitterSector; readonly reach: SectorReach }

/**
 * The plant around a premise, nearest first, as the desk's own copy has it. `nodes`: those that the spans lead to, wherever they stand.
 * `leftOut`: spans and sectors within the radius that were too many to tell.
 */
export type PlantAround = {
  readonly place: Position
  readonly radiusM: number
  readonly spans: readonly SpanAround[]
  readonly nodes: readonly PlantNode[]
  readonly sectors: readonly SectorAround[]
  readonly leftOut: { readonly spans: number; readonly sectors: number }
}
