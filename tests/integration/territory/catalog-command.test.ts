import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveCentral } from '../../../main/hosts/central/serve.ts'
import type { ServedAt } from '../../../main/hosts/central/serve.ts'
import { createHttpCentralClient } from '../../../main/platform/central-client/http-client.ts'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import { assert } from '../../../shared/kernel/result.ts'

// The command as a person types it, in a process of its own, against a real central over HTTP that started with the catalog of Cheyenne.
const COMMAND = fileURLToPath(new URL('../../../main/hosts/launch/catalog.ts', import.meta.url))
const CHEYENNE = fileURLToPath(new URL('../../../resources/territory/cheyenne', import.meta.url))
const FOREVER = '2099-01-01T00:00:00Z'
const directory = mkdtempSync(join(tmpdir(), 'lastmile-catalog-'))
let served: ServedAt
let client: CentralClient

beforeAll(async () => {
  served = await serveCentral({ directory: join(directory, 'central'), port: 0, territoryDir: CHEYENNE })
  client = createHttpCentralClient({ baseUrl: served.url, token: readFileSync(served.tokenFile ?? '', 'utf8').trim(), timeoutMs: 5000, network: { isUp: () => true } })
}, 60_000)
afterAll(async () => {
  await served.close()
  rmSync(directory, { recursive: true })
})

async function run(verb: string, name: string, content: unknown, central: string | null = served.url) {
  const file = join(directory, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 1))
  const child = spawn(process.execPath, [COMMAND, verb, file, ...(central === null ? [] : ['--central', central, '--central-token-file', served.tokenFile ?? ''])], { stdio: ['ignore', 'pipe', 'inherit'] })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = (await once(child, 'close')) as [number]
  return { code, text: Buffer.concat(chunks).toString().replaceAll(`${directory}/`, '') }
}

async function current(): Promise<Catalog> {
  const answer = await client.query('catalog.current', {})
  assert(answer.ok && answer.value.catalog !== null, 'a catalog is published')
  return answer.value.catalog
}
async function publications(): Promise<readonly number[]> {
  const page = await client.feed(0, 500)
  assert(page.ok, 'the feed is read')
  return page.value.items.flatMap((item) => (item.kind === 'catalog' ? [item.catalog.version] : []))
}
const dearer = (catalog: Catalog): Catalog => ({
  ...catalog, version: catalog.version + 1, offerings: catalog.offerings.map((one, index) => (index > 0 ? one : { ...one, prices: one.prices.map((price, at) => (at > 0 ? price : { ...price, amountMicro: price.amountMicro + 10_000 })) })),
})

it('names every fault with line and path, needs no central for it, and changes nothing', async () => {
  const broken = { ...(await current()), version: 9, offerings: [{ ...(await current()).offerings[0], validFrom: 5, validTo: 5 }] }
  const text = JSON.stringify(broken, null, 1)
  const line = text.split('\n').findIndex((row) => row.includes('"validTo"')) + 1
  expect(await run('validate', 'broken.json', text, null)).toMatchObject({ code: 1, text: expect.stringContaining(`broken.json:${line} offerings.0.validTo: ends before it begins`) })
  expect(await run('publish', 'broken.json', text)).toMatchObject({ code: 1, text: expect.stringContaining('nothing was changed') })
  expect(await run('publish', 'twice.json', '{"version": 2,\n"version": 3}')).toEqual({ code: 1, text: 'twice.json:2 version: the name is there twice\n' })
  expect((await current()).version).toBe(1)
})

it('publishes a newer version once, says what it changes, and refuses an older one', async () => {
  const before = await current()
  const next = dearer(before)
  const wanted = `rewritten ${next.offerings[0]?.id} version ${next.offerings[0]?.version}: prices.0.amountMicro`
  expect((await run('validate', 'next.json', next)).text).toContain(wanted)
  expect(await publications()).toEqual([1])
  expect(await run('publish', 'next.json', next)).toMatchObject({ code: 0, text: expect.stringContaining(wanted) })
  expect(await run('publish', 'next.json', next)).toMatchObject({ code: 0, text: expect.stringContaining('nothing to do') })
  expect(await run('publish', 'before.json', before)).toMatchObject({ code: 1, text: expect.stringContaining('not-newer-than-2') })
  expect(await publications()).toEqual([1, 2])
  expect(await current()).toEqual(next)
})

it('is repeated without a second effect after the answer was lost', async () => {
  let dropped = 0
  const proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const answer = await fetch(`${served.url}${request.url}`, { method: 'POST', body, headers: { 'content-type': 'application/json', authorization: request.headers.authorization ?? '', 'x-lastmile-wire': String(request.headers['x-lastmile-wire']) } })
    if (request.url === '/v1/command' && dropped++ === 0) return void request.socket.destroy()
    response.writeHead(answer.status, { 'x-lastmile-wire': answer.headers.get('x-lastmile-wire') ?? '' }).end(await answer.text())
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const next = dearer(await current())
  expect(await run('publish', 'lost.json', next, url)).toMatchObject({ code: 1, text: expect.stringContaining('central-unavailable') })
  expect(await run('publish', 'lost.json', next, url)).toMatchObject({ code: 0, text: expect.stringContaining('in force') })
  proxy.close()
  expect((await publications()).filter((version) => version === next.version)).toEqual([next.version])
})

it('ends an offering in time, once, and names the line of what it refuses', async () => {
  const before = await current()
  const id = String(before.offerings[0]?.id)
  const file = { withdraw: [{ id, endsAt: FOREVER }] }
  expect(await run('withdraw', 'end.json', file)).toMatchObject({ code: 0, text: expect.stringContaining(`ends ${id} version`) })
  expect((await current()).offerings.find((one) => String(one.id) === id)?.validTo).toBe(Date.parse(FOREVER))
  expect(await run('withdraw', 'end.json', file)).toMatchObject({ code: 0, text: expect.stringContaining('nothing to do') })
  expect((await current()).version).toBe(before.version + 1)
  expect(await run('withdraw', 'unknown.json', '{"withdraw": [\n {"id": "nobody-sells-this",\n  "endsAt": "2099-01-01T00:00:00Z"}]}')).toMatchObject({ code: 1, text: expect.stringContaining('unknown.json:2 withdraw.0.id: no offering') })
})
