import type { TaxRate } from '../../domain/catalog.ts'
import { when } from './catalog-problem.ts'
import type { CatalogProblem } from './catalog-problem.ts'

/** One tax has one rate on a day: rows of one name, category and region may follow one another and not overlap. */
export function taxProblems(taxes: readonly TaxRate[]): readonly CatalogProblem[] {
  return taxes.flatMap((tax, index) => {
    const other = taxes.slice(0, index).find((one) => one.category === tax.category && one.region === tax.region && one.name === tax.name && overlap(one, tax))
    return [
      ...when(tax.from !== undefined && tax.until !== undefined && tax.until <= tax.from, `taxes.${index}.until`, 'it ends before it begins'),
      ...when(other !== undefined, `taxes.${index}`, `a row for ${tax.category} ${tax.region} ${tax.name} holds at the same time`),
    ]
  })
}

const overlap = (one: TaxRate, other: TaxRate): boolean => isBefore(one.from, other.until) && isBefore(other.from, one.until)
const isBefore = (from: string | undefined, until: string | undefined): boolean => from === undefined || until === undefined || from < until
