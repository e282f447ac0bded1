import { ok } from '../../../shared/kernel/result.ts'
import type { QueryHandler } from '../context.ts'
import { bookState, openedBook } from './change-book.ts'

/** The book of a scarce thing now, with the revision that a reservation must name. */
export const readPortBook: QueryHandler<'ports.book'> = async (tx, { queueId }, { now }) => {
  const opened = await openedBook(tx, queueId, now)
  return ok({ book: opened && bookState(opened.thing, opened.book) })
}
