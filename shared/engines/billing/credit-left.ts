import type { BillEntry, BillLine } from '../../domain/bill.ts'
import type { Micro } from '../../kernel/money.ts'
import { grossMicro } from './due-lines.ts'

/** How much of a line can still be given back: what the customer owed for it, less the credit notes about it. Never negative. `entries`: of its bill, others are passed over. */
export function creditLeft(billId: string, line: BillLine, entries: readonly BillEntry[]): Micro {
  const given = entries.reduce((sum, entry) => (entry.kind === 'creditNote' && entry.billId === billId && entry.lineId === line.id ? sum - grossMicro(entry.charge) : sum), 0)
  return Math.max(0, grossMicro(line.charge) - given)
}
