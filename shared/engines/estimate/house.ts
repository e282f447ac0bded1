import type { EstimatedPlace } from './answers.ts'

/** A place with what tells its house from others: figures of the same spread, the kind of its street, its street. */
export type House = { readonly place: EstimatedPlace; readonly traits: Float64Array; readonly kind: number; readonly street: number }

/** How far around a place houses are counted. */
const AROUND_M = 800
const TRAITS = 5
const NOWHERE = -1

/**
 * Learns what is usual among places, answered or only asked: answers are not looked at. What tells most is how many addresses share a
 * delivery postcode (a large building has one of its own), how long the street is, how high its numbers go, how dense the houses stand.
 */
export function describeHouses(places: readonly EstimatedPlace[]): (place: EstimatedPlace) => House {
  const counted = new Set(places)
  const zips = countBy(places, (place) => place.zipPlus)
  const streets = countBy(places, streetOf)
  const [streetIds, kindIds] = [ids(places.map(streetOf)), ids(places.map(kindOf))]
  const raw = (place: EstimatedPlace): Float64Array => {
    const itself = counted.has(place) ? 0 : 1
    const around = places.reduce((sum, other) => sum + ((other.eastM - place.eastM) ** 2 + (other.northM - place.northM) ** 2 < AROUND_M ** 2 ? 1 : 0), 0)
    const sharing = (counts: ReadonlyMap<string, number>, key: string): number => (key === '' ? 1 : (counts.get(key) ?? 0) + itself)
    return Float64Array.of(Math.log(sharing(zips, place.zipPlus)), Math.log1p(place.houseNumber ?? 0), Math.log(sharing(streets, streetOf(place))), Math.log1p(around + itself), roundness(place.houseNumber))
  }
  const all = places.map(raw)
  const known = new Map(places.map((place, at) => [place, all[at]!]))
  const mean = Array.from({ length: TRAITS }, (_, at) => all.reduce((sum, row) => sum + row[at]!, 0) / all.length)
  const spread = mean.map((middle, at) => Math.sqrt(all.reduce((sum, row) => sum + (row[at]! - middle) ** 2, 0) / all.length))
  // Beyond three spreads nothing more is read from a figure: a place far from all others is not thereby special.
  const traits = (place: EstimatedPlace): Float64Array => (known.get(place) ?? raw(place)).map((value, at) => (spread[at]! > 1e-9 ? Math.max(-3, Math.min(3, (value - mean[at]!) / spread[at]!)) : 0))
  return (place) => ({ place, traits: traits(place), kind: kindIds.get(kindOf(place)) ?? NOWHERE, street: streetIds.get(streetOf(place)) ?? NOWHERE })
}

const streetOf = ({ street, zip }: EstimatedPlace): string => (street === '' ? '' : `${street}|${zip}`)
/** The last word of a street: avenue, street, terrace. */
const kindOf = ({ street }: EstimatedPlace): string => street.slice(street.lastIndexOf(' ') + 1)

/** Large buildings take round numbers: 100, 250, 75 rather than 37. */
const roundness = (houseNumber: number | null): number => (houseNumber === null || houseNumber % 5 !== 0 ? 0 : houseNumber % 10 !== 0 ? 1 : 2)

/** Nothing has no number. */
const ids = (keys: readonly string[]): ReadonlyMap<string, number> => new Map([...new Set(keys)].filter((key) => key !== '').map((key, at) => [key, at]))

function countBy(places: readonly EstimatedPlace[], keyOf: (place: EstimatedPlace) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const place of places) counts.set(keyOf(place), (counts.get(keyOf(place)) ?? 0) + 1)
  return counts
}
