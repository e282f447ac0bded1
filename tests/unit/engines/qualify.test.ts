import { describe, expect, it } from 'vitest'
import type { QualificationFacts } from '../../../shared/domain/qualification.ts'
import type { WaitingListEntry } from '../../../shared/domain/waiting-list.ts'
import { qualify } from '../../../shared/engines/qualification/qualify.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ADDRESS, answer, branch, DAY_MS, facts, line, NOW, sector } from './builders.ts'

const only = (input: QualificationFacts) => {
  const lines = qualify(input)
  expect(lines).toHaveLength(1)
  return lines[0] ?? line()
}
const codes = (input: QualificationFacts) => only(input).reasons.map((reason) => `${reason.code}:${reason.supports}`)

describe('a physical line', () => {
  it('is a yes by plant alone when the drop is short enough and a port is free', () => {
    const result = only(facts({ branches: [branch()] }))
    expect(result).toMatchObject({ verdict: 'yes', yesWhen: null, evidence: { source: 'plant', at: null } })
    expect(result.reasons.map((reason) => reason.code)).toEqual(['drop-within-limit', 'loop-length', 'attainable-rate', 'port-free', 'not-asked'])
  })

  it('counts a drop of exactly the limit as within it', () => {
    expect(only(facts({ branches: [branch({ distanceM: 90, dropLimitM: 90 })] })).verdict).toBe('yes')
  })

  it('is a no by how many metres the drop is too long', () => {
    const result = only(facts({ branches: [branch({ distanceM: 112.34, dropLimitM: 90 })] }))
    expect(result).toMatchObject({ verdict: 'no', yesWhen: { code: 'drop-too-long', supports: 'yes' } })
    expect(result.reasons[0]).toMatchObject({ code: 'drop-too-long', supports: 'no', details: { distanceM: 112, limitM: 90, shortByM: 22.4 } })
  })

  it('is a no until a planned span is ready', () => {
    const readyAt = NOW + 90 * DAY_MS
    const result = only(facts({ branches: [branch({ status: 'planned', readyAt })] }))
    expect(result).toMatchObject({ verdict: 'no', yesWhen: { code: 'span-planned', details: { readyAt, status: 'planned' } } })
  })

  it('names no moment for a span under construction without one', () => {
    expect(only(facts({ branches: [branch({ status: 'underConstruction' })] })).yesWhen?.details).not.toHaveProperty('readyAt')
  })

  it('is a yes by the span that serves, however near the one is that does not', () => {
    const near = branch({ spanId: 'near', distanceM: 5, portsFree: 0 })
    const far = branch({ spanId: 'far', distanceM: 80 })
    expect(only(facts({ branches: [near, far] })).reasons[0]?.details).toMatchObject({ spanId: 'far' })
  })

  it('is the same of two equal spans, whichever is reported first', () => {
    const pair = [branch({ spanId: 'b' }), branch({ spanId: 'a' })]
    expect([pair, [...pair].reverse()].map((branches) => only(facts({ branches })).reasons[0]?.details['spanId'])).toEqual(['a', 'a'])
  })

  // A counter-example of the shuffling property: one span reported twice with other free ports, both a no by their drop.
  it('is the same of one span reported twice, whichever is reported first', () => {
    const pair = [branch({ distanceM: 137, dropLimitM: 0, portsFree: 0 }), branch({ distanceM: 137, dropLimitM: 0, portsFree: 1 })]
    expect(qualify(facts({ branches: pair }))).toEqual(qualify(facts({ branches: [...pair].reverse() })))
  })

  it('names the hardest obstacle as what would turn it into a yes and keeps the rest as reasons', () => {
    const result = only(facts({ branches: [branch({ distanceM: 100, status: 'planned', portsFree: 0 })] }))
    expect(result.yesWhen?.code).toBe('drop-too-long')
    expect(result.reasons.filter((reason) => reason.supports === 'no').map((reason) => reason.code)).toEqual(['drop-too-long', 'span-planned', 'no-port-free'])
  })
})

