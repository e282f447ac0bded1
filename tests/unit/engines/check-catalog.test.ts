import { describe, expect, it } from 'vitest'
import type { Catalog, ProductOffering } from '../../../shared/domain/catalog.ts'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { addOn, bundle, catalog, CENT, monthly, offering, perUnit, WY_TELECOM } from './builders.ts'

const stream = addOn('stream', { prices: [monthly('month', '9.99')] })
const sound = catalog([offering('plan'), stream, bundle('together', ['stream'], '3.00')], [WY_TELECOM])
const withPlan = (over: Partial<ProductOffering>): Catalog => ({ ...sound, offerings: [offering('plan', over), ...sound.offerings.slice(1)] })
const withTiers = (ends: readonly (number | null)[], amountMicro = 0): Catalog =>
  withPlan({ prices: [{ ...perUnit('data', '0', 'GB'), amountMicro, ratingGuideline: { kind: 'graduated', unit: 'GB', tiers: ends.map((upToUnits) => ({ upToUnits, unitMicro: 1, flatMicro: 0 })), rounding: CENT } }] })
const leg = { kind: 'wholesale', providerId: asId<'ProviderId'>('centurylink'), priceId: 'month', amountMicro: 1 } as const
const legs = (...items: ProductOffering['settlementRule']['legs']) => ({ settlementRule: { id: 'r', version: 1, legs: items } })

