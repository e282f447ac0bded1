import type { TerritoryWrites } from '../../central/territory/ports.ts'
import type { PublishedInfo, PublishedTerritory, TerritoryItem } from '../../../shared/domain/territory-facts.ts'
import { factsOf } from '../../../shared/domain/territory-facts.ts'
import { assert } from '../../../shared/kernel/result.ts'
import type { Cache } from '../desk/cache/cache.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

/** The territory in force laid out to be asked. It can be made again from the parts at any moment. */
export type LaidOut = Pick<Cache, 'territory' | 'putTerritory' | 'address' | 'facts'>

/**
 * Parts are what was published and what desks fetch. `laidOut`: opens the file of its own in which they lie in tables and in memory; it is filled
 * by the first question after a publication, and again whenever it holds another revision (a crash between the two, a file put aside).
 */
export function territoryRepository(db: Db, laidOut: () => LaidOut): TerritoryWrites {
  const newest = db.prepare<[], { revision: string; parts: number; info: string }>('SELECT revision, parts, info FROM territory_publication ORDER BY seq DESC LIMIT 1')
  const publish = db.prepare('INSERT INTO territory_publication (revision, parts, info, published_at) VALUES (?, ?, ?, ?)')
  const forget = db.prepare('DELETE FROM territory_part WHERE revision <> ?')
  const put = db.prepare('INSERT INTO territory_part (revision, part, body) VALUES (?, ?, ?) ON CONFLICT (revision, part) DO UPDATE SET body = excluded.body')
  const part = db.prepare<[string, number], { body: string }>('SELECT body FROM territory_part WHERE revision = ? AND part = ?')
  const kept = db.prepare<[string], { kept: number }>('SELECT count(*) AS kept FROM territory_part WHERE revision = ?')

  const inForce = (): PublishedTerritory | null => {
    const row = newest.get()
    return row ? { info: JSON.parse(row.info) as PublishedInfo, revision: row.revision, parts: row.parts } : null
  }
  const itemsOf = (revision: string, at: number): readonly TerritoryItem[] | null => {
    const row = part.get(revision, at)
    return row ? (JSON.parse(row.body) as TerritoryItem[]) : null
  }
  function* wholeOf({ revision, parts }: PublishedTerritory): Generator<TerritoryItem> {
    for (let at = 0; at < parts; at++) {
      const items = itemsOf(revision, at)
      assert(items, 'a territory in force has all its parts')
      yield* items
    }
  }
  const current = (): LaidOut | null => {
    const territory = inForce()
    if (!territory) return null
    const asked = laidOut()
    if (asked.territory()?.revision !== territory.revision) asked.putTerritory({ info: { ...territory.info, revision: territory.revision }, ...factsOf(wholeOf(territory)) })
    return asked
  }
  return {
    inForce: async () => inForce(),
    part: async (revision, at) => itemsOf(revision, at),
    partsKept: async (revision) => kept.get(revision)?.kept ?? 0,
    address: async (id) => current()?.address(id) ?? null,
    facts: async (addressId) => current()?.facts(addressId) ?? { branches: [], sectors: [], answers: [], waiting: [] },
    putPart: async (revision, at, items) => changeOne(put.run(revision, at, JSON.stringify(items)), 'put part'),
    putInForce: async ({ info, revision, parts }, at) => {
      changeOne(publish.run(revision, parts, JSON.stringify(info), at), 'publish territory')
      forget.run(revision)
    },
  }
}
