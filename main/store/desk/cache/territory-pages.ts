import type { PlantNode, PlantSpan } from '../../../../shared/domain/plant.ts'
import type { TransmitterSector } from '../../../../shared/domain/radio.ts'
import { TERRITORY_PART_ITEMS } from '../../../../shared/domain/territory-facts.ts'
import type { TerritoryItem } from '../../../../shared/domain/territory-facts.ts'
import type { WaitingListEntry } from '../../../../shared/domain/waiting-list.ts'
import type { Db } from '../../sql/open.ts'
import { answerOf } from './answer-rows.ts'
import type { AnswerRow } from './answer-rows.ts'
import { ADDRESS_COLUMNS, addressOf } from './places.ts'
import type { AddressRow } from './places.ts'

type Key = readonly (string | number)[]
type Bodies = { readonly id: string | number; readonly body: string }
type Reader = { readonly first: Key; readonly read: (after: Key) => readonly { readonly key: Key; readonly item: TerritoryItem }[] }

/**
 * The territory in the pieces in which it travels, each read by itself and by key: others may write between two, and a million addresses are never
 * in memory at once. The same content gives the same pieces. Cells of the FCC and the ground do not travel.
 */
export function createTerritoryPages(db: Db): () => Generator<readonly TerritoryItem[]> {
  return function* () {
    let isFirst = true
    for (const { first, read } of readersOf(db)) {
      for (let after: Key | null = first; after;) {
        const rows = read(after)
        if (rows.length > 0) {
          yield rows.map(({ item }) => item)
          isFirst = false
        }
        after = rows.length < TERRITORY_PART_ITEMS ? null : rows.at(-1)!.key
      }
    }
    if (isFirst) yield []
  }
}

function readersOf(db: Db): readonly Reader[] {
  const addresses = db.prepare(`SELECT ${ADDRESS_COLUMNS} FROM addr a JOIN street s ON s.id = a.street_id WHERE a.id > ? ORDER BY a.id LIMIT ${TERRITORY_PART_ITEMS}`)
  const answers = db.prepare(`SELECT address_id, provider_id, access_type, over_provider_id, qualified, plan_name, price_micro, downlink_kbps, uplink_kbps, reason_code, answered_at, source FROM answer
    WHERE (address_id, provider_id, access_type, over_provider_id) > (?, ?, ?, ?) ORDER BY address_id, provider_id, access_type, over_provider_id LIMIT ${TERRITORY_PART_ITEMS}`)
  return [
    { first: [''], read: (after) => (addresses.all(...after) as AddressRow[]).map((row) => ({ key: [row.id], item: { kind: 'address', address: addressOf(row) } })) },
    {
      first: ['', '', '', ''],
      read: (after) => (answers.all(...after) as (AnswerRow & { readonly address_id: string })[]).map((row) => ({ key: [row.address_id, row.provider_id, row.access_type, row.over_provider_id], item: { kind: 'answer', addressId: row.address_id, answer: answerOf(row) } })),
    },
    ofBodies(db, 'SELECT id, body FROM node', 'id', (body) => ({ kind: 'node', node: JSON.parse(body) as PlantNode })),
    ofBodies(db, 'SELECT row AS id, body FROM span', 'row', (body) => ({ kind: 'span', span: JSON.parse(body) as PlantSpan })),
    ofBodies(db, 'SELECT id, body FROM sector', 'id', (body) => ({ kind: 'sector', sector: JSON.parse(body) as TransmitterSector })),
    ofBodies(db, 'SELECT id, body FROM waiting', 'id', (body) => ({ kind: 'waiting', entry: JSON.parse(body) as WaitingListEntry })),
  ]
}

function ofBodies(db: Db, select: string, key: 'id' | 'row', itemOf: (body: string) => TerritoryItem): Reader {
  const rows = db.prepare(`${select} WHERE ${key} > ? ORDER BY ${key} LIMIT ${TERRITORY_PART_ITEMS}`)
  // Rows of spans are counted from 1.
  return { first: [key === 'row' ? 0 : ''], read: (after) => (rows.all(...after) as Bodies[]).map(({ id, body }) => ({ key: [id], item: itemOf(body) })) }
}
