import { createHash } from 'node:crypto'
import type { Medium, PlantNode, PlantSpan } from '../../../shared/domain/plant.ts'
import { providerOf } from '../import/context.ts'

/** The version that what we write is described by. Source: Open Fibre Data Standard 0.3. */
const SCHEMA = 'https://raw.githubusercontent.com/Open-Telecoms-Data/open-fibre-data-standard/0__3__0/schema/network-schema.json'
const CRS = { name: 'urn:ogc:def:crs:OGC::CRS84', uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84' }
const WORDS: Readonly<Record<Medium, string>> = { fiber: 'fibre', copper: 'copper', coaxial: 'coaxial' }
const USUAL: Readonly<Record<string, Medium>> = { fiber: 'fiber', copper: 'copper', cable: 'coaxial' }

export type NamesOf = (providerId: string) => string

/** The network around its nodes and spans. The id follows the name: the same territory is the same network whenever it is written. */
export function ofdsHead(territory: { readonly name: string; readonly title: string }, providers: readonly { readonly id: string; readonly name: string }[]) {
  const hex = createHash('sha256').update(`lastmile territory ${territory.name}`).digest('hex')
  // RFC 9562 version 8: made of content, by a rule of our own.
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  return { id, name: territory.title, crs: CRS, links: [{ href: SCHEMA, rel: 'describedby' }], ...(providers.length > 0 ? { organisations: providers.map(({ id: providerId, name }) => ({ id: providerId, name, roles: ['networkProvider'] })) } : {}) }
}

/** A node as the standard has it; `lastmile` holds what it does not know, so that what was written comes in again as it was. */
export function toOfdsNode({ id, name, latitude, longitude, status, ...kept }: PlantNode, nameOf: NamesOf) {
  return {
    id, name, ...(status === undefined ? {} : { status }), location: { type: 'Point', coordinates: [longitude, latitude] }, accessPoint: kept.portsTotal > 0,
    networkProviders: [{ id: kept.providerId, name: nameOf(kept.providerId) }], lastmile: kept,
  }
}

export function toOfdsSpan({ id, route, status, startNodeId, endNodeId, ...kept }: PlantSpan, nameOf: NamesOf) {
  const medium = kept.medium ?? USUAL[kept.accessType]
  return {
    id, status, ...(kept.readyAt === null ? {} : { readyForServiceDate: new Date(kept.readyAt).toISOString().slice(0, 10) }),
    ...(startNodeId === undefined ? {} : { start: startNodeId }), ...(endNodeId === undefined ? {} : { end: endNodeId }),
    route: { type: 'LineString', coordinates: route }, networkProviders: [{ id: kept.providerId, name: nameOf(kept.providerId) }],
    ...(medium === undefined ? {} : { transmissionMedium: [WORDS[medium]] }), ...(medium === 'fiber' && typeof kept.capacity === 'number' ? { fibreCount: kept.capacity } : {}), lastmile: kept,
  }
}

/** The same as a feature of nodes.geojson or spans.geojson. */
export function toFeature(item: ReturnType<typeof toOfdsNode> | ReturnType<typeof toOfdsSpan>, network: { readonly id: string; readonly name: string }) {
  const { location, route, ...properties } = item as { location?: unknown; route?: unknown }
  return { type: 'Feature', geometry: location ?? route, properties: { ...properties, featureType: location ? 'node' : 'span', network: { id: network.id, name: network.name } } }
}

/** A company's name where it leads back to its id, else the id: what is read again must be the same company. */
export const namesOf = (providers: readonly { readonly id: string; readonly name: string }[]): NamesOf => {
  const names = new Map(providers.map(({ id, name }) => [id, name]))
  return (providerId) => {
    const name = names.get(providerId)
    return name !== undefined && providerOf(name, { providers: {} }) === providerId ? name : providerId
  }
}
