import { createHash } from 'node:crypto'
import { addressKey, parseAddressLine } from '../../shared/domain/address-text.ts'
import type { AddressParts } from '../../shared/domain/address-text.ts'
import type { GeographicAddress } from '../../shared/domain/place.ts'
import type { ProviderAnswer } from '../../shared/domain/qualification.ts'
import { asId } from '../../shared/kernel/ids.ts'
import type { AddressId } from '../../shared/kernel/ids.ts'
import type { Manifest } from './formats.ts'
import type { OfferLine } from './read-offers.ts'

/** A line that was left out. `line`: 1 is the first of the file; for JSON files the position in its list. */
export type RefusedLine = { readonly file: string; readonly line: number; readonly reason: string }
export type PlacedAnswer = { readonly addressId: AddressId; readonly answer: ProviderAnswer }

/** The id of an address: the same house written in any of the known forms has the same id, in any list, on any machine. */
export const addressIdOf = (parts: AddressParts): AddressId => asId(`adr-${createHash('sha256').update(addressKey(parts)).digest('hex').slice(0, 20)}`)

/**
 * Collects the places of a territory while its files are read: one address per house whatever list it comes from, units under their
 * premise, one answer per house and line. `refuse` hears of every line that is left out.
 */
export function createPlaceBook(manifest: Manifest, refuse: (line: RefusedLine) => void) {
  const addresses = new Map<AddressId, GeographicAddress>()
  const answers = new Map<string, PlacedAnswer>()
  const answersAt = new Map<AddressId, PlacedAnswer[]>()

  const putAnswer = (placed: PlacedAnswer): boolean => {
    const { addressId, answer } = placed
    const key = [addressId, answer.providerId, answer.accessType, answer.overProviderId].join('|')
    if (answers.has(key)) return false
    answers.set(key, placed)
    answersAt.set(addressId, [...(answersAt.get(addressId) ?? []), placed])
    return true
  }
  const find = (file: string, line: number, written: string): AddressId | null => {
    const parts = parseAddressLine(written, manifest)
    const id = parts.ok ? addressIdOf(parts.value) : null
    if (id !== null && addresses.has(id)) return id
    refuse({ file, line, reason: parts.ok ? 'address-not-in-territory' : parts.error })
    return null
  }
  return {
    addOffer: (file: string, line: number, offer: OfferLine): void => {
      const id = addressIdOf(offer.parts)
      if (!addresses.has(id)) addresses.set(id, placeOf(id, offer.parts, { ...offer.position, blockGroup: offer.blockGroup }))
      if (!putAnswer({ addressId: id, answer: offer.answer })) refuse({ file, line, reason: 'address-repeated' })
    },
    /** The premise then stands for no line itself. What was answered for it is the best guess for its units, and marked invented. */
    addUnits: (file: string, line: number, premise: { readonly address: string; readonly units: readonly string[] }): void => {
      const premiseId = find(file, line, premise.address)
      const parent = premiseId === null ? undefined : addresses.get(premiseId)
      if (!parent) return
      addresses.set(parent.id, { ...parent, needsUnit: true })
      for (const unit of premise.units) {
        const { number, street, city, region, postcode } = parent
        const id = addressIdOf({ number, street, unit, city, region, postcode })
        addresses.set(id, { ...parent, id, parentId: parent.id, unit, needsUnit: false, origin: 'invented' })
        for (const { answer } of answersAt.get(parent.id) ?? []) putAnswer({ addressId: id, answer: { ...answer, source: 'invented' } })
      }
    },
    find,
    addresses: (): readonly GeographicAddress[] => [...addresses.values()],
    answers: (): readonly PlacedAnswer[] => [...answers.values()],
  }
}

const placeOf = (id: AddressId, parts: AddressParts, where: Pick<GeographicAddress, 'latitude' | 'longitude' | 'blockGroup'>): GeographicAddress => ({
  id, parentId: null, number: parts.number, street: parts.street, unit: parts.unit, city: parts.city, region: parts.region, postcode: parts.postcode,
  latitude: where.latitude, longitude: where.longitude, blockGroup: where.blockGroup, needsUnit: false, origin: 'real',
})
