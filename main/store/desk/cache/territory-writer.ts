import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import type { PlantSpan } from '../../../../shared/domain/plant.ts'
import type { Db } from '../../sql/open.ts'
import type { TerritoryContent } from './cache.ts'
import { answerParameters, INSERT_ANSWER } from './answer-rows.ts'
import { numberKey } from '../../../../shared/engines/address-search/reading.ts'
import type { Settings } from './settings.ts'

const STREETS_REMEMBERED = 200_000

/** Replaces the territory's content as a whole, in one transaction: a desk that dies in the middle still has the one before. */
export function createTerritoryWriter(db: Db, settings: Settings): (content: TerritoryContent) => void {
  const replace = db.transaction((content: TerritoryContent) => {
    clearTerritory(db)
    const putPlace = createPlaceWriter(db)
    for (const place of content.addresses) putPlace(place)
    const answer = db.prepare(INSERT_ANSWER)
    for (const item of content.answers) answer.run(...answerParameters(item.addressId, item.answer))
    writePlant(db, content)
    settings.putTerritoryInfo(content.info)
  })
  return (content) => replace.immediate(content)
}

/** Writes one place at a time; a place that is known already stays as it is and answers false. Streets are made as they are met. */
export function createPlaceWriter(db: Db): (place: GeographicAddress) => boolean {
  const street = db.prepare('INSERT INTO street (name, city, region, postcode) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
  const known = db.prepare('SELECT id FROM street WHERE name = ? AND city = ? AND region = ? AND postcode = ?').pluck()
  const addr = db.prepare('INSERT INTO addr (street_id, number_key, unit, number, id, parent_id, latitude, longitude, block_group, needs_unit, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
  const streetIds = new Map<string, number | bigint>()
  const streetOf = (place: GeographicAddress): number | bigint => {
    const key = [place.street, place.city, place.region, place.postcode].join('|')
    const remembered = streetIds.get(key)
    if (remembered !== undefined) return remembered
    const made = street.run(place.street, place.city, place.region, place.postcode)
    const id = made.changes === 1 ? made.lastInsertRowid : (known.get(place.street, place.city, place.region, place.postcode) as number)
    // A country has more streets than this; the map is a shortcut, not the truth.
    if (streetIds.size >= STREETS_REMEMBERED) streetIds.clear()
    streetIds.set(key, id)
    return id
  }
  return (place) => addr.run(streetOf(place), numberKey(place.number), place.unit ?? '', place.number, place.id, place.parentId, place.latitude, place.longitude, place.blockGroup, place.needsUnit ? 1 : 0, place.origin).changes === 1
}

/** Takes everything of a territory away, what was imported too. Within the caller's transaction. */
export function clearTerritory(db: Db): void {
  for (const table of ['search_index', 'addr_hash', 'addr', 'street', 'answer', 'answered_house', 'cell_claim', 'span', 'span_box', 'node', 'sector', 'waiting', 'import_refusal', 'import_file']) db.exec(`DELETE FROM ${table}`)
}

function writePlant(db: Db, content: TerritoryContent): void {
  const node = db.prepare('INSERT INTO node (id, body) VALUES (?, ?)')
  for (const item of content.nodes) node.run(item.id, JSON.stringify(item))
  const span = db.prepare('INSERT INTO span (row, node_id, body) VALUES (?, ?, ?)')
  const box = db.prepare('INSERT INTO span_box (row, west, east, south, north) VALUES (?, ?, ?, ?, ?)')
  content.spans.forEach((item, index) => {
    span.run(index + 1, item.nodeId, JSON.stringify(item))
    box.run(index + 1, ...boundsOf(item))
  })
  const sector = db.prepare('INSERT INTO sector (id, body) VALUES (?, ?)')
  for (const item of content.sectors) sector.run(item.id, JSON.stringify(item))
  const waiting = db.prepare('INSERT INTO waiting (id, queue_id, body) VALUES (?, ?, ?)')
  for (const item of content.waiting) waiting.run(item.id, item.queueId, JSON.stringify(item))
}

export function boundsOf(span: PlantSpan): readonly number[] {
  const east = span.route.map(([longitude]) => longitude)
  const north = span.route.map(([, latitude]) => latitude)
  return [Math.min(...east), Math.max(...east), Math.min(...north), Math.max(...north)]
}
