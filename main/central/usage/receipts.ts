import type { UsageOutcome, UsageReason, UsageReceipt, UsageState } from '../../../shared/domain/usage.ts'
import { USAGE_EN } from '../../../shared/messages/en/usage.ts'
import type { FoundUsage, UsagePage } from './ports.ts'
import type { SentBatch } from './sent-batch.ts'

/** The receipts of a batch, in order, until the next batch is read: each is made when it is looked at. */
export type UsageReceipts = Iterable<UsageReceipt> & { readonly count: number; readonly repeated: number; readonly rated: number }
export type ReceiptBook = UsageReceipts & {
  readonly rate: (row: number, place: number) => void
  readonly fresh: (row: number, place: number, outcome: UsageOutcome) => void
  /** What was here before: the same again changes nothing; another event under the same id is refused. */
  readonly known: (row: number, before: FoundUsage, isSame: boolean) => void
}

type Told = { readonly status: UsageState; readonly reason: UsageReason | null }

export function createReceipts(batch: SentBatch, page: UsagePage): ReceiptBook {
  /** By row: which of the page it is; −1: none of it. */
  const places = new Float64Array(batch.size()).fill(-1)
  /** Of what was not simply rated. */
  const told = new Map<number, Told>()
  const older = new Map<number, string | null>()
  const again = new Set<number>()
  let rated = 0
  const receiptOf = (row: number): UsageReceipt => {
    const { status, reason } = told.get(row) ?? RATED
    const place = places[row] as number
    return { line: batch.lineAt(row), usageId: place === -1 ? (older.get(row) ?? null) : page.usageIdOf(place), eventId: batch.eventIdAt(row), status, repeated: again.has(row), reason: reason && worded(reason) }
  }
  const tell = (row: number, status: UsageState, reason: UsageReason | null): void => {
    if (status !== 'rated' || reason !== null) told.set(row, { status, reason })
    if (status === 'rated') rated += 1
  }
  return {
    rate: (row, place) => {
      places[row] = place
      rated += 1
    },
    fresh: (row, place, { state, reason }) => {
      places[row] = place
      tell(row, state, reason)
    },
    known: (row, before, isSame) => {
      if (!isSame) return tell(row, 'rejected', 'event-id-reused')
      again.add(row)
      tell(row, before.outcome.state, before.outcome.reason)
      if ('place' in before) places[row] = before.place
      else older.set(row, before.usageId)
    },
    count: batch.size(),
    get repeated() { return again.size },
    get rated() { return rated },
    *[Symbol.iterator]() { for (let row = 0; row < batch.size(); row++) yield receiptOf(row) },
  }
}

const worded = (code: UsageReason): NonNullable<UsageReceipt['reason']> => ({ code, message: USAGE_EN[`usage.reason.${code}`] })

const RATED: Told = { status: 'rated', reason: null }
