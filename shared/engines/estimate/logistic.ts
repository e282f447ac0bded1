import { sigmoid } from './answers.ts'

export type Logistic = { readonly predict: (features: Float64Array) => number }

/**
 * A logistic model with a penalty on the squares of its weights (Newton, standardised features, the intercept free).
 * `rows` and `isYes` are parallel and not empty. Deterministic.
 */
export function fitLogistic(rows: readonly Float64Array[], isYes: readonly boolean[], penalty: number): Logistic {
  const width = rows[0]!.length
  const mean = new Float64Array(width), spread = new Float64Array(width)
  for (const row of rows) row.forEach((value, at) => void (mean[at]! += value / rows.length))
  for (const row of rows) row.forEach((value, at) => void (spread[at]! += (value - mean[at]!) ** 2 / rows.length))
  spread.forEach((value, at) => void (spread[at] = value > 1e-12 ? Math.sqrt(value) : Number.POSITIVE_INFINITY))
  const standard = (row: Float64Array): Float64Array => Float64Array.from({ length: width + 1 }, (_, at) => (at === width ? 1 : (row[at]! - mean[at]!) / spread[at]!))
  const inputs = rows.map(standard)
  const size = width + 1
  const weights = new Float64Array(size)
  for (let step = 0; step < 12; step++) {
    const matrix = Array.from({ length: size }, () => new Float64Array(size + 1))
    inputs.forEach((input, n) => {
      const probability = sigmoid(dot(weights, input))
      const steep = Math.max(probability * (1 - probability), 1e-5)
      const miss = (isYes[n] ? 1 : 0) - probability
      for (let i = 0; i < size; i++) {
        const line = matrix[i]!
        const value = input[i]! * steep
        for (let j = 0; j < size; j++) line[j]! += value * input[j]!
        line[size]! += input[i]! * miss
      }
    })
    for (let i = 0; i < size; i++) {
      const weight = i === width ? 1e-3 : penalty
      matrix[i]![i]! += weight
      matrix[i]![size]! -= weight * weights[i]!
    }
    const change = solve(matrix)
    const longest = change.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
    const damp = longest > 2 ? 2 / longest : 1
    change.forEach((value, at) => void (weights[at]! += value * damp))
    if (longest < 1e-7) break
  }
  return { predict: (row) => sigmoid(dot(weights, standard(row))) }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!
  return sum
}

/** Gauss elimination; the matrix is positive definite by its penalty. The right side stands in the last column. */
function solve(matrix: Float64Array[]): Float64Array {
  const size = matrix.length
  for (let i = 0; i < size; i++) {
    let pivot = i
    for (let j = i + 1; j < size; j++) if (Math.abs(matrix[j]![i]!) > Math.abs(matrix[pivot]![i]!)) pivot = j
    ;[matrix[i], matrix[pivot]] = [matrix[pivot]!, matrix[i]!]
    for (let j = i + 1; j < size; j++) {
      const factor = matrix[j]![i]! / matrix[i]![i]!
      for (let k = i; k <= size; k++) matrix[j]![k]! -= factor * matrix[i]![k]!
    }
  }
  const answer = new Float64Array(size)
  for (let i = size - 1; i >= 0; i--) {
    let rest = matrix[i]![size]!
    for (let k = i + 1; k < size; k++) rest -= matrix[i]![k]! * answer[k]!
    answer[i] = rest / matrix[i]![i]!
  }
  return answer
}
