import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { fitEstimator } from '../../../shared/engines/estimate/fit-estimator.ts'
import { fitRivals } from '../../../shared/engines/estimate/rivals.ts'
import { logLoss, pairedInterval, scoreEstimates } from '../../../shared/engines/estimate/score.ts'
import { readKnown } from '../../territory/score/read-known.ts'

export const SCORE_USAGE = `npm run territory -- score --known A.ndjson --ask B.ndjson
                                            estimates B's answers from A's and prints how good that is beside two plain ways`

/** Estimates the asked file from the known one; the asked answers are looked at only to score. */
export async function scoreTerritory(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], strict: false, options: { known: { type: 'string' }, ask: { type: 'string' } } })
  if (typeof values.known !== 'string' || typeof values.ask !== 'string') return say(SCORE_USAGE, 2)
  const files = { known: resolve(values.known), ask: resolve(values.ask) }
  for (const file of Object.values(files)) if (!existsSync(file)) return say(`There is no file ${file}.`, 1)
  const known = await readKnown(files.known, null)
  const asked = await readKnown(files.ask, known.origin)
  for (const [name, { answers, refused }] of Object.entries({ known, ask: asked })) {
    say(`${name}: ${answers.length} answers, ${refused.length} refused lines`)
    for (const { line, reason } of refused) say(`  ${line} ${reason}`)
  }
  if (asked.answers.length === 0) return say('Nothing is asked.', 1)
  const isYes = asked.answers.map((answer) => answer.isYes)
  const rivals = fitRivals(known.answers)
  const ways = { 'estimate': fitEstimator(known.answers), 'nearest neighbour': rivals.nearest, 'smoothed k-NN': rivals.smoothed }
  const results = Object.entries(ways).map(([name, { estimate }]) => {
    const probabilities = asked.answers.map(({ place }) => estimate(place))
    return { name, score: scoreEstimates(probabilities, isYes), losses: probabilities.map((probability, at) => logLoss(probability, isYes[at]!)) }
  })
  for (const { name, score } of results) say(`${name.padEnd(18)} accuracy ${score.accuracy.toFixed(4)}  log loss ${score.logLoss.toFixed(4)}  calibration error ${score.calibrationError.toFixed(4)}`)
  const [ours, ...others] = results
  for (const rival of others) {
    const { low, high } = pairedInterval(ours!.losses, rival.losses, seeded())
    say(`log loss against ${rival.name}: ${percent(1 - ours!.score.logLoss / rival.score.logLoss)} lower, 95 % of paired draws ${percent(low)} to ${percent(high)}`)
  }
  return 0
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

function say(text: string, code = 0): number {
  process.stdout.write(`${text}\n`)
  return code
}

/** The same draws every time (a linear congruence, Numerical Recipes). */
function seeded(): () => number {
  let state = 20_261_123
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}
