// Goal: a desk that stops in the middle goes on where it was, and says in words what it cannot open.
// Method: one data directory through several lives of a real desk; between them files are spoiled as disks and newer programs would.
import { openSync, readFileSync, readdirSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../main/store/sql/open.ts'
import { contradictions } from '../../support/desk-parties.ts'
import { BUNDLE, PLAN, newDirectory, startDeskRig, tryStart, SUPERVISOR } from '../../support/desk-rig.ts'
import type { DeskRig, Submitted } from '../../support/desk-rig.ts'
import { readEffectBook } from '../../support/provider-port.ts'

const directory = newDirectory()
const lives: DeskRig[] = []
afterAll(async () => {
  await lives.at(-1)?.stop()
  directory.remove()
})
const live = async () => {
  const rig = await startDeskRig(directory.path)
  lives.push(rig)
  return rig
}
const bookOnDisk = () => readdirSync(join(directory.path, 'sandbox'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readEffectBook(directory.path, name).map((effect) => ({ ...effect, providerId: name })))
/** `user_version` lies inside the encrypted file, so a newer program is played with the desk's own key. */
function bumpVersion(by: number): void {
  const db = openDatabase({ file: join(directory.path, 'journal.db'), key: readFileSync(join(directory.path, 'key'), 'utf8').trim() })
  db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true })) + by}`)
  db.close()
}

describe('one data directory through several lives', () => {
  let order: Submitted

  it('an order under way when the desk stops is finished by the next start, each effect once', async () => {
    const first = await live()
    const [place] = await first.findPlaces(1)
    await first.provider('centurylink').order({ fault: 'slow', delayMs: 8_000 })
    order = await first.signUp(place!, [PLAN, BUNDLE])
    await first.waitFor(order.orderId, (view) => view.steps.some((step) => step.id === 'serviceOrder:centurylink' && step.state === 'asking'))
    await first.stop()

    const second = await live()
    const view = await second.ended(order.orderId)
    expect(view.state).toBe('completed')
    expect(contradictions({ acknowledged: [order.orderId], orders: [{ orderId: order.orderId, ...view }], book: bookOnDisk() })).toEqual([])
  })

  it('a second desk on the same data is refused and told who has it; the first one goes on', async () => {
    const outcome = await tryStart(directory.path)
    expect(outcome).toEqual({ kind: 'held', by: expect.stringContaining(String(process.pid)) })
    expect((await lives.at(-1)!.ask('orders.view', { orderId: order.orderId }, SUPERVISOR)).state).toBe('completed')
  })

  it('a damaged cache is put aside and built anew; the orders are what they were', async () => {
    const before = (await lives.at(-1)!.ask('orders.list', {})).orders
    await lives.at(-1)!.stop()
    const file = openSync(join(directory.path, 'cache.db'), 'r+')
    for (const position of [0, 4_096, 20_000]) writeSync(file, Buffer.alloc(512, 0xa5), 0, 512, position)
    closeSync(file)

    const again = await live()
    expect((await again.ask('orders.list', {})).orders).toEqual(before)
    expect((await again.ask('desk.status', {})).addressCount).toBeGreaterThan(3_000)
    const customer = await again.eventually(() => again.ask('customers.view', { customerId: order.customerId }, SUPERVISOR), ({ crosswalk }) => crosswalk.length === 4)
    expect(customer.crosswalk.every((link) => link.state === 'linked')).toBe(true)
    expect((await again.findPlaces(1))).toHaveLength(1)
    const aside = readdirSync(directory.path).filter((name) => name.startsWith('cache') && !['cache.db', 'cache.db-wal', 'cache.db-shm'].includes(name))
    expect(aside, 'the damaged file is kept for who wants to look').not.toEqual([])
  })

  it('a journal of a newer program is refused in a sentence, and is as it was', async () => {
    await lives.at(-1)!.stop()
    bumpVersion(1)
    const outcome = await tryStart(directory.path)
    expect(outcome).toEqual({ kind: 'refused', sentence: expect.stringMatching(/newer Lastmile Desk.*Nothing was changed/) })
    bumpVersion(-1)
    const again = await live()
    expect((await again.ask('orders.view', { orderId: order.orderId }, SUPERVISOR)).state).toBe('completed')
  })
})
