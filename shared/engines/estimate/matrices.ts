/**
 * The lower factor of a symmetric positive definite matrix given by its lower half (Cholesky). Two rows and two columns are reckoned at a
 * time: half the reads, and four sums that do not wait for each other.
 */
export function factorise(lower: readonly Float64Array[]): readonly Float64Array[] {
  const factor = lower.map((line) => Float64Array.from(line))
  for (let row = 0; row < factor.length; row += 2) {
    const upper = factor[row]!, under = factor[row + 1]
    for (let column = 0; column < row; column += 2) factorPair({ upper, under: under ?? null, left: factor[column]!, right: factor[column + 1]!, column })
    upper[row] = root(upper[row]! - dot(upper, upper, row))
    if (under === undefined) continue
    under[row] = (under[row]! - dot(under, upper, row)) / upper[row]!
    under[row + 1] = root(under[row + 1]! - dot(under, under, row + 1))
  }
  return factor
}

/** Rounding may leave a trace under zero where houses are the same. */
const root = (value: number): number => Math.sqrt(Math.max(value, 1e-12))

function factorPair({ upper, under, left, right, column }: { readonly upper: Float64Array; readonly under: Float64Array | null; readonly left: Float64Array; readonly right: Float64Array; readonly column: number }): void {
  const second = under ?? upper
  let a = upper[column]!, b = upper[column + 1]!, c = second[column]!, d = second[column + 1]!
  for (let at = 0; at < column; at++) {
    const x = upper[at]!, y = second[at]!, u = left[at]!, v = right[at]!
    a -= x * u
    b -= x * v
    c -= y * u
    d -= y * v
  }
  const first = left[column]!, between = right[column]!, last = right[column + 1]!
  upper[column] = a / first
  upper[column + 1] = (b - (a / first) * between) / last
  if (under === null) return
  under[column] = c / first
  under[column + 1] = (d - (c / first) * between) / last
}

/** Solves L x = right. */
export function solveLower(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const answer = Float64Array.from(right)
  for (let row = 0; row < factor.length; row++) answer[row] = (answer[row]! - dot(factor[row]!, answer, row)) / factor[row]![row]!
  return answer
}

/** Solves L Lᵀ x = right. */
export function solveSquare(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const answer = solveLower(factor, right)
  for (let row = factor.length - 1; row >= 0; row--) {
    const line = factor[row]!
    const value = (answer[row]! / line[row]!)
    answer[row] = value
    for (let at = 0; at < row; at++) answer[at]! -= line[at]! * value
  }
  return answer
}

/** The columns of L⁻¹, each as a row; before its own number a column holds zeros. Two columns by two rows at a time, as above. */
export function inverseColumns(factor: readonly Float64Array[]): readonly Float64Array[] {
  const n = factor.length
  const columns = factor.map(() => new Float64Array(n))
  for (let column = 0; column < n; column += 2) {
    const first = columns[column]!, second = columns[column + 1]
    first[column] = 1 / factor[column]![column]!
    if (second === undefined) break
    first[column + 1] = (-factor[column + 1]![column]! * first[column]!) / factor[column + 1]![column + 1]!
    second[column + 1] = 1 / factor[column + 1]![column + 1]!
    for (let row = column + 2; row < n; row += 2) inversePair({ first, second, upper: factor[row]!, under: factor[row + 1] ?? null, column, row })
  }
  return columns
}

function inversePair({ first, second, upper, under, column, row }: { readonly first: Float64Array; readonly second: Float64Array; readonly upper: Float64Array; readonly under: Float64Array | null; readonly column: number; readonly row: number }): void {
  const lower = under ?? upper
  let a = 0, b = 0, c = 0, d = 0
  for (let at = column; at < row; at++) {
    const x = first[at]!, y = second[at]!, u = upper[at]!, v = lower[at]!
    a += x * u
    b += y * u
    c += x * v
    d += y * v
  }
  const left = -a / upper[row]!, right = -b / upper[row]!
  first[row] = left
  second[row] = right
  if (under === null) return
  first[row + 1] = -(c + under[row]! * left) / under[row + 1]!
  second[row + 1] = -(d + under[row]! * right) / under[row + 1]!
}

/** A symmetric matrix, of which the lower half is given, times a vector. */
export function multiply(lower: readonly Float64Array[], vector: Float64Array): Float64Array {
  const answer = new Float64Array(vector.length)
  for (let row = 0; row < lower.length; row++) {
    const line = lower[row]!, own = vector[row]!
    answer[row]! += dot(line, vector, row) + line[row]! * own
    for (let column = 0; column < row; column++) answer[column]! += line[column]! * own
  }
  return answer
}

/** The sum of products up to `end`, in four strands that do not wait for each other, from `start`. */
export function dot(a: Float64Array, b: Float64Array, end: number, start = 0): number {
  let first = 0, second = 0, third = 0, fourth = 0, at = start
  for (; at + 3 < end; at += 4) {
    first += a[at]! * b[at]!
    second += a[at + 1]! * b[at + 1]!
    third += a[at + 2]! * b[at + 2]!
    fourth += a[at + 3]! * b[at + 3]!
  }
  for (; at < end; at++) first += a[at]! * b[at]!
  return first + second + third + fourth
}
