import type { AppError } from '../../../shared/domain/errors.ts'
import type { Answer, AuthState, DeskState } from '../../app/state.ts'
import type { CallHandle, Work } from '../../app/work.ts'

/** What came of asking. `phone`: the number of record to dial, for the rep's eyes while they dial. */
export type PinAnswer = { readonly problem: AppError | null }
export type Callback = { readonly phone: string } | { readonly problem: AppError }

/** Verbs of finding out who calls. `refresh`: what was masked is asked again, because it may now be told. */
export function createCallerActions(work: Work, refresh: (mine: CallHandle) => Promise<void>) {
  const { client } = work
  /** Kept where the customer is shown: with the call whose order is theirs, and with the person who is seen whole. */
  const auth = (mine: CallHandle, customerId: string, next: AuthState) => {
    if (mine.get()?.order?.order.customerId === customerId) mine.set({ auth: next })
    const { person } = work.get()
    if (person?.customerId === customerId) work.set({ person: { ...person, auth: next } })
  }
  const verified = async (mine: CallHandle, customerId: string, value: { readonly at: number; readonly until: number }) => {
    auth(mine, customerId, { kind: 'verified', ...value })
    // When the half hour is over, what was told is asked again and comes back masked: it does not stay on the screen.
    setTimeout(() => void expire(mine, customerId, value.until), Math.max(0, value.until - work.host.now()))
    await refresh(mine)
  }
  const expire = async (mine: CallHandle, customerId: string, until: number) => {
    const known = authOf(work.get(), customerId)
    if (known.kind !== 'verified' || known.until !== until) return
    auth(mine, customerId, { kind: 'none' })
    await refresh(mine)
  }
  return {
    /** What this window knows of the caller of a customer who is already there. */
    read: async (customerId: string): Promise<void> => {
      const mine = work.here()
      const answer = await client.call('customers.callerState', { customerId })
      if (answer.ok) auth(mine, customerId, stateFrom(answer.value))
    },
    asked: (customerId: string) => {
      if (authOf(work.get(), customerId).kind === 'none') auth(work.here(), customerId, { kind: 'asked' })
    },
    check: async (customerId: string, pin: string): Promise<PinAnswer> => {
      const mine = work.here()
      const answer = await client.call('customers.verifyPin', { customerId, pin })
      if (answer.ok) {
        mine.record('callerVerified')
        await verified(mine, customerId, answer.value)
        return { problem: null }
      }
      const { until } = answer.error.details
      auth(mine, customerId, answer.error.code === 'pin-locked' && typeof until === 'number' ? { kind: 'locked', until } : { kind: 'asked' })
      return { problem: answer.error }
    },
    unlock: async (customerId: string): Promise<PinAnswer> => {
      const mine = work.here()
      const answer = await client.call('customers.unlockPin', { commandId: work.host.newId(), customerId })
      if (answer.ok) auth(mine, customerId, { kind: 'asked' })
      return { problem: answer.ok ? null : answer.error }
    },
    callBack: async (customerId: string): Promise<Callback> => {
      const mine = work.here()
      const answer = await client.call('customers.startCallback', { customerId })
      if (!answer.ok) return { problem: answer.error }
      mine.record('callerCalledBack')
      return { phone: answer.value.phone }
    },
    /** `commandId`: the same for every try to send the same PIN. */
    resetPin: async (customerId: string, pin: string, commandId: string): Promise<PinAnswer> => {
      const mine = work.here()
      const answer = await client.call('customers.resetPin', { commandId, customerId, pin, method: 'callback' })
      if (!answer.ok) return { problem: answer.error }
      mine.record('pinReset')
      await verified(mine, customerId, answer.value)
      return { problem: null }
    },
    /** Whoever calls next has proved nothing. */
    end: async (customerId: string): Promise<void> => {
      const mine = work.here()
      await client.call('customers.endCall', { customerId })
      auth(mine, customerId, { kind: 'none' })
    },
  }
}

/** How far the caller has proved to be this customer: of the call whose order is theirs, else of the person who is seen whole. */
export const authOf = ({ call, person }: Pick<DeskState, 'call' | 'person'>, customerId: string): AuthState =>
  call.order?.order.customerId === customerId ? call.auth : person?.customerId === customerId ? person.auth : { kind: 'none' }

function stateFrom({ kind, at, until }: Answer<'customers.callerState'>): AuthState {
  if (kind === 'ownSignUp') return { kind: 'notNeeded' }
  if (kind === 'locked' && until !== null) return { kind, until }
  return kind === 'verified' && at !== null && until !== null ? { kind, at, until } : { kind: 'none' }
}
