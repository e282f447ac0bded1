// Goal: what answers name can be sold at the price they name, by the day it was put on sale, and nobody hears a neighbour's price.
// Method: plans written by hand; the proposal is checked as any catalog, listed at addresses, and proposed again.
import { describe, expect, it } from 'vitest'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { FoundPlan } from '../../../shared/domain/found-plan.ts'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import { proposePlans } from '../../../shared/engines/catalog/propose-plans.ts'
import { matchLine } from '../../../shared/engines/offers/match-line.ts'
import type { QualificationLine } from '../../../shared/domain/qualification.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { catalogOf, offeringOf } from './builders.ts'

const AT = 1_000_000
const planOf = (more: Partial<FoundPlan> = {}): FoundPlan => ({ providerId: asId('bright-net'), overProviderId: null, accessType: 'fiber', planName: 'Bright 300', priceMicro: 39_990_000, downlinkKbps: 300_000, uplinkKbps: 300_000, addresses: 3, ...more })
const propose = (plans: readonly FoundPlan[], current: Catalog | null = null, at = AT, names: Record<string, string> = { 'bright-net': 'Bright Net', 'old-tel': 'Old Tel' }) => proposePlans({ plans, names }, current, at)
const catalogFrom = (plans: readonly FoundPlan[], current: Catalog | null = null, at = AT): Catalog => {
  const { catalog } = propose(plans, current, at)
  const checked = checkCatalog(catalog)
  if (!checked.ok) throw new Error(JSON.stringify(checked.error))
  return checked.value
}
const lineOf = (plan: FoundPlan, isToldTerms = true): QualificationLine => ({
  providerId: plan.providerId, accessType: plan.accessType, overProviderId: plan.overProviderId, verdict: 'yes', downlinkKbps: plan.downlinkKbps, uplinkKbps: plan.uplinkKbps, planName: plan.planName, reasons: [], yesWhen: null, evidence: { source: 'providerInterface', at: 1 },
  ...(isToldTerms ? { planTerms: { priceMicro: plan.priceMicro, downlinkKbps: plan.downlinkKbps, uplinkKbps: plan.uplinkKbps } } : {}),
})
const pricesAt = (catalog: Catalog, plan: FoundPlan, at: number, isToldTerms = true) =>
  catalog.offerings.filter((offering) => offering.validFrom <= at && (offering.validTo === null || offering.validTo > at) && matchLine(offering, [lineOf(plan, isToldTerms)]).kind === 'yes').map(({ prices }) => prices[0]!.amountMicro)

