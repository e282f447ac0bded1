import type { Catalog, ProductOffering, Provider } from '../../shared/domain/catalog.ts'
import type { Registration } from '../../shared/domain/customer.ts'
import type { GeographicAddress } from '../../shared/domain/place.ts'
import type { ServiceQualification } from '../../shared/domain/qualification.ts'
import { createLocalDates } from '../../shared/engines/rating/local-date.ts'
import type { BillingTerms } from '../../shared/engines/saga/quote-order.ts'
import type { PromiseMade, SpokenText, SpokenTexts } from '../../shared/domain/promises.ts'
import { asId } from '../../shared/kernel/ids.ts'

export const START = Date.UTC(2026, 10, 22, 18, 0, 0)
const HOUR = 3_600_000
const localDates = createLocalDates()
export const TERMS: BillingTerms = { localDateOf: (instant) => localDates(instant, 'America/Denver'), region: 'WY', billCycleDay: null }
/** Four providers and our own central take part in this selection. */
export const PARTIES = ['centurylink', 'earthlink', 'high-plains', 'kestrel'] as const
export const OFFERING_IDS = ['elk-internet-15', 'kestrel-stream']

export const anAddress = (id = 'adr-1'): GeographicAddress => ({
  id: asId(id), parentId: null, number: '2421', street: 'E 7th St', unit: null, city: 'Cheyenne', region: 'WY', postcode: '82001',
  latitude: 41.14, longitude: -104.8, blockGroup: '560210001001', needsUnit: false, origin: 'invented',
})

export const aRegistration = (): Registration => ({
  givenName: 'Juniper', familyName: 'Exampleton', email: 'juniper@example.org', phone: '(307) 555-0142', paymentToken: 'tok_demo_4242', paymentHint: 'Demo Visa ending 4242', userIdentifier: 'juniper@highplains.example',
})
export const PASSWORD = 'correct-horse'

const spoken = (id: string, isRequired: boolean): SpokenText => ({ id, version: 1, isRequired, title: { en: id, es: id }, wording: { en: `${id}?`, es: `¿${id}?` } })
/** What is read on this desk: the notice, one consent that is needed and one that is not. */
export const SPOKEN_TEXTS: SpokenTexts = { recordingNotice: spoken('recording-notice', true), consents: [spoken('terms', true), spoken('marketing', false)] }
/** The least that must have been said; the plans here carry no label. */
export const PROMISES_MADE: PromiseMade[] = [{ kind: 'recordingNotice', version: 1, language: 'en' }, { kind: 'consent', consentId: 'terms', version: 1, language: 'en', answer: true }]

const provider = (id: string, code: string, roles: Provider['roles'], realms: readonly string[] = []): Provider => ({ id: asId(id), name: id, code, roles, origin: 'invented', realms })

function offering(id: string, providerId: string, kind: ProductOffering['kind'], monthlyMicro: number): ProductOffering {
  return {
    id: asId(id), version: 1, validFrom: 0, validTo: null, kind, name: id, providerId: asId(providerId), accessType: kind === 'access' ? 'copper' : null,
    downlinkKbps: kind === 'access' ? 15_000 : null, uplinkKbps: kind === 'access' ? 1_000 : null,
    prices: [{ id: 'monthly', label: id, amountMicro: monthlyMicro, currency: 'USD', taxCategory: 'none', ratingGuideline: { kind: 'recurring', period: 'month', when: 'advance', proration: 'none', rounding: { mode: 'half-even', placeMicro: 10_000 } } }],
    settlementRule: { id: `rule-${id}`, version: 1, legs: [] }, eligibility: { accessTypes: kind === 'access' ? ['copper'] : [], postcodes: [], planNames: [] },
    prerequisites: [], requires: [], bundleOf: [], bundleDiscountMicro: 0, clientRequirement: null, label: null, origin: 'invented',
  }
}

/** A catalog of one version. `accessMicro`: the monthly price of the access plan. */
export const aCatalog = (version = 1, accessMicro = 49_950_000): Catalog => ({
  version, publishedAt: START - HOUR, currency: 'USD', taxes: [],
  providers: [provider('centurylink', 'CTL', ['network']), provider('earthlink', 'ELK', ['reseller']), provider('kestrel', 'KSK', ['content']), provider('high-plains', 'HPN', ['isp'], ['highplains.example'])],
  offerings: [offering('elk-internet-15', 'earthlink', 'access', accessMicro), offering('kestrel-stream', 'kestrel', 'addOn', 9_990_000)],
})

/** What the selection costs at first on that catalog: 49.95 + 9.99, no tax, whole month. */
export const TOTAL_MINOR = 5_994

export function aQualification(address: GeographicAddress, overrides: Partial<ServiceQualification> = {}): ServiceQualification {
  return {
    id: asId(`qual-${address.id}`), query: { channel: 'csr', place: address.id }, address, qualifiedAt: START - HOUR, validUntil: START + 24 * HOUR,
    lines: [{ providerId: asId('earthlink'), accessType: 'copper', overProviderId: asId('centurylink'), verdict: 'yes', downlinkKbps: 15_000, uplinkKbps: 1_000, planName: null, reasons: [], yesWhen: null, evidence: { source: 'invented', at: START - HOUR } }],
    ...overrides,
  }
}
