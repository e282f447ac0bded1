import { z } from 'zod'
import type { UsageEvent, UsageOutcome } from '../../../../shared/domain/usage.ts'
import { USAGE_REASONS, USAGE_STATES, USAGE_TYPES } from '../../../../shared/domain/usage.ts'

const zOutcome: z.ZodType<UsageOutcome> = z.object({
  state: z.enum(USAGE_STATES), reason: z.enum(USAGE_REASONS).nullable(),
  guide: z.object({ customerId: z.string(), billingServiceId: z.string(), offeringId: z.string(), offeringVersion: z.int() }).nullable(),
  rated: z.object({ priceId: z.string(), amountMicro: z.int(), currency: z.literal('USD'), priorQuantity: z.int() }).nullable(),
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
export type UsageLine = z.infer<typeof zUsageLine>

/** The lines of a block. Errors: throws on a line that no version of us wrote; a sealed block is not damaged by chance. */
export const readUsageLines = (block: Buffer): readonly UsageLine[] => block.toString('utf8').split('\n').map((line) => zUsageLine.parse(JSON.parse(line)))
export const writeUsageLines = (lines: readonly UsageLine[]): Buffer => Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))
