import type { UsageOutcome } from '../../../../shared/domain/usage.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import { hashText } from '../../../../shared/kernel/text-hash.ts'
import type { TextHash } from '../../../../shared/kernel/text-hash.ts'
import type { KeptUsage, RatedLine } from '../../../central/usage/ports.ts'
import { createTextColumn } from '../../../../shared/kernel/text-column.ts'
import type { TextColumn } from '../../../../shared/kernel/text-column.ts'
import type { Names } from './names.ts'
import { widen } from './pack-columns.ts'
import { setRated } from './rated-lines.ts'
import type { LaneNumbers } from './rated-lines.ts'
import { EVENT, FORM, MOVE, OUTCOME } from './block-shape.ts'
import type { Odd, UsageBlock } from './block-shape.ts'

export type MoveLine = { readonly record: number; readonly outcome: UsageOutcome; readonly at: Instant }
type Wide<C extends string> = { readonly [K in C]: Float64Array }
type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** The lines that are worked on, as wide columns; until the next are. Room is made once and used again. */
export type UsageColumns = {
  readonly event: Wide<(typeof EVENT)[number]>
  readonly move: Wide<(typeof MOVE)[number]>
  readonly outcome: Wide<(typeof OUTCOME)[number]>
  /** What the index has of each line's text. */
  readonly segments: Uint32Array
  readonly checks: Uint32Array
  readonly count: number
  /** Of all events, one after another; made by `finish`. */
  readonly text: string
  /** Of each event that was added. */
  readonly texts: TextColumn
  readonly odd: { readonly [K in keyof Odd]: Writable<Odd[K]> }
  /** The next lines are events, numbered by these names. */
  readonly begin: (names: Names) => void
  /** Everything of the event is copied. Returns its line. */
  readonly add: (one: KeptUsage, hash: TextHash) => number
  /** A rated event of a lane, the lane by the numbers of its names. Returns its line. */
  readonly addRated: (lane: LaneNumbers, line: RatedLine) => number
  readonly finish: () => void
  readonly setMoves: (moves: readonly MoveLine[], names: Names) => void
  readonly setBlock: (block: UsageBlock) => void
}

const FIRST_ROOM = 256

