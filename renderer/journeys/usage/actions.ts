import type { WaitingGroup } from '../../../shared/domain/usage-queue.ts'
import type { Work } from '../../app/work.ts'
import { NO_USAGE_QUEUE } from './state.ts'
import type { UsageQueueState } from './state.ts'
import { idOf, keyOf, mayAttach, nextOf } from './view.ts'

export type UsageVerb = 'attach' | 'guideAgain' | 'setAside'

/** Verbs on usage that waits for a person. A late answer about a group that is no longer open is dropped. */
export function createUsageQueueActions(work: Work) {
  const { client, get, set } = work
  const state = () => get().usageQueue
  const patch = (change: Partial<UsageQueueState>) => set({ usageQueue: { ...state(), ...change } })
  const groups = (): readonly WaitingGroup[] => {
    const { list } = state()
    return list && 'groups' in list ? list.groups : []
  }
  const open = (): WaitingGroup | null => groups().find((group) => keyOf(group) === state().chosen) ?? null
  const findCandidates = async () => {
    const group = open()
    if (!group || !mayAttach(group.reason)) return
    const { chosen, search } = state()
    const answer = await client.call('usage.candidates', { providerId: group.providerId, text: search })
    if (state().chosen === chosen && state().search === search) patch(answer.ok ? { candidates: answer.value.candidates } : { candidates: [], problem: answer.error })
  }
  const choose = (chosen: string | null) => {
    if (chosen === state().chosen) return
    patch({ chosen, search: '', candidates: null, customerId: null, because: '', problem: null })
    void findCandidates()
  }
  const read = async () => {
    const before = groups()
    const answer = await client.call('usage.waiting', {})
    patch({ list: answer.ok ? answer.value : answer.error })
    choose(nextOf(before, groups(), state().chosen))
  }
  const commandIdFor = (what: string): string => {
    const { pending } = state()
    const commandId = pending?.what === what ? pending.commandId : work.host.newId()
    patch({ pending: { what, commandId } })
    return commandId
  }
  const decide = async (verb: UsageVerb) => {
    const group = open()
    const { customerId, because, isWorking } = state()
    if (!group || isWorking) return
    const id = idOf(group)
    const commandId = commandIdFor(JSON.stringify([verb, keyOf(group), customerId, because]))
    patch({ isWorking: true, problem: null, worked: null })
    const answer = verb === 'guideAgain' ? await client.call('usage.guideAgain', { commandId, ...id })
      : verb === 'setAside' ? await client.call('usage.setAside', { commandId, ...id, because })
        : customerId === null ? null : await client.call('usage.attach', { commandId, ...id, customerId })
    if (answer?.ok) patch({ isWorking: false, pending: null, worked: { localId: group.localId, what: answer.value } })
    else patch({ isWorking: false, problem: answer?.error ?? null })
    if (answer?.ok || answer?.error.code === 'usage-not-waiting') await read()
  }
  return {
    read, choose, decide,
    show: async () => {
      set({ screen: 'usage', usageQueue: NO_USAGE_QUEUE })
      await read()
    },
    search: (search: string) => {
      patch({ search, customerId: null })
      void findCandidates()
    },
    pick: (customerId: string) => patch({ customerId, problem: null }),
    write: (because: string) => patch({ because }),
  }
}
