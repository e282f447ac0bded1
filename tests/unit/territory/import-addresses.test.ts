import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readLines } from '../../../main/territory/import/lines.ts'
import { addressIdOf } from '../../../main/territory/place-book.ts'
import { readAddress, readWrittenAddress } from '../../../shared/engines/address/read-address.ts'
import { importRig } from './import-rig.ts'

// Lists of addresses and of answers about them: what is good comes in once whatever is wrong around it, and what is refused says where and why.
const HEADER = 'LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH'
const GOOD = { LON: '-117.2', LAT: '39.1', NUMBER: '1', STREET: 'Main Street', UNIT: '', CITY: '', DISTRICT: '', REGION: '', POSTCODE: '89000', ID: '', HASH: '' }
const row = (change: Partial<typeof GOOD> = {}) => Object.values({ ...GOOD, ...change }).join(',')
const feature = (change: Partial<typeof GOOD>, coordinates: readonly unknown[] = [-117.2, 39.1]) =>
  JSON.stringify({ type: 'Feature', properties: Object.fromEntries(Object.entries({ ...GOOD, ...change }).map(([name, value]) => [name.toLowerCase(), value])), geometry: { type: 'Point', coordinates } })
const columns = (change: Partial<Parameters<typeof readAddress>[0]> = {}) => readAddress({ number: '12', street: 'Main Street', unit: '', city: 'Tinytown', district: '', region: 'NV', postcode: '89000', ...change }, { city: '', region: '' })
const idOf = (change: Parameters<typeof columns>[0]) => {
  const read = columns(change)
  if (!read.ok) throw new Error(read.error)
  return addressIdOf(read.value)
}

let rig: ReturnType<typeof importRig>
beforeEach(() => void (rig = importRig()))
afterEach(() => rig.remove())

describe('an address of a list', () => {
  it.each([
    ['a suffix in full', { street: 'Main Street' }, { street: 'MAIN ST.' }],
    ['marks on letters', { street: 'Peña Avenue' }, { street: 'PENA AVE' }],
    ['a range written short', { number: '112-14' }, { number: '112-114' }],
    ['a long dash', { number: '112–14' }, { number: '112-14' }],
    ['a letter set apart', { number: '12 A' }, { number: '12a' }],
    ['a unit by any name', { unit: 'APT. 4' }, { unit: '#4' }],
    ['a unit behind the street', { street: 'Main St Apt 4' }, { unit: '4' }],
    ['a long postcode', { postcode: '89000-1234' }, { postcode: '89000' }],
    ['a town in capitals', { city: 'TINYTOWN' }, { city: 'Tinytown' }],
  ] as const)('is one house whatever its spelling: %s', (_, one, other) => expect(idOf(one)).toBe(idOf(other)))
  it.each([
    ['a number with a leading zero is no range', { number: '112-05' }, { number: '112-105' }],
    ['a floor is no apartment', { unit: 'FL 4' }, { unit: 'APT 4' }],
    ['another end of the range', { number: '112-14' }, { number: '112-16' }],
  ] as const)('is two houses where %s', (_, one, other) => expect(idOf(one)).not.toBe(idOf(other)))
  it('keeps the spelling of the place for people', () => expect(columns({ street: 'Peña Boulevard', city: 'CAÑON CITY' })).toMatchObject({ ok: true, value: { street: 'Peña Blvd', city: 'Cañon City' } }))
  it('is read from one line with its state between commas', () => {
    expect(readWrittenAddress('49 HACKENSACK RD, CHESTNUT HILL, MA, 02467-3256, USA', { city: '', region: '' })).toEqual({ ok: true, value: { number: '49', street: 'Hackensack Rd', unit: null, city: 'Chestnut Hill', region: 'MA', postcode: '02467' } })
  })
})

