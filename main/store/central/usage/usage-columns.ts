import type { UsageOutcome } from '../../../../shared/domain/usage.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { KeptUsage } from '../../../central/usage/ports.ts'
import type { Names } from './names.ts'
import { widen } from './pack-columns.ts'
import { EVENT, FORM, MOVE, OUTCOME } from './block-shape.ts'
import type { Odd, UsageBlock } from './block-shape.ts'

export type MoveLine = { readonly record: number; readonly outcome: UsageOutcome; readonly at: Instant }
type Wide<C extends string> = { readonly [K in C]: Float64Array }

/** The lines that are worked on, as wide columns; until the next are. One pair of hands: room is made once and used for every block. */
export type UsageColumns = {
  readonly event: Wide<(typeof EVENT)[number]>
  readonly move: Wide<(typeof MOVE)[number]>
  readonly outcome: Wide<(typeof OUTCOME)[number]>
  readonly count: number
  /** Of all events, one after another. */
  readonly text: string
  readonly odd: Odd
  readonly setEvents: (events: readonly KeptUsage[], names: Names) => void
  readonly setMoves: (moves: readonly MoveLine[], names: Names) => void
  readonly setBlock: (block: UsageBlock) => void
}

export function createUsageColumns(): UsageColumns {
  let room = 0
  const columns = { event: wide(EVENT, 0), move: wide(MOVE, 0), outcome: wide(OUTCOME, 0), count: 0, text: '', odd: { raws: {}, eventIds: {} } as Odd }
  const clear = (count: number): void => {
    if (count > room) {
      room = count
      ;[columns.event, columns.move, columns.outcome] = [wide(EVENT, room), wide(MOVE, room), wide(OUTCOME, room)]
    } else for (const column of [columns.event, columns.move, columns.outcome].flatMap((group) => Object.values(group))) column.fill(0, 0, count)
    ;[columns.count, columns.text, columns.odd] = [count, '', { raws: {}, eventIds: {} }]
  }
  return Object.assign(columns, {
    setEvents: (events: readonly KeptUsage[], names: Names): void => {
      clear(events.length)
      const set = eventSetter(columns.event, columns.outcome, names)
      const texts: string[] = []
      for (let line = 0; line < events.length; line++) texts.push(set(line, events[line] as KeptUsage))
      columns.text = texts.join('')
      columns.odd = oddOf(events)
    },
    setMoves: (moves: readonly MoveLine[], names: Names): void => {
      clear(moves.length)
      const set = outcomeSetter(columns.outcome, names)
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
      }
    },
  })
}

const wide = <C extends string>(names: readonly C[], room: number): Wide<C> => Object.fromEntries(names.map((name) => [name, new Float64Array(room)])) as Wide<C>

const formOf = ({ identity, event }: KeptUsage): number => (!event || event.eventId === null ? FORM.none : identity.kind === 'id' && identity.text === event.eventId ? FORM.own : FORM.apart)

function oddOf(events: readonly KeptUsage[]): Odd {
  const odd = { raws: {} as Record<string, string>, eventIds: {} as Record<string, string> }
  for (let line = 0; line < events.length; line++) {
    const one = events[line] as KeptUsage
    if (one.raw !== null) odd.raws[line] = one.raw
    if (one.event && formOf(one) === FORM.apart) odd.eventIds[line] = one.event.eventId ?? ''
  }
  return odd
}

/** Answers the text of a line. */
function eventSetter(columns: UsageColumns['event'], outcomes: UsageColumns['outcome'], names: Names): (line: number, one: KeptUsage) => string {
  const setOutcome = outcomeSetter(outcomes, names)
  const [provider, kind, localId, idKind, usageType, unit] = [remembered(names), remembered(names), remembered(names), remembered(names), remembered(names), remembered(names)]
  return (line, one) => {
    const { identity, event, outcome, receivedAt } = one
    columns.form[line] = formOf(one)
    columns.identityKind[line] = kind(identity.kind)
    columns.textLength[line] = identity.text.length
    columns.receivedAt[line] = receivedAt
    setOutcome(line, outcome)
    if (!event) return identity.text
    columns.isRead[line] = 1
    columns.provider[line] = provider(event.providerId)
    columns.localId[line] = localId(event.localId)
    columns.idKind[line] = idKind(event.idKind)
    columns.usageType[line] = usageType(event.usageType)
    columns.unit[line] = unit(event.unit)
    columns.quantity[line] = event.quantity
    columns.startedAt[line] = event.startedAt
    columns.lastedMs[line] = event.endedAt - event.startedAt
    if (event.offeringId !== null) columns.offering[line] = names.numberOf(event.offeringId) + 1
    if (event.value) {
      columns.valueCurrency[line] = names.numberOf(event.value.currency) + 1
      columns.valueMicro[line] = event.value.amountMicro
    }
    return identity.text
  }
}

function outcomeSetter(columns: UsageColumns['outcome'], names: Names): (line: number, outcome: UsageOutcome) => void {
  const [state, reason, price, currency, period] = [remembered(names), remembered(names), remembered(names), remembered(names), remembered(names)]
  return (line, { state: name, reason: why, guide, rated, billingPeriod }) => {
    columns.state[line] = state(name)
    if (why !== null) columns.reason[line] = reason(why) + 1
    if (guide) columns.guide[line] = names.guideNumberOf(guide) + 1
    if (billingPeriod !== null) columns.period[line] = period(billingPeriod) + 1
    if (!rated) return
    columns.price[line] = price(rated.priceId) + 1
    columns.currency[line] = currency(rated.currency) + 1
    columns.amountMicro[line] = rated.amountMicro
    columns.priorQuantity[line] = rated.priorQuantity
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
