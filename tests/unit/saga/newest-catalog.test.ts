import { describe, expect, it } from 'vitest'
import { newestCatalog } from '../../../main/provisioning/steps/newest-catalog.ts'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'

const catalog = (version: number): Catalog => ({ version, publishedAt: 1, currency: 'USD', providers: [], offerings: [], taxes: [] })
const withCentral = (there: Catalog | null) => ({ query: async () => ({ ok: true, value: { catalog: there } }) }) as unknown as CentralClient
const ask = (here: Catalog | null, there: Catalog | null) => newestCatalog({ central: withCentral(there), catalog: () => here })

describe('the catalog that a price is confirmed on', () => {
  it('is the newer of the two, and the desk’s own where central was brought back from a backup', async () => {
    expect(await ask(catalog(1), catalog(2))).toMatchObject({ ok: true, value: { version: 2 } })
    expect(await ask(catalog(3), catalog(2))).toMatchObject({ ok: true, value: { version: 3 } })
    expect(await ask(null, null)).toMatchObject({ ok: false, error: { code: 'catalog-missing' } })
  })
  it('is none while central’s has a rule that this desk does not know: the order waits, at neither price', async () => {
    expect(await ask(catalog(1), { ...catalog(2), loyalty: 3 } as Catalog)).toEqual({ ok: false, error: { code: 'catalog-newer', details: { version: 2 } } })
  })
})
