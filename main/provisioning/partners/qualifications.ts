import { z } from 'zod'
import { ACCESS_TYPES } from '../../../shared/domain/catalog.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { ProviderAnswer } from '../../../shared/domain/qualification.ts'
import { asId, type ProviderId } from '../../../shared/kernel/ids.ts'
import type { Clock, Instant, Timers } from '../../../shared/kernel/time.ts'
import type { PartnerOutcome, ServiceOrderRequest } from '../ports.ts'
import { startDeadline } from './deadline.ts'
import { exchangeJson, type JsonExchange } from './exchange-json.ts'
import { isSuccess, readFailure, readQuestionFailure } from './tmf-error.ts'

const CHECK_SERVICE_QUALIFICATION = '/tmf-api/serviceQualificationManagement/v4/checkServiceQualification'

export type QualificationDeps = { readonly clock: Clock; readonly timers: Timers; readonly answerTimeoutMs: number }
export type AskedAddress = ServiceOrderRequest['address']

/**
 * Asks a provider what can be had at an address. `baseUrl` without a slash at its end. Asking has no effect, so what was not answered was
 * not done. Errors: `provider-unavailable`, `provider-answer-malformed`, `provider-refused`. Source: TMF645 4.0.1.
 */
export async function checkQualification(deps: QualificationDeps, baseUrl: string, asked: { readonly providerId: ProviderId; readonly address: AskedAddress }): Promise<PartnerOutcome<readonly ProviderAnswer[]>> {
  const deadline = startDeadline(deps.timers, deps.answerTimeoutMs)
  try {
    const answer = await exchangeJson({ method: 'POST', url: baseUrl + CHECK_SERVICE_QUALIFICATION, body: toCheckServiceQualification(asked.address), signal: deadline.signal })
    return readQualificationAnswer(answer, asked.providerId, deps.clock.now())
  } finally {
    deadline.end()
  }
}

/** The question as TMF645 `CheckServiceQualification_Create`: address line and postcode as the places' names, the id as ours. */
export function toCheckServiceQualification(address: AskedAddress) {
  return {
    description: 'What can be had here',
    instantSyncQualification: true,
    provideUnavailabilityReason: true,
    serviceQualificationItem: [
      {
        id: '1',
        service: {
          place: [
            { id: address.id, name: address.line, role: 'installation', '@referredType': 'GeographicAddress' },
            { id: `${address.id}:postcode`, name: address.postcode, role: 'postcode', '@referredType': 'GeographicAddress' },
          ],
        },
      },
    ],
  }
}

const figure = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.number().int().nonnegative()).nullable().default(null)
const word = z.string().min(1).nullable().default(null)
const characteristics = z.object({ planName: word, priceMicro: figure, downlinkKbps: figure, uplinkKbps: figure, accessType: z.enum(ACCESS_TYPES), overProviderId: word })
const qualificationItem = z.object({
  qualificationResult: z.enum(['qualified', 'unqualified']),
  eligibilityUnavailabilityReason: z.array(z.object({ code: z.string().optional(), label: z.string().optional() })).default([]),
  service: z.object({
    serviceCharacteristic: z.array(z.object({ name: z.string(), value: z.unknown() })).transform((list) => Object.fromEntries(list.map(({ name, value }) => [name, value]))).pipe(characteristics),
  }),
})
const qualification = z.object({ state: z.enum(['accepted', 'terminatedWithError', 'inProgress', 'done']), serviceQualificationItem: z.array(qualificationItem).default([]) })

/** Reads the answer. `answeredAt`: when it came, by our clock; the provider's own clock is not ours to trust. */
export function readQualificationAnswer(answer: JsonExchange, providerId: ProviderId, answeredAt: Instant): PartnerOutcome<readonly ProviderAnswer[]> {
  if (!isSuccess(answer)) {
    const failure = readFailure(answer, providerId)
    return { kind: 'notDone', error: failure.kind === 'refused' ? failure.error : readQuestionFailure(answer, providerId) }
  }
  const decoded = qualification.safeParse(answer.body)
  if (!decoded.success) return { kind: 'notDone', error: appError('provider-answer-malformed', { providerId, why: 'not-a-qualification' }) }
  if (decoded.data.state !== 'done') return { kind: 'notDone', error: appError('provider-unavailable', { providerId, state: decoded.data.state }) }
  return { kind: 'done', value: decoded.data.serviceQualificationItem.map((item) => toProviderAnswer(item, providerId, answeredAt)) }
}

function toProviderAnswer(item: z.infer<typeof qualificationItem>, providerId: ProviderId, answeredAt: Instant): ProviderAnswer {
  const { overProviderId, ...said } = item.service.serviceCharacteristic
  const qualified = item.qualificationResult === 'qualified'
  const [reason] = item.eligibilityUnavailabilityReason
  return {
    providerId,
    ...said,
    qualified,
    reasonCode: qualified ? null : (reason?.code ?? reason?.label ?? null),
    overProviderId: overProviderId === null ? null : asId<'ProviderId'>(overProviderId),
    answeredAt,
    source: 'providerInterface',
  }
}
