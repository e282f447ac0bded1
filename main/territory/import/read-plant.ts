import type { AccessType } from '../../../shared/domain/catalog.ts'
import type { Medium, NetworkSpan, PlantNode, PlantSpan, PlantStatus } from '../../../shared/domain/plant.ts'
import { checkPosition } from '../../../shared/engines/address/check-position.ts'
import type { ProviderId } from '../../../shared/kernel/ids.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { zNode, zSpan } from '../formats.ts'
import { providerOf } from './context.ts'
import type { ImportContext } from './context.ts'

/** A span whose node is known already (the house's own format), or one between two joints. */
export type ReadSpan = { readonly kind: 'served'; readonly span: PlantSpan } | { readonly kind: 'joined'; readonly span: Omit<PlantSpan, 'nodeId' | 'feederM'> & Pick<NetworkSpan, 'startNodeId' | 'endNodeId'> }
export type ReadPlant = { readonly kind: 'node'; readonly node: PlantNode; readonly isAccessPoint: boolean } | { readonly kind: 'span'; readonly span: ReadSpan }

const MEDIUM: Readonly<Record<string, readonly [Medium, AccessType]>> = { fibre: ['fiber', 'fiber'], fiber: ['fiber', 'fiber'], copper: ['copper', 'copper'], coaxial: ['coaxial', 'cable'] }
const STATUS: Readonly<Record<string, PlantStatus>> = { operational: 'operational', planned: 'planned', proposed: 'planned', underConstruction: 'underConstruction' }
const LONGEST_NAME = 200
const DAY_MS = 86_400_000
type Raw = Readonly<Record<string, unknown>>

/**
 * One node or span: of the Open Fibre Data Standard (network JSON, or a feature of nodes.geojson or spans.geojson) or of plant.json. Ports, which the
 * standard does not know, are the members `portsTotal` and `portsFree` (or `ports: {total, free}`). Errors: a sentence.
 */
export function readPlantItem(list: string, value: unknown, context: ImportContext): Result<ReadPlant, string> {
  if (typeof value !== 'object' || value === null) return err('it is not a JSON object')
  const whole = value as Raw
  const isFeature = list === 'features' || list === ''
  const raw = (isFeature ? whole.properties : whole) as Raw | null | undefined
  if (typeof raw !== 'object' || raw === null) return err('the feature has no properties')
  const geometry = (isFeature ? whole.geometry : (whole.location ?? whole.route)) as { readonly type?: unknown; readonly coordinates?: unknown } | null | undefined
  if (!isFeature && typeof whole.providerId === 'string') return readOwn(list, whole)
  const id = typeof raw.id === 'string' ? raw.id : typeof raw.id === 'number' ? String(raw.id) : ''
  if (id === '') return err('it has no id')
  const name = typeof raw.name === 'string' && raw.name !== '' ? raw.name : id
  for (const text of [id, name]) if (text.length > LONGEST_NAME) return err(`the name is ${text.length.toLocaleString('en-US')} characters long, and ${LONGEST_NAME} are enough`)
  const providerId = operatorOf(raw, context)
  if (providerId === null) return err('it names no company; say whose it is with --provider')
  const isSpan = list === 'spans' || geometry?.type === 'LineString'
  if (typeof raw.lastmile === 'object' && raw.lastmile !== null) return readKept({ ...raw, id, name }, isSpan, geometry, context)
  return isSpan ? readSpan(raw, { id, providerId }, geometry, context) : readNode(raw, { id, name, providerId }, geometry, context)
}

function readOwn(list: string, value: Raw): Result<ReadPlant, string> {
  if (list === 'nodes') {
    const node = zNode.safeParse(value)
    return node.success ? ok({ kind: 'node', node: node.data, isAccessPoint: true }) : err(issueOf(node.error))
  }
  const span = zSpan.safeParse(value)
  return span.success ? ok({ kind: 'span', span: { kind: 'served', span: span.data } }) : err(issueOf(span.error))
}

/** What this desk wrote out itself: the member `lastmile` has what the standard does not know. Where the standard's own members say otherwise, they were changed since, and count. */
function readKept(raw: Raw, isSpan: boolean, geometry: { readonly coordinates?: unknown } | null | undefined, context: ImportContext): Result<ReadPlant, string> {
  const kept = raw.lastmile as Raw
  const status = typeof raw.status === 'string' ? STATUS[raw.status] : undefined
  if (typeof raw.status === 'string' && status === undefined) return err(`the ${isSpan ? 'span' : 'node'} is out of service (${raw.status.slice(0, 40)})`)
  const points = (isSpan ? geometry?.coordinates : [geometry?.coordinates]) as readonly unknown[] | undefined
  if (!Array.isArray(points)) return err(isSpan ? 'the span has no route of two points or more' : 'the node is at no point')
  for (const point of points as readonly unknown[]) {
    const position = checkPosition((point as unknown[] | null)?.[0], (point as unknown[] | null)?.[1], context.reference)
    if (!position.ok) return position
    context.reference ??= position.value
  }
  const common = { ...kept, id: raw.id, ...(status === undefined ? {} : { status }) }
  if (!isSpan) {
    const [longitude, latitude] = points[0] as readonly unknown[]
    const node = zNode.safeParse({ ...common, name: raw.name, longitude, latitude })
    return node.success ? ok({ kind: 'node', node: node.data, isAccessPoint: raw.accessPoint === true }) : err(issueOf(node.error))
  }
  const day = typeof raw.readyForServiceDate === 'string' ? Date.parse(raw.readyForServiceDate) : null
  const readyAt = typeof kept.readyAt === 'number' && day !== null && Math.floor(kept.readyAt / DAY_MS) === Math.floor(day / DAY_MS) ? kept.readyAt : day
  const span = zSpan.safeParse({ ...common, readyAt, route: points, ...(typeof raw.start === 'string' ? { startNodeId: raw.start } : {}), ...(typeof raw.end === 'string' ? { endNodeId: raw.end } : {}) })
  return span.success ? ok({ kind: 'span', span: { kind: 'served', span: span.data } }) : err(issueOf(span.error))
}

