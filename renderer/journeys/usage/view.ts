import type { UsageReason } from '../../../shared/domain/usage.ts'
import type { WaitingGroup, WaitingGroupId, WaitingSum } from '../../../shared/domain/usage-queue.ts'
import type { Texts } from '../../../shared/messages/texts.ts'

export const keyOf = ({ providerId, idKind, localId, reason }: WaitingGroupId): string => JSON.stringify([providerId, idKind, localId, reason])
export const idOf = ({ providerId, idKind, localId, reason }: WaitingGroup): WaitingGroupId => ({ providerId, idKind, localId, reason })

/** Only who it is can be said by a person; what lies outside of a service cannot be given to somebody else by a key. */
export const mayAttach = (reason: UsageReason): boolean => reason === 'subscriber-unknown' || reason === 'before-activation' || reason === 'after-termination'

const GIGABYTE = 1_000_000_000, MEGABYTE = 1_000_000
/** "1.25 GB", "2 h", "3 pieces". */
export function sumText({ unit, quantity }: WaitingSum, { t, format }: Texts): string {
  if (unit === 'second') return format.duration(quantity * 1_000)
  if (unit === 'each') return t('usageQueue.pieces', { n: quantity })
  const [factor, name] = quantity >= GIGABYTE ? [GIGABYTE, 'GB'] : [MEGABYTE, 'MB']
  return `${format.number(Math.round((quantity / factor) * 100) / 100)} ${name}`
}
export const sumsText = (sums: readonly WaitingSum[], texts: Texts): string => texts.format.list(sums.map((sum) => `${texts.tf('usageType', sum.usageType)} ${sumText(sum, texts)}`))

/** The one that is opened after another is gone: the one that took its place, else the last. */
export const nextOf = (before: readonly WaitingGroup[], after: readonly WaitingGroup[], chosen: string | null): string | null => {
  const known = after.find((group) => keyOf(group) === chosen)
  const at = Math.max(0, before.findIndex((group) => keyOf(group) === chosen))
  const next = known ?? after[Math.min(at, after.length - 1)]
  return next ? keyOf(next) : null
}
