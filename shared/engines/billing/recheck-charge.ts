import type { Charge, DerivationStep } from '../../domain/rating.ts'
import { multiplyRounded } from '../../kernel/money.ts'
import { priceOfUnits, withCarried } from '../rating/metered.ts'
import { priceOfCall } from '../rating/post-calls.ts'
import { priceOfValue } from '../rating/post-percentage.ts'

const KNOWN: readonly DerivationStep['kind'][] = ['price', 'introductory', 'proration', 'carried', 'usage', 'metered', 'values', 'calls', 'minimum', 'discount', 'rounding', 'tax']

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
  const metered = steps.find((step) => step.kind === 'metered')
  const carried = steps.find((step) => step.kind === 'carried')
  const minimum = steps.find((step) => step.kind === 'minimum')
  const priceOf = (units: number): number => multiplyRounded(origin.amountMicro, units * days, ofDays * rounding.placeMicro, rounding.mode) * rounding.placeMicro
  const upTo = (units: number, carriedUnits = 0): number => (used?.kind === 'usage' ? priceOf(Math.max(0, units - used.freeUnits - carriedUnits)) : metered?.kind === 'metered' ? priceOfUnits(withCarried(metered.tariff, carriedUnits), units, metered, metered.maximumMicro) : 0)
  const usage = used ?? metered
  const byEvent = steps.find((step) => step.kind === 'values' || step.kind === 'calls')
  const netMicro = byEvent ? eventsMicro(byEvent) : usage && 'totalUnits' in usage ? upTo(usage.totalUnits, carried?.units) - upTo(usage.priorUnits, carried?.priorUnits) : minimum?.kind === 'minimum' ? Math.max(0, minimum.minimumMicro - minimum.usedMicro) - minimum.billedMicro : priceOf(1)
  const taxes = steps.flatMap((step) => (step.kind === 'tax' ? [step] : []))
  const isTaxed = taxes.every((tax) => tax.baseMicro === netMicro && multiplyRounded(netMicro, tax.partsPerMillion, 1_000_000 * 10_000, 'half-even') * 10_000 === tax.amountMicro)
  return netMicro === charge.amountMicro && isTaxed && taxes.reduce((sum, tax) => sum + tax.amountMicro, 0) === charge.taxMicro
}

const eventsMicro = (step: Extract<DerivationStep, { kind: 'values' | 'calls' }>): number =>
  (step.kind === 'values' ? step.events.reduce((sum, { valueMicro, count }) => sum + count * priceOfValue(step, valueMicro, step), 0) : step.calls.reduce((sum, { quantity, count }) => sum + count * priceOfCall(step, quantity, step), 0)) - step.billedMicro
