import type { SettlementLeg, SettlementRule } from '../../domain/catalog.ts'
import type { Posting } from '../../domain/rating.ts'
import type { LegPart, LegTotals, SettledEvent, SettlementBlock } from '../../domain/settlement.ts'
import { assertExact, multiplyRounded } from '../../kernel/money.ts'
import { legTotal } from './leg-total.ts'

export type Settled = { readonly postings: readonly Posting[]; readonly parts: readonly LegPart[]; readonly block: SettlementBlock }

/**
 * Divides what the customer owes for one event among all parties: each provider by its leg, each tax to its office, the rest is margin and may
 * be a loss. Postings sum to zero exactly, whatever came before. Parts of shares and of prices per unit are differences of the period's
 * totals, so that the totals of a period do not depend on the order in which its events came. `block`: what was settled before in the
 * period (see `SettlementBlock`); the answer's is what holds after. Errors: throws on figures that are not exact integers.
 */
export function settleEvent(event: SettledEvent, rule: SettlementRule, block: SettlementBlock = new Map()): Settled {
  const taxMicro = event.taxes.reduce((sum, tax) => sum + tax.amountMicro, 0)
  const next = new Map(block)
  const parts = rule.legs.flatMap((leg, index) => {
    if (leg.priceId !== event.priceId) return []
    const key = legKey(rule, index, event)
    const before = next.get(key) ?? NOTHING
    const part = partOf(leg, event, before)
    next.set(key, part.after)
    return [part]
  })
  const owedMicro = parts.reduce((sum, part) => sum + part.amountMicro, 0)
  const { currency } = event
  const all: readonly Posting[] = [
    { party: { kind: 'customer' }, amountMicro: 0 - assertExact(event.netMicro + taxMicro), currency },
    ...parts.map((part): Posting => ({ party: { kind: 'provider', providerId: part.providerId }, amountMicro: part.amountMicro, currency })),
    ...event.taxes.map((tax): Posting => ({ party: { kind: 'tax', name: tax.name }, amountMicro: tax.amountMicro, currency })),
    { party: { kind: 'margin' }, amountMicro: assertExact(event.netMicro - owedMicro), currency },
  ]
  return { postings: all.filter((posting) => posting.amountMicro !== 0), parts, block: next }
}

/** A block without an event that was settled in it, as `postings` say. What a provider had of it is taken from the first of its legs. */
export function blockWithout(event: SettledEvent, rule: SettlementRule, block: SettlementBlock, postings: readonly Posting[]): SettlementBlock {
  const next = new Map(block)
  const paid = new Map(postings.flatMap(({ party, amountMicro }) => (party.kind === 'provider' ? [[party.providerId, amountMicro] as const] : [])))
  rule.legs.forEach((leg, index) => {
    const before = leg.priceId === event.priceId ? next.get(legKey(rule, index, event)) : undefined
    if (!before) return
    const paidMicro = paid.get(leg.providerId) ?? 0
    paid.delete(leg.providerId)
    const units = leg.kind === 'wholesale' || event.isDiscount ? 0 : (event.units ?? 0)
    next.set(legKey(rule, index, event), { netMicro: assertExact(before.netMicro - event.netMicro), units: assertExact(before.units - units), paidMicro: assertExact(before.paidMicro - paidMicro) })
  })
  return next
}

/** The keys under which the block of an event's legs is kept. */
export const legKeys = (rule: SettlementRule, event: SettledEvent): readonly string[] =>
  rule.legs.flatMap((leg, index) => (leg.priceId === event.priceId ? [legKey(rule, index, event)] : []))

const NOTHING: LegTotals = { netMicro: 0, units: 0, paidMicro: 0 }

/** A block of one leg of one rule and one currency; the period is whose block it is. A version of a rule counts for itself. */
const legKey = (rule: SettlementRule, index: number, event: SettledEvent): string => `${rule.id}|${rule.version}|${index}|${event.currency}`

function partOf(leg: SettlementLeg, event: SettledEvent, before: LegTotals): LegPart {
  if (leg.kind === 'wholesale') {
    const amountMicro = event.isDiscount ? 0 : wholesaleMicro(leg.amountMicro, event)
    return { leg, providerId: leg.providerId, amountMicro, before, after: { ...before, netMicro: before.netMicro + event.netMicro, paidMicro: before.paidMicro + amountMicro } }
  }
  const totals = { netMicro: assertExact(before.netMicro + event.netMicro), units: assertExact(before.units + (event.isDiscount ? 0 : (event.units ?? 0))) }
  const paidMicro = legTotal(leg, totals, event.rounding)
  return { leg, providerId: leg.providerId, amountMicro: paidMicro - before.paidMicro, before, after: { ...totals, paidMicro } }
}

/** A wholesale price by the month or once: prorated and rounded as the customer's own is. */
const wholesaleMicro = (amountMicro: number, { share, rounding }: SettledEvent): number =>
  multiplyRounded(amountMicro, share?.days ?? 1, (share?.ofDays ?? 1) * rounding.placeMicro, rounding.mode) * rounding.placeMicro
