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
  // The words are only made when they are needed: every amount of every event passes here.
  if (!Number.isSafeInteger(value)) throw new Error(`invariant broken: not an exact integer: ${value}`)
  return value
}

/** `numerator / denominator` as an integer. `denominator` > 0. `mode`: how a half or a rest is treated, symmetric about zero. */
export const divideRounded = (numerator: number, denominator: number, mode: Rounding): number =>
  multiplyRounded(numerator, 1, denominator, mode)

/** `value * numerator / denominator` rounded once; in BigInt where the product could overflow. */
export function multiplyRounded(value: number, numerator: number, denominator: number, mode: Rounding): number {
  const short = assertExact(value) * assertExact(numerator)
  // Twice the rest is compared with the denominator: both stay exact.
  if (Number.isSafeInteger(short) && denominator < 2 ** 51) return divideExact(short, assertExact(denominator), mode)
  const parted = multiplyParted(value, numerator, denominator, mode)
  if (parted !== null) return parted
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

/** The same where the product is too large and its parts are not, as a share of what a whole month brought: the denominator's whole multiples, and the rest. Null: the parts are too large as well. */
function multiplyParted(value: number, numerator: number, denominator: number, mode: Rounding): number | null {
  const abs = Math.abs(value)
  if (numerator < 0 || denominator >= 2 ** 51 || abs < denominator) return null
  const times = Math.floor(abs / denominator)
  const [whole, rest] = [times * numerator, (abs - times * denominator) * numerator]
  if (!Number.isSafeInteger(whole) || !Number.isSafeInteger(rest)) return null
  // A half goes to the even of the sum, not of the rest: an odd whole turns it round.
  const last = whole % 2 === 1 && mode === 'half-even' ? oddHalfEven(rest, denominator) : divideExact(rest, denominator, mode)
  const sum = assertExact(whole + last)
  return value < 0 && sum !== 0 ? -sum : sum
}

/** Half-even where an odd integer is added to it. */
function oddHalfEven(value: number, denominator: number): number {
  const quotient = Math.floor(value / denominator)
  const twice = (value - quotient * denominator) * 2
  return twice > denominator || (twice === denominator && quotient % 2 === 0) ? quotient + 1 : quotient
}

/** The same in numbers, for what fits in them: every usage event passes here, and BigInt takes ten times as long. */
function divideExact(value: number, denominator: number, mode: Rounding): number {
  assert(denominator > 0, 'denominator must be positive')
  const abs = Math.abs(value)
  // Right to the unit: for the float below an integer to be rounded up to it, the two would have to be past 2^53. `%` takes several times as long.
  const quotient = Math.floor(abs / denominator)
  const rest = abs - quotient * denominator
  const isUp =
    mode === 'up' ? rest > 0
    : mode === 'down' ? false
    : mode === 'half-up' ? rest * 2 >= denominator
    : rest * 2 > denominator || (rest * 2 === denominator && quotient % 2 === 1)
  const rounded = isUp ? quotient + 1 : quotient
  return assertExact(value < 0 && rounded !== 0 ? -rounded : rounded)
}

/** A decimal string such as "49.95" as micro-units. Errors: throws on more than six decimals or on anything not a decimal. */
export function microFromDecimal(text: string): Micro {
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text.trim())
  assert(match, `not a decimal amount: ${text}`)
  const micro = Number(match[2]) * 1_000_000 + Number((match[3] ?? '').padEnd(6, '0') || '0')
  return assertExact(match[1] === '-' && micro !== 0 ? -micro : micro)
}
