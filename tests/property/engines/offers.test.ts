import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProductOffering } from '../../../shared/domain/catalog.ts'
import type { QualificationLine } from '../../../shared/domain/qualification.ts'
import { checkSelection } from '../../../shared/engines/offers/check-selection.ts'
import { listOffers } from '../../../shared/engines/offers/list-offers.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { addOn, ADDRESS, bundle, catalog, line, NOW, offering, qualification } from '../../unit/engines/builders.ts'

// Goal: the list and the check decide by the same rules, so that what a caller was offered is not refused at submit.
// Method: generate lines, plans and add-ons; try every selection there is, and compare.
const provider = fc.constantFrom('centurylink', 'earthlink').map((id) => asId<'ProviderId'>(id))
const accessType = fc.constantFrom('copper' as const, 'fiber' as const)
const planName = fc.constantFrom('A', 'B')
const verdict = fc.constantFrom('yes' as const, 'yes' as const, 'no' as const, 'unknown' as const)
const lines: fc.Arbitrary<readonly QualificationLine[]> = fc.array(fc.record({ providerId: provider, accessType, verdict, planName: fc.option(planName) }).map((over) => line(over)), { maxLength: 4 })
const postcodes = fc.constantFrom([], [], [ADDRESS.postcode], ['99999'])
const memory = fc.option(fc.constantFrom(1_024, 8_192).map((minMemoryMb) => ({ minMemoryMb, operatingSystems: [] })))
const plans: fc.Arbitrary<readonly ProductOffering[]> = fc.array(
  fc.record({ providerId: provider, accessType, planNames: fc.uniqueArray(planName), postcodes, clientRequirement: memory }), { maxLength: 3 })
  .map((all) => all.map(({ planNames, postcodes: sold, ...over }, index) => offering(`plan-${index}`, { ...over, eligibility: { accessTypes: [over.accessType], postcodes: sold, planNames } })))
const needed = fc.constantFrom('plan-0', 'plan-1', 'plan-2', 'extra-0', 'extra-1', 'extra-2').map((id) => asId<'OfferingId'>(id))
const extras: fc.Arbitrary<readonly ProductOffering[]> = fc.array(
  fc.record({ accessTypes: fc.uniqueArray(accessType), postcodes, prerequisites: fc.uniqueArray(needed, { maxLength: 2 }) }), { maxLength: 3 })
  .map((all) => all.map(({ prerequisites, ...eligibility }, index) => addOn(`extra-${index}`, { eligibility: { ...eligibility, planNames: [] }, prerequisites })))
/** Random lines seldom fit random plans: some plans are given the yes line they ask for. */
const fitting = (some: readonly ProductOffering[], isGiven: readonly boolean[]): readonly QualificationLine[] =>
  some.filter((_, index) => isGiven[index]).map((plan) => line({ providerId: plan.providerId, accessType: plan.accessType ?? 'copper', planName: plan.eligibility.planNames[0] ?? null }))
const scene = fc.record({ lines, plans, extras, isGiven: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), isBundled: fc.boolean(), memoryMb: fc.option(fc.constantFrom(512, 4_096)) }).map((from) => {
  const clientComputer = from.memoryMb === null ? undefined : { operatingSystem: 'Windows', memoryMb: from.memoryMb, hasEthernet: true }
  const bundles = from.isBundled ? [bundle('bundle', ['extra-0', 'extra-1'], '0')] : []
  return { catalog: catalog([...from.plans, ...from.extras, ...bundles]), qualification: qualification([...from.lines, ...fitting(from.plans, from.isGiven)], { query: { channel: 'csr', place: ADDRESS.id, clientComputer } }), at: NOW }
})
/** Every selection of any number of the items: at most four of them. */
const subsets = <T>(items: readonly T[]): readonly (readonly T[])[] => items.reduce<readonly (readonly T[])[]>((all, item) => [...all, ...all.map((some) => [...some, item])], [[]])

describe('at any address', () => {
  it('a plan may be ordered alone exactly when it is shown as orderable', () => {
    fc.assert(fc.property(scene, (from) => {
      const shown = new Map(listOffers(from).map((choice) => [choice.offering.id, choice.orderable]))
      for (const plan of from.catalog.offerings.filter((item) => item.kind === 'access')) {
        expect(checkSelection({ ...from, offeringIds: [plan.id] }).ok).toBe(shown.get(plan.id) === true)
      }
    }))
  })

  it('anything else may be ordered in some selection exactly when it is shown as orderable', () => {
    fc.assert(fc.property(scene, (from) => {
      const shown = new Map(listOffers(from).map((choice) => [choice.offering.id, choice.orderable]))
      const others = from.catalog.offerings.filter((item) => item.kind !== 'access').map((item) => item.id)
      const plansThere = from.catalog.offerings.filter((item) => item.kind === 'access').map((item) => item.id)
      const allowed = plansThere.flatMap((plan) => subsets(others).filter((some) => checkSelection({ ...from, offeringIds: [plan, ...some] }).ok)).flat()
      expect(others.filter((id) => shown.get(id) === true)).toEqual(others.filter((id) => allowed.includes(id)))
    }), { numRuns: 1_500 })
  })

  it('whatever cannot be ordered says why, and nothing else does', () => {
    fc.assert(fc.property(scene, (from) => listOffers(from).every((choice) => choice.orderable === (choice.why === null))))
  })
})
