import type { Dated, Entry } from '../../domain/tariff-terms.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, isZero, minus, plus, ZERO } from '../../kernel/rational.ts'
import type { Instant } from '../../kernel/time.ts'

/**
 * The version that holds for an event: of those that had begun by then, the latest that is meant for this subscriber. A version is for who began with it
 * or after it, and for who began before from its `existingFrom` on; without one they keep what they have (grandfathering).
 * `began`: when the subscriber did. `at`: of the event, not of its arrival, so a late event is rated as it would have been in time.
 * Errors: null where none had begun. Source: Kill Bill, effectiveDateForExistingSubscriptions.
 */
export function versionFor<T extends Dated>(versions: readonly T[], { began, at }: { readonly began: Instant; readonly at: Instant }): T | null {
  const meant = versions.filter(({ effectiveAt, existingFrom }) => effectiveAt <= at && (effectiveAt <= began || (existingFrom !== null && existingFrom <= at)))
  return meant.toSorted((a, b) => b.effectiveAt - a.effectiveAt || b.version - a.version)[0] ?? null
}

/** What an obligation comes to under the version it is rated with now. */
export type Rerated = { readonly key: string; readonly amount: Rational; readonly version: number }

/**
 * The entries that bring what is booked to what is right: the difference of each obligation, positive an extra charge, negative a refund. What is no
 * longer owed at all is given back whole. Nothing booked is changed; booking the answer and asking again answers nothing.
 * `booked`: all entries of these obligations, corrections too. In the order of their keys.
 */
export function correct(booked: readonly Entry[], rerated: readonly Rerated[]): readonly Entry[] {
  const standing = new Map<string, { amount: Rational; version: number }>()
  for (const { key, amount, version } of booked) standing.set(key, { amount: plus(standing.get(key)?.amount ?? ZERO, amount), version })
  const right = new Map(rerated.map((one) => [one.key, one]))
  return [...new Set([...standing.keys(), ...right.keys()])].toSorted().flatMap((key): readonly Entry[] => {
    const [was, is] = [standing.get(key), right.get(key)]
    const amount = minus(is?.amount ?? ZERO, was?.amount ?? ZERO)
    return isZero(amount) ? [] : [{ key, amount, version: is?.version ?? was?.version ?? 0, corrects: was !== undefined }]
  })
}

/** Refunds and extra charges of a correction, each as a positive sum: what a rep says in one breath. */
export function sumsOf(entries: readonly Entry[]): { readonly refund: Rational; readonly extra: Rational } {
  return entries.reduce((sums, { amount }) => (compare(amount, ZERO) < 0 ? { ...sums, refund: minus(sums.refund, amount) } : { ...sums, extra: plus(sums.extra, amount) }), { refund: ZERO, extra: ZERO })
}
