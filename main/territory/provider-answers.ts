import type { AccessType } from '../../shared/domain/catalog.ts'
import type { GeographicAddress } from '../../shared/domain/place.ts'
import type { SectorReach } from '../../shared/domain/radio.ts'
import { sectorReach } from '../../shared/engines/reach/sector-reach.ts'
import type { AddressId, ProviderId } from '../../shared/kernel/ids.ts'
import type { Territory } from './read-territory.ts'

/** What one provider's own interface says of one address: the file a sandbox provider is started with is an array of these. */
export type ProviderAnswerLine = {
  readonly addressId: AddressId
  readonly accessType: AccessType
  readonly qualified: boolean
  readonly planName: string | null
  readonly priceMicro: number | null
  readonly downlinkKbps: number | null
  readonly uplinkKbps: number | null
  readonly reasonCode: string | null
  readonly overProviderId: ProviderId | null
}
export type ProviderAnswerFile = readonly ProviderAnswerLine[]

/**
 * The answers that a provider's interface gives in the sandbox: what its own tool said of real addresses, its invented refusals in their
 * place, and for a wireless provider what its sectors reach. A provider that the territory does not know answers nothing.
 */
export function answersOf(territory: Territory, providerId: string): ProviderAnswerFile {
  const refusals = territory.negatives.filter(({ no }) => no.providerId === providerId)
    .map(({ addressId, no }): ProviderAnswerLine => refusal(addressId, no.accessType, no.reasonCode, no.overProviderId))
  const refused = new Set(refusals.map(lineKey))
  const collected = territory.answers.filter(({ answer }) => answer.providerId === providerId)
    .map(({ addressId, answer: { accessType, qualified, planName, priceMicro, downlinkKbps, uplinkKbps, reasonCode, overProviderId } }): ProviderAnswerLine =>
      ({ addressId, accessType, qualified, planName, priceMicro, downlinkKbps, uplinkKbps, reasonCode, overProviderId }))
    .filter((line) => !refused.has(lineKey(line)))
  return [...collected, ...wirelessAnswers(territory, providerId).filter((line) => !refused.has(lineKey(line))), ...refusals]
}

const lineKey = (line: ProviderAnswerLine): string => [line.addressId, line.accessType, line.overProviderId].join('|')

function wirelessAnswers(territory: Territory, providerId: string): readonly ProviderAnswerLine[] {
  const sectors = territory.sectors.sectors.filter((sector) => sector.providerId === providerId)
  const plan = territory.sectors.plans.find((candidate) => candidate.providerId === providerId)
  if (sectors.length === 0 || !plan) return []
  return territory.addresses.filter((place: GeographicAddress) => !place.needsUnit).map((place): ProviderAnswerLine => {
    const reaches = sectors.map((sector) => sectorReach(place, sector))
    if (!reaches.some(sells)) return refusal(place.id, 'fixedWireless', whyNot(reaches), null)
    const { planName, priceMicro, downlinkKbps, uplinkKbps } = plan
    return { addressId: place.id, accessType: 'fixedWireless', qualified: true, planName, priceMicro, downlinkKbps, uplinkKbps, reasonCode: null, overProviderId: null }
  })
}

const covers = (reach: SectorReach): boolean => reach.inBeam && reach.distanceM <= reach.reachM
const hears = (reach: SectorReach): boolean => covers(reach) && reach.signalDbm >= reach.minimumDbm
const sells = (reach: SectorReach): boolean => hears(reach) && reach.capacityFree > 0
const whyNot = (reaches: readonly SectorReach[]): string => (reaches.some(hears) ? 'SECTOR-FULL' : reaches.some(covers) ? 'SIGNAL-TOO-WEAK' : 'OUT-OF-REACH')

const refusal = (addressId: AddressId, accessType: AccessType, reasonCode: string, overProviderId: ProviderId | null): ProviderAnswerLine =>
  ({ addressId, accessType, qualified: false, planName: null, priceMicro: null, downlinkKbps: null, uplinkKbps: null, reasonCode, overProviderId })
