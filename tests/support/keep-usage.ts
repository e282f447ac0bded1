import type { NewUsage, UsageBook } from '../../main/central/usage/ports.ts'

/** Keeps usage in one page of a book, whatever the book holds already. Returns the ids, in order. */
export function keepUsage(book: UsageBook, providerId: string, entries: readonly NewUsage[]): readonly string[] {
  const page = book.page(providerId)
  const places = entries.map((one) => {
    page.find(one.identity)
    return page.put(one)
  })
  page.keep()
  return places.map((place) => page.usageIdOf(place))
}
