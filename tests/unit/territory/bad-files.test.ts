// Goal: whatever is wrong with a file of any kind, it is refused with its line and reason and everything good beside it comes in; nothing throws, nothing is held without end.
// Method: one table, kinds of file by kinds of fault; a sound file of each kind as the control; streams without end.
import { spawnSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readJsonItems } from '../../../main/territory/import/json-items.ts'
import type { ImportKind } from '../../../shared/domain/import-job.ts'
import { importRig } from './import-rig.ts'

let rig: ReturnType<typeof importRig>
beforeEach(() => void (rig = importRig()))
afterEach(() => rig.remove())

const BOMB = 'x'.repeat(300_000)
const OWNER = { networkProviders: [{ id: 'tiny', name: 'Tiny Net' }] }
const node = (id: string, coordinates: unknown, more = {}) => ({ id, name: id, location: { type: 'Point', coordinates }, portsTotal: 4, ...OWNER, ...more })
const span = (id: string, start: string, end: string, route: unknown, more = {}) => ({ id, start, end, route: { type: 'LineString', coordinates: route }, transmissionMedium: ['copper'], ...OWNER, ...more })
const network = (spans: readonly unknown[], nodes: readonly unknown[] = []) => `{"nodes":[\n${[node('a', [-117.2, 39.1]), node('b', [-117.1, 39.1]), ...nodes].map((it) => JSON.stringify(it)).join(',\n')}],"spans":[\n${spans.map((it) => (typeof it === 'string' ? it : JSON.stringify(it))).join(',\n')}]}`
const GOOD_SPAN = span('s1', 'a', 'b', [[-117.2, 39.1], [-117.1, 39.1]])
const sector = (more: object, coordinates: unknown = [-117.2, 39.1]) => JSON.stringify({ type: 'Feature', properties: { id: 'm', operator: 'Tiny Air', site: 'Mill', azimuth: 90, beam_width: 60, frequency: 5600, eirp: 36, capacity: 4, ...more }, geometry: { type: 'Point', coordinates } })
const outline = (ring: unknown) => JSON.stringify({ type: 'Feature', properties: { id: 'p', operator: 'Tiny Air', site: 'Mill', azimuth: 90, beam_width: 60, frequency: 5600, eirp: 36, capacity: 4 }, geometry: { type: 'Polygon', coordinates: [ring] } })
const CSV = 'LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH\n'
const OFFERS = 'address_full,lat,lon,collection_datetime,provider,price,speed_down,speed_up,technology,package\n'
const offer = (name: string, lon = '-117.2') => `"1 Main St, Tinytown NV 89000",39.1,${lon},1650129957,Tiny Net,20.0,5.0,1.0,Copper,${name}`

/** kind, fault, file, what is written, where it is refused (null: as a whole), why */
const TABLE: readonly (readonly [ImportKind, string, string, number, number | null, string | RegExp])[] = [
  ['addresses', 'wrong columns', 'a,b\n1,2', 0, null, /^the columns are of no format/],
  ['addresses', 'truncated', `${CSV}-117.2,39.1,1,Main St,,,,,89000,,\n-117.2,39.1,3,Ma`, 1, 3, /^the line has 4 values/],
  ['addresses', 'NaN', `${CSV}-117.2,39.1,1,Main St,,,,,89000,,\nNaN,39.1,3,Main St,,,,,89000,,`, 1, 3, 'a coordinate is missing or is not a number'],
  ['addresses', 'swapped coordinates', `${CSV}-117.2,39.1,1,Main St,,,,,89000,,\n39.1,-117.2,3,Main St,,,,,89000,,`, 1, 3, 'longitude and latitude are the wrong way round'],
  ['addresses', 'metres', `${CSV}-117.2,39.1,1,Main St,,,,,89000,,\n-13046700,4735000,3,Main St,,,,,89000,,`, 1, 3, /^the coordinates are not degrees/],
  ['addresses', 'a bomb of a name', `${CSV}-117.2,39.1,1,Main St,,,,,89000,,\n-117.2,39.1,3,${BOMB},,,,,89000,,`, 1, 3, /^the street is 300,000 characters long/],
  ['plant', 'wrong members', network([GOOD_SPAN, { here: 'nothing' }]), 3, 5, 'it has no id'],
  ['plant', 'truncated', network([GOOD_SPAN, span('s2', 'a', 'b', [[-117.2, 39.1], [-117.1, 39.1]])]).slice(0, -30), 3, 5, 'the file is cut off in this object'],
  ['plant', 'NaN', network([GOOD_SPAN, JSON.stringify(span('s2', 'a', 'b', [[-117.2, 39.1], [-117.1, 39.1]])).replace('-117.1', 'NaN')]), 3, 5, 'a coordinate is missing or is not a number'],
  ['plant', 'swapped coordinates', network([GOOD_SPAN, span('s2', 'a', 'b', [[39.1, -117.2], [39.1, -117.1]])]), 3, 5, 'longitude and latitude are the wrong way round'],
  ['plant', 'a ring of copper', network([GOOD_SPAN, span('s2', 'b', 'a', [[-117.1, 39.1], [-117.2, 39.1]])]), 3, 5, 'the span s2 closes a ring, and copper plant must be a tree'],
  ['plant', 'a joint that is nowhere', network([GOOD_SPAN, span('s2', 'a', 'gone', [[-117.2, 39.1], [-117.1, 39.1]])]), 3, 5, /^the span ends at the node gone/],
  ['plant', 'the same id twice', network([GOOD_SPAN, GOOD_SPAN]), 3, 5, 'the span s1 is there twice'],
  ['plant', 'a bomb of a name', network([GOOD_SPAN], [node(BOMB, [-117.2, 39.1])]), 3, 4, /^the name is 300,000 characters long/],
  ['plant', 'two coordinate systems', network([GOOD_SPAN], [node('far', [-117.2, 39.1], { crs: { name: 'EPSG:3857' } })]), 3, 4, /^the coordinates are of another coordinate system \(EPSG:3857\)/],
  ['radio', 'wrong columns', 'a,b\n1,2', 0, null, /^the columns are of no format/],
  ['radio', 'truncated', `${sector({})}\n${sector({ id: 'n' }).slice(0, 80)}`, 1, 2, 'the line is not JSON; it is cut off or damaged'],
  ['radio', 'NaN', `${sector({})}\n${sector({ id: 'n' }).replace('-117.2', 'NaN')}`, 1, 2, 'a coordinate is missing or is not a number'],
  ['radio', 'swapped coordinates', `${sector({})}\n${sector({ id: 'n' }, [39.1, -117.2])}`, 1, 2, 'longitude and latitude are the wrong way round'],
  ['radio', 'an outline that crosses itself', `${sector({})}\n${outline([[-117.2, 39.1], [-117.1, 39.1], [-117.2, 39.2], [-117.1, 39.2], [-117.2, 39.1]])}`, 1, 2, 'the outline of the sector crosses itself'],
  ['radio', 'a bomb of a name', `${sector({})}\n${sector({ id: 'n', site: BOMB })}`, 1, 2, /^the name is 300,000 characters long/],
  ['offers', 'wrong columns', 'address_full,price\nx,1', 0, null, /^the columns are of no format/],
  ['offers', 'truncated', `${OFFERS}${offer('Tiny 5')}\n${offer('Tiny 9').slice(0, 40)}`, 1, 3, /values where the header names|never closed/],
  ['offers', 'NaN', `${OFFERS}${offer('Tiny 5')}\n${offer('Tiny 9', 'NaN')}`, 1, 3, 'a coordinate is missing or is not a number'],
  ['offers', 'a bomb of a name', `${OFFERS}${offer('Tiny 5')}\n${offer(BOMB)}`, 1, 3, /^the name of the plan is 300,000 characters long/],
  ['answers', 'truncated', '{"answers": [\n{"address":"1 Main St, Tin', 0, 2, 'the file is cut off in this object'],
]

