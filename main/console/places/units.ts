import { appError } from '../../../shared/domain/errors.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'

export type ListUnitsDeps = {
  readonly cache: { readonly address: (id: string) => GeographicAddress | null; readonly units: (id: string) => GeographicAddress[] }
}

/** The units of a premise, in the order people count them; none where the premise is one home. */
export const createListUnits = (deps: ListUnitsDeps): Handler<'places.units'> => ({ place }) =>
  deps.cache.address(place) ? ok({ units: deps.cache.units(place) }) : err(appError('address-unknown'))
