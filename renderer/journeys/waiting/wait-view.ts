import { offeredChoices, promisedTime, waitFace } from '../../../shared/domain/waiting.ts'
import type { OfferedChoice, WaitFace } from '../../../shared/domain/waiting.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import { providerName } from '../../app/names.ts'
import type { CallState, DeskState } from '../../app/state.ts'

type Provider = NonNullable<DeskState['status']>['providers'][number]
export type Wait = {
  /** Names this very wait: a choice made for it does not hold for the next one. */
  readonly key: string
  readonly what: 'qualification' | 'identity' | 'step'
  readonly face: WaitFace
  readonly providerId: string | null
  readonly party: string
  readonly elapsedMs: number
  readonly typical: { readonly p50Ms: number; readonly p95Ms: number } | null
  /** How many more are asked at the same time. */
  readonly others: number
  readonly choices: readonly OfferedChoice[]
  readonly hasSecond: boolean
  readonly isPastPivot: boolean
}

/** An answer that was given up this short before the desk answered belongs to the question of this call. */
const SAME_QUESTION_MS = 2_000
const ENDED = ['completed', 'failed', 'cancelled', 'held', 'pending', 'pendingCancellation']

/** What the call in front waits for at a moment; null when for nobody. One at a time: the one that is asked longest. */
export function waitOf(state: Pick<DeskState, 'call' | 'status'>, now: number): Wait | null {
  const { call, status } = state
  const found = call.step === 'live' ? stepWait(call, status) : (identityWait(call, status) ?? qualificationWait(call, status))
  if (!found) return null
  const { what, provider, askedAt, isLost, others, subject } = found
  const providerId = provider?.providerId ?? null
  const isPastPivot = call.order?.steps.some((step) => step.phase === 'pivot' && step.state === 'done') ?? false
  const hasSecond = what !== 'identity' && otherYes(call, providerId)
  const phone = call.order?.order.registration.phone ?? call.registration.phone ?? ''
  return {
    key: `${what}:${subject}:${askedAt}`, what, face: waitFace({ askedAt, isLost }, now), providerId, party: providerName(status, providerId), elapsedMs: Math.max(0, now - askedAt), others,
    typical: provider && provider.p50Ms !== null && provider.p95Ms !== null ? { p50Ms: provider.p50Ms, p95Ms: provider.p95Ms } : null,
    choices: offeredChoices({ hasSecond, isPastPivot, hasPhone: phone.trim() !== '' }), hasSecond, isPastPivot,
  }
}

type Found = { readonly what: Wait['what']; readonly provider: Provider | null; readonly askedAt: number; readonly isLost: boolean; readonly others: number; readonly subject: string }

function stepWait({ order }: CallState, status: DeskState['status']): Found | null {
  if (!order || ENDED.includes(order.state)) return null
  const step = order.steps.find((candidate) => candidate.state === 'asking' || candidate.state === 'unknown')
  if (!step) return null
  const asked = order.events.findLast((event) => event.stepId === step.id && event.kind === 'intent')
  return { what: 'step', provider: providerOf(status, step.providerId), askedAt: asked?.at ?? step.startedAt ?? 0, isLost: step.state === 'unknown', others: 0, subject: `${order.order.id}:${step.id}` }
}

function identityWait(call: CallState, status: DeskState['status']): Found | null {
  if (call.identity.kind !== 'asking') return null
  const provider = asking(status).find((candidate) => !call.isAsking || candidate.askingSince! >= (call.askingSince ?? 0)) ?? null
  return { what: 'identity', provider, askedAt: provider?.askingSince ?? call.stepAt, isLost: false, others: 0, subject: call.key }
}

function qualificationWait(call: CallState, status: DeskState['status']): Found | null {
  if (call.isAsking && call.askingSince !== null) {
    const asked = asking(status)
    const [slowest] = asked
    return { what: 'qualification', provider: slowest ?? null, askedAt: call.askingSince, isLost: false, others: Math.max(0, asked.length - 1), subject: call.place?.id ?? '' }
  }
  const lost = status?.providers.find((provider) => provider.state === 'unknown' && provider.lastAt !== null && call.askedAt !== null && Math.abs(provider.lastAt - call.askedAt) < SAME_QUESTION_MS)
  return lost ? { what: 'qualification', provider: lost, askedAt: call.askedAt ?? 0, isLost: true, others: 0, subject: call.place?.id ?? '' } : null
}

const asking = (status: DeskState['status']): readonly Provider[] => (status?.providers ?? []).filter((provider) => provider.askingSince !== null).toSorted((a, b) => (a.askingSince ?? 0) - (b.askingSince ?? 0))
const providerOf = (status: DeskState['status'], providerId: string | null): Provider | null => status?.providers.find((provider) => provider.providerId === providerId) ?? null
/** Another provider that says yes at this address on a line of its own or over somebody's who is not the slow one. */
const otherYes = (call: CallState, providerId: string | null): boolean => call.qualification?.lines.some((line) => line.verdict === 'yes' && line.providerId !== providerId && line.overProviderId !== providerId) ?? false

/** The sentence to say while a wait has this face; null while the script's own sentence stands. */
export function sayOfWait(wait: Wait, now: number, { t }: Pick<Texts, 't'>, chosen: CallState['waitChoice'] = null): string | null {
  // What was chosen is said, not asked again.
  if (chosen?.key === wait.key) return chosen.promise ? t(`say.promise.${chosen.promise.kind}`, { dueAt: chosen.promise.dueAt }) : null
  const details = { party: wait.party, dueAt: promisedTime('message', now) }
  switch (wait.face) {
    case 'quiet': return null
    // The script already offers the next question; where there is none, one moment is asked for.
    case 'asking': return wait.what === 'qualification' ? null : t('say.wait.asking')
    case 'background': return t(wait.what === 'step' ? 'say.wait.backgroundLive' : 'say.wait.background')
    case 'choosing': return t(wait.hasSecond && !wait.isPastPivot ? 'say.wait.choosing' : 'say.wait.choosingNoSecond', details)
    case 'unknown': return t('say.wait.unknown', details)
  }
}

/** What is usual today, in words. */
export const typicalWords = (wait: Pick<Wait, 'typical'>, { t }: Pick<Texts, 't'>): string => (wait.typical ? t('wait.typical', wait.typical) : t('wait.noTypical'))
