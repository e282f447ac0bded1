import type { Catalog } from '../../../../shared/domain/catalog.ts'
import type { PublishedTerritory } from '../../../../shared/domain/territory-facts.ts'
import type { Db } from '../../sql/open.ts'
import { checkCatalog } from '../../../../shared/engines/catalog/check-catalog.ts'
import type { CatalogRefused, IpSettings, TerritoryInfo } from './cache.ts'

export type Settings = ReturnType<typeof createSettings>

/** The single documents of the cache: territory, catalog, address rules, feed cursor. A document is parsed once per change, not per question. */
export function createSettings(db: Db) {
  const select = db.prepare('SELECT body FROM setting WHERE name = ?').pluck()
  const upsert = db.prepare('INSERT INTO setting (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body')
  const parsed = new Map<string, { readonly body: string; readonly value: unknown }>()

  const get = <T>(name: string): T | null => {
    const body = select.get(name) as string | undefined
    if (body === undefined) return null
    const known = parsed.get(name)
    if (known?.body === body) return known.value as T
    const value = JSON.parse(body) as T
    parsed.set(name, { body, value })
    return value
  }
  const put = (name: string, value: unknown): void => void upsert.run(name, JSON.stringify(value))

  return {
    territory: () => get<TerritoryInfo>('territory'),
    putTerritoryInfo: (info: TerritoryInfo) => put('territory', info),
    providerNames: () => get<Readonly<Record<string, string>>>('providerNames') ?? {},
    putProviderNames: (names: Readonly<Record<string, string>>) => put('providerNames', names),
    territoryOffered: () => get<PublishedTerritory>('territoryOffered'),
    putTerritoryOffered: (territory: PublishedTerritory) => put('territoryOffered', territory),
    catalog: () => get<Catalog>('catalog'),
    putCatalog: (catalog: Catalog): boolean => {
      if (catalog.version < (get<Catalog>('catalog')?.version ?? 0)) return false
      put('catalog', catalog)
      return true
    },
    catalogRefused: () => {
      const refused = get<CatalogRefused & { readonly body?: unknown }>('catalogRefused')
      return refused && { kind: refused.kind, version: refused.version }
    },
    /**
     * Takes a catalog that central sent. An older one changes nothing; one that this desk cannot read whole is put aside, because nothing
     * is rated by half a rule: the desk goes on with what it has. Both are remembered until a catalog is taken. Answers whether it was taken.
     */
    takeCatalog: (sent: Catalog): boolean => {
      const known = get<Catalog>('catalog')
      if (known && sent.version < known.version) return put('catalogRefused', { kind: 'older', version: sent.version }), false
      if (!checkCatalog(sent).ok) return put('catalogRefused', { kind: 'newer', version: sent.version, body: sent }), false
      put('catalog', sent)
      put('catalogRefused', null)
      return true
    },
    /** What an older program could not read may be readable now that this one was started. */
    tryPutAside: (): void => {
      const aside = get<CatalogRefused & { readonly body?: Catalog }>('catalogRefused')
      const known = get<Catalog>('catalog')
      if (!aside?.body || aside.version < (known?.version ?? 0) || !checkCatalog(aside.body).ok) return
      put('catalog', aside.body)
      put('catalogRefused', null)
    },
    ipSettings: () => get<IpSettings>('ipSettings'),
    putIpSettings: (value: IpSettings) => put('ipSettings', value),
    cursor: (): number => get<number>('cursor') ?? 0,
    putCursor: (cursor: number) => put('cursor', cursor),
  }
}
