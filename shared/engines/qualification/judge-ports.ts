import type { QualificationFacts, QualificationLine, Reason } from '../../domain/qualification.ts'
import type { Wanted } from './waiting-line.ts'
import { compareWaiting, placeInLine } from './waiting-line.ts'
import { no, yes } from './finding.ts'

/**
 * Whether a port is left for this premise: there must be more free ones than people who stand before the caller, so that nobody who
 * waits is passed over; or one is kept for it, because its turn came. `waiting` tells the caller's place wherever somebody waits or nothing is free;
 * `applied` is what the rule looked at, that place included.
 */
export function judgePorts(
  thing: Omit<Wanted, 'place'> & { readonly free: number }, facts: QualificationFacts, words: { readonly free: Reason; readonly full: Reason; readonly name: string },
): { readonly reason: Reason; readonly yesWhen: Reason | null; readonly waiting: NonNullable<QualificationLine['waiting']> | null; readonly applied: Reason['details'] } {
  const kept = facts.promised?.find((one) => one.queueId === thing.queueId && one.providerId === thing.providerId && one.accessType === thing.accessType && one.place === facts.address.id && one.until > facts.now)
  if (kept) return { reason: yes('port-kept', { nodeName: words.name, untilAt: kept.until }), yesWhen: null, waiting: null, applied: { free: thing.free, line: 'kept', untilAt: kept.until } }
  const line = placeInLine(facts.waiting, { ...thing, place: facts.address.id })
  const ahead = line.place - 1
  const first = firstOf(thing, facts)
  // Where a port is free and nobody stands in line, there is no place to tell.
  const isLine = thing.free <= ahead || ahead > 0 || line.waiting > 1
  const applied = { free: thing.free, ...(isLine ? { line: first['stands'] === 'yes' ? 'stands' : 'would', ...line } : {}) }
  if (thing.free > ahead) return { reason: words.free, yesWhen: null, waiting: isLine ? { queueId: thing.queueId, ...line } : null, applied }
  const reason = thing.free <= 0 ? words.full : no('ports-awaited', { nodeName: words.name, portsFree: thing.free, ahead })
  return { reason, yesWhen: { code: 'waiting-place', supports: 'yes', details: { ...line, ...first } }, waiting: { queueId: thing.queueId, ...line }, applied }
}

/** Since when the first in line has waited, where somebody does, and whether the caller stands there. */
function firstOf(thing: Omit<Wanted, 'place'>, { waiting, address }: QualificationFacts): Reason['details'] {
  const line = waiting.filter((one) => one.queueId === thing.queueId && one.providerId === thing.providerId && one.accessType === thing.accessType).sort(compareWaiting)
  const [first] = line
  return first ? { firstAt: first.since, others: 'yes', stands: line.some((one) => one.place === address.id) ? 'yes' : 'no' } : {}
}
