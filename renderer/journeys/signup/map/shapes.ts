import type { PlantAround } from '../../../../shared/domain/plant-around.ts'
import { beamRing, beside, boxOf } from './geometry.ts'
import type { LngLat } from './geometry.ts'
import type { MapView } from './view.ts'

type Properties = Readonly<Record<string, string | boolean>>
type Feature = { readonly type: 'Feature'; readonly properties: Properties; readonly geometry: { readonly type: 'Point' | 'LineString' | 'Polygon'; readonly coordinates: unknown } }
export type Shapes = { readonly type: 'FeatureCollection'; readonly features: readonly Feature[] }
export type MapShapes = { readonly sectors: Shapes; readonly spans: Shapes; readonly drops: Shapes; readonly nodes: Shapes; readonly current: Shapes }
/** Words that stand on the map itself. The list says the same, so they are not read twice. */
export type MapLabel = { readonly id: string; readonly kind: 'premise' | 'drop' | 'node' | 'sector'; readonly text: string; readonly at: LngLat }

const collection = (features: readonly Feature[]): Shapes => ({ type: 'FeatureCollection', features })
const shape = (type: Feature['geometry']['type'], coordinates: unknown, properties: Properties): Feature => ({ type: 'Feature', properties, geometry: { type, coordinates } })

/** What is drawn, as GeoJSON. Whose it is and whether it is in service is said beside each shape; the style decides how it looks. */
export function mapShapes(around: PlantAround, view: MapView, currentId: string | null): MapShapes {
  const { place } = around
  const house: LngLat = [place.longitude, place.latitude]
  const theirs = new Set(view.features.filter((feature) => feature.isTheirs).map(({ id }) => id))
  const spans = around.spans.map(({ span }) => shape('LineString', span.route.map((point) => beside(point, place)), { id: `span:${span.id}`, isTheirs: theirs.has(`span:${span.id}`), isInService: span.status === 'operational' }))
  const sectors = around.sectors.map(({ sector }) => shape('Polygon', [beamRing(sector).map((point) => beside(point, place))], { id: `sector:${sector.id}`, isTheirs: theirs.has(`sector:${sector.id}`) }))
  const nodes = [...around.nodes.map((node) => ({ id: `node:${node.id}`, at: node, hasFree: node.portsFree > 0 })), ...around.sectors.map(({ sector }) => ({ id: `sector:${sector.id}`, at: sector, hasFree: sector.capacityFree > 0 }))]
    .map(({ id, at, hasFree }) => shape('Point', beside([at.longitude, at.latitude], place), { id, isTheirs: theirs.has(id), hasFree }))
  const drops = view.decided.map((item) => shape('LineString', [house, beside(item.to, place)], { id: item.id, isTheirs: item.isTheirs }))
  const current = view.features.find(({ id }) => id === currentId)
  const ofCurrent = current ? [...spans, ...sectors].filter(({ properties }) => properties['id'] === currentId) : []
  return {
    spans: collection(spans), sectors: collection(sectors), nodes: collection(nodes), drops: collection(drops),
    current: collection(current ? [...ofCurrent, shape('Point', beside(current.at, place), { id: current.id })] : []),
  }
}

/** The house, the drop of the line that the map is drawn for, and the names of their nodes and towers. */
export function mapLabels(around: PlantAround, view: MapView): readonly MapLabel[] {
  const { place } = around
  const theirs = new Set(view.features.filter((feature) => feature.isTheirs).map(({ id }) => id))
  const drop = view.decided.find(({ isTheirs }) => isTheirs)
  return [
    { id: 'premise', kind: 'premise', text: '', at: [place.longitude, place.latitude] },
    ...(drop ? [{ id: 'drop', kind: 'drop' as const, text: drop.label, at: dropMiddle(around, drop.to) }] : []),
    ...around.nodes.filter(({ id }) => theirs.has(`node:${id}`)).map((node) => ({ id: `node:${node.id}`, kind: 'node' as const, text: node.name, at: beside([node.longitude, node.latitude], place) })),
    ...onePerTower(around).filter(({ id }) => theirs.has(id)).map(({ id, name, at }) => ({ id, kind: 'sector' as const, text: name, at: beside(at, place) })),
  ]
}

const dropMiddle = ({ place }: PlantAround, to: LngLat): LngLat => {
  const [east, north] = beside(to, place)
  return [(place.longitude + east) / 2, (place.latitude + north) / 2]
}

/** A tower carries several sectors and one name. */
function onePerTower(around: PlantAround): readonly { readonly id: string; readonly name: string; readonly at: LngLat }[] {
  const towers = new Map<string, { readonly id: string; readonly name: string; readonly at: LngLat }>()
  for (const { sector } of around.sectors) {
    const key = `${sector.providerId}|${sector.transmitterName}`
    if (!towers.has(key)) towers.set(key, { id: `sector:${sector.id}`, name: sector.transmitterName, at: [sector.longitude, sector.latitude] })
  }
  return [...towers.values()]
}

const LEAST_M = 70
/** Where the map looks first: the house with what decided for the line it is drawn for, or with the nearest of all. */
export function firstBox(around: PlantAround, view: MapView): readonly [LngLat, LngLat] {
  const to = (view.decided.find(({ isTheirs }) => isTheirs) ?? view.decided[0])?.to
  return boxOf([[around.place.longitude, around.place.latitude], ...(to ? [beside(to, around.place)] : [])], LEAST_M)
}

/** Everything: the house, what is near of every span, nodes and towers. */
export const wholeBox = (around: PlantAround, view: MapView): readonly [LngLat, LngLat] => boxOf(view.features.map(({ at }) => beside(at, around.place)), LEAST_M)
