import { ok } from '../../../shared/kernel/result.ts'
import type { QueryHandler } from '../context.ts'

/** Every address that is held, assigned or resting, oldest first. One whose `until` has passed is free, whatever its state says. */
export const listAssignments: QueryHandler<'address.assignments'> = async (tx, { poolId }) => ok({ assignments: await tx.addressing.live(poolId ?? null) })
