import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import { asId } from '../../../../shared/kernel/ids.ts'
import type { Db } from '../../sql/open.ts'

export type AddressRow = {
  readonly id: string; readonly parent_id: string | null; readonly number: string; readonly street: string; readonly unit: string; readonly city: string; readonly region: string; readonly postcode: string
  readonly latitude: number; readonly longitude: number; readonly block_group: string; readonly needs_unit: number; readonly origin: GeographicAddress['origin']
}
/** The columns of an AddressRow, from `addr a` and `street s`. */
export const ADDRESS_COLUMNS = 'a.id, a.parent_id, a.number, s.name AS street, a.unit, s.city, s.region, s.postcode, a.latitude, a.longitude, a.block_group, a.needs_unit, a.origin'

const collator = new Intl.Collator('en', { numeric: true })

export type PlaceQueries = ReturnType<typeof createPlaceQueries>

/** Places by id, and the units of a premise in the order people count them. */
export function createPlaceQueries(db: Db) {
  const byId = db.prepare(`SELECT ${ADDRESS_COLUMNS} FROM addr a JOIN street s ON s.id = a.street_id WHERE a.id = ?`)
  const byParent = db.prepare(`SELECT ${ADDRESS_COLUMNS} FROM addr a JOIN street s ON s.id = a.street_id WHERE a.parent_id = ?`)
  return {
    address: (id: string): GeographicAddress | null => {
      const row = byId.get(id) as AddressRow | undefined
      return row ? addressOf(row) : null
    },
    units: (id: string): GeographicAddress[] =>
      (byParent.all(id) as AddressRow[]).map(addressOf).sort((a, b) => collator.compare(a.unit ?? '', b.unit ?? '')),
  }
}

/** One row as the domain's address. */
export const addressOf = (row: AddressRow): GeographicAddress => ({
  id: asId(row.id), parentId: row.parent_id === null ? null : asId(row.parent_id), number: row.number, street: row.street, unit: row.unit === '' ? null : row.unit, city: row.city, region: row.region, postcode: row.postcode,
  latitude: row.latitude, longitude: row.longitude, blockGroup: row.block_group, needsUnit: row.needs_unit === 1, origin: row.origin,
})
