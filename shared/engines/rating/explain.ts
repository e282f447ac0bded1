import type { Charge, DerivationStep } from '../../domain/rating.ts'
import { assertNever } from '../../kernel/result.ts'

/** A line of the answer to "how did this figure come about?": a message key and the figures its words need. */
export type Explanation = { readonly key: string; readonly details: Readonly<Record<string, string | number>> }

/** Explains a charge step by step, in the order it was made. A rounding that changed nothing is not told. Keys: `charge.<step>`. */
export function explain(charge: Charge): readonly Explanation[] {
  return charge.derivation.filter((step) => !isIdleRounding(step)).map(explainStep)
}

function explainStep(step: DerivationStep): Explanation {
  switch (step.kind) {
    case 'price': return { key: 'charge.price', details: { offeringId: step.offeringId, offeringVersion: step.offeringVersion, priceId: step.priceId, amountMicro: step.amountMicro } }
    case 'introductory': return { key: 'charge.introductory', details: { regularMicro: step.regularMicro, until: step.until } }
    case 'proration': return { key: 'charge.proration', details: { days: step.days, ofDays: step.ofDays, from: step.from, to: step.to } }
    case 'usage': return { key: 'charge.usage', details: { unit: step.unit, priorUnits: step.priorUnits, totalUnits: step.totalUnits, freeUnits: step.freeUnits } }
    case 'discount': return { key: 'charge.discount', details: { bundleId: step.bundleId, amountMicro: step.amountMicro } }
    case 'rounding': return { key: 'charge.rounding', details: { beforeNumerator: step.beforeNumerator, beforeDenominator: step.beforeDenominator, afterMicro: step.afterMicro, mode: step.mode, placeMicro: step.placeMicro } }
    case 'tax': return { key: 'charge.tax', details: { name: step.name, partsPerMillion: step.partsPerMillion, baseMicro: step.baseMicro, amountMicro: step.amountMicro } }
    default: return assertNever(step)
  }
}

const isIdleRounding = (step: DerivationStep): boolean =>
  step.kind === 'rounding' && BigInt(step.beforeNumerator) === BigInt(step.afterMicro) * BigInt(step.beforeDenominator)
