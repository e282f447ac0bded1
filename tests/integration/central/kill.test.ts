// Goal: central may die at any moment and be called again by everybody, and still everything happened once; two desks see each other.
// Method: real processes, real HTTP, kill -9 while two desks are in the middle of commands, every call repeated under its key until answered.
// Control: the same traffic against a central without its idempotency door must be caught by the same checks.
import { describe, expect, it } from 'vitest'
import { createHttpCentralClient } from '../../../main/platform/central-client/http-client.ts'
import type { CentralClient, FeedItem } from '../../../shared/contract/central/wire.ts'
import { valueOf } from '../../unit/central/support/start-central.ts'
import { CENTRAL, FORGETFUL_CENTRAL, TOKEN, newPlace, startCentralProcess, startDesk } from './support/processes.ts'

const ORDERS_PER_DESK = 12
const ALL_ORDERS = 2 * ORDERS_PER_DESK
const ANSWERS_BETWEEN_KILLS = 25
const ORDER_IDS = Array.from({ length: ALL_ORDERS }, (_, n) => `order-${n}`)

type DeskReport = { readonly seenCursors: readonly number[]; readonly seenDesks: readonly string[] }
type Outcome = { readonly client: CentralClient; readonly kills: number; readonly reports: readonly DeskReport[] }

/** Two desks work through a central that is killed and started again whenever so many answers have been given. */
async function workUnderKills(script: string, kills: number): Promise<Outcome> {
  const place = newPlace()
  let central = await startCentralProcess(place, { script })
  const { url, port } = central
  let [answers, killed, restarting] = [0, 0, Promise.resolve()]
  const killAndRestart = async () => {
    central.process.kill('SIGKILL')
    await central.exited
    central = await startCentralProcess(place, { script, port })
  }
  const reports: DeskReport[] = []
  const onLine = (line: string) => {
    const said = JSON.parse(line) as object
    if ('seenCursors' in said) return void reports.push(said as DeskReport)
    if (++answers % ANSWERS_BETWEEN_KILLS === 0 && killed < kills) {
      killed++
      restarting = restarting.then(killAndRestart)
    }
  }
  const desks = ['desk-a', 'desk-b'].map((deskId, index) => startDesk({ url, deskId, firstOrder: index * ORDERS_PER_DESK, orders: ORDERS_PER_DESK, allOrders: ALL_ORDERS }, onLine))
  const codes = await Promise.all(desks.map((desk) => desk.exited))
  await restarting
  expect(codes, desks.map((desk) => desk.errors()).join()).toEqual([0, 0])
  return { client: createHttpCentralClient({ baseUrl: url, token: TOKEN, timeoutMs: 5000, network: { isUp: () => true } }), kills: killed, reports }
}

async function wholeFeed(client: CentralClient): Promise<readonly FeedItem[]> {
  const items: FeedItem[] = []
  for (let more = true; more; ) {
    const page = valueOf(await client.feed(items.at(-1)?.cursor ?? 0, 100))
    items.push(...page.items)
    more = page.more
  }
  return items
}

/** What one order must have left in the feed when each of its commands happened once; late repeats of hold and link add nothing. */
const expectedOf = (orderId: string): readonly string[] =>
  Number(orderId.slice('order-'.length)) % 2 === 0
    ? ['assignment assigned', 'assignment held', 'crosswalk linked', 'customer', 'order']
    : ['assignment held', 'assignment held', 'crosswalk linked', 'crosswalk released', 'customer', 'order']

function leftBy(orderId: string, items: readonly FeedItem[]): readonly string[] {
  const customerId = `customer-of-${orderId}`
  return items.flatMap((item) => {
    if (item.kind === 'order' && item.order.id === orderId) return ['order']
    if (item.kind === 'customer' && item.customer.id === customerId) return ['customer']
    if (item.kind === 'crosswalk' && item.link.customerId === customerId) return [`crosswalk ${item.link.state}`]
    return item.kind === 'assignment' && item.assignment.orderId === orderId ? [`assignment ${item.assignment.state}`] : []
  }).toSorted()
}

/** Everything that shows that something happened twice, or not at all. Empty when each command happened once. */
async function violations({ client }: Outcome): Promise<readonly string[]> {
  const items = await wholeFeed(client)
  const { assignments } = valueOf(await client.query('address.assignments', {}))
  const addresses = assignments.map((one) => one.address)
  const services = await Promise.all(ORDER_IDS.map(async (id) => valueOf(await client.query('billing.services', { customerId: `customer-of-${id}` })).services.length))
  return [
    ...ORDER_IDS.filter((id) => leftBy(id, items).join() !== expectedOf(id).join()).map((id) => `${id} left ${leftBy(id, items).join(', ')}`),
    ...addresses.filter((address, index) => addresses.indexOf(address) < index).map((address) => `${address} was given twice`),
    ...(assignments.length === ALL_ORDERS / 2 ? [] : [`${assignments.length} live addresses`]),
    ...ORDER_IDS.filter((_id, n) => services[n] !== (n % 2 === 0 ? 1 : 0)).map((id) => `${id} is billed for another number of services`),
    ...items.filter((item, index) => item.cursor !== index + 1).map((item) => `a gap before cursor ${item.cursor}`),
  ]
}

describe('central killed in the middle of commands', () => {
  it('did everything once, and both desks saw all orders without a gap', { timeout: 180_000 }, async () => {
    const outcome = await workUnderKills(CENTRAL, 4)
    expect(outcome.kills).toBe(4)
    expect(await violations(outcome)).toEqual([])
    for (const report of outcome.reports) {
      expect(report.seenCursors).toEqual(Array.from({ length: report.seenCursors.length }, (_, index) => index + 1))
      expect(report.seenDesks.filter((desk) => desk === 'desk-a')).toHaveLength(ORDERS_PER_DESK)
      expect(report.seenDesks.filter((desk) => desk === 'desk-b')).toHaveLength(ORDERS_PER_DESK)
    }
    expect(outcome.reports).toHaveLength(2)
  })

  it('control: without the idempotency door the same checks find what happened twice', { timeout: 180_000 }, async () => {
    expect(await violations(await workUnderKills(FORGETFUL_CENTRAL, 1))).not.toEqual([])
  })
})
