import type { PortLine } from '../../domain/port-line.ts'
import type { QualificationFacts } from '../../domain/qualification.ts'
import type { AddressId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/time.ts'
import { compareWaiting, placeInLine } from './waiting-line.ts'

type Facts = Pick<QualificationFacts, 'branches' | 'sectors' | 'waiting' | 'promised'>

/**
 * How a house stands with each node and sector around it where no port is free for whoever asks now. A thing with more free ports than people who wait is
 * left out. `now`: a port that was kept until then is kept no longer. Each thing once, by id.
 */
export function portLines(facts: Facts, { place, now }: { readonly place: AddressId; readonly now: Instant }): readonly PortLine[] {
  const things = [
    ...facts.branches.map(({ nodeId, nodeName, providerId, accessType, portsFree }) => ({ queueId: nodeId, name: nodeName, providerId, accessType, free: portsFree })),
    ...facts.sectors.map(({ sectorId, transmitterName, providerId, capacityFree }) => ({ queueId: sectorId, name: transmitterName, providerId, accessType: 'fixedWireless' as const, free: capacityFree })),
  ]
  const once = [...new Map(things.map((thing) => [`${thing.queueId} ${thing.providerId} ${thing.accessType}`, thing])).values()]
  return once.flatMap(({ free, ...thing }): readonly PortLine[] => {
    const isOf = (one: { readonly queueId: string; readonly providerId: string; readonly accessType: string }): boolean => one.queueId === thing.queueId && one.providerId === thing.providerId && one.accessType === thing.accessType
    const kept = facts.promised?.find((one) => isOf(one) && one.place === place && one.until > now)
    if (kept) return [{ ...thing, kind: 'kept', untilAt: kept.until, entryId: kept.entryId ?? null }]
    const line = facts.waiting.filter(isOf).sort(compareWaiting)
    const stands = placeInLine(line, { ...thing, place })
    const own = line.find((entry) => entry.place === place)
    if (own) return [{ ...thing, kind: 'waiting', ...stands, firstAt: (line[0] ?? own).since, entryId: own.id, sinceAt: own.since }]
    return free > line.length ? [] : [{ ...thing, kind: 'full', ...stands, firstAt: line[0]?.since ?? null }]
  })
}
