import type { Catalog, PlanTerms, ProductOffering, Provider, Requirement } from '../../domain/catalog.ts'
import type { FoundPlan, FoundPlans } from '../../domain/found-plan.ts'
import { asId } from '../../kernel/ids.ts'
import type { ProviderId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/time.ts'
import { hashOf, slugOf } from './plan-names.ts'
import { newProvider } from './plan-providers.ts'

/** A plan that is left out, in words. */
export type PlanRefused = { readonly plan: FoundPlan; readonly reason: string }
/** `catalog`: what would be published; null where all of it is on sale already. */
export type PlansProposal = { readonly catalog: Catalog | null; readonly added: number; readonly changed: number; readonly known: number; readonly refused: readonly PlanRefused[] }

const LONGEST_NAME = 120
/** Where nothing is published yet there is nobody to say the tax: none is invented. */
const emptyCatalog = (at: Instant): Catalog => ({ version: 0, publishedAt: at, currency: 'USD', providers: [], offerings: [], taxes: [] })

/**
 * The catalog in which everything that providers' answers name can be sold from `at` on: a new offering for a plan that is not on sale, a new
 * version where the only plan of its name has other terms now, and nothing where it is on sale as found. What is on sale and was not found stays:
 * files of one city say nothing of another. Several plans of one name are told apart by their terms, so that nobody hears a neighbour's price.
 * `current`: null before the first publication. Equal input gives equal output, and the outcome proposed again is nothing new.
 */
export function proposePlans({ plans, names }: FoundPlans, current: Catalog | null, at: Instant): PlansProposal {
  const base = current ?? emptyCatalog(at)
  const work = { offerings: [...base.offerings], providers: [...base.providers], counts: { added: 0, changed: 0, known: 0 } }
  const refused: PlanRefused[] = []
  for (const group of groupsOf(plans)) {
    const fault = faultOf(group[0]!)
    if (fault !== null) refused.push(...group.map((plan) => ({ plan, reason: fault })))
    else sellGroup(group, { work, names, at })
  }
  const { added, changed, known } = work.counts
  const isNew = added + changed > 0
  return { catalog: isNew ? { ...base, version: base.version + 1, publishedAt: at, offerings: work.offerings, providers: work.providers } : null, added, changed, known, refused }
}

type Work = { readonly offerings: ProductOffering[]; readonly providers: Provider[]; readonly counts: { added: number; changed: number; known: number } }
type Given = { readonly work: Work; readonly names: FoundPlans['names']; readonly at: Instant }

/** Plans of one provider, line and name. */
function sellGroup(group: readonly FoundPlan[], given: Given): void {
  const { work, at } = given
  const onSale = work.offerings.filter((offering) => isOnSale(offering, at) && sells(offering, group[0]!))
  const [only] = onSale
  if (group.length === 1 && onSale.length === 1 && only) {
    if (isAsFound(only, group[0]!)) work.counts.known++
    else if (startAgain(work, only, at, { ...withTerms(only, group[0]!), ...(only.eligibility.planTerms ? { eligibility: { ...only.eligibility, planTerms: [termsOf(group[0]!)] } } : {}) })) work.counts.changed++
    return
  }
  // Whatever of this name is sold without saying at which terms would be offered at all of its addresses.
  for (const offering of onSale) {
    const terms = ownTerms(offering)
    if (offering.eligibility.planTerms !== undefined || terms === null) continue
    if (startAgain(work, offering, at, { eligibility: { ...offering.eligibility, planTerms: [terms] } })) work.counts.changed++
  }
  for (const plan of group) {
    if (onSale.some((offering) => isAsFound(offering, plan))) work.counts.known++
    else {
      addOffering(plan, group.length > 1 || onSale.length > 0, given)
      work.counts.added++
    }
  }
}

function addOffering(plan: FoundPlan, isOneOfSeveral: boolean, { work, names, at }: Given): void {
  for (const id of [plan.providerId, plan.overProviderId]) if (id !== null && !work.providers.some((provider) => provider.id === id)) work.providers.push(newProvider(id, plan, names, work.providers))
  const { providerId, overProviderId, accessType, planName, priceMicro, downlinkKbps, uplinkKbps } = plan
  const own = [providerId, overProviderId ?? '', accessType, planName].join('|')
  const id = `${slugOf(providerId, 20)}-${slugOf(planName, 26)}-${hashOf(isOneOfSeveral ? `${own}|${priceMicro}|${downlinkKbps}|${uplinkKbps}` : own)}`
  const earlier = work.offerings.filter((offering) => offering.id === id)
  work.offerings.push({
    id: asId(id), version: Math.max(0, ...earlier.map(({ version }) => version)) + 1, validFrom: at, validTo: null, kind: 'access', name: planName, providerId, accessType, downlinkKbps, uplinkKbps,
    prices: [{ id: 'monthly', label: planName, amountMicro: priceMicro, currency: 'USD', ratingGuideline: { kind: 'recurring', period: 'month', when: 'advance', proration: 'daily', rounding: { mode: 'half-even', placeMicro: 10_000 } }, taxCategory: 'telecom' }],
    // Who is paid of it no file of answers says: all of it is ours until an administrator writes a rule.
    settlementRule: { id: `settle-${id}`, version: 1, legs: [] },
    eligibility: { accessTypes: [accessType], postcodes: [], planNames: [planName], ...(isOneOfSeveral ? { planTerms: [termsOf(plan)] } : {}) },
    prerequisites: [], requires: requiresOf(overProviderId, work.providers), bundleOf: [], bundleDiscountMicro: 0, clientRequirement: null, label: null, origin: 'real',
  })
}

/** The version on sale ends at `at` and the next begins. False where it only begins later, or at that very moment: then it is as somebody just published it. */
function startAgain(work: Work, offering: ProductOffering, at: Instant, change: Partial<ProductOffering>): boolean {
  if (offering.validFrom >= at) return false
  const index = work.offerings.indexOf(offering)
  const version = Math.max(...work.offerings.filter(({ id }) => id === offering.id).map((other) => other.version)) + 1
  work.offerings[index] = { ...offering, validTo: at }
  work.offerings.push({ ...offering, ...change, version, validFrom: at, validTo: offering.validTo })
  return true
}

function withTerms(offering: ProductOffering, plan: FoundPlan): Partial<ProductOffering> {
  const monthly = monthlyOf(offering)
  const prices = offering.prices.map((price) => (price === monthly ? { ...price, amountMicro: plan.priceMicro } : price))
  const label = offering.label && { ...offering.label, version: offering.label.version + 1, priceRecurring: (plan.priceMicro / 1_000_000).toFixed(2), downloadTypicalMbps: plan.downlinkKbps / 1000, uploadTypicalMbps: plan.uplinkKbps / 1000 }
  return { prices, downlinkKbps: plan.downlinkKbps, uplinkKbps: plan.uplinkKbps, label }
}

/** What every access needs of others: the owner's line where it is another's, and who the subscriber is, where the catalog has one company for that. */
function requiresOf(overProviderId: ProviderId | null, providers: readonly Provider[]): readonly Requirement[] {
  const identities = providers.filter(({ roles, realms }) => roles.includes('isp') && realms.length > 0)
  return [
    ...(overProviderId === null ? [] : [{ providerId: overProviderId, role: 'network', reason: 'line-of-owner' } as const]),
    ...(identities.length === 1 ? [{ providerId: identities[0]!.id, role: 'isp', reason: 'identity-and-access' } as const] : []),
  ]
}

function faultOf({ planName, priceMicro }: FoundPlan): string | null {
  if (planName.length > LONGEST_NAME) return `the name of the plan is ${planName.length} characters long; an offering may have ${LONGEST_NAME}`
  return Number.isSafeInteger(priceMicro) ? null : 'the price is larger than can be reckoned exactly'
}

const isOnSale = ({ validTo }: ProductOffering, at: Instant): boolean => validTo === null || validTo > at
const sells = ({ kind, providerId, accessType, eligibility, requires }: ProductOffering, plan: FoundPlan): boolean =>
  kind === 'access' && providerId === plan.providerId && accessType === plan.accessType && eligibility.planNames.includes(plan.planName) && (requires.find(({ role }) => role === 'network')?.providerId ?? null) === plan.overProviderId
const monthlyOf = ({ prices }: ProductOffering) => prices.find(({ ratingGuideline }) => ratingGuideline.kind === 'recurring')
const termsOf = ({ priceMicro, downlinkKbps, uplinkKbps }: PlanTerms): PlanTerms => ({ priceMicro, downlinkKbps, uplinkKbps })

function ownTerms(offering: ProductOffering): PlanTerms | null {
  const monthly = monthlyOf(offering)
  return monthly === undefined || offering.downlinkKbps === null || offering.uplinkKbps === null ? null : { priceMicro: monthly.amountMicro, downlinkKbps: offering.downlinkKbps, uplinkKbps: offering.uplinkKbps }
}
function isAsFound(offering: ProductOffering, plan: FoundPlan): boolean {
  const own = ownTerms(offering)
  return own !== null && own.priceMicro === plan.priceMicro && own.downlinkKbps === plan.downlinkKbps && own.uplinkKbps === plan.uplinkKbps
}

function groupsOf(plans: readonly FoundPlan[]): readonly (readonly FoundPlan[])[] {
  const groups = new Map<string, FoundPlan[]>()
  for (const plan of plans) {
    const key = JSON.stringify([plan.providerId, plan.overProviderId, plan.accessType, plan.planName])
    groups.set(key, [...(groups.get(key) ?? []), plan])
  }
  return [...groups.values()]
}
