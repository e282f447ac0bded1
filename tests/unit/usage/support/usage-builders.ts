import type { Catalog } from '../../../../shared/domain/catalog.ts'
import { asId } from '../../../../shared/kernel/ids.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import { createUsageDesk } from '../../../../main/central/usage/usage-desk.ts'
import type { UsageDesk } from '../../../../main/central/usage/usage-desk.ts'
import { readNdjson } from '../../../../main/central/usage/read-formats.ts'
import type { LateRule } from '../../../../main/central/usage/late-usage.ts'
import { silentLog } from '../../../../main/platform/log.ts'
import type { UsageReceipt } from '../../../../shared/domain/usage.ts'
import { ADMIN, NOW, catalog, commandInputs } from '../../central/support/builders.ts'
import type { StartedCentral } from '../../central/support/start-central.ts'
import { valueOf } from '../../central/support/start-central.ts'

/** The month of NOW, an hour after the activation of every order of these tests. */
export const AT = new Date(NOW).toISOString()
export const LATER = NOW + 30 * 60_000

/** A TMF635 body: ten minutes of a call of CTL-o1. */
export const usageBody = (change: Readonly<Record<string, unknown>> = {}, top: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  '@type': 'Usage', usageType: 'voice', usageDate: AT, relatedParty: [{ id: 'CTL-o1', role: 'localCustomer' }],
  usageCharacteristic: Object.entries({ eventId: 'e-1', quantity: 10, unit: 'minute', ...change }).filter(([, value]) => value !== undefined).map(([name, value]) => ({ name, value })),
  ...top,
})

/** The catalog of central's tests with a minute at two cents, three of them free, and a view at half a dollar. */
export function meteredCatalog(): Catalog {
  const plain = catalog()
  const perUnit = (id: string, unit: string, freeUnits: number, amountMicro: number) => ({ id, label: id, amountMicro, currency: 'USD', ratingGuideline: { kind: 'perUnit', unit, freeUnits, rounding: { mode: 'half-even', placeMicro: 1 } }, taxCategory: 'telecom' } as const)
  return { ...plain, offerings: plain.offerings.map((one) => ({ ...one, prices: [...one.prices, perUnit('minutes', 'minute', 3, 20_000), perUnit('views', 'view', 0, 500_000)] })), providers: [...plain.providers, { id: asId('kestrel'), name: 'Kestrel', code: 'KSK', roles: ['content'], origin: 'invented', realms: [] }] }
}

/** Publishes the metered catalog and activates order `o1`: CTL-o1 at centurylink has the plan from NOW on. */
export async function withSubscriber(central: StartedCentral, orderId = 'o1'): Promise<void> {
  const inputs = commandInputs(orderId)
  valueOf(await central.send('catalog.publish', { catalog: meteredCatalog(), ipPools: [], ipRules: [] }, { actor: ADMIN, key: 'publish' }))
  for (const name of ['customer.register', 'crosswalk.link', 'billing.activate'] as const) valueOf(await central.send(name, inputs[name], { key: `${orderId}:${name}` }))
}

export const usageDeskOf = (central: StartedCentral, { now = LATER, lateRules = [] }: { readonly now?: number; readonly lateRules?: readonly LateRule[] } = {}): UsageDesk =>
  createUsageDesk({ store: central.store, clock: { now: () => now }, log: silentLog, lateRules })

export async function* bytesOf(...parts: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part)
}
export const ndjson = (bodies: readonly unknown[]): string => bodies.map((body) => `${JSON.stringify(body)}\n`).join('')

/** Sends a bulk file and gathers the receipts. */
export async function send(desk: UsageDesk, body: string | readonly unknown[], { providerId = 'centurylink', now = LATER }: { readonly providerId?: string; readonly now?: number } = {}): Promise<readonly UsageReceipt[]> {
  const receipts: UsageReceipt[] = []
  for await (const some of desk.receive(providerId, readNdjson(bytesOf(typeof body === 'string' ? body : ndjson(body)), { providerId, now }))) receipts.push(...some)
  return receipts
}
export const only = (receipts: readonly UsageReceipt[]): UsageReceipt => {
  const [first] = receipts
  assert(first && receipts.length === 1, `one receipt, not ${receipts.length}`)
  return first
}
/** What the store says, outside of any desk. */
export async function bookOf(central: StartedCentral) {
  const read = await central.store.read(async (tx) => tx.usage.book)
  assert(read.ok, 'the store reads')
  return read.value
}
