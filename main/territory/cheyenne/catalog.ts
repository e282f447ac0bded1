import type { Catalog, ProductOffering, Provider, TaxRate } from '../../../shared/domain/catalog.ts'
import type { ProviderAnswer } from '../../../shared/domain/qualification.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { OfferingId } from '../../../shared/kernel/ids.ts'
import { accessOffering, distinctPlans, labelOf, requirements } from './access-offerings.ts'
import { byTheCall, CENT_MICRO, dataByTiers, DOLLAR_MICRO, monthly, ofValue, once, perUnit } from './prices.ts'

/** Midnights in Cheyenne. */
const SANDBOX_FROM = Date.parse('2026-01-01T07:00:00Z')
const NEW_PRICE_FROM = Date.parse('2027-01-01T07:00:00Z')
const STREAM_NEEDS_KBPS = 10_000

/** The catalog of Cheyenne: the collected plans, and beside them the invented offerings that make a whole order of several companies. */
export function makeCatalog(answers: readonly ProviderAnswer[]): Catalog {
  const real = distinctPlans(answers).map(accessOffering)
  const wireless = wirelessVersions()
  const access = [...real, ...wireless, wirelessStart()]
  const all = idsOf(access)
  const fast = idsOf(access.filter((offering) => (offering.downlinkKbps ?? 0) >= STREAM_NEEDS_KBPS))
  const modemFor = idsOf(real.filter((offering) => offering.providerId === 'centurylink' && offering.accessType === 'copper'))
  return {
    version: 1, publishedAt: SANDBOX_FROM, currency: 'USD', providers: PROVIDERS,
    offerings: [...access, modemRental(modemFor), stream(fast), voice(all), bundle(fast), talk(all), cinema(fast)],
    taxes: TAXES,
  }
}

const idsOf = (offerings: readonly ProductOffering[]): readonly OfferingId[] => [...new Set(offerings.map((offering) => offering.id))]

const PROVIDERS: readonly Provider[] = [
  { id: asId('centurylink'), name: 'CenturyLink', code: 'CTL', roles: ['network', 'isp'], origin: 'real', realms: [] },
  { id: asId('earthlink'), name: 'EarthLink', code: 'ELK', roles: ['reseller', 'isp'], origin: 'real', realms: [] },
  { id: asId('front-range-air'), name: 'Front Range Air', code: 'FRA', roles: ['network'], origin: 'invented', realms: [] },
  { id: asId('kestrel'), name: 'Kestrel', code: 'KSK', roles: ['content'], origin: 'invented', realms: [] },
  { id: asId('high-plains'), name: 'High Plains Net', code: 'HPN', roles: ['isp'], origin: 'invented', realms: ['highplains.example'] },
]

/** Demo rates: plausible, not those in force. */
const TAXES: readonly TaxRate[] = [
  { category: 'telecom', region: 'WY', name: 'Wyoming sales tax (demo rate)', partsPerMillion: 40_000 },
  { category: 'telecom', region: 'WY', name: 'Laramie County tax (demo rate)', partsPerMillion: 20_000 },
  { category: 'equipment', region: 'WY', name: 'Wyoming sales tax (demo rate)', partsPerMillion: 40_000 },
]

type Common = Pick<ProductOffering, 'version' | 'validFrom' | 'validTo' | 'accessType' | 'downlinkKbps' | 'uplinkKbps' | 'eligibility' | 'prerequisites' | 'requires' | 'bundleOf' | 'bundleDiscountMicro' | 'clientRequirement' | 'label' | 'origin'>
const COMMON: Common = {
  version: 1, validFrom: SANDBOX_FROM, validTo: null, accessType: null, downlinkKbps: null, uplinkKbps: null, eligibility: { accessTypes: [], postcodes: [], planNames: [] },
  prerequisites: [], requires: [], bundleOf: [], bundleDiscountMicro: 0, clientRequirement: null, label: null, origin: 'invented',
}

