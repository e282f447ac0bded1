/*
 * One desk as a process of its own: works its orders through central over HTTP, repeats every call with the same key until an answer
 * comes, delivers some calls again late, and follows the feed in small pages. Tells its progress a line at a time.
 * Usage: node desk-process.ts BASE_URL TOKEN DESK_ID FIRST_ORDER ORDERS ALL_ORDERS
 */
import { setTimeout as delay } from 'node:timers/promises'
import { createHttpCentralClient } from '../../../../main/platform/central-client/http-client.ts'
import type { CentralCommandName, FeedItem } from '../../../../shared/contract/central/wire.ts'
import { isTransient } from '../../../../shared/domain/errors.ts'
import { commandInputs } from '../../../unit/central/support/builders.ts'

const [baseUrl = '', token = '', deskId = '', firstOrder = '', orders = '', allOrders = ''] = process.argv.slice(2)
const client = createHttpCentralClient({ baseUrl, token, timeoutMs: 5000, network: { isUp: () => true } })
const actor = { deskId, userId: `rep-of-${deskId}`, role: 'rep' }
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
const RETRY_MS = 20
const seen: FeedItem[] = []

async function insist<T>(ask: () => Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Parameters<typeof isTransient>[0] }>) {
  for (;;) {
    const answer = await ask()
    if (answer.ok || !isTransient(answer.error)) return answer
    await delay(RETRY_MS)
  }
}

async function send(name: CentralCommandName, orderId: string): Promise<void> {
  const answer = await insist(() => client.command(name, `${orderId}:${name}`, commandInputs(orderId)[name], actor))
  say({ orderId, name, answer: answer.ok ? 'ok' : answer.error.code })
}

async function follow(): Promise<boolean> {
  const page = await insist(() => client.feed(seen.at(-1)?.cursor ?? 0, 7))
  if (!page.ok) throw new Error(`the feed refused: ${page.error.code}`)
  seen.push(...page.value.items)
  return page.value.more
}

for (let n = Number(firstOrder); n < Number(firstOrder) + Number(orders); n++) {
  const orderId = `order-${n}`
  for (const name of ['order.record', 'customer.register', 'address.hold', 'crosswalk.link'] as const) await send(name, orderId)
  if (n % 2 === 0) for (const name of ['billing.activate', 'address.assign'] as const) await send(name, orderId)
  else for (const name of ['address.release', 'crosswalk.release', 'address.hold', 'crosswalk.link'] as const) await send(name, orderId)
  await follow()
}
const closed = () => new Set(seen.flatMap((item) => (item.kind === 'order' ? [item.order.id] : []))).size
while (closed() < Number(allOrders)) if (!(await follow())) await delay(RETRY_MS)
say({ seenCursors: seen.map((item) => item.cursor), seenDesks: seen.flatMap((item) => (item.kind === 'order' ? [item.deskId] : [])) })