describe('the waiting line for a port', () => {
  const entry = (id: string, over: Partial<WaitingListEntry> = {}): WaitingListEntry =>
    ({ id, queueId: 'chy-07', providerId: asId('centurylink'), accessType: 'copper', priorityClass: 2, since: 100, distanceM: 50, place: asId(`place-of-${id}`), ...over })
  const placeOf = (waiting: readonly WaitingListEntry[]) => only(facts({ branches: [branch({ portsFree: 0 })], waiting })).yesWhen

  it('tells a new caller the place at its end', () => {
    expect(placeOf([entry('a'), entry('b')])).toMatchObject({ code: 'waiting-place', details: { place: 3, waiting: 3 } })
  })

  it('counts only those who wait for the same provider and access type', () => {
    expect(placeOf([entry('a', { accessType: 'fiber' }), entry('b', { providerId: asId('earthlink') })])?.details).toEqual({ place: 1, waiting: 1 })
  })

  // One row repairs one disadvantage of the row above: class, then since, then distance, then id.
  it.each([
    ['behind a better class', { priorityClass: 3, since: 0, distanceM: 0 }, 2],
    ['behind who came first', { priorityClass: 2, since: 101, distanceM: 0 }, 2],
    ['behind the shorter drop', { priorityClass: 2, since: 100, distanceM: 51 }, 2],
    ['behind the smaller id', { priorityClass: 2, since: 100, distanceM: 50 }, 2],
    ['first by class', { priorityClass: 1, since: 999, distanceM: 999 }, 1],
  ])('puts a listed caller %s', (_, over, place) => {
    expect(placeOf([entry('z', { ...over, place: ADDRESS.id }), entry('a')])?.details).toMatchObject({ place, waiting: 2 })
  })
})

describe('a wireless line', () => {
  it('is a yes in reach, in beam, with signal and capacity', () => {
    expect(only(facts({ sectors: [sector()] }))).toMatchObject({ verdict: 'yes', accessType: 'fixedWireless' })
  })

  it('counts what is exactly at its reach and its minimum', () => {
    expect(only(facts({ sectors: [sector({ distanceM: 6_000, signalDbm: -75 })] })).verdict).toBe('yes')
  })

  it.each([
    ['out of reach', { distanceM: 6_000.5 }, 'sector-out-of-reach', { shortByM: 0.5 }],
    ['beside the beam', { inBeam: false, offAxisDeg: 31, beamWidthDeg: 60 }, 'sector-out-of-beam', { offAxisDeg: 31, halfBeamDeg: 30 }],
    ['below the minimum signal', { signalDbm: -78 }, 'signal-too-weak', { signalDbm: -78, minimumDbm: -75, shortByDb: 3 }],
    ['on a full sector', { capacityFree: 0 }, 'sector-full', { transmitterName: 'Butte' }],
  ])('is a no %s', (_, over, code, details) => {
    const result = only(facts({ sectors: [sector(over)] }))
    expect(result.verdict).toBe('no')
    expect(result.reasons[0]).toMatchObject({ code, supports: 'no', details })
  })

  it('takes the sector that serves when another is nearer', () => {
    expect(only(facts({ sectors: [sector({ sectorId: 'near', distanceM: 10, inBeam: false }), sector({ sectorId: 'far' })] })).verdict).toBe('yes')
  })
})

describe("a provider's own answer", () => {
  const old = NOW - 31 * DAY_MS
  it.each([
    ['a fresh yes stands against the plant', { qualified: true }, branch({ portsFree: 0 }), 'yes'],
    ['a fresh no stands against the plant', { qualified: false, reasonCode: 'NO-FACILITY' }, branch(), 'no'],
    ['a fresh yes stands where no plant is known', { qualified: true }, null, 'yes'],
    ['an old yes alone is unknown', { qualified: true, answeredAt: old }, null, 'unknown'],
    ['an old yes that the plant contradicts is unknown', { qualified: true, answeredAt: old }, branch({ portsFree: 0 }), 'unknown'],
    ['an old yes that the plant agrees with is a yes', { qualified: true, answeredAt: old }, branch(), 'yes'],
    ['an old no alone stays a no', { qualified: false, answeredAt: old }, null, 'no'],
    ['an old no that the plant contradicts is unknown', { qualified: false, answeredAt: old }, branch(), 'unknown'],
  ])('%s', (_, over, plant, verdict) => {
    expect(only(facts({ answers: [answer(over)], branches: plant ? [plant] : [] })).verdict).toBe(verdict)
  })

  it('is as old as the policy allows and not a millisecond older', () => {
    const aged = (ageMs: number) => only(facts({ answers: [answer({ answeredAt: NOW - ageMs })] })).verdict
    expect([aged(30 * DAY_MS), aged(30 * DAY_MS + 1)]).toEqual(['yes', 'unknown'])
  })

  it('says how old it is when it no longer counts', () => {
    expect(only(facts({ answers: [answer({ answeredAt: old })] })).reasons[0]).toMatchObject({ code: 'answer-too-old', supports: 'unknown', details: { ageMs: 31 * DAY_MS } })
    expect(codes(facts({ answers: [answer({ answeredAt: old })] }))).toEqual(['answer-too-old:unknown', 'provider-said-yes:yes', 'no-plant-known:unknown'])
  })

  it("is the provider's own interface's when two are of the same moment", () => {
    const pair = [answer({ source: 'collected2022', qualified: false }), answer()]
    expect([pair, [...pair].reverse()].map((answers) => only(facts({ answers })).verdict)).toEqual(['yes', 'yes'])
  })

  it('is the newest one, and carries its plan and its word for a no', () => {
    const result = only(facts({ answers: [answer({ answeredAt: NOW - 2 }), answer({ answeredAt: NOW - 1, qualified: false, planName: null, reasonCode: 'NO-FACILITY' })] }))
    expect(result).toMatchObject({ verdict: 'no', planName: null, evidence: { source: 'providerInterface', at: NOW - 1 } })
    expect(result.reasons[0]?.details).toMatchObject({ reasonCode: 'NO-FACILITY' })
  })
})

