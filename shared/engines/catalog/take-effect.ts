import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import { canonicalJson } from '../../kernel/canonical.ts'
import type { Instant } from '../../kernel/time.ts'

/**
 * The catalog to publish so that what `next` says holds from `at` on, and what was sold before stays as it was sold. An offering that differs
 * gets a new version from `at`, and the one on sale ends there; one that `next` lacks ends; one that is new begins. A version that ended, or
 * that nobody could have ordered otherwise, is kept for the bills that name it. Providers change at once and taxes on the days their rows say, and a
 * provider whom a kept version names stays. `current`: null before the first publication.
 */
export function takeEffect(current: Catalog | null, next: Catalog, at: Instant): Catalog {
  const ids = [...new Set([...next.offerings, ...(current?.offerings ?? [])].map((offering) => offering.id))]
  const offerings = ids.flatMap((id) => {
    const of = (catalog: Catalog | null) => (catalog?.offerings ?? []).filter((offering) => offering.id === id)
    return versionsFrom(of(current), of(next), at)
  })
  const providers = [...next.providers, ...(current?.providers ?? []).filter(({ id }) => !next.providers.some((other) => other.id === id) && isNamed(offerings, id))]
  return { ...next, providers, offerings }
}

function versionsFrom(before: readonly ProductOffering[], after: readonly ProductOffering[], at: Instant): readonly ProductOffering[] {
  const wanted = after.filter((offering) => offering.validTo === null || offering.validTo > at).map((offering) => (offering.validFrom < at ? { ...offering, validFrom: at } : offering))
  const kept = before.flatMap((offering): readonly ProductOffering[] => {
    if (offering.validTo !== null && offering.validTo <= at) return [offering]
    const isWanted = wanted.some((other) => isSameFrom(offering, other, at))
    if (isWanted) return [offering]
    // What would only have begun later was never sold: it leaves nothing behind.
    return offering.validFrom < at ? [{ ...offering, validTo: at }] : []
  })
  let version = Math.max(0, ...before.map((offering) => offering.version))
  const fresh = wanted.filter((other) => !before.some((offering) => isSameFrom(offering, other, at)))
  return [...kept, ...fresh.map((offering) => ({ ...offering, version: before.length === 0 ? offering.version : (version += 1) }))]
}

/** Whether both sell the same from `at` on: their number and a beginning before it make no difference. */
function isSameFrom(one: ProductOffering, other: ProductOffering, at: Instant): boolean {
  const plain = (offering: ProductOffering) => canonicalJson({ ...offering, version: 0, validFrom: Math.max(offering.validFrom, at) })
  return plain(one) === plain(other)
}

const isNamed = (offerings: readonly ProductOffering[], providerId: string): boolean =>
  offerings.some(({ providerId: owner, settlementRule, requires }) => owner === providerId || settlementRule.legs.some((leg) => leg.providerId === providerId) || requires.some((need) => need.providerId === providerId))
