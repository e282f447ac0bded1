import type { Work } from '../../app/work.ts'
import type { Days, MeasuresState } from './state.ts'

/** Verbs on what calls cost. */
export function createMeasureActions(work: Work) {
  const { client, get, set } = work
  const patch = (change: Partial<MeasuresState>) => set({ measures: { ...get().measures, ...change } })
  const readSummary = async (days: Days) => {
    patch({ days, summary: null })
    const answer = await client.call('calls.summary', { days })
    if (get().measures.days === days) patch({ summary: answer.ok ? answer.value : 'failed' })
  }
  return {
    /** The measure of one call of this rep, with what is usual beside it. */
    readCall: async (callId: string) => {
      const [mine, typical] = await Promise.all([client.call('calls.mine', { callId }), client.call('calls.typical', {})])
      patch({ mine: mine.ok ? mine.value : null, typical: typical.ok ? typical.value : null })
    },
    show: async () => {
      set({ screen: 'measures' })
      await readSummary(get().measures.days)
    },
    choosePeriod: readSummary,
    toggleTable: () => patch({ isTable: !get().measures.isTable }),
  }
}
