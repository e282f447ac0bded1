import { createHash } from 'node:crypto'
import type { Actor, CentralAnswer, CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import type { CatalogProblem } from '../../../shared/engines/catalog/catalog-problem.ts'
import { diffCatalogs } from '../../../shared/engines/catalog/diff-catalogs.ts'
import type { CatalogChange } from '../../../shared/engines/catalog/diff-catalogs.ts'
import { readPlacedJson } from '../../../shared/engines/catalog/json-places.ts'
import type { PlacedJson } from '../../../shared/engines/catalog/json-places.ts'
import { takeEffect } from '../../../shared/engines/catalog/take-effect.ts'
import { withdrawOfferings } from '../../../shared/engines/catalog/withdraw-offerings.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Instant } from '../../../shared/kernel/time.ts'

/** What central takes in one command. */
export const LONGEST_CATALOG_BYTES = 4 * 1024 * 1024
/** `line`: null where the fault stands in no file. */
export type PlacedProblem = CatalogProblem & { readonly line: number | null }
/** `relation`: to what is published. `catalog`: what would be published; null where there is nothing to do. */
export type CatalogPlan = {
  readonly catalog: Catalog | null
  readonly version: number
  readonly relation: 'first' | 'newer' | 'same' | 'older'
  readonly changes: readonly CatalogChange[]
  /** What nobody can choose any more, because it needs what ends. */
  readonly alsoGone: readonly string[]
}

/** A text that a person wrote, with the place of everything in it. */
export function readCatalogText(text: string): Result<PlacedJson, readonly PlacedProblem[]> {
  const placed = readPlacedJson(text)
  return placed.ok ? placed : err([placed.error])
}

/** What publishing a catalog file would do. `from`: its differences hold from then on; null: its own dates count. Errors: every fault with its place. */
export function planPublication({ placed, current, from }: { readonly placed: PlacedJson; readonly current: Catalog | null; readonly from: Instant | null }): Result<CatalogPlan, readonly PlacedProblem[]> {
  const checked = checkCatalog(placed.value)
  if (!checked.ok) return err(located(placed, checked.error))
  const given = checked.value
  const isOlder = current !== null && given.version < current.version
  if (current !== null && canonicalJson(current) === canonicalJson(given)) return ok({ catalog: null, version: given.version, relation: 'same', changes: [], alsoGone: [] })
  const catalog = from === null ? given : takeEffect(current, given, from)
  const again = from === null ? checked : checkCatalog(catalog)
  if (!again.ok) return err(again.error.map(({ path, problem }) => ({ line: null, path: `from.${path}`, problem })))
  const relation = current === null ? 'first' : isOlder || given.version === current.version ? 'older' : 'newer'
  return ok({ catalog: again.value, version: given.version, relation, changes: diffCatalogs(current, again.value), alsoGone: [] })
}

/** What ending offerings would do. Errors: every fault with its place; `value` alone has no lines. */
export function planWithdrawal({ value, placed, current, now }: { readonly value: unknown; readonly placed: PlacedJson | null; readonly current: Catalog; readonly now: Instant }): Result<CatalogPlan, readonly PlacedProblem[]> {
  const withdrawn = withdrawOfferings(current, value, now)
  if (!withdrawn.ok) return err(placed ? located(placed, withdrawn.error) : withdrawn.error.map((problem) => ({ ...problem, line: null })))
  const { catalog, alsoGone } = withdrawn.value
  return ok({ catalog, version: catalog?.version ?? current.version, relation: catalog === null ? 'same' : 'newer', changes: catalog === null ? [] : diffCatalogs(current, catalog), alsoGone })
}

/** The key follows the content: after a lost answer or a kill the same catalog is the same command. */
export function publishPlanned(central: CentralClient, catalog: Catalog, actor: Actor): Promise<CentralAnswer<{ version: number }>> {
  const key = `catalog:${createHash('sha256').update(canonicalJson(catalog)).digest('hex')}`
  return central.command('catalog.publish', key, { catalog }, actor)
}

const located = (placed: PlacedJson, problems: readonly CatalogProblem[]): readonly PlacedProblem[] => problems.map((problem) => ({ ...problem, line: placed.lineOf(problem.path) }))