describe("a reseller's line", () => {
  const resold = answer({ providerId: asId('earthlink'), overProviderId: asId('centurylink'), planName: 'HyperLink 15' })
  const verdictOver = (over: Partial<QualificationFacts>) => qualify(facts({ answers: [resold], ...over })).find((item) => item.overProviderId !== null)

  it("is a yes over the owner's yes and says whose line it is", () => {
    const result = verdictOver({ branches: [branch()] })
    expect(result).toMatchObject({ verdict: 'yes', planName: 'HyperLink 15' })
    expect(result?.reasons.at(-1)).toMatchObject({ code: 'same-line-as', supports: 'yes', details: { providerId: 'centurylink' } })
  })

  it("is a no when the owner's is a definite no, with the owner's way to a yes", () => {
    const result = verdictOver({ branches: [branch({ distanceM: 100 })] })
    expect(result).toMatchObject({ verdict: 'no', yesWhen: { code: 'drop-too-long' } })
    expect(result?.reasons[0]).toMatchObject({ code: 'same-line-as', supports: 'no' })
  })

  it("stays a yes while the owner's is unknown", () => {
    const ownersOld = answer({ answeredAt: NOW - 31 * DAY_MS })
    expect(verdictOver({ answers: [resold, ownersOld] })?.verdict).toBe('yes')
  })

  it("says that nothing is known of the owner's line", () => {
    const result = verdictOver({})
    expect(result?.verdict).toBe('yes')
    expect(result?.reasons.at(-1)?.code).toBe('owner-line-missing')
  })

  it("an old yes counts when the owner's plant agrees", () => {
    const aged = { ...resold, answeredAt: NOW - 31 * DAY_MS }
    expect(verdictOver({ answers: [aged] })?.verdict).toBe('unknown')
    expect(verdictOver({ answers: [aged], branches: [branch()] })?.verdict).toBe('yes')
  })
})

describe('a premise with units', () => {
  it('promises nothing on any line until a unit is chosen', () => {
    const lines = qualify(facts({ address: { ...ADDRESS, needsUnit: true }, branches: [branch()], sectors: [sector()] }))
    expect(lines.map((item) => [item.verdict, item.reasons[0]?.code])).toEqual([['unknown', 'unit-missing'], ['unknown', 'unit-missing']])
  })
})

describe('the rows', () => {
  it('stand by provider and access type whatever the verdicts are', () => {
    const order = (portsFree: number) => qualify(facts({ branches: [branch({ accessType: 'fiber' }), branch({ portsFree })], sectors: [sector()], answers: [answer({ providerId: asId('earthlink'), overProviderId: asId('centurylink') })] }))
      .map((item) => `${item.providerId} ${item.accessType}`)
    expect(order(0)).toEqual(['centurylink copper', 'centurylink fiber', 'earthlink copper', 'front-range-air fixedWireless'])
    expect(order(3)).toEqual(order(0))
  })

  it('are none where nothing is known', () => {
    expect(qualify(facts())).toEqual([])
  })
})