/** Two versions of one offering, the second dated: an order of December and one of January are priced differently. */
function wirelessVersions(): readonly ProductOffering[] {
  const id = asId<'OfferingId'>('fra-air-50')
  const version = (number: number, amountMicro: number, dates: Pick<ProductOffering, 'validFrom' | 'validTo'>): ProductOffering => ({
    ...COMMON, ...dates, id, version: number, kind: 'access', name: 'FRA Air 50', providerId: asId('front-range-air'), accessType: 'fixedWireless', downlinkKbps: 50_000, uplinkKbps: 10_000,
    prices: [monthly('monthly', 'FRA Air 50', amountMicro), once('installation', 'Antenna installation', 75 * DOLLAR_MICRO, 'equipment')],
    settlementRule: { id: 'settle-fra-air-50', version: number, legs: [
      { kind: 'share', providerId: asId('front-range-air'), priceId: 'monthly', partsPerMillion: 850_000 },
      { kind: 'wholesale', providerId: asId('high-plains'), priceId: 'monthly', amountMicro: 2 * DOLLAR_MICRO },
      { kind: 'share', providerId: asId('front-range-air'), priceId: 'installation', partsPerMillion: 950_000 },
    ] },
    eligibility: { accessTypes: ['fixedWireless'], postcodes: [], planNames: [] },
    requires: requirements(false),
    clientRequirement: { minMemoryMb: 2048, operatingSystems: ['Windows', 'macOS', 'Linux', 'ChromeOS'] },
    label: labelOf({ providerId: 'front-range-air', accessType: 'fixedWireless', downlinkKbps: 50_000, uplinkKbps: 10_000, priceMicro: amountMicro, version: number, feeOneTimeMicro: 75 * DOLLAR_MICRO }),
  })
  return [
    version(1, 45 * DOLLAR_MICRO, { validFrom: SANDBOX_FROM, validTo: NEW_PRICE_FROM }),
    version(2, 48 * DOLLAR_MICRO, { validFrom: NEW_PRICE_FROM, validTo: null }),
  ]
}

/** Invented to show an introductory price, rented equipment, a fee once and data by tiers on one plan. */
function wirelessStart(): ProductOffering {
  const id = asId<'OfferingId'>('fra-air-25')
  const monthlyMicro = 35 * DOLLAR_MICRO
  return {
    ...COMMON, id, kind: 'access', name: 'FRA Air 25 Start', providerId: asId('front-range-air'), accessType: 'fixedWireless', downlinkKbps: 25_000, uplinkKbps: 5_000,
    prices: [
      { ...monthly('monthly', 'FRA Air 25', monthlyMicro), introductory: { amountMicro: 25 * DOLLAR_MICRO, months: 6 } },
      monthly('antenna-rental', 'Antenna rental', 4 * DOLLAR_MICRO, 'equipment'),
      once('installation', 'Antenna installation', 50 * DOLLAR_MICRO, 'equipment'),
      dataByTiers('data', 'Data beyond 500 GB', [
        { upToUnits: 500, unitMicro: 0, flatMicro: 0 }, { upToUnits: 1_000, unitMicro: 5 * CENT_MICRO, flatMicro: 0 }, { upToUnits: null, unitMicro: 2 * CENT_MICRO, flatMicro: 0 },
      ], 40 * DOLLAR_MICRO),
    ],
    settlementRule: { id: 'settle-fra-air-25', version: 1, legs: [
      { kind: 'share', providerId: asId('front-range-air'), priceId: 'monthly', partsPerMillion: 850_000 },
      { kind: 'wholesale', providerId: asId('high-plains'), priceId: 'monthly', amountMicro: 2 * DOLLAR_MICRO },
      { kind: 'share', providerId: asId('front-range-air'), priceId: 'antenna-rental', partsPerMillion: 1_000_000 },
      { kind: 'graduatedShare', providerId: asId('front-range-air'), priceId: 'data', tiers: [{ upToMicro: 10 * DOLLAR_MICRO, partsPerMillion: 500_000 }, { upToMicro: null, partsPerMillion: 700_000 }] },
      { kind: 'share', providerId: asId('front-range-air'), priceId: 'installation', partsPerMillion: 950_000 },
    ] },
    eligibility: { accessTypes: ['fixedWireless'], postcodes: [], planNames: [] },
    requires: requirements(false),
    clientRequirement: { minMemoryMb: 2048, operatingSystems: ['Windows', 'macOS', 'Linux', 'ChromeOS'] },
    label: { ...labelOf({ providerId: 'front-range-air', accessType: 'fixedWireless', downlinkKbps: 25_000, uplinkKbps: 5_000, priceMicro: 25 * DOLLAR_MICRO, version: 1, feeOneTimeMicro: 50 * DOLLAR_MICRO }), introductoryPrice: true, dataIncluded: '500 GB; then $0.05 each, from 1,000 GB $0.02 each, at most $40.00' },
  }
}

