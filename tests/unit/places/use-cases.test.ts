import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createListOffers } from '../../../main/console/offers/list.ts'
import { createQuote } from '../../../main/console/offers/quote.ts'
import { createSearchPlaces } from '../../../main/console/places/search.ts'
import { createListUnits } from '../../../main/console/places/units.ts'
import { createAskQualification } from '../../../main/console/qualification/ask.ts'
import { createCheckQualification } from '../../../main/console/qualification/check.ts'
import type { ServiceQualification } from '../../../shared/domain/qualification.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { NOW } from '../cache/caches.ts'
import { cheyenneDesk, REP } from './desk.ts'

// The first ten minutes of a call on the real places of Cheyenne, without and with network.
let desk: Awaited<ReturnType<typeof cheyenneDesk>>
beforeEach(async () => { desk = await cheyenneDesk() })
afterEach(() => desk.temp.remove())

const place = (text: string) => desk.temp.cache.search(text, 1).matches[0]!
const question = (id: string) => ({ channel: 'csr' as const, place: id })
const check = async (id: string): Promise<ServiceQualification> => {
  const checked = await createCheckQualification(desk.deps)(question(id), REP)
  assert(checked.ok, 'qualified')
  return checked.value
}
const line = (qualification: ServiceQualification, providerId: string) => qualification.lines.find((candidate) => candidate.providerId === providerId && candidate.accessType === 'copper')
/** A house with a premise that needs units. */
const premiseWithUnits = () => Array.from({ length: 9 }, (_, digit) => desk.temp.cache.search(String(digit + 1), 50).matches).flat().concat(...'abcdefghijklmnoprstvw'.split('').map((letter) => desk.temp.cache.search(letter, 50).matches)).find((house) => house.needsUnit)

describe('places', () => {
  it('are found and timed by the clock of the desk', async () => {
    expect(await createSearchPlaces(desk.deps)({ text: '303 e 26', limit: 5 }, REP)).toMatchObject({ ok: true, value: { matches: [{ number: '303', street: 'E 26th St' }], didYouMean: [], tookMs: 0 } })
  })
  it('have units, none where the house is one home, and are refused where they are unknown', async () => {
    expect(await createListUnits(desk.deps)({ place: place('303 e 26th').id }, REP)).toEqual({ ok: true, value: { units: [] } })
    expect(await createListUnits(desk.deps)({ place: 'adr-none' }, REP)).toMatchObject({ ok: false, error: { code: 'address-unknown' } })
  })
})

describe('a qualification', () => {
  it('says yes with the reasons, carries an id, holds for thirty minutes and is kept', async () => {
    const qualification = await check(place('303 e 26th').id)
    expect(line(qualification, 'centurylink')).toMatchObject({ verdict: 'yes', planName: 'HSI Upto 10 Mbps/750 Kbps Prepaid', downlinkKbps: 10_000 })
    expect(qualification.lines.every((each) => each.reasons.length > 0)).toBe(true)
    expect(qualification.validUntil - qualification.qualifiedAt).toBe(30 * 60_000)
    expect(desk.kept.get(qualification.id)).toEqual(qualification)
  })
  it('is refused for an unknown address and for a premise whose unit is missing', async () => {
    const run = createCheckQualification(desk.deps)
    expect(await run(question('adr-none'), REP)).toMatchObject({ ok: false, error: { code: 'address-unknown' } })
    const premise = premiseWithUnits()
    assert(premise, 'a premise with units is among the first houses')
    expect(await run(question(premise.id), REP)).toMatchObject({ ok: false, error: { code: 'unit-missing' } })
    const unit = desk.temp.cache.units(premise.id)[0]!
    expect(await run(question(unit.id), REP)).toMatchObject({ ok: true, value: { address: { unit: unit.unit } } })
  })
  it('has the name it was asked under, and the same question again has the same answer', async () => {
    const [named, house] = ['019b1c2d-3e4f-7a5b-8c6d-0123456789ab', place('303 e 26th').id]
    const run = createCheckQualification(desk.deps)
    const first = await run({ ...question(house), qualificationId: named }, REP)
    expect(first).toMatchObject({ ok: true, value: { id: named, query: { channel: 'csr', place: house } } })
    expect(await run({ ...question(house), qualificationId: named }, REP)).toEqual(first)
    expect(desk.kept.size).toBe(1)
    expect(await run({ ...question(premiseWithUnits()?.id ?? ''), qualificationId: named }, REP)).toMatchObject({ ok: false, error: { code: 'command-reused' } })
    expect(desk.kept.get(asId(named))).toEqual(first.ok ? first.value : null)
  })
  it('that cannot be kept is not given: a submit would not find it', async () => {
    desk.state.storage = { code: 'storage-full', details: {} }
    expect(await createCheckQualification(desk.deps)(question(place('303 e 26th').id), REP)).toMatchObject({ ok: false, error: { code: 'storage-full' } })
  })
})

