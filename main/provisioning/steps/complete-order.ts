import { noRequest, nothingToFind } from './step.ts'
import type { StepDefinition } from './step.ts'

/** Everybody has what they need: the order is closed here, and central hears of it through the outbox. */
export const completeOrder: StepDefinition = {
  leavesDesk: false,
  request: noRequest,
  perform: async () => ({ kind: 'done', details: {} }),
  probe: nothingToFind,
  compensate: null,
}
