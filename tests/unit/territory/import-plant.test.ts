import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runImport } from '../../../main/territory/import/run-import.ts'
import { createTerrain, readTile } from '../../../shared/engines/terrain/srtm.ts'
import { freshContext, importRig } from './import-rig.ts'

// Plant, sectors and ground: what is good comes in, whatever is wrong around it is named with line and reason.
const CRS = { name: 'urn:ogc:def:crs:OGC::CRS84', uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84' }
const OWNER = { networkProviders: [{ id: 'tiny', name: 'Tiny Net' }] }
const node = (id: string, east: number, more: object = {}) => ({ id, name: id, location: { type: 'Point', coordinates: [-117.2 + east, 39.1] }, ...OWNER, ...more })
const span = (id: string, start: string, end: string, [from, to]: readonly [number, number], more: object = {}) =>
  ({ id, start, end, route: { type: 'LineString', coordinates: [[-117.2 + from, 39.1], [-117.2 + to, 39.1]] }, transmissionMedium: ['copper'], status: 'operational', ...OWNER, ...more })
const NODES = [node('cabinet', 0, { portsTotal: 8, portsFree: 3 }), node('pole-1', 0.001), node('pole-2', 0.002)]
const SPANS = [span('s1', 'cabinet', 'pole-1', [0, 0.001]), span('s2', 'pole-2', 'pole-1', [0.002, 0.001])]
/** One item a line, so that a line tells which was refused: nodes are 2, 3, 4 and spans 5, 6, 7 … */
const network = (nodes: readonly unknown[], spans: readonly unknown[], crs: unknown = CRS) =>
  `{"id":"n","crs":${JSON.stringify(crs)},"nodes":[\n${[...nodes, ''].map((it) => (it === '' ? '' : JSON.stringify(it))).join(',\n').replace(/,\n$/, '')}\n],"spans":[${spans.map((it, at) => `${at === 0 ? '' : ',\n'}${typeof it === 'string' ? it : JSON.stringify(it)}`).join('')}]}`

let rig: ReturnType<typeof importRig>
beforeEach(() => void (rig = importRig()))
afterEach(() => rig.remove())

describe('a network of the Open Fibre Data Standard', () => {
  it('comes in with medium, status and ports, each span laid towards the node that serves it', async () => {
    expect(await rig.run('plant', rig.write('n.json', network(NODES, SPANS)))).toMatchObject({ written: 5, refused: 0 })
    await rig.run('addresses', rig.write('a.csv', 'LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH\n-117.1985,39.1001,1,Main St,,,,,89000,,'))
    const [branch] = rig.cache.facts(rig.cache.search('1 main', 1).matches[0]!.id).branches.filter(({ spanId }) => spanId === 's2')
    expect(branch).toMatchObject({ providerId: 'tiny-net', accessType: 'copper', nodeId: 'cabinet', portsTotal: 8, portsFree: 3, status: 'operational', dropLimitM: 30 })
    // 0.0015° of longitude at 39.1° north, along the plant.
    expect(branch!.loopM).toBeGreaterThan(129)
    expect(branch!.loopM).toBeLessThan(131)
  })
  it('comes in as nodes.geojson and spans.geojson, whole or a feature a line', async () => {
    const feature = ({ location, route, ...properties }: { location?: unknown; route?: unknown }) => ({ type: 'Feature', properties, geometry: location ?? route })
    const nodes = rig.write('nodes.geojson', JSON.stringify({ type: 'FeatureCollection', features: NODES.map(feature) }, null, 2))
    const spans = rig.write('spans.geojson', SPANS.map((it) => JSON.stringify(feature({ ...it, start: { id: it.start }, end: { id: it.end } } as never))).join('\n'))
    const files = [{ kind: 'plant', path: nodes }, { kind: 'plant', path: spans }] as const
    const deps = { target: rig.target, terrainDir: '', context: freshContext() }
    expect(await runImport(files, deps)).toMatchObject([{ written: 3, refused: 0 }, { written: 2, refused: 0 }])
    expect(rig.cache.counts().spans).toBe(2)
    expect(await runImport(files, { ...deps, context: freshContext() })).toMatchObject([{ before: true }, { before: true }])
  })
  it('changes nothing when it comes again in other words', async () => {
    await rig.run('plant', rig.write('n.json', network(NODES, SPANS)))
    expect(await rig.run('plant', rig.write('m.json', `${network(NODES, SPANS)}\n`))).toMatchObject({ before: false, written: 0, known: 5 })
  })
  it.each([
    ['NaN', JSON.stringify(span('bad', 'cabinet', 'pole-1', [0, 0.001])).replace('[-117.2,', '[NaN,'), 'a coordinate is missing or is not a number'],
    ['swapped coordinates', { ...span('bad', 'cabinet', 'pole-1', [0, 0.001]), route: { type: 'LineString', coordinates: [[39.1, -117.2], [39.1, -117.19]] } }, 'longitude and latitude are the wrong way round'],
    ['a ring of copper', span('bad', 'cabinet', 'pole-2', [0, 0.002]), 'the span bad closes a ring, and copper plant must be a tree'],
    ['a loop at one pole', span('bad', 'pole-1', 'pole-1', [0.001, 0.001]), 'the span bad closes a ring, and copper plant must be a tree'],
    ['a joint nobody knows', span('bad', 'cabinet', 'ghost', [0, 0.001]), 'the span ends at the node ghost, which is not in these files'],
    ['an id twice', span('s1', 'cabinet', 'pole-1', [0, 0.001]), 'the span s1 is there twice'],
    ['a bomb of a name', span('x'.repeat(300_000), 'cabinet', 'pole-1', [0, 0.001]), 'the name is 300,000 characters long, and 200 are enough'],
    ['no company', { ...span('bad', 'cabinet', 'pole-1', [0, 0.001]), networkProviders: [] }, 'it names no company; say whose it is with --provider'],
    ['a medium nobody knows', span('bad', 'cabinet', 'pole-1', [0, 0.001], { transmissionMedium: ['string'] }), 'the medium "string" is not known'],
    ['a line out of service', span('bad', 'cabinet', 'pole-1', [0, 0.001], { status: 'decommissioned' }), 'the span is out of service (decommissioned)'],
    ['a second coordinate system', span('bad', 'cabinet', 'pole-1', [0, 0.001], { crs: { name: 'EPSG:25832' } }), 'the coordinates are of another coordinate system (EPSG:25832); WGS 84 is needed'],
    ['one point', { ...span('bad', 'cabinet', 'pole-1', [0, 0.001]), route: { type: 'LineString', coordinates: [[-117.2, 39.1]] } }, 'the span has no route of two points or more'],
  ] as const)('refuses %s and takes the rest', async (_, bad, reason) => {
    expect(await rig.run('plant', rig.write('n.json', network(NODES, [...SPANS, bad])))).toMatchObject({ written: 5, lines: [{ line: 7, reason }] })
  })
  it('takes a ring of fiber: only where a loop is measured must plant be a tree', async () => {
    const fiber = { transmissionMedium: ['fibre'] }
    expect(await rig.run('plant', rig.write('n.json', network(NODES, [...SPANS.map((it) => ({ ...it, ...fiber })), span('ring', 'cabinet', 'pole-2', [0, 0.002], fiber)])))).toMatchObject({ written: 6, refused: 0 })
  })
  it('takes what was whole of a file that is cut off', async () => {
    const text = network(NODES, SPANS)
    expect(await rig.run('plant', rig.write('n.json', text.slice(0, -40)))).toMatchObject({ written: 4, lines: [{ line: 6, reason: 'the file is cut off in this object' }] })
  })
  it('refuses all of a network in another coordinate system, and none of the one beside it', async () => {
    const two = `{"networks":[${network([node('far', 0)], [], { name: 'EPSG:3857' })},\n${network(NODES, SPANS)}]}`
    const report = await rig.run('plant', rig.write('n.json', two))
    expect(report).toMatchObject({ written: 5, refused: 1, lines: [{ reason: 'the coordinates are of another coordinate system (EPSG:3857); WGS 84 is needed' }] })
  })
})

describe('sectors', () => {
  const HEADER = 'id,operator,site,lon,lat,azimuth,beam_width,height,frequency,eirp,capacity'
  const GOOD = { id: 'mill-0', operator: 'Tiny Air', site: 'Mill', lon: '-117.2', lat: '39.1', azimuth: '90', beam: '60', height: '25', frequency: '5600', eirp: '36', capacity: '40' }
  const row = (change: Partial<typeof GOOD> = {}) => Object.values({ ...GOOD, ...change }).join(',')
  const polygon = (ring: readonly unknown[]) => JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { ...GOOD, beam_width: 60 }, geometry: { type: 'Polygon', coordinates: [ring] } }] })
  it('come in as CSV and GeoJSON, the same', async () => {
    expect(await rig.run('radio', rig.write('r.csv', [HEADER, row()].join('\n')))).toMatchObject({ written: 1, refused: 0 })
    const { lon: _, lat: __, beam, ...properties } = GOOD
    const feature = { type: 'Feature', properties: { ...properties, 'Beam Width': beam }, geometry: { type: 'Point', coordinates: [-117.2, 39.1] } }
    expect(await rig.run('radio', rig.write('r.geojson', JSON.stringify({ type: 'FeatureCollection', features: [feature] })))).toMatchObject({ written: 0, known: 1 })
  })
  it.each([
    ['no azimuth', { azimuth: '' }, 'the azimuth is missing or is not one that can be'],
    ['a beam wider than round', { beam: '400' }, 'the beam width is missing or is not one that can be'],
    ['NaN', { eirp: 'NaN' }, 'the EIRP is missing or is not one that can be'],
    ['a frequency that is none', { frequency: '5' }, 'the frequency is missing or is not one that can be'],
    ['half a customer', { capacity: '1.5' }, 'the capacity is not a whole number with no more free than there is'],
    ['swapped coordinates', { lon: '39.1', lat: '-117.2' }, 'longitude and latitude are the wrong way round'],
    ['a bomb of a name', { site: 'x'.repeat(100_000) }, 'the name is 100,000 characters long, and 200 are enough'],
  ] as const)('refuses a row with %s', async (_, change, reason) => {
    expect(await rig.run('radio', rig.write('r.csv', [HEADER, row({ id: 'other' }), row(change), row()].join('\n')))).toMatchObject({ written: 2, lines: [{ line: 3, reason }] })
  })
  it('refuses an outline that crosses itself and takes one that does not', async () => {
    const [a, b, c, d] = [[-117.2, 39.1], [-117.1, 39.1], [-117.1, 39.2], [-117.2, 39.2]]
    expect(await rig.run('radio', rig.write('x.geojson', polygon([a, b, d, c, a])))).toMatchObject({ written: 0, lines: [{ line: 1, reason: 'the outline of the sector crosses itself' }] })
    expect(await rig.run('radio', rig.write('o.geojson', polygon([a, b, c, d, a])))).toMatchObject({ written: 1, refused: 0 })
  })
  it('are refused as a whole in other columns', async () => {
    expect(await rig.run('radio', rig.write('r.csv', 'a,b\n1,2'))).toMatchObject({ failed: 'the columns are of no format that is known: a list of sectors lacks azimuth, beamWidth, frequency, eirp, capacity' })
  })
})

