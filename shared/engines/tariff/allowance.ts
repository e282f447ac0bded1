import type { Grant, Use } from '../../domain/tariff-terms.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, isZero, least, minus, most, plus, ZERO } from '../../kernel/rational.ts'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'

/** A grant and what is left of it. */
export type Bucket = { readonly grant: Grant; readonly left: Rational }
/** What one use took of one grant. */
export type Taken = { readonly useId: string; readonly grantId: string; readonly quantity: Rational }
export type BurnDown = { readonly buckets: readonly Bucket[]; readonly taken: readonly Taken[]; readonly unpaid: readonly { readonly useId: string; readonly quantity: Rational }[] }
export type AllowanceRefusal = { readonly code: 'use-reused' | 'quantity-negative'; readonly useId: string }

export const bucketOf = (grant: Grant): Bucket => ({ grant, left: grant.amount })

/**
 * What a period's uses take of its grants, and what no grant paid for. Each use takes of the grants that hold at its time: by priority, then the one
 * that ends first, then by id. Uses are taken in the order they happened (then by id), so the order they arrived in changes nothing: a late one is worked
 * in by running the period again. A use that is told twice counts once. Errors: `use-reused` (one id, two contents), `quantity-negative`.
 * Source: OpenMeter, credit grants; members and their limit: CGRateS shared groups.
 */
export function burnDown(buckets: readonly Bucket[], uses: readonly Use[]): Result<BurnDown, AllowanceRefusal> {
  const known = new Map<string, Use>()
  for (const use of uses) {
    if (compare(use.quantity, ZERO) < 0) return err({ code: 'quantity-negative', useId: use.id })
    const before = known.get(use.id)
    if (before && (before.at !== use.at || before.by !== use.by || compare(before.quantity, use.quantity) !== 0)) return err({ code: 'use-reused', useId: use.id })
    known.set(use.id, use)
  }
  const ordered = buckets.toSorted((a, b) => byUrgency(a.grant, b.grant))
  const left = new Map(ordered.map(({ grant, left: amount }) => [grant.id, amount]))
  const byMember = new Map<string, Rational>()
  const [taken, unpaid]: [Taken[], { useId: string; quantity: Rational }[]] = [[], []]
  for (const use of [...known.values()].toSorted((a, b) => a.at - b.at || inOrder(a.id, b.id))) {
    let open = use.quantity
    for (const { grant } of ordered) {
      if (isZero(open)) break
      if (!isUsable(grant, use)) continue
      const mine = `${grant.id}\n${use.by}`
      const allowed = grant.mostPerMember === null ? open : most(minus(grant.mostPerMember, byMember.get(mine) ?? ZERO), ZERO)
      const quantity = least(least(open, left.get(grant.id) ?? ZERO), allowed)
      if (isZero(quantity)) continue
      taken.push({ useId: use.id, grantId: grant.id, quantity })
      left.set(grant.id, minus(left.get(grant.id) ?? ZERO, quantity))
      byMember.set(mine, plus(byMember.get(mine) ?? ZERO, quantity))
      open = minus(open, quantity)
    }
    if (!isZero(open)) unpaid.push({ useId: use.id, quantity: open })
  }
  return ok({ buckets: buckets.map(({ grant }) => ({ grant, left: left.get(grant.id) ?? ZERO })), taken, unpaid })
}

/** What is left of each grant after a reset: at least its `min`, at most its `max`; nothing where it has no rollover or is over by then. Source: OpenMeter ResetMinRollover, ResetMaxRollover. */
export function rollOver(buckets: readonly Bucket[], at: Instant): readonly Bucket[] {
  return buckets.map(({ grant, left }) => {
    if (at < grant.effectiveAt) return { grant, left }
    return { grant, left: grant.rollover === null || !isActive(grant, at) ? ZERO : least(grant.rollover.max, most(grant.rollover.min, left)) }
  })
}

/** What may still be used at a moment by someone. */
export function leftFor(buckets: readonly Bucket[], by: string, at: Instant): Rational {
  return buckets.filter(({ grant }) => isUsable(grant, { by, at })).map(({ left }) => left).reduce(plus, ZERO)
}

const isActive = ({ effectiveAt, expiresAt }: Grant, at: Instant): boolean => effectiveAt <= at && (expiresAt === null || at < expiresAt)
const isUsable = (grant: Grant, { by, at }: Pick<Use, 'by' | 'at'>): boolean => isActive(grant, at) && (grant.members === null || grant.members.includes(by))
const byUrgency = (a: Grant, b: Grant): number => a.priority - b.priority || byEnd(a, b) || inOrder(a.id, b.id)
const byEnd = (a: Grant, b: Grant): number => (a.expiresAt === b.expiresAt ? 0 : (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity))
const inOrder = (a: string, b: string): number => Number(a > b) - Number(a < b)
