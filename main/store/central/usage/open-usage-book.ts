import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { NewUsage, RatedSum, StoredUsage, UsageBook, WaitingUsage } from '../../../central/usage/ports.ts'
import type { UsageEvent, UsageState } from '../../../../shared/domain/usage.ts'
import { USAGE_STATES } from '../../../../shared/domain/usage.ts'
import { assertExact } from '../../../../shared/kernel/money.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { RawKey } from '../../sql/open.ts'
import { openBlockFile } from './block-file.ts'
import { openPartition } from './partition.ts'
import type { OnOutcome, Partition } from './partition.ts'

const EXTENSION = '.usage'
type Waiting = { readonly event: UsageEvent; readonly reason: NonNullable<StoredUsage['outcome']['reason']> }

/**
 * Opens the book in `directory`: one file per provider and period. All of it is read once, so that sums and the queue need no file of
 * their own that could disagree. Errors: throws on a damaged file or another key. One process at a time: the host holds the directory.
 */
export function openUsageBook({ directory, key }: { readonly directory: string; readonly key: RawKey }): UsageBook {
  const partitions = new Map<string, Map<string, Partition>>()
  const sums = new Map<string, RatedSum>()
  const sumsOfService = new Map<string, Set<string>>()
  const ofService = new Map<string, Set<string>>()
  const waiting = new Map<string, Waiting>()
  let droppedBytes = 0

  const onOutcome = (name: string): OnOutcome => ({ record, event, before, after }) => {
    const usageId = `${name}~${record}`
    if (!event) return
    for (const [outcome, sign] of [[before, -1], [after, 1]] as const) {
      const change = outcome && ratedChange(outcome, event.quantity, sign)
      if (!change) continue
      const sumKey = `${change.billingServiceId}|${change.priceId}|${change.billingPeriod}`
      sums.set(sumKey, plus(sums.get(sumKey), change))
      include(sumsOfService, change.billingServiceId, sumKey)
    }
    if (before?.guide) ofService.get(serviceKey(before.guide.billingServiceId, before.billingPeriod))?.delete(usageId)
    if (after.guide) include(ofService, serviceKey(after.guide.billingServiceId, after.billingPeriod), usageId)
    if (after.state === 'recycled' && after.reason) waiting.set(usageId, { event, reason: after.reason })
    else waiting.delete(usageId)
  }
  const partition = (providerId: string, period: string): Partition => {
    const ofProvider = partitions.get(providerId) ?? new Map<string, Partition>()
    partitions.set(providerId, ofProvider)
    const known = ofProvider.get(period)
    if (known) return known
    const name = `${providerId}~${period}`
    const file = openBlockFile({ path: join(directory, folderOf(providerId), `${period}${EXTENSION}`), key, name })
    droppedBytes += file.droppedBytes
    const opened = openPartition(file, { idOf: (record) => `${name}~${record}`, onOutcome: onOutcome(name) })
    ofProvider.set(period, opened)
    return opened
  }
  const placeOf = (usageId: string): { readonly at: Partition; readonly record: number } | null => {
    const match = /^(.+)~([^~]+)~(\d+)$/.exec(usageId)
    const at = partitions.get(match?.[1] ?? '')?.get(match?.[2] ?? '')
    return at ? { at, record: Number(match?.[3]) } : null
  }
  const get = (usageId: string): StoredUsage | null => {
    const place = placeOf(usageId)
    return place ? place.at.get(place.record) : null
  }

  mkdirSync(directory, { recursive: true, mode: 0o700 })
  for (const folder of readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory()))
    for (const file of readdirSync(join(directory, folder.name)).filter((name) => name.endsWith(EXTENSION))) partition(decodeURIComponent(folder.name), file.slice(0, -EXTENSION.length))

  return {
    get,
    find: (providerId, identity) => {
      for (const one of partitions.get(providerId)?.values() ?? []) {
        const found = one.find(identity)
        if (found) return found
      }
      return null
    },
    append: (entries) => {
      const ids = Array.from<string>({ length: entries.length })
      for (const [name, group] of Map.groupBy(entries.entries(), ([, entry]) => `${entry.providerId}~${entry.period}`)) {
        const [{ providerId, period }] = group.map(([, entry]) => entry) as [NewUsage]
        const records = partition(providerId, period).append(group.map(([, { identity, event, raw, outcome, receivedAt }]) => ({ kind: 'event', identity, event, raw, outcome, at: receivedAt })))
        for (const [at, [index]] of group.entries()) ids[index] = `${name}~${records[at]}`
      }
      return ids
    },
    move: (moves) => {
      const placed = moves.map(({ usageId, outcome, at }) => {
        const place = placeOf(usageId)
        assert(place, `no such usage: ${usageId}`)
        return { partition: place.at, move: { record: place.record, outcome, at } }
      })
      for (const [at, group] of Map.groupBy(placed, (one) => one.partition)) at.move(group.map((one) => one.move))
    },
    ratedQuantity: ({ billingServiceId, priceId, billingPeriod }) => sums.get(`${billingServiceId}|${priceId}|${billingPeriod}`)?.quantity ?? 0,
    ratedSums: (billingServiceId) => [...(sumsOfService.get(billingServiceId) ?? [])].flatMap((sumKey) => sums.get(sumKey) ?? []),
    waiting: () => grouped(waiting),
    ofService: (billingServiceId, billingPeriod) => [...(ofService.get(serviceKey(billingServiceId, billingPeriod)) ?? [])].flatMap((usageId) => get(usageId) ?? []),
    totals: (providerId) => {
      const sums = Object.fromEntries(USAGE_STATES.map((state) => [state, 0])) as Record<UsageState, number>
      const counted = [...partitions].filter(([id]) => providerId === undefined || id === providerId).flatMap(([, periods]) => [...periods.values()])
      for (const one of counted) for (const state of USAGE_STATES) sums[state] += one.totals()[state]
      return sums
    },
    get droppedBytes() {
      return droppedBytes
    },
    close: () => {
      for (const periods of partitions.values()) for (const one of periods.values()) one.close()
      partitions.clear()
    },
  }
}

