import { z } from 'zod'
import { meterOf } from '../fulfilment.ts'
import type { Ledger } from '../ledger.ts'
import type { Route } from '../json-server.ts'
import { json, tmfError } from '../reply.ts'
import { openNas } from './accounting-client.ts'
import { accountingOfDay } from './meter-sessions.ts'
import type { AccessLine } from './meter-sessions.ts'
import { daysOf, meterDay } from './meter-service.ts'
import type { MeteredService, MeteredUsage } from './meter-service.ts'
import { quirksOf } from './quirks.ts'

const zRun = z.object({ url: z.url(), token: z.string().min(1), seed: z.int(), from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }), /** Where an ISP's access server tells of its sessions. */ radius: z.object({ host: z.string(), port: z.int(), secret: z.string().min(1), nas: z.string().min(1) }).optional() })
type Run = z.infer<typeof zRun>

/** A metering run as the person at the sandbox sees it. `receipts` counts what the receiver said of each event. */
export type MeteringState = { readonly state: 'idle' | 'running' | 'done' | 'failed'; readonly services: number; readonly sent: number; readonly receipts: Readonly<Record<string, number>>; readonly reasons: Readonly<Record<string, number>>; readonly problem: string | null; /** What was told of sessions over RADIUS, which answers without a receipt: `octets` and `sessions` are this provider's own count. */ readonly accounting: AccountingTold }
type AccountingTold = { readonly told: number; readonly toldAgain: number; readonly sessions: number; readonly octets: number }
const NOTHING_TOLD: AccountingTold = { told: 0, toldAgain: 0, sessions: 0, octets: 0 }
const IDLE: MeteringState = { state: 'idle', services: 0, sent: 0, receipts: {}, reasons: {}, problem: null, accounting: NOTHING_TOLD }
const USAGE_PATH = '/tmf-api/usageManagement/v4/usage'
/** Bytes of one request: a day's worth of a small town. */
const CHUNK_EVENTS = 5_000

/**
 * Meters the services this provider really has and was told to meter, over any span, and brings the events to the public usage interface
 * as the vendor writes them. The same seed over the same span makes the same events, so a run may be repeated after any failure.
 */
export function meteringRoutes({ ledger, providerId, send = sendUsage }: { readonly ledger: Ledger; readonly providerId: string; readonly send?: typeof sendUsage }): readonly Route[] {
  let state = IDLE
  const start = (run: Run): void => {
    const services = meteredServices(ledger, run)
    state = { ...IDLE, state: 'running', services: services.length }
    const report = (receipts: readonly Receipt[]): void => {
      state = { ...state, sent: state.sent + receipts.length, receipts: counted(state.receipts, receipts.map((one) => (one.repeated ? 'repeated' : one.status))), reasons: counted(state.reasons, receipts.flatMap((one) => one.reason?.code ?? [])) }
    }
    const reportTold = (more: AccountingTold): void => void (state = { ...state, accounting: { told: state.accounting.told + more.told, toldAgain: state.accounting.toldAgain + more.toldAgain, sessions: state.accounting.sessions + more.sessions, octets: state.accounting.octets + more.octets } })
    work(run, services, providerId, send, report).then(() => tellSessions(run, accessLines(ledger, run), reportTold)).then(() => (state = { ...state, state: 'done' }), (error: unknown) => (state = { ...state, state: 'failed', problem: String(error) }))
  }
  return [
    {
      method: 'POST', path: '/meter',
      handle: ({ body }) => {
        const read = zRun.safeParse(body)
        if (!read.success) return tmfError(400, 'invalidMetering', z.prettifyError(read.error))
        if (state.state === 'running') return tmfError(409, 'meteringRuns', 'One span after the other.')
        start(read.data)
        return json(202, state)
      },
    },
    { method: 'GET', path: '/meter', handle: () => json(200, state) },
  ]
}

/** Live and ended services that an order told to meter, each only while it was there. */
function meteredServices(ledger: Ledger, run: Run): readonly MeteredService[] {
  const [from, to] = [Date.parse(run.from), Date.parse(run.to)]
  return ledger.services().flatMap((service): readonly MeteredService[] => {
    const meter = meterOf(ledger, service)
    const span = { from: Math.max(from, Date.parse(service.startedAt)), to: Math.min(to, service.endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(service.endedAt)) }
    if (meter.length === 0 || span.to <= span.from) return []
    return [{ serviceId: service.serviceId, localCustomerId: service.localCustomerId, offeringId: service.offeringId, meter, ...span }]
  })
}

/** Every access that was there, whatever it was told to meter: a server accounts for whom it lets in. */
function accessLines(ledger: Ledger, run: Run): readonly AccessLine[] {
  const [from, to] = [Date.parse(run.from), Date.parse(run.to)]
  return ledger.services().flatMap((service): readonly AccessLine[] => {
    const userIdentifier = service.facts['userIdentifier']
    const span = { from: Math.max(from, Date.parse(service.startedAt)), to: Math.min(to, service.endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(service.endedAt)) }
    return service.serviceKind !== 'access' || userIdentifier === undefined || span.to <= span.from ? [] : [{ serviceId: service.serviceId, userIdentifier, ...span }]
  })
}

async function tellSessions(run: Run, lines: readonly AccessLine[], report: (told: AccountingTold) => void): Promise<void> {
  if (!run.radius || lines.length === 0) return
  const nas = await openNas(run.radius)
  try {
    const days = daysOf({ from: Math.min(...lines.map((line) => line.from)), to: Math.max(...lines.map((line) => line.to)) })
    for (const day of days) {
      for (const part of accountingOfDay(lines, day, run.seed)) report({ ...(await nas.tell(part)), sessions: part.sessions, octets: part.octets })
    }
  } finally {
    nas.close()
  }
}

async function work(run: Run, services: readonly MeteredService[], providerId: string, send: typeof sendUsage, report: (receipts: readonly Receipt[]) => void): Promise<void> {
  const quirks = quirksOf(providerId)
  let waiting: MeteredUsage[] = []
  for (const service of services) {
    for (const day of daysOf(service)) waiting.push(...meterDay(service, day, { seed: run.seed, quirks }))
    if (waiting.length >= CHUNK_EVENTS) report(await send(run, waiting.splice(0)))
  }
  if (waiting.length > 0) report(await send(run, waiting))
}

const zReceipt = z.object({ status: z.string(), repeated: z.boolean(), reason: z.object({ code: z.string() }).nullable() })
type Receipt = z.infer<typeof zReceipt>

/** One bulk call; the answer has a receipt for each event. Errors: throws when it is refused or ends early; the same may be sent again. */
async function sendUsage({ url, token }: Run, events: readonly MeteredUsage[]): Promise<readonly Receipt[]> {
  const response = await fetch(new URL(USAGE_PATH, url), { method: 'POST', headers: { 'content-type': 'application/x-ndjson', 'authorization': `Bearer ${token}` }, body: events.map((event) => `${JSON.stringify(event)}\n`).join('') })
  if (!response.ok) throw new Error(`usage was not taken: ${response.status}`)
  const receipts = (await response.text()).split('\n').filter((line) => line !== '').map((line) => zReceipt.parse(JSON.parse(line)))
  if (receipts.length !== events.length) throw new Error(`${receipts.length} receipts for ${events.length} events`)
  return receipts
}

function counted(counts: Readonly<Record<string, number>>, names: readonly string[]): Readonly<Record<string, number>> {
  const sums = { ...counts }
  for (const name of names) sums[name] = (sums[name] ?? 0) + 1
  return sums
}
