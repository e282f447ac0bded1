import { when } from './catalog-problem.ts'
import type { CatalogProblem } from './catalog-problem.ts'

/** Everything must lie in one tier exactly: each begins where the one before it ends, and only the last has no end. */
export const tierProblems = (ends: readonly (number | null)[], at: string, name: string): readonly CatalogProblem[] =>
  ends.flatMap((end, index) => [
    ...when(end === null && index < ends.length - 1, `${at}.tiers.${index}.${name}`, 'only the last tier has no end'),
    ...when(end !== null && index === ends.length - 1, `${at}.tiers.${index}.${name}`, 'the last tier must have no end'),
    ...when(end !== null && end <= (index === 0 ? 0 : (ends[index - 1] ?? 0)), `${at}.tiers.${index}.${name}`, 'the tier overlaps the one before it'),
  ])
