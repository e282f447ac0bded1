import type { QualificationFacts } from '../../domain/qualification.ts'
import type { PortBookState } from '../../domain/waiting-list.ts'

type Facts = Pick<QualificationFacts, 'branches' | 'sectors' | 'waiting'>

/** Whose books these facts ask for: the nodes and sectors around. */
export const queuesOf = (facts: Pick<Facts, 'branches' | 'sectors'>): readonly string[] => [...new Set([...facts.branches.map((branch) => branch.nodeId), ...facts.sectors.map((sector) => sector.sectorId)])]

/**
 * Facts as central's port books tell them: where a book is kept, its free ports and its line take the place of those the territory was loaded
 * with, for the provider and access type it is of. Without a book the facts are the same.
 */
export function withBooks<F extends Facts>(facts: F, kept: readonly PortBookState[]): F {
  if (kept.length === 0) return facts
  const books = new Map(kept.map((book) => [book.queueId, book]))
  const bookOf = (thing: { readonly queueId: string; readonly providerId: string; readonly accessType: string }): PortBookState | null => {
    const book = books.get(thing.queueId)
    return book && book.providerId === thing.providerId && book.accessType === thing.accessType ? book : null
  }
  const promised = kept.flatMap(({ queueId, providerId, accessType, promised: houses = [] }) => houses.map((one) => ({ queueId, providerId, accessType, ...one })))
  return {
    ...facts,
    branches: facts.branches.map((branch) => {
      const book = bookOf({ queueId: branch.nodeId, providerId: branch.providerId, accessType: branch.accessType })
      return book ? { ...branch, portsFree: book.portsFree, portsTotal: book.portsTotal } : branch
    }),
    sectors: facts.sectors.map((sector) => {
      const book = bookOf({ queueId: sector.sectorId, providerId: sector.providerId, accessType: 'fixedWireless' })
      return book ? { ...sector, capacityFree: book.portsFree } : sector
    }),
    ...(promised.length === 0 ? {} : { promised }),
    waiting: [...facts.waiting.filter((entry) => !bookOf(entry)), ...[...books.values()].flatMap((book) => book.waiting)],
  }
}
