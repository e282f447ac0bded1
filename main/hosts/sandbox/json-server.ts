import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Timers } from '../../../shared/kernel/time.ts'
import { tmfError } from './reply.ts'
import type { JsonReply, Reply } from './reply.ts'

export type JsonRequest = { readonly body: unknown; readonly query: URLSearchParams; /** What stood for `{id}` in the path. */ readonly id: string }
export type Route = { readonly method: 'GET' | 'POST' | 'DELETE'; /** Exact path, or one that ends in `/{id}`. */ readonly path: string; readonly handle: (request: JsonRequest) => Reply }
export type JsonServerDeps = { readonly timers: Timers; readonly exit: (code: number) => void; readonly onError: (error: unknown) => void }
export type JsonServer = { readonly port: number; readonly close: () => Promise<void> }

const BODY_LIMIT_BYTES = 262_144

/** Serves routes on 127.0.0.1, over TLS when there is a certificate. `port` 0 takes a free one. Resolves when it listens; rejects when the port is taken. */
export async function serveJson(deps: JsonServerDeps, { routes, port, tls }: { readonly routes: readonly Route[]; readonly port: number; readonly tls?: { readonly key: string; readonly certificate: string } }): Promise<JsonServer> {
  const listener: RequestListener = (request, response) => {
    answer(routes, request).then((reply) => send(deps, response, reply)).catch((error: unknown) => {
      deps.onError(error)
      send(deps, response, tmfError(500, 'internal', 'The provider failed.'))
    })
  }
  const server: Server = tls ? createTlsServer({ key: tls.key, cert: tls.certificate }, listener) : createServer(listener)
  await listen(server, port)
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

async function answer(routes: readonly Route[], request: IncomingMessage): Promise<Reply> {
  if (isFromPage(request)) return tmfError(403, 'noPages', 'Web pages may not speak to a practice provider.')
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const onPath = routes.filter((route) => idOf(route.path, url.pathname) !== null)
  const route = onPath.find((candidate) => candidate.method === request.method)
  if (!route) return onPath.length > 0 ? tmfError(405, 'methodNotAllowed', 'This path has no such method.') : tmfError(404, 'notFound', 'There is nothing at this path.')
  const text = await readText(request)
  if (text === null) return tmfError(413, 'bodyTooLarge', 'The body is too large.')
  const body = parseJson(text)
  if (!body.ok) return tmfError(400, 'invalidJson', 'The body is not JSON.')
  return route.handle({ body: body.value, query: url.searchParams, id: idOf(route.path, url.pathname) ?? '' })
}

/** Any page in a browser on this machine could order a fault: pages name their origin, or come by a name that was bent to 127.0.0.1. */
const isFromPage = ({ headers }: IncomingMessage): boolean =>
  headers.origin !== undefined || !/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(headers.host ?? '')

/** The id in a path that fits the route: '' for an exact fit, null for none. */
function idOf(path: string, pathname: string): string | null {
  if (!path.endsWith('/{id}')) return path === pathname ? '' : null
  const prefix = path.slice(0, -'{id}'.length)
  const id = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : ''
  return id === '' || id.includes('/') ? null : decodeURIComponent(id)
}

/** The body's text; null when it is too large. It is read to its end even so: tearing the connection would lose the answer. */
async function readText(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= BODY_LIMIT_BYTES) chunks.push(chunk)
  }
  return length > BODY_LIMIT_BYTES ? null : Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: text === '' ? undefined : JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}

function send(deps: JsonServerDeps, response: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case 'json':
      return void response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body))
    case 'half':
      return sendHalf(response, reply.reply)
    case 'later':
      return void deps.timers.after(reply.delayMs, () => send(deps, response, reply.reply))
    case 'silence':
      return
    case 'exit':
      return deps.exit(reply.code)
  }
}

function sendHalf(response: ServerResponse, reply: JsonReply): void {
  const bytes = Buffer.from(JSON.stringify(reply.body))
  response.writeHead(reply.status, { 'content-type': 'application/json', 'content-length': bytes.length })
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy())
}

const listen = (server: Server, port: number): Promise<void> => new Promise((resolve, reject) => {
  server.once('error', reject)
  server.listen(port, '127.0.0.1', () => {
    server.off('error', reject)
    resolve()
  })
})
