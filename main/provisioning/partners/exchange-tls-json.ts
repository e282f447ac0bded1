import { request as requestOver, type IncomingMessage } from 'node:http'
import { connect } from 'node:tls'
import type { TLSSocket } from 'node:tls'
import { MAXIMUM_ANSWER_BYTES, readJson } from './exchange-json.ts'
import type { JsonExchange } from './exchange-json.ts'

export type TlsJsonRequest = {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly body?: unknown
  /** PEM of who vouches for the other side; null: the authorities this machine trusts. */
  readonly authority: string | null
  /** Ends the exchange, reading of the answer included. */
  readonly signal: AbortSignal
}
/** As over plain HTTP, and 'untrusted': the other side could not prove who it is, so nothing was said to it. */
export type TlsJsonExchange = JsonExchange | { readonly kind: 'untrusted'; readonly why: string }

/** What OpenSSL and Node call a certificate that does not prove anything. */
const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|ISSUER/

/**
 * Sends one JSON request over TLS and reads the whole JSON answer. Never rejects. The connection is made and its certificate checked before
 * a byte of the request is given to it: a password never reaches who cannot prove its name, and a handshake that breaks means 'notSent'.
 */
export async function exchangeTlsJson(request: TlsJsonRequest): Promise<TlsJsonExchange> {
  const url = new URL(request.url)
  const connected = await connectTls(url, request)
  if (!('socket' in connected)) return connected
  const { socket } = connected
  try {
    return await ask(url, request, socket)
  } finally {
    socket.destroy()
  }
}

function connectTls(url: URL, { authority, signal }: TlsJsonRequest): Promise<{ readonly socket: TLSSocket } | TlsJsonExchange> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ kind: 'notSent' })
    const host = url.hostname.replace(/^\[|\]$/g, '')
    // A name is asked for in the handshake, an address never is (RFC 6066 3); it is checked against the certificate either way.
    const socket = connect({ host, port: Number(url.port || 443), ...(authority === null ? {} : { ca: authority }), ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }), minVersion: 'TLSv1.2' })
    const stop = () => socket.destroy(new Error('deadline'))
    signal.addEventListener('abort', stop, { once: true })
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', stop)
      socket.on('error', () => undefined)
      resolve({ socket })
    })
    socket.once('close', () => resolve({ kind: 'notSent' }))
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(CERTIFICATE_CODE.test(error.code ?? '') ? { kind: 'untrusted', why: error.code ?? '' } : { kind: 'notSent' }))
  })
}

function ask(url: URL, request: TlsJsonRequest, socket: TLSSocket): Promise<JsonExchange> {
  // HTTP over the connection that was checked: a new one would have to be checked again.
  const text = request.body === undefined ? '' : JSON.stringify(request.body)
  return new Promise((resolve) => {
    const lost = () => resolve({ kind: 'lost', why: request.signal.aborted ? 'timeout' : 'connection' })
    const sent = requestOver({
      host: url.hostname, port: url.port, path: `${url.pathname}${url.search}`, method: request.method, createConnection: () => socket, signal: request.signal,
      headers: { host: url.host, accept: 'application/json', connection: 'close', ...(text === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }) },
    }, (response) => void readAnswer(response, request.signal).then(resolve))
    sent.on('error', lost)
    sent.end(text)
  })
}

async function readAnswer(response: IncomingMessage, signal: AbortSignal): Promise<JsonExchange> {
  const status = response.statusCode ?? 0
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > MAXIMUM_ANSWER_BYTES) return { kind: 'unreadable', status, why: 'tooLarge' }
      chunks.push(chunk)
    }
  } catch {
    return signal.aborted ? { kind: 'lost', why: 'timeout' } : { kind: 'unreadable', status, why: 'half' }
  }
  return readJson(status, response.headers['content-type'] ?? '', Buffer.concat(chunks).toString('utf8'))
}
