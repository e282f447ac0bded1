import type { BillLine } from '../../domain/bill.ts'

/**
 * Of the lines that bills ever had of one service, price and month, those that count: since the last that charged the whole from its beginning, what stood
 * before it was given back with it. Any order in.
 */
export function standingUsage<L extends { readonly line: BillLine }>(lines: readonly L[]): readonly L[] {
  const inOrder = lines.toSorted((one, other) => nthOf(one.line) - nthOf(other.line))
  return inOrder.slice(Math.max(0, inOrder.findLastIndex(({ line }) => line.charge.derivation.some((step) => (step.kind === 'usage' || step.kind === 'metered') && step.priorUnits === 0))))
}

/** What a line of usage bills, without which of its lines it is: service, price and month. */
export const usageKeyOf = ({ id }: Pick<BillLine, 'id'>): string => id.slice('usage|'.length, id.lastIndexOf('|'))
const nthOf = ({ id }: BillLine): number => Number(id.slice(id.lastIndexOf('|') + 1))
