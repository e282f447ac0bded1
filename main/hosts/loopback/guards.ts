import type { IncomingHttpHeaders } from 'node:http'

/** What of a request the guards look at. */
export type RequestFacts = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders }
export type Refusal = { readonly status: 403 | 405 | 413 | 415 | 421; readonly reason: string; readonly allow?: string }

/** 1 MB: the longest call is a draft with a note of 10,000 characters. */
export const MAX_BODY_BYTES = 1_000_000

/** Where a page opens its connection for calls. */
export const SOCKET_PATH = '/api/socket'

/** What may be asked for by which method; everything else under /api/ does not exist. Pages answer GET and HEAD. */
export const API_METHODS: Readonly<Record<string, 'GET' | 'POST'>> = { '/api/call': 'POST', '/api/session': 'POST', '/api/events': 'GET', [SOCKET_PATH]: 'GET' }

/**
 * Refuses what no page of this desk would send, before anything is read or looked up. `authority`: `127.0.0.1:PORT`, the only name this host answers to.
 * 421: DNS rebinding (a foreign name that resolves to 127.0.0.1). 403: another site, another port of this machine, a sandboxed frame (`null`).
 * Source: limits.md section 7, Fetch Metadata resource isolation policy.
 */
export function refuseRequest(request: RequestFacts, authority: string): Refusal | null {
  const { headers } = request
  if (headers.host !== authority) return { status: 421, reason: 'this desk answers only to its own address' }
  if (headers.origin !== undefined && headers.origin !== `http://${authority}`) return { status: 403, reason: 'foreign origin' }
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return { status: 403, reason: 'foreign site' }
  const allowed = API_METHODS[request.path]
  if (allowed ? request.method !== allowed : request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, reason: 'method not allowed', allow: allowed ?? 'GET, HEAD' }
  }
  if (request.method !== 'POST') return null
  if (!/^application\/json(;\s*charset=utf-8)?$/i.test(headers['content-type'] ?? '')) return { status: 415, reason: 'application/json required' }
  if (Number(headers['content-length'] ?? 0) > MAX_BODY_BYTES) return { status: 413, reason: 'too large' }
  return null
}