describe('terrain', () => {
  /** Rises a metre with every sample to the east; the south-west sample is a void. */
  const tile = (): Buffer => {
    const bytes = Buffer.alloc(1201 * 1201 * 2)
    for (let row = 0; row < 1201; row++) for (let column = 0; column < 1201; column++) bytes.writeInt16BE(column, (row * 1201 + column) * 2)
    bytes.writeInt16BE(-32_768, 1200 * 1201 * 2)
    return bytes
  }
  it('comes in tile by tile; what is no tile is named', async () => {
    const directory = join(dirname(rig.write('x', '')), 'tiles')
    mkdirSync(directory)
    rig.write('tiles/N39W118.hgt', tile())
    rig.write('tiles/N40W118.hgt', tile().subarray(0, 5000))
    rig.write('tiles/readme.txt', 'tiles')
    expect(await rig.run('terrain', directory)).toMatchObject({ written: 1, refused: 2, lines: [{ line: 2, reason: 'N40W118.hgt: it is 5,000 bytes long; a tile has 2,884,802 or 25,934,402 (is it cut off?)' }, { line: 3 }] })
    expect(await rig.run('terrain', directory)).toMatchObject({ written: 0, known: 1 })
  })
  it('is read between its samples, and makes no height up', () => {
    const bytes = tile()
    const read = readTile('N39W118.hgt', { buffer: bytes.buffer as ArrayBuffer, byteOffset: bytes.byteOffset, byteLength: bytes.byteLength })
    if (typeof read === 'string') throw new Error(read)
    const ground = createTerrain([read])
    expect(ground({ latitude: 39.5, longitude: -118 + 300.25 / 1200 })).toBeCloseTo(300.25, 6)
    expect(ground({ latitude: 40, longitude: -118 })).toBeNull()
    expect(ground({ latitude: 39, longitude: -118 })).toBeNull()
    expect(ground({ latitude: 39.00001, longitude: -117.99999 })).toBeNull()
    expect(ground({ latitude: 41.5, longitude: -117.5 })).toBeNull()
  })
})
