import { appError } from '../../../shared/domain/errors.ts'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { checkAddressingPlan } from '../addressing/check-plan.ts'
import type { CommandHandler } from '../context.ts'

/**
 * Puts a catalog version and the addressing plan that belongs to it into force. The same version with the same content again only
 * replaces the plan; without a plan the one in force stays. Errors: `input-invalid` with the path of the first problem; a version that is not newer, or that carries
 * other content than the one published under its number.
 */
export const publishCatalog: CommandHandler<'catalog.publish'> = async (tx, { catalog: value, ipPools, ipRules }, ctx) => {
  const checked = checkCatalog(value)
  if (!checked.ok) return refuse(checked.error[0] ?? { path: '', problem: 'unreadable' }, checked.error.length)
  const planProblem = ipPools && ipRules ? checkAddressingPlan(ipPools, ipRules) : null
  if (planProblem) return refuse(planProblem, 1)
  const catalog = checked.value
  const current = await tx.catalog.current()
  const isRepeat = current?.version === catalog.version && canonicalJson(current) === canonicalJson(catalog)
  if (current && !isRepeat && catalog.version <= current.version) return refuse({ path: 'version', problem: `not-newer-than-${current.version}` }, 1)

  if (ipPools && ipRules) await tx.addressing.replacePlan(ipPools, ipRules)
  if (!isRepeat) {
    await tx.catalog.insert(catalog)
    await tx.feed.append({ kind: 'catalog', catalog }, ctx.now)
  }
  return ok({ version: catalog.version })
}

const refuse = (first: { readonly path: string; readonly problem: string }, problems: number) =>
  err(appError('input-invalid', { path: `catalog.${first.path}`, problem: first.problem, problems }))
