import type { CrosswalkLink, Customer } from '../../../../shared/domain/customer.ts'
import { keysOf } from '../../../../shared/engines/identity/keys.ts'
import type { Db } from '../../sql/open.ts'
import type { Cache, FoundPerson, KnownPerson, PersonEvent } from './cache.ts'
import { matchedFields, personTexts, searchStages } from './people-text.ts'
import type { PersonTexts } from './people-text.ts'

type PeopleReads = Pick<Cache, 'idsOfPerson' | 'mergeLinks' | 'personEvents' | 'peopleWithKeys' | 'findPeople'>
type Houses = { readonly place: string; readonly line: string; readonly orderId: string }[]

/** A name as common as "Smith" by ear must not make a keystroke slow: who shares a rarer key comes with it. */
const MOST_PER_KEY = 40

/** The index over central's customers: keys for telling who is the same, words for finding anybody. */
export function createPeople(db: Db): { readonly reads: PeopleReads; readonly index: (ids: ReadonlySet<string>) => void } {
  const texts = createTexts(db)
  const byKey = db.prepare(`SELECT c.body FROM person_key k JOIN customer c ON c.id = k.customer_id WHERE k.key = ? LIMIT ${MOST_PER_KEY}`).pluck()
  const find = db.prepare('SELECT p.customer_id FROM person_search s JOIN person p ON p.row = s.rowid WHERE person_search MATCH ? LIMIT ?').pluck()
  const idsOfPerson = db.prepare(`WITH RECURSIVE same (id, depth) AS (
    SELECT ?, 0 UNION SELECT l.into_id, depth + 1 FROM same JOIN merge_link l ON l.from_id = same.id WHERE depth < 32 UNION SELECT l.from_id, depth + 1 FROM same JOIN merge_link l ON l.into_id = same.id WHERE depth < 32)
    SELECT id FROM same GROUP BY id ORDER BY min(depth), id`).pluck()
  const links = db.prepare('SELECT from_id AS "from", into_id AS "into" FROM merge_link WHERE from_id IN (SELECT value FROM json_each(?)) ORDER BY from_id')
  const events = db.prepare(`SELECT customer_id AS customerId, other_id AS otherId, kind, words, user_id AS userId, at FROM person_event
    WHERE cursor IN (SELECT cursor FROM person_event WHERE customer_id IN (SELECT value FROM json_each(@ids)) UNION SELECT cursor FROM person_event WHERE other_id IN (SELECT value FROM json_each(@ids))) ORDER BY cursor DESC LIMIT 500`)
  return {
    index: createIndexer(db, texts),
    reads: {
      idsOfPerson: (id) => idsOfPerson.all(id) as string[],
      mergeLinks: (ids) => links.all(JSON.stringify(ids)) as { from: string; into: string }[],
      personEvents: (ids) => events.all({ ids: JSON.stringify(ids) }) as PersonEvent[],
      peopleWithKeys: (keys) => {
        const found = new Map<string, KnownPerson>()
        for (const key of keys) {
          for (const body of byKey.all(key) as string[]) {
            const customer = JSON.parse(body) as Customer
            if (!found.has(customer.id)) found.set(customer.id, { customer, addressIds: texts.houses(customer.id).map((house) => house.place) })
          }
        }
        return [...found.values()]
      },
      findPeople: (text, limit) => {
        const found = new Map<string, FoundPerson>()
        for (const stage of searchStages(text)) {
          for (const id of find.all(stage, limit) as string[]) {
            const known = found.has(id) ? null : texts.of(id)
            if (known && found.size < limit) found.set(id, { customer: known.customer, fields: matchedFields(text, known.texts), addressLine: known.houses[0]?.line ?? '' })
          }
          if (found.size >= limit) break
        }
        return [...found.values()]
      },
    },
  }
}

function createTexts(db: Db) {
  const customer = db.prepare('SELECT body FROM customer WHERE id = ?').pluck()
  const houses = db.prepare(`SELECT json_extract(body, '$.place') AS place, address_line AS line, order_id AS orderId FROM remote_order WHERE customer_id = ? ORDER BY taken_at DESC`)
  const links = db.prepare('SELECT local_customer_id AS localCustomerId FROM crosswalk WHERE customer_id = ?')
  const housesOf = (id: string): Houses => houses.all(id) as Houses
  return {
    houses: housesOf,
    of: (id: string): { readonly customer: Customer; readonly houses: Houses; readonly texts: PersonTexts } | null => {
      const body = customer.get(id) as string | undefined
      if (body === undefined) return null
      const known = JSON.parse(body) as Customer
      const at = housesOf(id)
      const localIds = (links.all(id) as Pick<CrosswalkLink, 'localCustomerId'>[]).map((link) => link.localCustomerId)
      return { customer: known, houses: at, texts: personTexts(known, { localIds, orderIds: at.map((house) => house.orderId), addressLines: [...new Set(at.map((house) => house.line))] }) }
    },
  }
}

/** Writes a customer's keys and words anew; one whom the feed has not told yet is left until it has. */
function createIndexer(db: Db, texts: ReturnType<typeof createTexts>): (ids: ReadonlySet<string>) => void {
  const rowOf = db.prepare('SELECT row FROM person WHERE customer_id = ?').pluck()
  const insertRow = db.prepare('INSERT INTO person (customer_id) VALUES (?)')
  const dropKeys = db.prepare('DELETE FROM person_key WHERE customer_id = ?')
  const insertKey = db.prepare('INSERT INTO person_key (key, customer_id) VALUES (?, ?)')
  const dropText = db.prepare('DELETE FROM person_search WHERE rowid = ?')
  const insertText = db.prepare('INSERT INTO person_search (rowid, name, sound, phone, mail, id, address) VALUES (?, ?, ?, ?, ?, ?, ?)')
  return (ids) => {
    for (const id of ids) {
      const known = texts.of(id)
      if (!known) continue
      const before = rowOf.get(id) as number | undefined
      if (before !== undefined) {
        dropKeys.run(id)
        dropText.run(before)
      }
      const row = before ?? insertRow.run(id).lastInsertRowid
      const addressIds = [...new Set(known.houses.map((house) => house.place))]
      for (const key of keysOf({ ...known.customer, addressIds })) insertKey.run(key, id)
      const { name, sound, phone, mail, id: idText, address } = known.texts
      insertText.run(row, name, sound, phone, mail, idText, address)
    }
  }
}
