import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { when } from './catalog-problem.ts'
import type { CatalogProblem } from './catalog-problem.ts'
import { zCatalog } from './catalog-schema.ts'
import { meteredProblems } from './metered-problems.ts'
import { eventPriceProblems } from './event-price-problems.ts'
import { promotionProblems } from './promotion-problems.ts'
import { taxProblems } from './tax-problems.ts'
import { tierProblems } from './tier-problems.ts'

/**
 * Decodes a catalog and checks what its parts say of each other. Either the whole catalog stands or it is refused with every fault found
 * and its place. Settlement legs above the price are allowed: selling at a loss is a decision, not a fault.
 */
export function checkCatalog(value: unknown): Result<Catalog, readonly CatalogProblem[]> {
  const decoded = zCatalog.safeParse(value)
  if (!decoded.success) return err(decoded.error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message })))
  const catalog = decoded.data
  const problems = [
    ...repeats(catalog.providers.map((provider) => provider.id), 'providers'),
    ...taxProblems(catalog.taxes),
    ...catalog.offerings.flatMap((offering, index) => offeringProblems(offering, index, catalog)),
  ]
  return problems.length === 0 ? ok(catalog) : err(problems)
}

function offeringProblems(offering: ProductOffering, index: number, catalog: Catalog): readonly CatalogProblem[] {
  const path = `offerings.${index}`
  return [
    ...validityProblems(offering, index, catalog, path),
    ...providerProblems(offering, catalog, path),
    ...settlementProblems(offering, path),
    ...bundleProblems(offering, catalog, path),
    ...repeats(offering.prices.map((price) => price.id), `${path}.prices`),
    ...introductoryProblems(offering, path),
    ...promotionProblems(offering, path),
    ...meteredProblems(offering, path),
    ...eventPriceProblems(offering, path),
    ...missing(offering.prerequisites, catalog, `${path}.prerequisites`),
    ...when(offering.kind === 'access' && offering.accessType === null, `${path}.accessType`, 'an access offering needs an access type'),
  ]
}

/** Two versions on sale at once would make a quote depend on which is found first. */
function validityProblems(offering: ProductOffering, index: number, catalog: Catalog, path: string): readonly CatalogProblem[] {
  const earlier = catalog.offerings.slice(0, index).filter((other) => other.id === offering.id)
  const isBefore = (to: number | null, from: number): boolean => to !== null && to <= from
  const overlapping = earlier.find((other) => !isBefore(other.validTo, offering.validFrom) && !isBefore(offering.validTo, other.validFrom))
  return [
    ...when(offering.validTo !== null && offering.validTo <= offering.validFrom, `${path}.validTo`, 'ends before it begins'),
    ...when(overlapping !== undefined, `${path}.validFrom`, `overlaps version ${overlapping?.version} of ${offering.id}`),
    ...when(earlier.some((other) => other.version === offering.version), `${path}.version`, `version ${offering.version} of ${offering.id} is there twice`),
  ]
}

function providerProblems(offering: ProductOffering, catalog: Catalog, path: string): readonly CatalogProblem[] {
  const unknown = (providerId: string, at: string) => when(!catalog.providers.some((provider) => provider.id === providerId), at, `unknown provider ${providerId}`)
  return [
    ...unknown(offering.providerId, `${path}.providerId`),
    ...offering.requires.flatMap((need, index) => unknown(need.providerId, `${path}.requires.${index}.providerId`)),
    ...offering.settlementRule.legs.flatMap((leg, index) => unknown(leg.providerId, `${path}.settlementRule.legs.${index}.providerId`)),
  ]
}

function settlementProblems(offering: ProductOffering, path: string): readonly CatalogProblem[] {
  return offering.settlementRule.legs.flatMap((leg, index) => {
    const at = `${path}.settlementRule.legs.${index}`
    return [
      ...when(!offering.prices.some((price) => price.id === leg.priceId), `${at}.priceId`, `no price ${leg.priceId} in ${offering.id}`),
      ...(leg.kind === 'graduatedShare' ? tierProblems(leg.tiers.map(({ upToMicro }) => upToMicro), at, 'upToMicro') : []),
      ...when('capMicro' in leg && (leg.capMicro ?? Infinity) < (leg.floorMicro ?? 0), `${at}.capMicro`, 'the cap is below the floor'),
    ]
  })
}

/** An introduction lowers a monthly price for a while; anything else under that name would be told to callers as what it is not. */
function introductoryProblems(offering: ProductOffering, path: string): readonly CatalogProblem[] {
  return offering.prices.flatMap((price, index) => [
    ...when(price.introductory !== undefined && price.ratingGuideline.kind !== 'recurring', `${path}.prices.${index}.introductory`, 'only a monthly price can be introductory'),
    ...when(price.introductory !== undefined && price.introductory.amountMicro >= price.amountMicro, `${path}.prices.${index}.introductory`, 'not below the price it stands for'),
  ])
}

function bundleProblems(offering: ProductOffering, catalog: Catalog, path: string): readonly CatalogProblem[] {
  if (offering.kind !== 'bundle') {
    return [
      ...when(offering.bundleOf.length > 0, `${path}.bundleOf`, 'only a bundle has members'),
      ...when(offering.bundleDiscountMicro > 0, `${path}.bundleDiscountMicro`, 'only a bundle has a discount'),
    ]
  }
  const members = catalog.offerings.filter((other) => offering.bundleOf.includes(other.id))
  return [
    ...when(offering.bundleOf.length === 0, `${path}.bundleOf`, 'a bundle without members'),
    ...missing(offering.bundleOf, catalog, `${path}.bundleOf`),
    ...when(members.some((member) => member.kind === 'bundle'), `${path}.bundleOf`, 'a bundle in a bundle'),
    ...when(offering.bundleDiscountMicro > dearestMonth(members), `${path}.bundleDiscountMicro`, 'more than the members cost in a month'),
  ]
}

/** The members' recurring prices together, each at its dearest version: a discount above it could never be given in full. */
function dearestMonth(members: readonly ProductOffering[]): number {
  const dearest = new Map<string, number>()
  for (const member of members) {
    const month = member.prices.reduce((sum, price) => sum + (price.ratingGuideline.kind === 'recurring' ? price.amountMicro : 0), 0)
    dearest.set(member.id, Math.max(dearest.get(member.id) ?? 0, month))
  }
  return [...dearest.values()].reduce((sum, month) => sum + month, 0)
}

const missing = (ids: readonly string[], catalog: Catalog, path: string): readonly CatalogProblem[] =>
  ids.flatMap((id, index) => when(!catalog.offerings.some((offering) => offering.id === id), `${path}.${index}`, `unknown offering ${id}`))

const repeats = (keys: readonly string[], path: string): readonly CatalogProblem[] =>
  keys.flatMap((key, index) => when(keys.indexOf(key) < index, `${path}.${index}`, `${key} is there twice`))
