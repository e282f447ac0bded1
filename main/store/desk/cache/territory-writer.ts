import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import { ABBREVIATIONS, foldText, normaliseStreet } from '../../../../shared/domain/address-text.ts'
import type { PlantSpan } from '../../../../shared/domain/plant.ts'
import type { Db } from '../../sql/open.ts'
import type { TerritoryContent } from './cache.ts'
import { answerParameters, INSERT_ANSWER } from './answer-rows.ts'
import { numberKey } from './search-text.ts'
import type { Settings } from './settings.ts'

/** Replaces the territory's content as a whole, in one transaction: a desk that dies in the middle still has the one before. */
export function createTerritoryWriter(db: Db, settings: Settings): (content: TerritoryContent) => void {
  const replace = db.transaction((content: TerritoryContent) => {
    for (const table of ['addr', 'street', 'answer', 'span', 'span_box', 'node', 'sector', 'waiting']) db.exec(`DELETE FROM ${table}`)
    // A contentless index knows no plain DELETE.
    db.exec(`INSERT INTO street_search (street_search) VALUES ('delete-all')`)
    writePlaces(db, content.addresses)
    const answer = db.prepare(INSERT_ANSWER)
    for (const item of content.answers) answer.run(...answerParameters(item.addressId, item.answer))
    writePlant(db, content)
    settings.putTerritoryInfo(content.info)
  })
  return (content) => replace.immediate(content)
}

function writePlaces(db: Db, addresses: readonly GeographicAddress[]): void {
  const street = db.prepare('INSERT INTO street (name, city, region, postcode) VALUES (?, ?, ?, ?)')
  const search = db.prepare('INSERT INTO street_search (rowid, text) VALUES (?, ?)')
  const addr = db.prepare('INSERT INTO addr (street_id, number_key, unit, number, id, parent_id, latitude, longitude, block_group, needs_unit, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const streetIds = new Map<string, number | bigint>()
  for (const place of addresses) {
    const key = [place.street, place.city, place.region, place.postcode].join('|')
    let streetId = streetIds.get(key)
    if (streetId === undefined) {
      streetId = street.run(place.street, place.city, place.region, place.postcode).lastInsertRowid
      search.run(streetId, streetText(place))
      streetIds.set(key, streetId)
    }
    addr.run(streetId, numberKey(place.number), place.unit ?? '', place.number, place.id, place.parentId, place.latitude, place.longitude, place.blockGroup, place.needsUnit ? 1 : 0, place.origin)
  }
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

function boundsOf(span: PlantSpan): readonly number[] {
  const east = span.route.map(([longitude]) => longitude)
  const north = span.route.map(([, latitude]) => latitude)
  return [Math.min(...east), Math.max(...east), Math.min(...north), Math.max(...north)]
}

/** Long and short form of each word, so that "stre", "street" and "st" all find it; then town and region. Postcodes are a filter, or "8" would find every street. */
function streetText(place: GeographicAddress): string {
  const short = normaliseStreet(place.street).split(' ')
  const long = short.flatMap((word) => [...ABBREVIATIONS].filter(([, to]) => to === word).map(([from]) => from))
  return [...short, ...long, foldText(place.city), place.region].join(' ')
}
