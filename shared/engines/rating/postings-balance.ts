import type { Charge } from '../../domain/rating.ts'

/** True when the postings of every single charge sum to zero per currency, and its customer owes exactly net plus tax. */
export function postingsBalance(charges: readonly Charge[]): boolean {
  return charges.every((charge) => {
    const sums = new Map<string, number>()
    for (const posting of charge.postings) sums.set(posting.currency, (sums.get(posting.currency) ?? 0) + posting.amountMicro)
    const owed = charge.postings.filter((posting) => posting.party.kind === 'customer').reduce((sum, posting) => sum + posting.amountMicro, 0)
    return [...sums.values()].every((sum) => sum === 0) && owed + charge.amountMicro + charge.taxMicro === 0
  })
}
