// Goal: two desks on one central see each other, and neither needs central to be there at every moment.
// Method: central as a process that is killed and started again on its port and data; two real desks that work with the same providers,
// as they do outside: providers started once, found by each desk in its partners.json.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../../../main/hosts/start-sandbox.ts'
import type { RunningSandbox } from '../../../main/hosts/start-sandbox.ts'
import type { CentralProcess } from '../../support/central-process.ts'
import { startCentralProcess } from '../../support/central-process.ts'
import { contradictions } from '../../support/desk-parties.ts'
import { BUNDLE, PLAN, newDirectory, startDeskRig, SUPERVISOR } from '../../support/desk-rig.ts'
import type { DeskRig, Submitted } from '../../support/desk-rig.ts'

const directory = newDirectory()
const TERRITORY = join(import.meta.dirname, '../../../resources/territory/cheyenne')
let central: CentralProcess, sandbox: RunningSandbox, one: DeskRig, other: DeskRig
beforeAll(async () => {
  central = await startCentralProcess(`${directory.path}/central`)
  const quiet = { onProgress: () => undefined, onLog: () => undefined }
  sandbox = await startSandbox({ dataDir: directory.path, territoryDir: TERRITORY, central: central.location, sandboxProviders: true, ...quiet })
  const startDesk = (name: string) => {
    mkdirSync(join(directory.path, name))
    writeFileSync(join(directory.path, name, 'partners.json'), JSON.stringify(sandbox.partners))
    return startDeskRig(join(directory.path, name), { central: central.location, providers: sandbox.providers })
  }
  one = await startDesk('one')
  other = await startDesk('other')
})
afterAll(async () => {
  await one?.stop()
  await other?.stop()
  await sandbox?.stop()
  await central?.end()
  directory.remove()
})

/** Waits until `desk` shows an order that it did not take itself. */
const seenAt = async (desk: DeskRig, order: Submitted, state: string) => {
  const { orders } = await desk.eventually(() => desk.ask('orders.list', {}), (list) => list.orders.some((row) => row.orderId === order.orderId && row.state === state))
  return orders.find((row) => row.orderId === order.orderId)
}

describe('two desks on one central', () => {
  it('see each other\'s orders and customers, and whose they are', async () => {
    const [mine] = await one.findPlaces(1)
    const [, theirs] = await other.findPlaces(2)
    const [a, b] = await Promise.all([one.signUp(mine!, [PLAN, BUNDLE]), other.signUp(theirs!, [PLAN])])
    expect(await seenAt(other, a, 'completed')).toMatchObject({ takenHere: false, stepsDone: 17, stepsTotal: 17, customerName: `Demo ${a.caller.familyName}` })
    expect(await seenAt(one, b, 'completed')).toMatchObject({ takenHere: false })
    expect((await one.ended(a.orderId)).address).not.toBe((await other.ended(b.orderId)).address)
    const customer = await other.eventually(() => other.ask('customers.view', { customerId: a.customerId }, SUPERVISOR), ({ crosswalk }) => crosswalk.length === 4)
    expect(customer).toMatchObject({ customer: { id: a.customerId }, orderIds: [a.orderId] })
  })

  it('goes on taking calls while central is dead, calls nothing failed, and catches up when it is back', async () => {
    await central.end('SIGKILL')
    const [, place] = await one.findPlaces(2)
    await one.eventually(() => one.ask('desk.status', {}), (status) => status.central.state === 'unreachable')
    const order = await one.signUp(place!, [PLAN, BUNDLE])
    expect((await one.ask('places.search', { text: 'W 26th' })).matches.length).toBeGreaterThan(0)
    const waiting = await one.waitFor(order.orderId, (view) => view.steps.some((step) => step.state === 'unknown' || step.state === 'waiting'))
    expect(['acknowledged', 'inProgress', 'pending']).toContain(waiting.state)
    const effects = async () => (await one.book()).filter((effect) => effect.externalId.startsWith(order.orderId))
    expect(await effects()).toEqual([])

    central = await startCentralProcess(`${directory.path}/central`, central.port)
    const view = await one.ended(order.orderId)
    expect(view.state).toBe('completed')
    expect(contradictions({ acknowledged: [order.orderId], orders: [{ orderId: order.orderId, ...view }], book: await effects() })).toEqual([])
    expect(await seenAt(other, order, 'completed')).toMatchObject({ takenHere: false })
    await one.eventually(() => one.ask('desk.status', {}), ({ queued, central: { state } }) => queued === 0 && state === 'connected')
  })
})
