// Goal: a city's own offers per address give a territory in which each address is told its plan and its price, by one command.
// Method: files of a city that is built in nowhere, the command in a process of its own, a real central over HTTP, answers from the desk's file.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveCentral } from '../../../main/hosts/central/serve.ts'
import type { ServedAt } from '../../../main/hosts/central/serve.ts'
import { createHttpCentralClient } from '../../../main/platform/central-client/http-client.ts'
import { deskKey } from '../../../main/platform/keys.ts'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import { matchLine } from '../../../shared/engines/offers/match-line.ts'
import { qualify } from '../../../shared/engines/qualification/qualify.ts'
import { CHEYENNE } from '../../unit/cache/caches.ts'

const LAUNCH = fileURLToPath(new URL('../../../main/hosts/launch/', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'lastmile-offers-'))
const HEADER = 'address_full,major_city,state,lat,lon,block_group,collection_datetime,provider,contract_provider,price,speed_down,speed_up,speed_unit,technology,package,fastest_speed_down,fastest_speed_price,n_providers'
const NOW_S = Math.floor(Date.now() / 1000)
const row = (number: number, { price = '39.99', plan = 'Lake 300', provider = 'Lake Fiber', over = '', down = '300', technology = 'Fiber', at = NOW_S } = {}) => `"${number} LAKE ST,TINYTOWN,NV 89001,USA",tinytown,NV,39.1,${(-117.2 + number / 100_000).toFixed(5)},320210001001,${at},${provider},${over},${price},${down},20,Mbps,${technology},${plan},${down},${price},2`
let served: ServedAt
beforeAll(async () => void (served = await serveCentral({ directory: join(directory, 'central'), port: 0, territoryDir: CHEYENNE })), 60_000)
afterAll(async () => {
  await served.close()
  rmSync(directory, { recursive: true })
})
const fileOf = (name: string, lines: readonly string[]) => {
  writeFileSync(join(directory, name), `${[HEADER, ...lines].join('\n')}\n`)
  return join(directory, name)
}
async function run(command: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [join(LAUNCH, command), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [status] = (await once(child, 'close')) as [number]
  return { status, text: Buffer.concat(chunks).toString('utf8') }
}
const importOffers = (file: string, ...more: readonly string[]) => run('territory.ts', 'import', '--territory', 'tinytown', '--zone', 'America/Los_Angeles', '--region', 'NV', '--data', join(directory, 'desk'), '--offers', file, ...more)
const toCentral = () => ['--central', served.url, '--central-token-file', served.tokenFile ?? '']
const published = async (): Promise<Catalog> => {
  const answer = await createHttpCentralClient({ baseUrl: served.url, token: readFileSync(served.tokenFile ?? '', 'utf8').trim(), timeoutMs: 5000, network: { isUp: () => true } }).query('catalog.current', {})
  if (!answer.ok || !answer.value.catalog) throw new Error('nothing is published')
  return answer.value.catalog
}
/** Offerings with their price that the address's own lines carry. */
function soldAt(number: number, catalog: Catalog): readonly (readonly [string, number])[] {
  const { cache } = openCache({ file: join(directory, 'desk', 'cache.db'), key: deskKey(join(directory, 'desk')).key })
  try {
    const address = cache.search(`${number} Lake St`, 1).matches[0]!
    const { policy } = cache.territory()!
    const lines = qualify({ ...cache.facts(address.id), address, policy, now: Date.now() })
    return catalog.offerings.filter((offering) => offering.kind === 'access' && (offering.validTo === null || offering.validTo > Date.now()) && offering.validFrom <= Date.now() && matchLine(offering, lines).kind === 'yes').map(({ name, prices }) => [name, prices[0]!.amountMicro] as const).toSorted()
  } finally {
    cache.close()
  }
}

it('puts the plans of another city on sale at the addresses that have them, refuses broken rows, and finds nothing new the second time', async () => {
  const before = await published()
  const offers = fileOf('tinytown_all.csv', [row(2), row(4, { price: '59.99' }), row(6, { plan: 'Hill 10', provider: 'Hill', over: 'Lake Fiber', down: '10', price: '45.00' }), row(8, { price: 'free' }), row(10, { down: 'NaN' }), 'half a row'])
  const first = await importOffers(offers, ...toCentral())
  expect(first.text).toContain('3 new, 0 known already, 3 refused')
  expect(first.text).toMatch(/:5 the price "free" is not an amount/)
  expect(first.text).toMatch(/:6 the speed is not a number/)
  expect(first.text).toContain('3 plans found: 3 new, 0 at other terms than before, 0 on sale already, 0 refused.')
  expect(first).toMatchObject({ status: 0, text: expect.stringContaining(`Catalog version ${before.version + 1} is in force.`) })
  const after = await published()
  expect(after.offerings.slice(0, before.offerings.length)).toEqual(before.offerings)
  expect(after.providers.find(({ id }) => id === 'lake-fiber')).toMatchObject({ name: 'Lake Fiber' })
  expect([2, 4, 6].map((number) => soldAt(number, after))).toEqual([[['Lake 300', 39_990_000]], [['Lake 300', 59_990_000]], [['Hill 10', 45_000_000]]])
  const again = await importOffers(offers, ...toCentral())
  expect(again.text).toContain('imported before; nothing to do')
  expect(again.text).toContain('3 plans found: 0 new, 0 at other terms than before, 3 on sale already, 0 refused.')
  expect((await published()).version).toBe(after.version)
}, 60_000)

it('writes a catalog to look at first, which npm run catalog takes; a later collection changes a price from a day on', async () => {
  const file = join(directory, 'proposal.json')
  const current = await published()
  const later = fileOf('tinytown_later.csv', [row(6, { plan: 'Hill 10', provider: 'Hill', over: 'Lake Fiber', down: '10', price: '47.50', at: NOW_S + 60 })])
  expect(await importOffers(later, '--from', '2098-01-01', ...toCentral(), '--catalog', join(directory, 'sent.json'))).toMatchObject({ status: 0, text: expect.stringContaining('0 new, 1 at other terms than before, 2 on sale already') })
  const dated = (await published()).offerings.filter(({ name }) => name === 'Hill 10')
  expect(dated.map(({ version, prices, validFrom }) => [version, prices[0]!.amountMicro, validFrom > Date.now()])).toEqual([[1, 45_000_000, false], [2, 47_500_000, true]])
  expect(dated[0]!.validTo).toBe(Date.parse('2098-01-01T08:00:00Z'))
  expect(dated[1]!.id).toBe(dated[0]!.id)
  expect((await published()).version).toBe(current.version + 1)
  const alone = await run('territory.ts', 'import', '--territory', 'lakeside', '--data', join(directory, 'other'), '--offers', later, '--catalog', file)
  expect(alone).toMatchObject({ status: 0, text: expect.stringContaining('1 plans found: 1 new') })
  expect(await run('catalog.ts', 'validate', file)).toMatchObject({ status: 0, text: expect.stringContaining('1 offerings, 2 providers, no fault') })
  expect(await importOffers(later, '--from', '2001-01-01')).toMatchObject({ status: 1, text: expect.stringContaining('still to come') })
}, 60_000)
