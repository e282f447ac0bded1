import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadTerritory } from '../../../main/territory/load-territory.ts'
import { readTerritory } from '../../../main/territory/read-territory.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { tempCache } from '../cache/caches.ts'

// A tiny invented city by the same command: bad lines are refused one by one, missing optional files are no fault, broken ones are.
const MANIFEST = { name: 'tinytown', title: 'Tinytown, Nowhere', city: 'Tinytown', region: 'NV', zone: 'America/Los_Angeles', sandbox: true, providers: { 'Tiny Net': 'tiny-net' }, technologies: { Copper: 'copper' } }
const HEADER = 'address_full,major_city,state,lat,lon,block_group,collection_datetime,provider,contract_provider,price,speed_down,speed_up,speed_unit,technology,package,fastest_speed_down,fastest_speed_price,n_providers'
const GOOD = { address: '"1 Main St Tinytown, NV 89000"', lat: '39.1', lon: '-117.2', group: '320000000001', at: '1650129957', provider: 'Tiny Net', price: '20.0', down: '5.0', up: '1.0', unit: 'Mbps', technology: 'Copper', plan: 'Tiny 5' }
const line = (change: Partial<typeof GOOD> = {}) => {
  const it = { ...GOOD, ...change }
  return [it.address, 'tinytown', 'NV', it.lat, it.lon, it.group, it.at, it.provider, '', it.price, it.down, it.up, it.unit, it.technology, it.plan, it.down, it.price, '1'].join(',')
}

const made: string[] = []
afterEach(() => made.splice(0).forEach((directory) => rmSync(directory, { recursive: true })))
function city(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-city-'))
  made.push(directory)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  return directory
}
const withOffers = (...lines: readonly string[]) => city({ 'territory.json': JSON.stringify(MANIFEST), 'offers/tiny.csv': [HEADER, ...lines].join('\n') })

describe('a second city', () => {
  it('loads by the same command with nothing but its manifest and one list', async () => {
    const temp = tempCache()
    const loaded = await loadTerritory(temp.cache, withOffers(line(), line({ address: '"2 Main St Tinytown, NV 89000"' })))
    expect(loaded).toMatchObject({ ok: true, value: { name: 'tinytown', addresses: 2, offerings: 0, refused: [] } })
    expect(temp.cache.search('main', 5).matches.map((place) => place.number)).toEqual(['1', '2'])
    expect(temp.cache.territory()).toMatchObject({ zone: 'America/Los_Angeles', billCycleDay: null })
    expect(temp.cache.catalog()).toBeNull()
    temp.remove()
  })
  it('takes the place of the city that was there', async () => {
    const temp = tempCache()
    await loadTerritory(temp.cache, withOffers(line(), line({ address: '"2 Main St Tinytown, NV 89000"' })))
    await loadTerritory(temp.cache, withOffers(line({ address: '"7 Elm St Tinytown, NV 89000"' })))
    expect(temp.cache.counts()).toMatchObject({ addresses: 1, streets: 1, answers: 1 })
    expect(temp.cache.search('main', 5).matches).toEqual([])
    expect(temp.cache.search('elm', 5).matches).toHaveLength(1)
    temp.remove()
  })
})

