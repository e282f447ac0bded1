import { formatAddress } from '../../../shared/domain/place.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { PlacedAnswer } from '../place-book.ts'
import type { MadePlant } from './plant.ts'
import { pick, seeded } from './seeded.ts'

const ASKED_AT = Date.parse('2026-11-02T16:00:00Z')
const WAITING_SINCE = ['2026-06-03', '2026-08-19', '2026-10-30'].map((day) => Date.parse(`${day}T15:00:00Z`))
const REASONS = ['NO-FACILITY', 'LOOP-QUALITY', 'RESALE-CLOSED'] as const
const UNIT_LISTS = [['Apt 1', 'Apt 2', 'Apt 3', 'Apt 4'], ['Apt A', 'Apt B'], ['Unit 101', 'Unit 102', 'Unit 201', 'Unit 202'], ['Apt 1', 'Apt 2'], ['Unit A', 'Unit B', 'Unit C'], ['Apt 1', 'Apt 2', 'Apt 3'], ['Apt 11', 'Apt 12', 'Apt 21', 'Apt 22'], ['Apt A', 'Apt B', 'Apt C']] as const

/** Invented exceptions at real places: premises with units, refusals that are known, refusals nobody has met yet, and people waiting for a port. */
export function makeExceptions(addresses: readonly GeographicAddress[], answers: readonly PlacedAnswer[], plant: MadePlant) {
  const random = seeded(307)
  const byId = new Map(addresses.map((place) => [place.id, place]))
  const written = (id: PlacedAnswer['addressId']): string => formatAddress(byId.get(id)!)
  const exhausted = new Set(plant.exhaustedHouses.map((place) => place.id))
  const elsewhere = answers.filter(({ addressId, answer }) => answer.accessType === 'copper' && !exhausted.has(addressId))
  const premises = pick(elsewhere.filter(({ answer }) => answer.providerId === 'centurylink' && (answer.downlinkKbps ?? 0) >= 40_000), UNIT_LISTS.length, random)
  const withUnits = new Set(premises.map(({ addressId }) => addressId))
  const refused = pick(elsewhere.filter(({ addressId }) => !withUnits.has(addressId)), 36, random)
  const full = answers.filter(({ addressId, answer }) => exhausted.has(addressId) && answer.accessType === 'copper')
  const waiting = pick([...exhausted], WAITING_SINCE.length, random)
  return {
    units: { premises: premises.map(({ addressId }, index) => ({ address: written(addressId), units: UNIT_LISTS[index]! })) },
    negatives: { answers: [
      ...refused.map(({ addressId, answer }, index) => ({
        address: written(addressId), providerId: answer.providerId, accessType: answer.accessType, overProviderId: answer.overProviderId,
        reasonCode: answer.overProviderId === null ? REASONS[index % 2]! : REASONS[2], answeredAt: index % 3 === 0 ? null : ASKED_AT,
      })),
      ...full.map(({ addressId, answer }) => ({ address: written(addressId), providerId: answer.providerId, accessType: answer.accessType, overProviderId: answer.overProviderId, reasonCode: 'PORT-EXHAUSTED', answeredAt: null })),
    ] },
    waiting: waiting.map((addressId, index) => ({ id: `wait-${index + 1}`, queueId: plant.exhaustedNodeId, providerId: 'centurylink', accessType: 'copper', priorityClass: 1, since: WAITING_SINCE[index]!, distanceM: 30 + index * 12, address: written(addressId) })),
  }
}
