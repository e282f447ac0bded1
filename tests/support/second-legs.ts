import type { SettlementLeg } from '../../shared/domain/catalog.ts'
import type { Charge } from '../../shared/domain/rating.ts'
import { fraction, recompute, roundTo } from './second-evaluator.ts'

/** Who should receive what of a charge, from the rule's legs and the charge's derivation alone. Party as text; zero amounts left out. */
export function recomputeLegs(charge: Charge, legs: readonly SettlementLeg[]): ReadonlyMap<string, bigint> {
  const { amountMicro, taxMicro } = recompute(charge)
  const parties = new Map<string, bigint>()
  const add = (party: string, amount: bigint): void => void parties.set(party, (parties.get(party) ?? 0n) + amount)
  const rounding = charge.derivation.find((step) => step.kind === 'rounding')
  const part = charge.derivation.find((step) => step.kind === 'proration') ?? { days: 1, ofDays: 1 }
  add('customer', -amountMicro - taxMicro)
  for (const step of charge.derivation) if (step.kind === 'tax') add(`tax ${step.name}`, BigInt(step.amountMicro))
  let rest = amountMicro
  for (const leg of legs.filter((candidate) => candidate.priceId === charge.priceId)) {
    if (leg.kind === 'wholesale' && charge.kind === 'discount') continue
    // Graduated shares and prices per unit are running totals of a period: tests/property/engines/settlement.test.ts has their own.
    if (leg.kind === 'graduatedShare' || leg.kind === 'wholesaleUnit') continue
    const due = leg.kind === 'share'
      ? roundTo(fraction(amountMicro * BigInt(leg.partsPerMillion), 1_000_000n), 1n, 'half-even')
      : roundTo(fraction(BigInt(leg.amountMicro) * BigInt(part.days), BigInt(part.ofDays)), BigInt(rounding?.placeMicro ?? 1), rounding?.mode ?? 'down')
    add(`provider ${leg.providerId}`, due)
    rest -= due
  }
  add('margin', rest)
  return new Map([...parties].filter(([, amount]) => amount !== 0n))
}

/** A charge's own postings in the same form. */
export function postedLegs(charge: Charge): ReadonlyMap<string, bigint> {
  const parties = new Map<string, bigint>()
  for (const { party, amountMicro } of charge.postings) {
    const name = party.kind === 'provider' ? `provider ${party.providerId}` : party.kind === 'tax' ? `tax ${party.name}` : party.kind
    parties.set(name, (parties.get(name) ?? 0n) + BigInt(amountMicro))
  }
  return new Map([...parties].filter(([, amount]) => amount !== 0n))
}
