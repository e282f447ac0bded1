import type { RoundingRule } from '../../domain/catalog.ts'
import type { Charge } from '../../domain/rating.ts'
import type { SettledEvent } from '../../domain/settlement.ts'

const CENT: RoundingRule = { mode: 'half-even', placeMicro: 10_000 }

/** A rated charge as an event to settle: taxes, the part of a month and the rounding are those of its derivation. `units`: of usage. */
export function eventOfCharge(charge: Charge, units: number | null = null): SettledEvent {
  const steps = charge.derivation
  const proration = steps.find((step) => step.kind === 'proration')
  const rounding = steps.find((step) => step.kind === 'rounding')
  return {
    id: charge.id, priceId: charge.priceId, netMicro: charge.amountMicro, currency: charge.currency, units, isDiscount: charge.kind === 'discount',
    taxes: steps.flatMap((step) => (step.kind === 'tax' ? [{ name: step.name, amountMicro: step.amountMicro }] : [])),
    share: proration?.kind === 'proration' ? { days: proration.days, ofDays: proration.ofDays } : null,
    rounding: rounding?.kind === 'rounding' ? { mode: rounding.mode, placeMicro: rounding.placeMicro } : CENT,
  }
}
