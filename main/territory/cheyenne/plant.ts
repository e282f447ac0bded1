import type { AccessType } from '../../../shared/domain/catalog.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { PlantNode, PlantSpan, Position } from '../../../shared/domain/plant.ts'
import { toLocalMetres } from '../../../shared/engines/reach/local-metres.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { PlacedAnswer } from '../place-book.ts'
import { pick, seeded } from './seeded.ts'

const OWNER = asId<'ProviderId'>('centurylink')
const DROP_LIMIT_M: Readonly<Record<string, number>> = { copper: 100, fiber: 90 }
/** Lines run along the street, not through the houses. */
const STREET_OFFSET_DEG = 0.00016
const MAX_VERTICES = 12
const READY_DATES = ['2027-03-01', '2027-05-15', '2027-08-01'].map((day) => Date.parse(`${day}T07:00:00Z`))
const UNDER_CONSTRUCTION_READY = Date.parse('2027-01-15T07:00:00Z')

type Houses = readonly GeographicAddress[]
type StreetRun = { readonly blockGroup: string; readonly street: string; readonly accessType: AccessType; readonly houses: Houses }
export type MadePlant = { readonly nodes: readonly PlantNode[]; readonly spans: readonly PlantSpan[]; readonly exhaustedNodeId: string; readonly exhaustedHouses: Houses }

/**
 * Invented plant beside real houses: a node per block group and kind of line, a span per street. Some spans end too early, some streets
 * have none, some fiber is only planned, and one node has no port left, so that every reason for a no can be met.
 */
