import type { Central } from '../../central/central.ts'
import { createCentral } from '../../central/central.ts'
import type { Log } from '../../platform/log.ts'
import { systemClock, systemIds } from '../../platform/system.ts'
import { openCentralStore } from '../../store/central/open-central-store.ts'
import type { RawKey } from '../../store/sql/open.ts'
import { billRegularly, readBillingTerms } from './bill-regularly.ts'
import type { FirstPublication } from './publish-territory.ts'
import { planPracticePorts } from './plan-practice-ports.ts'
import { publishTerritory } from './publish-territory.ts'
import type { UsageDoor } from './serve-usage.ts'
import { serveUsage } from './serve-usage.ts'

export type OpenedCentral = { readonly central: Central; readonly territory: FirstPublication; /** Where usage is brought, and who may: set once a catalog names the providers. */ readonly serveUsage: (door: UsageDoor) => Promise<() => Promise<void>>; readonly close: () => Promise<void> }

/**
 * Opens central over its file, the same way alone and embedded, and publishes the territory when there is no catalog yet.
 * Errors: throws with a sentence for the person who started it (newer file, wrong key, refused territory); the file is closed then.
 */
export async function openCentral(options: { readonly file: string; readonly key: RawKey; readonly territoryDir: string; readonly log: Log }): Promise<OpenedCentral> {
  const store = openCentralStore({ file: options.file, key: options.key })
  if (!store.ok) throw new Error('the data of this central was written by a newer one; update this one')
  const terms = readBillingTerms(options.territoryDir)
  const central = createCentral({ store: store.value, clock: systemClock, ids: systemIds, log: options.log, billing: { terms } })
  try {
    const territory = await publishTerritory(central, options.territoryDir)
    // Beside the first calls, not before them: a node without a book has nothing to run out yet.
    const planned = terms?.isSandbox ? planPracticePorts(central, options.territoryDir).catch((error: unknown) => options.log.warn({ useCase: 'ports.planRecords', outcome: 'not-planned', reason: String(error) })) : Promise.resolve()
    const stopBilling = billRegularly(central, options.log)
    const usage = (door: UsageDoor) => serveUsage({ store: store.value, ...door, log: options.log, isSandbox: terms?.isSandbox ?? false })
    return { central, territory, serveUsage: usage, close: closing(store.value.close, async () => void (await Promise.all([planned, stopBilling()]))) }
  } catch (error) {
    await store.value.close()
    throw error
  }
}

const closing = (close: () => Promise<void>, stop: () => Promise<void>) => async (): Promise<void> => {
  await stop()
  await close()
}
