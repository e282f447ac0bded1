// Goal: with real providers, a slow answer and a lost one are seen by the rep as they are, a promise is kept by the order's own end, and what
// was ordered of a provider outlives its restart.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUNDLE, PLAN, newDirectory, startDeskRig } from '../../support/desk-rig.ts'
import type { DeskRig, Place } from '../../support/desk-rig.ts'

const directory = newDirectory()
let rig: DeskRig, places: readonly Place[]
beforeAll(async () => {
  rig = await startDeskRig(directory.path, { answerTimeoutMs: 2_000 })
  places = await rig.findPlaces(2)
})
afterAll(async () => {
  await rig?.stop()
  directory.remove()
})
const queue = async () => (await rig.ask('orders.queue', { scope: 'mine' })).rows
const order = (fault: { fault: 'slow' | 'never' | 'restart'; delayMs?: number }) => rig.ask('sandbox.orderFault', { providerId: 'kestrel', ...fault })

describe('a provider that is slow', () => {
  it('is known to be asked and since when, and its time counts into what is typical of today', async () => {
    await order({ fault: 'slow', delayMs: 900 })
    const { orderId } = await rig.signUp(places[0]!, [PLAN, BUNDLE])
    const kestrel = async () => (await rig.ask('desk.status', {})).providers.find((provider) => provider.providerId === 'kestrel')!
    expect((await rig.eventually(kestrel, (provider) => provider.askingSince !== null)).askingSince).toBeLessThanOrEqual(Date.now())
    expect(await queue()).toContainEqual(expect.objectContaining({ id: orderId, group: 'waiting', reason: 'asking', providerId: 'kestrel' }))
    expect((await rig.ended(orderId)).state).toBe('completed')
    const after = await kestrel()
    expect(after.askingSince).toBeNull()
    expect(after.p95Ms).toBeGreaterThanOrEqual(850)
    expect(await queue()).toContainEqual(expect.objectContaining({ id: orderId, group: 'doneToday', reason: 'live' }))
  })
})

describe('a provider whose answer is lost', () => {
  it('leaves the outcome unknown, and a promise made meanwhile is kept when the look finds it; the effect is there once', async () => {
    await order({ fault: 'never' })
    const { orderId } = await rig.signUp(places[1]!, [PLAN, BUNDLE])
    await rig.waitFor(orderId, (view) => view.steps.some((step) => step.state === 'asking' && step.providerId === 'kestrel'))
    const promise = await rig.ask('promises.make', { commandId: randomUUID(), kind: 'message', about: { orderId }, text: 'You get a message', dueAt: Date.now() + 900_000 })
    await rig.waitFor(orderId, (view) => view.events.some((event) => event.kind === 'lost'))
    expect((await rig.ended(orderId)).state).toBe('completed')
    const kept = await rig.eventually(queue, (rows) => rows.some((row) => row.promise?.id === promise.id && row.promise.state === 'kept'))
    expect(kept.find((row) => row.promise?.id === promise.id)).toMatchObject({ group: 'doneToday', reason: 'promise-kept', orderId })
    const added = (await rig.book()).filter((entry) => entry.providerId === 'kestrel' && entry.effect === 'serviceAdded' && entry.externalId.startsWith(orderId))
    expect(new Set(added.map((entry) => entry.externalId)).size).toBe(1)
    const { providers } = await rig.ask('sandbox.effects', { limit: 5 })
    expect(providers.find((provider) => provider.providerId === 'kestrel')).toMatchObject({ isRunning: true, faults: [], lines: expect.arrayContaining([expect.objectContaining({ effect: 'serviceAdded' })]) })
  })
})

describe('the practice world', () => {
  it('keeps what was ordered of a provider over the restart that it orders, and forgets it on request', async () => {
    const provider = () => rig.ask('sandbox.effects', {}).then(({ providers }) => providers.find((each) => each.providerId === 'centurylink')!)
    for (const fault of ['restart', 'never'] as const) await rig.ask('sandbox.orderFault', { providerId: 'centurylink', fault, on: 'qualification' })
    await rig.ask('qualification.ask', { channel: 'csr', place: places[0]!.id })
    // A provider that comes back tells nobody: it is asked until it answers; the test's own deadline ends the loop.
    let after = await provider()
    while (!after.isRunning) after = await provider()
    expect(after.faults).toMatchObject([{ fault: 'never', on: 'qualification', times: 1 }])
    await rig.ask('sandbox.forgetFaults', { providerId: 'centurylink' })
    expect((await provider()).faults).toEqual([])
  })

  it('shows everyone’s queue to a supervisor and to nobody below', async () => {
    expect(await rig.refusal('orders.queue', { scope: 'everyone' })).toMatchObject({ code: 'not-permitted' })
    await rig.ask('session.signIn', { userName: 'super', passphrase: 'demo-super' }, 'boss')
    expect((await rig.ask('orders.queue', { scope: 'everyone' }, 'boss')).rows.length).toBeGreaterThanOrEqual(2)
    expect((await rig.ask('orders.queue', { scope: 'mine' }, 'boss')).rows).toEqual([])
  })
})
