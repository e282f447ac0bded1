import { STATUS_CODES } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { ConsoleHandle } from '../console-handle.ts'
import { MAX_BODY_BYTES, refuseRequest, SOCKET_PATH } from './guards.ts'
import type { WebSessions } from './web-sessions.ts'

type Deps = { readonly console: ConsoleHandle; readonly sessions: WebSessions; readonly authority: string }

const Message = z.object({ id: z.number().int().nonnegative(), name: z.string().max(100), input: z.unknown() })

/**
 * The calls of a page over one open connection, beside POST /api/call: the same guards once, at the upgrade, and then no request per call
 * (a browser spends 20 to 40 ms on one while it draws). A page sends `{id, name, input}` and hears `{id, envelope}`, in the order of the answers.
 * What is not a call ends the connection (1008), what is too large as well (1009). Answers a function that ends all connections.
 */
export function attachCallSocket(server: Server, deps: Deps): () => void {
  const sockets = new WebSocketServer({ noServer: true, clientTracking: true, perMessageDeflate: false, maxPayload: MAX_BODY_BYTES })
  server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on('error', () => connection.destroy())
    const clientId = deps.sessions.find(request.headers.cookie)
    const status = refuseUpgrade(request, deps.authority) ?? (clientId ? null : 401)
    if (status !== null || !clientId) return refuse(connection, status ?? 401)
    sockets.handleUpgrade(request, connection, head, (socket) => listen(socket, (message) => deps.console.call(clientId, message)))
  })
  return () => {
    for (const socket of sockets.clients) socket.terminate()
  }
}

/** As for any request; and a page always names its Origin when it opens a socket, which no cross-origin rule of the browser guards. */
function refuseUpgrade(request: IncomingMessage, authority: string): number | null {
  const path = (request.url ?? '').split(/[?#]/, 1)[0] ?? ''
  if (path !== SOCKET_PATH) return 404
  if (request.headers.origin === undefined) return 403
  return refuseRequest({ method: request.method ?? '', path, headers: request.headers }, authority)?.status ?? null
}

function refuse(connection: Duplex, status: number): void {
  connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}

function listen(socket: WebSocket, call: (message: { readonly name: string; readonly input: unknown }) => Promise<unknown>): void {
  // A connection that breaks has its close; there is nobody to tell.
  socket.on('error', () => undefined)
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? null : readMessage(String(data))
    if (!message) return socket.close(1008)
    const { id, name, input } = message
    call({ name, input }).then(
      (envelope) => socket.send(JSON.stringify({ id, envelope })),
      () => socket.close(1011),
    )
  })
}

function readMessage(text: string): z.infer<typeof Message> | null {
  try {
    const decoded = Message.safeParse(JSON.parse(text))
    return decoded.success ? decoded.data : null
  } catch {
    return null
  }
}
