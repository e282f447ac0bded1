import { describe, expect, it } from 'vitest'
import type { ProviderAnswer } from '../../../shared/domain/qualification.ts'
import type { AnsweredHouse } from '../../../shared/engines/estimate/estimates-around.ts'
import { estimatesAround } from '../../../shared/engines/estimate/estimates-around.ts'
import { qualify } from '../../../shared/engines/qualification/qualify.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ADDRESS, DAY_MS, facts, NOW } from '../engines/builders.ts'

// Goal: what a caller hears of a house nobody asked for. Method: a made-up street north of the house, fibre at its near half.
const said = (over: Partial<ProviderAnswer> = {}): ProviderAnswer => ({
  providerId: asId('kestrel'), accessType: 'fiber', qualified: true, planName: null, priceMicro: null, downlinkKbps: null, uplinkKbps: null, reasonCode: null, overProviderId: null, answeredAt: NOW - 40 * DAY_MS, source: 'collected2022', ...over,
})
const house = (n: number, answers: readonly ProviderAnswer[]): AnsweredHouse => ({ id: `h${n}`, number: String(102 + n), street: 'Sample St', postcode: '82001', blockGroup: ADDRESS.blockGroup, latitude: ADDRESS.latitude + n * 0.0002, longitude: ADDRESS.longitude, answers })
const street = (count: number, isYes: (n: number) => boolean) => Array.from({ length: count }, (_, n) => house(n + 1, [said({ qualified: isYes(n) })]))
const asked = { id: ADDRESS.id, number: ADDRESS.number, street: ADDRESS.street, postcode: ADDRESS.postcode, blockGroup: ADDRESS.blockGroup, latitude: ADDRESS.latitude, longitude: ADDRESS.longitude }
const around = (neighbours: readonly AnsweredHouse[], told: readonly string[] = []) => estimatesAround(asked, neighbours, told)

describe('an estimate of a house nobody asked for', () => {
  it('rests on the nearest answers of the same provider and tells how many, how far, how old and whose', () => {
    expect(around(street(40, (n) => n < 20))).toEqual([{ providerId: 'kestrel', accessType: 'fiber', probability: expect.any(Number), from: 40, nearestM: 22, farthestM: 888, newestAt: NOW - 40 * DAY_MS, source: 'collected2022' }])
  })
  it('is likely beside houses that have it and unlikely beside houses that have not', () => {
    const [near] = around(street(40, (n) => n < 20)), [far] = around(street(40, (n) => n >= 20))
    expect(near!.probability).toBeGreaterThan(0.75)
    expect(far!.probability).toBeLessThan(0.25)
  })
  it('is never certain, though all around said yes', () => {
    const [estimate] = around(street(40, () => true))
    expect(estimate!.probability).toBeGreaterThan(0.9)
    expect(estimate!.probability).toBeLessThan(1)
  })
  it('is the same in whatever order the neighbours come', () => {
    const neighbours = street(44, (n) => n % 3 === 0)
    expect(around([...neighbours].reverse())).toEqual(around(neighbours))
  })
  it.each<[string, readonly AnsweredHouse[], readonly string[]]>([
    ['nobody', [], []],
    ['too few', street(7, () => true), []],
    ['houses beyond the neighbourhood', street(20, () => true).map((item) => ({ ...item, latitude: item.latitude + 0.02 })), []],
    ['the house itself', Array.from({ length: 20 }, () => ({ ...asked, answers: [said()] })), []],
    ['lines resold over another company', street(20, () => true).map((item) => ({ ...item, answers: [said({ overProviderId: asId('owner') })] })), []],
    ['a provider whose plant is known here', street(20, () => true), ['kestrel']],
  ])('is not made of %s', (_name, neighbours, told) => expect(around(neighbours, told)).toEqual([]))
  it('counts another line of the same provider as a no, and another provider not at all', () => {
    const copper = Array.from({ length: 20 }, (_, n) => house(n + 1, [said({ accessType: 'copper' }), said({ providerId: asId('other'), accessType: 'fiber' })]))
    const fiber = house(0.5, [said()])
    expect(around([...copper, fiber]).map(({ providerId, accessType, probability }) => [providerId, accessType, probability < 0.5])).toEqual([['kestrel', 'copper', false], ['kestrel', 'fiber', true], ['other', 'fiber', false]])
  })
  it('stays a number for places that are none', () => {
    for (const { probability } of around(street(40, (n) => n % 2 === 0).map((item, n) => (n === 3 ? { ...item, latitude: Number.NaN } : item)))) expect(probability).toBeGreaterThan(0)
  })
})

describe('an estimate in the answer', () => {
  const estimates = around(street(40, (n) => n < 38))
  it('is unknown with a figure of a hundred houses, and its evidence is in the trace', () => {
    const [line] = qualify(facts({ estimates }))
    const percent = Math.round(estimates[0]!.probability * 100)
    expect(line).toMatchObject({ providerId: 'kestrel', accessType: 'fiber', verdict: 'unknown', downlinkKbps: null })
    expect(line!.reasons.at(-1)).toEqual({ code: 'estimated', supports: 'unknown', details: { percent, from: 40, farthestM: 888 } })
    expect(line!.trace!.at(-1)).toEqual({ rule: 'neighbours', subject: 'kestrel/fiber', found: 'unknown', details: { percent, from: 40, nearestM: 22, farthestM: 888, source: 'collected2022', dated: 'yes', newestAt: NOW - 40 * DAY_MS } })
  })
  it('never says none or all of a hundred', () => {
    const percents = [0, 0.001, 0.999, 1].map((probability) => qualify(facts({ estimates: [{ ...estimates[0]!, probability }] }))[0]!.reasons.at(-1)!.details['percent'])
    expect(percents).toEqual([1, 1, 99, 99])
  })
  it('never makes a line one that can be ordered, however sure', () => {
    for (const probability of [0.5, 0.99, 1]) for (const line of qualify(facts({ estimates: [{ ...estimates[0]!, probability }] }))) expect(line.verdict).toBe('unknown')
  })
  it('gives way to what the provider said of this house', () => {
    const [line] = qualify(facts({ estimates, answers: [said({ answeredAt: NOW - DAY_MS })] }))
    expect(line!.verdict).toBe('yes')
    expect(line!.reasons.map(({ code }) => code)).not.toContain('estimated')
  })
})
