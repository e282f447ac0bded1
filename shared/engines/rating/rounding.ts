import type { RoundingRule } from '../../domain/catalog.ts'
import type { DerivationStep, LocalDate } from '../../domain/rating.ts'
import { multiplyRounded } from '../../kernel/money.ts'
import type { Micro } from '../../kernel/money.ts'

/** A part of a cycle: `days` of `ofDays`, from a day (inclusive) to a day (exclusive). */
export type ShareOfMonth = { readonly days: number; readonly ofDays: number; readonly from: LocalDate; readonly to: LocalDate }

/** Rounds an amount, or its share of a month, once to a multiple of the rule's place. Answers the step with the exact figure before it. */
export function roundToRule(amountMicro: Micro, share: ShareOfMonth | null, rule: RoundingRule): Extract<DerivationStep, { kind: 'rounding' }> {
  const { days, ofDays } = share ?? { days: 1, ofDays: 1 }
  return {
    kind: 'rounding',
    beforeNumerator: String(BigInt(amountMicro) * BigInt(days)),
    beforeDenominator: String(ofDays),
    afterMicro: multiplyRounded(amountMicro, days, ofDays * rule.placeMicro, rule.mode) * rule.placeMicro,
    mode: rule.mode,
    placeMicro: rule.placeMicro,
  }
}
