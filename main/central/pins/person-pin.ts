import type { CustomerHistoryEntry } from '../../../shared/contract/central/wire.ts'
import type { CommandCtx } from '../context.ts'
import type { ReadTx, WriteTx } from '../ports.ts'

/** The record that speaks for a person: the end of its merge links, which are few. A PIN belongs to that one. Null when nobody has the id. */
export async function headOf(tx: Pick<ReadTx, 'customers'>, customerId: string): Promise<string | null> {
  let record = await tx.customers.get(customerId)
  for (let depth = 0; record?.mergedInto && depth < 32; depth++) record = await tx.customers.get(record.mergedInto)
  return record?.customer.id ?? null
}

/** Writes into the customer's own history who did it. A PIN is never part of it. */
export const note = (tx: WriteTx, customerId: string, kind: CustomerHistoryEntry['kind'], { now, actor }: CommandCtx, details: CustomerHistoryEntry['details'] = {}): Promise<void> =>
  tx.pins.append(customerId, { at: now, kind, userId: actor.userId, deskId: actor.deskId, details })
