import type { Catalog, TaxRate } from '../../../shared/domain/catalog.ts'
import type { LocalDate } from '../../../shared/domain/rating.ts'
import type { BilledActivation } from '../../../shared/engines/billing/due-lines.ts'
import { freezeCatalog } from '../../../shared/engines/billing/due-lines.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { ReadTx } from '../ports.ts'
import type { BillingTerms, StoredActivation } from './ports.ts'

/** What keeps an order off every bill. */
export type Unbillable = { readonly orderId: string; readonly why: 'told-missing' | 'catalog-missing' | 'offering-missing' }
export type Person = { readonly customerId: string; readonly ids: readonly string[]; readonly activations: readonly BilledActivation[]; readonly unbillable: readonly Unbillable[]; readonly billCycleDay: number; /** The newest table. */ readonly taxes: readonly TaxRate[] }

/** Everything of one person that bills are made of: all orders under every id, priced by the versions that were told. Null: nobody. */
export async function gatherPerson(tx: ReadTx, customerId: string, terms: BillingTerms): Promise<Person | null> {
  const ids = await tx.customers.idsOfPerson(customerId)
  const records = await Promise.all(ids.map((id) => tx.customers.get(id)))
  const holder = records.find((record) => record !== null && record.mergedInto === null) ?? records.find((record) => record !== null)
  if (!holder) return null
  const { id, billingAccount: { billCycleDay } } = holder.customer
  // A tax is what the law says on the day, whatever catalog the order was priced with.
  const current = await tx.catalog.current()
  const taxes = current?.taxes ?? []
  const catalogs = new Map<number, Catalog | null>(current ? [[current.version, current]] : [])
  const activations: BilledActivation[] = []
  const unbillable: Unbillable[] = []
  for (const stored of await tx.bills.activations(ids)) {
    if (!catalogs.has(stored.catalogVersion)) catalogs.set(stored.catalogVersion, await tx.catalog.byVersion(stored.catalogVersion))
    const found = billedActivation(stored, catalogs.get(stored.catalogVersion) ?? null, { billCycleDay, terms, taxes })
    if ('why' in found) unbillable.push(found)
    else activations.push(found)
  }
  return { customerId: id, ids, activations, unbillable, billCycleDay, taxes }
}

function billedActivation(stored: StoredActivation, catalog: Catalog | null, { billCycleDay, terms, taxes }: { readonly billCycleDay: number; readonly terms: BillingTerms; readonly taxes: readonly TaxRate[] }): BilledActivation | Unbillable {
  const { orderId, told } = stored
  if (!told) return { orderId, why: 'told-missing' }
  if (!catalog) return { orderId, why: 'catalog-missing' }
  const frozen = freezeCatalog(catalog, new Map(stored.services.map((service) => [service.offeringId, service.version])), stored.activatedAt)
  if (stored.services.some(({ offeringId }) => !frozen.offerings.some((offering) => offering.id === offeringId))) return { orderId, why: 'offering-missing' }
  return {
    orderId, catalog: { ...frozen, taxes }, offeringIds: stored.services.map(({ offeringId }) => asId<'OfferingId'>(offeringId)), told, activatedOn: terms.localDateOf(stored.activatedAt),
    endedOn: stored.endedAt === null ? null : terms.localDateOf(stored.endedAt),
    billCycleDay: toldCycleDay(told.periodTo) ?? billCycleDay, region: terms.region,
  }
}

/** The day the caller was told that cycles begin on: a person who signs up again keeps each order's own. */
const toldCycleDay = (periodTo: LocalDate): number | null => {
  const day = Number(periodTo.slice(8))
  return day >= 1 && day <= 28 ? day : null
}
