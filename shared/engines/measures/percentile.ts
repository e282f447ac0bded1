/** The nearest-rank percentile. `percent`: 0–100. Answers null for no values. */
export function percentileOf(values: readonly number[], percent: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? null
}
