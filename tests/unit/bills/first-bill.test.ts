// Goal: what the rep read out is the bill that comes, to the cent. Method: 10,000 simulated orders, real quotes, real activation moments, real central, its feed and a desk's copy, all on files of memory; the told sum is compared with the bill the desk holds.
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import type { FeedPage } from '../../../shared/contract/central/wire.ts'
import type { Bill } from '../../../shared/domain/bill.ts'
import type { BillPreview } from '../../../shared/domain/rating.ts'
import { createRandom } from './random.ts'
import { publishPlans, sell, SELECTIONS } from '../central/support/billed-orders.ts'
import type { SoldOrder } from '../central/support/billed-orders.ts'
import { centralForTest, DENVER, valueOf } from '../central/support/start-central.ts'
import { tempCache } from '../cache/caches.ts'

/** All of them in the long run; a tenth each time. */
const ORDERS = Number(process.env['FIRST_BILLS'] ?? 1_000)
const DAY_MS = 86_400_000
/** Over the 29th of February and the night the clocks go forward. */
const FROM = Date.UTC(2028, 1, 10, 12)
const DAYS = 40
/** Files that never reach a disk, where there is such a place. */
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const SYSTEM = { deskId: 'central', userId: 'central', role: 'system' }
type Simulated = { readonly order: SoldOrder; readonly activatedAt: number; readonly told: BillPreview }

it('comes to what was told, and waits exactly where an activation slipped past the cycle day', async () => {
  const random = createRandom(20_261_123)
  const started = await centralForTest(undefined, { directory: MEMORY })
  const desk = tempCache()
  await publishPlans(started)
  const simulated: Simulated[] = []
  for (let n = 0; n < ORDERS; n++) {
    const takenAt = FROM + random(DAYS * DAY_MS)
    const order: SoldOrder = { orderId: `o${n}`, customerId: `c${n}`, takenAt, offeringIds: SELECTIONS[random(SELECTIONS.length)]!, billCycleDay: 1 + random(28) }
    // Most are live in minutes; some wait days for a technician, and a few of those beyond the cycle day.
    const activatedAt = takenAt + (random(10) < 8 ? random(20 * 60_000) : random(12 * DAY_MS))
    started.setNow(activatedAt)
    simulated.push({ order, activatedAt, told: await sell(started, order, activatedAt) })
  }
  started.setNow(FROM + (DAYS + 13) * DAY_MS)
  for (let more = true, upTo = DENVER.localDateOf(FROM + (DAYS + 13) * DAY_MS); more; ) more = valueOf(await started.send('billing.run', { upTo, limit: 500 }, { actor: SYSTEM })).more
  for (let more = true; more; ) {
    const page: FeedPage = valueOf(await started.client.feed(desk.cache.cursor(), 500))
    desk.cache.applyFeed(page)
    more = page.more
  }
  const first = (customerId: string): Bill => desk.cache.billsOf([customerId]).at(-1)!
  const slipped = ({ activatedAt, told }: Simulated) => DENVER.localDateOf(activatedAt) >= told.periodTo
  const differing = simulated.filter((one) => !slipped(one)).filter(({ order, told }) => {
    const bill = first(order.customerId)
    return bill.state !== 'sent' || bill.totalMinor !== told.totalMinor || bill.periodFrom !== told.periodFrom || bill.periodTo !== told.periodTo
  })
  const notHeld = simulated.filter(slipped).filter(({ order, told, activatedAt }) => {
    const bill = first(order.customerId)
    const [hold] = bill.holds
    return bill.state !== 'onHold' || hold?.reason !== 'activation-slipped' || hold.toldMinor !== told.totalMinor || hold.activatedOn !== DENVER.localDateOf(activatedAt)
  })
  expect([differing.map(({ order }) => order.orderId), notHeld.map(({ order }) => order.orderId)]).toEqual([[], []])
  // The simulation has both kinds: otherwise the two empty lists would say nothing.
  expect(simulated.filter(slipped).length).toBeGreaterThan(ORDERS / 50)
  // The control: a bill that is a cent off what was told would be found.
  const [one] = simulated.filter((candidate) => !slipped(candidate))
  expect(first(one!.order.customerId).totalMinor + 1).not.toBe(one!.told.totalMinor)
  desk.remove()
}, 300_000)
