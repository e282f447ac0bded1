import type { PortLine } from '../../../shared/domain/port-line.ts'
import type { Answer } from '../../app/state.ts'
import type { Work } from '../../app/work.ts'

export type PortLines = Answer<'ports.lines'>

/** Verbs of the line for a port. An answer belongs to the call that asked. */
export function createPortLineActions(work: Work) {
  const { client, host } = work
  const moved = async (verb: 'ports.joinLine' | 'ports.leaveLine', place: string, line: PortLine): Promise<PortLines | null> => {
    const mine = work.here()
    const answer = await client.call(verb, { commandId: host.newId(), place, queueId: line.queueId })
    if (!answer.ok) return mine.set({ problem: answer.error }), null
    const now = answer.value.lines.find((one) => one.queueId === line.queueId)
    mine.set({ problem: null })
    if (verb === 'ports.leaveLine') mine.record('portLineLeft', { name: line.name })
    else if (now?.kind === 'waiting') mine.record('portLineJoined', { name: line.name, place: now.place })
    return answer.value
  }
  return {
    read: async (place: string): Promise<PortLines | null> => {
      const answer = await client.call('ports.lines', { place })
      return answer.ok ? answer.value : null
    },
    join: (place: string, line: PortLine) => moved('ports.joinLine', place, line),
    leave: (place: string, line: PortLine) => moved('ports.leaveLine', place, line),
  }
}
