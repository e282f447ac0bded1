import type { StoredUsage } from '../../../central/usage/ports.ts'
import type { UsageOutcome, UsageState } from '../../../../shared/domain/usage.ts'
import { USAGE_MOVES, USAGE_STATES } from '../../../../shared/domain/usage.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { BlockFile } from './block-file.ts'
import { createIdentityIndex } from './identity-index.ts'
import { readUsageLines, writeUsageLines } from './usage-line.ts'
import type { UsageLine } from './usage-line.ts'

type EventLine = Extract<UsageLine, { readonly kind: 'event' }>
type Place = { readonly block: number; readonly line: number }
export type Move = { readonly record: number; readonly outcome: UsageOutcome; readonly at: Instant }
/** Told of every outcome, at the opening and later: what sums are kept from. `before` is null for a new event. */
export type OnOutcome = (change: { readonly record: number; readonly event: EventLine['event']; readonly before: UsageOutcome | null; readonly after: UsageOutcome; readonly at: Instant }) => void

/** The usage of one provider in one period. Everything in memory is rebuilt from the file. */
export type Partition = {
  readonly find: (identity: string) => StoredUsage | null
  readonly get: (record: number) => StoredUsage | null
  readonly append: (events: readonly EventLine[]) => readonly number[]
  readonly move: (moves: readonly Move[]) => void
  readonly totals: () => Readonly<Record<UsageState, number>>
  readonly close: () => void
}

/** A block is thousands of events: a few of each month are what is looked at again. */
const BLOCKS_KEPT_OPEN = 4

/** Reads the file once from its beginning. `idOf`: the id of a record outside. */
export function openPartition(file: BlockFile, { idOf, onOutcome }: { readonly idOf: (record: number) => string; readonly onOutcome: OnOutcome }): Partition {
  const index = createIdentityIndex()
  const places: Place[] = []
  const moved = new Map<number, Place>()
  const totals = Object.fromEntries(USAGE_STATES.map((state) => [state, 0])) as Record<UsageState, number>
  const recent = new Map<number, readonly UsageLine[]>()

  const linesOf = (block: number): readonly UsageLine[] => {
    const kept = recent.get(block) ?? readUsageLines(file.read(block))
    recent.delete(block)
    recent.set(block, kept)
    for (const oldest of recent.keys()) if (recent.size > BLOCKS_KEPT_OPEN) recent.delete(oldest)
    return kept
  }
  const lineAt = (place: Place | undefined): UsageLine | undefined => place && linesOf(place.block)[place.line]
  const eventOf = (record: number): EventLine | null => {
    const line = lineAt(places[record])
    return line?.kind === 'event' ? line : null
  }
  const get = (record: number): StoredUsage | null => {
    const line = eventOf(record)
    if (!line) return null
    const last = lineAt(moved.get(record)) ?? line
    return { usageId: idOf(record), identity: line.identity, event: line.event, raw: line.raw, receivedAt: line.at, outcome: last.outcome, movedAt: last.at }
  }
  const apply = (line: UsageLine, place: Place): void => {
    if (line.kind === 'event') {
      const record = places.push(place) - 1
      index.add(line.identity, record)
      totals[line.outcome.state] += 1
      return onOutcome({ record, event: line.event, before: null, after: line.outcome, at: line.at })
    }
    const before = get(line.record)
    assert(before, `usage moves that is not here: ${line.record}`)
    assert(USAGE_MOVES[before.outcome.state].includes(line.outcome.state), `usage does not go from ${before.outcome.state} to ${line.outcome.state}`)
    moved.set(line.record, place)
    totals[before.outcome.state] -= 1
    totals[line.outcome.state] += 1
    onOutcome({ record: line.record, event: before.event, before: before.outcome, after: line.outcome, at: line.at })
  }
  const write = (lines: readonly UsageLine[]): void => {
    const block = file.append(writeUsageLines(lines))
    recent.set(block, lines)
    for (const [line, one] of lines.entries()) apply(one, { block, line })
  }
  for (let block = 0; block < file.count(); block++) for (const [line, one] of linesOf(block).entries()) apply(one, { block, line })

  return {
    get,
    find: (identity) => {
      const record = index.candidates(identity).find((candidate) => eventOf(candidate)?.identity === identity)
      return record === undefined ? null : get(record)
    },
    append: (events) => {
      const first = places.length
      write(events)
      return events.map((_event, at) => first + at)
    },
    move: (moves) => {
      // Checked before anything is written: a line on the disk that may not be there would stop the next opening.
      assert(new Set(moves.map((one) => one.record)).size === moves.length, 'usage moves once at a time')
      for (const { record, outcome } of moves) {
        const state = get(record)?.outcome.state
        assert(state && USAGE_MOVES[state].includes(outcome.state), `usage does not go from ${state ?? 'nothing'} to ${outcome.state}`)
      }
      write(moves.map((one) => ({ kind: 'move', ...one })))
    },
    totals: () => ({ ...totals }),
    close: file.close,
  }
}
