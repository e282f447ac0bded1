import { assert } from './result.ts'

/** An exact number. The denominator is positive and the fraction in its lowest terms, so equal numbers look equal. */
export type Rational = { readonly n: bigint; readonly d: bigint }
/** `up`: away from zero. `halfUp`: to the nearest, a half away from zero. */
export type RoundingMode = 'up' | 'down' | 'halfUp' | 'halfEven' | 'ceiling' | 'floor'

export const ZERO: Rational = { n: 0n, d: 1n }
export const ONE: Rational = { n: 1n, d: 1n }

/** "12", "-0.75", "1e3" is none. Errors: throws on what is no decimal number or fraction ("7/31"). */
export function rational(text: string | number | bigint): Rational {
  if (typeof text === 'bigint') return { n: text, d: 1n }
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:\/(\d+))?$/.exec(String(text).trim())
  assert(match, `no decimal number: ${String(text).slice(0, 40)}`)
  const [, sign, whole = '', part = '', below = '1'] = match
  return lowest(BigInt(`${sign}${whole}${part}`), 10n ** BigInt(part.length) * BigInt(below))
}

export const plus = (a: Rational, b: Rational): Rational => lowest(a.n * b.d + b.n * a.d, a.d * b.d)
export const minus = (a: Rational, b: Rational): Rational => lowest(a.n * b.d - b.n * a.d, a.d * b.d)
export const times = (a: Rational, b: Rational): Rational => lowest(a.n * b.n, a.d * b.d)
export const over = (a: Rational, b: Rational): Rational => lowest(a.n * b.d, a.d * b.n)
export const compare = (a: Rational, b: Rational): number => Number(a.n * b.d > b.n * a.d) - Number(a.n * b.d < b.n * a.d)
export const isZero = (a: Rational): boolean => a.n === 0n
export const least = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b)
export const most = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b)
export const sum = (all: readonly Rational[]): Rational => all.reduce(plus, ZERO)

/** To so many decimals. */
export function roundTo(value: Rational, decimals: number, mode: RoundingMode): Rational {
  const scale = 10n ** BigInt(decimals)
  return lowest(wholeOf(value.n * scale, value.d, mode), scale)
}

/** The whole number of a quotient; `d` is positive. */
function wholeOf(n: bigint, d: bigint, mode: RoundingMode): bigint {
  const [sign, size] = n < 0n ? [-1n, -n] : [1n, n]
  const [down, rest] = [size / d, size % d]
  if (rest === 0n) return sign * down
  const isUp = { up: true, down: false, halfUp: rest * 2n >= d, halfEven: rest * 2n > d || (rest * 2n === d && down % 2n === 1n), ceiling: sign > 0n, floor: sign < 0n }[mode]
  return sign * (isUp ? down + 1n : down)
}

/** As a decimal number without needless noughts. Errors: throws on what has no end, such as a third. */
export function decimal(value: Rational): string {
  let [scale, places] = [1n, 0]
  while (scale % value.d !== 0n) {
    assert(places < 40, 'a number without an end')
    scale *= 10n
    places += 1
  }
  const digits = String((value.n < 0n ? -value.n : value.n) * (scale / value.d)).padStart(places + 1, '0')
  const [whole, part] = [digits.slice(0, digits.length - places), digits.slice(digits.length - places)]
  return `${value.n < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`
}

function lowest(n: bigint, d: bigint): Rational {
  assert(d !== 0n, 'a division by nought')
  const [top, below] = d < 0n ? [-n, -d] : [n, d]
  const common = divisor(top < 0n ? -top : top, below)
  return { n: top / common, d: below / common }
}
const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? (a === 0n ? 1n : a) : divisor(b, a % b))
