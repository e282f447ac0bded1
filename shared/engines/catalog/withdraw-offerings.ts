import { z } from 'zod'
import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { checkCatalog } from './check-catalog.ts'
import type { CatalogProblem } from './catalog-problem.ts'

const zWithdrawal = z.strictObject({ id: z.string().min(1).max(64), endsAt: z.iso.datetime({ offset: true }).transform((text): Instant => Date.parse(text)) })
const zWithdrawals = z.strictObject({ withdraw: z.array(zWithdrawal).min(1).max(1000) })

/**
 * `catalog`: null when everything named ends then already, so that the same file may be given again. `alsoGone`: what nobody can choose
 * any more at the last of these moments, because it needs an offering that ended.
 */
export type Withdrawn = { readonly catalog: Catalog | null; readonly alsoGone: readonly string[] }

/**
 * Ends offerings in time: `{ "withdraw": [{ "id": "…", "endsAt": "2026-12-01T00:00:00Z" }] }`. An ended version stays in the catalog, so that
 * whoever ordered it is billed by it. A version that would only begin later is cut to nothing and left out. `at`: now; no end lies before it, because
 * what was sold meanwhile was sold. Errors: every fault with its path in the file.
 */
export function withdrawOfferings(catalog: Catalog, value: unknown, at: Instant): Result<Withdrawn, readonly CatalogProblem[]> {
  const decoded = zWithdrawals.safeParse(value)
  if (!decoded.success) return err(decoded.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message })))
  const wanted = decoded.data.withdraw
  const problems = wanted.flatMap(({ id, endsAt }, index): readonly CatalogProblem[] => {
    const path = `withdraw.${index}`
    if (wanted.findIndex((other) => other.id === id) < index) return [{ path: `${path}.id`, problem: `${id} is there twice` }]
    const versions = catalog.offerings.filter((offering) => offering.id === id)
    if (versions.length === 0) return [{ path: `${path}.id`, problem: `no offering ${id} is published` }]
    return endsAt < at && versions.some((offering) => isSoldAfter(offering, endsAt)) ? [{ path: `${path}.endsAt`, problem: 'lies in the past; what was sold since then was sold' }] : []
  })
  if (problems.length > 0) return err(problems)

  const ends = new Map(wanted.map(({ id, endsAt }) => [id, endsAt]))
  const offerings = catalog.offerings.flatMap((offering) => cut(offering, ends.get(offering.id)))
  const isSame = offerings.length === catalog.offerings.length && offerings.every((offering, index) => offering === catalog.offerings[index])
  const changed = isSame ? null : { ...catalog, version: catalog.version + 1, publishedAt: at, offerings }
  // An offering that never was on sale leaves nothing behind; who names it must be withdrawn or published anew first.
  const checked = changed === null ? null : checkCatalog(changed)
  if (checked !== null && !checked.ok) return err(checked.error.map(({ path, problem }) => ({ path: 'withdraw', problem: `${problem} (catalog.${path})` })))
  const last = Math.max(...ends.values())
  return ok({ catalog: changed, alsoGone: goneAt(offerings, last, new Set(ends.keys())) })
}

const isSoldAfter = (offering: ProductOffering, moment: Instant): boolean => offering.validTo === null || offering.validTo > moment

function cut(offering: ProductOffering, endsAt: Instant | undefined): readonly ProductOffering[] {
  if (endsAt === undefined || !isSoldAfter(offering, endsAt)) return [offering]
  return offering.validFrom >= endsAt ? [] : [{ ...offering, validTo: endsAt }]
}

/** A bundle needs all its members, an add-on one of its prerequisites; what goes takes with it what needed it. Mirrors the offer list's rule. */
function goneAt(offerings: readonly ProductOffering[], moment: Instant, ended: ReadonlySet<string>): readonly string[] {
  const onSale = offerings.filter((offering) => offering.validFrom <= moment && isSoldAfter(offering, moment) && !ended.has(offering.id))
  let kept = onSale
  for (;;) {
    const ids = new Set(kept.map((offering) => offering.id))
    const next = kept.filter(({ prerequisites, bundleOf }) => (prerequisites.length === 0 || prerequisites.some((id) => ids.has(id))) && bundleOf.every((id) => ids.has(id)))
    if (next.length === kept.length) return onSale.filter((offering) => !kept.includes(offering)).map((offering) => offering.id)
    kept = next
  }
}
