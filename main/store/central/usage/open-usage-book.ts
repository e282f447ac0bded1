import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RatedSum, StoredUsage, UsageBook, WaitingUsage } from '../../../central/usage/ports.ts'
import type { UsageEvent, UsageIdentity, UsageState } from '../../../../shared/domain/usage.ts'
import { USAGE_STATES } from '../../../../shared/domain/usage.ts'
import { assertExact } from '../../../../shared/kernel/money.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import { hashText } from '../../../../shared/kernel/text-hash.ts'
import type { TextHash } from '../../../../shared/kernel/text-hash.ts'
import type { RawKey } from '../../sql/open.ts'
import { openBlockFile } from './block-file.ts'
import { createBlockCache } from './block-cache.ts'
import { createIdentityIndex } from './identity-index.ts'
import type { IdentityIndex } from './identity-index.ts'
import { openPartition } from './partition.ts'
import type { Partition } from './partition.ts'
import { createUsageColumns } from './usage-columns.ts'
import { createPageRoom, createUsagePage } from './usage-page.ts'

const EXTENSION = '.usage'
/** Enough for a customer's month to be looked at again without a disk. */
const CACHE_BYTES = 64_000_000
type Waiting = { readonly event: UsageEvent; readonly reason: NonNullable<StoredUsage['outcome']['reason']> }
/** The files of a provider and the one index over all of them. `spans`: which record of which file each number of the index stands for. */
type Provider = { readonly periods: Map<string, Partition>; readonly index: IdentityIndex; readonly spans: IndexSpan[] }
type IndexSpan = { readonly from: number; readonly to: number; readonly period: string; readonly first: number }

/**
 * Opens the book in `directory`: one file per provider and period. All of it is read once, so that sums and the queue need no file of
 * their own that could disagree. Errors: throws on a damaged file or another key. One process at a time: the host holds the directory.
 */
export function openUsageBook({ directory, key }: { readonly directory: string; readonly key: RawKey }): UsageBook {
  const providers = new Map<string, Provider>()
  const waiting = new Map<string, Waiting>()
  const cache = createBlockCache(CACHE_BYTES)
  const columns = createUsageColumns()
  const room = createPageRoom()
  const hash = { segment: 0, check: 0 }
  let [droppedBytes, revision] = [0, 0]

  const providerOf = (providerId: string): Provider => {
    const known = providers.get(providerId) ?? { periods: new Map<string, Partition>(), index: createIdentityIndex(), spans: [] }
    providers.set(providerId, known)
    return known
  }
  const partition = (providerId: string, period: string): Partition => {
    const provider = providerOf(providerId)
    const known = provider.periods.get(period)
    if (known) return known
    const name = `${providerId}~${period}`
    const file = openBlockFile({ path: join(directory, folderOf(providerId), `${period}${EXTENSION}`), key, name })
    droppedBytes += file.droppedBytes
    const opened = openPartition(file, {
      name, cache, columns, idOf: (record) => `${name}~${record}`,
      onEvents: (first, { count, segments, checks }) => {
        const from = provider.spans.at(-1)?.to ?? 0
        provider.spans.push({ from, to: from + count, period, first })
        for (let at = 0; at < count; at++) provider.index.add(segments[at] as number, checks[at] as number, from + at)
      },
      onWaiting: (record, one) => void (one ? waiting.set(`${name}~${record}`, one) : waiting.delete(`${name}~${record}`)),
    })
    provider.periods.set(period, opened)
    return opened
  }
  const all = (): readonly Partition[] => [...providers.values()].flatMap(({ periods }) => [...periods.values()])
  const placeOf = (usageId: string): { readonly at: Partition; readonly record: number } | null => {
    const match = /^(.+)~([^~]+)~(\d+)$/.exec(usageId)
    const at = providers.get(match?.[1] ?? '')?.periods.get(match?.[2] ?? '')
    return at ? { at, record: Number(match?.[3]) } : null
  }
  const get = (usageId: string): StoredUsage | null => {
    const place = placeOf(usageId)
    return place ? place.at.get(place.record) : null
  }

  // What is hashed is the text; an id and a digest that are alike are told apart by the kind.
  const stored = (providerId: string, identity: UsageIdentity, of: TextHash): StoredUsage | null => {
    const provider = providers.get(providerId)
    for (const number of provider?.index.candidates(of) ?? []) {
      const { from, period, first } = spanOf(provider?.spans ?? [], number)
      const at = provider?.periods.get(period)
      const record = number - from + first
      const kept = at?.identity(record)
      if (at && kept?.text === identity.text && kept.kind === identity.kind) return at.get(record)
    }
    return null
  }

  mkdirSync(directory, { recursive: true, mode: 0o700 })
  for (const folder of readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory()))
    for (const file of readdirSync(join(directory, folder.name)).filter((name) => name.endsWith(EXTENSION))) partition(decodeURIComponent(folder.name), file.slice(0, -EXTENSION.length))

  return {
    get,
    find: (providerId, identity) => {
      hashText(identity.text, 0, identity.text.length, hash)
      return stored(providerId, identity, hash)
    },
    page: (providerId) => createUsagePage({
      mayHold: providerOf(providerId).index.has, stored: (identity, of) => stored(providerId, identity, of), partition: (period) => partition(providerId, period), prefix: `${providerId}~`, room,
      onKeep: () => { revision += 1 },
    }),
    move: (moves) => {
      revision += 1
      const placed = moves.map(({ usageId, outcome, at }) => {
        const place = placeOf(usageId)
        assert(place, `no such usage: ${usageId}`)
        return { partition: place.at, move: { record: place.record, outcome, at } }
      })
      for (const [at, group] of Map.groupBy(placed, (one) => one.partition)) at.move(group.map((one) => one.move))
    },
    ratedQuantity: ({ billingServiceId, priceId, billingPeriod }) => {
      let quantity = 0
      for (const { periods } of providers.values()) for (const one of periods.values()) quantity += one.ratedQuantity(billingServiceId, priceId, billingPeriod)
      return assertExact(quantity)
    },
    ratedAcross: (key) => ratedAcross(all(), key),
    ratedSums: (billingServiceId) => addedUp(all().flatMap((one) => one.sums(billingServiceId))),
    waiting: () => grouped(waiting),
    ofService: (billingServiceId, billingPeriod) => all().flatMap((one) => one.records(billingServiceId, billingPeriod).flatMap((record) => one.get(record) ?? [])),
    totals: (providerId) => {
      const sums = Object.fromEntries(USAGE_STATES.map((state) => [state, 0])) as Record<UsageState, number>
      const counted = providerId === undefined ? all() : [...(providers.get(providerId)?.periods.values() ?? [])]
      for (const one of counted) for (const [state, count] of Object.entries(one.totals())) sums[state as UsageState] += count
      return sums
    },
    revision: () => revision,
    get droppedBytes() {
      return droppedBytes
    },
    close: () => {
      for (const one of all()) one.close()
      providers.clear()
    },
  }
}

