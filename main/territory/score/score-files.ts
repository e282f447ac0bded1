import type { KnownAnswer } from '../../../shared/engines/estimate/answers.ts'
import { fitEstimator } from '../../../shared/engines/estimate/fit-estimator.ts'
import { fitRivals } from '../../../shared/engines/estimate/rivals.ts'
import { logLoss, pairedInterval, scoreEstimates } from '../../../shared/engines/estimate/score.ts'
import type { ReadKnown } from './read-known.ts'

/** Refused lines are told one by one up to this many. */
const TOLD = 20

/** What is said of two files: what was refused, how good the estimate is, how good two plain ways are, and how far it is ahead of each. `isDone`: something could be scored. */
export function scoreFiles(known: ReadKnown, asked: ReadKnown): { readonly lines: readonly string[]; readonly isDone: boolean } {
  const lines = [...told('known', known), ...told('ask', asked)]
  if (known.answers.length === 0) return { lines: [...lines, 'Nothing is known: the file of --known holds no answer that can be used.'], isDone: false }
  if (asked.answers.length === 0) return { lines: [...lines, 'Nothing is asked: the file of --ask holds no answer that can be used.'], isDone: false }
  const isOneSided = known.answers.every(({ isYes }) => isYes === known.answers[0]!.isYes)
  const note = isOneSided ? [`All known answers are ${known.answers[0]!.isYes ? 'yes' : 'no'}: they tell a rate, not where it ends.`] : []
  return { lines: [...lines, ...note, ...compare(known.answers, asked.answers)], isDone: true }
}

function told(name: string, { answers, refused }: ReadKnown): readonly string[] {
  const more = refused.length > TOLD ? [`  and ${refused.length - TOLD} more`] : []
  return [`${name}: ${answers.length} answers, ${refused.length} refused lines`, ...refused.slice(0, TOLD).map(({ line, reason }) => `  line ${line}: ${reason}`), ...more]
}

/** The asked answers are looked at only to score. */
function compare(known: readonly KnownAnswer[], asked: readonly KnownAnswer[]): readonly string[] {
  const places = asked.map(({ place }) => place)
  const isYes = asked.map((answer) => answer.isYes)
  const rivals = fitRivals(known)
  const results = Object.entries({ 'estimate': fitEstimator(known, places), 'nearest neighbour': rivals.nearest, 'smoothed k-NN': rivals.smoothed }).map(([name, { estimate }]) => {
    const probabilities = places.map(estimate)
    return { name, score: scoreEstimates(probabilities, isYes), losses: probabilities.map((probability, at) => logLoss(probability, isYes[at]!)) }
  })
  const [ours, ...others] = results
  return [
    ...results.map(({ name, score }) => `${name.padEnd(18)} accuracy ${score.accuracy.toFixed(4)}  log loss ${score.logLoss.toFixed(4)}  calibration error ${score.calibrationError.toFixed(4)}`),
    ...others.map((rival) => {
      const { low, high } = pairedInterval(ours!.losses, rival.losses, seeded())
      return `log loss against ${rival.name}: ${percent(1 - ours!.score.logLoss / rival.score.logLoss)} lower, 95 % of paired draws ${percent(low)} to ${percent(high)}`
    }),
  ]
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** The same draws every time (a linear congruence, Numerical Recipes). */
function seeded(): () => number {
  let state = 20_261_123
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}
