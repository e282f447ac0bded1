// Goal: a provider's answer about an address becomes our words, or a refusal by name; asking never leaves anything unknown.
// Method: tables of exchanges against the pure reading.
import { describe, expect, it } from 'vitest'
import { readQualificationAnswer, toCheckServiceQualification } from '../../../main/provisioning/partners/qualifications.ts'
import type { JsonExchange } from '../../../main/provisioning/partners/exchange-json.ts'
import { asId } from '../../../shared/kernel/ids.ts'

const PROVIDER = asId<'ProviderId'>('earthlink')
const ANSWERED_AT = 1_700_000_000_000
const item = (changes: Readonly<Record<string, unknown>> = {}, characteristics: Readonly<Record<string, unknown>> = { accessType: 'copper', planName: 'Internet 15', priceMicro: 49_950_000, downlinkKbps: 15_000, uplinkKbps: '1000', overProviderId: 'centurylink' }) =>
  ({ id: '1', qualificationResult: 'qualified', service: { serviceCharacteristic: Object.entries(characteristics).map(([name, value]) => ({ name, value })) }, ...changes })
const answered = (items: readonly unknown[], state = 'done', status = 201): JsonExchange => ({ kind: 'answered', status, body: { id: 'Q-1', state, serviceQualificationItem: items } })
const read = (answer: JsonExchange) => readQualificationAnswer(answer, PROVIDER, ANSWERED_AT)

describe('an answer about an address', () => {
  it('that says yes carries plan, price, speeds and whose line it is', () => {
    expect(read(answered([item()]))).toEqual({ kind: 'done', value: [{
      providerId: 'earthlink', accessType: 'copper', qualified: true, planName: 'Internet 15', priceMicro: 49_950_000, downlinkKbps: 15_000, uplinkKbps: 1_000,
      reasonCode: null, overProviderId: 'centurylink', answeredAt: ANSWERED_AT, source: 'providerInterface',
    }] })
  })

  it('that says no carries the provider\'s own word', () => {
    expect(read(answered([item({ qualificationResult: 'unqualified', eligibilityUnavailabilityReason: [{ code: 'LOOP-TOO-LONG', label: 'x' }] }, { accessType: 'fiber' })]))).toMatchObject({ kind: 'done', value: [{ qualified: false, reasonCode: 'LOOP-TOO-LONG', planName: null, priceMicro: null, overProviderId: null }] })
  })

  it('without items is an answer: nothing here', () => {
    expect(read(answered([]))).toEqual({ kind: 'done', value: [] })
  })

  it.each<readonly [string, JsonExchange, string]>([
    ['an access type nobody knows', answered([item({}, { accessType: 'pigeon' })]), 'provider-answer-malformed'],
    ['no access type', answered([item({}, {})]), 'provider-answer-malformed'],
    ['a broken price', answered([item({}, { accessType: 'copper', priceMicro: 49.95 })]), 'provider-answer-malformed'],
    ['a result nobody knows', answered([item({ qualificationResult: 'perhaps' })]), 'provider-answer-malformed'],
    ['no object', { kind: 'answered', status: 200, body: null }, 'provider-answer-malformed'],
    ['half an answer', { kind: 'unreadable', status: 200, why: 'half' }, 'provider-answer-malformed'],
    ['a check that is not done', answered([item()], 'inProgress'), 'provider-unavailable'],
    ['a check that ended with an error', answered([], 'terminatedWithError'), 'provider-unavailable'],
    ['a refusal', { kind: 'answered', status: 422, body: { code: 'OUT-OF-AREA', reason: 'x' } }, 'provider-refused'],
    ['a server error', { kind: 'answered', status: 503, body: {} }, 'provider-unavailable'],
    ['a lost answer', { kind: 'lost', why: 'timeout' }, 'provider-unavailable'],
    ['a closed port', { kind: 'notSent' }, 'provider-unavailable'],
  ])('is not done by name: %s', (_, answer, code) => {
    expect(read(answer)).toMatchObject({ kind: 'notDone', error: { code, details: { providerId: 'earthlink' } } })
  })
})

it('the question names the address by our id, its line and its postcode', () => {
  expect(toCheckServiceQualification({ id: 'A-1', line: '2421 E 7th St, Cheyenne WY 82001', postcode: '82001' }).serviceQualificationItem[0]?.service.place.map(({ id, name }) => [id, name])).toEqual([['A-1', '2421 E 7th St, Cheyenne WY 82001'], ['A-1:postcode', '82001']])
})
