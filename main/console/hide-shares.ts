import type { Posting } from '../../shared/domain/rating.ts'
import type { Role } from '../../shared/domain/roles.ts'

/** Who may know what providers receive and what stays with us. Source: product.md 4, row 6. */
const SEES_SHARES: ReadonlySet<Role | undefined> = new Set<Role | undefined>(['supervisor', 'administrator'])

export const maySeeShares = (role: Role | undefined): boolean => SEES_SHARES.has(role)

/**
 * An answer without who receives which part of a charge, wherever in it a charge stands. What the customer pays and every tax remain; all
 * the rest is one sum under `margin`, so that postings still sum to zero. The rule that divided a line goes, too. The same value, where
 * there is nothing to hide.
 */
export function hideShares(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const shown = value.map(hideShares)
    return shown.some((each, at) => each !== value[at]) ? shown : value
  }
  let changed: Record<string, unknown> | null = null
  for (const [name, part] of Object.entries(value)) {
    const shown = name === 'postings' && Array.isArray(part) ? mergeShares(part as Posting[]) : name === 'settlement' ? null : hideShares(part)
    if (shown !== part) (changed ??= { ...value })[name] = shown
  }
  return changed ?? value
}

/** Customer and taxes as they are, every other party as one. */
export function mergeShares(postings: readonly Posting[]): readonly Posting[] {
  const isOpen = ({ party }: Posting): boolean => party.kind === 'customer' || party.kind === 'tax'
  const hidden = postings.filter((posting) => !isOpen(posting))
  if (hidden.length === 0) return postings
  return [...postings.filter(isOpen), { ...hidden[0]!, party: { kind: 'margin' }, amountMicro: hidden.reduce((sum, { amountMicro }) => sum + amountMicro, 0) }]
}