function grouped(waiting: ReadonlyMap<string, Waiting>): readonly WaitingUsage[] {
  const groups = Map.groupBy(waiting, ([, { event, reason }]) => JSON.stringify([event.providerId, event.idKind, event.localId, reason]))
  return [...groups.values()].flatMap((group): readonly WaitingUsage[] => {
    const [first] = group
    if (!first) return []
    const { event: { providerId, localId, idKind }, reason } = first[1]
    const starts = group.map(([, one]) => one.event.startedAt)
    return [{ providerId, localId, idKind, reason, count: group.length, firstAt: starts.reduce((a, b) => Math.min(a, b)), lastAt: starts.reduce((a, b) => Math.max(a, b)), sums: sumsOf(group.map(([, { event }]) => event)), usageIds: group.map(([usageId]) => usageId) }]
  })
}

/** What the events come to, by type and unit. */
const sumsOf = (events: readonly UsageEvent[]): WaitingUsage['sums'] => [...Map.groupBy(events, ({ usageType, unit }) => `${usageType}|${unit}`).values()].flatMap((same) => {
  const [first] = same
  return first ? [{ usageType: first.usageType, unit: first.unit, quantity: same.reduce((sum, { quantity }) => assertExact(sum + quantity), 0) }] : []
})
/** What an outcome adds to the sum of its service, price and period, or takes back from it; null while it is not rated. */
const ratedChange = ({ guide, rated, billingPeriod }: StoredUsage['outcome'], quantity: number, sign: 1 | -1): RatedSum | null =>
  guide && rated && billingPeriod !== null ? { billingServiceId: guide.billingServiceId, priceId: rated.priceId, billingPeriod, quantity: sign * quantity, amountMicro: sign * rated.amountMicro, events: sign } : null
const plus = (sum: RatedSum | undefined, change: RatedSum): RatedSum =>
  sum ? { ...sum, quantity: assertExact(sum.quantity + change.quantity), amountMicro: assertExact(sum.amountMicro + change.amountMicro), events: sum.events + change.events } : change
const serviceKey = (billingServiceId: string, period: string | null): string => `${billingServiceId}|${period}`
const include = (sets: Map<string, Set<string>>, key: string, value: string): void => void sets.set(key, (sets.get(key) ?? new Set()).add(value))
/** A provider's id as one name of a folder, whatever it holds. */
const folderOf = (providerId: string): string => encodeURIComponent(providerId).replaceAll('.', '%2E')
