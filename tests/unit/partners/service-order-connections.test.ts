// Goal: what the connection itself did decides between "never began" and "may have happened".
// Method: real sockets on loopback; the server does to the connection what each row says.
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createPartnerClients } from '../../../main/provisioning/partners/create-partner-clients.ts'
import type { ServiceOrderRequest } from '../../../main/provisioning/ports.ts'
import { asId } from '../../../shared/kernel/ids.ts'

const PROVIDER = asId<'ProviderId'>('centurylink')
/** Short where the test waits for it; long where it must not be what ends the call. Milliseconds. */
const SHORT_MS = 120
const LONG_MS = 30_000
const request: ServiceOrderRequest = {
  key: 'O-1:serviceOrder:centurylink', action: 'add', providerId: PROVIDER, customerId: asId<'UniversalCustomerId'>('U-1'), orderId: asId<'OrderId'>('O-1'), customerName: 'Juniper Exampleton',
  address: { id: 'A-1', line: '2421 E 7th St, Cheyenne WY 82001', postcode: '82001' },
  lines: [{ serviceKind: 'port', offeringId: 'ctl-copper-100-10', name: 'Copper port', meter: [], characteristics: {} }],
}
const clientsAt = (port: number, answerTimeoutMs: number) => createPartnerClients({
  config: { providers: [{ providerId: PROVIDER, baseUrl: `http://127.0.0.1:${port}`, answersQualification: true }], realms: [], answerTimeoutMs },
  network: { isUp: () => true }, clock: { now: () => performance.now() },
})

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

/** Listens and treats each connection, from its first octets on, as told. */
async function listen(treat: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}))
    socket.once('data', () => treat(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.close()
    sockets.forEach((socket) => socket.destroy())
  })
  return (server.address() as AddressInfo).port
}

describe('a connection', () => {
  it('that was refused means that nothing began', async () => {
    const port = await listen(() => {})
    closers.splice(0).forEach((close) => close())
    expect(await clientsAt(port, LONG_MS).placeServiceOrder(request)).toEqual({ kind: 'notDone', error: { code: 'provider-unavailable', details: { providerId: 'centurylink' } } })
    expect(await clientsAt(port, LONG_MS).probeServiceOrder(PROVIDER, request.key)).toEqual({ kind: 'unknown', error: { code: 'provider-unavailable', details: { providerId: 'centurylink' } } })
    expect(await clientsAt(port, LONG_MS).checkQualification(PROVIDER, request.address)).toEqual({ kind: 'notDone', error: { code: 'provider-unavailable', details: { providerId: 'centurylink' } } })
  })

  it.each<readonly [string, (socket: Socket) => void, string, string]>([
    ['reset after the request', (socket) => socket.resetAndDestroy(), 'provider-outcome-unknown', 'connection'],
    ['closed without an answer', (socket) => socket.end(), 'provider-outcome-unknown', 'connection'],
    ['answered with no HTTP', (socket) => socket.end('ceci n\'est pas HTTP'), 'provider-outcome-unknown', 'connection'],
    ['silent', () => {}, 'provider-outcome-unknown', 'timeout'],
    ['silent after half an answer', (socket) => socket.write('HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 400\r\n\r\n{"id"'), 'provider-outcome-unknown', 'timeout'],
    ['closed after half an answer', (socket) => socket.end('HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 400\r\n\r\n{"id"'), 'provider-answer-malformed', 'half'],
  ])('%s leaves the outcome unknown', async (_, treat, code, why) => {
    const outcome = await clientsAt(await listen(treat), why === 'timeout' ? SHORT_MS : LONG_MS).placeServiceOrder(request)
    expect(outcome).toMatchObject({ kind: 'unknown', error: { code, details: { providerId: 'centurylink', why } } })
  })
})
