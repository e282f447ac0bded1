import type { LocalDate } from '../../domain/rating.ts'
import { expandBundles } from '../offers/expand-bundles.ts'
import { addMonths, nextCycleStart } from '../rating/local-date.ts'
import type { BilledActivation } from './due-lines.ts'
import { billedFrom } from './due-lines.ts'

export type Obligation = { readonly key: string; readonly orderId: string; readonly customerId: string; readonly dueOn: LocalDate }
export type BilledObligation = { readonly obligation: string; readonly lineId: string; readonly billId: string }
export type Completeness = {
  readonly due: number
  readonly billedOnce: number
  /** Owed and on no bill, with the reason where there is one. */
  readonly missing: readonly (Obligation & { readonly why: string })[]
  readonly doubled: readonly { readonly key: string; readonly billIds: readonly string[] }[]
  /** On a bill and owed by nothing known. */
  readonly unfounded: readonly BilledObligation[]
}

/**
 * What an order owes by `upTo`, counted from the catalog and the calendar alone: nothing here has seen the engine that bills. Every
 * recurring price in each cycle that has begun, every one-time price once, a bundle's discount in each cycle.
 */
export function obligationsOf(activation: BilledActivation, customerId: string, upTo: LocalDate): readonly Obligation[] {
  const { orderId, catalog } = activation
  // What was sold is owed for its first cycle, however soon it ended.
  const starts = cycleStarts(billedFrom(activation), activation.billCycleDay, upTo).filter((start, nth) => nth === 0 || activation.endedOn === null || start < activation.endedOn)
  const [first] = starts
  if (first === undefined) return []
  const ids = new Set(expandBundles(catalog, activation.offeringIds, 0))
  const owe = (what: string, when: string, dueOn: LocalDate): Obligation => ({ key: `${orderId}|${what}|${when}`, orderId, customerId, dueOn })
  return catalog.offerings.filter(({ id }) => ids.has(id)).flatMap((offering) => [
    ...offering.prices.flatMap((price) => {
      const what = `${offering.id}/${price.id}`
      if (price.ratingGuideline.kind === 'oneTime') return [owe(what, 'once', first)]
      return price.ratingGuideline.kind === 'recurring' ? starts.map((start) => owe(what, start, start)) : []
    }),
    ...(offering.bundleDiscountMicro > 0 ? starts.map((start) => owe(`${offering.id}/discount`, start, start)) : []),
  ])
}

function cycleStarts(from: LocalDate, billCycleDay: number, upTo: LocalDate): readonly LocalDate[] {
  const starts: LocalDate[] = []
  for (let start = from; start <= upTo; start = starts.length === 1 ? nextCycleStart(from, billCycleDay) : addMonths(start, 1)) starts.push(start)
  return starts
}

/** Lays what is owed beside what was billed. `why`: what is known about an obligation that is on no bill. */
export function proveCompleteness(due: readonly Obligation[], billed: readonly BilledObligation[], why: (missing: Obligation) => string): Completeness {
  const owed = new Map(due.map((one) => [one.key, one]))
  const bills = new Map<string, Set<string>>()
  const lines = new Map<string, number>()
  for (const one of billed) {
    bills.set(one.obligation, (bills.get(one.obligation) ?? new Set()).add(one.billId))
    lines.set(one.lineId, (lines.get(one.lineId) ?? 0) + 1)
  }
  const twice = new Set(billed.filter((one) => (lines.get(one.lineId) ?? 0) > 1).map((one) => one.obligation))
  const doubled = [...bills].filter(([key, ids]) => ids.size > 1 || twice.has(key)).map(([key, ids]) => ({ key, billIds: [...ids] }))
  return {
    due: due.length,
    billedOnce: due.filter(({ key }) => bills.get(key)?.size === 1 && !twice.has(key)).length,
    missing: due.filter(({ key }) => !bills.has(key)).map((one) => ({ ...one, why: why(one) })),
    doubled,
    unfounded: billed.filter(({ obligation }) => !owed.has(obligation) && !obligation.startsWith('usage|') && !obligation.startsWith('credit|')),
  }
}
