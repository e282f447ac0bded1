import type { AccessType } from '../../domain/catalog.ts'
import type { AnswerEstimate } from '../../domain/evidence.ts'
import type { Position } from '../../domain/plant.ts'
import type { ProviderAnswer } from '../../domain/qualification.ts'
import type { Instant } from '../../kernel/time.ts'
import { toLocalMetres } from '../reach/local-metres.ts'
import type { EstimatedPlace } from './answers.ts'
import { fitEstimator } from './fit-estimator.ts'
import { CAUTIOUS } from './kernel.ts'

/** A house of the neighbourhood and what its providers answered there. */
export type AnsweredHouse = Position & { readonly id: string; readonly number: string; readonly street: string; readonly postcode: string; readonly blockGroup: string; readonly answers: readonly ProviderAnswer[] }
export type AskedHouse = Omit<AnsweredHouse, 'answers'>

/** Beyond this nobody is a neighbour. */
export const NEIGHBOURHOOD_M = 1_000
/** A few houses tell as much as many: the work of an answer has a bound. */
const MOST = 40
/** From fewer nothing is told. */
const FEWEST = 8

/**
 * How likely each provider's lines are at a house, by what the same provider answered around it. One a provider and access type, for those not in `told`
 * (whose plant is known here) and with answers enough. A house where the provider offers another line of its own counts as a no: its answer names
 * what can be had. A house's own answer does not count. The same facts give the same estimates, in whatever order they come. Never a promise.
 */
export function estimatesAround(house: AskedHouse, neighbours: readonly AnsweredHouse[], told: readonly string[]): readonly AnswerEstimate[] {
  const near = neighbours
    .filter(({ id }) => id !== house.id)
    .map((neighbour) => ({ neighbour, place: placeOf(neighbour, house) }))
    .map((item) => ({ ...item, distanceM: Math.hypot(item.place.eastM, item.place.northM) }))
    .filter(({ distanceM }) => distanceM <= NEIGHBOURHOOD_M)
    .sort((a, b) => a.distanceM - b.distanceM || compareText(a.neighbour.id, b.neighbour.id))
  return linesOf(near.map(({ neighbour }) => neighbour))
    .filter(({ providerId }) => !told.includes(providerId))
    .flatMap(({ providerId, accessType }) => {
      const heard = near.flatMap(({ neighbour, place, distanceM }) => {
        const said = saidOf(neighbour, providerId, accessType)
        return said ? [{ place, distanceM, ...said }] : []
      }).slice(0, MOST)
      if (heard.length < FEWEST) return []
      const probability = fitEstimator(heard, [], [CAUTIOUS]).estimate(placeOf(house, house))
      const newest = heard.reduce((a, b) => (b.answeredAt > a.answeredAt ? b : a))
      return [{ providerId, accessType, probability, from: heard.length, nearestM: Math.round(heard[0]!.distanceM), farthestM: Math.round(heard.at(-1)!.distanceM), newestAt: newest.answeredAt, source: newest.source }]
    })
}

type Line = Pick<ProviderAnswer, 'providerId'> & { readonly accessType: AccessType }

function linesOf(neighbours: readonly AnsweredHouse[]): readonly Line[] {
  const lines = new Map<string, Line>()
  for (const { answers } of neighbours) for (const { providerId, accessType, overProviderId } of answers) if (overProviderId === null) lines.set(`${providerId}|${accessType}`, { providerId, accessType })
  return [...lines].sort(([a], [b]) => compareText(a, b)).map(([, line]) => line)
}

/** What a provider said of a line at a house: of the line itself, or by offering another in its place. */
function saidOf({ answers }: AnsweredHouse, providerId: ProviderAnswer['providerId'], accessType: AccessType): { readonly isYes: boolean; readonly answeredAt: Instant; readonly source: ProviderAnswer['source'] } | null {
  const own = answers.filter((answer) => answer.providerId === providerId && answer.overProviderId === null)
  const exact = own.find((answer) => answer.accessType === accessType)
  if (exact) return { isYes: exact.qualified, answeredAt: exact.answeredAt, source: exact.source }
  const other = own.find((answer) => answer.qualified)
  return other ? { isYes: false, answeredAt: other.answeredAt, source: other.source } : null
}

function placeOf({ number, street, postcode, blockGroup, ...position }: AskedHouse, origin: Position): EstimatedPlace {
  const digits = /\d+/.exec(number)?.[0]
  const houseNumber = digits === undefined ? null : Number(digits)
  return { ...toLocalMetres(position, origin), blockGroup, zip: postcode, zipPlus: '', street: street.toUpperCase(), side: houseNumber === null ? '' : String(houseNumber % 2), houseNumber }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
