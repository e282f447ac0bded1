import { assert } from './result.ts'

/** One millionth of a currency unit, as an integer. 1 USD = 1_000_000. Never a float. */
export type Micro = number
/** One hundredth of a currency unit, as an integer: only totals of bills. */
export type Minor = number
export type Currency = 'USD'

export const MICRO_PER_MINOR = 10_000

export type Rounding = 'half-even' | 'half-up' | 'up' | 'down'

/** Checks that a figure is an integer that JavaScript holds exactly. Errors: throws, an inexact figure is a bug. */
export function assertExact(value: number): number {
  assert(Number.isSafeInteger(value), `not an exact integer: ${value}`)
  return value
}

/** `numerator / denominator` as an integer. `denominator` > 0. `mode`: how a half or a rest is treated, symmetric about zero. */
export const divideRounded = (numerator: number, denominator: number, mode: Rounding): number =>
  multiplyRounded(numerator, 1, denominator, mode)

/** `value * numerator / denominator` rounded once, computed in BigInt so that the product cannot overflow. */
export function multiplyRounded(value: number, numerator: number, denominator: number, mode: Rounding): number {
  const product = BigInt(assertExact(value)) * BigInt(assertExact(numerator))
  const d = BigInt(assertExact(denominator))
  assert(d > 0n, 'denominator must be positive')
  const negative = product < 0n
  const abs = negative ? -product : product
  const quotient = abs / d
  const twice = (abs % d) * 2n
  const up =
    mode === 'up' ? twice > 0n
    : mode === 'down' ? false
    : mode === 'half-up' ? twice >= d
    : twice > d || (twice === d && quotient % 2n === 1n)
  const rounded = Number(up ? quotient + 1n : quotient)
  return assertExact(negative && rounded !== 0 ? -rounded : rounded)
}

/** A decimal string such as "49.95" as micro-units. Errors: throws on more than six decimals or on anything not a decimal. */
export function microFromDecimal(text: string): Micro {
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text.trim())
  assert(match, `not a decimal amount: ${text}`)
  const micro = Number(match[2]) * 1_000_000 + Number((match[3] ?? '').padEnd(6, '0') || '0')
  return assertExact(match[1] === '-' && micro !== 0 ? -micro : micro)
}