export function createUsageColumns(): UsageColumns {
  let room = 0
  let setEvent: ReturnType<typeof eventSetter> = () => undefined
  let numberOf: Names['numberOf'] = () => 0
  const texts = createTextColumn((bytes, from, to) => Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1'))
  const columns = {
    event: wide(EVENT, 0), move: wide(MOVE, 0), outcome: wide(OUTCOME, 0), segments: new Uint32Array(0), checks: new Uint32Array(0), count: 0, text: '', texts, odd: noOdd(),
    begin: (names: Names): void => {
      clear(0)
      setEvent = eventSetter(columns, names)
      numberOf = remembered(names)
    },
    add: (one: KeptUsage, { segment, check }: TextHash): number => {
      const line = columns.count
      makeRoom(line + 1)
      columns.count += 1
      columns.segments[line] = segment
      columns.checks[line] = check
      texts.add(one.identity.text)
      setEvent(line, one)
      return line
    },
    addRated: (lane: LaneNumbers, one: RatedLine): number => {
      const line = columns.count
      makeRoom(line + 1)
      columns.count += 1
      columns.segments[line] = one.hash.segment
      columns.checks[line] = one.hash.check
      columns.event.textLength[line] = texts.addFrom(one.ids, one.row)
      setRated(columns, line, lane, one)
      columns.event.offering[line] = one.offeringId === null ? 0 : numberOf(one.offeringId) + 1
      return line
    },
    finish: (): void => {
      columns.text = texts.whole()
    },
    setMoves: (moves: readonly MoveLine[], names: Names): void => {
      clear(moves.length)
      const set = outcomeSetter(columns, names)
      for (let line = 0; line < moves.length; line++) {
        const { record, at, outcome } = moves[line] as MoveLine
        columns.move.record[line] = record
        columns.move.at[line] = at
        set(line, outcome)
      }
    },
    setBlock: (block: UsageBlock): void => {
      clear(block.count)
      for (const name of OUTCOME) widen(block.outcome[name], block.count, columns.outcome[name])
      if (block.kind === 'moves') for (const name of MOVE) widen(block.move[name], block.count, columns.move[name])
      else {
        for (const name of EVENT) widen(block.event[name], block.count, columns.event[name])
        ;[columns.text, columns.odd] = [block.text, block.odd]
        setHashes(columns, block.starts)
      }
    },
  }
  const makeRoom = (count: number): void => {
    if (count <= room) return
    room = Math.max(count, room * 2, FIRST_ROOM)
    ;[columns.event, columns.move, columns.outcome] = [widened(EVENT, columns.event, room), widened(MOVE, columns.move, room), widened(OUTCOME, columns.outcome, room)]
    const { segments, checks } = columns
    ;[columns.segments, columns.checks] = [new Uint32Array(room), new Uint32Array(room)]
    columns.segments.set(segments)
    columns.checks.set(checks)
  }
  const clear = (count: number): void => {
    texts.clear()
    ;[columns.count, columns.text, columns.odd] = [count, '', noOdd()]
    makeRoom(count)
  }
  return columns
}

const noOdd = (): UsageColumns['odd'] => ({ raws: {}, eventIds: {} })
const wide = <C extends string>(names: readonly C[], room: number): Wide<C> => Object.fromEntries(names.map((name) => [name, new Float64Array(room)])) as Wide<C>
function widened<C extends string>(names: readonly C[], before: Wide<C>, room: number): Wide<C> {
  const columns = wide(names, room)
  for (const name of names) columns[name].set(before[name])
  return columns
}

function setHashes({ text, segments, checks, count }: Pick<UsageColumns, 'text' | 'segments' | 'checks' | 'count'>, starts: Uint32Array): void {
  const hash = { segment: 0, check: 0 }
  for (let line = 0; line < count; line++) {
    hashText(text, starts[line] as number, starts[line + 1] as number, hash)
    segments[line] = hash.segment
    checks[line] = hash.check
  }
}

const formOf = ({ identity, event }: KeptUsage): number => (!event || event.eventId === null ? FORM.none : identity.kind === 'id' && identity.text === event.eventId ? FORM.own : FORM.apart)

/** Sets every column of a line: what the room held before is of other lines. */
function eventSetter(columns: Pick<UsageColumns, 'event' | 'outcome' | 'odd'>, names: Names): (line: number, one: KeptUsage) => void {
  const setOutcome = outcomeSetter(columns, names)
  const [provider, kind, localId, idKind, usageType, unit, offering, currency] = [remembered(names), remembered(names), remembered(names), remembered(names), remembered(names), remembered(names), remembered(names), remembered(names)]
  return (line, one) => {
    const { event: set, odd } = columns
    const { identity, event, outcome, receivedAt, raw } = one
    const form = formOf(one)
    set.form[line] = form
    set.identityKind[line] = kind(identity.kind)
    set.textLength[line] = identity.text.length
    set.receivedAt[line] = receivedAt
    setOutcome(line, outcome)
    if (raw !== null) odd.raws[line] = raw
    if (event && form === FORM.apart) odd.eventIds[line] = event.eventId ?? ''
    set.isRead[line] = event ? 1 : 0
    set.provider[line] = event ? provider(event.providerId) : 0
    set.localId[line] = event ? localId(event.localId) : 0
    set.idKind[line] = event ? idKind(event.idKind) : 0
    set.usageType[line] = event ? usageType(event.usageType) : 0
    set.unit[line] = event ? unit(event.unit) : 0
    set.quantity[line] = event ? event.quantity : 0
    set.startedAt[line] = event ? event.startedAt : 0
    set.lastedMs[line] = event ? event.endedAt - event.startedAt : 0
    set.offering[line] = event && event.offeringId !== null ? offering(event.offeringId) + 1 : 0
    set.valueCurrency[line] = event?.value ? currency(event.value.currency) + 1 : 0
    set.valueMicro[line] = event?.value ? event.value.amountMicro : 0
  }
}

function outcomeSetter(columns: Pick<UsageColumns, 'outcome'>, names: Names): (line: number, outcome: UsageOutcome) => void {
  const [state, reason, price, currency, period] = [remembered(names), remembered(names), remembered(names), remembered(names), remembered(names)]
  return (line, { state: name, reason: why, guide, rated, billingPeriod }) => {
    const set = columns.outcome
    set.state[line] = state(name)
    set.reason[line] = why === null ? 0 : reason(why) + 1
    set.guide[line] = guide ? names.guideNumberOf(guide) + 1 : 0
    set.period[line] = billingPeriod === null ? 0 : period(billingPeriod) + 1
    set.price[line] = rated ? price(rated.priceId) + 1 : 0
    set.currency[line] = rated ? currency(rated.currency) + 1 : 0
    set.amountMicro[line] = rated ? rated.amountMicro : 0
    set.priorQuantity[line] = rated ? rated.priorQuantity : 0
    set.owedMicro[line] = rated?.owedMicro ?? 0
    set.isOwed[line] = rated && rated.owedMicro !== null ? 1 : 0
  }
}

/** Most values of a column are the one before. */
function remembered({ numberOf }: Names): (text: string) => number {
  let last: string | null = null
  let number = 0
  return (text) => {
    if (text !== last) {
      last = text
      number = numberOf(text)
    }
    return number
  }
}