function readNode(raw: Raw, head: Pick<PlantNode, 'id' | 'name' | 'providerId'>, geometry: { readonly type?: unknown; readonly coordinates?: unknown } | null | undefined, context: ImportContext): Result<ReadPlant, string> {
  if (geometry?.type !== 'Point' || !Array.isArray(geometry.coordinates)) return err('the node is at no point')
  const position = checkPosition(geometry.coordinates[0], geometry.coordinates[1], context.reference)
  if (!position.ok) return position
  const ports = (raw.ports ?? {}) as Raw
  const total = Number(raw.portsTotal ?? ports.total ?? 0)
  const free = Number(raw.portsFree ?? ports.free ?? total)
  if (!Number.isInteger(total) || !Number.isInteger(free) || free < 0 || free > total || total > 1e6) return err('its ports are not whole numbers with no more free than there are')
  if (typeof raw.status === 'string' && STATUS[raw.status] === undefined) return err(`the node is out of service (${raw.status.slice(0, 40)})`)
  context.reference ??= position.value
  return ok({ kind: 'node', isAccessPoint: raw.accessPoint === true, node: { ...head, ...position.value, portsTotal: total, portsFree: free, ...(typeof raw.status === 'string' ? { status: STATUS[raw.status] } : {}) } })
}

function readSpan(raw: Raw, head: Pick<PlantSpan, 'id' | 'providerId'>, geometry: { readonly type?: unknown; readonly coordinates?: unknown } | null | undefined, context: ImportContext): Result<ReadPlant, string> {
  const word = Array.isArray(raw.transmissionMedium) ? String(raw.transmissionMedium[0]) : 'fibre'
  const medium = MEDIUM[word]
  if (!medium) return err(word === 'microwave' ? 'the span is a radio link, not a line' : `the medium "${word.slice(0, 40)}" is not known`)
  const status = STATUS[typeof raw.status === 'string' ? raw.status : 'operational']
  if (status === undefined) return err(`the span is out of service (${String(raw.status).slice(0, 40)})`)
  const [startNodeId, endNodeId] = [jointOf(raw.start), jointOf(raw.end)]
  if (startNodeId === null || endNodeId === null) return err('the span does not say at which nodes it begins and ends')
  if (geometry?.type !== 'LineString' || !Array.isArray(geometry.coordinates) || geometry.coordinates.length < 2) return err('the span has no route of two points or more')
  const route: (readonly [number, number])[] = []
  for (const point of geometry.coordinates as readonly unknown[]) {
    const position = checkPosition((point as unknown[] | null)?.[0], (point as unknown[] | null)?.[1], context.reference)
    if (!position.ok) return position
    context.reference ??= position.value
    route.push([position.value.longitude, position.value.latitude])
  }
  const ready = typeof raw.readyForServiceDate === 'string' ? Date.parse(raw.readyForServiceDate) : Number.NaN
  const dropLimitM = typeof raw.dropLimitM === 'number' && raw.dropLimitM >= 0 ? raw.dropLimitM : context.dropLimitM
  const count = raw.fibreCount ?? raw.pairCount
  return ok({ kind: 'span', span: { kind: 'joined', span: {
    ...head, accessType: medium[1], medium: medium[0], status, readyAt: status === 'operational' || Number.isNaN(ready) ? null : ready, dropLimitM, route, startNodeId, endNodeId,
    capacity: typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : null,
  } } })
}

function operatorOf(raw: Raw, context: ImportContext): ProviderId | null {
  const [operator] = (Array.isArray(raw.networkProviders) ? raw.networkProviders : []) as (Raw | undefined)[]
  for (const company of [operator, raw.physicalInfrastructureProvider as Raw | undefined]) {
    const name = company?.name ?? company?.id
    if (typeof name === 'string') return providerOf(name, context)
  }
  return context.provider === null ? null : providerOf(context.provider, context)
}

const jointOf = (value: unknown): string | null => {
  const id = typeof value === 'object' && value !== null ? (value as Raw).id : value
  return typeof id === 'string' && id !== '' ? id : typeof id === 'number' ? String(id) : null
}
const issueOf = (error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }): string => `${error.issues[0]?.path.join('.') || 'it'}: ${error.issues[0]?.message ?? 'malformed'}`
