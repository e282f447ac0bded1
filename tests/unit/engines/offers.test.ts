import { describe, expect, it } from 'vitest'
import type { ProductOffering } from '../../../shared/domain/catalog.ts'
import { ERRORS } from '../../../shared/domain/errors.ts'
import type { QualificationLine, ServiceQualification } from '../../../shared/domain/qualification.ts'
import { checkSelection } from '../../../shared/engines/offers/check-selection.ts'
import { expandBundles } from '../../../shared/engines/offers/expand-bundles.ts'
import { listOffers } from '../../../shared/engines/offers/list-offers.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { addOn, ADDRESS, bundle, catalog, line, NOW, offering, qualification } from './builders.ts'

const ids = (...names: string[]) => names.map((name) => asId<'OfferingId'>(name))
const eligible = (planNames: readonly string[]) => ({ accessTypes: ['copper'] as const, postcodes: [], planNames })
const ctl = offering('ctl-100', { eligibility: eligible(['Up to 100 Mbps']) })
const elk = offering('elk-15', { providerId: asId('earthlink'), eligibility: eligible(['HyperLink 15']) })
const air = offering('fra-air-50', { providerId: asId('front-range-air'), accessType: 'fixedWireless' })
const stream = addOn('kestrel-stream')
const voice = addOn('kestrel-voice')
const together = bundle('bundle-home-together', ['kestrel-stream', 'kestrel-voice'], '3.00')
const modem = addOn('modem-rental', { kind: 'equipment', eligibility: eligible([]), prerequisites: ids('ctl-100') })
const ALL = [ctl, elk, air, stream, voice, together, modem]
const elkLine = line({ providerId: asId('earthlink'), overProviderId: asId('centurylink'), planName: 'HyperLink 15' })

const list = (lines: readonly QualificationLine[], offerings: readonly ProductOffering[] = ALL, over: Partial<ServiceQualification> = {}, at = NOW) =>
  listOffers({ catalog: catalog(offerings), qualification: qualification(lines, over), at })
const shown = (...args: Parameters<typeof list>) => Object.fromEntries(list(...args).map((choice) => [choice.offering.id, choice.why?.code ?? (choice.orderable ? 'orderable' : 'broken')]))

