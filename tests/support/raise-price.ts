import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CentralClient } from '../../shared/contract/central/wire.ts'
import type { IpPool, IpRule } from '../../shared/domain/addressing.ts'
import type { Catalog, ProductOffering } from '../../shared/domain/catalog.ts'

const ADDRESSING = join(import.meta.dirname, '../../resources/territory/cheyenne/addressing.json')

/** Publishes central's catalog anew with one plan dearer by `raisedMinor` a month, as an administrator elsewhere would. Throws when central refuses. */
export const raisePrice = (client: CentralClient, offeringId: string, raisedMinor: number): Promise<Catalog> =>
  publishAnew(client, (offering) => offering.id !== offeringId ? offering : {
    ...offering, prices: offering.prices.map((price) => price.ratingGuideline.kind === 'recurring' ? { ...price, amountMicro: price.amountMicro + raisedMinor * 10_000 } : price),
  })

/** Publishes it anew with one offering no longer on sale. Throws when central refuses. */
export const withdrawOffering = (client: CentralClient, offeringId: string): Promise<Catalog> =>
  publishAnew(client, (offering) => (offering.id === offeringId ? { ...offering, validTo: offering.validFrom + 1 } : offering))

async function publishAnew(client: CentralClient, change: (offering: ProductOffering) => ProductOffering): Promise<Catalog> {
  const current = await client.query('catalog.current', {})
  if (!current.ok || !current.value.catalog) throw new Error('central has no catalog')
  const { catalog } = current.value
  const changed: Catalog = { ...catalog, version: catalog.version + 1, offerings: catalog.offerings.map(change) }
  const { pools, rules } = JSON.parse(readFileSync(ADDRESSING, 'utf8')) as { readonly pools: IpPool[]; readonly rules: IpRule[] }
  const published = await client.command('catalog.publish', randomUUID(), { catalog: changed, ipPools: pools, ipRules: rules }, { deskId: 'elsewhere', userId: 'admin', role: 'administrator' })
  if (!published.ok) throw new Error(JSON.stringify(published.error))
  return changed
}
