import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** What can go wrong between a client and an HTTP device. 'pass' goes aside: nothing goes wrong. */
export const FAULTS = [
  'refuse', 'resetBeforeRequest', 'resetAfterRequest', 'dropResponse', 'halfResponse', 'garbageResponse', 'slowResponse', 'duplicateDelivery',
  'lateResponse', 'reordered', 'unavailableAfterEffect', 'closeWithoutAnswer', 'trickle',
] as const
export type Fault = (typeof FAULTS)[number]
/** Milliseconds. `slowMs` should stay within the client's deadline, `lateMs` beyond it; `trickleMs` per octet. */
export type FaultDelays = { readonly slowMs: number; readonly lateMs: number; readonly trickleMs: number }
export type FaultProxy = {
  readonly port: number
  /** Orders what the next connections meet, one each; those after them pass. */
  readonly order: (...faults: readonly (Fault | 'pass')[]) => void
  /** Ends a refusal: the port listens again. Nobody can see a refused attempt from this side, so the client's driver says when it had one. */
  readonly recover: () => Promise<void>
  /** How often a fault happened: one that never happened proves nothing. */
  readonly met: ReadonlyMap<Fault | 'pass', number>
  /** Resolves when everything that is still on its way to the device has arrived there. */
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A proxy on loopback in front of an HTTP device that closes each connection after one answer; faults happen per connection, in the order given. */
export async function startFaultProxy(devicePort: number, delays: FaultDelays): Promise<FaultProxy> {
  const ordered: (Fault | 'pass')[] = []
  const met = new Map<Fault | 'pass', number>()
  const open = new Set<Socket>()
  const idle = new Set<Socket>()
  const underway = new Set<Promise<void>>()
  const held: (() => void)[] = []
  const releaseHeld = (): void => held.splice(0).forEach((release) => release())

  const serve = async (client: Socket, fault: Exclude<Fault, 'refuse'> | 'pass', firstChunk: Buffer): Promise<void> => {
    if (fault === 'resetBeforeRequest') return void client.resetAndDestroy()
    const request = await readRequest(client, firstChunk)
    if (request === null) return
    const wasHeld = fault === 'reordered'
    if (wasHeld) await new Promise<void>((resolve) => held.push(resolve))
    await BEHAVIOURS[fault](client, () => askDevice(devicePort, request), delays)
    if (!wasHeld) releaseHeld()
  }
  const server = createServer((client) => {
    open.add(client)
    idle.add(client)
    client.on('error', () => {}).on('close', () => {
      open.delete(client)
      idle.delete(client)
    })
    // A client may open a connection to spare: the fault is for one that asks something.
    client.once('data', (chunk) => {
      idle.delete(client)
      const fault = ordered.shift() ?? 'pass'
      if (fault === 'refuse') throw new Error('a refusing proxy was reached')
      count(met, fault)
      refuseIfNext()
      const serving = serve(client, fault, chunk).finally(() => underway.delete(serving))
      underway.add(serving)
    })
  })
  const refuseIfNext = (): void => {
    if (ordered[0] !== 'refuse' || !server.listening) return
    server.close()
    for (const socket of idle) socket.destroy()
  }
  const port = await listen(server, 0)
  return {
    port,
    order: (...faults) => {
      ordered.push(...faults)
      refuseIfNext()
    },
    recover: async () => {
      if (ordered[0] !== 'refuse') return
      count(met, 'refuse')
      ordered.shift()
      await listen(server, port)
      refuseIfNext()
    },
    met,
    settled: async () => {
      releaseHeld()
      while (underway.size > 0) await Promise.allSettled(underway)
    },
    close: async () => {
      releaseHeld()
      for (const socket of open) socket.destroy()
      if (server.listening) await closeServer(server)
    },
  }
}

type Behaviour = (client: Socket, deliver: () => Promise<Buffer>, delays: FaultDelays) => Promise<void>

/** The faults behind a read request. All but 'pass' in the device's answer; the effect has happened by then. */
const BEHAVIOURS: Readonly<Record<Exclude<Fault, 'refuse' | 'resetBeforeRequest'> | 'pass', Behaviour>> = {
  pass: async (client, deliver) => void client.end(await deliver()),
  resetAfterRequest: async (client, deliver) => {
    await deliver()
    client.resetAndDestroy()
  },
  dropResponse: async (_client, deliver) => void (await deliver()),
  halfResponse: async (client, deliver) => {
    const answer = await deliver()
    client.end(answer.subarray(0, Math.floor(answer.length / 2)))
  },
  garbageResponse: async (client, deliver) => {
    await deliver()
    client.end('HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{"id":#!')
  },
  slowResponse: async (client, deliver, { slowMs }) => {
    const answer = await deliver()
    await delay(slowMs)
    client.end(answer)
  },
  duplicateDelivery: async (client, deliver) => {
    const [answer] = await Promise.all([deliver(), deliver()])
    client.end(answer)
  },
  lateResponse: async (client, deliver, { lateMs }) => {
    const answer = await deliver()
    await delay(lateMs)
    client.end(answer)
  },
  reordered: async (client, deliver) => void client.end(await deliver()),
  unavailableAfterEffect: async (client, deliver) => {
    await deliver()
    client.end('HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}')
  },
  closeWithoutAnswer: async (client, deliver) => {
    await deliver()
    client.end()
  },
  trickle: async (client, deliver, { trickleMs }) => {
    for (const octet of await deliver()) {
      if (!client.writable) return
      client.write(Uint8Array.of(octet))
      await delay(trickleMs)
    }
    client.end()
  },
}

/** One whole request (Content-Length or no body), or null when the client left before its end. */
function readRequest(client: Socket, firstChunk: Buffer): Promise<Buffer | null> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0)
    const add = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk])
      const headEnd = received.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const bodyOctets = Number(/\r\ncontent-length: *(\d+)/i.exec(received.toString('latin1', 0, headEnd))?.[1] ?? 0)
      if (received.length >= headEnd + 4 + bodyOctets) resolve(received)
    }
    client.on('close', () => resolve(null)).on('data', add)
    add(firstChunk)
  })
}

/** Delivers a request to the device and waits for its whole answer. */
async function askDevice(port: number, request: Buffer): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1')
  socket.write(request)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const closeServer = async (server: Server): Promise<void> => {
  server.close()
  await once(server, 'close')
}

const count = (met: Map<Fault | 'pass', number>, fault: Fault | 'pass'): void => void met.set(fault, (met.get(fault) ?? 0) + 1)