export function makePlant(addresses: Houses, answers: readonly PlacedAnswer[]): MadePlant {
  const random = seeded(20_261_122)
  const runs = streetRuns(addresses, answers)
  const nodes = makeNodes(runs, random)
  const exhausted = pickExhausted(runs, nodes)
  const spans = runs.flatMap((run, index) => (random() < 0.02 ? [] : [makeSpan(run, nodes.get(nodeKey(run))!, `SP-${pad(index + 1, 4)}`, random)]))
  return {
    nodes: [...nodes.values()].map((node) => (node.id === exhausted.id ? { ...node, portsFree: 0 } : node)),
    spans: [...spans, ...plannedFiber(runs, nodes, random)],
    exhaustedNodeId: exhausted.id,
    exhaustedHouses: runs.filter((run) => nodes.get(nodeKey(run))!.id === exhausted.id).flatMap((run) => run.houses),
  }
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')
const nodeKey = (run: Pick<StreetRun, 'blockGroup' | 'accessType'>): string => `${run.blockGroup}|${run.accessType}`
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function streetRuns(addresses: Houses, answers: readonly PlacedAnswer[]): readonly StreetRun[] {
  const byId = new Map(addresses.map((place) => [place.id, place]))
  const runs = new Map<string, { blockGroup: string; street: string; accessType: AccessType; houses: Map<string, GeographicAddress> }>()
  for (const { addressId, answer } of answers) {
    const place = byId.get(addressId)!
    const key = [place.blockGroup, place.street, answer.accessType].join('|')
    const run = runs.get(key) ?? { blockGroup: place.blockGroup, street: place.street, accessType: answer.accessType, houses: new Map() }
    run.houses.set(place.id, place)
    runs.set(key, run)
  }
  return [...runs].sort(([a], [b]) => compareText(a, b)).map(([, run]) => ({ ...run, houses: alongStreet([...run.houses.values()]) }))
}

/** In the order in which the street passes them: by the axis on which it is longer. */
function alongStreet(houses: Houses): Houses {
  const spread = (of: (place: Position) => number): number => Math.max(...houses.map(of)) - Math.min(...houses.map(of))
  const isEastWest = spread((place) => place.longitude) * 0.753 > spread((place) => place.latitude)
  return [...houses].sort((a, b) => (isEastWest ? a.longitude - b.longitude : a.latitude - b.latitude) || compareText(a.id, b.id))
}

function makeNodes(runs: readonly StreetRun[], random: () => number): ReadonlyMap<string, PlantNode> {
  const keys = [...new Set(runs.map(nodeKey))].sort((a, b) => compareText(a.split('|').reverse().join(), b.split('|').reverse().join()))
  const counts: Record<string, number> = {}
  return new Map(keys.map((key) => {
    const accessType = key.split('|')[1]!
    const houses = runs.filter((run) => nodeKey(run) === key).flatMap((run) => run.houses)
    counts[accessType] = (counts[accessType] ?? 0) + 1
    const name = `CHY-${accessType === 'fiber' ? 'F' : ''}${pad(counts[accessType], 2)}`
    const portsTotal = houses.length > 90 ? 192 : houses.length > 40 ? 96 : 48
    const node: PlantNode = { id: name.toLowerCase(), providerId: OWNER, name, latitude: mean(houses.map((place) => place.latitude)), longitude: mean(houses.map((place) => place.longitude)), portsTotal, portsFree: 3 + Math.floor(random() * portsTotal * 0.3) }
    return [key, node]
  }))
}

const mean = (values: readonly number[]): number => degrees(values.reduce((sum, value) => sum + value, 0) / values.length)
/** Six decimals are a tenth of a metre. */
const degrees = (value: number): number => Math.round(value * 1e6) / 1e6

/** The copper node with the most houses among the middling ones: enough to try it, not half the city. */
function pickExhausted(runs: readonly StreetRun[], nodes: ReadonlyMap<string, PlantNode>): PlantNode {
  const sized = [...nodes].map(([key, node]) => ({ node, key, size: runs.filter((run) => nodeKey(run) === key).reduce((sum, run) => sum + run.houses.length, 0) }))
  return sized.filter(({ key, size }) => key.endsWith('copper') && size <= 40).sort((a, b) => b.size - a.size || compareText(a.key, b.key))[0]!.node
}

function makeSpan(run: StreetRun, node: PlantNode, id: string, random: () => number): PlantSpan {
  const endsEarly = run.houses.length >= 5 && random() < 0.08
  const reached = endsEarly ? run.houses.slice(0, Math.ceil(run.houses.length * 0.6)) : run.houses
  const route = fromNode(routeBeside(reached), node)
  const [longitude, latitude] = route[0]!
  const local = toLocalMetres({ longitude, latitude }, node)
  return { id, providerId: OWNER, accessType: run.accessType, nodeId: node.id, status: 'operational', readyAt: null, dropLimitM: DROP_LIMIT_M[run.accessType] ?? 100, feederM: Math.round(Math.hypot(local.eastM, local.northM) * 1.2), route }
}

function routeBeside(houses: Houses): readonly (readonly [number, number])[] {
  const step = Math.max(1, Math.ceil(houses.length / MAX_VERTICES))
  const vertices = houses.filter((_, index) => index % step === 0 || index === houses.length - 1)
  const points = vertices.map((place) => [degrees(place.longitude + STREET_OFFSET_DEG), degrees(place.latitude + STREET_OFFSET_DEG)] as const)
  const [only] = points
  return points.length > 1 || !only ? points : [only, [degrees(only[0] + 2 * STREET_OFFSET_DEG), only[1]]]
}

function fromNode(route: readonly (readonly [number, number])[], node: Position): PlantSpan['route'] {
  const away = ([longitude, latitude]: readonly [number, number]): number => {
    const local = toLocalMetres({ longitude, latitude }, node)
    return Math.hypot(local.eastM, local.northM)
  }
  return away(route[0]!) <= away(route.at(-1)!) ? route : [...route].reverse()
}

/** Fiber that is to come, on streets that have copper today: a no that knows its date. */
function plannedFiber(runs: readonly StreetRun[], nodes: ReadonlyMap<string, PlantNode>, random: () => number): readonly PlantSpan[] {
  const fiberNodes = [...nodes].filter(([key]) => key.endsWith('fiber')).map(([, node]) => node)
  const fiberStreets = new Set(runs.filter((run) => run.accessType === 'fiber').map((run) => `${run.blockGroup}|${run.street}`))
  const candidates = runs.filter((run) => run.accessType === 'copper' && run.houses.length >= 5 && !fiberStreets.has(`${run.blockGroup}|${run.street}`))
  return pick(candidates, 14, random).map((run, index) => {
    const node = fiberNodes[index % fiberNodes.length]!
    const span = makeSpan({ ...run, accessType: 'fiber' }, node, `SP-PLAN-${pad(index + 1, 2)}`, () => 1)
    return index < 4 ? { ...span, status: 'underConstruction', readyAt: UNDER_CONSTRUCTION_READY } : { ...span, status: 'planned', readyAt: READY_DATES[index % READY_DATES.length]! }
  })
}
