import type { RatedLane, RatedLine } from '../../../central/usage/ports.ts'
import { FORM } from './block-shape.ts'
import type { EVENT, OUTCOME } from './block-shape.ts'
import type { Names } from './names.ts'

type Wide<C extends string> = { readonly [K in C]: Float64Array }
/** What a lane's events have in common, as it stands in the columns. */
export type LaneNumbers = { readonly [C in 'identityKind' | 'provider' | 'localId' | 'idKind' | 'usageType' | 'unit' | 'state' | 'guide' | 'price' | 'currency' | 'period']: number }

/** Every column but the text's length and the offering, as `eventSetter` would of the same event. */
export function setRated({ event: set, outcome }: { readonly event: Wide<(typeof EVENT)[number]>; readonly outcome: Wide<(typeof OUTCOME)[number]> }, line: number, lane: LaneNumbers, one: RatedLine): void {
  set.form[line] = FORM.own
  set.identityKind[line] = lane.identityKind
  set.receivedAt[line] = one.receivedAt
  set.isRead[line] = 1
  set.provider[line] = lane.provider
  set.localId[line] = lane.localId
  set.idKind[line] = lane.idKind
  set.usageType[line] = lane.usageType
  set.unit[line] = lane.unit
  set.quantity[line] = one.quantity
  set.startedAt[line] = one.startedAt
  set.lastedMs[line] = one.endedAt - one.startedAt
  set.valueCurrency[line] = 0
  set.valueMicro[line] = 0
  outcome.state[line] = lane.state
  outcome.reason[line] = 0
  outcome.guide[line] = lane.guide
  outcome.period[line] = lane.period
  outcome.price[line] = lane.price
  outcome.currency[line] = lane.currency
  outcome.amountMicro[line] = one.amountMicro
  outcome.priorQuantity[line] = one.priorQuantity
  outcome.owedMicro[line] = one.owedMicro
  outcome.isOwed[line] = 1
}

/** A lane as its events are written. */
export function laneNumbers({ event, guide, billingPeriod, priceId, currency }: RatedLane, { numberOf, guideNumberOf }: Names): LaneNumbers {
  return {
    identityKind: numberOf('id'), provider: numberOf(event.providerId), localId: numberOf(event.localId), idKind: numberOf(event.idKind), usageType: numberOf(event.usageType), unit: numberOf(event.unit),
    state: numberOf('rated'), guide: guideNumberOf(guide) + 1, price: numberOf(priceId) + 1, currency: numberOf(currency) + 1, period: numberOf(billingPeriod) + 1,
  }
}