describe('a list of addresses', () => {
  it('comes in as CSV and as one feature a line, the same', async () => {
    expect(await rig.run('addresses', rig.write('a.csv', [HEADER, row(), row({ NUMBER: '3', UNIT: '2' })].join('\r\n')))).toMatchObject({ written: 2, refused: 0 })
    expect(await rig.run('addresses', rig.write('a.geojson', [feature({}), feature({ NUMBER: '3', UNIT: 'Apt 2' })].join('\n')))).toMatchObject({ written: 0, known: 2, refused: 0 })
    expect(rig.cache.counts()).toMatchObject({ addresses: 2, units: 1 })
  })
  it('hangs a unit under its premise, which then stands for no line itself', async () => {
    await rig.run('addresses', rig.write('a.csv', [HEADER, row(), row({ UNIT: 'A' }), row({ UNIT: 'B' })].join('\n')))
    const [premise] = rig.cache.search('1 main', 5).matches
    expect(premise).toMatchObject({ unit: null, needsUnit: true })
    expect(rig.cache.units(premise!.id).map(({ unit }) => unit)).toEqual(['Unit A', 'Unit B'])
  })
  it('takes a quoted value with a line end in it, and loses nothing after a quote that never closes', async () => {
    const report = await rig.run('addresses', rig.write('a.csv', [HEADER, row({ ID: '"two\nlines"' }), row({ NUMBER: '2', ID: '"torn' }), row({ NUMBER: '3' })].join('\n')))
    expect(report).toMatchObject({ written: 2, lines: [{ line: 4, reason: 'a quote is opened and never closed' }] })
  })

  const neighbour = row({ NUMBER: '7' })
  it.each([
    ['too few values', '1,2,3', 'the line has 3 values where the header names 11'],
    ['no house number', row({ NUMBER: '' }), 'the house number is missing'],
    ['words for a house number', row({ NUMBER: 'behind the mill' }), '"behind the mill" is not a house number'],
    ['no street', row({ STREET: ' ' }), 'the street is missing'],
    ['no postcode', row({ POSTCODE: '' }), 'the postcode is missing'],
    ['NaN', row({ LON: 'NaN' }), 'a coordinate is missing or is not a number'],
    ['an empty coordinate', row({ LAT: '' }), 'a coordinate is missing or is not a number'],
    ['swapped coordinates', row({ LON: '39.1', LAT: '-117.2' }), 'longitude and latitude are the wrong way round'],
    ['swapped coordinates that could be a place', row({ LON: '39.1', LAT: '-71.2' }), 'longitude and latitude are the wrong way round'],
    ['metres', row({ LON: '-13046700', LAT: '4735000' }), 'the coordinates are not degrees; they look like metres of another coordinate system'],
    ['another continent', row({ LON: '8.5', LAT: '47.4' }), 'the place is far from the rest of this territory'],
    ['the sea off Africa', row({ LON: '0', LAT: '0' }), 'the coordinates are 0, 0: a place that was never found'],
    ['a bomb of a name', row({ STREET: 'x'.repeat(500_000) }), 'the street is 500,000 characters long, and 120 are enough for any'],
    ['a pile of marks', row({ STREET: `e${'\u0301'.repeat(4000)}` }), 'the street is 4,001 characters long, and 120 are enough for any'],
    ['a line without end', 'x'.repeat(2 << 20), 'the line is 2.0 MB long, and no line of these formats is'],
    ['a control character', row({ STREET: 'Ma\u0000in St' }), 'the street has characters that cannot be printed (is the file UTF-8?)'],
    ['quotes that do not fit', `${row().slice(0, -1)},"a"b"c"`, 'the quotes of this line do not fit together'],
  ])('refuses a line with %s, says where and why, and takes the rest', async (_, bad, reason) => {
    const report = await rig.run('addresses', rig.write('a.csv', [HEADER, neighbour, bad, row({ NUMBER: '9' })].join('\n')))
    expect(report).toMatchObject({ written: 2, refused: 1, lines: [{ line: 3, reason }] })
  })
  it('refuses nothing when nothing is wrong: the rows above differ from this one in one fault each', async () => {
    expect(await rig.run('addresses', rig.write('a.csv', [HEADER, neighbour, row(), row({ NUMBER: '9' })].join('\n')))).toMatchObject({ written: 3, refused: 0 })
  })
  it.each([
    ['cut off', feature({}).slice(0, 90), 'the line is not JSON; it is cut off or damaged'],
    ['NaN', feature({}).replace('[-117.2', '[NaN'), 'a coordinate is missing or is not a number'],
    ['a polygon', feature({}).replace('Point', 'Polygon'), 'the feature is not a point'],
    ['no object', '7', 'the line is not a JSON object'],
  ])('refuses a feature that is %s', async (_, bad, reason) => {
    expect(await rig.run('addresses', rig.write('a.geojson', [feature({ NUMBER: '7' }), bad, feature({ NUMBER: '9' })].join('\n')))).toMatchObject({ written: 2, lines: [{ line: 2, reason }] })
  })
  it.each([
    ['other columns', 'a,b\n1,2', 'the columns are of no format that is known: for OpenAddresses CSV it lacks LON, LAT, NUMBER, STREET, POSTCODE'],
    ['nothing in it', '', 'the file is empty'],
  ])('is refused as a whole with %s', async (_, text, failed) => expect(await rig.run('addresses', rig.write('a.csv', text))).toMatchObject({ failed, written: 0 }))
  it('is refused as a whole when it is not there', async () => expect(await rig.run('addresses', '/nowhere/a.csv')).toMatchObject({ failed: 'there is no such file' }))
})

