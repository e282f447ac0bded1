import { CONTRACT } from '../../shared/contract/console/contract.ts'
import type { ContractName } from '../../shared/contract/console/contract.ts'
import type { ContractEntry } from '../../shared/contract/console/entry.ts'
import type { Call, Envelope } from '../../shared/contract/console/envelope.ts'
import { appError } from '../../shared/domain/errors.ts'
import type { AppError, ErrorCode } from '../../shared/domain/errors.ts'
import { err } from '../../shared/kernel/result.ts'
import type { Clock, IdSource } from '../../shared/kernel/time.ts'
import type { Log } from '../platform/log.ts'
import type { Handler, Handlers, User } from './context.ts'
import { hideShares, maySeeShares } from './hide-shares.ts'

export type DispatchDeps = {
  readonly handlers: Handlers
  readonly userOf: (clientId: string) => User | null
  readonly clock: Clock
  readonly ids: IdSource
  readonly log: Log
}
export type Dispatch = (clientId: string, call: Call) => Promise<Envelope>

/**
 * The one door. Decodes, authorises, runs the use case and answers an envelope; nothing throws past it.
 * Roles are checked here whatever the screen showed, and what providers receive leaves only for who may know it. One structured line is logged per call, without its content.
 */
export function createDispatch(deps: DispatchDeps): Dispatch {
  return async (clientId, call) => {
    const startedAt = deps.clock.now()
    const envelope = await answer(deps, clientId, call)
    deps.log.info({
      useCase: isKnown(call.name) ? call.name : 'unknown',
      outcome: envelope.ok ? 'ok' : envelope.error.code,
      durationMs: deps.clock.now() - startedAt,
    })
    return envelope
  }
}

async function answer(deps: DispatchDeps, clientId: string, call: Call): Promise<Envelope> {
  if (!isKnown(call.name)) return err(appError('unknown-command', { name: String(call.name).slice(0, 60) }))
  const row: ContractEntry = CONTRACT[call.name]
  const user = deps.userOf(clientId)
  const refusal = authorise(row, user)
  if (refusal) return err(refusal)
  const decoded = row.input.safeParse(call.input)
  if (!decoded.success) {
    const issue = decoded.error.issues[0]
    return err(appError('input-invalid', { field: String(issue?.path.findLast((part) => typeof part === 'string') ?? ''), problem: issue?.code ?? '' }))
  }
  const narrowed = row.rolesFor?.(decoded.data)
  if (narrowed && user && !narrowed.includes(user.role)) return err(appError('not-permitted', { role: user.role }))
  try {
    const handler = deps.handlers[call.name] as Handler<ContractName>
    const envelope = await handler(decoded.data as never, { user, clientId })
    return maySeeShares(user?.role) ? envelope : (hideShares(envelope) as Envelope)
  } catch (error) {
    return err(refusalFrom(deps, call.name, error))
  }
}

/** Deny by default: a row names its roles, or says 'anyone'. */
function authorise(row: ContractEntry, user: User | null): AppError | null {
  if (row.roles === 'anyone') return null
  if (!user) return appError('sign-in-required')
  return row.roles.includes(user.role) ? null : appError('not-permitted', { role: user.role })
}

/** A storage refusal is expected and has words; anything else is a bug: logged once here with a code that support can find. */
function refusalFrom(deps: DispatchDeps, name: string, error: unknown): AppError {
  const storage = storageCode(error)
  if (storage) return appError(storage)
  const reference = deps.ids.next().slice(-8)
  deps.log.error({ useCase: name, reference, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  return appError('internal', { reference })
}

function storageCode(error: unknown): ErrorCode | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'CACHE_REBUILDING') return 'cache-rebuilding'
  if (code === 'SQLITE_FULL') return 'storage-full'
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') return 'storage-busy'
  if (code.startsWith('SQLITE_READONLY')) return 'storage-read-only'
  return null
}

const isKnown = (name: unknown): name is ContractName => typeof name === 'string' && Object.hasOwn(CONTRACT, name)
