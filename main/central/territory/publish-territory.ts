import { appError } from '../../../shared/domain/errors.ts'
import type { TerritoryItem } from '../../../shared/domain/territory-facts.ts'
import { factsOf, faultOf } from '../../../shared/domain/territory-facts.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler, QueryHandler } from '../context.ts'
import { planTerritoryPorts } from '../port-book/plan-territory.ts'

/**
 * Takes one part of a territory. With the last one missing the whole comes into force and is told in the feed; until then the one before
 * stays. Parts may come in any order and more than once. Errors: `input-invalid` with the place where the whole does not hold together, or has fewer ports than are reserved.
 * Its ports are planned in the same transaction.
 */
export const publishTerritory: CommandHandler<'territory.publish'> = async (tx, { info, revision, part, parts, items }, ctx) => {
  const current = await tx.territory.inForce()
  if (current?.revision === revision) return ok({ inForce: true })
  await tx.territory.putPart(revision, part, items)
  if ((await tx.territory.partsKept(revision)) < parts) return ok({ inForce: false })
  const whole: TerritoryItem[] = []
  for (let at = 0; at < parts; at++) {
    const kept = await tx.territory.part(revision, at)
    if (kept === null) return err(appError('input-invalid', { path: `parts.${at}`, problem: 'missing' }))
    whole.push(...kept)
  }
  const facts = factsOf(whole)
  const fault = faultOf(facts)
  if (fault) return err(appError('input-invalid', { path: fault.path, problem: fault.problem, problems: 1 }))
  const unplanned = await planTerritoryPorts(tx, facts, ctx)
  if (unplanned) return err(unplanned)
  const territory = { info, revision, parts }
  await tx.territory.putInForce(territory, ctx.now)
  await tx.feed.append({ kind: 'territory', territory }, ctx.now)
  return ok({ inForce: true })
}

/** A part for a desk that follows. Null where another revision took its place meanwhile: the feed names that one. */
export const territoryPart: QueryHandler<'territory.part'> = async (tx, { revision, part }) => ok({ items: await tx.territory.part(revision, part) })
