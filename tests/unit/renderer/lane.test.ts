// Goal: the open connection only ever makes a call faster. Method: a socket in memory that the test opens, answers and breaks.
import { describe, expect, it } from 'vitest'
import { createLane } from '../../../renderer/client/lane.ts'
import type { LaneSocket } from '../../../renderer/client/lane.ts'
import type { Envelope } from '../../../shared/contract/console/envelope.ts'

const LOST: Envelope = { ok: false, error: { code: 'internal', details: { reference: 'desk-lost' } } }
const answerOf = (value: unknown): Envelope => ({ ok: true, value })

const ANY_SOCKET = {} as WebSocket

function openTestLane() {
  const sockets: (LaneSocket & { readonly sent: { id: number; name: string }[] })[] = []
  const lane = createLane(() => {
    const sent: { id: number; name: string }[] = []
    const socket = { onopen: null, onclose: null, onmessage: null, sent, send: (text: string) => void sent.push(JSON.parse(text) as { id: number; name: string }) } as unknown as (typeof sockets)[number]
    sockets.push(socket)
    return socket
  }, LOST)
  const answer = (n: number, id: number, value: unknown) => sockets[n]?.onmessage?.call(ANY_SOCKET, { data: JSON.stringify({ id, envelope: answerOf(value) }) } as MessageEvent)
  return { lane, sockets, answer }
}

describe('the lane', () => {
  it('takes no call before it is open, and is opened once however often it is asked', () => {
    const { lane, sockets } = openTestLane()
    lane.open()
    lane.open()
    expect(lane.call('desk.status', {})).toBeNull()
    expect(sockets.length).toBe(1)
  })

  it('gives each call its own answer, in whichever order they come', async () => {
    const { lane, sockets, answer } = openTestLane()
    lane.open()
    sockets[0]?.onopen?.call(ANY_SOCKET, {} as Event)
    const [first, second] = [lane.call('a', {}), lane.call('b', {})]
    const [idOfA, idOfB] = (sockets[0]?.sent ?? []).map(({ id }) => id)
    answer(0, idOfB ?? -1, 'of b')
    answer(0, idOfA ?? -1, 'of a')
    expect([await first, await second]).toEqual([answerOf('of a'), answerOf('of b')])
  })

  it('calls what was under way lost when the connection breaks, takes nothing more, and opens anew', async () => {
    const { lane, sockets, answer } = openTestLane()
    lane.open()
    sockets[0]?.onopen?.call(ANY_SOCKET, {} as Event)
    const underWay = lane.call('signup.submit', {})
    sockets[0]?.onclose?.call(ANY_SOCKET, {} as CloseEvent)
    expect(await underWay).toEqual(LOST)
    expect(lane.call('desk.status', {})).toBeNull()
    lane.open()
    sockets[1]?.onopen?.call(ANY_SOCKET, {} as Event)
    const again = lane.call('desk.status', {})
    // A late word of the old connection is not the answer to a new call.
    answer(0, sockets[1]?.sent[0]?.id ?? -1, 'late')
    answer(1, sockets[1]?.sent[0]?.id ?? -1, 'new')
    expect(await again).toEqual(answerOf('new'))
  })

  it('can be tried again after an opening that failed', () => {
    const { lane, sockets } = openTestLane()
    lane.open()
    sockets[0]?.onclose?.call(ANY_SOCKET, {} as CloseEvent)
    lane.open()
    expect(sockets.length).toBe(2)
  })

  it('leaves a long call to a request of its own', () => {
    const { lane, sockets } = openTestLane()
    lane.open()
    sockets[0]?.onopen?.call(ANY_SOCKET, {} as Event)
    expect(lane.call('orders.keepNotes', { text: 'x'.repeat(100_001) })).toBeNull()
    expect(sockets[0]?.sent).toEqual([])
  })
})
