import { appError } from '../../../shared/domain/errors.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import type { ProviderAnswer } from '../../../shared/domain/qualification.ts'
import type { ProviderId } from '../../../shared/kernel/ids.ts'
import { err } from '../../../shared/kernel/result.ts'
import type { Network, PartnerClients } from '../../provisioning/ports.ts'
import type { Handler } from '../context.ts'
import { evaluate, findQualifiable, queryOf } from './check.ts'
import type { QualificationDeps } from './check.ts'

export type AskDeps = QualificationDeps & {
  readonly cache: QualificationDeps['cache'] & { readonly putAnswers: (addressId: string, answers: readonly ProviderAnswer[]) => void }
  /** Those that answer for themselves: owners of lines, resellers, wireless. */
  readonly providers: readonly ProviderId[]
  readonly partners: Pick<PartnerClients, 'checkQualification'>
  readonly network: Network
}

/**
 * Asks every provider that answers for itself, all at once, and judges anew with what came back. Who does not answer is left with
 * what was known before: silence is neither yes nor no.
 */
export const createAskQualification = (deps: AskDeps): Handler<'qualification.ask'> => async (input) => {
  const address = findQualifiable(deps.cache, input)
  if (!address.ok) return address
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  const answers = await askAll(deps, address.value)
  if (answers.length > 0) deps.cache.putAnswers(address.value.id, answers)
  return evaluate(deps, queryOf(input), address.value)
}

async function askAll(deps: AskDeps, address: GeographicAddress): Promise<readonly ProviderAnswer[]> {
  const place = { id: address.id, line: formatAddress(address), postcode: address.postcode }
  const outcomes = await Promise.all(deps.providers.map((providerId) => deps.partners.checkQualification(providerId, place)))
  return outcomes.flatMap((outcome) => (outcome.kind === 'done' ? outcome.value : []))
}
