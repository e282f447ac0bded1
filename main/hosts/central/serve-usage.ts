import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { CentralStore } from '../../central/ports.ts'
import { createUsageServer } from '../../central/http/usage-server.ts'
import { serveAccounting } from '../../central/usage/radius/accounting-server.ts'
import { createAccountingIntake } from '../../central/usage/radius/take-accounting.ts'
import { createUsageDesk } from '../../central/usage/usage-desk.ts'
import { usageTokenOf } from '../../central/usage/usage-token.ts'
import type { Log } from '../../platform/log.ts'
import { resourcesDirectory } from '../../platform/resources.ts'
import { systemClock } from '../../platform/system.ts'
import { readRadiusClients, zRadiusClient } from './radius-clients.ts'
import { fileSecret } from './secrets.ts'

const zSource = z.union([z.object({ column: z.string().min(1), as: z.literal('epochSeconds').optional() }), z.object({ value: z.string() })])
const zPolicy = z.object({
  radius: z.array(zRadiusClient),
  late: z.array(z.object({ providerId: z.string(), acceptForDays: z.int().min(1) })),
  csv: z.array(z.object({ id: z.string().min(1), delimiter: z.string().length(1), fields: z.partialRecord(z.enum(['eventId', 'localId', 'usageType', 'unit', 'quantity', 'startedAt', 'endedAt', 'amount', 'currency', 'offeringId']), zSource) })),
})
/** Practice providers meter months to come: nobody waits a year for a demonstration. */
const PRACTICE_AHEAD_MS = 800 * 86_400_000

export type UsageDoor = { readonly directory: string; /** Where accounting is listened to; 0: any free port. */ readonly radiusPort: number }

/**
 * Opens the providers' doors on 127.0.0.1, HTTP on a free port and RADIUS accounting on its own, and says in `usage-door.json` (0600) where
 * they are, with which token each provider of the catalog comes in and which secret each NAS shares. Returns how to close them. Errors:
 * throws when the policy in the resources or an administrator's `radius-clients.json` is not valid, or the port is taken.
 */
export async function serveUsage({ store, directory, radiusPort, log, isSandbox }: UsageDoor & { readonly store: CentralStore; readonly log: Log; readonly isSandbox: boolean }): Promise<() => Promise<void>> {
  const policy = zPolicy.parse(JSON.parse(readFileSync(join(resourcesDirectory(), 'usage', 'policy.json'), 'utf8')))
  const secret = fileSecret(join(directory, 'usage-secret'))
  const desk = createUsageDesk({ store, clock: systemClock, log, lateRules: policy.late })
  const mappings = policy.csv.map(({ id, delimiter, fields }) => ({ id, delimiter, fields: Object.fromEntries(Object.entries(fields).filter(([, source]) => source !== undefined)) }))
  const ahead = isSandbox ? { aheadMs: PRACTICE_AHEAD_MS } : {}
  const clients = readRadiusClients(directory, { policy: policy.radius, secret })
  const radius = await serveAccounting({ intake: createAccountingIntake({ store, desk, ...ahead }), clients, clock: systemClock, log }, { host: '127.0.0.1', port: radiusPort })
  const server = createUsageServer({ desk, clock: systemClock, secret, mappings, radiusCounts: radius.counts, ...ahead })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const catalog = await store.read((tx) => tx.catalog.current())
  const providers = catalog.ok ? (catalog.value?.providers ?? []) : []
  writeFileSync(join(directory, 'usage-door.json'), JSON.stringify({ url, radius: { host: '127.0.0.1', port: radius.port, clients: clients.map(({ providerId, nas, secret: shared }) => ({ providerId, nas, secret: shared })) }, tokens: Object.fromEntries(providers.map(({ id }) => [id, usageTokenOf(secret, id)])) }, null, 2), { mode: 0o600 })
  return async () => {
    await radius.close()
    await server.close()
  }
}
