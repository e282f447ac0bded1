import { describe, expect, it } from 'vitest'
import type { Fit } from '../../../shared/domain/need.ts'
import { addWorkingDays, earliestDate } from '../../../shared/engines/offers/earliest-date.ts'
import { rankOffers } from '../../../shared/engines/offers/rank-offers.ts'
import type { RankedFacts } from '../../../shared/engines/offers/rank-offers.ts'
import { judgeFit, wantedSpeed } from '../../../shared/engines/offers/wanted-speed.ts'
import { extraServices } from '../../../shared/engines/provisioning/extra-services.ts'
import { catalog, line, NOW, offering } from './builders.ts'

/* Goal: what is said of an offer beside its price. Each expected figure is worked out in the row's own comment. */

describe('the wanted speed', () => {
  it.each([
    // One person: 4 down, 0.5 up.
    [{ people: 1, uses: [] }, 4_000, 500],
    // Four people 16/2, work 5/3, two films 16/0.
    [{ people: 4, uses: ['work', 'streaming'] }, 37_000, 5_000],
    // Three people 12/1.5, two films (three people, two screens) 16/0, a game 5/1, devices 5/1.
    [{ people: 3, uses: ['streaming', 'gaming', 'devices'] }, 38_000, 3_500],
    // Nobody at home is somebody: counted as one.
    [{ people: 0, uses: [] }, 4_000, 500],
    // The same use named twice is one use: 4+5, 0.5+3.
    [{ people: 1, uses: ['work', 'work'] }, 9_000, 3_500],
  ] as const)('of %j is %i down and %i up', (need, downlinkKbps, uplinkKbps) => {
    const wanted = wantedSpeed(need)
    expect(wanted).toMatchObject({ downlinkKbps, uplinkKbps })
    expect(wanted.parts.reduce((sum, part) => sum + part.downlinkKbps, 0)).toBe(downlinkKbps)
  })
})

describe('the fit of an offer', () => {
  const wanted = wantedSpeed({ people: 4, uses: ['work', 'streaming'] }) // 37/5
  it.each<[number | null, number | null, Fit['verdict'], Fit['short']]>([
    [37_000, 5_000, 'fits', null],
    [36_999, 5_000, 'tight', 'downlink'],
    [100_000, 4_999, 'tight', 'uplink'],
    // 70 % of 37 is 25.9.
    [25_900, 5_000, 'tight', 'downlink'],
    [25_899, 5_000, 'tooSlow', 'downlink'],
    // Up 3.4 of 5 is 68 %, down 30 of 37 is 81 %: the one further from enough is told.
    [30_000, 3_400, 'tooSlow', 'uplink'],
    [null, 5_000, 'unknown', null],
    [100_000, null, 'unknown', null],
  ])('of %j down and %j up is %s, short %j', (downlinkKbps, uplinkKbps, verdict, short) => expect(judgeFit(wanted, { downlinkKbps, uplinkKbps })).toMatchObject({ verdict, short }))

  it('is not judged when nobody asked for the need', () => expect(judgeFit(null, { downlinkKbps: 1, uplinkKbps: 1 }).verdict).toBe('notAsked'))
})

describe('the earliest date', () => {
  const on = (over: Parameters<typeof line>[0]) => earliestDate({ line: line(over), today: '2026-11-22', localDateOf: (at) => new Date(at).toISOString().slice(0, 10) })
  it.each([
    // A copper line that is there: nobody has to come.
    [{}, { date: '2026-11-22', code: 'today', needsVisit: false }],
    // Sunday 22 November, five working days: Mon 23, Tue, Wed, Thu, Fri 27.
    [{ accessType: 'fixedWireless' }, { date: '2026-11-27', code: 'antenna-to-mount', needsVisit: true }],
    // Seven: the two after the weekend are Mon 30 and Tue 1.
    [{ accessType: 'fiber', reasons: [{ code: 'drop-within-limit', supports: 'yes', details: { distanceM: 42 } }] }, { date: '2026-12-01', code: 'drop-to-build', needsVisit: true }],
    [{ accessType: 'fiber', reasons: [] }, { date: '2026-11-22', code: 'today', needsVisit: false }],
    [{ verdict: 'no', yesWhen: { code: 'span-planned', supports: 'yes', details: { readyAt: Date.UTC(2027, 1, 3) } } }, { date: '2027-02-03', code: 'line-planned', needsVisit: false }],
    // A plan whose day is past and that is still only a plan: not before today.
    [{ verdict: 'no', yesWhen: { code: 'span-planned', supports: 'yes', details: { readyAt: Date.UTC(2026, 9, 1) } } }, { date: '2026-11-22', code: 'line-planned' }],
    [{ verdict: 'no', yesWhen: { code: 'span-planned', supports: 'yes', details: {} } }, { date: null, code: 'not-here' }],
    [{ verdict: 'no', yesWhen: { code: 'waiting-place', supports: 'yes', details: { place: 3 } } }, { date: null, code: 'waits-for-place' }],
    [{ verdict: 'unknown' }, { date: null, code: 'not-here' }],
  ] as const)('of %j is %j', (over, expected) => expect(on(over as Parameters<typeof line>[0])).toMatchObject(expected))

  it('of what needs no line comes with the plan', () => expect(earliestDate({ line: null, today: '2026-11-22', localDateOf: String })).toEqual({ date: null, code: 'with-plan', needsVisit: false }))

  it.each([['2026-11-27', 1, '2026-11-30'], ['2026-11-28', 1, '2026-11-30'], ['2026-12-31', 2, '2027-01-04'], ['2028-02-28', 1, '2028-02-29']])('counts from %s %i working days to %s', (from, days, to) => expect(addWorkingDays(from, days)).toBe(to))
})

