import type { DerivationStep, Explanation } from '../../domain/rating.ts'
import { countedUnits, priceOfCall } from './post-calls.ts'
import { priceOfValue } from './post-percentage.ts'

type Step<K extends DerivationStep['kind']> = Extract<DerivationStep, { kind: K }>
/** More are told as one: nobody listens to a list. */
const MOST_TOLD = 5

/** What each event was worth and costs, equal ones together, then what was billed of it before. */
export function explainValues({ kind, events, billedMicro, mode, placeMicro, ...terms }: Step<'values'>): readonly Explanation[] {
  const say = (code: string, details: Explanation['details']): Explanation => ({ step: kind, code, details })
  const priced = events.map(({ valueMicro, count }) => ({ valueMicro, count, eachMicro: priceOfValue(terms, valueMicro, { mode, placeMicro }) }))
  const limits = { hasLeast: terms.eventMinimumMicro !== null ? 'true' : 'false', leastMicro: terms.eventMinimumMicro, hasMost: terms.eventMaximumMicro !== null ? 'true' : 'false', mostMicro: terms.eventMaximumMicro }
  const together = { count: priced.reduce((sum, { count }) => sum + count, 0), valueMicro: priced.reduce((sum, { valueMicro, count }) => sum + valueMicro * count, 0), dueMicro: priced.reduce((sum, { eachMicro, count }) => sum + eachMicro * count, 0) }
  return [
    say('values', { percent: String(terms.partsPerMillion / 10_000), fixedMicro: terms.fixedMicro, hasFixed: terms.fixedMicro > 0 ? 'true' : 'false', ...limits }),
    ...(priced.length > MOST_TOLD ? [say('valuesTogether', together)] : priced.map((one) => say('valuesEach', one))),
    ...(billedMicro === 0 ? [] : [say('minimumBefore', { billedMicro })]),
  ]
}
/** How calls are counted and what each length costs, then what was billed of it before. */
export function explainCalls({ kind, calls, billedMicro, mode, placeMicro, ...terms }: Step<'calls'>): readonly Explanation[] {
  const say = (code: string, details: Explanation['details']): Explanation => ({ step: kind, code, details })
  const priced = calls.map(({ quantity, count }) => ({ quantity, count, counted: countedUnits(terms, quantity), eachMicro: priceOfCall(terms, quantity, { mode, placeMicro }) }))
  const total = (of: (call: (typeof priced)[number]) => number): number => priced.reduce((sum, call) => sum + call.count * of(call), 0)
  return [
    say('calls', { unit: terms.unit, unitMicro: terms.unitMicro, firstUnits: terms.firstUnits, nextUnits: terms.nextUnits, hasConnect: terms.connectMicro > 0 ? 'true' : 'false', connectMicro: terms.connectMicro }),
    ...(priced.length > MOST_TOLD ? [say('callsTogether', { count: total(() => 1), quantity: total((call) => call.quantity), counted: total((call) => call.counted), dueMicro: total((call) => call.eachMicro) })] : priced.map((one) => say('callsEach', one))),
    ...(billedMicro === 0 ? [] : [say('minimumBefore', { billedMicro })]),
  ]
}
