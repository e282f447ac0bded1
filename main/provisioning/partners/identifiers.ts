import { z } from 'zod'
import { appError, type AppError, type ErrorCode } from '../../../shared/domain/errors.ts'
import type { Clock, Timers } from '../../../shared/kernel/time.ts'
import type { AuthenticateDone, IdentifierAvailability, IdentifierHeld, IdentifierProbe, IdentityConfig, PartnerOutcome, ReleaseIdentifier, ReserveIdentifier } from '../ports.ts'
import { startDeadline } from './deadline.ts'
import { exchangeTlsJson, type TlsJsonExchange } from './exchange-tls-json.ts'
import { isSuccess, readFailure, readQuestionFailure } from './tmf-error.ts'

export type IdentifierDeps = { readonly clock: Clock; readonly timers: Timers; readonly answerTimeoutMs: number }
/** The ISP to ask. */
export type Isp = { readonly ispId: string; readonly baseUrl: string; readonly identity: IdentityConfig }

const PATH = '/identityManagement/v1'
const zIdentifier = z.object({
  externalId: z.string(), userIdentifier: z.string(), state: z.enum(['acknowledged', 'reserved', 'active', 'expired', 'takenOver', 'released', 'failed']),
  validUntil: z.string().optional(), errorMessage: z.object({ code: z.string(), reason: z.string() }).optional().catch(undefined),
})
type Identifier = z.infer<typeof zIdentifier>
const zAvailability = z.object({ userIdentifier: z.string(), availability: z.enum(['free', 'taken', 'reserved']), isHeldByRelatedParty: z.boolean() })
const zVerification = z.object({ isVerified: z.boolean(), retryAfterSeconds: z.number().min(0) })
const zRelease = z.object({ targetExternalId: z.string(), state: z.literal('released') })

/** What the ISP's own word for a no means here; another word stays the ISP's. */
const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  'IDENTIFIER-TAKEN': 'identifier-taken', 'IDENTIFIER-RESERVED': 'identifier-reserved', 'IDENTIFIER-MALFORMED': 'identifier-malformed',
  'REALM-UNKNOWN': 'identifier-realm-unknown', 'PASSWORD-REFUSED': 'password-refused', 'PASSWORD-MISSING': 'password-refused',
}

/** Asks whether an identifier can be had. A question without effect: no answer is `notDone`. */
export async function checkIdentifier(deps: IdentifierDeps, isp: Isp, asked: { readonly userIdentifier: string; readonly customerId: string }): Promise<PartnerOutcome<IdentifierAvailability>> {
  const answer = await exchange(deps, isp, { method: 'GET', path: `/identifierAvailability/${encodeURIComponent(asked.userIdentifier)}?relatedParty.id=${encodeURIComponent(asked.customerId)}` })
  const failure = questionFailure(isp, answer)
  if (failure) return { kind: 'notDone', error: failure }
  const read = zAvailability.safeParse((answer as { body: unknown }).body)
  if (!read.success || read.data.userIdentifier !== asked.userIdentifier.toLowerCase()) return { kind: 'notDone', error: malformed(isp, 'not-an-availability') }
  const { availability, isHeldByRelatedParty } = read.data
  return { kind: 'done', value: availability === 'free' ? 'free' : availability === 'reserved' && isHeldByRelatedParty ? 'reservedByUs' : 'taken' }
}

/** Asks whether name and password belong together. A question without effect. `retryAfterMs` > 0: the ISP hears no more tries for so long. */
export async function verifyIdentifier(deps: IdentifierDeps, isp: Isp, asked: { readonly userIdentifier: string; readonly password: string }): Promise<PartnerOutcome<AuthenticateDone>> {
  const startedAt = deps.clock.now()
  const answer = await exchange(deps, isp, { method: 'POST', path: '/identifierVerification', body: { '@type': 'IdentifierVerification', ...asked } })
  const failure = questionFailure(isp, answer)
  if (failure) return { kind: 'notDone', error: failure.code === 'provider-unavailable' ? appError('isp-unavailable', { ispId: isp.ispId }) : failure }
  const read = zVerification.safeParse((answer as { body: unknown }).body)
  if (!read.success) return { kind: 'notDone', error: malformed(isp, 'not-a-verification') }
  if (read.data.retryAfterSeconds > 0) return { kind: 'notDone', error: appError('identifier-locked', { retryMs: read.data.retryAfterSeconds * 1_000 }) }
  return { kind: 'done', value: { accepted: read.data.isVerified, framedIpAddress: null, server: new URL(isp.baseUrl).host, method: 'https', tookMs: deps.clock.now() - startedAt, replyMessage: null } }
}

/** Holds an identifier for a call, or makes it the customer's (`state` active). Errors as notDone: the ISP's no; as unknown: everything that may have arrived. */
export async function reserveIdentifier(deps: IdentifierDeps, isp: Isp, request: ReserveIdentifier): Promise<PartnerOutcome<IdentifierHeld>> {
  const { key, customerId, userIdentifier, state, validForMs, password } = request
  const body = {
    '@type': 'Identifier', externalId: key, userIdentifier, state, relatedParty: [{ id: customerId, role: 'customer' }],
    ...(validForMs === undefined ? {} : { validForSeconds: Math.ceil(validForMs / 1_000) }), ...(password === undefined ? {} : { password }),
  }
  const answer = await exchange(deps, isp, { method: 'POST', path: '/identifier', body })
  const failure = effectFailure(isp, answer)
  if (failure) return failure
  const read = zIdentifier.safeParse((answer as { body: unknown }).body)
  if (!read.success || read.data.externalId !== key) return { kind: 'unknown', error: malformed(isp, read.success ? 'other-externalId' : 'not-an-identifier') }
  const reading = readIdentifier(isp, read.data, state)
  return reading.kind === 'found' ? { kind: 'done', value: reading.value } : reading.kind === 'refused' ? { kind: 'notDone', error: reading.error } : { kind: 'unknown', error: reading.kind === 'unknown' ? reading.error : appError('provider-outcome-unknown', { providerId: isp.ispId, why: 'still-working' }) }
}