describe('importing again', () => {
  const text = [HEADER, row(), row({ NUMBER: '3', UNIT: '2' }), row({ NUMBER: '' }), row({ LON: '-117.3' })].join('\n')
  it('reads nothing when the file is the same', async () => {
    const file = rig.write('a.csv', text)
    await rig.run('addresses', file)
    expect(await rig.run('addresses', file)).toMatchObject({ before: true, written: 2, known: 1, refused: 1 })
  })
  it('changes nothing when the same lines come in another file', async () => {
    await rig.run('addresses', rig.write('a.csv', text))
    const [before, place] = [rig.cache.counts(), rig.cache.search('1 main', 1).matches]
    expect(await rig.run('addresses', rig.write('b.csv', `${text}\n\n`))).toMatchObject({ before: false, written: 0, known: 3, refused: 1 })
    expect([rig.cache.counts(), rig.cache.search('1 main', 1).matches]).toEqual([before, place])
  })
  it('goes on where it was broken off, and ends as if it never had been', async () => {
    const lines = [HEADER, ...Array.from({ length: 20_000 }, (_, at) => row({ NUMBER: String(at + 1), POSTCODE: at % 5000 === 0 ? '' : '89000' }))]
    const file = rig.write('a.csv', lines.join('\n'))
    const control = importRig()
    const whole = await control.run('addresses', file)
    const commit = rig.target.commit
    let batches = 0
    const dying = { ...rig.target, commit: (batch: Parameters<typeof commit>[0]) => {
      if (++batches > 2) throw new Error('the power is gone')
      return commit(batch)
    } }
    const { runImport } = await import('../../../main/territory/import/run-import.ts')
    const { freshContext } = await import('./import-rig.ts')
    await expect(runImport([{ kind: 'addresses', path: file }], { target: dying, terrainDir: '', context: freshContext() })).rejects.toThrow('the power is gone')
    expect(rig.cache.counts().addresses).toBeGreaterThan(0)
    const after = await rig.run('addresses', file)
    expect(after.resumedAt).toBeGreaterThan(0)
    expect({ ...after, resumedAt: 0, line: 0, key: '' }).toEqual({ ...whole, resumedAt: 0, line: 0, key: '' })
    expect(rig.cache.counts()).toEqual(control.cache.counts())
    control.remove()
  })
})

describe('a stream whose line never ends', () => {
  it('is left after so many bytes, holding none of them', async () => {
    let asked = 0
    async function* endless() {
      for (;;) {
        asked++
        yield Buffer.from(asked === 1 ? `${HEADER}\nx` : 'x'.repeat(1000))
      }
    }
    const seen = []
    for await (const batch of readLines(endless(), { line: 0, offset: 0 }, { lineBytes: 5000, giveUpBytes: 50_000 })) seen.push(...batch)
    expect(seen.map(({ line, problem }) => [line, problem])).toEqual([[1, undefined], [2, 'the line has no end after 0.0 MB; nothing after it was read']])
    expect(asked).toBeLessThan(60)
  })
})