describe('plans that answers name', () => {
  it('become offerings with price, speeds and who sells them, on an empty catalog too', () => {
    const catalog = catalogFrom([planOf(), planOf({ providerId: asId('hill'), overProviderId: asId('old-tel'), planName: 'Hill 10', accessType: 'copper', priceMicro: 45_000_000, downlinkKbps: 10_000, uplinkKbps: 750 })])
    expect(catalog.version).toBe(1)
    expect(catalog.providers.map(({ id, name, code, roles }) => [id, name, code, roles])).toEqual([['bright-net', 'Bright Net', 'BRG', ['network', 'isp']], ['hill', 'Hill', 'HLL', ['reseller', 'isp']], ['old-tel', 'Old Tel', 'OLD', ['network', 'isp']]])
    expect(catalog.offerings).toMatchObject([
      { kind: 'access', name: 'Bright 300', providerId: 'bright-net', accessType: 'fiber', downlinkKbps: 300_000, uplinkKbps: 300_000, validFrom: AT, validTo: null, prices: [{ amountMicro: 39_990_000 }], eligibility: { planNames: ['Bright 300'] }, requires: [] },
      { name: 'Hill 10', requires: [{ providerId: 'old-tel', role: 'network' }] },
    ])
  })
  it('are nothing new when they are proposed again', () => {
    const plans = [planOf(), planOf({ priceMicro: 49_990_000 }), planOf({ planName: 'Bright 100' })]
    expect(propose(plans, catalogFrom(plans), AT + 5)).toMatchObject({ catalog: null, added: 0, changed: 0, known: 3 })
  })
  it('leave what is on sale and was not found', () => {
    const before = catalogOf([offeringOf({ eligibility: { accessTypes: ['copper'], postcodes: [], planNames: ['A line'] } })])
    const catalog = catalogFrom([planOf()], before)
    expect(catalog.version).toBe(2)
    expect(catalog.offerings[0]).toEqual(before.offerings[0])
  })
  it('give a new version where the price moved: before the day the old price, from then on the new one', () => {
    const before = catalogFrom([planOf()])
    const dearer = planOf({ priceMicro: 44_990_000 })
    expect(propose([dearer], before, AT + 100)).toMatchObject({ added: 0, changed: 1 })
    const after = catalogFrom([dearer], before, AT + 100)
    expect(after.offerings.map(({ id, version, validFrom, validTo }) => [id === before.offerings[0]!.id, version, validFrom, validTo])).toEqual([[true, 1, AT, AT + 100], [true, 2, AT + 100, null]])
    expect([pricesAt(after, dearer, AT + 99), pricesAt(after, dearer, AT + 100)]).toEqual([[39_990_000], [44_990_000]])
  })
  it('of one name are sold each at its own addresses, and to nobody who was not told the terms', () => {
    const [cheap, dear, slow] = [planOf(), planOf({ priceMicro: 59_990_000 }), planOf({ downlinkKbps: 50_000, uplinkKbps: 5_000 })]
    const catalog = catalogFrom([cheap, dear, slow])
    expect([cheap, dear, slow].map((plan) => pricesAt(catalog, plan, AT))).toEqual([[39_990_000], [59_990_000], [39_990_000]])
    expect(pricesAt(catalog, cheap, AT, false)).toEqual([])
    // Negative control: by the name alone everybody is offered all three.
    const careless = { ...catalog, offerings: catalog.offerings.map((offering) => ({ ...offering, eligibility: { ...offering.eligibility, planTerms: undefined } })) }
    expect(pricesAt(careless, cheap, AT)).toHaveLength(3)
  })
  it('make an offering of that name say its terms from the day on which it is not alone any more', () => {
    const before = catalogFrom([planOf()])
    const dear = planOf({ priceMicro: 59_990_000 })
    const after = catalogFrom([planOf(), dear], before, AT + 100)
    expect([pricesAt(after, planOf(), AT + 100), pricesAt(after, dear, AT + 100)]).toEqual([[39_990_000], [59_990_000]])
    expect(propose([planOf(), dear], after, AT + 200).catalog).toBeNull()
  })
  it('come to the one company that keeps identities, where the catalog has one', () => {
    const isp = { id: asId<'ProviderId'>('keeper'), name: 'Keeper', code: 'KEE', roles: ['isp' as const], origin: 'invented' as const, realms: ['keeper.example'] }
    const before = { ...catalogOf([]), providers: [isp] }
    expect(catalogFrom([planOf()], before).offerings[0]!.requires).toEqual([{ providerId: 'keeper', role: 'isp', reason: 'identity-and-access' }])
    expect(catalogFrom([planOf()], { ...before, providers: [isp, { ...isp, id: asId('other'), code: 'OTH' }] }).offerings[0]!.requires).toEqual([])
  })
  it('are left out with the reason where no offering can be made of them, and the rest comes', () => {
    expect(propose([planOf({ planName: 'x'.repeat(121) }), planOf({ priceMicro: 2 ** 60 }), planOf({ planName: 'Bright 100' })])).toMatchObject({ added: 1, refused: [{ reason: expect.stringContaining('121 characters') }, { reason: expect.stringContaining('larger') }] })
  })
  it('never give two companies one code, nor two plans one id', () => {
    const plans = Array.from({ length: 60 }, (_, nth) => planOf({ providerId: asId(`bright-${nth}`), planName: `${'Long plan name of many words '.repeat(3)}${nth}` }))
    const catalog = catalogFrom(plans)
    expect(new Set(catalog.providers.map(({ code }) => code)).size).toBe(60)
    expect(new Set(catalog.offerings.map(({ id }) => id)).size).toBe(60)
  })
})
