import { deskCondition, mayDo } from '../../../shared/domain/offline-rules.ts'
import type { DeskAction } from '../../../shared/domain/offline-rules.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import type { DeskState, StepId } from '../../app/state.ts'

/** What a rep is about to do in a step, as far as the network matters. */
const ACTIONS: Readonly<Partial<Record<StepId, readonly DeskAction[]>>> = {
  address: ['qualify', 'promisePort'], need: ['qualify'], offers: ['compare', 'promisePort'], register: ['registerCustomer', 'checkIdentity'], readBack: ['submitOrder'], live: ['promiseAddress'],
}

export type OfflineLine = { readonly id: string; readonly isNo: boolean; readonly words: string }

/** What may be said in this step without network, and what not with its reason; empty while everything is reached. A hold of the order is the lease. */
export function offlineWords(state: Pick<DeskState, 'call' | 'status'>, now: number, { t }: Pick<Texts, 't'>): readonly OfflineLine[] {
  const { call, status } = state
  if (!status) return []
  const held = call.order?.steps.find((step) => step.kind === 'holdAddress' && step.state === 'done')?.details['until']
  const leaseUntil = typeof held === 'number' ? held : null
  const condition = deskCondition({ isNetworkUp: status.network === 'up', isCentralReached: status.central.state !== 'unreachable', leaseUntil, now })
  const ageMs = Math.max(0, now - (status.central.since ?? now))
  return (ACTIONS[call.step] ?? []).flatMap((action): readonly OfflineLine[] => {
    const permission = mayDo(action, condition)
    if (permission.may === 'yes') return []
    if (permission.may === 'no') return [{ id: action, isNo: true, words: t(`offlineNo.${permission.why}`) }]
    return [{ id: action, isNo: false, words: `${t(`offlineDo.${action}`)}: ${t(`offlineWords.${permission.words}`, { ageMs, untilAt: leaseUntil ?? now })}` }]
  })
}
