import { appError } from '../../../shared/domain/errors.ts'
import { qualify } from '../../../shared/engines/qualification/qualify.ts'
import { queuesOf, withBooks } from '../../../shared/engines/qualification/with-books.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { QueryHandler } from '../context.ts'
import { bookState, openedBook } from '../port-book/change-book.ts'

/**
 * What can be had at a place by what central has: the same engine over the territory in force, for who has no copy of it (an ISP's web page)
 * and to compare with a desk's. Nothing is kept. Errors: `territory-unpublished`, `address-unknown`, `unit-missing`.
 */
export const checkQualification: QueryHandler<'qualification.check'> = async (tx, { place }, { now }) => {
  const territory = await tx.territory.inForce()
  if (!territory) return err(appError('territory-unpublished'))
  const address = await tx.territory.address(place)
  if (!address) return err(appError('address-unknown'))
  if (address.needsUnit) return err(appError('unit-missing'))
  const facts = await tx.territory.facts(place)
  const opened = await Promise.all(queuesOf(facts).map((queueId) => openedBook(tx, queueId, now)))
  const books = opened.flatMap((one) => (one ? [bookState(one.thing, one.book)] : []))
  const lines = qualify({ address, ...withBooks(facts, books), policy: territory.info.policy, now })
  return ok({ lines, qualifiedAt: now, revision: territory.revision })
}
