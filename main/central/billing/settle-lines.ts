import type { BillLine } from '../../../shared/domain/bill.ts'
import type { Catalog, SettlementRule } from '../../../shared/domain/catalog.ts'
import { eventOfCharge } from '../../../shared/engines/settlement/event-of-charge.ts'
import { blockWithout, legKeys, settleEvent } from '../../../shared/engines/settlement/settle.ts'
import type { WriteTx } from '../ports.ts'

/**
 * Divides each line among all parties by its offering's rule, after what was settled before in the same month: shares by tiers, floors and
 * caps count over all customers. Use counts in the month it was used in, as each event's own part did, whenever it is billed. A credit keeps the
 * parts it gives back. The customer's figure is never touched.
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
    const period = blockPeriod(line, month)
    const block = await tx.bills.block(period, legKeys(rule, event))
    const { postings, block: after } = settleEvent(event, rule, block)
    if (after.size > 0) await tx.bills.putBlock(period, after)
    settled.push({ ...line, charge: { ...line.charge, postings } })
  }
  return settled
}

/**
 * Takes lines out of their blocks that are given back whole because the whole is charged again: what comes next in the period is divided as if they had never
 * been. A block that has nothing of a line's leg is left alone: it was settled in another.
 */
export async function unsettleLines(tx: WriteTx, lines: readonly BillLine[], ruleOf: (line: BillLine) => SettlementRule | null, month: string): Promise<void> {
  for (const line of lines) {
    const rule = ruleOf(line)
    if (!rule) continue
    const [period, event] = [blockPeriod(line, month), eventOfCharge(line.charge, line.usage?.units ?? null)]
    const before = await tx.bills.block(period, legKeys(rule, event))
    if (before.size > 0) await tx.bills.putBlock(period, blockWithout(event, rule, before, line.charge.postings))
  }
}

const blockPeriod = (line: BillLine, month: string): string => (line.group === 'usage' ? (line.periodFrom?.slice(0, 7) ?? month) : month)

export const ruleIn = (catalogs: readonly Catalog[]) => (line: BillLine): SettlementRule | null =>
  catalogs.flatMap((catalog) => catalog.offerings).find(({ id, settlementRule }) => id === line.charge.offeringId && settlementRule.id === line.settlement?.ruleId && settlementRule.version === line.settlement.version)?.settlementRule ?? null