/** Asks what became of a key. Only an empty list that the ISP answered means absent. */
export async function probeIdentifier(deps: IdentifierDeps, isp: Isp, asked: { readonly key: string; readonly state: 'reserved' | 'active' }): Promise<IdentifierProbe> {
  const answer = await exchange(deps, isp, { method: 'GET', path: `/identifier?externalId=${encodeURIComponent(asked.key)}` })
  const failure = questionFailure(isp, answer)
  if (failure) return { kind: 'unknown', error: failure }
  const read = z.array(zIdentifier).safeParse((answer as { body: unknown }).body)
  if (!read.success || (answer as { status: number }).status !== 200) return { kind: 'unknown', error: malformed(isp, 'not-identifiers') }
  const [one, ...others] = read.data
  if (!one) return { kind: 'absent' }
  if (others.length > 0 || one.externalId !== asked.key) return { kind: 'unknown', error: malformed(isp, others.length > 0 ? 'several-identifiers' : 'other-externalId') }
  return readIdentifier(isp, one, asked.state)
}

/** Gives an identifier back. Succeeds also for what was never there: the ISP remembers it, so that a reservation that comes after its release is refused. */
export async function releaseIdentifier(deps: IdentifierDeps, isp: Isp, request: ReleaseIdentifier): Promise<PartnerOutcome<null>> {
  const body = { '@type': 'IdentifierRelease', externalId: request.key, targetExternalId: request.targetKey, relatedParty: [{ id: request.customerId, role: 'customer' }] }
  const answer = await exchange(deps, isp, { method: 'POST', path: '/identifierRelease', body })
  const failure = effectFailure(isp, answer)
  if (failure) return failure
  const read = zRelease.safeParse((answer as { body: unknown }).body)
  return read.success && read.data.targetExternalId === request.targetKey ? { kind: 'done', value: null } : { kind: 'unknown', error: malformed(isp, 'not-a-release') }
}

async function exchange(deps: IdentifierDeps, isp: Isp, request: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown }): Promise<TlsJsonExchange> {
  const deadline = startDeadline(deps.timers, deps.answerTimeoutMs)
  try {
    return await exchangeTlsJson({ method: request.method, url: `${isp.baseUrl}${PATH}${request.path}`, body: request.body, authority: isp.identity.certificate, signal: deadline.signal })
  } finally {
    deadline.end()
  }
}

/** `state`: what was asked for. A reservation that an order has gone on with is done, too. */
function readIdentifier(isp: Isp, one: Identifier, state: 'reserved' | 'active'): IdentifierProbe {
  switch (one.state) {
    case 'acknowledged': return { kind: 'pending' }
    case 'failed': return { kind: 'refused', error: refusalOf(isp, one.errorMessage ?? { code: 'failed', reason: '' }) }
    case 'expired': return { kind: 'refused', error: appError('identifier-expired', { userIdentifier: one.userIdentifier }) }
    case 'released': return { kind: 'refused', error: appError('provider-refused', { providerId: isp.ispId, providerCode: 'IDENTIFIER-WITHDRAWN', reason: '' }) }
    case 'reserved': case 'active': case 'takenOver':
      if (state === 'active' && one.state !== 'active') return { kind: 'unknown', error: malformed(isp, 'not-active') }
      return { kind: 'found', value: { userIdentifier: one.userIdentifier, until: one.validUntil === undefined ? null : Date.parse(one.validUntil) } }
  }
}

function effectFailure(isp: Isp, answer: TlsJsonExchange): { readonly kind: 'notDone' | 'unknown'; readonly error: AppError } | null {
  if (answer.kind === 'untrusted') return { kind: 'notDone', error: untrusted(isp, answer.why) }
  if (isSuccess(answer)) return null
  const failure = readFailure(answer, isp.ispId)
  return failure.kind === 'refused' ? { kind: 'notDone', error: named(failure.error) } : failure
}

function questionFailure(isp: Isp, answer: TlsJsonExchange): AppError | null {
  if (answer.kind === 'untrusted') return untrusted(isp, answer.why)
  if (isSuccess(answer)) return null
  const failure = readFailure(answer, isp.ispId)
  return failure.kind === 'refused' ? named(failure.error) : readQuestionFailure(answer, isp.ispId)
}

const refusalOf = (isp: Isp, said: { readonly code: string; readonly reason: string }): AppError => named(appError('provider-refused', { providerId: isp.ispId, providerCode: said.code.slice(0, 200), reason: said.reason.slice(0, 200) }))
const named = (error: AppError): AppError => {
  const code = REFUSALS[String(error.details['providerCode'])]
  return code === undefined ? error : appError(code, error.details)
}
const untrusted = (isp: Isp, why: string): AppError => appError('isp-certificate-refused', { providerId: isp.ispId, why })
const malformed = (isp: Isp, why: string): AppError => appError('provider-answer-malformed', { providerId: isp.ispId, why })
