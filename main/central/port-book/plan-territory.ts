import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { TerritoryFacts } from '../../../shared/domain/territory-facts.ts'
import type { PortRecord } from '../../../shared/engines/qualification/planned-ports.ts'
import { portRecords, replanByRecord } from '../../../shared/engines/qualification/planned-ports.ts'
import { promoteWaiting } from '../../../shared/engines/qualification/promises.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandCtx, CommandHandler } from '../context.ts'
import type { WriteTx } from '../ports.ts'
import { keepBook, keptUntil, newBook, openedBook } from './change-book.ts'
import { whoMayStand } from './plan-ports.ts'

/**
 * Plans the ports of a territory that comes into force, in its transaction: a book for each node with ports and each sector. What was planned before
 * and is not there any more has no ports left. Null, or the first place where the record has fewer ports than are reserved, or is of another line: `input-invalid`.
 */
export async function planTerritoryPorts(tx: WriteTx, facts: TerritoryFacts, ctx: CommandCtx): Promise<AppError | null> {
  const records = portRecords(facts)
  const named = new Set(records.map(({ queueId }) => queueId))
  const unplanned = await planRecords(tx, { records, waiting: facts.waiting }, ctx)
  if (unplanned) return unplanned
  for (const queueId of await tx.portBooks.planned()) {
    const gone = named.has(queueId) ? null : await openedBook(tx, queueId, ctx.now)
    const refused = gone && (await planThing(tx, { ...gone.thing, path: `ports.${queueId}`, total: 0, free: 0 }, [], ctx))
    if (refused) return refused
  }
  return null
}

/** The books of a practice territory, which desks have from their own files. Where one is published its ports are planned with it, and these are not. */
export const planPortRecords: CommandHandler<'ports.planRecords'> = async (tx, input, ctx) => {
  if (await tx.territory.inForce()) return ok({ books: 0 })
  const refused = await planRecords(tx, { ...input, records: input.records.map((record, index) => ({ ...record, path: `records.${index}` }) as PortRecord) }, ctx)
  return refused ? err(refused) : ok({ books: input.records.length })
}

async function planRecords(tx: WriteTx, plan: { readonly records: readonly PortRecord[]; readonly waiting: TerritoryFacts['waiting'] }, ctx: CommandCtx): Promise<AppError | null> {
  const waiting = Map.groupBy(plan.waiting, ({ queueId }) => queueId)
  for (const record of plan.records) {
    const refused = await planThing(tx, record, waiting.get(record.queueId) ?? [], ctx)
    if (refused) return refused
  }
  return null
}

async function planThing(tx: WriteTx, record: PortRecord, waiting: TerritoryFacts['waiting'], ctx: CommandCtx): Promise<AppError | null> {
  const { path, total, queueId, providerId, accessType } = record
  const kept = await tx.portBooks.find(queueId)
  if (kept && (kept.thing.providerId !== providerId || kept.thing.accessType !== accessType)) return appError('input-invalid', { path, problem: 'ports-of-another-line' })
  // A line that nobody can be served from holds nobody up: what is counted free beyond the total is nothing.
  const free = Math.min(record.free, total)
  const thing = { queueId, providerId, accessType }
  if (!kept) await tx.portBooks.open(thing)
  const opened = (kept && (await openedBook(tx, queueId, ctx.now))) ?? newBook(thing)
  const own = waiting.filter((entry) => entry.providerId === providerId && entry.accessType === accessType)
  const book = replanByRecord(opened.book, { record: { queueId, total, free }, before: kept?.record ?? null, waiting: await whoMayStand(tx, own) })
  if (!book.ok) return appError('input-invalid', { path: `${path}.${book.error}`, problem: 'fewer-than-reserved', problems: 1 })
  await tx.portBooks.keepRecord(queueId, { total, free })
  await keepBook(tx, opened, promoteWaiting(book.value, await keptUntil(tx, ctx.now)).book, ctx)
  return null
}