describe('a bad file', () => {
  it.each(TABLE)('of %s with %s costs itself and says where and why', async (kind, _, content, written, line, reason) => {
    const report = await rig.run(kind, rig.write('list.txt', content))
    if (line === null) expect(report).toMatchObject({ written: 0, failed: typeof reason === 'string' ? reason : expect.stringMatching(reason) })
    else expect(report).toMatchObject({ failed: null, written, refused: 1, lines: [{ line, reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) }] })
  })
  it.each([['addresses', `${CSV}-117.2,39.1,1,Main St,,,,,89000,,`, 1], ['plant', network([GOOD_SPAN]), 3], ['radio', sector({}), 1], ['offers', `${OFFERS}${offer('Tiny 5')}`, 1]] as const)('of %s without a fault is refused nothing: the rows above differ from it in one', async (kind, content, written) => {
    expect(await rig.run(kind, rig.write('list.txt', content))).toMatchObject({ failed: null, written, refused: 0 })
  })
})

describe('a stream without an end', () => {
  async function itemsOf(head: string, body: string): Promise<{ items: (readonly [number, string | undefined])[]; asked: number }> {
    let asked = 0
    async function* endless() {
      for (;;) yield Buffer.from(asked++ === 0 ? head : body)
    }
    const items: (readonly [number, string | undefined])[] = []
    for await (const { line, problem } of readJsonItems(endless(), new Set(['nodes']), 1 << 20)) items.push([line, problem])
    return { items, asked }
  }
  it('in one object is left, and what was whole before it is kept', async () => {
    const { items, asked } = await itemsOf('{"nodes":[\n{"id":"a"},\n{"id":"b","name":"', 'x'.repeat(100_000))
    expect(items).toEqual([[2, undefined], [3, 'the object has no end after 1 MB; nothing after it was read']])
    expect(asked).toBeLessThan(20)
  })
  it('between objects is left too', async () => expect((await itemsOf('{"nodes":[\n{"id":"a"}],"filler":"', 'x'.repeat(100_000))).items.at(-1)).toEqual([2, 'the text between objects has no end after 1 MB; nothing after it was read']))
  it('that only has many objects is read on', async () => {
    let asked = 0
    async function* many() {
      yield Buffer.from('{"nodes":[{"id":"first"}')
      while (asked++ < 50) yield Buffer.from(`,{"id":"${'x'.repeat(100_000)}"}`)
      yield Buffer.from(']}')
    }
    let read = 0
    for await (const { problem } of readJsonItems(many(), new Set(['nodes']), 1 << 20)) read += problem === undefined ? 1 : 0
    expect(read).toBe(51)
  })
  it('of addresses, through a pipe as a person would give it, ends the import with what was good', async () => {
    const pipe = rig.write('unused', '').replace('unused', 'pipe')
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
    function* endless() {
      yield `${CSV}-117.2,39.1,1,Main St,,,,,89000,,\n`
      for (;;) yield 'x'.repeat(1 << 20)
    }
    // Whoever writes is told by the system that nobody reads any more.
    const writing = pipeline(Readable.from(endless()), createWriteStream(pipe)).catch((error: NodeJS.ErrnoException) => error.code)
    const report = await rig.run('addresses', pipe)
    expect(report).toMatchObject({ written: 1, refused: 1, lines: [{ line: 3, reason: expect.stringMatching(/^the line has no end after/) }] })
    expect(await writing).toBe('EPIPE')
  })
})
