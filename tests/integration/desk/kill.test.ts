// Goal: kill -9 of the whole desk, at any moment, loses no acknowledged order and repeats no effect.
// Method: a desk process that takes orders is killed and started again on its data, DESK_KILLS times; then it finishes in peace and the
// effect books say what happened. The moment of each death is drawn from a seed, which is printed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, it } from 'vitest'
import { contradictions } from '../../support/desk-parties.ts'
import { newDirectory, startDeskRig } from '../../support/desk-rig.ts'

const KILLS = Number(process.env['DESK_KILLS'] ?? 12)
const SEED = Number(process.env['DESK_SEED'] ?? Date.now() % 100_000)
const LONGEST_LIFE_MS = 1_200
/** Orders that find an address for sure: the addresses of the smallest pool. */
const WORLD_HOLDS = 240
const SCRIPT = join(import.meta.dirname, '../../support/desk-to-kill.ts')
const directory = newDirectory()
afterAll(directory.remove)

/** Lets a desk live for `lifeMs` after it is ready, then kills it. Answers the orders it acknowledged. */
async function liveAndDie(dataDir: string, lifeMs: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [SCRIPT, dataDir, '6'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const acknowledged: string[] = []
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') setTimeout(() => child.kill('SIGKILL'), lifeMs)
    else acknowledged.push(line.replace('acknowledged ', ''))
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  if (signal !== 'SIGKILL') throw new Error(`the desk ended by itself with ${code}: ${said}`)
  return acknowledged
}

/** Park and Miller's generator: enough to spread moments, and the same for the same seed. */
function drawFrom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

describe('a desk that is killed again and again', () => {
  it(`keeps every order that it acknowledged and no effect happens twice (${KILLS} kills, seed ${SEED})`, { timeout: 60_000 + KILLS * 15_000 }, async () => {
    const draw = drawFrom(SEED)
    const acknowledged: string[] = []
    for (let kill = 0; kill < KILLS; kill++) acknowledged.push(...(await liveAndDie(directory.path, Math.floor(draw() * LONGEST_LIFE_MS))))
    expect(acknowledged.length, 'orders were taken at all').toBeGreaterThan(0)

    const rig = await startDeskRig(directory.path)
    const book = await rig.book()
    const listed = (await rig.ask('orders.list', { limit: 200 })).orders.map((order) => order.orderId)
    const ids = [...new Set([...acknowledged, ...listed, ...book.map((entry) => entry.externalId.split(':')[0] ?? '')])]
    const known = await Promise.all(ids.map(async (orderId) => ((await rig.call('orders.view', { orderId })).ok ? [orderId] : [])))
    const orders = await Promise.all(known.flat().map(async (orderId) => ({ ...(await rig.ended(orderId, 60_000)), orderId })))
    const atTheEnd = await rig.book()
    await rig.stop()

    const facts = { acknowledged, orders, book: atTheEnd }
    expect(contradictions(facts)).toEqual([])
    // In a long run the practice world fills up, and says so; nothing else may fail.
    const failed = orders.filter((order) => order.state !== 'completed')
    for (const order of failed) expect(['provider-refused', 'pool-exhausted', 'port-others-first']).toContain(order.stateReason?.code)
    // A node has few ports: who is refused one stood behind more people than there were.
    const withoutPort = failed.filter((order) => order.stateReason?.code === 'port-others-first')
    for (const order of withoutPort) expect(Number(order.stateReason?.details['place'])).toBeGreaterThan(Number(order.stateReason?.details['free']))
    expect(failed.length - withoutPort.length).toBeLessThanOrEqual(Math.max(0, orders.length - WORLD_HOLDS))
    expect(orders.length - failed.length, 'orders were completed').toBeGreaterThan(0)
    process.stdout.write(`killed ${KILLS} times, ${acknowledged.length} orders acknowledged, ${orders.length - failed.length} completed, ${atTheEnd.length} effects\n`)

    // Negative control: the same check over the same facts, spoiled.
    expect(contradictions({ ...facts, book: [...facts.book, facts.book[0]!] })).not.toEqual([])
    const forgotten = acknowledged[0]!
    const without = { ...facts, orders: orders.filter(({ orderId }) => orderId !== forgotten), book: facts.book.filter((entry) => !entry.externalId.startsWith(forgotten)) }
    expect(contradictions(without)).toEqual([`acknowledged order ${forgotten} is lost`])
  })
})
