import type { Estimator, EstimatedPlace, KnownAnswer } from './answers.ts'
import { clampProbability } from './answers.ts'
import { logLoss } from './score.ts'

const NEIGHBOURS = [1, 2, 3, 5, 8, 12, 20, 30, 50, 80] as const
const SMOOTHINGS = [0.1, 0.25, 0.5, 1, 2, 4] as const
const MOST = 80

/** The plain ways to beat: the nearest known answer with the rate at which that is right, and the k nearest with a share of the whole's rate, both chosen on the known answers alone. */
export function fitRivals(known: readonly KnownAnswer[]): { readonly nearest: Estimator; readonly smoothed: Estimator } {
  const rate = (known.filter(({ isYes }) => isYes).length + 1) / (known.length + 2)
  const groups = new Set(known.map(({ place }) => place.blockGroup))
  const among = choose(known, rate, (row) => (at) => at !== row)
  const apart = choose(known, rate, (row) => (at) => known[at]!.place.blockGroup !== known[row]!.place.blockGroup)
  const from = (place: EstimatedPlace) => (groups.has(place.blockGroup) ? among : apart)
  const around = (place: EstimatedPlace) => nearestAnswers(place, known, () => true)
  return {
    nearest: { estimate: (place) => clampProbability(around(place)[0] === undefined ? rate : around(place)[0] ? from(place).right : 1 - from(place).right) },
    smoothed: { estimate: (place) => smooth(around(place), from(place).k, from(place).weight, rate) },
  }
}

function choose(known: readonly KnownAnswer[], rate: number, without: (row: number) => (at: number) => boolean): { readonly k: number; readonly weight: number; readonly right: number } {
  const lists = known.map(({ place }, row) => nearestAnswers(place, known, without(row)))
  const right = known.filter(({ isYes }, row) => lists[row]![0] === isYes).length
  let best = { k: 1, weight: 1, loss: Number.POSITIVE_INFINITY }
  for (const k of NEIGHBOURS)
    for (const weight of SMOOTHINGS) {
      const loss = known.reduce((sum, { isYes }, row) => sum + logLoss(smooth(lists[row]!, k, weight, rate), isYes), 0)
      if (loss < best.loss) best = { k, weight, loss }
    }
  return { ...best, right: (right + 1) / (known.length + 2) }
}

function smooth(answers: readonly boolean[], k: number, weight: number, rate: number): number {
  const taken = answers.slice(0, k)
  return clampProbability((taken.filter(Boolean).length + weight * rate) / (taken.length + weight))
}

function nearestAnswers(place: EstimatedPlace, known: readonly KnownAnswer[], counts: (at: number) => boolean): readonly boolean[] {
  const others = known.flatMap(({ place: other, isYes }, at) => (counts(at) ? [{ isYes, away: (other.eastM - place.eastM) ** 2 + (other.northM - place.northM) ** 2 }] : []))
  return others.sort((a, b) => a.away - b.away).slice(0, MOST).map(({ isYes }) => isYes)
}
