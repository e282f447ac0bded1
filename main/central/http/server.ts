import { createHash, timingSafeEqual } from 'node:crypto'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CentralAnswer } from '../../../shared/contract/central/wire.ts'
import { WIRE_VERSION } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { Details, ErrorCode } from '../../../shared/domain/errors.ts'
import type { Central } from '../central.ts'

/** Sent by both sides: the major of the wire contract. */
export const WIRE_HEADER = 'x-lastmile-wire'
/** A whole catalog fits many times over; anything longer is not a command. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024

/**
 * Serves central over HTTP: POST /v1/command {name, key, input, actor}, /v1/query {name, input}, /v1/feed {after, limit}, JSON only.
 * Every answer is an envelope; the status only says whether the request reached the door (200) or was turned away before it
 * (400, 401, 404, 413, 415, 426). Without the desk token nothing is read, not even a body. `token`: at least 32 characters.
 */
export function createCentralServer(central: Central, options: { readonly token: string }): FastifyInstance {
  const server = Fastify({ bodyLimit: BODY_LIMIT_BYTES, logger: false, forceCloseConnections: true })
  server.removeContentTypeParser('text/plain')
  server.addHook('onRequest', async (request, reply) => {
    reply.header(WIRE_HEADER, String(WIRE_VERSION))
    const refused = refusal(request, options.token)
    if (refused) return turnAway(reply, refused)
  })
  server.post('/v1/command', async ({ body }) => {
    const { name, key, input, actor } = fields(body)
    return central.command(name, key, input, actor)
  })
  server.post('/v1/query', async ({ body }) => {
    const { name, input } = fields(body)
    return central.query(name, input)
  })
  server.post('/v1/feed', async ({ body }) => {
    const { after, limit } = fields(body)
    return central.feed(after, limit)
  })
  server.setNotFoundHandler((request, reply) => turnAway(reply, { status: 404, code: 'unknown-command', details: { path: request.url.slice(0, 100) } }))
  server.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    return turnAway(reply, status < 500 ? { status, code: 'input-invalid', details: { path: 'body', problem: BODY_PROBLEMS[status] ?? 'not-json' } } : { status, code: 'internal', details: {} })
  })
  return server
}

type Refusal = { readonly status: number; readonly code: ErrorCode; readonly details: Details }

const BODY_PROBLEMS: Readonly<Record<number, string>> = { 413: 'too-large', 415: 'not-json' }

/** The token is looked at first: who has none learns nothing about versions. */
function refusal(request: FastifyRequest, token: string): Refusal | null {
  if (!sameSecret(request.headers.authorization ?? '', `Bearer ${token}`)) return { status: 401, code: 'sign-in-required', details: {} }
  const desk = request.headers[WIRE_HEADER]
  if (desk === String(WIRE_VERSION)) return null
  if (typeof desk !== 'string' || !/^\d{1,6}$/.test(desk)) return { status: 400, code: 'input-invalid', details: { path: WIRE_HEADER, problem: 'missing' } }
  return { status: 426, code: 'central-older', details: { deskWire: Number(desk), centralWire: WIRE_VERSION } }
}

function turnAway(reply: FastifyReply, { status, code, details }: Refusal): FastifyReply {
  const answer: CentralAnswer<never> = { ok: false, error: appError(code, details) }
  return reply.code(status).send(answer)
}

/** Compares digests, so that neither length nor content of the secret shows in the time taken. */
const sameSecret = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const fields = (body: unknown): Readonly<Record<string, unknown>> => (body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : {})
