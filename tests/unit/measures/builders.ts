import type { CallMeasure, CallSitting, OrderFacts, StepMeasure, Strokes } from '../../../shared/domain/call-record.ts'
import { callOf } from '../../../shared/engines/measures/one-call.ts'

export const NO_STROKES: Strokes = { dataKeys: 0, commandKeys: 0, modifiers: 0, clicks: 0, pastes: 0, handMoves: 0, mentalActs: 0 }
export const aStep = (over: Partial<StepMeasure>): StepMeasure => ({ ...NO_STROKES, step: 'address', ms: 0, ...over })
export const id = (n: number): string => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`
export const aSitting = (over: Partial<CallSitting> = {}): CallSitting =>
  ({ callId: id(1), sittingId: id(900), sequence: 1, startedAt: 1_000, outcome: 'open', orderId: null, submittedAt: null, steps: [], waits: [], ...over })
export const facts = (over: Partial<OrderFacts> = {}): OrderFacts =>
  ({ orderId: id(50), state: 'completed', code: null, providerCode: null, providerId: null, undoneSteps: 0, stuckCode: null, heldTimes: 0, waits: [], ...over })
export const aCall = (over: Partial<CallSitting> = {}, order: OrderFacts | null = null): CallMeasure => callOf({ rep: { repId: 'rep-1', repName: 'Rep' }, sittings: [aSitting(over)], order })
