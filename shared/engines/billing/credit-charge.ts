import type { Charge, Posting } from '../../domain/rating.ts'
import type { Micro } from '../../kernel/money.ts'
import { multiplyRounded } from '../../kernel/money.ts'
import { assert } from '../../kernel/result.ts'

/**
 * Gives back `grossMicro` (1 to what the customer owed) of a charge: net, each tax and each party's part in the proportion they were
 * charged in, every part of it turned round. Postings sum to zero exactly: what rounding leaves over is margin. All of a charge given
 * back is the charge with every sign changed. Errors: throws outside that range, and on a charge that was itself given back.
 */
export function creditCharge(charge: Charge, creditMicro: Micro): Charge {
  const ownedMicro = charge.amountMicro + charge.taxMicro
  assert(creditMicro > 0 && creditMicro <= ownedMicro, 'a credit is a part of what was charged')
  const part = (amountMicro: Micro): Micro => turned(multiplyRounded(amountMicro, creditMicro, ownedMicro, 'half-even'))
  const taxes = charge.derivation.flatMap((step) => (step.kind === 'tax' ? [{ ...step, baseMicro: part(step.baseMicro), amountMicro: part(step.amountMicro) }] : []))
  const taxMicro = taxes.reduce((sum, tax) => sum + tax.amountMicro, 0)
  const others = charge.postings.filter(({ party }) => party.kind === 'provider').map((posting): Posting => ({ ...posting, amountMicro: part(posting.amountMicro) }))
  const taxPostings = taxes.map((tax): Posting => ({ party: { kind: 'tax', name: tax.name }, amountMicro: tax.amountMicro, currency: charge.currency }))
  const customer: Posting = { party: { kind: 'customer' }, amountMicro: creditMicro, currency: charge.currency }
  const rest = [customer, ...others, ...taxPostings].reduce((sum, posting) => sum + posting.amountMicro, 0)
  const margin: Posting = { party: { kind: 'margin' }, amountMicro: turned(rest), currency: charge.currency }
  return {
    ...charge, amountMicro: turned(creditMicro) - taxMicro, taxMicro, derivation: [...charge.derivation.filter((step) => step.kind !== 'tax' && step.kind !== 'rounding'), ...taxes],
    postings: [customer, ...others, ...taxPostings, margin].filter((posting) => posting.amountMicro !== 0),
  }
}

/** The charge with every sign changed: what was charged of nothing, or given, is taken back too. */
export function reverseCharge(charge: Charge): Charge {
  const taxes = charge.derivation.flatMap((step) => (step.kind === 'tax' ? [{ ...step, baseMicro: turned(step.baseMicro), amountMicro: turned(step.amountMicro) }] : []))
  return {
    ...charge, amountMicro: turned(charge.amountMicro), taxMicro: turned(charge.taxMicro), derivation: [...charge.derivation.filter((step) => step.kind !== 'tax' && step.kind !== 'rounding'), ...taxes],
    postings: charge.postings.map((posting) => ({ ...posting, amountMicro: turned(posting.amountMicro) })),
  }
}

const turned = (amountMicro: Micro): Micro => (amountMicro === 0 ? 0 : 0 - amountMicro)
