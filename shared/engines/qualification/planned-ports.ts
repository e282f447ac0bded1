import type { PlantNode, PlantSpan } from '../../domain/plant.ts'
import type { TransmitterSector } from '../../domain/radio.ts'
import type { WaitingListEntry } from '../../domain/waiting-list.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { isSameData } from '../../kernel/same-data.ts'
import type { PortBook, PortTerms } from './port-book.ts'
import { compareWaiting } from './waiting-line.ts'

/** What the plant's record says of one scarce thing: so many ports, so many that nobody uses. `path`: where it says so. */
export type PortRecord = Pick<WaitingListEntry, 'queueId' | 'providerId' | 'accessType'> & { readonly path: string; readonly total: number; readonly free: number }

/**
 * The nodes with ports and the sectors of a territory that a book is kept of, by id. A node whose ports serve lines of more than one provider
 * or access type is left out: its count does not say whose they are, so its answer stays the record's.
 */
export function portRecords(facts: { readonly nodes: readonly PlantNode[]; readonly spans: readonly PlantSpan[]; readonly sectors: readonly TransmitterSector[] }): readonly PortRecord[] {
  const fedBy = new Map<string, Map<string, Pick<PortRecord, 'providerId' | 'accessType'>>>()
  for (const { nodeId, providerId, accessType } of facts.spans) {
    const kinds = fedBy.get(nodeId) ?? new Map<string, Pick<PortRecord, 'providerId' | 'accessType'>>()
    fedBy.set(nodeId, kinds.set(`${providerId} ${accessType}`, { providerId, accessType }))
  }
  const nodes = facts.nodes.flatMap(({ id, portsTotal, portsFree }): readonly PortRecord[] => {
    const [kind, ...others] = fedBy.get(id)?.values() ?? []
    return portsTotal > 0 && kind && others.length === 0 ? [{ ...kind, queueId: id, path: `nodes.${id}`, total: portsTotal, free: portsFree }] : []
  })
  const named = new Set(nodes.map(({ queueId }) => queueId))
  const sectors = facts.sectors.flatMap(({ id, providerId, capacityTotal, capacityFree }): readonly PortRecord[] =>
    named.has(id) ? [] : [{ queueId: id, providerId, accessType: 'fixedWireless', path: `sectors.${id}`, total: capacityTotal, free: capacityFree }])
  return [...nodes, ...sectors].sort((a, b) => (a.queueId < b.queueId ? -1 : 1))
}

/** The name of the nth port of a thing, from 1. Names sort as their numbers do. */
export const plannedPortId = (queueId: string, number: number): string => `${queueId}#${String(number).padStart(5, '0')}`

/** Who holds a port that is used by a line which is no order of ours. */
const PLANT = 'plant:'
export const plantHolder = (portId: string): string => `${PLANT}${portId}`
export const isPlantHolder = (holder: string): boolean => holder.startsWith(PLANT)

/**
 * The book after the plant's record was published anew. Who holds a port keeps it, whatever its number. A record that says what it said `before` tells
 * nothing new; another one was made later, and counts a port as used that an order was given for good (`isAssigned`), not one that is only kept. The
 * rest of what it counts is used by others, from the lowest number. Who is new in `waiting` stands in line. Errors: which count is
 * less than what is reserved.
 */
export function replanByRecord(book: PortBook, plan: { readonly record: Pick<PortRecord, 'queueId' | 'total' | 'free'>; readonly before: { readonly total: number; readonly free: number } | null; readonly waiting: readonly WaitingListEntry[] }): Result<PortBook, 'portsTotal' | 'portsFree'> {
  const { queueId, total, free } = plan.record
  const ours = [...book.held].filter(([, holder]) => !isPlantHolder(holder))
  const assigned = ours.filter(([portId]) => book.terms.get(portId)?.isAssigned).length
  const isSameRecord = plan.before !== null && plan.before.total === total && plan.before.free === free
  const others = isSameRecord ? book.held.size - ours.length : Math.max(0, total - free - assigned)
  if (ours.length > total) return err('portsTotal')
  if (ours.length + others > total) return err('portsFree')

  const oursPorts = new Set(ours.map(([portId]) => portId))
  const rest = Array.from({ length: total }, (_, index) => plannedPortId(queueId, index + 1)).filter((portId) => !oursPorts.has(portId)).slice(0, total - ours.length)
  // Whose port it was stays so: a port that is free does not become a used one while another was.
  const used = new Set([...rest.filter((portId) => book.held.has(portId)), ...rest.filter((portId) => !book.held.has(portId))].slice(0, others))
  const held = new Map([...ours, ...[...used].sort().map((portId) => [portId, plantHolder(portId)] as const)])
  const terms = new Map([...held.keys()].map((portId) => [portId, book.terms.get(portId) ?? IN_USE] as const))
  const left = rest.filter((portId) => !used.has(portId)).sort()
  const known = new Set([...book.waiting.map((entry) => entry.id), ...held.values()])
  const joining = plan.waiting.filter((entry) => !known.has(entry.id) && known.add(entry.id))
  const isSame = joining.length === 0 && isSameData(left, book.free) && held.size === book.held.size && [...held.keys()].every((portId) => book.held.has(portId))
  return ok(isSame ? book : { revision: book.revision + 1, free: left, held, terms, waiting: [...book.waiting, ...joining].sort(compareWaiting) })
}

const IN_USE: PortTerms = { place: null, until: null, isAssigned: true }
