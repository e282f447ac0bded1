import { z } from 'zod'
import type { BaseUnit, UsageEvent, UsageIdentity, UsageOutcome, UsageReason, UsageState, UsageType } from '../../../../shared/domain/usage.ts'
import { EVENT, FORM, LATER_OUTCOME, MOVE, OUTCOME } from './block-shape.ts'
import type { EventBlock, MoveBlock, Odd, OutcomeColumns, UsageBlock } from './block-shape.ts'
import type { AddedNames, Names } from './names.ts'
import { isPacked, narrowed, packColumns, unpackColumns, valueAt } from './pack-columns.ts'
import type { Column, Packed } from './pack-columns.ts'
import type { UsageColumns } from './usage-columns.ts'

type More = { readonly kind: UsageBlock['kind']; readonly names: AddedNames; readonly odd: Odd }

export function eventBlock({ event, outcome, text, odd, count }: UsageColumns): EventBlock {
  const columns = taken(EVENT, Object.fromEntries(EVENT.map((name) => [name, narrowed(event[name], count)])))
  return { kind: 'events', count, event: columns, outcome: outcomeColumns(outcome, count), text, starts: startsOf(columns.textLength, count), odd }
}

/** Looks at one line of columns that are not finished, as at a block of one. The same block each time: nobody keeps it. */
export function createLineView(): (columns: UsageColumns, line: number) => EventBlock {
  const [ofEvent, ofOutcome] = [columnsOfOne(EVENT), columnsOfOne(OUTCOME)]
  return ({ event, outcome, texts, odd }, line) => {
    for (const name of EVENT) ofEvent[name].base = event[name][line] as number
    for (const name of OUTCOME) ofOutcome[name].base = outcome[name][line] as number
    const [text, eventId] = [texts.at(line), odd.eventIds[line]]
    const eventIds: Readonly<Record<string, string>> = eventId === undefined ? {} : { 0: eventId }
    return { kind: 'events', count: 1, event: ofEvent, outcome: ofOutcome, text, starts: Uint32Array.of(0, text.length), odd: { raws: {}, eventIds } }
  }
}
const columnsOfOne = <C extends string>(names: readonly C[]) => Object.fromEntries(names.map((name) => [name, { base: 0, values: null }])) as Record<C, { base: number; readonly values: null }>

export const moveBlock = ({ move, outcome, count }: UsageColumns): MoveBlock =>
  ({ kind: 'moves', count, move: taken(MOVE, Object.fromEntries(MOVE.map((name) => [name, narrowed(move[name], count)]))), outcome: outcomeColumns(outcome, count) })

const outcomeColumns = (outcome: UsageColumns['outcome'], count: number): OutcomeColumns => taken(OUTCOME, Object.fromEntries(OUTCOME.map((name) => [name, narrowed(outcome[name], count)])))

export function writeUsageBlock(block: UsageBlock, names: AddedNames): Buffer {
  const columns = block.kind === 'events' ? { ...block.event, ...block.outcome } : { ...block.move, ...block.outcome }
  const more: More = { kind: block.kind, names, odd: block.kind === 'events' ? block.odd : { raws: {}, eventIds: {} } }
  return packColumns({ count: block.count, columns, text: block.kind === 'events' ? block.text : '', more })
}

/** `learns`: the names of a block that is read for the first time; null: they are known. Null for a block of an earlier version. */
export function readUsageBlock(bytes: Buffer, learns: Names | null): UsageBlock | null {
  if (!isPacked(bytes)) return null
  const { count, columns, text, more }: Packed<More> = unpackColumns(bytes, (value) => zMore.parse(value))
  learns?.learn(more.names)
  const outcome = taken(OUTCOME, { ...NOT_WRITTEN, ...columns })
  if (more.kind === 'moves') return { kind: 'moves', count, move: taken(MOVE, columns), outcome }
  const event = taken(EVENT, columns)
  return { kind: 'events', count, event, outcome, text, starts: startsOf(event.textLength, count), odd: more.odd }
}

const NOT_WRITTEN = Object.fromEntries(LATER_OUTCOME.map((name): readonly [string, Column] => [name, { base: 0, values: null }]))

const zMore: z.ZodType<More> = z.object({
  kind: z.enum(['events', 'moves']), odd: z.object({ raws: z.record(z.string(), z.string()), eventIds: z.record(z.string(), z.string()) }),
  names: z.object({ texts: z.array(z.string()), guides: z.array(z.object({ customerId: z.string(), billingServiceId: z.string(), offeringId: z.string(), offeringVersion: z.int() })) }),
})

const textAt = ({ text, starts }: EventBlock, line: number): string => text.slice(starts[line], starts[line + 1])

export const identityAt = (block: EventBlock, line: number, names: Names): UsageIdentity => ({ kind: names.text(valueAt(block.event.identityKind, line)) as UsageIdentity['kind'], text: textAt(block, line) })

export function eventAt(block: EventBlock, line: number, names: Names): UsageEvent | null {
  const { event: columns, odd } = block
  if (valueAt(columns.isRead, line) === 0) return null
  const form = valueAt(columns.form, line)
  const named = (column: Column): string => names.text(valueAt(column, line))
  const startedAt = valueAt(columns.startedAt, line)
  const currency = optional(columns.valueCurrency, line, names)
  return {
    // Sealed by ourselves: what was written was one of these.
    providerId: named(columns.provider), eventId: form === FORM.own ? textAt(block, line) : form === FORM.apart ? (odd.eventIds[line] ?? null) : null,
    localId: named(columns.localId), idKind: named(columns.idKind) as UsageEvent['idKind'], usageType: named(columns.usageType) as UsageType, unit: named(columns.unit) as BaseUnit,
    quantity: valueAt(columns.quantity, line), startedAt, endedAt: startedAt + valueAt(columns.lastedMs, line),
    value: currency === null ? null : { amountMicro: valueAt(columns.valueMicro, line), currency: currency as 'USD' }, offeringId: optional(columns.offering, line, names),
  }
}

export function outcomeAt({ outcome }: UsageBlock, line: number, names: Names): UsageOutcome {
  const guide = valueAt(outcome.guide, line)
  const priceId = optional(outcome.price, line, names)
  return {
    state: names.text(valueAt(outcome.state, line)) as UsageState, reason: optional(outcome.reason, line, names) as UsageReason | null, guide: guide === 0 ? null : names.guide(guide - 1),
    rated: priceId === null ? null : { priceId, amountMicro: valueAt(outcome.amountMicro, line), currency: (optional(outcome.currency, line, names) ?? 'USD') as 'USD', priorQuantity: valueAt(outcome.priorQuantity, line), owedMicro: valueAt(outcome.isOwed, line) === 0 ? null : valueAt(outcome.owedMicro, line) },
    billingPeriod: optional(outcome.period, line, names),
  }
}

const optional = (column: Column, line: number, names: Names): string | null => (valueAt(column, line) === 0 ? null : names.text(valueAt(column, line) - 1))

function startsOf(lengths: Column, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1)
  for (let at = 0; at < count; at++) starts[at + 1] = (starts[at] as number) + valueAt(lengths, at)
  return starts
}

function taken<C extends string>(names: readonly C[], columns: Readonly<Record<string, Column>>): Record<C, Column> {
  const missing = names.find((name) => columns[name] === undefined)
  if (missing !== undefined) throw new Error(`a usage block has no column ${missing}`)
  return columns as Record<C, Column>
}
