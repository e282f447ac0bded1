import { appError } from '../../../shared/domain/errors.ts'
import { effectiveOffering } from '../../../shared/engines/catalog/effective.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { CentralCommands } from '../../../shared/contract/central/wire.ts'
import type { SagaRecord } from '../runner/ports.ts'
import { centralStep } from './central-step.ts'
import { findDone } from './step.ts'

type BilledService = CentralCommands['billing.activate']['input']['services'][number]

/**
 * The pivot: from here on the customer is billed and there is no way back. It is not asked once the hold has run out, because then
 * another order may have the address.
 */
export const activateBilling = centralStep({
  name: 'billing.activate',
  request: ({ record }, { catalog: newest, clock }) => {
    const catalog = newest()
    if (!catalog) return err(appError('catalog-missing'))
    const services = billedServices(record, catalog)
    if (!services.ok) return services
    const { order } = record
    return ok({ orderId: order.id, customerId: order.customerId, registration: order.registration, services: services.value, quote: order.quote, catalogVersion: order.catalogVersion, activatedAt: clock.now() })
  },
  obstacle: ({ record, step }, { clock }) => {
    const hold = findDone(record, 'holdAddress')
    // Once an answer was lost central may have activated: then only central can say no.
    if (step.lost || !hold.ok || Number(hold.value.details['until']) > clock.now()) return null
    return appError('hold-expired', { address: hold.value.details['address'] ?? '' })
  },
  details: ({ firstBillMinor, billingServiceIds }) => ({ firstBillMinor, services: billingServiceIds.length }),
  undo: null,
})

/** One row per selected offering: what the engine rates. The local id is how usage of that provider will find the customer. */
function billedServices(record: SagaRecord, catalog: Catalog): Result<readonly BilledService[], AppError> {
  const services: BilledService[] = []
  for (const item of record.order.items) {
    const offering = effectiveOffering(catalog, item.offeringId, record.order.takenAt) ?? catalog.offerings.find(({ id }) => id === item.offeringId)
    if (!offering) return err(appError('offering-withdrawn', { offeringId: item.offeringId }))
    const linked = record.steps.find((step) => step.kind === 'linkLocalId' && step.providerId === offering.providerId)
    const derived = record.services.find((service) => service.kind !== 'port' && service.offeringId === item.offeringId && service.providerId === offering.providerId)
    services.push({
      serviceId: derived?.id ?? `${record.order.id}:${item.id}`, offeringId: item.offeringId, offeringVersion: item.offeringVersion,
      providerId: offering.providerId, localCustomerId: linked ? String(linked.details['localCustomerId']) : null,
    })
  }
  return ok(services)
}
