import type { CentralStore } from '../../../../main/central/ports.ts'
import type { Bill } from '../../../../shared/domain/bill.ts'
import type { Catalog, ProductOfferingPrice } from '../../../../shared/domain/catalog.ts'
import { asId } from '../../../../shared/kernel/ids.ts'
import * as b from '../../engines/builders.ts'
import { send, usageBody, usageDeskOf } from '../../usage/support/usage-builders.ts'
import { PLANS, activationOf, publishPlans } from './billed-orders.ts'
import { registrationOf } from './builders.ts'
import { centralForTest, valueOf } from './start-central.ts'
import type { StartedCentral } from './start-central.ts'

export const NOON = Date.UTC(2026, 10, 10, 19)
export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const MINUTES = { id: 'minutes', label: 'Minutes beyond 300', amountMicro: 20_000, currency: 'USD', ratingGuideline: { kind: 'perUnit', unit: 'minute', freeUnits: 300, rounding: b.CENT }, taxCategory: 'telecom' } as const satisfies ProductOfferingPrice
export const VOICE = b.addOn('voice', { name: 'Voice', prices: [b.monthly('month', '9.00'), MINUTES], settlementRule: { id: 'voice', version: 1, legs: [{ kind: 'share', providerId: asId('kestrel'), priceId: 'minutes', partsPerMillion: 650_000 }] } })
export const CATALOG: Catalog = { ...PLANS, offerings: [...PLANS.offerings, VOICE] }
export const SYSTEM = { deskId: 'central', userId: 'central', role: 'system' }

/** Customers c1, c2 … each with a line and voice since noon of 10 November; KSK-1, KSK-2 … at Kestrel. */
export async function withVoice(wrap?: (store: CentralStore) => CentralStore, options: { readonly customers?: number; readonly catalog?: Catalog } = {}): Promise<StartedCentral> {
  const started = await centralForTest(wrap)
  await sellVoice(started, options)
  return started
}
export async function sellVoice(started: StartedCentral, { customers = 1, catalog = CATALOG }: { readonly customers?: number; readonly catalog?: Catalog }): Promise<void> {
  started.setNow(NOON)
  await publishPlans(started, catalog)
  for (let n = 1; n <= customers; n++) {
    valueOf(await started.send('customer.register', { customerId: `c${n}`, registration: registrationOf(`c${n}`), billCycleDay: 1 }))
    const input = activationOf({ orderId: `o${n}`, customerId: `c${n}`, takenAt: NOON, offeringIds: ['fast', 'voice'], billCycleDay: 1 }, NOON, catalog)
    valueOf(await started.send('billing.activate', { ...input, services: input.services.map((service) => (service.offeringId === 'voice' ? { ...service, providerId: 'kestrel', localCustomerId: `KSK-${n}` } : service)) }))
  }
}
export const call = (eventId: string, minutes: number, { at = NOON + HOUR, customer = 1 }: { readonly at?: number; readonly customer?: number } = {}) =>
  usageBody({ eventId, quantity: minutes, startDate: new Date(at).toISOString() }, { relatedParty: [{ id: `KSK-${customer}`, role: 'localCustomer' }] })
export const bring = (started: StartedCentral, calls: readonly unknown[], now = NOON + 20 * DAY) => send(usageDeskOf(started, { now }), calls, { providerId: 'kestrel', now })
export const run = async (started: StartedCentral, upTo: string) => valueOf(await started.send('billing.run', { upTo, limit: 100 }, { actor: SYSTEM }))
export const billsOf = async (started: StartedCentral): Promise<readonly Bill[]> => (await started.feed()).flatMap((item) => (item.kind === 'bill' ? [item.bill] : []))
export const usedLines = async (started: StartedCentral) => (await billsOf(started)).flatMap((bill) => bill.lines.filter((line) => line.group === 'usage'))
export const proof = (started: StartedCentral, upTo: string) => started.ask('billing.completeness', { upTo })
