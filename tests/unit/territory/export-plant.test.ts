// Goal: what is exported is Open Fibre Data Standard by its schema, and comes in again as it was.
// Method: the practice plant, a network that came in by the standard, and random plants, written to files, judged by ajv, imported into an empty cache and compared whole.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writePlant } from '../../../main/territory/export/write-plant.ts'
import { runImport } from '../../../main/territory/import/run-import.ts'
import { readTerritory } from '../../../main/territory/read-territory.ts'
import type { PlantNode, PlantSpan } from '../../../shared/domain/plant.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { CHEYENNE } from '../cache/caches.ts'
import { freshContext, importRig } from './import-rig.ts'

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../support/schemas/ofds-network-0.3.json'), 'utf8')) as object
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addFormat('iri', true)
const validate = ajv.compile(schema)
const faultsOf = (network: unknown) => (validate(network) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`))

const directory = mkdtempSync(join(tmpdir(), 'lastmile-export-'))
let rig: ReturnType<typeof importRig>
beforeEach(() => void (rig = importRig()))
afterEach(() => {
  rig.remove()
  rmSync(directory, { recursive: true, force: true })
})

type Plant = { readonly nodes: readonly PlantNode[]; readonly spans: readonly PlantSpan[] }
const ABOUT = { name: 'tinytown', title: 'Tinytown', providers: [{ id: 'tiny-net', name: 'Tiny Net' }, { id: 'at-t', name: 'AT&T' }, { id: 'odd', name: 'Another name' }] }
const writeOut = (plant: Plant) => writePlant(directory, { nodes: () => plant.nodes, spans: () => plant.spans }, ABOUT)
const network = () => JSON.parse(readFileSync(join(directory, 'network.json'), 'utf8')) as { nodes: Record<string, unknown>[]; spans: Record<string, unknown>[] }
const sorted = <T extends { readonly id: string }>(items: Iterable<T>) => [...items].toSorted((a, b) => (a.id < b.id ? -1 : 1))
const kept = (from: ReturnType<typeof importRig>) => ({ nodes: sorted(from.cache.plant().nodes()), spans: sorted(from.cache.plant().spans()) })
async function bringBack(names: readonly string[], into = rig) {
  const reports = await runImport(names.map((name) => ({ kind: 'plant', path: join(directory, name) })), { target: into.target, context: freshContext(), terrainDir: '' })
  expect(reports.map(({ failed, refused }) => [failed, refused])).toEqual(names.map(() => [null, 0]))
  return kept(into)
}

const NODE: PlantNode = { id: 'cabinet', providerId: asId('tiny-net'), name: 'Cabinet', latitude: 39.1, longitude: -117.2, portsTotal: 8, portsFree: 3 }
const SPAN: PlantSpan = { id: 's1', providerId: asId('tiny-net'), accessType: 'copper', nodeId: 'cabinet', status: 'operational', readyAt: null, dropLimitM: 30, feederM: 12.5, route: [[-117.2, 39.1], [-117.199, 39.1]] }

describe('the plant as the standard has it', () => {
  it.each([['network.json'], ['nodes.geojson', 'spans.geojson']])('brings the practice territory back as it was: %s %s', async (...names) => {
    const territory = await readTerritory(CHEYENNE)
    if (!territory.ok) throw new Error('Cheyenne is not read')
    const { nodes, spans } = territory.value.plant
    expect(await writeOut({ nodes, spans })).toMatchObject({ nodes: nodes.length, spans: spans.length })
    expect(faultsOf(network())).toEqual([])
    expect(await bringBack(names.filter((name) => typeof name === 'string'))).toEqual({ nodes: sorted(nodes), spans: sorted(spans) })
  })
  it('brings back a network of joints, with the joints', async () => {
    const owner = { networkProviders: [{ id: 'tiny', name: 'Tiny Net' }] }
    const node = (id: string, east: number, more = {}) => ({ id, name: id, location: { type: 'Point', coordinates: [-117.2 + east, 39.1] }, ...owner, ...more })
    const span = (id: string, start: string, end: string, from: number, to: number) => ({ id, start, end, route: { type: 'LineString', coordinates: [[-117.2 + from, 39.1], [-117.2 + to, 39.1]] }, transmissionMedium: ['fibre'], fibreCount: 12, status: 'planned', readyForServiceDate: '2027-03-01', ...owner })
    await rig.run('plant', rig.write('n.json', JSON.stringify({ nodes: [node('cabinet', 0, { portsTotal: 8, portsFree: 3 }), node('a', 0.001), node('b', 0.002)], spans: [span('s1', 'cabinet', 'a', 0, 0.001), span('s2', 'b', 'a', 0.002, 0.001)] })))
    const before = kept(rig)
    expect(before.spans.map(({ startNodeId, endNodeId, nodeId }) => [startNodeId, endNodeId, nodeId])).toEqual([['cabinet', 'a', 'cabinet'], ['a', 'b', 'cabinet']])
    await writeOut(before)
    expect(faultsOf(network())).toEqual([])
    expect(network().spans.map(({ start, end, transmissionMedium, fibreCount }) => [start, end, transmissionMedium, fibreCount])).toEqual([['cabinet', 'a', ['fibre'], 12], ['a', 'b', ['fibre'], 12]])
    const other = importRig()
    expect(await bringBack(['network.json'], other)).toEqual(before)
    other.remove()
  })
  it('names companies so that they lead back to themselves', async () => {
    await writeOut({ nodes: [NODE, { ...NODE, id: 'b', providerId: asId('at-t') }, { ...NODE, id: 'c', providerId: asId('odd') }], spans: [] })
    expect(network().nodes.map(({ networkProviders }) => networkProviders)).toEqual([[{ id: 'tiny-net', name: 'Tiny Net' }], [{ id: 'at-t', name: 'AT&T' }], [{ id: 'odd', name: 'odd' }]])
  })
  it('takes what others changed in it since, where the standard has a word for it', async () => {
    await writeOut({ nodes: [NODE], spans: [{ ...SPAN, status: 'planned', readyAt: Date.parse('2027-03-01T07:00:00Z') }] })
    const changed = network()
    changed.spans[0]!['status'] = 'underConstruction'
    changed.spans[0]!['readyForServiceDate'] = '2028-05-01'
    rig.write('changed.json', JSON.stringify(changed))
    await rig.run('plant', rig.write('changed.json', JSON.stringify(changed)))
    expect(kept(rig).spans).toMatchObject([{ status: 'underConstruction', readyAt: Date.parse('2028-05-01'), feederM: 12.5 }])
  })
  it.each([
    ['ports that are none', (item: { nodes: { lastmile: Record<string, unknown> }[] }) => { item.nodes[0]!.lastmile['portsTotal'] = 'many' }],
    ['a swapped place', (item: { nodes: { location?: unknown }[] }) => { item.nodes[0]!.location = { type: 'Point', coordinates: [39.1, -117.2] } }],
    ['a node out of service', (item: { nodes: Record<string, unknown>[] }) => { item.nodes[0]!['status'] = 'decommissioned' }],
  ] as const)('refuses %s of its own files', async (_, spoil) => {
    await writeOut({ nodes: [NODE, { ...NODE, id: 'b' }], spans: [] })
    const spoiled = network()
    spoil(spoiled as never)
    // The second node says where the territory lies before the first is looked at.
    spoiled.nodes.reverse()
    expect(await rig.run('plant', rig.write('x.json', JSON.stringify(spoiled)))).toMatchObject({ written: 1, refused: 1 })
  })
  it('is judged by a schema that sees what is wrong', async () => {
    await writeOut({ nodes: [NODE], spans: [SPAN] })
    const spoilers: readonly ((item: Record<string, any>) => void)[] = [
      (item) => { delete item['links'] }, (item) => { item['id'] = 'tinytown' }, (item) => { item['nodes'] = [] }, (item) => { item['nodes'][0].status = 'maybe' }, (item) => { item['spans'][0].transmissionMedium = ['string'] },
      (item) => { item['nodes'][0].location.height = 3 }, (item) => { item['crs'].name = 'EPSG:3857' }, (item) => { delete item['spans'][0].id }, (item) => { item['spans'][0].readyForServiceDate = 'soon' },
    ]
    for (const spoil of spoilers) {
      const spoiled = network()
      spoil(spoiled)
      expect(faultsOf(spoiled).length, String(spoil)).toBeGreaterThan(0)
    }
  })
  it('writes nothing of an empty plant but the head', async () => {
    await writeOut({ nodes: [], spans: [] })
    expect(faultsOf(network())).toEqual([])
    expect(network()).toMatchObject({ name: 'Tinytown' })
  })

  const arbitraryText = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => text.trim() !== '')
  const east = fc.integer({ min: -4_000, max: 4_000 }).map((value) => -117.2 + value / 10_000)
  const north = fc.integer({ min: -4_000, max: 4_000 }).map((value) => 39.1 + value / 10_000)
  const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
  const withoutNothing = <T extends object>(item: T): T => Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as T
  const plants = fc.tuple(
    fc.uniqueArray(fc.record({ id: arbitraryText, name: arbitraryText, latitude: north, longitude: east, portsTotal: fc.integer({ min: 0, max: 99 }), status: maybe(fc.constantFrom('operational' as const, 'planned' as const)), providerId: fc.constantFrom(asId<'ProviderId'>('tiny-net'), asId<'ProviderId'>('odd')) }), { selector: ({ id }) => id, minLength: 1, maxLength: 6 }),
    fc.uniqueArray(fc.record({ id: arbitraryText, at: fc.nat(), accessType: fc.constantFrom('copper' as const, 'fiber' as const, 'cable' as const), status: fc.constantFrom('operational' as const, 'planned' as const, 'underConstruction' as const), readyAt: fc.option(fc.integer({ min: 0, max: 4e12 })), dropLimitM: fc.integer({ min: 0, max: 200 }), feederM: fc.integer({ min: 0, max: 9_999 }).map((value) => value / 100), route: fc.array(fc.tuple(east, north), { minLength: 2, maxLength: 5 }), medium: maybe(fc.constantFrom('fiber' as const, 'copper' as const, 'coaxial' as const)), capacity: maybe(fc.option(fc.nat({ max: 500 }))), source: maybe(arbitraryText) }), { selector: ({ id }) => id, maxLength: 6 }),
  ).map(([nodes, spans]): Plant => ({
    nodes: nodes.map((node) => withoutNothing({ ...node, portsFree: Math.floor(node.portsTotal / 2) })),
    spans: spans.map(({ at, ...span }) => withoutNothing({ ...span, providerId: nodes[at % nodes.length]!.providerId, nodeId: nodes[at % nodes.length]!.id })),
  }))
  it('brings any plant back as it was', async () => {
    await fc.assert(fc.asyncProperty(plants, async (plant) => {
      await writeOut(plant)
      expect(faultsOf(network())).toEqual([])
      const empty = importRig()
      try {
        expect(await bringBack(['network.json'], empty)).toEqual({ nodes: sorted(plant.nodes), spans: sorted(plant.spans) })
      } finally {
        empty.remove()
      }
    }), { numRuns: 40, seed: 20261123 })
  })
})
