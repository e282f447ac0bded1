import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Network } from '../../provisioning/ports.ts'
import type { Handler, HandlerCtx } from '../context.ts'
import { refuseCardDigits } from '../signup/refuse-card-digits.ts'

export type UsageQueueDeps = { readonly central: CentralClient; readonly network: Network; readonly deskId: string }
const actorOf = (deskId: string, { user }: HandlerCtx) => ({ deskId, userId: user?.userId ?? '', role: user?.role ?? '' })

export const createWaitingUsage = ({ central, network }: UsageQueueDeps): Handler<'usage.waiting'> => async () => {
  if (!network.isUp()) return err(appError('network-unavailable'))
  const answer = await central.query('usage.waiting', {})
  return answer.ok ? ok({ ...answer.value, groups: [...answer.value.groups], decisions: [...answer.value.decisions] }) : answer
}

export const createUsageCandidates = ({ central, network }: UsageQueueDeps): Handler<'usage.candidates'> => async (input) => {
  if (!network.isUp()) return err(appError('network-unavailable'))
  const answer = await central.query('usage.candidates', input)
  return answer.ok ? ok({ candidates: [...answer.value.candidates] }) : answer
}

/** The command's id is the key at central: pressed twice, or sent again after a lost answer, it happens once. */
export const createAttachUsage = ({ central, network, deskId }: UsageQueueDeps): Handler<'usage.attach'> => async ({ commandId, ...input }, ctx) =>
  network.isUp() ? central.command('usage.attach', commandId, input, actorOf(deskId, ctx)) : err(appError('network-unavailable'))

export const createGuideUsageAgain = ({ central, network, deskId }: UsageQueueDeps): Handler<'usage.guideAgain'> => async ({ commandId, ...input }, ctx) =>
  network.isUp() ? central.command('usage.guideAgain', commandId, input, actorOf(deskId, ctx)) : err(appError('network-unavailable'))

export const createSetUsageAside = ({ central, network, deskId }: UsageQueueDeps): Handler<'usage.setAside'> => async ({ commandId, ...input }, ctx) => {
  const card = refuseCardDigits({ because: input.because })
  if (card) return err(card)
  return network.isUp() ? central.command('usage.setAside', commandId, input, actorOf(deskId, ctx)) : err(appError('network-unavailable'))
}
