import type { RatedLane, RatedSum, StoredUsage } from '../../../central/usage/ports.ts'
import type { UsageEvent, UsageIdentity, UsageOutcome, UsageState } from '../../../../shared/domain/usage.ts'
import { USAGE_MOVES } from '../../../../shared/domain/usage.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import { createAccounts } from './accounts.ts'
import type { Accounts, Counted } from './accounts.ts'
import type { BlockCache } from './block-cache.ts'
import type { BlockFile } from './block-file.ts'
import { createGrowingArray } from './growing-array.ts'
import { createNames } from './names.ts'
import { valueAt } from './pack-columns.ts'
import { createLineView, eventAt, eventBlock, identityAt, moveBlock, outcomeAt, readUsageBlock, writeUsageBlock } from './usage-block.ts'
import type { EventBlock, MoveBlock, UsageBlock } from './block-shape.ts'
import { laneNumbers } from './rated-lines.ts'
import type { LaneNumbers } from './rated-lines.ts'
import { createStates } from './states.ts'
import type { MoveLine, UsageColumns } from './usage-columns.ts'
import { blockOfLines } from './usage-line.ts'

/** The usage of one provider in one period. Everything in memory is rebuilt from the file. */
export type Partition = {
  readonly get: (record: number) => StoredUsage | null
  readonly identity: (record: number) => UsageIdentity
  /** The columns' events are to be of this partition: they are numbered by its names. */
  readonly begin: (columns: UsageColumns) => void
  /** How the events of a lane are written here. */
  readonly numbersOf: (lanes: readonly RatedLane[], lane: number) => LaneNumbers
  /** What stands in a line of columns that were begun here. */
  readonly putAt: (columns: UsageColumns, line: number) => Pick<StoredUsage, 'identity' | 'event' | 'outcome'>
  /** Keeps the events of columns that were begun here. Returns the first record's number; the others follow. */
  readonly keep: (columns: UsageColumns) => number
  readonly move: (moves: readonly MoveLine[]) => void
  readonly ratedQuantity: Accounts['ratedQuantity']
  readonly eachRated: Accounts['eachRated']
  readonly sums: (billingServiceId: string) => readonly RatedSum[]
  readonly records: (billingServiceId: string, billingPeriod: string) => readonly number[]
  readonly totals: () => Readonly<Record<UsageState, number>>
  readonly close: () => void
}

export type PartitionDeps = {
  readonly name: string
  readonly cache: BlockCache
  readonly columns: UsageColumns
  readonly idOf: (record: number) => string
  /** Told of new events, at the opening and later: line n of the columns is record `first + n`. */
  readonly onEvents: (first: number, columns: Pick<UsageColumns, 'count' | 'segments' | 'checks'>) => void
  /** Told of every event that waits for a person; null: it waits no more. */
  readonly onWaiting: (record: number, waiting: { readonly event: UsageEvent; readonly reason: NonNullable<UsageOutcome['reason']> } | null) => void
}
/** Which block of the file holds which numbers. */
type Span = { readonly block: number; readonly first: number }