describe('what providers answered', () => {
  const OFFERS = 'address_full,major_city,state,lat,lon,block_group,collection_datetime,provider,contract_provider,price,speed_down,speed_up,speed_unit,technology,package'
  const offer = (change: Readonly<Record<string, string>> = {}) =>
    Object.values({ a: '"1 Main St Tinytown, NV 89000"', city: 'tinytown', state: 'NV', lat: '39.1', lon: '-117.2', group: '320000000001', at: '1650129957', provider: 'Tiny Net', over: '', price: '20.0', down: '5.0', up: '1.0', unit: 'Mbps', technology: 'Not Fiber', plan: 'Tiny 5', ...change }).join(',')
  const answersAt = (text: string) => rig.cache.facts(rig.cache.search(text, 1).matches[0]!.id).answers
  it('keeps plan, price, source and date per address, and makes the address where no list has it', async () => {
    expect(await rig.run('offers', rig.write('o.csv', [OFFERS, offer()].join('\n')))).toMatchObject({ written: 1, refused: 0 })
    expect(answersAt('1 main')).toEqual([{ providerId: 'tiny-net', accessType: 'copper', qualified: true, planName: 'Tiny 5', priceMicro: 20_000_000, downlinkKbps: 5000, uplinkKbps: 1000, reasonCode: null, overProviderId: null, answeredAt: 1_650_129_957_000, source: 'collected2022' }])
  })
  it('keeps the newer answer, whichever file comes first', async () => {
    await rig.run('offers', rig.write('new.csv', [OFFERS, offer({ plan: 'Tiny 9', at: '1750129957' })].join('\n')))
    expect(await rig.run('offers', rig.write('old.csv', [OFFERS, offer()].join('\n')))).toMatchObject({ written: 0, known: 1 })
    expect(answersAt('1 main').map(({ planName, source }) => [planName, source])).toEqual([['Tiny 9', 'providerInterface']])
  })
  it.each([
    ['a price in words', { price: 'free' }, 'the price "free" is not an amount'],
    ['a speed of nothing', { down: '0' }, 'the speed is not a number of Kbps, Mbps or Gbps'],
    ['a technology nobody knows', { technology: 'Pigeon' }, 'the technology "Pigeon" is not known'],
    ['no plan', { plan: '' }, 'the plan has no name'],
    ['no provider', { provider: '' }, 'the provider is missing'],
    ['a time in words', { at: 'yesterday' }, 'the time "yesterday" is not one in seconds since 1970'],
    ['an address elsewhere', { a: '"1 Main St Bigtown, NV 89000"' }, 'the address is in another city'],
  ])('refuses an offer with %s', async (_, change, reason) => {
    expect(await rig.run('offers', rig.write('o.csv', [OFFERS, offer(change), offer()].join('\n')))).toMatchObject({ written: 1, lines: [{ line: 2, reason }] })
  })
  it('finds the address by its hash and tells each service', async () => {
    await rig.run('addresses', rig.write('a.geojson', feature({ HASH: 'b4e7b55e0bad02c1' })))
    const line = { oa_hash: 'b4e7b55e0bad02c1', lon: -117.2, lat: 39.1, block_group: '320000000001', address: '1 MAIN ST, ELSEWHERE, NV, 89000-1234, USA', qualified: 'Y', services: { FiOSData: 'Y', HSI: 'N' }, fiveG: false, fourGHome: true, collected: 1_652_145_378 }
    expect(await rig.run('answers', rig.write('b.ndjson', [JSON.stringify(line), JSON.stringify({ ...line, qualified: 'maybe' })].join('\n')))).toMatchObject({ written: 1, lines: [{ line: 2, reason: '"qualified" is neither Y nor N' }] })
    expect(rig.cache.counts().addresses).toBe(1)
    expect(answersAt('1 main').map(({ providerId, accessType, qualified }) => [providerId, accessType, qualified])).toEqual([['verizon', 'copper', false], ['verizon', 'fiber', true], ['verizon', 'fixedWireless', true]])
    expect(rig.cache.search('1 main', 1).matches[0]!.blockGroup).toBe('320000000001')
  })
  it('takes the FCC’s claims by cell and refuses codes that are none', async () => {
    const header = 'frn,provider_id,brand_name,location_id,technology,max_advertised_download_speed,max_advertised_upload_speed,low_latency,business_residential_code,state_usps,block_geoid,h3_res8_id'
    const real = '0003768165,130317,Xfinity,1037392925,50,100,100,1,B,VT,500110102002027,882bab5303fffff'
    const report = await rig.run('answers', rig.write('bdc_50_J25_fiber.csv', [header, real, real.replace(',50,', ',51,'), real.replace('882bab5303fffff', 'here'), real.replace(',B,', ',Q,')].join('\n')))
    expect(report).toMatchObject({ written: 1, lines: [{ line: 3, reason: 'the technology code "51" is not one of the FCC\'s' }, { line: 4, reason: '"here" is not an H3 cell' }, { line: 5, reason: '"Q" is none of R, B and X' }] })
  })
})