const modemRental = (prerequisites: readonly OfferingId[]): ProductOffering => ({
  ...COMMON, id: asId('modem-rental'), kind: 'equipment', name: 'Modem rental', providerId: asId('centurylink'), prerequisites,
  prices: [monthly('monthly', 'Modem rental', 8 * DOLLAR_MICRO, 'equipment'), once('shipping', 'Modem shipping', 995 * CENT_MICRO, 'equipment')],
  settlementRule: { id: 'settle-modem-rental', version: 1, legs: [
    { kind: 'share', providerId: asId('centurylink'), priceId: 'monthly', partsPerMillion: 900_000 },
    { kind: 'share', providerId: asId('centurylink'), priceId: 'shipping', partsPerMillion: 1_000_000 },
  ] },
  eligibility: { accessTypes: ['copper'], postcodes: [], planNames: [] },
})

const stream = (prerequisites: readonly OfferingId[]): ProductOffering => ({
  ...COMMON, id: asId('kestrel-stream'), kind: 'addOn', name: 'Kestrel Stream', providerId: asId('kestrel'), prerequisites,
  prices: [monthly('monthly', 'Kestrel Stream', 1299 * CENT_MICRO)],
  settlementRule: { id: 'settle-kestrel-stream', version: 1, legs: [{ kind: 'share', providerId: asId('kestrel'), priceId: 'monthly', partsPerMillion: 700_000 }] },
})

const voice = (prerequisites: readonly OfferingId[]): ProductOffering => ({
  ...COMMON, id: asId('kestrel-voice'), kind: 'addOn', name: 'Kestrel Voice', providerId: asId('kestrel'), prerequisites,
  prices: [
    monthly('monthly', 'Kestrel Voice', 9 * DOLLAR_MICRO),
    once('activation', 'Voice number activation', 5 * DOLLAR_MICRO),
    perUnit('minutes', 'Minutes beyond 300', 2 * CENT_MICRO, { unit: 'minute', freeUnits: 300 }),
  ],
  settlementRule: { id: 'settle-kestrel-voice', version: 1, legs: ['monthly', 'activation', 'minutes'].map((priceId) => ({ kind: 'share', providerId: asId('kestrel'), priceId, partsPerMillion: 650_000 })) },
})

const bundle = (prerequisites: readonly OfferingId[]): ProductOffering => ({
  ...COMMON, id: asId('bundle-home-together'), kind: 'bundle', name: 'Home Together', providerId: asId('kestrel'), prerequisites, prices: [],
  settlementRule: { id: 'settle-bundle-home-together', version: 1, legs: [] },
  bundleOf: [asId('kestrel-stream'), asId('kestrel-voice')], bundleDiscountMicro: 4 * DOLLAR_MICRO,
})

/** For who calls little: no minutes are paid for beforehand. */
const talk = (prerequisites: readonly OfferingId[]): ProductOffering => ({
  ...COMMON, id: asId('kestrel-talk'), kind: 'addOn', name: 'Kestrel Talk by the call', providerId: asId('kestrel'), prerequisites,
  prices: [monthly('monthly', 'Kestrel Talk', 2 * DOLLAR_MICRO), byTheCall('calls', 'Calls', 3 * CENT_MICRO, 4 * CENT_MICRO)],
  settlementRule: { id: 'settle-kestrel-talk', version: 1, legs: [
    { kind: 'share', providerId: asId('kestrel'), priceId: 'monthly', partsPerMillion: 650_000 },
    { kind: 'share', providerId: asId('kestrel'), priceId: 'calls', partsPerMillion: 800_000 },
  ] },
})

/** Rented films: the studio's price, which the provider says with each, and our fee. */
const cinema = (prerequisites: readonly OfferingId[]): ProductOffering => ({
  ...COMMON, id: asId('kestrel-cinema'), kind: 'addOn', name: 'Kestrel Cinema', providerId: asId('kestrel'), prerequisites,
  prices: [monthly('monthly', 'Kestrel Cinema', 1 * DOLLAR_MICRO), ofValue('films', 'Rented films', 30 * CENT_MICRO, { unit: 'view', partsPerMillion: 1_000_000, eventMaximumMicro: 8 * DOLLAR_MICRO })],
  settlementRule: { id: 'settle-kestrel-cinema', version: 1, legs: [
    { kind: 'share', providerId: asId('kestrel'), priceId: 'monthly', partsPerMillion: 700_000 },
    { kind: 'graduatedShare', providerId: asId('kestrel'), priceId: 'films', tiers: [{ upToMicro: 1_000 * DOLLAR_MICRO, partsPerMillion: 900_000 }, { upToMicro: null, partsPerMillion: 930_000 }] },
  ] },
})
