import { describe, expect, it } from 'vitest'
import type { ProductOffering } from '../../../shared/domain/catalog.ts'
import type { DiscreteService, ProductOrder } from '../../../shared/domain/order.ts'
import type { ClientComputer, QualificationLine } from '../../../shared/domain/qualification.ts'
import { deriveServices } from '../../../shared/engines/provisioning/derive-services.ts'
import { planServiceOrders } from '../../../shared/engines/provisioning/service-orders.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { addOn, ADDRESS, bundle, catalog, line, monthly, NOW, offering, perUnit } from './builders.ts'

const ISP = asId<'ProviderId'>('high-plains')
const elk = offering('elk-internet-15', { providerId: asId('earthlink'), prices: [monthly('month', '49.95'), perUnit('over', '0.10', 'gigabyte', 1_000)] })
const ctl = offering('ctl-copper-100-10')
const fiber = offering('ctl-fiber-940', { accessType: 'fiber', eligibility: { accessTypes: ['fiber'], postcodes: [], planNames: [] } })
const air = offering('fra-air-50', { providerId: asId('front-range-air'), accessType: 'fixedWireless', eligibility: { accessTypes: ['fixedWireless'], postcodes: [], planNames: [] } })
const stream = addOn('kestrel-stream')
const voice = addOn('kestrel-voice', { prices: [monthly('month', '14.99'), perUnit('call', '0.02', 'minute'), perUnit('abroad', '0.10', 'minute')] })
const together = bundle('bundle-home-together', ['kestrel-stream', 'kestrel-voice'], '3.00')
const modem = addOn('modem-rental', { kind: 'equipment', providerId: asId('centurylink') })
const KNOWN = [elk, ctl, fiber, air, stream, voice, together, modem]
const elkLine = line({ providerId: asId('earthlink'), overProviderId: asId('centurylink'), planName: null })
const fiberLine = line({ accessType: 'fiber', reasons: [{ code: 'drop-within-limit', supports: 'yes', details: { distanceM: 42 } }] })
const airLine = line({ providerId: asId('front-range-air'), accessType: 'fixedWireless', reasons: [{ code: 'sector-in-reach', supports: 'yes', details: { distanceM: 2_000 } }] })

const order = (selected: readonly ProductOffering[], clientComputer: ClientComputer | null = null): ProductOrder => ({
  id: asId('order-1'), customerId: asId('customer-1'), place: ADDRESS.id, clientComputer,
  items: selected.map((item, index) => ({ id: String(index + 1), action: 'add', offeringId: item.id, offeringVersion: item.version, qualificationId: null })),
  registration: { givenName: 'Juniper', familyName: 'Exampleton', email: 'juniper@example.org', phone: '(307) 555-0101', paymentToken: 'tok_demo_1', paymentHint: 'Demo Visa ending 4242', userIdentifier: 'juniper@highplains.example' },
  quote: { currency: 'USD', periodFrom: '2026-11-22', periodTo: '2026-12-01', charges: [], totalMicro: 0, totalMinor: 0, remainderMicro: 0, monthlyMinor: 0 },
  catalogVersion: 1, takenBy: asId('rep-1'), takenAt: NOW, takenOffline: false,
})
const computer = (over: Partial<ClientComputer> = {}): ClientComputer => ({ operatingSystem: 'Windows 11', memoryMb: 8_192, hasEthernet: true, ...over })
function derive(selected: readonly ProductOffering[], lines: readonly QualificationLine[], clientComputer: ClientComputer | null = null, known: readonly ProductOffering[] = KNOWN) {
  return deriveServices({ order: order(selected, clientComputer), catalog: catalog(known), lines, ispId: ISP })
}
const brief = (services: readonly DiscreteService[]) => services.map((service) => `${service.kind} ${service.providerId ?? 'ours'} ${service.reason.code}`)

