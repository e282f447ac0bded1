import { z } from 'zod'
import type { CallMeasure, CallSums, Fallout, TypicalCall, WaitMeasure } from '../../domain/call-record.ts'
import { CALL_OUTCOMES, CALL_STEPS } from '../../domain/call-record.ts'
import { entry } from './entry.ts'
import { produced, zText } from './schemas.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const
const DAY_MS = 86_400_000
const zCount = z.int().min(0).max(100_000)
const zMs = z.int().min(0).max(DAY_MS)
const zInstant = z.int().min(0).max(8_640_000_000_000_000)

/** Only names from a list, counts, durations and ids: there is no field into which something typed could be put. */
const zStepMeasure = z.strictObject({
  step: z.enum(CALL_STEPS), ms: zMs, dataKeys: zCount, commandKeys: zCount, modifiers: zCount, clicks: zCount, pastes: zCount, handMoves: zCount, mentalActs: zCount,
})
/** `name`: a row of this contract or a provider of this desk; the use case refuses any other. */
const zWaitMeasure = z.strictObject({ kind: z.enum(['useCase', 'provider']), name: zText(40).regex(/^[A-Za-z][A-Za-z0-9.-]*$/), count: zCount, totalMs: zMs, longestMs: zMs })

export const zCallSitting = z.strictObject({
  callId: z.uuid(), sittingId: z.uuid(), sequence: z.int().min(1).max(1_000_000), startedAt: zInstant, outcome: z.enum(CALL_OUTCOMES),
  orderId: z.uuid().nullable(), submittedAt: zInstant.nullable(), steps: z.array(zStepMeasure).max(CALL_STEPS.length), waits: z.array(zWaitMeasure).max(40),
})

/** What calls cost, measured by the product itself. */
export const CALLS_CONTRACT = {
  /** A sitting of a call so far. The same or an older sequence changes nothing. */
  'calls.record': entry({ type: 'command', roles: CALL, offline: 'local', errors: ['order-unknown'], input: zCallSitting, output: z.object({ sequence: z.int() }) }),
  'calls.mine': entry({ type: 'query', roles: CALL, offline: 'local', errors: [], input: z.object({ limit: z.int().min(1).max(50).default(10), callId: z.uuid().optional() }),
    output: z.object({ today: produced<CallSums>(), recent: z.array(produced<CallMeasure>()) }) }),
  /** What is usual: for timers on the call bar and for comparison. */
  'calls.typical': entry({ type: 'query', roles: CALL, offline: 'local', errors: [], input: z.object({ last: z.int().min(20).max(1_000).default(200) }), output: produced<TypicalCall>() }),
  /** `desks`: how many are in the sums; null where central could not be asked and they are of this desk alone. */
  'calls.summary': entry({ type: 'query', roles: ['supervisor', 'administrator'], offline: 'local', errors: [], input: z.object({ days: z.union([z.literal(1), z.literal(7), z.literal(30)]) }),
    output: z.object({
      since: z.number(), desks: z.int().nullable(), sum: produced<CallSums>(), reps: z.array(z.object({ repId: z.string(), repName: z.string(), sums: produced<CallSums>() })),
      waits: z.array(produced<WaitMeasure>()), fallout: z.array(produced<Fallout & { readonly count: number }>()),
    }) }),
} as const
