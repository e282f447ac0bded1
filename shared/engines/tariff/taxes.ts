import type { LocalDate } from '../../domain/rating.ts'
import type { TaxRow, TaxTable } from '../../domain/tariff-terms.ts'
import type { Rational } from '../../kernel/rational.ts'
import { minus, ONE, over, plus, rational, roundTo, sum, times } from '../../kernel/rational.ts'

/** What is taxed. `places`: every place the address lies in, "US", "US-CO", "US-CO-DEN". `exempt`: names of taxes the customer need not pay; `all`: none at all. */
export type Taxed = { readonly places: readonly string[]; readonly category: string; readonly on: LocalDate; readonly exempt: 'all' | readonly string[] }
/** One tax: its exact base, and its amount, rounded once. */
export type TaxLine = { readonly name: string; readonly percent: Rational; readonly base: Rational; readonly amount: Rational; readonly isExempt: boolean }
export type TaxedAmount = { readonly net: Rational; readonly tax: Rational; readonly gross: Rational; readonly lines: readonly TaxLine[] }

/**
 * Net, taxes and gross of an amount. Every tax stands on the net alone: taxes are never taxed. Where prices have their taxes in them the base is the
 * exact net out of the gross, each tax of it is rounded, and the net is what is left, so the gross stays what was promised.
 * `table.decimals`: places a tax is rounded to. Errors: none; a place without a row has no tax. Source: issue 5 section 2; US practice, each tax a line of its own.
 */
export function taxAmount(table: TaxTable, amount: Rational, taxed: Taxed): TaxedAmount {
  const rows = rowsFor(table.rows, taxed)
  const isExempt = ({ name }: TaxRow): boolean => taxed.exempt === 'all' || taxed.exempt.includes(name)
  const due = sum(rows.filter((row) => !isExempt(row)).map(({ percent }) => percent))
  const base = table.inclusive ? over(amount, plus(ONE, times(due, HUNDREDTH))) : amount
  const lines = rows.map((row): TaxLine => {
    const exact = isExempt(row) ? rational(0n) : times(base, times(row.percent, HUNDREDTH))
    return { name: row.name, percent: row.percent, base, amount: roundTo(exact, table.decimals, table.mode), isExempt: isExempt(row) }
  })
  const tax = sum(lines.map((line) => line.amount))
  return table.inclusive ? { net: minus(amount, tax), tax, gross: amount, lines } : { net: amount, tax, gross: plus(amount, tax), lines }
}
const HUNDREDTH = rational('1/100')

/** The rows that hold for a category at those places on that day: of one tax at one place the one that began last. In the order of their places, then of their names. */
export function rowsFor(rows: readonly TaxRow[], { places, category, on }: Pick<Taxed, 'places' | 'category' | 'on'>): readonly TaxRow[] {
  const holding = rows.filter((row) => row.category === category && places.includes(row.place) && row.from <= on && (row.until === null || on < row.until))
  const latest = new Map<string, TaxRow>()
  for (const row of holding) {
    const known = latest.get(`${row.place}\n${row.name}`)
    if (!known || row.from > known.from) latest.set(`${row.place}\n${row.name}`, row)
  }
  return [...latest.values()].toSorted((a, b) => places.indexOf(a.place) - places.indexOf(b.place) || Number(a.name > b.name) - Number(a.name < b.name))
}