describe('the offers at an address', () => {
  it('are the plans that a yes line carries, and what fits beside them', () => {
    expect(shown([line(), elkLine])).toEqual({ 'ctl-100': 'orderable', 'elk-15': 'orderable', 'kestrel-stream': 'orderable', 'kestrel-voice': 'orderable', 'bundle-home-together': 'orderable', 'modem-rental': 'orderable' })
  })

  it('point to the line that each would be delivered on', () => {
    const choices = list([line(), elkLine])
    expect(choices.map((choice) => choice.line?.providerId ?? null)).toEqual(['centurylink', 'earthlink', null, null, null, null])
  })

  it('leave out another plan than the line carries', () => {
    expect(shown([line({ planName: 'Up to 40 Mbps' })], [ctl])).toEqual({})
    expect(shown([line({ planName: null })], [ctl])).toEqual({})
    expect(shown([line({ planName: 'Up to 40 Mbps' })], [{ ...ctl, eligibility: eligible([]) }])).toEqual({ 'ctl-100': 'orderable' })
  })

  it('show a plan that a line names but does not promise, with the reason that decided', () => {
    const refused = line({ verdict: 'no', reasons: [{ code: 'provider-said-yes', supports: 'yes', details: {} }, { code: 'no-port-free', supports: 'no', details: { portsFree: 0 } }] })
    expect(list([refused], [ctl])).toMatchObject([{ orderable: false, why: { code: 'no-port-free', details: { portsFree: 0 } } }])
    expect(shown([line({ verdict: 'unknown', reasons: [{ code: 'answer-too-old', supports: 'unknown', details: {} }] })], [ctl])).toEqual({ 'ctl-100': 'answer-too-old' })
    expect(shown([{ ...refused, planName: null }], [ctl])).toEqual({})
  })

  it('leave out what is not sold in the postcode or not at the moment', () => {
    const elsewhere = { ...ctl, eligibility: { ...ctl.eligibility, postcodes: ['82009'] } }
    expect(shown([line()], [elsewhere])).toEqual({})
    expect(shown([line()], [elsewhere], { address: { ...ADDRESS, postcode: '82009' } })).toEqual({ 'ctl-100': 'orderable' })
    expect(shown([line()], [{ ...ctl, validTo: NOW }])).toEqual({})
    expect(shown([line()], [{ ...ctl, validTo: NOW + 1 }])).toEqual({ 'ctl-100': 'orderable' })
    expect(shown([line()], [{ ...ctl, validFrom: NOW + 1 }])).toEqual({})
  })

  it('offer nothing beside a plan where no plan can be ordered', () => {
    expect(shown([])).toEqual({ 'kestrel-stream': 'prerequisite-missing', 'kestrel-voice': 'prerequisite-missing', 'bundle-home-together': 'prerequisite-missing' })
  })

  it('leave equipment of another kind of line out, and show it unorderable without its plan', () => {
    expect(shown([line({ providerId: asId('front-range-air'), accessType: 'fixedWireless', planName: null })], [air, modem])).toEqual({ 'fra-air-50': 'orderable' })
    expect(shown([elkLine], [elk, ctl, modem])).toEqual({ 'elk-15': 'orderable', 'modem-rental': 'prerequisite-missing' })
  })

  it('show equipment as waiting for a plan while the plan on its kind of line cannot be ordered', () => {
    const demanding = { ...ctl, clientRequirement: { minMemoryMb: 4_096, operatingSystems: [] } }
    const query = { channel: 'csr', place: ADDRESS.id, clientComputer: { operatingSystem: 'Windows', memoryMb: 2_048, hasEthernet: true } } as const
    const airLine = line({ providerId: asId('front-range-air'), accessType: 'fixedWireless', planName: null })
    expect(list([line(), airLine], [demanding, air, { ...modem, prerequisites: [] }], { query }).map((choice) => [choice.offering.id, choice.why?.details]))
      .toEqual([['ctl-100', { lacks: 'memory', memoryMb: 2_048, minMemoryMb: 4_096 }], ['fra-air-50', undefined], ['modem-rental', { needs: 'access' }]])
  })

  // One plan must meet everything an add-on asks: copper by one plan and its prerequisite by another cannot be ordered together.
  it('do not add up two plans for one add-on', () => {
    const torn = addOn('torn', { eligibility: eligible([]), prerequisites: ids('fra-air-50') })
    const airLine = line({ providerId: asId('front-range-air'), accessType: 'fixedWireless', planName: null })
    expect(shown([line(), airLine], [ctl, air, torn])).toEqual({ 'ctl-100': 'orderable', 'fra-air-50': 'orderable', torn: 'prerequisite-missing' })
  })

  it('make a bundle unorderable with any of its members', () => {
    const bound = { ...voice, prerequisites: ids('fra-air-50') }
    expect(shown([line()], [ctl, stream, bound, together])).toEqual({ 'ctl-100': 'orderable', 'kestrel-stream': 'orderable', 'kestrel-voice': 'prerequisite-missing', 'bundle-home-together': 'prerequisite-missing' })
  })

  describe("for a caller's computer", () => {
    const asking = { ...ctl, clientRequirement: { minMemoryMb: 4_096, operatingSystems: ['Windows', 'macOS'] } }
    const withComputer = (operatingSystem: string, memoryMb: number) => ({ query: { channel: 'csr', place: ADDRESS.id, clientComputer: { operatingSystem, memoryMb, hasEthernet: true } } }) as const
    it.each([
      ['Windows 11', 4_096, 'orderable'], ['windows', 8_192, 'orderable'], ['Windowsill', 8_192, 'client-unsuitable'], ['Linux', 8_192, 'client-unsuitable'], ['Windows 11', 4_095, 'client-unsuitable'],
    ])('with %s and %i MB are %s', (system, memoryMb, expected) => expect(shown([line()], [asking], withComputer(system, memoryMb))).toEqual({ 'ctl-100': expected }))
    it('are not narrowed while nothing is known of it', () => expect(shown([line()], [asking])).toEqual({ 'ctl-100': 'orderable' }))
  })
})

describe('a bundle by its name alone', () => {
  it('stands for itself and its members, each once', () => {
    expect(expandBundles(catalog(ALL), ids('ctl-100', 'bundle-home-together', 'kestrel-voice'), NOW)).toEqual(['ctl-100', 'bundle-home-together', 'kestrel-stream', 'kestrel-voice'])
  })
  it('leaves an unknown id for the check to refuse', () => expect(expandBundles(catalog([]), ids('gone'), NOW)).toEqual(['gone']))
})

