import type { Work } from '../../../app/work.ts'
import type { MapState } from './state.ts'

/** Verbs of the map. */
export function createMapActions(work: Work) {
  const { client, get, set } = work
  const patch = (change: Partial<MapState>) => set({ map: { ...get().map, ...change } })
  return {
    show: (isOpen: boolean) => patch({ isOpen }),
    /** What lies around a house, from this desk's own copy. An answer for a house that was left meanwhile is dropped. */
    read: async (placeId: string) => {
      patch({ read: { placeId, around: null, problem: null } })
      const answer = await client.call('territory.near', { place: placeId })
      if (get().map.read?.placeId === placeId) patch({ read: { placeId, around: answer.ok ? answer.value : null, problem: answer.ok ? null : answer.error.code } })
    },
  }
}
