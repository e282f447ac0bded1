import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import type { AnsweredHouse } from '../../../../shared/engines/estimate/estimates-around.ts'
import { NEIGHBOURHOOD_M } from '../../../../shared/engines/estimate/estimates-around.ts'
import { degreesAround } from '../../../../shared/engines/reach/local-metres.ts'
import type { Db } from '../../sql/open.ts'
import { answerOf } from './answer-rows.ts'
import type { AnswerRow } from './answer-rows.ts'

/** Cells a degree, as the trigger of the table counts them. */
const CELLS = 500
/** Where houses stand close this much around is enough; where they do not, the whole neighbourhood is looked through. */
const CLOSE_M = 250
const ENOUGH = 80

type Row = AnswerRow & Pick<AnsweredHouse, 'id' | 'number' | 'street' | 'postcode' | 'latitude' | 'longitude'> & { readonly block_group: string }

/** The houses around a place where a provider has answered, units left out: their premise speaks for them. */
export function createAnsweredHouses(db: Db): (place: GeographicAddress) => readonly AnsweredHouse[] {
  const around = db.prepare(`SELECT a.id, a.number, s.name AS street, s.postcode, a.latitude, a.longitude, a.block_group, w.provider_id, w.access_type, w.over_provider_id, w.qualified, w.plan_name, w.price_micro, w.downlink_kbps, w.uplink_kbps,
      w.reason_code, w.answered_at, w.source
    FROM answered_house h JOIN addr a ON a.id = h.address_id JOIN street s ON s.id = a.street_id JOIN answer w ON w.address_id = h.address_id
    WHERE h.cell_north BETWEEN ? AND ? AND h.cell_east BETWEEN ? AND ? AND a.unit = ''`)
  const within = ({ latitude, longitude }: GeographicAddress, radiusM: number): readonly AnsweredHouse[] => {
    const reach = degreesAround(latitude, radiusM)
    const cells = [latitude - reach.latitude, latitude + reach.latitude, longitude - reach.longitude, longitude + reach.longitude].map((degrees) => Math.trunc(degrees * CELLS))
    return housesOf(around.all(...cells) as Row[])
  }
  return (place) => {
    const close = within(place, CLOSE_M)
    return close.length >= ENOUGH ? close : within(place, NEIGHBOURHOOD_M)
  }
}

function housesOf(rows: readonly Row[]): readonly AnsweredHouse[] {
  const houses = new Map<string, AnsweredHouse & { readonly answers: AnsweredHouse['answers'][number][] }>()
  for (const row of rows) {
    const { id, number, street, postcode, latitude, longitude, block_group: blockGroup } = row
    const house = houses.get(id) ?? { id, number, street, postcode, latitude, longitude, blockGroup, answers: [] }
    house.answers.push(answerOf(row))
    houses.set(id, house)
  }
  return [...houses.values()]
}
