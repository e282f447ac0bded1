import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { assert } from '../../../shared/kernel/result.ts'
import type { ConsoleHandle } from '../console-handle.ts'
import { PROTECTIVE_HEADERS } from '../page/content-security-policy.ts'
import { answerPage, listPageFiles, type PageFiles } from '../page/page-files.ts'
import { attachCallSocket } from './call-socket.ts'
import { API_METHODS, MAX_BODY_BYTES, refuseRequest, SOCKET_PATH } from './guards.ts'
import { createWebSessions, type WebSessions } from './web-sessions.ts'

export type LoopbackHost = {
  readonly port: number
  /** A link that opens one browser session. The code stands in the fragment: it never reaches a server, a referrer or a log. */
  readonly issueLink: () => string
  readonly close: () => Promise<void>
}

/**
 * Serves the console and its built pages to a browser of this machine, on 127.0.0.1 only. `port` 0 takes a free one.
 * Errors: rejects when the port is taken (EADDRINUSE) or `pagesDir` is not built.
 */
export async function startLoopbackHost(options: { readonly console: ConsoleHandle; readonly pagesDir: string; readonly port: number }): Promise<LoopbackHost> {
  const files = listPageFiles(options.pagesDir)
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 })
  const port = await listen(server, options.port)
  const authority = `127.0.0.1:${port}`
  const sessions = createWebSessions(port)
  const deps = { console: options.console, files, sessions, authority }
  server.on('request', (request, response) => {
    answer(deps, request, response).catch(() => {
      if (!response.headersSent) respond(response, 500, { error: 'internal' })
      else response.destroy()
    })
  })
  const endSockets = attachCallSocket(server, deps)
  return {
    port,
    issueLink: () => `http://${authority}/#code=${sessions.issueCode()}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
      endSockets()
    }),
  }
}

type Deps = { readonly console: ConsoleHandle; readonly files: PageFiles; readonly sessions: WebSessions; readonly authority: string }

async function answer(deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? ''
  const path = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/'
  const refusal = refuseRequest({ method, path, headers: request.headers }, deps.authority)
  if (refusal) {
    if (refusal.allow) response.setHeader('allow', refusal.allow)
    // The body was not read: the connection cannot carry another request.
    response.setHeader('connection', 'close')
    return respond(response, refusal.status, { error: refusal.reason })
  }
  if (!API_METHODS[path]) return servePage(deps.files, path, method, response)
  if (path === SOCKET_PATH) {
    response.setHeader('upgrade', 'websocket')
    return respond(response, 426, { error: 'this address takes a WebSocket' })
  }
  if (path === '/api/session') return openSession(deps.sessions, request, response)
  const clientId = deps.sessions.find(request.headers.cookie)
  if (!clientId) return respond(response, 401, { error: 'open the link that the desk printed' })
  return path === '/api/events' ? streamEvents(deps.console, request, response) : runCall({ console: deps.console, clientId }, request, response)
}

function servePage(files: PageFiles, path: string, method: string, response: ServerResponse): void {
  const page = answerPage(files, path)
  response.writeHead(page.status, { ...page.headers, 'content-length': page.body.length })
  response.end(method === 'HEAD' ? undefined : page.body)
}

const SessionBody = z.object({ code: z.string().max(200) })

async function openSession(sessions: WebSessions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request)
  if (body.kind !== 'read') return respondUnread(response, body)
  const decoded = SessionBody.safeParse(body.value)
  const opened = decoded.success ? sessions.open(decoded.data.code) : null
  if (!opened) return respond(response, 401, { error: 'this link was used already or is not from this desk' })
  response.setHeader('set-cookie', opened.setCookie)
  respond(response, 200, { ok: true })
}

const CallBody = z.object({ name: z.string().max(100), input: z.unknown() })

async function runCall(deps: { readonly console: ConsoleHandle; readonly clientId: string }, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request)
  if (body.kind !== 'read') return respondUnread(response, body)
  const decoded = CallBody.safeParse(body.value)
  if (!decoded.success) return respond(response, 400, { error: 'a call has a name and an input' })
  respond(response, 200, await deps.console.call(deps.clientId, { name: decoded.data.name, input: decoded.data.input }))
}

/** Server-sent events. The first comment opens the stream, so that the page knows it is heard before it asks for state. */
function streamEvents(console: ConsoleHandle, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { ...PROTECTIVE_HEADERS, 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(': open\n\n')
  const unsubscribe = console.subscribe((event) => response.write(`data: ${JSON.stringify(event)}\n\n`))
  request.on('close', unsubscribe)
}

type ReadBody = { readonly kind: 'read'; readonly value: unknown } | { readonly kind: 'tooLarge' } | { readonly kind: 'malformed' }

async function readJson(request: IncomingMessage): Promise<ReadBody> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // A chunked body has no length to refuse by beforehand.
    if (size > MAX_BODY_BYTES) return { kind: 'tooLarge' }
    chunks.push(chunk)
  }
  try {
    return { kind: 'read', value: JSON.parse(Buffer.concat(chunks).toString('utf8')) }
  } catch {
    return { kind: 'malformed' }
  }
}

function respondUnread(response: ServerResponse, body: { readonly kind: 'tooLarge' | 'malformed' }): void {
  if (body.kind === 'malformed') return respond(response, 400, { error: 'not JSON' })
  response.setHeader('connection', 'close')
  respond(response, 413, { error: 'too large' })
}

function respond(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { ...PROTECTIVE_HEADERS, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(value))
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      assert(typeof address === 'object' && address, 'a TCP server has an address')
      resolve(address.port)
    })
  })
}
