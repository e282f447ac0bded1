/** The lower factor of a symmetric positive definite matrix given by its lower half (Cholesky). */
export function factorise(lower: readonly Float64Array[]): readonly Float64Array[] {
  const factor = lower.map((line) => Float64Array.from(line))
  for (let row = 0; row < factor.length; row++) {
    const line = factor[row]!
    for (let column = 0; column <= row; column++) {
      const other = factor[column]!
      let sum = line[column]!
      for (let at = 0; at < column; at++) sum -= line[at]! * other[at]!
      // Rounding may leave a trace under zero where houses are the same.
      line[column] = column === row ? Math.sqrt(Math.max(sum, 1e-12)) : sum / other[column]!
    }
  }
  return factor
}

/** Solves L x = right. */
export function solveLower(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const answer = Float64Array.from(right)
  factor.forEach((line, row) => {
    let sum = answer[row]!
    for (let at = 0; at < row; at++) sum -= line[at]! * answer[at]!
    answer[row] = sum / line[row]!
  })
  return answer
}

/** Solves L Lᵀ x = right. */
export function solveSquare(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const answer = solveLower(factor, right)
  for (let row = factor.length - 1; row >= 0; row--) {
    const line = factor[row]!
    answer[row]! /= line[row]!
    for (let at = 0; at < row; at++) answer[at]! -= line[at]! * answer[row]!
  }
  return answer
}

/** The columns of L⁻¹, each as a row; before its own number a column holds zeros. */
export function inverseColumns(factor: readonly Float64Array[]): readonly Float64Array[] {
  const n = factor.length
  return factor.map((own, column) => {
    const answer = new Float64Array(n)
    answer[column] = 1 / own[column]!
    for (let row = column + 1; row < n; row++) {
      const line = factor[row]!
      let sum = 0
      for (let at = column; at < row; at++) sum -= line[at]! * answer[at]!
      answer[row] = sum / line[row]!
    }
    return answer
  })
}
