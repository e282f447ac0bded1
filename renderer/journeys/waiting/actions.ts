import { promisedTime } from '../../../shared/domain/waiting.ts'
import type { WaitChoice } from '../../../shared/domain/waiting.ts'
import type { PromiseKind } from '../../../shared/domain/promise.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import type { Work } from '../../app/work.ts'
import type { Wait } from './wait-view.ts'

export type WaitVerbs = { readonly go: (step: 'need' | 'offers' | 'register') => void; readonly cancelOrder: () => Promise<void>; readonly readOrder: (orderId: string) => Promise<void> }

/** What a rep does instead of listening to silence. A promise is on the disk before it is said to be made. */
export function createWaitActions(work: Work, verbs: WaitVerbs) {
  const { client, get, set, setCall, host } = work

  /** Answers the time that was promised; null when it could not be kept, which the screen says. */
  const promise = async (kind: PromiseKind, now: number): Promise<number | null> => {
    const { call, language } = get()
    const dueAt = promisedTime(kind, now)
    const about = call.orderId ? { orderId: call.orderId } : call.draft ? { draftId: call.draft.id } : null
    if (!about) return null
    const text = createTexts(language).t(`say.promise.${kind}`, { dueAt }).replaceAll('**', '')
    const answer = await client.call('promises.make', { commandId: host.newId(), kind, about, text, dueAt })
    if (!answer.ok) {
      setCall({ problem: answer.error })
      return null
    }
    work.record('promised', { kind, dueAt })
    if (call.orderId) await verbs.readOrder(call.orderId)
    return dueAt
  }
  const promised = async (kind: PromiseKind, wait: Wait, choice: WaitChoice) => {
    const dueAt = await promise(kind, host.now())
    if (dueAt !== null) setCall({ waitChoice: { key: wait.key, choice, promise: { kind, dueAt } } })
    return dueAt !== null
  }
  const choose: Readonly<Record<WaitChoice, (wait: Wait) => Promise<void>>> = {
    wait: async (wait) => setCall({ waitChoice: { key: wait.key, choice: 'wait', promise: null } }),
    // Before the order is sent the other line is simply offered; after it what was begun is taken back first.
    second: async (wait) => {
      setCall({ waitChoice: { key: wait.key, choice: 'second', promise: null } })
      if (wait.what === 'step') await verbs.cancelOrder()
      else verbs.go('offers')
    },
    subject: async (wait) => {
      if ((await promised('confirm', wait, 'subject')) && wait.what !== 'step') verbs.go(wait.what === 'identity' ? 'register' : 'offers')
    },
    callBack: async (wait) => void (await promised('callBack', wait, 'callBack')),
  }
  return {
    choose: (choice: WaitChoice, wait: Wait) => choose[choice](wait),
    /** A promise made outside a wait's four choices: the caller hangs up, and is told. */
    promise: async (kind: PromiseKind) => void (await promise(kind, host.now())),
    keepPromise: async (promiseId: string) => {
      const answer = await client.call('promises.keep', { commandId: host.newId(), promiseId })
      if (!answer.ok) set({ notice: createTexts(get().language).tf('error', answer.error.code, answer.error.details) })
    },
    retryStep: async (stepId: string, how: 'again' | 'another', note: string) => {
      const { orderId } = get().call
      if (!orderId) return
      const answer = await client.call('orders.retryStep', { commandId: host.newId(), orderId, stepId, how, note })
      setCall({ problem: answer.ok ? null : answer.error })
      await verbs.readOrder(orderId)
    },
  }
}