/** Reads the file once from its beginning. */
export function openPartition(file: BlockFile, { name, cache, columns, idOf, onEvents, onWaiting }: PartitionDeps): Partition {
  const names = createNames()
  const accounts = createAccounts(names)
  const spans: Span[] = []
  const moves: Span[] = []
  /** Which move was a record's last, plus one. */
  const lastMove = createGrowingArray(Uint32Array)
  const states = createStates(names)
  const lineAt = createLineView()
  let [records, moved] = [0, 0]
  /** Of the lanes that were asked for last, by their numbers. */
  let lanes: { readonly of: readonly RatedLane[]; readonly numbers: LaneNumbers[] } = { of: [], numbers: [] }

  const keyOf = (block: number): string => `${name}#${block}`
  const blockAt = (block: number): UsageBlock => cache.get(keyOf(block), () => {
    const bytes = file.read(block)
    return { block: readUsageBlock(bytes, null) ?? blockOfLines(bytes, columns, names), bytes: bytes.length }
  })
  const eventsAt = (record: number): { readonly block: EventBlock; readonly line: number } | null => {
    const span = record >= 0 && record < records ? spanOf(spans, record) : null
    return span ? { block: blockAt(span.block) as EventBlock, line: record - span.first } : null
  }
  const moveOf = (record: number): { readonly block: MoveBlock; readonly line: number } | null => {
    const move = lastMove.get(record)
    const span = move === 0 ? null : spanOf(moves, move - 1)
    return span ? { block: blockAt(span.block) as MoveBlock, line: move - 1 - span.first } : null
  }
  const tellWaiting = (record: number, event: UsageEvent | null, { state, reason }: UsageOutcome): void => onWaiting(record, event && state === 'recycled' && reason ? { event, reason } : null)
  /** Takes in what stands in the columns: new events, which are in a block of the file. */
  const takeEvents = (block: EventBlock, at: number, columns: UsageColumns): void => {
    const first = records
    spans.push({ block: at, first })
    records += block.count
    const { outcome, event } = columns
    const one: Counted = { guide: 0, price: 0, period: 0, quantity: 0, amountMicro: 0, owedMicro: 0, isOwed: 0 }
    for (let line = 0; line < block.count; line++) {
      const state = states.set(first + line, outcome.state[line] as number)
      one.guide = outcome.guide[line] as number
      one.price = outcome.price[line] as number
      one.period = outcome.period[line] as number
      one.quantity = event.quantity[line] as number
      one.amountMicro = outcome.amountMicro[line] as number
      one.owedMicro = outcome.owedMicro[line] as number
      one.isOwed = outcome.isOwed[line] as number
      if (isCounted(one)) accounts.add(first + line, one)
      if (state === 'recycled') tellWaiting(first + line, eventAt(block, line, names), outcomeAt(block, line, names))
    }
    onEvents(first, columns)
  }
  const takeMoves = (block: MoveBlock, at: number): void => {
    moves.push({ block: at, first: moved })
    for (let line = 0; line < block.count; line++) {
      const record = valueAt(block.move.record, line)
      const from = eventsAt(record)
      assert(from, `usage moves that is not here: ${record}`)
      const last = moveOf(record) ?? from
      const quantity = valueAt(from.block.event.quantity, from.line)
      const [before, after] = [countedOf(last.block, last.line, quantity), countedOf(block, line, quantity)]
      if (isCounted(before) && isCounted(after)) accounts.change(record, before, after)
      else if (isCounted(before)) accounts.remove(record, before)
      else if (isCounted(after)) accounts.add(record, after)
      moved += 1
      lastMove.set(record, moved)
      states.set(record, valueAt(block.outcome.state, line))
      tellWaiting(record, eventAt(from.block, from.line, names), outcomeAt(block, line, names))
    }
  }
  const write = <B extends UsageBlock>(block: B): number => {
    try {
      const bytes = writeUsageBlock(block, names.added())
      const at = file.append(bytes)
      cache.put(keyOf(at), block, bytes.length)
      names.settle()
      return at
    } catch (error) {
      names.forget()
      lanes = { of: [], numbers: [] }
      throw error
    }
  }
  for (let at = 0; at < file.count(); at++) {
    const bytes = file.read(at)
    const block = readUsageBlock(bytes, names) ?? blockOfLines(bytes, columns, names)
    names.settle()
    cache.put(keyOf(at), block, bytes.length)
    columns.setBlock(block)
    if (block.kind === 'events') takeEvents(block, at, columns)
    else takeMoves(block, at)
  }

  return {
    get: (record) => {
      const found = eventsAt(record)
      if (!found) return null
      const { block, line } = found
      const last = moveOf(record)
      const receivedAt = valueAt(block.event.receivedAt, line)
      return {
        usageId: idOf(record), identity: identityAt(block, line, names), event: eventAt(block, line, names), raw: block.odd.raws[line] ?? null, receivedAt,
        outcome: last ? outcomeAt(last.block, last.line, names) : outcomeAt(block, line, names), movedAt: last ? valueAt(last.block.move.at, last.line) : receivedAt,
      }
    },
    identity: (record) => {
      const found = eventsAt(record)
      assert(found, `no such usage: ${record}`)
      return identityAt(found.block, found.line, names)
    },
    begin: (page) => page.begin(names),
    numbersOf: (all, lane) => {
      if (lanes.of !== all) lanes = { of: all, numbers: [] }
      return (lanes.numbers[lane] ??= laneNumbers(all[lane] as RatedLane, names))
    },
    putAt: (page, line) => {
      const block = lineAt(page, line)
      return { identity: identityAt(block, 0, names), event: eventAt(block, 0, names), outcome: outcomeAt(block, 0, names) }
    },
    keep: (page) => {
      const first = records
      page.finish()
      const block = eventBlock(page)
      takeEvents(block, write(block), page)
      return first
    },
    move: (all) => {
      // Checked before anything is written: a line on the disk that may not be there would stop the next opening.
      assert(new Set(all.map((one) => one.record)).size === all.length, 'usage moves once at a time')
      for (const { record, outcome } of all) {
        const state = states.get(record)
        assert(state && USAGE_MOVES[state].includes(outcome.state), `usage does not go from ${state ?? 'nothing'} to ${outcome.state}`)
      }
      columns.setMoves(all, names)
      const block = moveBlock(columns)
      takeMoves(block, write(block))
    },
    ratedQuantity: accounts.ratedQuantity,
    eachRated: accounts.eachRated,
    sums: accounts.sums,
    records: accounts.records,
    totals: states.totals,
    close: file.close,
  }
}

/** False where an outcome says nobody's. */
const isCounted = ({ guide, period }: Counted): boolean => guide !== 0 && period !== 0

const countedOf = ({ outcome }: UsageBlock, line: number, quantity: number): Counted =>
  ({ guide: valueAt(outcome.guide, line), price: valueAt(outcome.price, line), period: valueAt(outcome.period, line), quantity, amountMicro: valueAt(outcome.amountMicro, line), owedMicro: valueAt(outcome.owedMicro, line), isOwed: valueAt(outcome.isOwed, line) })

/** The last that begins at or before a number. */
function spanOf(spans: readonly Span[], number: number): Span | null {
  let [low, high] = [0, spans.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((spans[middle]?.first ?? 0) <= number) low = middle
    else high = middle - 1
  }
  return spans[low] ?? null
}
