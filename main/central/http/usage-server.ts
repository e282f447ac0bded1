import { Readable } from 'node:stream'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { USAGE_EN } from '../../../shared/messages/en/usage.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { Sender } from '../usage/decode-usage.ts'
import { decodeUsage } from '../usage/decode-usage.ts'
import type { StoredUsage } from '../usage/ports.ts'
import { readCsv, readNdjson, sent } from '../usage/read-formats.ts'
import type { CsvMapping } from '../usage/read-formats.ts'
import type { DoorCounts } from '../usage/radius/accounting-server.ts'
import { octetsOf } from '../usage/radius/accounting.ts'
import { readDetail } from '../usage/radius/read-detail.ts'
import type { UsageReceipts } from '../usage/receipts.ts'
import { batchOf } from '../usage/sent-batch.ts'
import type { SentBatch } from '../usage/sent-batch.ts'
import type { SessionTold, UsageDesk } from '../usage/usage-desk.ts'
import { providerOfToken } from '../usage/usage-token.ts'

export const USAGE_PATH = '/tmf-api/usageManagement/v4/usage'
/** What became of live accounting, whose answers say nothing (RFC 2866): sessions by NAS and id, and the counts of the door. */
export const SESSION_PATH = '/tmf-api/usageManagement/v4/radiusSession'
export const ACCOUNTING_PATH = '/tmf-api/usageManagement/v4/radiusAccounting'
export type UsageServerDeps = { readonly desk: UsageDesk; readonly clock: Clock; readonly secret: string; readonly mappings: readonly CsvMapping[]; /** What the RADIUS door counted of a provider; null where there is no such door. */ readonly radiusCounts?: (providerId: string) => DoorCounts | null; /** How far ahead of our clock a practice provider may meter. */ readonly aheadMs?: number }

/**
 * The public usage interface, a door of its own so that providers stay out of the desks'. POST USAGE_PATH: `application/json` one TMF635
 * Usage; `application/x-ndjson` one a line, `text/csv` with `?mapping=`, `text/x-radius-detail`: a stream of any length, answered by a
 * stream of receipts, one a line, each when it is on the disk. GET USAGE_PATH/{id} and GET USAGE_PATH?eventId=: what became of it. Every call shows the provider's
 * token; an event is always the sender's own.
 */
export function createUsageServer(deps: UsageServerDeps): FastifyInstance {
  const server = Fastify({ bodyLimit: 65_536, logger: false, forceCloseConnections: true })
  server.removeContentTypeParser('text/plain')
  for (const type of ['application/x-ndjson', 'text/csv', 'text/x-radius-detail']) server.addContentTypeParser(type, (_request, payload, done) => done(null, payload))
  server.addHook('onRequest', async (request, reply) => {
    if (senderOf(deps, request) === null) return refuse(reply, 401, 'unauthorized', 'Show the token this central gave to you.')
  })
  server.post(USAGE_PATH, async (request, reply) => {
    const sender = senderOf(deps, request)
    if (!sender) return refuse(reply, 401, 'unauthorized', 'Show the token this central gave to you.')
    const read = readerOf(deps, request, sender)
    if (read === 'no-mapping') return refuse(reply, 400, 'mappingUnknown', 'There is no such mapping; name one that was agreed.')
    if (read) return reply.code(200).type('application/x-ndjson').send(Readable.from(receiptLines(deps.desk.receive(sender.providerId, read))))
    return takeOne(deps.desk, sender, request.body, reply)
  })
  server.get<{ Params: { id: string } }>(`${USAGE_PATH}/:id`, async (request, reply) => {
    const found = await deps.desk.get(senderOf(deps, request)?.providerId ?? '', request.params.id)
    if (!found.ok) return refuse(reply, 503, 'unavailable', 'The storage is not available.')
    return found.value ? toUsage(found.value) : refuse(reply, 404, 'notFound', 'There is no such usage of yours.')
  })
  server.get<{ Querystring: { eventId?: unknown } }>(USAGE_PATH, async (request, reply) => {
    const { eventId } = request.query
    if (typeof eventId !== 'string') return refuse(reply, 400, 'filterMissing', 'Ask for one eventId.')
    const found = await deps.desk.withEventId(senderOf(deps, request)?.providerId ?? '', eventId)
    return found.ok ? (found.value ? [toUsage(found.value)] : []) : refuse(reply, 503, 'unavailable', 'The storage is not available.')
  })
  server.get<{ Querystring: { nas?: unknown; sessionId?: unknown } }>(SESSION_PATH, async (request, reply) => {
    const { nas, sessionId } = request.query
    if (typeof nas !== 'string' || typeof sessionId !== 'string') return refuse(reply, 400, 'filterMissing', 'Ask for one nas and one sessionId.')
    const found = await deps.desk.sessions(senderOf(deps, request)?.providerId ?? '', { nas, sessionId })
    return found.ok ? found.value.map(toSession) : refuse(reply, 503, 'unavailable', 'The storage is not available.')
  })
  server.get(ACCOUNTING_PATH, async (request, reply) => deps.radiusCounts?.(senderOf(deps, request)?.providerId ?? '') ?? refuse(reply, 404, 'notFound', 'There is no door for RADIUS accounting here.'))
  server.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'notFound', 'There is nothing at this path.'))
  server.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 503
    return status < 500 ? refuse(reply, status, status === 413 ? 'bodyTooLarge' : 'invalidBody', status === 413 ? 'One event has at most 65536 bytes.' : 'The body is not what its type says.') : refuse(reply, 503, 'unavailable', 'Nothing was kept that has no receipt; send it again.')
  })
  return server
}

