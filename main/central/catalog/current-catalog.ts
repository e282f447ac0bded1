import { ok } from '../../../shared/kernel/result.ts'
import type { QueryHandler } from '../context.ts'

/** The catalog in force, or null before the first publication. */
export const currentCatalog: QueryHandler<'catalog.current'> = async (tx) => ok({ catalog: await tx.catalog.current() })
