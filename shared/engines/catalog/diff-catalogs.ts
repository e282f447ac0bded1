import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import type { CatalogChange } from '../../domain/catalog-change.ts'
import { canonicalJson } from '../../kernel/canonical.ts'

export type { CatalogChange }

/**
 * What a publication would change: offerings by id and version, providers by id, taxes by category, region and name; `fields` are the
 * paths that differ. `before`: null before the first publication. Equal catalogs but for their version and date give an empty list.
 */
export function diffCatalogs(before: Catalog | null, after: Catalog): readonly CatalogChange[] {
  return [
    ...diffThings(named(before?.providers ?? [], ({ id }) => `provider ${id}`), named(after.providers, ({ id }) => `provider ${id}`)),
    ...diffThings(named(before?.offerings ?? [], nameOf), named(after.offerings, nameOf)),
    ...diffThings(named(before?.taxes ?? [], taxName), named(after.taxes, taxName)),
  ]
}

const nameOf = ({ id, version }: ProductOffering): string => `${id} version ${version}`
const taxName = ({ category, region, name, from }: Catalog['taxes'][number]): string => `tax ${category} ${region} ${name}${from === undefined ? '' : ` ${from}`}`

type Named = ReadonlyMap<string, unknown>
const named = <T>(things: readonly T[], name: (thing: T) => string): Named => new Map(things.map((thing) => [name(thing), thing]))

function diffThings(before: Named, after: Named): readonly CatalogChange[] {
  const gone = [...before.keys()].filter((what) => !after.has(what)).map((what): CatalogChange => ({ kind: 'removed', what }))
  return [...gone, ...[...after].flatMap(([what, thing]): readonly CatalogChange[] => (before.has(what) ? changesOf(what, before.get(what), thing) : [{ kind: 'added', what }]))]
}

function changesOf(what: string, before: unknown, after: unknown): readonly CatalogChange[] {
  const fields = differing(before, after, '')
  if (fields.length === 0) return []
  if (fields.length > 1 || fields[0] !== 'validTo') return [{ kind: 'rewritten', what, fields }]
  const [from, to] = [before, after].map((thing) => (thing as ProductOffering).validTo) as [number | null, number | null]
  return [{ kind: to !== null && (from === null || to < from) ? 'ends' : 'reopened', what, from, to }]
}

function differing(before: unknown, after: unknown, path: string): readonly string[] {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return []
  if (!isTree(before) || !isTree(after) || Array.isArray(before) !== Array.isArray(after)) return [path]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => differing(before[key], after[key], path === '' ? key : `${path}.${key}`))
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
