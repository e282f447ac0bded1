import type { Discount, TaxTable } from '../../domain/tariff-terms.ts'
import type { TariffStep, TariffVersion } from '../../domain/tariff-derivation.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, minus, most, ONE, plus, rational, roundTo, ZERO } from '../../kernel/rational.ts'
import { assert } from '../../kernel/result.ts'
import { deriveModel } from './derive-model.ts'
import type { ModelUse } from './derive-model.ts'
import { figure } from './derive-steps.ts'
import { letOffAmount } from './discounts.ts'
import { applySpend, convertUnits } from './spend.ts'
import type { Taxed } from './taxes.ts'
import { taxAmount } from './taxes.ts'

/** A charge's use. `allowance`: units that grants have paid for (`burnDown`). `alreadyBilled`: in earlier pieces of the period. */
export type TariffUse = ModelUse & { readonly events: number; readonly allowance: Rational; readonly alreadyBilled: Rational }
/** What holds for this customer on this day. */
export type TariffContext = { readonly discounts: readonly Discount[]; readonly tax: { readonly table: TaxTable; readonly taxed: Taxed } | null }
export type DerivedCharge = { readonly net: Rational; readonly tax: Rational; readonly gross: Rational; readonly steps: readonly TariffStep[] }

/**
 * A charge with every step to it: events, rule and version, conversion, free units, the model, discounts, maximum and minimum, one rounding, taxes.
 * Net, tax and gross are whole micro-units. Whoever has the steps can work the charge out again without this engine (`tests/support`).
 * Errors: throws on a negative quantity and on more than six decimals, which decoding and publishing refuse. Source: issue 5 section 2.
 */
export function deriveTariff(version: TariffVersion, use: TariffUse, { discounts, tax }: TariffContext): DerivedCharge {
  assert(compare(use.quantity, ZERO) >= 0 && compare(use.before, ZERO) >= 0, 'a negative quantity')
  assert(version.rounding.decimals <= 6 && (tax === null || tax.table.decimals <= 6), 'parts of a micro-unit')
  const steps: TariffStep[] = [{ kind: 'events', count: use.events, quantity: figure(use.quantity), unit: version.conversion?.readingUnit ?? version.unit }, { kind: 'rule', tariffId: version.tariffId, version: version.version, model: version.pricing.model }]
  const quantity = paidUnits(version, use, discounts, steps)
  steps.push(...deriveModel(version.pricing, { ...use, before: read(version, use.before), quantity }))
  const off = letOffAmount(valueOf(steps), discounts)
  for (const { id, how, figure: part, before, after } of off.steps) steps.push({ kind: 'discount', id, how, figure: figure(part), before: figure(before), after: figure(after) })
  const spent = spendSteps(version, use, off.amount, steps)
  const { mode, decimals } = version.rounding
  const rounded = roundTo(spent, decimals, mode)
  steps.push({ kind: 'rounding', mode, decimals, before: figure(spent), after: figure(rounded) })
  const taxed = tax ? taxAmount(tax.table, rounded, tax.taxed) : { net: rounded, tax: ZERO, gross: rounded, lines: [] }
  for (const { name, percent, base, amount, isExempt } of taxed.lines) steps.push({ kind: 'tax', name, percent: figure(percent), isExempt, isInside: tax?.table.inclusive ?? false, base: figure(base), mode: tax?.table.mode ?? 'halfEven', decimals: tax?.table.decimals ?? 2, amount: figure(amount) })
  steps.push({ kind: 'total', net: figure(taxed.net), tax: figure(taxed.tax), gross: figure(taxed.gross) })
  return { net: taxed.net, tax: taxed.tax, gross: taxed.gross, steps }
}

const read = ({ conversion }: TariffVersion, reading: Rational): Rational => (conversion ? convertUnits(reading, conversion.divideBy, (value) => (conversion.mode ? roundTo(value, 0, conversion.mode) : value)) : reading)

/** Converted first, and only then is taken off what allowances and discounts pay for (OpenMeter). */
function paidUnits(version: TariffVersion, use: TariffUse, discounts: readonly Discount[], steps: TariffStep[]): Rational {
  let units = read(version, use.quantity)
  if (version.conversion) steps.push({ kind: 'convert', reading: figure(use.quantity), divideBy: figure(version.conversion.divideBy), mode: version.conversion.mode, to: figure(units), unit: version.unit })
  const free = [{ why: 'allowance' as const, units: use.allowance }, ...discounts.flatMap(({ off }) => (off.kind === 'quantity' ? [{ why: 'discount' as const, units: off.quantity }] : []))]
  for (const { why, units: taken } of free.filter((one) => compare(one.units, ZERO) > 0)) {
    const left = most(minus(units, taken), ZERO)
    steps.push({ kind: 'free', why, before: figure(units), free: figure(taken), left: figure(left) })
    units = left
  }
  return units
}

function spendSteps({ minimum, maximum }: TariffVersion, { alreadyBilled, piece }: TariffUse, amount: Rational, steps: TariffStep[]): Rational {
  const lines = applySpend([{ kind: 'usage', tier: null, unitPrice: amount, quantity: ONE, discount: ZERO, total: amount }], { minimum, maximum, percentDiscount: null, alreadyBilled }, piece)
  const capped = lines[0]?.total ?? ZERO
  const after = plus(capped, lines[1]?.total ?? ZERO)
  if (maximum !== null && compare(capped, amount) !== 0) steps.push({ kind: 'maximum', limit: figure(maximum), alreadyBilled: figure(alreadyBilled), before: figure(amount), after: figure(capped) })
  if (minimum !== null && compare(after, capped) !== 0) steps.push({ kind: 'minimum', limit: figure(minimum), alreadyBilled: figure(alreadyBilled), before: figure(capped), after: figure(after) })
  return after
}

/** What steps come to so far: amounts add up, and what changes the sum says what it is then. */
export function valueOf(steps: readonly TariffStep[]): Rational {
  return steps.reduce((value, step) => ('after' in step ? rational(step.after) : step.kind === 'times' || step.kind === 'percent' || step.kind === 'perEvent' ? plus(value, rational(step.amount)) : value), ZERO)
}
