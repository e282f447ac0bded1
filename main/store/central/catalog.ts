import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { CatalogWrites } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

/** Every published catalog, whole; the highest version is current. */
export function catalogRepository(db: Db): CatalogWrites {
  const current = db.prepare<[], { body: string }>('SELECT body FROM catalog_version ORDER BY version DESC LIMIT 1')
  const byVersion = db.prepare<[number], { body: string }>('SELECT body FROM catalog_version WHERE version = ?')
  const parse = rememberParsed()
  const insert = db.prepare('INSERT INTO catalog_version (version, published_at, body) VALUES (?, ?, ?)')
  return {
    current: async () => {
      const row = current.get()
      return row ? parse(row.body) : null
    },
    byVersion: async (version) => {
      const row = byVersion.get(version)
      return row ? parse(row.body) : null
    },
    insert: async (catalog) => changeOne(insert.run(catalog.version, catalog.publishedAt, JSON.stringify(catalog)), 'insert catalog'),
  }
}

/** Versions that are looked at together: the current one and those that customers have. */
const MOST_KEPT = 8

/** The same text is the same catalog: every charge of a bill asks for its version. By the text and not by the number, which a transaction that was undone gives to another. */
function rememberParsed(): (body: string) => Catalog {
  const kept = new Map<string, Catalog>()
  return (body) => {
    const catalog = kept.get(body) ?? (JSON.parse(body) as Catalog)
    kept.delete(body)
    kept.set(body, catalog)
    for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest)
    return catalog
  }
}
