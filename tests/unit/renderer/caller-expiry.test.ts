// Goal: what a caller's PIN opened closes again on the screen, not only at the desk. Method: the screen's state over a desk that answers by what
// it was told, on a clock that the test moves.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyCall } from '../../../renderer/app/state.ts'
import { createDesk } from '../../../renderer/app/store.ts'
import type { Client } from '../../../renderer/client/client.ts'

const HALF_HOUR = 30 * 60_000
const customerId = 'customer-1'
const orderOf = (phone: string, revision: number) => ({ order: { customerId, registration: { givenName: 'Juniper', familyName: 'Exampleton', phone } }, state: 'completed', revision, steps: [], events: [], services: [], localIds: [], address: null })

let now = 0
let revision = 1
let until = 0
beforeEach(() => {
  vi.useFakeTimers()
  ;[now, revision, until] = [0, 1, 0]
})
afterEach(() => { vi.useRealTimers() })

const openDesk = () => {
  const answers: Record<string, () => unknown> = {
    'customers.verifyPin': () => ({ at: now, until: (until = now + HALF_HOUR) }),
    'orders.view': () => orderOf(now < until ? '(307) 555-0110' : '•••• 10', (revision += 1)),
    'orders.notes': () => ({ keptBack: 0, calls: [] }),
  }
  const call = async (name: string) => (answers[name] ? { ok: true, value: answers[name]() } : { ok: false, error: { code: 'internal', details: {} } })
  const desk = createDesk({ call, subscribe: () => () => undefined } as unknown as Client, { now: () => now, newId: () => 'id' })
  desk.store.setState({ call: { ...emptyCall(0, 'id'), orderId: 'o', order: orderOf('•••• 10', 1) as never, step: 'live', auth: { kind: 'none' } } })
  return desk
}
const phoneOf = (desk: ReturnType<typeof openDesk>) => desk.store.getState().call.order?.order.registration.phone
const pass = async (ms: number) => {
  now += ms
  await vi.advanceTimersByTimeAsync(ms)
}

describe('an authentication of the caller', () => {
  it('shows detail for half an hour and takes it from the screen then', async () => {
    const desk = openDesk()
    await desk.caller.check(customerId, '271828')
    expect([phoneOf(desk), desk.store.getState().call.auth.kind]).toEqual(['(307) 555-0110', 'verified'])
    await pass(HALF_HOUR - 1)
    expect(phoneOf(desk)).toBe('(307) 555-0110')
    await pass(1)
    expect([phoneOf(desk), desk.store.getState().call.auth.kind]).toEqual(['•••• 10', 'none'])
  })

  it('that was renewed is not ended by the first one', async () => {
    const desk = openDesk()
    await desk.caller.check(customerId, '271828')
    await pass(HALF_HOUR - 1_000)
    await desk.caller.check(customerId, '271828')
    await pass(1_000)
    expect([phoneOf(desk), desk.store.getState().call.auth.kind]).toEqual(['(307) 555-0110', 'verified'])
  })
})