describe('the rank of offers', () => {
  const facts = (id: string, over: Partial<RankedFacts> = {}): RankedFacts => ({ id, isOrderable: true, fit: 'fits', liveBy: '2026-11-22', total24Minor: 100_000, ...over })
  it.each([
    ['what cannot be ordered stands last, however good', [facts('a', { isOrderable: false, total24Minor: 1 }), facts('b', { fit: 'tooSlow' })], ['b', 'a'], 'orderable'],
    ['what fits stands before what is tight', [facts('a', { fit: 'tight', total24Minor: 1 }), facts('b')], ['b', 'a'], 'fit'],
    ['what is too slow stands behind what is not known', [facts('a', { fit: 'tooSlow' }), facts('b', { fit: 'unknown' })], ['b', 'a'], 'fit'],
    ['of equal fit the earlier stands first', [facts('a', { liveBy: '2026-12-02', total24Minor: 1 }), facts('b')], ['b', 'a'], 'liveBy'],
    ['a day beats no day', [facts('a', { liveBy: null, total24Minor: 1 }), facts('b', { liveBy: '2027-12-02' })], ['b', 'a'], 'liveBy'],
    ['of equal day the cheaper over 24 months', [facts('a', { total24Minor: 100_001 }), facts('b')], ['b', 'a'], 'cost'],
    ['a tie goes by id', [facts('b'), facts('a')], ['a', 'b'], 'id'],
  ] as const)('%s', (_why, offers, order, by) => {
    const ranks = rankOffers(offers)
    expect(ranks.map((rank) => rank.id)).toEqual(order)
    expect(ranks.map((rank) => rank.by)).toEqual([by, by])
  })

  it('tells each place against its neighbour, and by how much', () => {
    expect(rankOffers([facts('a'), facts('b', { total24Minor: 100_120 }), facts('c', { fit: 'tight', total24Minor: 50_000 })])).toEqual([
      { id: 'a', place: 1, by: 'cost', againstId: 'b', differenceMinor: 120 }, { id: 'b', place: 2, by: 'cost', againstId: 'a', differenceMinor: 120 }, { id: 'c', place: 3, by: 'fit', againstId: 'b', differenceMinor: 50_120 }])
  })
  it('says of a single offer that it is alone', () => expect(rankOffers([facts('a')])).toEqual([{ id: 'a', place: 1, by: 'alone', againstId: null, differenceMinor: 0 }]))
  it('is empty for nothing', () => expect(rankOffers([])).toEqual([]))
})

describe('what an offer brings with it', () => {
  const plan = offering('plan')
  const ask = (computer: Parameters<typeof extraServices>[0]['clientComputer'], over: Parameters<typeof line>[0] = {}) =>
    extraServices({ offering: { ...plan, accessType: over?.accessType ?? 'copper', eligibility: { ...plan.eligibility, accessTypes: [over?.accessType ?? 'copper'] } }, catalog: catalog([plan]), lines: [line({ planName: null, ...over })], clientComputer: computer, at: NOW }).map((service) => `${service.kind} ${service.reason.code}`)
  it('is nothing on copper with a computer that suits', () => expect(ask({ operatingSystem: 'Windows 11', memoryMb: 8192, hasEthernet: true })).toEqual([]))
  it('is a modem for a computer without Ethernet', () => expect(ask({ operatingSystem: 'Windows 11', memoryMb: 8192, hasEthernet: false })).toEqual(['equipment modem-without-ethernet']))
  it('is nothing while the computer is not known', () => expect(ask(null)).toEqual([]))
  it('is nothing for an add-on', () => expect(extraServices({ offering: offering('x', { kind: 'addOn' }), catalog: catalog([plan]), lines: [], clientComputer: null, at: NOW })).toEqual([]))
})
