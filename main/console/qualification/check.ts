import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { QualificationFacts, QualificationPolicy, QueryMessage, ServiceQualification } from '../../../shared/domain/qualification.ts'
import { qualify } from '../../../shared/engines/qualification/qualify.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { assert, err, ok } from '../../../shared/kernel/result.ts'
import { isSameData } from '../../../shared/kernel/same-data.ts'
import type { Clock, IdSource } from '../../../shared/kernel/time.ts'
import type { DecodedOf } from '../../../shared/contract/console/contract.ts'
import type { Handler } from '../context.ts'
import { refuseCardDigits } from '../signup/refuse-card-digits.ts'

/** What is known of a place, and where an answer is kept. A qualification that was not kept is not answered: a submit must find it. */
export type QualificationDeps = {
  readonly cache: {
    readonly address: (id: string) => GeographicAddress | null
    readonly facts: (addressId: string) => Pick<QualificationFacts, 'branches' | 'sectors' | 'answers' | 'waiting' | 'estimates'>
    readonly territory: () => { readonly policy: QualificationPolicy } | null
  }
  /** Errors: storage-full, storage-busy, storage-read-only. */
  readonly saveQualification: (qualification: ServiceQualification) => Result<unknown, AppError>
  readonly ids: IdSource
  readonly clock: Clock
}

/**
 * What can be had at a place by what this desk knows, with every reason; needs no network. Under a name that was given before, the same
 * question has the answer it had. Errors: `command-reused` for another question under that name.
 */
export const createCheckQualification = (deps: QualificationDeps & { readonly findQualification: (id: string) => ServiceQualification | null }): Handler<'qualification.check'> => ({ qualificationId, ...input }) => {
  const query = queryOf(input)
  const known = qualificationId === undefined ? null : deps.findQualification(qualificationId)
  if (known) return isSameData(known.query, query) ? ok(known) : err(appError('command-reused'))
  const address = findQualifiable(deps.cache, input)
  return address.ok ? evaluate(deps, query, address.value, qualificationId) : address
}

/** The decoded question as the domain's. */
export const queryOf = (input: DecodedOf<'qualification.ask'>): QueryMessage => ({ ...input, place: asId(input.place) })

/** The place of a question. Errors: `card-digits-refused` (the question is kept with its answer); `address-unknown`; `unit-missing` for a premise with units, which has no line of its own. */
export function findQualifiable(cache: Pick<QualificationDeps['cache'], 'address'>, question: DecodedOf<'qualification.ask'>): Result<GeographicAddress, AppError> {
  const card = refuseCardDigits({ operatingSystem: question.clientComputer?.operatingSystem })
  if (card) return err(card)
  const address = cache.address(question.place)
  if (!address) return err(appError('address-unknown'))
  return address.needsUnit ? err(appError('unit-missing')) : ok(address)
}

/** Gathers the facts, judges them, keeps the answer. */
export function evaluate(deps: QualificationDeps, query: QueryMessage, address: GeographicAddress, id: string = deps.ids.next()): Result<ServiceQualification, AppError> {
  const now = deps.clock.now()
  const territory = deps.cache.territory()
  assert(territory, 'an address without a territory')
  const { policy } = territory
  const lines = qualify({ address, ...deps.cache.facts(address.id), policy, now })
  const qualification: ServiceQualification = { id: asId(id), query, address, lines, qualifiedAt: now, validUntil: now + policy.qualificationValidMs }
  const saved = deps.saveQualification(qualification)
  return saved.ok ? ok(qualification) : saved
}
