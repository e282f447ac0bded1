import type { AddressParts } from '../../../shared/domain/address-text.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { Position } from '../../../shared/domain/plant.ts'
import { checkPosition } from '../../../shared/engines/address/check-position.ts'
import { readAddress } from '../../../shared/engines/address/read-address.ts'
import type { ImportedPlace } from '../../store/desk/cache/import-port.ts'
import { addressIdOf } from '../place-book.ts'
import type { ImportContext, Reading } from './context.ts'

export const ADDRESS_COLUMNS = ['LON', 'LAT', 'NUMBER', 'STREET', 'POSTCODE'] as const

/** One row of an OpenAddresses CSV, its names in capitals, or the properties of a feature with its point. Errors: a sentence. */
export function readAddressRow(row: Readonly<Record<string, unknown>>, context: ImportContext): Reading {
  const text = (name: string): string => {
    const value = row[name] ?? row[name.toLowerCase()]
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  }
  const parts = readAddress({ number: text('NUMBER'), street: text('STREET'), unit: text('UNIT'), city: text('CITY'), district: text('DISTRICT'), region: text('REGION'), postcode: text('POSTCODE') }, context)
  if (!parts.ok) return parts
  const position = checkPosition(row.LON ?? row.lon, row.LAT ?? row.lat, context.reference)
  if (!position.ok) return position
  context.reference ??= position.value
  const hash = text('HASH')
  return { ok: true, value: { kind: 'place', ...placeOf(parts.value, position.value, ''), hash: hash === '' || hash.length > 64 ? null : hash } }
}

/** A line-delimited GeoJSON feature with OpenAddresses' properties. Errors: a sentence. */
export function readAddressFeature(feature: unknown, context: ImportContext): Reading {
  const { properties, geometry } = (feature ?? {}) as { properties?: unknown; geometry?: { type?: unknown; coordinates?: unknown } | null }
  if (typeof properties !== 'object' || properties === null) return { ok: false, error: 'the feature has no properties' }
  if (geometry?.type !== 'Point' || !Array.isArray(geometry.coordinates)) return { ok: false, error: 'the feature is not a point' }
  const [LON, LAT] = geometry.coordinates as unknown[]
  return readAddressRow({ ...properties, LON, LAT }, context)
}

/** A unit comes with its premise, which then stands for no line itself. */
export function placeOf(parts: AddressParts, position: Position, blockGroup: string): Omit<ImportedPlace, 'hash'> {
  const premiseParts = { ...parts, unit: null }
  const premise = address(premiseParts, position, blockGroup, null)
  return parts.unit === null ? { place: premise, premise: null } : { place: address(parts, position, blockGroup, premise), premise: { ...premise, needsUnit: true } }
}

const address = (parts: AddressParts, position: Position, blockGroup: string, premise: GeographicAddress | null): GeographicAddress => ({
  id: addressIdOf(parts), parentId: premise?.id ?? null, number: parts.number, street: parts.street, unit: parts.unit, city: parts.city, region: parts.region, postcode: parts.postcode,
  latitude: position.latitude, longitude: position.longitude, blockGroup, needsUnit: false, origin: 'real',
})