describe('asking the providers', () => {
  const ask = (id: string) => createAskQualification(desk.deps)(question(id), REP)

  it('asks all of them at once and judges by what they say now', async () => {
    let waiting = 0
    let together = 0
    desk.answer(async (providerId) => {
      together = Math.max(together, ++waiting)
      await Promise.resolve()
      waiting--
      return { kind: 'done', value: providerId === 'centurylink'
        ? [{ providerId, accessType: 'copper', qualified: false, planName: null, priceMicro: null, downlinkKbps: null, uplinkKbps: null, reasonCode: 'NO-FACILITY', overProviderId: null, answeredAt: NOW, source: 'providerInterface' }]
        : [] }
    })
    const { id } = place('303 e 26th')
    const before = await check(id)
    const asked = await ask(id)
    assert(asked.ok, 'asked')
    expect(together).toBe(3)
    expect(line(before, 'centurylink')?.verdict).toBe('yes')
    expect(line(asked.value, 'centurylink')).toMatchObject({ verdict: 'no', evidence: { source: 'providerInterface', at: NOW } })
    expect(asked.value.id).not.toBe(before.id)
    expect(line(await check(id), 'centurylink')?.verdict).toBe('no')
  })
  it('leaves what was known where nobody answers: silence is no refusal', async () => {
    const { id } = place('303 e 26th')
    const before = await check(id)
    const asked = await ask(id)
    assert(asked.ok, 'asked')
    expect(asked.value.lines).toEqual(before.lines)
  })
  it('is refused without network, before anybody is asked', async () => {
    desk.state.isUp = false
    expect(await ask(place('303 e 26th').id)).toMatchObject({ ok: false, error: { code: 'network-unavailable' } })
    expect(desk.state.asked).toEqual([])
  })
  it('is refused for an unknown address', async () => expect(await ask('adr-none')).toMatchObject({ ok: false, error: { code: 'address-unknown' } }))
})

