import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CHEYENNE } from '../cache/caches.ts'
import { runImport } from '../../../main/territory/import/run-import.ts'
import { freshContext, importRig } from './import-rig.ts'

// Documents that name their places by the written address: units of a house, a provider's no, who waits for a port.
const HEADER = 'LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH'
const HOUSES = [HEADER, '-117.2,39.1,1,Main Street,,,,,89000,,', '-117.2,39.1,3,Main Street,,,,,89000,,'].join('\n')
const ONE = '1 Main St, Tinytown NV 89000'
const document = (list: string, items: readonly unknown[], more: object = {}) => `{${Object.entries(more).map(([name, value]) => `"${name}":${JSON.stringify(value)},`).join('')}\n"${list}": [\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]}`
const refusal = (more: object = {}) => ({ address: ONE, providerId: 'tiny-net', accessType: 'copper', reasonCode: 'NO-FACILITY', overProviderId: null, answeredAt: 1_750_000_000_000, ...more })
const waits = (more: object = {}) => ({ id: 'w1', queueId: 'cabinet', providerId: 'tiny-net', accessType: 'copper', priorityClass: 1, since: 1_750_000_000_000, distanceM: 30, address: ONE, ...more })
const CABINET = JSON.stringify({ nodes: [{ id: 'cabinet', name: 'cabinet', providerId: 'tiny-net', latitude: 39.1, longitude: -117.2, portsTotal: 8, portsFree: 0 }], spans: [{ id: 's', providerId: 'tiny-net', accessType: 'copper', nodeId: 'cabinet', status: 'operational', readyAt: null, dropLimitM: 90, feederM: 0, route: [[-117.2, 39.1], [-117.199, 39.1]] }] })

let rig: ReturnType<typeof importRig>
beforeEach(async () => {
  rig = importRig()
  await rig.run('addresses', rig.write('houses.csv', HOUSES))
})
afterEach(() => rig.remove())
const placeOf = (text: string) => rig.cache.search(text, 1).matches[0]!

describe('units of a house', () => {
  it('hang under it, stand where it stands, and make it none to sell to', async () => {
    expect(await rig.run('addresses', rig.write('u.json', document('premises', [{ address: ONE, units: ['Apt 1', 'Apt 2'] }], { origin: 'invented' })))).toMatchObject({ written: 1, refused: 0, failed: null })
    const premise = placeOf('1 main')
    expect(premise).toMatchObject({ unit: null, needsUnit: true })
    expect(rig.cache.units(premise.id)).toMatchObject([{ unit: 'Apt 1', parentId: premise.id, latitude: 39.1, origin: 'real' }, { unit: 'Apt 2' }])
    expect(await rig.run('addresses', rig.write('again.json', document('premises', [{ address: ONE, units: ['Apt 2'] }])))).toMatchObject({ written: 0, known: 1 })
  })
})

describe('a provider’s no', () => {
  it('is kept at the address with its reason and date, and gives way to a newer answer only', async () => {
    expect(await rig.run('answers', rig.write('n.json', document('answers', [refusal()])))).toMatchObject({ written: 1, refused: 0 })
    expect(rig.cache.facts(placeOf('1 main').id).answers).toMatchObject([{ providerId: 'tiny-net', qualified: false, reasonCode: 'NO-FACILITY', answeredAt: 1_750_000_000_000, source: 'providerInterface' }])
    expect(await rig.run('answers', rig.write('old.json', document('answers', [refusal({ reasonCode: 'LOOP-QUALITY', answeredAt: 1_740_000_000_000 })])))).toMatchObject({ written: 0, known: 1 })
    expect(await rig.run('answers', rig.write('new.json', document('answers', [refusal({ reasonCode: 'LOOP-QUALITY', answeredAt: 1_760_000_000_000 })])))).toMatchObject({ written: 1 })
  })
  it('on one line is a document too', async () => expect(await rig.run('answers', rig.write('one.json', JSON.stringify({ answers: [refusal()] })))).toMatchObject({ written: 1 }))
})