function senderOf({ secret, clock, aheadMs }: UsageServerDeps, { headers }: FastifyRequest): Sender | null {
  const providerId = providerOfToken(secret, (headers.authorization ?? '').replace(/^Bearer /, ''))
  return providerId === null ? null : { providerId, now: clock.now(), ...(aheadMs === undefined ? {} : { aheadMs }) }
}

function readerOf({ mappings }: UsageServerDeps, request: FastifyRequest, sender: Sender): AsyncIterable<SentBatch> | 'no-mapping' | null {
  const body = request.body as Readable
  switch ((request.headers['content-type'] ?? '').split(';')[0]?.trim()) {
    case 'application/x-ndjson':
      return readNdjson(body, sender)
    case 'text/x-radius-detail':
      return readDetail(body, sender)
    case 'text/csv': {
      const wanted = (request.query as { readonly mapping?: unknown }).mapping
      const mapping = mappings.find((one) => one.id === wanted)
      return mapping ? readCsv(body, mapping, sender) : 'no-mapping'
    }
    default:
      return null
  }
}

async function* receiptLines(receipts: AsyncIterable<UsageReceipts>): AsyncGenerator<string> {
  for await (const some of receipts) yield Array.from(some, (receipt) => `${JSON.stringify(receipt)}\n`).join('')
}

async function takeOne(desk: UsageDesk, sender: Sender, body: unknown, reply: FastifyReply): Promise<FastifyReply> {
  const one = sent(1, JSON.stringify(body ?? null), decodeUsage(body, sender))
  const [receipt] = (await desk.receive(sender.providerId, (async function* () { yield batchOf([one]) })()).next()).value as UsageReceipts
  if (!receipt || receipt.status === 'rejected') return reply.code(receipt?.usageId === null ? 409 : 422).send({ ...problem(receipt?.usageId === null ? 409 : 422, receipt?.reason?.code ?? 'rejected', receipt?.reason?.message ?? ''), receipt })
  const found = await desk.get(sender.providerId, receipt.usageId ?? '')
  return found.ok && found.value ? reply.code(receipt.repeated ? 200 : 201).send({ ...toUsage(found.value), receipt }) : refuse(reply, 503, 'unavailable', 'The storage is not available.')
}

/** A TMF635 Usage. What the customer pays for it is not the provider's to know, so nothing rated is in it. */
function toUsage({ usageId, event, outcome }: StoredUsage): Readonly<Record<string, unknown>> {
  const characteristics = event ? { ...(event.eventId === null ? {} : { eventId: event.eventId }), quantity: event.quantity, unit: event.unit, startDate: new Date(event.startedAt).toISOString(), endDate: new Date(event.endedAt).toISOString() } : {}
  return {
    '@type': 'Usage', id: usageId, href: `${USAGE_PATH}/${encodeURIComponent(usageId)}`, status: outcome.state,
    ...(outcome.reason ? { statusReason: { code: outcome.reason, message: USAGE_EN[`usage.reason.${outcome.reason}`] } } : {}),
    ...(event ? { usageType: event.usageType, usageDate: new Date(event.startedAt).toISOString(), relatedParty: [{ id: event.localId, role: event.idKind, '@referredType': 'Customer' }] } : {}),
    usageCharacteristic: Object.entries(characteristics).map(([name, value]) => ({ name, value })),
  }
}

function toSession({ state: { startedAt, last, end }, usage }: SessionTold): Readonly<Record<string, unknown>> {
  const { nas, sessionId, userName } = last
  return { nas, sessionId, userName, state: end ?? 'open', startDate: new Date(startedAt).toISOString(), lastHeardDate: new Date(last.at).toISOString(), octets: octetsOf(last), usage: usage.map(toUsage) }
}

const problem = (status: number, code: string, reason: string) => ({ '@type': 'Error', code, reason, status: String(status) })
const refuse = (reply: FastifyReply, status: number, code: string, reason: string): FastifyReply => reply.code(status).send(problem(status, code, reason))
