import { z } from 'zod'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { LocalDate } from '../../../shared/domain/rating.ts'
import { addMonths } from '../../../shared/engines/rating/local-date.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock, IdSource, Instant } from '../../../shared/kernel/time.ts'
import { startOfLocalDay } from '../catalog/local-day.ts'
import type { Handler } from '../context.ts'
import type { Network } from '../../provisioning/ports.ts'
import type { SandboxProvider } from './sandbox.ts'

/** Where usage is brought and how each provider shows who it is, as this desk's own central wrote it down. */
export type UsageDoorFile = { readonly url: string; readonly tokens: Readonly<Record<string, string>>; readonly radius: { readonly host: string; readonly port: number; readonly clients: readonly { readonly providerId: string; readonly nas: string; readonly secret: string }[] } }
export type PassMonthDeps = {
  readonly providers: readonly SandboxProvider[]
  /** Null: central is not on this desk, so its practice time is not this desk's to pass. */
  readonly readDoor: () => UsageDoorFile | null
  readonly central: CentralClient
  readonly network: Pick<Network, 'isUp'>
  readonly deskId: string
  readonly pull: () => Promise<unknown>
  readonly clock: Clock
  readonly ids: IdSource
  readonly wait: (ms: number) => Promise<void>
  readonly localDateOf: (at: Instant) => LocalDate
  readonly settings: { readonly get: (name: string) => string | null; readonly set: (name: string, value: string) => Result<null, AppError> }
}

const PASSED_TO = 'practice.passedTo'
/** The same seed over the same days makes the same events: passed again after a failure, nothing is counted twice. */
const SEED = 7
const [LOOK_MS, LONGEST_LOOKS, DEADLINE_MS, BATCH] = [100, 1_200, 5_000, 200]
const zMetering = z.object({ state: z.enum(['idle', 'running', 'done', 'failed']), sent: z.int(), receipts: z.record(z.string(), z.int()), problem: z.string().nullable() })
type Metering = z.infer<typeof zMetering>

/**
 * Lets practice time go on to the first of the next month: every practice provider meters its own subscribers up to then and brings the usage by the
 * public interface, then central bills what is due. This desk makes no usage event. Errors: `sandbox-absent`, `network-unavailable`, `provider-unavailable`, `metering-failed`, central's.
 */
export const createPassMonth = (deps: PassMonthDeps): Handler<'sandbox.passMonth'> => async (_input, { user }) => {
  const door = deps.readDoor()
  if (deps.providers.length === 0 || !door) return err(appError('sandbox-absent'))
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  const from = deps.settings.get(PASSED_TO) ?? deps.localDateOf(deps.clock.now())
  const to = addMonths(`${from.slice(0, 7)}-01`, 1)
  const span = { from: new Date(startOfLocalDay(from, deps.localDateOf)).toISOString(), to: new Date(startOfLocalDay(to, deps.localDateOf)).toISOString() }
  const metered = await Promise.all(deps.providers.map((provider) => meter(deps, provider, door, span)))
  const failed = metered.find((one) => !one.ok)
  if (failed && !failed.ok) return failed
  const billed = await bill(deps, to, { deskId: deps.deskId, userId: user?.userId ?? '', role: user?.role ?? '' })
  if (!billed.ok) return billed
  const kept = deps.settings.set(PASSED_TO, to)
  if (!kept.ok) return kept
  await deps.pull()
  const all = metered.flatMap((one) => (one.ok ? [one.value] : []))
  return ok({ from, to, events: all.reduce((sum, { sent }) => sum + sent, 0), rated: all.reduce((sum, { receipts }) => sum + (receipts['rated'] ?? 0), 0), ...billed.value })
}

async function meter(deps: PassMonthDeps, { providerId, commandPort }: SandboxProvider, door: UsageDoorFile, span: { readonly from: string; readonly to: string }): Promise<Result<Metering, AppError>> {
  const nas = door.radius.clients.find((client) => client.providerId === providerId)
  const token = door.tokens[providerId]
  if (token === undefined) return ok({ state: 'done', sent: 0, receipts: {}, problem: null })
  const body = { url: door.url, token, seed: SEED, ...span, ...(nas ? { radius: { host: door.radius.host, port: door.radius.port, nas: nas.nas, secret: nas.secret } } : {}) }
  let answer = await ask(providerId, commandPort, body)
  for (let looks = 0; answer.ok && answer.value.state === 'running' && looks < LONGEST_LOOKS; looks++) {
    await deps.wait(LOOK_MS)
    answer = await ask(providerId, commandPort)
  }
  if (answer.ok && answer.value.state !== 'done') return err(appError('metering-failed', { providerId, problem: answer.value.problem ?? answer.value.state }))
  return answer
}

/** `body`: starts a run; without, how far it is. */
async function ask(providerId: string, commandPort: number, body?: unknown): Promise<Result<Metering, AppError>> {
  try {
    const response = await fetch(`http://127.0.0.1:${commandPort}/meter`, { signal: AbortSignal.timeout(DEADLINE_MS), ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) })
    return response.ok ? ok(zMetering.parse(await response.json())) : err(appError('metering-failed', { providerId, problem: String(response.status) }))
  } catch {
    return err(appError('provider-unavailable', { providerId }))
  }
}

async function bill({ central, ids }: PassMonthDeps, upTo: LocalDate, actor: { readonly deskId: string; readonly userId: string; readonly role: string }): Promise<Result<{ readonly bills: number; readonly held: number }, AppError>> {
  let [bills, held] = [0, 0]
  for (let more = true; more; ) {
    const answer = await central.command('billing.run', ids.next(), { upTo, limit: BATCH }, actor)
    if (!answer.ok) return answer
    bills += answer.value.bills
    held += answer.value.held
    more = answer.value.more
  }
  return ok({ bills, held })
}
