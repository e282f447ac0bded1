import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { CatalogWrites } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

/** Every published catalog, whole; the highest version is current. */
export function catalogRepository(db: Db): CatalogWrites {
  const current = db.prepare<[], { body: string }>('SELECT body FROM catalog_version ORDER BY version DESC LIMIT 1')
  const byVersion = db.prepare<[number], { body: string }>('SELECT body FROM catalog_version WHERE version = ?')
  const insert = db.prepare('INSERT INTO catalog_version (version, published_at, body) VALUES (?, ?, ?)')
  return {
    current: async () => {
      const row = current.get()
      return row ? (JSON.parse(row.body) as Catalog) : null
    },
    byVersion: async (version) => {
      const row = byVersion.get(version)
      return row ? (JSON.parse(row.body) as Catalog) : null
    },
    insert: async (catalog) => changeOne(insert.run(catalog.version, catalog.publishedAt, JSON.stringify(catalog)), 'insert catalog'),
  }
}
