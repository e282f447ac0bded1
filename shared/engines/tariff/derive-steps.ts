import type { RatedLine } from '../../domain/tariff.ts'
import type { Figure, TariffStep } from '../../domain/tariff-derivation.ts'
import type { Rational } from '../../kernel/rational.ts'
import { times } from '../../kernel/rational.ts'

/** An exact figure as text: a decimal number, or a fraction where that has no end. */
export const figure = ({ n, d }: Rational): Figure => (d === 1n ? String(n) : `${n}/${d}`)
/** An amount that is a quantity times a price. */
export type Times = Extract<TariffStep, { kind: 'times' }>
/** So many at a price each. */
export const timesStep = (why: Times['why'], tier: number | null, quantity: Rational, price: Rational): Times => ({ kind: 'times', why, tier, quantity: figure(quantity), price: figure(price), amount: figure(times(quantity, price)) })
export const orNull = (value: Rational | null | undefined): Figure | null => (value === null || value === undefined ? null : figure(value))
/** A line that a model made, as a step. */
export const ofLine = (why: Times['why'], line: RatedLine): Times => timesStep(line.kind === 'flat' ? 'flat' : why, line.tier, line.quantity, line.unitPrice)
