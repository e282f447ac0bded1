export type Score = { readonly accuracy: number; readonly logLoss: number; readonly calibrationError: number }
export type Interval = { readonly low: number; readonly high: number }

const BINS = 10

export const logLoss = (probability: number, isYes: boolean): number => -Math.log(isYes ? probability : 1 - probability)

/** Accuracy at one half, mean log loss (natural), expected calibration error over ten bins of equal width. Parallel, not empty. */
export function scoreEstimates(probabilities: readonly number[], isYes: readonly boolean[]): Score {
  const bins = Array.from({ length: BINS }, () => ({ estimated: 0, seen: 0 }))
  let right = 0, loss = 0
  probabilities.forEach((probability, at) => {
    const said = isYes[at]!
    if (probability >= 0.5 === said) right += 1
    loss += logLoss(probability, said)
    const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))]!
    bin.estimated += probability
    bin.seen += said ? 1 : 0
  })
  const count = probabilities.length
  return { accuracy: right / count, logLoss: loss / count, calibrationError: bins.reduce((sum, { estimated, seen }) => sum + Math.abs(estimated - seen), 0) / count }
}

/** 95 % interval of the share by which the log loss is lower than the rival's, rows drawn in pairs. `random`: seeded, 0 to 1. */
export function pairedInterval(ours: readonly number[], rival: readonly number[], random: () => number, draws = 1_000): Interval {
  const shares = Array.from({ length: draws }, () => {
    let a = 0, b = 0
    for (let n = 0; n < ours.length; n++) {
      const at = Math.floor(random() * ours.length)
      a += ours[at]!
      b += rival[at]!
    }
    return 1 - a / b
  }).sort((a, b) => a - b)
  return { low: shares[Math.floor(draws * 0.025)]!, high: shares[Math.floor(draws * 0.975)]! }
}
