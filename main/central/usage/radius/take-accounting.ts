import type { UsageReason } from '../../../../shared/domain/usage.ts'
import type { Result } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { CentralStore, WriteTx } from '../../ports.ts'
import { sent } from '../read-formats.ts'
import { batchOf } from '../sent-batch.ts'
import type { SentUsage } from '../sent-batch.ts'
import type { UsageDesk } from '../usage-desk.ts'
import type { AccountingRecord } from './accounting.ts'
import { sessionUsage } from './accounting.ts'
import type { KeptSession, OwedUsage } from './ports.ts'
import { continueSession, restartNas } from './sessions.ts'
import type { SessionChange } from './sessions.ts'

/** One accounting request that proved where it is from. `raw`: its attributes, for a record that cannot be read. */
export type AccountingRequest = { readonly providerId: string; readonly heardAt: Instant; readonly raw: string; readonly read: Result<AccountingRecord, UsageReason> }
export type AccountingIntake = {
  /** What an earlier process kept and did not bring to the book. To be awaited before the first `take`. */
  readonly settle: () => Promise<void>
  /** Returns when all of it is on the disk: sessions in the record, usage in the book. Throws when it is not; the same may then be told again. One at a time. */
  readonly take: (requests: readonly AccountingRequest[]) => Promise<void>
}
export type AccountingIntakeDeps = { readonly store: CentralStore; readonly desk: Pick<UsageDesk, 'receive'>; /** How far ahead of our clock a practice provider may meter. */ readonly aheadMs?: number }

const HOUR_MS = 3_600_000
/** For how long a session that is over is known again: longer than a NAS keeps what was not answered. */
const KNOWN_AGAIN_MS = 45 * 24 * HOUR_MS

/**
 * Keeps sessions and brings the usage of those that are over to the book. First the record says which usage is owed, so that a death between
 * the two does not let the next telling, a second later by its own clock, be another event; then the book; then the debt is struck out.
 */
export function createAccountingIntake({ store, desk, aheadMs }: AccountingIntakeDeps): AccountingIntake {
  let forgotAt = 0
  let owed: readonly OwedUsage[] = []
  let unread: readonly AccountingRequest[] = []

  const bring = async (providerId: string, lines: readonly SentUsage[]) => {
    const receipts = []
    for await (const some of desk.receive(providerId, (async function* () { yield batchOf(lines) })())) receipts.push(...some)
    return receipts
  }
  const pay = async (): Promise<void> => {
    for (const [providerId, some] of Map.groupBy(unread, (one) => one.providerId)) await bring(providerId, some.map(({ raw }, index) => ({ line: index + 1, raw, ok: false, reason: 'record-unreadable' })))
    unread = []
    const paid: OwedUsage[] = []
    for (const [providerId, some] of Map.groupBy(owed, (one) => one.providerId)) {
      const lines = some.map(({ due, heardAt }, index) => sent(index + 1, JSON.stringify(due.record), sessionUsage(due.record, { providerId, now: heardAt, ...(aheadMs === undefined ? {} : { aheadMs }) }, due.charged)))
      const receipts = await bring(providerId, lines)
      paid.push(...some.map((one, index) => ({ ...one, usageId: receipts[index]?.usageId ?? null })))
    }
    owed = []
    if (paid.length === 0) return
    const struck = await store.write(async (tx) => tx.radius.strike(paid))
    // The debt is only noted as paid: should this be lost, the next start pays again and the book knows it.
    if (!struck.ok) owed = paid
  }
  return {
    settle: async () => {
      const kept = await store.read(async (tx) => tx.radius.owed())
      if (!kept.ok) throw new Error(`accounting cannot be read: ${kept.error.code}`)
      owed = kept.value
      await pay()
    },
    take: async (requests) => {
      const now = requests[0]?.heardAt ?? 0
      const forgets = now - forgotAt > HOUR_MS
      const kept = await store.write(async (tx) => {
        if (forgets) tx.radius.forget(now - KNOWN_AGAIN_MS)
        return requests.flatMap(({ read, ...request }) => (read.ok ? apply(tx, request, read.value) : []))
      })
      if (forgets && kept.ok) forgotAt = now
      if (!kept.ok) throw new Error(`accounting cannot be kept: ${kept.error.code}`)
      owed = [...owed, ...kept.value]
      unread = [...unread, ...requests.filter(({ read }) => !read.ok || isNobody(read.value))]
      await pay()
    },
  }
}

/** A session without an id cannot be told from another. */
const isNobody = (record: AccountingRecord): boolean => record.sessionId === null && record.status !== 'on' && record.status !== 'off'

function apply(tx: WriteTx, { providerId, heardAt }: Omit<AccountingRequest, 'read'>, record: AccountingRecord): readonly OwedUsage[] {
  if (isNobody(record)) return []
  const isRestart = record.status === 'on' || record.status === 'off'
  if (isRestart) tx.radius.putRestart(providerId, { nas: record.nas, at: record.at, heardAt })
  const known = isRestart ? tx.radius.openOf(providerId, record.nas) : tx.radius.named(providerId, record)
  const states = known.map(({ state }) => state)
  return (isRestart ? restartNas(states, record) : continueSession(states, record, tx.radius.restartedAt(providerId, record.nas))).flatMap((change) => keep(tx, { providerId, heardAt }, { change, before: change.place === null ? undefined : known[change.place] }))
}

function keep(tx: WriteTx, { providerId, heardAt }: Pick<OwedUsage, 'providerId' | 'heardAt'>, { change: { state, due }, before }: { readonly change: SessionChange; readonly before: KeptSession | undefined }): readonly OwedUsage[] {
  const owes = due ? [{ due, heardAt }] : []
  const place = tx.radius.put(providerId, { place: before?.place ?? null, state, owed: [...(before?.owed ?? []), ...owes], usageIds: before?.usageIds ?? [] }, heardAt)
  return owes.map((one) => ({ ...one, providerId, place, usageId: null }))
}
