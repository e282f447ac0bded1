import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createListOrders, createViewOrder } from '../../../main/console/orders/view-orders.ts'
import type { Cache } from '../../../main/store/desk/cache/cache.ts'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import type { ProductOrder } from '../../../shared/domain/order.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { CTX, KEY, unwrap } from '../../support/fake-desk.ts'
import type { BenchDesk } from '../support/bench-desk.ts'
import { openBenchDesk } from '../support/bench-desk.ts'
import { makeBenchDirectory } from '../support/disk.ts'
import { alternate, median, oursOf, peerOf, percentile, ratioOf, time } from '../support/measure.ts'
import { formatMs, formatRatio, verdictOf } from '../support/row.ts'
import type { Row } from '../support/row.ts'
import { OPEN_EYES } from '../../support/open-eyes.ts'

const ORDERS = 5_000
const FEW_ORDERS = 50
const ROUNDS = 20
const LOOKS = 20
const LIMIT = 50
const BOUND_MS = 5

/** The new order on the screens that show it: list and order, among thousands, against the same among few. */
export async function projectionRows(): Promise<readonly Row[]> {
  using directory = makeBenchDirectory()
  using many = await openScreens(join(directory.path, 'many'), ORDERS)
  using few = await openScreens(join(directory.path, 'few'), FEW_ORDERS)
  const pairs = await alternate(ROUNDS, many.look, few.look)
  const p99 = percentile(oursOf(pairs), 99)
  return [{
    name: `list + order after submit, ${ORDERS} orders`, ours: `p50 ${formatMs(median(oursOf(pairs)))}, p99 ${formatMs(p99)}`, peer: `p50 ${formatMs(median(peerOf(pairs)))} among ${FEW_ORDERS} orders`,
    ratio: formatRatio(ratioOf(pairs)), bound: `p99 <= ${BOUND_MS} ms`, verdict: verdictOf(p99 <= BOUND_MS),
  }]
}

/** A desk whose journal and projection both hold `count` orders, as after central's feed has told them back. */
async function openScreens(directory: string, count: number): Promise<Disposable & { readonly look: () => Promise<readonly number[]> }> {
  mkdirSync(directory)
  const desk = openBenchDesk(directory)
  const { cache } = openCache({ file: join(directory, 'cache.db'), key: KEY })
  await fill(desk, cache, count)
  const tellBack = (orderId: string): void => {
    const record = desk.journal.saga.read(orderId)
    assert(record, 'the order is in the journal')
    feed(desk, cache, [record.order])
  }
  const deps = { journal: desk.journal, remoteOrders: cache.remoteOrders, remoteOrder: cache.remoteOrder }
  const list = createListOrders(deps)
  const view = createViewOrder({ ...deps, callerAuth: OPEN_EYES })
  return {
    look: async () => {
      const times: number[] = []
      for (let i = 0; i < LOOKS; i++) {
        desk.tick()
        const orderId = (await desk.prepareSubmit())()
        const answers: unknown[] = []
        times.push(time(() => answers.push(list({ limit: LIMIT }, CTX), view({ orderId }, CTX))))
        const [listed, viewed] = answers as [ReturnType<typeof list>, ReturnType<typeof view>]
        assert(unwrap(await listed).orders[0]?.orderId === orderId && unwrap(await viewed).order.id === orderId, 'both screens show the order just taken')
        tellBack(orderId)
      }
      return times
    },
    [Symbol.dispose]: () => {
      desk[Symbol.dispose]()
      cache.close()
    },
  }
}

/** Orders taken one after another, as reps take them. */
async function fill(desk: BenchDesk, cache: Cache, count: number): Promise<void> {
  const orders: ProductOrder[] = []
  while (orders.length < count) {
    desk.tick()
    const record = desk.journal.saga.read((await desk.prepareSubmit())())
    assert(record, 'an order taken is in the journal')
    orders.push(record.order)
  }
  feed(desk, cache, orders)
}

/** What central tells all desks of orders that it has recorded. */
function feed(desk: BenchDesk, cache: Cache, orders: readonly ProductOrder[]): void {
  const cursor = cache.cursor()
  const items = orders.map((order, index) => ({ cursor: cursor + index + 1, at: order.takenAt, kind: 'order' as const, order, state: 'acknowledged' as const, stepsDone: 0, stepsTotal: 0, revision: 1, deskId: desk.journal.saga.deskId }))
  cache.applyFeed({ wireVersion: 1, items, cursor: cursor + items.length, more: false })
}
