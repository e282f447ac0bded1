import type { BillLine } from '../../../shared/domain/bill.ts'
import type { Catalog, SettlementRule } from '../../../shared/domain/catalog.ts'
import { eventOfCharge } from '../../../shared/engines/settlement/event-of-charge.ts'
import { legKeys, settleEvent } from '../../../shared/engines/settlement/settle.ts'
import type { WriteTx } from '../ports.ts'

/**
 * Divides each line among all parties by its offering's rule, after what was settled before in the same month: shares by tiers, floors and
 * caps count over all customers. A credit keeps the parts it gives back. The customer's figure is never touched.
 */
export async function settleLines(tx: WriteTx, lines: readonly BillLine[], ruleOf: (line: BillLine) => SettlementRule | null, month: string): Promise<readonly BillLine[]> {
  const settled: BillLine[] = []
  for (const line of lines) {
    const rule = line.group === 'credit' ? null : ruleOf(line)
    if (!rule) {
      settled.push(line)
      continue
    }
    const event = eventOfCharge(line.charge, line.usage?.units ?? null)
    const block = await tx.bills.block(month, legKeys(rule, event))
    const { postings, block: after } = settleEvent(event, rule, block)
    if (after.size > 0) await tx.bills.putBlock(month, after)
    settled.push({ ...line, charge: { ...line.charge, postings } })
  }
  return settled
}

export const ruleIn = (catalogs: readonly Catalog[]) => (line: BillLine): SettlementRule | null =>
  catalogs.flatMap((catalog) => catalog.offerings).find(({ id, settlementRule }) => id === line.charge.offeringId && settlementRule.id === line.settlement?.ruleId && settlementRule.version === line.settlement.version)?.settlementRule ?? null
