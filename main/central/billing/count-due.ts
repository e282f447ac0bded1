import { ok } from '../../../shared/kernel/result.ts'
import type { QueryHandler } from '../context.ts'

const MOST = 500

/** Whether a run would find anybody: cheap enough to be asked every few seconds. */
export const countDue: QueryHandler<'billing.due'> = async (tx, _input, { terms, now }) => {
  if (!terms) return ok({ today: '', customers: 0 })
  const today = terms.localDateOf(now)
  return ok({ today, customers: (await tx.bills.due(today, MOST)).length })
}
