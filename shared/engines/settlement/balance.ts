import type { Posting } from '../../domain/rating.ts'
import type { Micro } from '../../kernel/money.ts'

/** Postings that were made together: of one event, or of one block. */
export type PostedTogether = { readonly id: string; readonly block: string; readonly postings: readonly Posting[] }
export type Imbalance = { readonly of: 'event' | 'block'; readonly id: string; readonly currency: string; readonly offMicro: Micro }

/** Every event and every block whose postings do not sum to zero in a currency; empty when all is well. Sums in BigInt: many exact figures may be too large together. */
export function findImbalances(posted: readonly PostedTogether[]): readonly Imbalance[] {
  return [...imbalancesBy('event', posted, (one) => one.id), ...imbalancesBy('block', posted, (one) => one.block)]
}

function imbalancesBy(of: Imbalance['of'], posted: readonly PostedTogether[], keyOf: (one: PostedTogether) => string): readonly Imbalance[] {
  const sums = new Map<string, { readonly id: string; readonly currency: string; off: bigint }>()
  for (const one of posted) {
    for (const { currency, amountMicro } of one.postings) {
      const key = JSON.stringify([keyOf(one), currency])
      const sum = sums.get(key) ?? { id: keyOf(one), currency, off: 0n }
      sum.off += BigInt(amountMicro)
      sums.set(key, sum)
    }
  }
  return [...sums.values()].filter((sum) => sum.off !== 0n).map(({ id, currency, off }) => ({ of, id, currency, offMicro: Number(off) }))
}

/** What each party has after all postings, by a text for the party and the currency. Zero sums are left out. */
export function partySums(posted: readonly PostedTogether[]): ReadonlyMap<string, Micro> {
  const sums = new Map<string, Micro>()
  for (const { party, currency, amountMicro } of posted.flatMap((one) => one.postings)) {
    const name = party.kind === 'provider' ? party.providerId : party.kind === 'tax' ? party.name : ''
    const key = `${party.kind} ${name} ${currency}`
    sums.set(key, (sums.get(key) ?? 0) + amountMicro)
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0))
}
