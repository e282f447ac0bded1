import type { Instant } from '../../kernel/time.ts'
import { assert } from '../../kernel/result.ts'
import type { PortBook } from './port-book.ts'
import { applyStep, proposePort } from './port-book.ts'

export type Promoted = { readonly orderId: string; readonly portId: string }

/** Gives free ports (`atMost` so many) to who is first in line, one after another, and keeps each for them `until` then. A port that is free while somebody waits would go to whoever asks fastest. */
export function promoteWaiting(book: PortBook, until: Instant, atMost = Number.POSITIVE_INFINITY): { readonly book: PortBook; readonly promoted: readonly Promoted[] } {
  const promoted: Promoted[] = []
  let now = book
  for (let first = now.waiting[0]; first && promoted.length < atMost; first = now.waiting[0]) {
    const step = proposePort(now, first.id)
    if (!step) break
    const given = applyStep(now, step)
    assert(given.ok, 'a port that is proposed may be given')
    now = { ...given.value, terms: new Map(given.value.terms).set(step.portId, { place: first.place, until, isAssigned: false }) }
    promoted.push({ orderId: step.entryId, portId: step.portId })
  }
  return { book: now, promoted }
}

/**
 * The book at a moment: a port that was kept for somebody who did not order in time is free, and the next in line has it until `until`. `lapsed`: who let it
 * go. Without anything lapsed the book is the same one. At the moment itself it has lapsed.
 */
export function settleBook(book: PortBook, at: { readonly now: Instant; readonly until: Instant }): { readonly book: PortBook; readonly lapsed: readonly string[] } {
  const due = [...book.terms].filter(([, terms]) => terms.until !== null && terms.until <= at.now).map(([portId]) => portId).sort()
  const lapsed = due.flatMap((portId) => book.held.get(portId) ?? [])
  const freed = due.reduce((kept, portId) => {
    const done = applyStep(kept, { kind: 'release', portId })
    return done.ok ? done.value : kept
  }, book)
  return { book: due.length === 0 ? book : promoteWaiting(freed, at.until).book, lapsed }
}