describe('a bad line', () => {
  it.each([
    ['house-number-missing', { address: '"Main St Tinytown, NV 89000"' }],
    ['other-city', { address: '"1 Main St Bigtown, NV 89000"' }],
    ['position-malformed', { lat: 'north' }],
    ['position-malformed', { lon: '-517.2' }],
    ['block-group-malformed', { group: '32' }],
    ['provider-unknown', { provider: 'Stranger' }],
    ['technology-unknown', { technology: 'Pigeon' }],
    ['price-malformed', { price: 'free' }],
    ['speed-malformed', { down: '0' }],
    ['speed-malformed', { unit: 'furlongs' }],
    ['time-malformed', { at: 'yesterday' }],
    ['plan-missing', { plan: '' }],
  ] as const)('is refused with %s and its number, and the rest is loaded', async (reason, change) => {
    const read = await readTerritory(withOffers(line({ address: '"8 Main St Tinytown, NV 89000"' }), line(change), line({ address: '"9 Main St Tinytown, NV 89000"' })))
    assert(read.ok, 'readable')
    expect(read.value.refused).toEqual([{ file: 'offers/tiny.csv', line: 3, reason }])
    expect(read.value.addresses.map((place) => place.number)).toEqual(['8', '9'])
  })
  it('is refused when it has too few columns or a torn quote', async () => {
    const read = await readTerritory(withOffers(line(), 'x,y', line({ address: '"2 Main St Tinytown, NV 89000"' }), '"3 Main St" Tinytown,NV'))
    assert(read.ok, 'readable')
    expect(read.value.refused.map(({ reason, line: at }) => [reason, at])).toEqual([['csv-malformed', 3], ['csv-malformed', 5]])
    expect(read.value.addresses).toHaveLength(2)
  })
  it('is refused when the same list has the house already', async () => {
    const read = await readTerritory(withOffers(line(), line({ address: '"1 MAIN STREET,TINYTOWN,NV 89000,USA"' })))
    expect(read).toMatchObject({ ok: true, value: { refused: [{ line: 3, reason: 'address-repeated' }] } })
  })
  it('is not refused when it is good: the lines above differ from this one in one fault each', async () => {
    expect(await readTerritory(withOffers(line()))).toMatchObject({ ok: true, value: { refused: [] } })
  })
})

describe('a broken directory', () => {
  it.each([
    ['without a manifest', {}, { file: 'territory.json', reason: 'missing' }],
    ['whose manifest is not JSON', { 'territory.json': '{' }, { file: 'territory.json', reason: 'not JSON' }],
    ['in a zone that does not exist', { 'territory.json': JSON.stringify({ ...MANIFEST, zone: 'Mars/Olympus' }) }, { file: 'territory.json' }],
    ['whose catalog names an unknown provider', { 'territory.json': JSON.stringify(MANIFEST), 'catalog.json': JSON.stringify({ version: 1, publishedAt: 0, currency: 'USD', providers: [], taxes: [], offerings: [{
      id: 'a', version: 1, validFrom: 0, validTo: null, kind: 'access', name: 'A', providerId: 'ghost', accessType: 'copper', downlinkKbps: 1, uplinkKbps: 1, prices: [], settlementRule: { id: 's', version: 1, legs: [] },
      eligibility: { accessTypes: [], postcodes: [], planNames: [] }, prerequisites: [], requires: [], bundleOf: [], bundleDiscountMicro: 0, clientRequirement: null, label: null, origin: 'invented' }] }) }, { file: 'catalog.json' }],
  ])('%s is refused as a whole and says which file', async (_, files, details) => {
    expect(await readTerritory(city(files as Record<string, string>))).toMatchObject({ ok: false, error: { code: 'territory-invalid', details } })
  })
  it('leaves the cache as it was', async () => {
    const temp = tempCache()
    await loadTerritory(temp.cache, withOffers(line()))
    expect(await loadTerritory(temp.cache, city({}))).toMatchObject({ ok: false })
    expect(temp.cache.counts().addresses).toBe(1)
    temp.remove()
  })
  it('refuses a unit or a refusal of an unknown house, and loads the rest', async () => {
    const directory = withOffers(line())
    writeFileSync(join(directory, 'units.json'), JSON.stringify({ premises: [{ address: '77 Main St, Tinytown, NV 89000', units: ['Apt 1'] }, { address: '1 Main St, Tinytown, NV 89000', units: ['Apt 1', 'Apt 2'] }] }))
    const read = await readTerritory(directory)
    assert(read.ok, 'readable')
    expect(read.value.refused).toEqual([{ file: 'units.json', line: 1, reason: 'address-not-in-territory' }])
    expect(read.value.addresses.map((place) => place.unit)).toEqual([null, 'Apt 1', 'Apt 2'])
  })
})