describe('a catalog', () => {
  it('that is sound passes, also from JSON', () => {
    expect(checkCatalog(JSON.parse(JSON.stringify(sound)))).toEqual({ ok: true, value: sound })
  })

  it('may sell at a loss, and have versions that follow one another', () => {
    expect(checkCatalog(withPlan(legs({ ...leg, amountMicro: 900_000_000 }))).ok).toBe(true)
    expect(checkCatalog({ ...sound, offerings: [...sound.offerings, offering('next', { validTo: 10 }), offering('next', { version: 2, validFrom: 10 })] }).ok).toBe(true)
  })

  it('may have prices for use by tiers, by packages, with a maximum, and one for each kind of use', () => {
    expect(checkCatalog(withTiers([500, 1_000, null]))).toMatchObject({ ok: true })
    expect(checkCatalog(withPlan({ prices: [perUnit('calls', '1', 'call'), perUnit('views', '1', 'view'), perUnit('minutes', '1', 'minute'), perUnit('data', '1', 'GB')] }))).toMatchObject({ ok: true })
  })

  it('may have a tax that changes on a day', () => {
    expect(checkCatalog({ ...sound, taxes: [{ category: 'telecom', region: 'WY', name: 'State', partsPerMillion: 1, until: '2027-01-01' }, { category: 'telecom', region: 'WY', name: 'State', partsPerMillion: 1, from: '2027-01-01' }] }).ok).toBe(true)
  })

  it('may give a discount that its dearest version of a member covers', () => {
    const versions = [{ ...stream, version: 2, validFrom: 10, prices: [monthly('month', '12.00')] }, { ...stream, validTo: 10 }]
    expect(checkCatalog({ ...sound, offerings: [...versions, bundle('together', ['stream'], '11.00')] }).ok).toBe(true)
  })

  it.each([
    ['a price that is no integer', withPlan({ prices: [monthly('month', '0', { amountMicro: 0.5 })] }), 'offerings.0.prices.0.amountMicro'],
    ['a price beyond what is exact', withPlan({ prices: [monthly('month', '0', { amountMicro: 2 ** 53 })] }), 'offerings.0.prices.0.amountMicro'],
    ['a rating guideline it does not know', withPlan({ prices: [{ ...monthly('month', '1'), ratingGuideline: { kind: 'tiered' } as never }] }), 'offerings.0.prices.0.ratingGuideline.kind'],
    ['tiers that overlap', withTiers([500, 400, null]), 'offerings.0.prices.0.ratingGuideline.tiers.1.upToUnits'],
    ['tiers of which one is empty', withTiers([500, 500, null]), 'offerings.0.prices.0.ratingGuideline.tiers.1.upToUnits'],
    ['tiers of which the last is missing', withTiers([500, 1_000]), 'offerings.0.prices.0.ratingGuideline.tiers.1.upToUnits'],
    ['a tier after the one without an end', withTiers([null, null]), 'offerings.0.prices.0.ratingGuideline.tiers.0.upToUnits'],
    ['no tier at all', withTiers([]), 'offerings.0.prices.0.ratingGuideline.tiers'],
    ['a price beside tiers that say it', withTiers([null], 5), 'offerings.0.prices.0.amountMicro'],
    ['a unit that nobody meters', withPlan({ prices: [perUnit('fog', '1', 'furlong')] }), 'offerings.0.prices.0.ratingGuideline.unit'],
    ['two prices for one usage', withPlan({ prices: [perUnit('a', '1', 'GB'), perUnit('b', '2', 'megabyte')] }), 'offerings.0.prices.1.ratingGuideline.unit'],
    ['a package of nothing', withPlan({ prices: [{ ...perUnit('a', '1', 'GB'), ratingGuideline: { kind: 'package', unit: 'GB', packageUnits: 0, freeUnits: 0, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.packageUnits'],
    ['a maximum that rounding cannot reach', withPlan({ prices: [{ ...perUnit('a', '1', 'GB'), ratingGuideline: { kind: 'perUnit', unit: 'GB', freeUnits: 0, maximumMicro: 5_000, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.maximumMicro'],
    ['a minimum that rounding cannot reach', withPlan({ prices: [{ ...perUnit('a', '1', 'GB'), ratingGuideline: { kind: 'perUnit', unit: 'GB', freeUnits: 0, minimumMicro: 5_000, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.minimumMicro'],
    ['a minimum above the maximum', withPlan({ prices: [{ ...perUnit('a', '1', 'GB'), ratingGuideline: { kind: 'perUnit', unit: 'GB', freeUnits: 0, minimumMicro: 20_000, maximumMicro: 10_000, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.minimumMicro'],
    ['free units to carry over where there are none', withPlan({ prices: [{ ...perUnit('a', '1', 'GB'), ratingGuideline: { kind: 'perUnit', unit: 'GB', freeUnits: 0, carryMonths: 1, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.carryMonths'],
    ['free units that last for no month', withPlan({ prices: [{ ...perUnit('a', '1', 'GB'), ratingGuideline: { kind: 'perUnit', unit: 'GB', freeUnits: 5, carryMonths: 0, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.carryMonths'],
    ['a maximum below nothing', withPlan({ prices: [{ ...perUnit('a', '1', 'GB'), ratingGuideline: { kind: 'perUnit', unit: 'GB', freeUnits: 0, maximumMicro: -1, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.maximumMicro'],
    ['a price by value for use that has one', withPlan({ prices: [perUnit('views', '1', 'view'), { ...perUnit('films', '0', 'view'), ratingGuideline: { kind: 'percentage', unit: 'view', partsPerMillion: 100_000, rounding: CENT } }] }), 'offerings.0.prices.1.ratingGuideline.unit'],
    ['a price by value with a least above its most', withPlan({ prices: [{ ...perUnit('films', '0', 'view'), ratingGuideline: { kind: 'percentage', unit: 'view', partsPerMillion: 100_000, eventMinimumMicro: 20_000, eventMaximumMicro: 10_000, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.eventMinimumMicro'],
    ['a price by value that asks for no part of it', withPlan({ prices: [{ ...perUnit('films', '0', 'view'), ratingGuideline: { kind: 'percentage', unit: 'view', partsPerMillion: 0, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.partsPerMillion'],
    ['a price of calls for use that has one', withPlan({ prices: [perUnit('minutes', '1', 'minute'), { ...perUnit('calls', '0.02', 'minute'), ratingGuideline: { kind: 'call', unit: 'minute', connectMicro: 0, firstUnits: 60, nextUnits: 6, rounding: CENT } }] }), 'offerings.0.prices.1.ratingGuideline.unit'],
    ['a price of calls by the gigabyte', withPlan({ prices: [{ ...perUnit('calls', '0.02', 'minute'), ratingGuideline: { kind: 'call', unit: 'GB', connectMicro: 0, firstUnits: 60, nextUnits: 6, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.unit'],
    ['a fee to connect that rounding cannot reach', withPlan({ prices: [{ ...perUnit('calls', '0.02', 'minute'), ratingGuideline: { kind: 'call', unit: 'minute', connectMicro: 5000, firstUnits: 60, nextUnits: 6, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.connectMicro'],
    ['an increment of nothing', withPlan({ prices: [{ ...perUnit('calls', '0.02', 'minute'), ratingGuideline: { kind: 'call', unit: 'minute', connectMicro: 0, firstUnits: 0, nextUnits: 6, rounding: CENT } }] }), 'offerings.0.prices.0.ratingGuideline.firstUnits'],
    ['promotions that overlap', withPlan({ prices: [monthly('month', '10.00', { promotions: [{ label: 'P', from: '2027-01-01', until: '2027-03-01', off: { kind: 'percent', partsPerMillion: 100_000 } }, { label: 'P', from: '2027-02-01', until: '2027-04-01', off: { kind: 'percent', partsPerMillion: 100_000 } }] })] }), 'offerings.0.prices.0.promotions.1.from'],
    ['a promotion that ends before it begins', withPlan({ prices: [monthly('month', '10.00', { promotions: [{ label: 'P', from: '2027-01-01', until: '2027-01-01', off: { kind: 'percent', partsPerMillion: 100_000 } }] })] }), 'offerings.0.prices.0.promotions.0.until'],
    ['a promotion of more than the price', withPlan({ prices: [monthly('month', '10.00', { promotions: [{ label: 'P', from: '2027-01-01', until: '2027-02-01', off: { kind: 'amount', amountMicro: 10_000_001 } }] })] }), 'offerings.0.prices.0.promotions.0.off.amountMicro'],
    ['a promotion of an introductory price', withPlan({ prices: [monthly('month', '10.00', { introductory: { amountMicro: 1_000_000, months: 2 }, promotions: [{ label: 'P', from: '2027-01-01', until: '2027-02-01', off: { kind: 'percent', partsPerMillion: 100_000 } }] })] }), 'offerings.0.prices.0.promotions.0'],
    ['a tax of two rates on one day', { ...sound, taxes: [{ category: 'telecom', region: 'WY', name: 'State', partsPerMillion: 1, until: '2027-01-02' }, { category: 'telecom', region: 'WY', name: 'State', partsPerMillion: 1, from: '2027-01-01' }] }, 'taxes.1'],
    ['a tax that ends before it begins', { ...sound, taxes: [{ category: 'telecom', region: 'WY', name: 'State', partsPerMillion: 1, from: '2027-01-01', until: '2027-01-01' }] }, 'taxes.0.until'],
    ['a field it does not know', { ...sound, coupons: [] }, ''],
    ['an unknown provider', withPlan({ providerId: asId('nobody') }), 'offerings.0.providerId'],
    ['an unknown provider in a settlement leg', withPlan(legs(leg, { ...leg, providerId: asId('nobody') })), 'offerings.0.settlementRule.legs.1.providerId'],
    ['an unknown provider in a requirement', withPlan({ requires: [{ providerId: asId('nobody'), role: 'isp', reason: '' }] }), 'offerings.0.requires.0.providerId'],
    ['a leg on a price that is not there', withPlan(legs({ ...leg, priceId: 'gone' })), 'offerings.0.settlementRule.legs.0.priceId'],
    ['a share of more than everything', withPlan(legs({ kind: 'share', providerId: leg.providerId, priceId: 'month', partsPerMillion: 1_000_001 })), 'offerings.0.settlementRule.legs.0.partsPerMillion'],
    ['a price id twice in an offering', withPlan({ prices: [monthly('month', '1'), monthly('month', '2')] }), 'offerings.0.prices.1'],
    ['an access offering without an access type', withPlan({ accessType: null }), 'offerings.0.accessType'],
    ['a prerequisite that is not there', withPlan({ prerequisites: [asId('gone')] }), 'offerings.0.prerequisites.0'],
    ['an end before the beginning', withPlan({ validFrom: 10, validTo: 10 }), 'offerings.0.validTo'],
    ['two versions on sale at once', { ...sound, offerings: [...sound.offerings, offering('plan', { version: 2, validFrom: 5 })] }, 'offerings.3.validFrom'],
    ['a version twice', { ...sound, offerings: [offering('plan', { validTo: 5 }), ...sound.offerings.slice(1), offering('plan', { validFrom: 5 })] }, 'offerings.3.version'],
    ['members outside a bundle', withPlan({ bundleOf: [asId('stream')] }), 'offerings.0.bundleOf'],
    ['a discount outside a bundle', withPlan({ bundleDiscountMicro: 1 }), 'offerings.0.bundleDiscountMicro'],
    ['a bundle member that is not there', { ...sound, offerings: [stream, bundle('together', ['stream', 'gone'], '1.00')] }, 'offerings.1.bundleOf.1'],
    ['a bundle without members', { ...sound, offerings: [bundle('together', [], '0')] }, 'offerings.0.bundleOf'],
    ['a bundle in a bundle', { ...sound, offerings: [...sound.offerings, bundle('more', ['together', 'stream'], '1.00')] }, 'offerings.3.bundleOf'],
    ['a discount above what the members cost', { ...sound, offerings: [stream, bundle('together', ['stream'], '10.00')] }, 'offerings.1.bundleDiscountMicro'],
    ['a provider twice', { ...sound, providers: [...sound.providers, sound.providers[0]] }, 'providers.5'],
    ['a tax twice', { ...sound, taxes: [WY_TELECOM, WY_TELECOM] }, 'taxes.1'],
    ['nothing at all', null, ''],
  ])('with %s is refused with the place', (_, broken, path) => {
    const result = checkCatalog(broken)
    expect(!result.ok && result.error.map((problem) => problem.path)).toEqual([path])
  })

  it('is refused with every fault at once', () => {
    const result = checkCatalog(withPlan({ providerId: asId('nobody'), prerequisites: [asId('gone')] }))
    expect(!result.ok && result.error).toEqual([{ path: 'offerings.0.providerId', problem: 'unknown provider nobody' }, { path: 'offerings.0.prerequisites.0', problem: 'unknown offering gone' }])
  })
})