describe('a selection', () => {
  const check = (selected: readonly string[], over: { lines?: readonly QualificationLine[]; offerings?: readonly ProductOffering[]; qualification?: Partial<ServiceQualification>; at?: number } = {}) =>
    checkSelection({ catalog: catalog(over.offerings ?? ALL), qualification: qualification(over.lines ?? [line(), elkLine], over.qualification), offeringIds: ids(...selected), at: over.at ?? NOW })

  it('of one plan with a bundle is answered with its members, and who needs the line', () => {
    const result = check(['ctl-100', 'bundle-home-together'])
    expect(result.ok && result.value.map(({ offering: { id }, needsLine }) => [id, needsLine])).toEqual([['ctl-100', true], ['bundle-home-together', false], ['kestrel-stream', false], ['kestrel-voice', false]])
  })

  it.each([
    ['on an expired qualification', ['ctl-100'], { qualification: { validUntil: NOW } }, 'qualification-expired', { validUntil: NOW }],
    ['of what is no longer sold', ['ctl-100', 'gone'], {}, 'offering-withdrawn', { offeringId: 'gone' }],
    ['of a bundle whose member is no longer sold', ['ctl-100', 'bundle-home-together'], { offerings: [ctl, together, stream] }, 'offering-withdrawn', { offeringId: 'kestrel-voice' }],
    ['without a plan', ['kestrel-stream'], {}, 'prerequisite-missing', { needs: 'access' }],
    ['of nothing', [], {}, 'prerequisite-missing', { needs: 'access' }],
    ['of two plans', ['ctl-100', 'elk-15'], {}, 'offering-not-eligible', { offeringId: 'elk-15', reason: 'second-access-offering' }],
    ['where there is no line for it', ['fra-air-50'], {}, 'offering-not-eligible', { reason: 'no-line' }],
    ['of a plan the line does not carry', ['ctl-100'], { lines: [line({ planName: 'Up to 40 Mbps' })] }, 'offering-not-eligible', { reason: 'no-line' }],
    ['on a line that says no', ['ctl-100'], { lines: [line({ verdict: 'no', reasons: [{ code: 'no-port-free', supports: 'no', details: {} }] })] }, 'qualification-negative', { verdict: 'no', reason: 'no-port-free' }],
    ['on a line that is unknown', ['ctl-100'], { lines: [line({ verdict: 'unknown' })] }, 'qualification-negative', { verdict: 'unknown' }],
    ['outside its postcodes', ['ctl-100'], { offerings: [{ ...ctl, eligibility: { ...ctl.eligibility, postcodes: ['82009'] } }] }, 'offering-not-eligible', { reason: 'postcode' }],
    ['of equipment without its plan', ['elk-15', 'modem-rental'], {}, 'prerequisite-missing', { offeringId: 'modem-rental' }],
    ['of equipment for another kind of line', ['fra-air-50', 'modem-rental'], { lines: [line({ providerId: asId('front-range-air'), accessType: 'fixedWireless' })] }, 'offering-not-eligible', { offeringId: 'modem-rental', reason: 'access-type' }],
    ['for an unsuitable computer', ['ctl-100'], { offerings: [{ ...ctl, clientRequirement: { minMemoryMb: 4_096, operatingSystems: [] } }],
      qualification: { query: { channel: 'csr', place: ADDRESS.id, clientComputer: { operatingSystem: 'Windows', memoryMb: 2_048, hasEthernet: true } } } }, 'offering-not-eligible', { reason: 'client-unsuitable', lacks: 'memory' }],
  ] as const)('%s is refused', (_, selected, over, code, details) => {
    expect(check(selected, over)).toMatchObject({ ok: false, error: { code, details } })
    expect(ERRORS[code].transient).toBe(false)
  })

  it('counts until the very moment the qualification ends', () => {
    expect(check(['ctl-100'], { qualification: { validUntil: NOW + 1 } }).ok).toBe(true)
  })

  it('may hold everything that was shown as orderable beside one plan', () => {
    const orderable = list([line(), elkLine]).filter((choice) => choice.orderable && choice.offering.id !== 'elk-15').map((choice) => choice.offering.id)
    expect(check(orderable).ok).toBe(true)
  })
})
