import type { GeographicAddress } from '../../../shared/domain/place.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { Handler } from '../context.ts'

export type SearchPlacesDeps = {
  /** Best first. Never both empty for a text with a letter or a digit. */
  readonly cache: { readonly search: (text: string, limit: number) => { readonly matches: GeographicAddress[]; readonly didYouMean: string[] } }
  readonly clock: Clock
}

/** What the caller may mean, at every keystroke, from this desk's own list. */
export const createSearchPlaces = (deps: SearchPlacesDeps): Handler<'places.search'> => ({ text, limit }) => {
  const startedAt = deps.clock.now()
  const found = deps.cache.search(text, limit)
  return ok({ ...found, tookMs: deps.clock.now() - startedAt })
}