describe('the services of an order', () => {
  it("are a port at the line's owner, the seller's plan, an identity and an address of ours", () => {
    expect(brief(derive([elk], [elkLine]))).toEqual(['port centurylink port-on-owners-line', 'plan earthlink plan-ordered', 'identity high-plains identity-for-access', 'address ours address-for-access'])
    expect(brief(derive([ctl], [line()]))[0]).toBe('port centurylink port-on-own-line')
  })

  it("are a bundle's members, content and voice", () => {
    expect(brief(derive([ctl, together], [line()])).slice(4)).toEqual(['content kestrel add-on-ordered', 'voice kestrel add-on-ordered'])
  })

  it('have the same ids on every derivation, each once', () => {
    const once = derive([elk, together, modem], [elkLine])
    expect(derive([elk, together, modem], [elkLine])).toEqual(once)
    expect(new Set(once.map((service) => service.id)).size).toBe(once.length)
  })

  it.each([
    ['ordered', [ctl, modem], line(), null, ['equipment centurylink equipment-ordered']],
    ['a modem for a computer without Ethernet', [ctl], line(), computer({ hasEthernet: false }), ['equipment centurylink modem-without-ethernet']],
    ['one modem when it is also ordered', [ctl, modem], line(), computer({ hasEthernet: false }), ['equipment centurylink equipment-ordered']],
    ['none for a computer with Ethernet', [ctl], line(), computer(), []],
    ['none where nothing is known of the computer', [ctl], line(), null, []],
    ['none on fiber', [fiber], fiberLine, computer({ hasEthernet: false }), []],
  ] as const)('have equipment: %s', (_, selected, on, client, expected) => {
    expect(brief(derive(selected, [on], client)).filter((text) => text.startsWith('equipment'))).toEqual(expected)
  })

  it.each([
    ['to build a fiber drop', [fiber], fiberLine, null, ['visit centurylink drop-to-build']],
    ['not where the fiber ends in the house', [fiber], line({ accessType: 'fiber' }), null, []],
    ['to mount an antenna', [air], airLine, null, ['visit front-range-air antenna-to-mount']],
    ['not for copper that is there', [ctl], line(), null, []],
    ['for an unsuitable computer', [{ ...ctl, clientRequirement: { minMemoryMb: 4_096, operatingSystems: [] } }], line(), computer({ memoryMb: 2_048 }), ['visit centurylink client-unsuitable']],
    ['once for two reasons', [{ ...fiber, clientRequirement: { minMemoryMb: 4_096, operatingSystems: [] } }], fiberLine, computer({ memoryMb: 2_048 }), ['visit centurylink drop-to-build']],
  ] as const)('have a visit: %s', (_, selected, on, client, expected) => {
    expect(brief(derive(selected, [on], client, selected)).filter((text) => text.startsWith('visit'))).toEqual(expected)
  })

  it('add what an offering requires of others, unless it is there already', () => {
    const needy = { ...stream, requires: [{ providerId: ISP, role: 'isp' as const, reason: 'signs in' }, { providerId: asId<'ProviderId'>('earthlink'), role: 'content' as const, reason: 'carries it' }] }
    expect(brief(derive([ctl, needy], [line()], null, [ctl, needy])).filter((text) => text.includes('required'))).toEqual(['content earthlink required-by-offering'])
  })

  it('ask an ISP for one identity, however many offerings require it', () => {
    const other = asId<'ProviderId'>('kestrel')
    const needy = [stream, voice].map((item) => ({ ...item, requires: [{ providerId: other, role: 'isp' as const, reason: 'signs in' }] }))
    expect(brief(derive([ctl, ...needy], [line()], null, [ctl, ...needy])).filter((text) => text.startsWith('identity kestrel'))).toHaveLength(1)
  })

  it("take the owner from the catalog where the reseller's line is not at hand", () => {
    const resold = { ...elk, requires: [{ providerId: asId<'ProviderId'>('centurylink'), role: 'network' as const, reason: 'line-of-owner' }] }
    expect(brief(derive([resold], [], null, [resold])).filter((text) => text.startsWith('port'))).toEqual(['port centurylink port-on-owners-line'])
  })

  it('are those of the version that was quoted', () => {
    const next = { ...ctl, version: 2, validFrom: NOW, name: 'renamed' }
    const quoted = { ...ctl, validTo: NOW }
    expect(derive([quoted], [line()], null, [next, quoted]).find((service) => service.kind === 'plan')?.reason.details).toMatchObject({ name: 'ctl-copper-100-10' })
    expect(() => derive([ctl], [line()], null, [])).toThrow('in no catalog version')
  })
})

describe('the service orders', () => {
  const plan = (selected: readonly ProductOffering[], lines: readonly QualificationLine[], client: ClientComputer | null = null) =>
    planServiceOrders({ order: order(selected, client), services: derive(selected, lines, client), catalog: catalog(KNOWN), held: { address: '203.0.113.9' } })
  const briefly = (...args: Parameters<typeof plan>) => plan(...args).map(({ providerId, lines }) => `${providerId}: ${lines.map((item) => item.serviceKind).join(' ')}`)

  it('go to the owner, the reseller, the ISP, then to add-ons, each once', () => {
    expect(briefly([together, elk], [elkLine])).toEqual(['centurylink: port', 'earthlink: plan', 'high-plains: access', 'kestrel: content voice'])
    expect(briefly([ctl, modem], [line()])).toEqual(['centurylink: port plan equipment', 'high-plains: access'])
    expect(briefly([air, stream], [airLine])).toEqual(['front-range-air: port plan visit', 'high-plains: access', 'kestrel: content'])
  })

  it('tell the ISP the identifier and the held address', () => {
    expect(plan([ctl], [line()])[1]?.lines).toEqual([{ serviceKind: 'access', offeringId: 'ctl-copper-100-10', name: 'ctl-copper-100-10', meter: [], characteristics: { userIdentifier: 'juniper@highplains.example', framedIpAddress: '203.0.113.9' } }])
  })

  it('have each usage metered by exactly one line', () => {
    const lines = plan([elk, voice], [elkLine]).flatMap((item) => item.lines)
    expect(lines.map((item) => [item.serviceKind, item.meter])).toEqual([['port', []], ['plan', ['gigabyte']], ['access', []], ['voice', ['minute']]])
  })

  it('tell the network what the line must carry', () => {
    expect(plan([ctl], [line()])[0]?.lines[0]?.characteristics).toEqual({ accessType: 'copper', downlinkKbps: 100_000, uplinkKbps: 10_000 })
  })
})