/** Units are of a service over all files: usage that came late stands in another, and both together start a unit. */
function ratedAcross(partitions: readonly Partition[], { offerings, priceId, billingPeriod }: Parameters<UsageBook['ratedAcross']>[0]): ReturnType<UsageBook['ratedAcross']> {
  const quantities = new Map<string, { quantity: number; readonly unitFactor: number }>()
  let netMicro = 0
  for (const one of partitions) {
    one.eachRated(priceId, billingPeriod, (guide, quantity, amountMicro) => {
      const offering = offerings.find(({ offeringId, offeringVersion }) => offeringId === guide.offeringId && offeringVersion === guide.offeringVersion)
      if (!offering) return
      netMicro = assertExact(netMicro + amountMicro)
      const used = quantities.get(guide.billingServiceId)
      if (used) used.quantity += quantity
      else quantities.set(guide.billingServiceId, { quantity, unitFactor: offering.unitFactor })
    })
  }
  return { netMicro, units: [...quantities.values()].reduce((sum, { quantity, unitFactor }) => sum + Math.ceil(quantity / unitFactor), 0) }
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
/** The same service, price and period may stand in several files: usage that came late, and usage of another provider's. */
const addedUp = (sums: readonly RatedSum[]): readonly RatedSum[] => [...Map.groupBy(sums, ({ priceId, billingPeriod }) => `${priceId}|${billingPeriod}`).values()].flatMap((same) => {
  const [first] = same
  return first ? [{ ...first, quantity: total(same, 'quantity'), amountMicro: total(same, 'amountMicro'), events: total(same, 'events'), owedMicro: total(same, 'owedMicro'), owedEvents: total(same, 'owedEvents') }] : []
})
const total = (sums: readonly RatedSum[], of: 'quantity' | 'amountMicro' | 'events' | 'owedMicro' | 'owedEvents'): number => sums.reduce((sum, one) => assertExact(sum + one[of]), 0)

function spanOf(spans: readonly IndexSpan[], number: number): IndexSpan {
  let [low, high] = [0, spans.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((spans[middle]?.from ?? 0) <= number) low = middle
    else high = middle - 1
  }
  return spans[low] as IndexSpan
}

/** A provider's id as one name of a folder, whatever it holds. */
const folderOf = (providerId: string): string => encodeURIComponent(providerId).replaceAll('.', '%2E')
