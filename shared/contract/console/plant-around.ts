import { z } from 'zod'
import type { PlantAround } from '../../domain/plant-around.ts'
import { entry } from './entry.ts'
import { produced, zId } from './schemas.ts'

const ALL = ['rep', 'technician', 'supervisor', 'administrator'] as const

/** What lies around a premise, for the map and its list. */
export const PLANT_AROUND = {
  /** Spans within `radiusM` and the sectors that reach the premise or nearly do; at most `limit` of each, the nearest. */
  'territory.near': entry({ type: 'query', roles: ALL, offline: 'local', errors: ['address-unknown'],
    input: z.object({ place: zId, radiusM: z.int().min(50).max(2_000).default(500), limit: z.int().min(1).max(500).default(120) }), output: produced<PlantAround>() }),
} as const
