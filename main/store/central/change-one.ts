import { assert } from '../../../shared/kernel/result.ts'

/** Asserts that a write changed exactly one row; anything else is a bug and rolls the transaction back. */
export function changeOne(outcome: { readonly changes: number }, what: string): void {
  assert(outcome.changes === 1, `${what} changed ${outcome.changes} rows`)
}
