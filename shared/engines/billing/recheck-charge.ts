import type { Charge, DerivationStep } from '../../domain/rating.ts'
import { multiplyRounded } from '../../kernel/money.ts'

const KNOWN: readonly DerivationStep['kind'][] = ['price', 'introductory', 'proration', 'usage', 'discount', 'rounding', 'tax']

/** The steps this program can read, and how many it cannot: a central that is newer may know more. */
export function readableSteps(charge: Charge): { readonly steps: readonly DerivationStep[]; readonly unread: number } {
  const steps = charge.derivation.filter((step) => KNOWN.includes(step.kind))
  return { steps, unread: charge.derivation.length - steps.length }
}

/**
 * Computes a charge again from its own derivation. True: it comes to the same net and tax to the micro-unit. Null: a step is not known here,
 * or it is a credit, which is a part of another charge, so nothing can be said.
 */
export function recheckCharge(charge: Charge): boolean | null {
  const { steps, unread } = readableSteps(charge)
  const rounding = steps.find((step) => step.kind === 'rounding')
  const origin = steps.find((step) => step.kind === 'price' || step.kind === 'discount')
  if (unread > 0 || rounding?.kind !== 'rounding' || !origin || !('amountMicro' in origin)) return null
  const proration = steps.find((step) => step.kind === 'proration')
  const [days, ofDays] = proration?.kind === 'proration' ? [proration.days, proration.ofDays] : [1, 1]
  const used = steps.find((step) => step.kind === 'usage')
  const priceOf = (units: number): number => multiplyRounded(origin.amountMicro, units * days, ofDays * rounding.placeMicro, rounding.mode) * rounding.placeMicro
  const netMicro = used?.kind === 'usage' ? priceOf(Math.max(0, used.totalUnits - used.freeUnits)) - priceOf(Math.max(0, used.priorUnits - used.freeUnits)) : priceOf(1)
  const taxes = steps.flatMap((step) => (step.kind === 'tax' ? [step] : []))
  const isTaxed = taxes.every((tax) => tax.baseMicro === netMicro && multiplyRounded(netMicro, tax.partsPerMillion, 1_000_000 * 10_000, 'half-even') * 10_000 === tax.amountMicro)
  return netMicro === charge.amountMicro && isTaxed && taxes.reduce((sum, tax) => sum + tax.amountMicro, 0) === charge.taxMicro
}