describe('offers', () => {
  const offersAt = async (text: string) => {
    const qualification = await check(place(text).id)
    const listed = await createListOffers(desk.deps)({ qualificationId: qualification.id }, REP)
    assert(listed.ok, 'listed')
    return { qualification, offers: listed.value.offers, offer: (id: string) => listed.value.offers.find((candidate) => candidate.offering.id === id) }
  }
  it('are those of the line that says yes, with what they cost alone', async () => {
    const { qualification, offer, offers } = await offersAt('303 e 26th')
    // 50.00 and 4 % + 2 % tax of it: 53.00 a month.
    expect(offer('ctl-copper-10-750k')).toMatchObject({ orderable: true, why: null, qualificationId: qualification.id, provider: { code: 'CTL' }, monthlyMinor: 5300, downlinkKbps: 10_000 })
    expect(offer('kestrel-stream')).toMatchObject({ orderable: true, qualificationId: null })
    expect(offers.some(({ offering }) => offering.id === 'ctl-copper-100-10')).toBe(false)
  })
  it('cost a part of the month first, the days that are left of it', async () => {
    const { offer } = await offersAt('303 e 26th')
    // Activated on 22 November with cycles from the 1st: 9 of 30 days. 50.00 * 9 / 30 = 15.00, with 6 % tax 15.90.
    expect(offer('ctl-copper-10-750k')?.firstBillMinor).toBe(1590)
  })
  it.each([
    ['qualification-missing', (): string => 'q-none', (): void => undefined],
    ['qualification-expired', (id: string): string => id, (): void => { desk.state.now = NOW + 30 * 60_000 }],
  ] as const)('are refused with %s', async (code, idOf, prepare) => {
    const { id } = await check(place('303 e 26th').id)
    prepare()
    expect(await createListOffers(desk.deps)({ qualificationId: idOf(id) }, REP)).toMatchObject({ ok: false, error: { code } })
    expect(await createQuote(desk.deps)({ qualificationId: idOf(id), offeringIds: ['ctl-copper-10-750k'] }, REP)).toMatchObject({ ok: false, error: { code } })
  })
  it('are still there in the last millisecond of the qualification', async () => {
    const { id } = await check(place('303 e 26th').id)
    desk.state.now = NOW + 30 * 60_000 - 1
    expect(await createListOffers(desk.deps)({ qualificationId: id }, REP)).toMatchObject({ ok: true })
  })
  it('are refused without a catalog', async () => {
    const { id } = await check(place('303 e 26th').id)
    const deps = { ...desk.deps, cache: { catalog: () => null } }
    expect(await createListOffers(deps)({ qualificationId: id }, REP)).toMatchObject({ ok: false, error: { code: 'catalog-missing' } })
  })
})

describe('a quote', () => {
  const quote = async (...offeringIds: readonly string[]) => createQuote(desk.deps)({ qualificationId: (await check(place('303 e 26th').id)).id, offeringIds: [...offeringIds] }, REP)

  it('is the first bill of a selection, postings of each charge summing to nothing', async () => {
    const quoted = await quote('ctl-copper-10-750k', 'bundle-home-together')
    assert(quoted.ok, 'quoted')
    expect(quoted.value).toMatchObject({ catalogVersion: 1, bill: { periodFrom: '2026-11-22', periodTo: '2026-12-01' } })
    for (const charge of quoted.value.bill.charges) expect(charge.postings.reduce((sum, posting) => sum + posting.amountMicro, 0)).toBe(0)
    expect(new Set(quoted.value.bill.charges.map((charge) => charge.offeringId))).toContain('kestrel-voice')
  })
  it('is what the list said for one offering', async () => {
    const quoted = await quote('ctl-copper-10-750k')
    expect(quoted).toMatchObject({ ok: true, value: { bill: { totalMinor: 1590, monthlyMinor: 5300 } } })
  })
  it.each([
    ['prerequisite-missing', ['kestrel-stream']],
    ['offering-withdrawn', ['ctl-copper-10-750k', 'gone']],
    ['offering-not-eligible', ['elk-internet-15']],
  ])('is refused with %s', async (code, ids) => expect(await quote(...ids)).toMatchObject({ ok: false, error: { code } }))
})

it('prices the wireless plan of 2027 from the first local midnight on', async () => {
  const { cache } = desk.temp
  const house = 'abcdefghijklmnoprstvw'.split('').flatMap((letter) => cache.search(letter, 50).matches).find((candidate) => !candidate.needsUnit && cache.facts(candidate.id).sectors.some((sector) => sector.inBeam && sector.distanceM < 2000 && sector.capacityFree > 0))
  assert(house, 'a house in reach')
  const monthly = async (now: string) => {
    desk.state.now = Date.parse(now)
    const quoted = await createQuote(desk.deps)({ qualificationId: (await check(house.id)).id, offeringIds: [asId<'OfferingId'>('fra-air-50')] }, REP)
    assert(quoted.ok, 'quoted')
    return quoted.value.bill.monthlyMinor
  }
  expect(await monthly('2027-01-01T06:59:00Z')).toBe(4770)
  expect(await monthly('2027-01-01T07:00:00Z')).toBe(5088)
})
