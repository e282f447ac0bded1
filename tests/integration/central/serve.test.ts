// Goal: `npm run central` is a service a person can start, find, use from two desks and stop. Method: the real launch file as a process.
import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { createHttpCentralClient } from '../../../main/platform/central-client/http-client.ts'
import { createPortCentralClient } from '../../../main/platform/central-client/port-client.ts'
import { REP, commandInputs, order } from '../../unit/central/support/builders.ts'
import { valueOf } from '../../unit/central/support/start-central.ts'
import { CENTRAL, TOKEN, newPlace, run, startCentralProcess } from './support/processes.ts'

const UP = { isUp: () => true }
const CHEYENNE = resolve(import.meta.dirname, '../../../resources/territory/cheyenne')

/** Starts it as a person would, without a token; resolves with the line it prints. */
function start(data: string, territory: string) {
  return new Promise<{ readonly line: string; readonly stop: (signal: NodeJS.Signals) => Promise<number | null> }>((done, failed) => {
    const child = run(CENTRAL, ['--data', data, '--port', '0', '--territory', territory], (line) => done({ line, stop: (signal) => (child.process.kill(signal), child.exited) }))
    void child.exited.then((code) => failed(new Error(`ended with ${code}: ${child.errors()}`)))
  })
}

describe('central alone', { timeout: 120_000 }, () => {
  it('says where it is and where the token is, keeps secrets to its owner, and ends on Ctrl-C with its data', async () => {
    const place = newPlace()
    const first = await start(place.data, place.territory)
    const [, url = '', tokenFile = ''] = /^central listens on (\S+); desk token in (\S+)$/.exec(first.line) ?? []
    expect(tokenFile).toBe(join(place.data, 'central-token'))
    for (const file of ['central-token', 'central-key']) expect(statSync(join(place.data, file)).mode & 0o777, file).toBe(0o600)
    const token = readFileSync(tokenFile, 'utf8').trim()
    const client = createHttpCentralClient({ baseUrl: url, token, timeoutMs: 5000, network: UP })
    valueOf(await client.command('customer.register', 'k', commandInputs('o1')['customer.register'], REP))
    expect(await first.stop('SIGINT')).toBe(0)

    const second = await start(place.data, place.territory)
    const again = createHttpCentralClient({ baseUrl: /http\S+(?=;)/.exec(second.line)?.[0] ?? '', token, timeoutMs: 5000, network: UP })
    expect(valueOf(await again.feed(0, 10)).items.map((item) => item.kind)).toEqual(['catalog', 'customer'])
    expect(await second.stop('SIGTERM')).toBe(0)
  })

  it('refuses a directory that another one holds, in a sentence', async () => {
    const place = newPlace()
    await startCentralProcess(place)
    await expect(startCentralProcess(place)).rejects.toThrow(/in use by the Lastmile Desk with process id/)
  })

  it('publishes the Cheyenne territory at its first start', async () => {
    const place = newPlace()
    const central = await startCentralProcess({ data: place.data, territory: CHEYENNE })
    const client = createHttpCentralClient({ baseUrl: central.url, token: TOKEN, timeoutMs: 5000, network: UP })
    const { catalog } = valueOf(await client.query('catalog.current', {}))
    expect(catalog?.providers.map((provider) => provider.id)).toEqual(expect.arrayContaining(['centurylink', 'earthlink', 'high-plains', 'kestrel']))
    await client.command('customer.register', 'r', commandInputs('o1')['customer.register'], REP)
    const held = valueOf(await client.command('address.hold', 'h', commandInputs('o1')['address.hold'], REP))
    expect(held).toMatchObject({ poolId: 'CHY-RES-A', address: '203.0.113.2' })
  })

  it('lets two desks see each other through the feed', async () => {
    const central = await startCentralProcess(newPlace())
    const desk = () => createHttpCentralClient({ baseUrl: central.url, token: TOKEN, timeoutMs: 5000, network: UP })
    const [a, b] = [desk(), desk()]
    const cursor = valueOf(await b.feed(0, 500)).cursor
    await a.command('order.record', 'k', { order: order('o1'), state: 'inProgress', stepsDone: 1, stepsTotal: 9, revision: 1 }, REP)
    expect(valueOf(await b.feed(cursor, 500)).items).toMatchObject([{ kind: 'order', deskId: 'desk-a', order: order('o1') }])
  })
})

describe('central embedded in a thread', { timeout: 120_000 }, () => {
  it('publishes the territory, answers over its port and ends when told', async () => {
    const place = newPlace()
    const { port1, port2 } = new MessageChannel()
    const file = resolve(import.meta.dirname, '../../../main/hosts/central/central-thread.ts')
    const workerData = { file: join(place.data, 'central.db'), key: 'ab'.repeat(32), territoryDir: place.territory, port: port2 }
    const thread = new Worker(file, { workerData, transferList: [port2] })
    const ended = new Promise((done) => thread.once('exit', done))
    const client = createPortCentralClient(port1, { timeoutMs: 20_000, network: UP })
    expect(valueOf(await client.query('catalog.current', {})).catalog?.version).toBe(1)
    valueOf(await client.command('customer.register', 'k', commandInputs('o1')['customer.register'], REP))
    thread.postMessage({ kind: 'stop' })
    expect(await ended).toBe(0)
    expect(await client.query('catalog.current', {})).toMatchObject({ ok: false, error: { code: 'central-unavailable' } })
  })
})
