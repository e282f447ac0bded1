import { planSignup } from '../workflows/signup.ts'
import { newestCatalog } from './newest-catalog.ts'
import { qualifiedLines } from './qualified-lines.ts'
import { noRequest, nothingToFind } from './step.ts'
import type { StepDefinition } from './step.ts'

/** The provisioning manager: which discrete services this order needs, and so which steps follow. Central is asked for the catalog, nothing is left there. */
export const deriveServicesStep: StepDefinition = {
  leavesDesk: true,
  request: noRequest,
  perform: async ({ record }, deps) => {
    const newest = await newestCatalog(deps)
    if (!newest.ok) return { kind: 'notDone', error: newest.error }
    const workflow = planSignup({ order: record.order, catalog: newest.value, lines: qualifiedLines(record.order, deps.journal) })
    return { kind: 'done', details: { services: workflow.services.length }, workflow }
  },
  probe: nothingToFind,
  compensate: null,
}
