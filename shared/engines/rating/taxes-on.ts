import type { TaxRate } from '../../domain/catalog.ts'
import type { LocalDate } from '../../domain/rating.ts'

/** The rows of the tax table that hold in a region on a day: from `from` on, until `until`, which is not in it; a row without them always holds. Errors: none. Source: issue 5 section 2. */
export const taxesOn = (table: readonly TaxRate[], region: string, day: LocalDate): readonly TaxRate[] =>
  table.filter((tax) => tax.region === region && (tax.from === undefined || tax.from <= day) && (tax.until === undefined || day < tax.until))
