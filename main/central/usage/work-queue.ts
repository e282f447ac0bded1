import type { UsageOutcome } from '../../../shared/domain/usage.ts'
import type { UsageWorked, WaitingGroupId } from '../../../shared/domain/usage-queue.ts'
import { hasCardDigits } from '../../../shared/domain/card-digits.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandCtx, CommandHandler, QueryHandler } from '../context.ts'
import type { WriteTx } from '../ports.ts'
import type { StoredUsage, WaitingUsage } from './ports.ts'
import { createDecider } from './decide-usage.ts'

/** Groups of one answer, and events of one decision: what is more waits for the next. */
const MOST_GROUPS = 500
const MOST_EVENTS = 20_000
const MOST_DECISIONS = 30

/** What waits for a person, the most events first, and what people decided lately. */
export const listWaitingUsage: QueryHandler<'usage.waiting'> = async (tx) => {
  const all = tx.usage.book.waiting()
  const groups = all.toSorted((a, b) => b.count - a.count || b.lastAt - a.lastAt).slice(0, MOST_GROUPS).map(({ usageIds: _ids, ...group }) => group)
  return ok({ groups, total: all.length, events: all.reduce((sum, { count }) => sum + count, 0), decisions: await tx.usage.decisions(MOST_DECISIONS) })
}

/** Services that usage of a provider could belong to, by a part of the customer's name, their id or the provider's id for them. */
export const listUsageCandidates: QueryHandler<'usage.candidates'> = async (tx, { providerId, text }) => ok({ candidates: await tx.usage.candidates(providerId, text.trim()) })

/**
 * A person says whose an id at a provider is: kept, so that what comes later is guided by it, and what waits is guided now. Whether it
 * came in time was decided when it came. Errors: `usage-not-waiting`, `customer-unknown`, `usage-not-theirs` when none of it is theirs.
 */
export const attachUsage: CommandHandler<'usage.attach'> = async (tx, { customerId, ...id }, ctx) => {
  const group = groupOf(tx, id)
  if (!group) return err(appError('usage-not-waiting'))
  if (!(await tx.customers.get(customerId))) return err(appError('customer-unknown', { customerId }))
  await tx.usage.putOwner({ providerId: id.providerId, localId: id.localId, idKind: id.idKind, customerId, from: group.firstAt, userId: ctx.actor.userId, at: ctx.now })
  const outcomes = await guideAgain(tx, group)
  if (!outcomes.some(({ outcome }) => outcome.guide?.customerId === customerId)) return err(appError('usage-not-theirs'))
  return keep(tx, ctx, { id, decision: 'attached', customerId, because: '', outcomes })
}

/** Guides once more what waits: a service or a version of the catalog came later, or late usage is let in. Errors: `usage-not-waiting`. */
export const guideUsageAgain: CommandHandler<'usage.guideAgain'> = async (tx, id, ctx) => {
  const group = groupOf(tx, id)
  if (!group) return err(appError('usage-not-waiting'))
  return keep(tx, ctx, { id, decision: 'guidedAgain', customerId: null, because: '', outcomes: await guideAgain(tx, group) })
}

/** Ends what waits as rejected, for a reason in a person's words; it stays in the book. Errors: `usage-not-waiting`, `card-digits-refused`. */
export const setUsageAside: CommandHandler<'usage.setAside'> = async (tx, { because, ...id }, ctx) => {
  if (hasCardDigits(because)) return err(appError('card-digits-refused'))
  const group = groupOf(tx, id)
  if (!group) return err(appError('usage-not-waiting'))
  const aside: UsageOutcome = { state: 'rejected', reason: 'by-a-person', guide: null, rated: null, billingPeriod: null }
  return keep(tx, ctx, { id, decision: 'setAside', customerId: null, because, outcomes: eventsOf(tx, group).map(({ usageId }) => ({ usageId, outcome: aside })) })
}

type Decided = { readonly usageId: string; readonly outcome: UsageOutcome }
type Decision = { readonly id: WaitingGroupId; readonly decision: 'attached' | 'guidedAgain' | 'setAside'; readonly customerId: string | null; readonly because: string; readonly outcomes: readonly Decided[] }

const groupOf = (tx: WriteTx, { providerId, localId, idKind, reason }: WaitingGroupId): WaitingUsage | undefined =>
  tx.usage.book.waiting().find((group) => group.providerId === providerId && group.localId === localId && group.idKind === idKind && group.reason === reason)
const eventsOf = (tx: WriteTx, group: WaitingUsage): readonly StoredUsage[] => group.usageIds.slice(0, MOST_EVENTS).flatMap((usageId) => tx.usage.book.get(usageId) ?? [])

async function guideAgain(tx: WriteTx, group: WaitingUsage): Promise<readonly Decided[]> {
  const closed = new Set(await tx.usage.closedPeriods())
  const rows = await tx.usage.rowsOf(group.providerId, [group])
  const decider = createDecider(tx.usage.book, { catalog: await tx.catalog.current(), corrections: await tx.corrections.all(), lateRules: [], isClosed: (period) => closed.has(period) })
  const services = rows.map(decider.serviceOf)
  return eventsOf(tx, group).flatMap(({ usageId, event, receivedAt }) => (event ? [{ usageId, outcome: decider.decide(event, { services, now: receivedAt, lateIsFine: true }) }] : []))
}

/**
 * The record first, the book last: the book is on the disk at once, and what the record then loses with its transaction is only the words;
 * the same command again finds nothing waiting and says so, and no event is rated twice.
 */
async function keep(tx: WriteTx, { actor, now }: CommandCtx, { id, decision, customerId, because, outcomes }: Decision) {
  const changed = outcomes.filter(({ outcome }) => outcome.state !== 'recycled' || outcome.reason !== id.reason)
  const count = (state: UsageOutcome['state']): number => outcomes.filter(({ outcome }) => outcome.state === state).length
  const worked: UsageWorked = { rated: count('rated'), guided: count('guided'), setAside: count('rejected'), waiting: count('recycled') }
  await tx.usage.keepDecision({ ...id, decision, customerId, because, events: changed.length, userId: actor.userId, at: now })
  if (changed.length > 0) tx.usage.book.move(changed.map((one) => ({ ...one, at: now })))
  return ok(worked)
}
