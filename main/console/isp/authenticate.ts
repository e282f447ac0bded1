import type { AppError, ErrorCode } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { AuthenticateDone, AuthenticateRequest, PartnerClients } from '../../provisioning/ports.ts'
import type { Handler } from '../context.ts'
import type { RemoteOrders } from '../orders/ports.ts'
import type { DeskJournal } from '../signup/ports.ts'

export type IspDeps = { readonly partners: Pick<PartnerClients, 'authenticate'>; readonly journal: DeskJournal } & Pick<RemoteOrders, 'remoteOrder'>

const OWN: ReadonlySet<ErrorCode> = new Set(['network-unavailable', 'identifier-realm-unknown', 'identifier-locked', 'isp-certificate-refused', 'isp-unavailable'])

/** Asks the ISP during the call whether the identifier is the caller's. */
export const createAuthenticate = (deps: IspDeps): Handler<'isp.authenticate'> => async ({ userIdentifier, password }) => {
  const asked = await ask(deps, { userIdentifier, password, service: 'authenticateOnly' })
  if (!asked.ok) return asked
  const { accepted, server, tookMs, method } = asked.value
  return accepted ? ok({ server, tookMs, method }) : err(appError('identifier-rejected'))
}

/** Logs in as the subscriber's equipment would. Before the access account lives the answer is no, and that is the proof. */
export const createProveAccess = (deps: IspDeps): Handler<'isp.proveAccess'> => async ({ orderId, password }) => {
  const order = deps.journal.read.saga(orderId)?.order ?? deps.remoteOrder(orderId)?.order
  if (!order) return err(appError('order-unknown'))
  const asked = await ask(deps, { userIdentifier: order.registration.userIdentifier, password, service: 'framed' })
  return asked.ok ? ok({ accepted: asked.value.accepted, framedIpAddress: asked.value.framedIpAddress }) : asked
}

/** A question leaves nothing behind, so an answer that stayed away is simply an ISP that cannot be reached. */
async function ask(deps: IspDeps, request: AuthenticateRequest): Promise<Result<AuthenticateDone, AppError>> {
  const outcome = await deps.partners.authenticate(request)
  if (outcome.kind === 'done') return ok(outcome.value)
  const isOwn = OWN.has(outcome.error.code)
  return err(isOwn ? outcome.error : appError('isp-unavailable', outcome.error.details))
}
