import type { CentralCommands } from '../../../../shared/contract/central/wire.ts'
import type { Catalog, SettlementLeg } from '../../../../shared/domain/catalog.ts'
import { quoteOrder } from '../../../../shared/engines/saga/quote-order.ts'
import { asId } from '../../../../shared/kernel/ids.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import * as b from '../../engines/builders.ts'
import { ADMIN, IP_POOLS, IP_RULES, registrationOf } from './builders.ts'
import { DENVER, valueOf } from './start-central.ts'
import type { StartedCentral } from './start-central.ts'

const share = (providerId: string, priceId: string, partsPerMillion: number) => ({ kind: 'share', providerId: asId<'ProviderId'>(providerId), priceId, partsPerMillion }) as const
const settled = (id: string, ...legs: readonly SettlementLeg[]) => ({ settlementRule: { id, version: 1, legs } })

/** Line, streaming, modem and a bundle of two, from three providers; one price is introductory, one is not prorated. */
export const PLANS: Catalog = b.catalog([
  b.offering('fast', { name: 'Fast line', prices: [b.monthly('month', '50.00', { introductory: { amountMicro: 39_990_000, months: 2 } }), b.once('activation', '35.00')], ...settled('fast', { kind: 'wholesale', providerId: asId('centurylink'), priceId: 'month', amountMicro: 31_000_000 }) }),
  b.offering('slow', { name: 'Slow line', prices: [b.monthly('month', '29.95')], ...settled('slow', { kind: 'wholesale', providerId: asId('centurylink'), priceId: 'month', amountMicro: 20_000_000 }) }),
  b.addOn('stream', { name: 'Streaming', prices: [b.monthly('month', '9.99')], ...settled('stream', share('kestrel', 'month', 700_000)) }),
  b.addOn('modem', { name: 'Modem', kind: 'equipment', prices: [b.monthly('rent', '7.00', { taxCategory: 'equipment', ratingGuideline: { kind: 'recurring', period: 'month', when: 'advance', proration: 'none', rounding: b.CENT } })], ...settled('modem') }),
  b.bundle('together', ['slow', 'stream'], '5.00'),
], [b.WY_TELECOM, { category: 'telecom', region: 'WY', name: 'County', partsPerMillion: 13_700 }, { category: 'equipment', region: 'WY', name: 'Sales', partsPerMillion: 60_000 }])
/** What may be ordered together. */
export const SELECTIONS: readonly (readonly string[])[] = [['fast'], ['slow'], ['fast', 'stream'], ['fast', 'stream', 'modem'], ['together'], ['together', 'modem'], ['slow', 'modem']]

export const publishPlans = async (started: StartedCentral, catalog = PLANS) => valueOf(await started.send('catalog.publish', { catalog, ipPools: IP_POOLS, ipRules: IP_RULES }, { actor: ADMIN, key: `publish-${catalog.version}` }))

export type SoldOrder = { readonly orderId: string; readonly customerId: string; readonly takenAt: Instant; readonly offeringIds: readonly string[]; readonly billCycleDay: number }

/** What a desk reads out and then sends when the order is live. */
export function activationOf(order: SoldOrder, activatedAt: Instant, catalog = PLANS): CentralCommands['billing.activate']['input'] {
  const quoted = quoteOrder({ catalog, offeringIds: order.offeringIds.map((id) => asId<'OfferingId'>(id)), takenAt: order.takenAt, at: order.takenAt, terms: { ...DENVER, billCycleDay: order.billCycleDay } })
  assert(quoted.ok, 'on sale')
  return {
    orderId: order.orderId, customerId: order.customerId, registration: registrationOf(order.customerId), quote: quoted.value.quote, catalogVersion: quoted.value.catalogVersion, activatedAt,
    services: order.offeringIds.map((offeringId) => ({ serviceId: `${order.orderId}-${offeringId}`, offeringId, offeringVersion: quoted.value.itemVersions[offeringId] ?? 0, providerId: 'centurylink', localCustomerId: null })),
  }
}

/** Registers and activates. Answers what was read out. */
export async function sell(started: StartedCentral, order: SoldOrder, activatedAt = order.takenAt, catalog = PLANS) {
  const { orderId, customerId, billCycleDay } = order
  valueOf(await started.send('customer.register', { customerId, registration: registrationOf(customerId), billCycleDay }, { key: `register-${orderId}` }))
  const input = activationOf(order, activatedAt, catalog)
  valueOf(await started.send('billing.activate', input, { key: `activate-${orderId}` }))
  return input.quote
}
