import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import type { AnsweredHouse } from '../../../../shared/engines/estimate/estimates-around.ts'
import { NEIGHBOURHOOD_M } from '../../../../shared/engines/estimate/estimates-around.ts'
import { degreesAround } from '../../../../shared/engines/reach/local-metres.ts'
import type { Db } from '../../sql/open.ts'
import { answerOf } from './answer-rows.ts'
import type { AnswerRow } from './answer-rows.ts'

/** Cells a degree and the number that a cell's north counts, as the trigger of the table has them. */
const CELLS = 500
const NORTH = 1_000_000
/** Where houses stand close this much around is enough; where they do not, the whole neighbourhood is looked through. */
const CLOSE_M = 250
const ENOUGH = 80

type Row = AnswerRow & Pick<AnsweredHouse, 'id' | 'number' | 'street' | 'postcode' | 'latitude' | 'longitude'> & { readonly block_group: string }

/** The houses around a place where a provider not in `told` has answered for lines of its own; units are left out: their premise speaks for them. */
export function createAnsweredHouses(db: Db): (place: GeographicAddress, told: readonly string[]) => readonly AnsweredHouse[] {
  const around = db.prepare(`SELECT a.id, a.number, s.name AS street, s.postcode, a.latitude, a.longitude, a.block_group, w.provider_id, w.access_type, w.over_provider_id, w.qualified, w.plan_name, w.price_micro, w.downlink_kbps, w.uplink_kbps,
      w.reason_code, w.answered_at, w.source
    FROM json_each(?) c CROSS JOIN answered_house h ON h.cell = c.value JOIN addr a ON a.id = h.address_id JOIN street s ON s.id = a.street_id
      JOIN answer w ON w.address_id = h.address_id AND w.provider_id = h.provider_id AND w.over_provider_id = ''
    WHERE h.provider_id NOT IN (SELECT value FROM json_each(?))`)
  return (place, told) => {
    const within = (radiusM: number): readonly AnsweredHouse[] => housesOf(around.all(JSON.stringify(cellsAround(place, radiusM)), JSON.stringify(told)) as Row[])
    const close = within(CLOSE_M)
    return close.length >= ENOUGH ? close : within(NEIGHBOURHOOD_M)
  }
}

function cellsAround({ latitude, longitude }: GeographicAddress, radiusM: number): readonly number[] {
  const reach = degreesAround(latitude, radiusM)
  const cell = (degrees: number): number => Math.trunc(degrees * CELLS)
  const cells: number[] = []
  for (let north = cell(latitude - reach.latitude); north <= cell(latitude + reach.latitude); north++)
    for (let east = cell(longitude - reach.longitude); east <= cell(longitude + reach.longitude); east++) cells.push(north * NORTH + east)
  return cells
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
