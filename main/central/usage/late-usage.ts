import type { Instant } from '../../../shared/kernel/time.ts'

/** How long after its end usage may still come, per provider; the first row that fits counts. `*`: any. */
export type LateRule = { readonly providerId: string; readonly acceptForDays: number }
const DAY_MS = 86_400_000

/** Nothing but a person may let in what ended before. No row: everything is in time. */
export function inTimeFrom(rules: readonly LateRule[], { providerId, now }: { readonly providerId: string; readonly now: Instant }): Instant {
  const rule = rules.find((row) => row.providerId === providerId) ?? rules.find((row) => row.providerId === '*')
  return rule === undefined ? Number.NEGATIVE_INFINITY : now - rule.acceptForDays * DAY_MS
}

/** The period that usage of `period` is billed in: its own, or the first later one that is not closed. Source: domain.md 4.2, rule 6. */
export function billingPeriodOf(period: string, isClosed: (period: string) => boolean): string {
  let at = period
  while (isClosed(at)) at = nextPeriod(at)
  return at
}

function nextPeriod(period: string): string {
  const [year = 0, month = 1] = period.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7)
}
