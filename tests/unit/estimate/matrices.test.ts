import { describe, expect, it } from 'vitest'
import { dot, factorise, inverseColumns, multiply, solveLower, solveSquare } from '../../../shared/engines/estimate/matrices.ts'

// Goal: rows and columns are taken two at a time and sums in four strands; none may be left over, whatever the size. Method: multiply back.
const lowerOf = (n: number): readonly Float64Array[] => Array.from({ length: n }, (_, row) => Float64Array.from({ length: row + 1 }, (_value, column) => 1 / (1 + Math.abs(row - column)) + (row === column ? 1 : 0)))
const at = (lower: readonly Float64Array[], row: number, column: number): number => (row >= column ? lower[row]![column]! : lower[column]![row]!)
const numbers = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index)

describe.each([1, 2, 3, 4, 5, 8, 9, 17])('a symmetric matrix of %i', (n) => {
  const matrix = lowerOf(n)
  const factor = factorise(matrix)
  const vector = Float64Array.from(numbers(n), (index) => Math.sin(index + 1))
  const isClose = (answer: ArrayLike<number>, expected: ArrayLike<number>) => numbers(n).forEach((index) => expect(answer[index]).toBeCloseTo(expected[index]!, 10))
  it('is its factor by its factor turned over', () => {
    for (const row of numbers(n)) for (const column of numbers(row + 1)) expect(numbers(column + 1).reduce((sum, index) => sum + factor[row]![index]! * factor[column]![index]!, 0)).toBeCloseTo(matrix[row]![column]!, 10)
  })
  it('multiplies a vector as on paper, and solving gives the vector back', () => {
    const product = multiply(matrix, vector)
    isClose(product, numbers(n).map((row) => numbers(n).reduce((sum, column) => sum + at(matrix, row, column) * vector[column]!, 0)))
    isClose(solveSquare(factor, product), vector)
  })
  it('has a factor whose inverse turns it into ones', () => {
    const columns = inverseColumns(factor)
    for (const column of numbers(n)) isClose(solveLower(factor, Float64Array.from(numbers(n), (row) => (row === column ? 1 : 0))), columns[column]!)
  })
  it('sums products from anywhere to anywhere', () => {
    for (const start of numbers(n)) expect(dot(vector, vector, n, start)).toBeCloseTo(numbers(n).slice(start).reduce((sum, index) => sum + vector[index]! ** 2, 0), 12)
  })
})

it('stays a number where houses are the same', () => {
  const factor = factorise([Float64Array.of(1), Float64Array.of(1, 1), Float64Array.of(1, 1, 1)])
  for (const row of factor) for (const value of row) expect(Number.isFinite(value)).toBe(true)
})
