import { z } from 'zod'
import { appError } from '../../../shared/domain/errors.ts'
import { zSandboxEffect, zSandboxFault } from '../../../shared/contract/console/sandbox.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'

/** Where a sandbox provider listens, as its host started it. */
export type SandboxProvider = { readonly providerId: string; readonly name: string; readonly httpPort: number; readonly commandPort: number }
export type DemoCaller = { readonly givenName: string; readonly familyName: string; readonly phone: string; readonly email: string; readonly userIdentifier: string; readonly password: string; readonly paymentToken: string; readonly paymentHint: string }
export type SandboxDeps = { readonly providers: readonly SandboxProvider[]; readonly demoCallers: readonly DemoCaller[] }

const zFaults = z.object({ faults: z.array(z.looseObject({ fault: z.string() })) })
const zEffects = z.object({ effects: z.array(z.unknown()) })
const DEADLINE_MS = 2_000

/** The sandbox panel: what each practice provider will do next, and how to order its next failure. Refuses where no sandbox runs. */
export function createSandbox(deps: SandboxDeps): { readonly providers: Handler<'sandbox.providers'>; readonly orderFault: Handler<'sandbox.orderFault'>; readonly effects: Handler<'sandbox.effects'>; readonly forgetFaults: Handler<'sandbox.forgetFaults'> } {
  return {
    providers: async () => {
      if (deps.providers.length === 0) return err(appError('sandbox-absent'))
      const providers = await Promise.all(deps.providers.map(describe))
      return ok({ providers, demoCallers: [...deps.demoCallers] })
    },
    orderFault: async ({ providerId, fault, code, on, times, delayMs }) => {
      if (deps.providers.length === 0) return err(appError('sandbox-absent'))
      const provider = deps.providers.find((candidate) => candidate.providerId === providerId)
      if (!provider) return err(appError('provider-unknown', { providerId }))
      const ordered = await command(provider, '/fault', { fault, ...(code ? { code } : {}), ...(on ? { on } : {}), ...(times ? { times } : {}), ...(delayMs === undefined ? {} : { delayMs }) })
      if (!ordered.ok) return ordered
      return ok({ orderedFaults: (await describe(provider)).orderedFaults })
    },
    effects: async ({ limit }) => (deps.providers.length === 0 ? err(appError('sandbox-absent')) : ok({ providers: await Promise.all(deps.providers.map((provider) => watch(provider, limit))) })),
    forgetFaults: async ({ providerId }) => {
      if (deps.providers.length === 0) return err(appError('sandbox-absent'))
      const provider = deps.providers.find((candidate) => candidate.providerId === providerId)
      if (!provider) return err(appError('provider-unknown', { providerId }))
      const forgotten = await command(provider, '/faults', undefined, 'DELETE')
      return forgotten.ok ? ok({}) : forgotten
    },
  }
}

async function describe(provider: SandboxProvider) {
  const [faults, effects] = await Promise.all([command(provider, '/faults'), command(provider, '/effects')])
  const orderedFaults = faults.ok ? zFaults.safeParse(faults.value) : null
  const book = effects.ok ? zEffects.safeParse(effects.value) : null
  return {
    ...provider,
    orderedFaults: orderedFaults?.success ? orderedFaults.data.faults.map((item) => item.fault) : [],
    effects: book?.success ? book.data.effects.length : 0,
  }
}

const zQueue = z.object({ faults: z.array(zSandboxFault) })
const zBook = z.object({ total: z.int(), effects: z.array(zSandboxEffect) })

/** A provider that restarts does not answer for a moment: it is shown as not running, with nothing known. */
async function watch(provider: SandboxProvider, limit: number) {
  const [faults, book] = await Promise.all([command(provider, '/faults'), command(provider, `/effects?newest=${limit}`)])
  const queue = zQueue.safeParse(faults.ok ? faults.value : null)
  const read = zBook.safeParse(book.ok ? book.value : null)
  return { ...provider, isRunning: queue.success && read.success, effects: read.data?.total ?? 0, faults: queue.data?.faults ?? [], lines: read.data?.effects.toReversed() ?? [] }
}

async function command(provider: SandboxProvider, path: string, body?: unknown, method?: 'DELETE'): Promise<Result<unknown, AppError>> {
  try {
    const response = await fetch(`http://127.0.0.1:${provider.commandPort}${path}`, {
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...(method ? { method } : {}),
      ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    return response.ok ? ok(await response.json()) : err(appError('provider-refused', { providerId: provider.providerId, status: response.status }))
  } catch {
    return err(appError('provider-unavailable', { providerId: provider.providerId }))
  }
}
