import { z } from 'zod'
import type { UsageEvent, UsageIdentity, UsageOutcome } from '../../../../shared/domain/usage.ts'
import type { KeptUsage } from '../../../central/usage/ports.ts'
import { IDENTITY_KINDS, USAGE_REASONS, USAGE_STATES, USAGE_TYPES } from '../../../../shared/domain/usage.ts'
import { hashText } from '../../../../shared/kernel/text-hash.ts'
import type { Names } from './names.ts'
import { eventBlock, moveBlock } from './usage-block.ts'
import type { UsageBlock } from './block-shape.ts'
import type { UsageColumns } from './usage-columns.ts'

const zOutcome: z.ZodType<UsageOutcome, unknown> = z.object({
  state: z.enum(USAGE_STATES), reason: z.enum(USAGE_REASONS).nullable(),
  guide: z.object({ customerId: z.string(), billingServiceId: z.string(), offeringId: z.string(), offeringVersion: z.int() }).nullable(),
  rated: z.object({ priceId: z.string(), amountMicro: z.int(), currency: z.literal('USD'), priorQuantity: z.int(), owedMicro: z.null().default(null) }).nullable(),
  billingPeriod: z.string().nullable(),
})
const zEvent: z.ZodType<UsageEvent> = z.object({
  providerId: z.string(), eventId: z.string().nullable(), localId: z.string(), idKind: z.enum(['localCustomer', 'userIdentifier']), usageType: z.enum(USAGE_TYPES), unit: z.enum(['byte', 'second', 'each']),
  quantity: z.int().min(0), startedAt: z.int(), endedAt: z.int(), value: z.object({ amountMicro: z.int(), currency: z.literal('USD') }).nullable(), offeringId: z.string().nullable(),
})

/** A line of a block: an event as it came with what became of it, or what became of one later. */
const zUsageLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), identity: z.string(), event: zEvent.nullable(), raw: z.string().nullable(), outcome: zOutcome, at: z.int() }),
  z.object({ kind: z.literal('move'), record: z.int().min(0), outcome: zOutcome, at: z.int() }),
])
/**
 * A block that version 1 wrote: events or moves, as lines of JSON. Its names were not written and need not be: every opening meets them in the same
 * order. Errors: throws on a line that no version of us wrote; a sealed block is not damaged by chance.
 */
export function blockOfLines(bytes: Buffer, columns: UsageColumns, names: Names): UsageBlock {
  const lines = bytes.toString('utf8').split('\n').map((line) => zUsageLine.parse(JSON.parse(line)))
  const events = lines.filter((line) => line.kind === 'event')
  const moves = lines.filter((line) => line.kind === 'move')
  if (events.length > 0 && moves.length > 0) throw new Error('a usage block has events and moves')
  if (moves.length > 0) columns.setMoves(moves, names)
  else setEvents(columns, names, events.map(({ identity, at, ...rest }) => ({ ...rest, identity: identityOf(identity), receivedAt: at })))
  return moves.length > 0 ? moveBlock(columns) : eventBlock(columns)
}

function setEvents(columns: UsageColumns, names: Names, events: readonly KeptUsage[]): void {
  columns.begin(names)
  const hash = { segment: 0, check: 0 }
  for (const one of events) {
    hashText(one.identity.text, 0, one.identity.text.length, hash)
    columns.add(one, hash)
  }
  columns.finish()
}

/** "id:e-1". */
const identityOf = (text: string): UsageIdentity => ({ kind: z.enum(IDENTITY_KINDS).parse(text.slice(0, text.indexOf(':'))), text: text.slice(text.indexOf(':') + 1) })