describe('who waits for a port', () => {
  it('stands in the queue of the node or sector, by the order’s own data', async () => {
    await rig.run('plant', rig.write('p.json', CABINET))
    expect(await rig.run('offers', rig.write('w.json', document('waiting', [waits(), waits({ id: 'w2', address: '3 Main St, Tinytown NV 89000', since: 1_760_000_000_000 })])))).toMatchObject({ written: 2, refused: 0 })
    expect(rig.cache.facts(placeOf('1 main').id).waiting).toMatchObject([{ id: 'w1', queueId: 'cabinet', place: placeOf('1 main').id }, { id: 'w2', place: placeOf('3 main').id }])
    expect(await rig.run('offers', rig.write('w2.json', document('waiting', [waits({ priorityClass: 2 })])))).toMatchObject({ written: 1 })
  })
})

it.each([
  ['an address nobody lives at', 'answers', refusal({ address: '99 Main St, Tinytown NV 89000' }), 'the address is not in the territory'],
  ['units of a house that is not there', 'premises', { address: '99 Main St, Tinytown NV 89000', units: ['1'] }, 'the address is not in the territory'],
  ['a queue of nothing', 'waiting', waits({ queueId: 'elsewhere' }), 'nothing that is waited for is called elsewhere'],
  ['no date', 'answers', refusal({ answeredAt: null }), 'nobody has asked yet: the answer has no date'],
  ['a reason in prose', 'answers', refusal({ reasonCode: 'we do not like it' }), expect.stringContaining('reasonCode')],
  ['a bomb of a unit', 'premises', { address: ONE, units: ['x'.repeat(100_000)] }, expect.stringContaining('units.0')],
  ['a bomb of an address', 'answers', refusal({ address: 'x'.repeat(100_000) }), expect.stringContaining('address')],
  ['a technology nobody knows', 'waiting', waits({ accessType: 'pigeon' }), expect.stringContaining('accessType')],
  ['another town', 'answers', refusal({ address: '1 Main St, Bigtown NV 89000' }), 'the address is in another city'],
])('refuses %s with its line and takes the rest', async (_, list, bad, reason) => {
  await rig.run('plant', rig.write('p.json', CABINET))
  const good = list === 'answers' ? refusal() : list === 'waiting' ? waits({ id: 'good' }) : { address: ONE, units: ['Apt 9'] }
  expect(await rig.run('answers', rig.write('x.json', document(list, [good, bad])))).toMatchObject({ written: 1, refused: 1, lines: [{ line: 4, reason }] })
})

it('takes what was whole of a document that is cut off', async () => {
  const text = document('answers', [refusal(), refusal({ address: '3 Main St, Tinytown NV 89000' })])
  expect(await rig.run('answers', rig.write('cut.json', text.slice(0, -60)))).toMatchObject({ written: 1, lines: [{ line: 4, reason: 'the file is cut off in this object' }] })
})

it('says of a catalog that it is published, not imported', async () => {
  expect(await rig.run('offers', rig.write('c.json', readFileSync(join(CHEYENNE, 'catalog.json'))))).toMatchObject({ written: 0, failed: expect.stringContaining('npm run catalog -- publish') })
})

it('brings the practice territory’s own files in with one import, whatever their order', async () => {
  const cheyenne = importRig()
  const words = JSON.parse(readFileSync(join(CHEYENNE, 'territory.json'), 'utf8')) as { city: string; region: string; providers: Record<string, never>; technologies: Record<string, never> }
  const files = [['addresses', 'units.json'], ['answers', 'negative-answers.json'], ['offers', 'plant.json'], ['offers', 'offers/cheyenne_centurylink.csv'], ['offers', 'offers/cheyenne_earthlink.csv'], ['plant', 'plant.json'], ['radio', 'sectors.json']] as const
  const reports = await runImport(files.map(([kind, name]) => ({ kind, path: join(CHEYENNE, name) })), { target: cheyenne.target, context: freshContext(words), terrainDir: '' })
  const of = (kind: string, name: string) => reports.find((report) => report.kind === kind && report.path.endsWith(name))!
  expect(reports.map(({ failed }) => failed)).toEqual(files.map(() => null))
  expect(of('addresses', 'units.json')).toMatchObject({ written: 8, refused: 0 })
  expect(of('offers', 'plant.json')).toMatchObject({ written: 3, refused: 0 })
  expect(cheyenne.target.refusals(of('answers', 'negative-answers.json').key, 1_000).every(({ reason }) => reason === 'nobody has asked yet: the answer has no date')).toBe(true)
  expect(of('answers', 'negative-answers.json').written).toBeGreaterThan(10)
  expect(cheyenne.cache.counts()).toMatchObject({ addresses: 3669, sectors: 9 })
  cheyenne.remove()
})
