import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACCESS_TYPES } from '../../../shared/domain/catalog.ts'
import type { PlantBranch } from '../../../shared/domain/plant.ts'
import type { ProviderAnswer, QualificationFacts, QualificationLine, Verdict } from '../../../shared/domain/qualification.ts'
import type { SectorReach } from '../../../shared/domain/radio.ts'
import type { WaitingListEntry } from '../../../shared/domain/waiting-list.ts'
import { qualify } from '../../../shared/engines/qualification/qualify.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ADDRESS, NOW } from '../../unit/engines/builders.ts'

const provider = fc.constantFrom('centurylink', 'earthlink', 'front-range-air').map((id) => asId<'ProviderId'>(id))
const accessType = fc.constantFrom(...ACCESS_TYPES)
const metres = fc.oneof(fc.nat(200), fc.double({ min: 0, max: 200, noNaN: true }))
const at = fc.integer({ min: NOW - 100_000, max: NOW + 1_000 })
const branch: fc.Arbitrary<PlantBranch> = fc.record({
  spanId: fc.constantFrom('s1', 's2', 's3'), providerId: provider, accessType, nodeId: fc.constantFrom('n1', 'n2'), nodeName: fc.constant('N'), status: fc.constantFrom('operational', 'planned', 'underConstruction'),
  readyAt: fc.option(at), distanceM: metres, dropLimitM: metres, loopM: metres, portsTotal: fc.nat(4), portsFree: fc.integer({ min: -1, max: 3 }) })
const sector: fc.Arbitrary<SectorReach> = fc.record({
  sectorId: fc.constantFrom('t1', 't2'), providerId: provider, transmitterName: fc.constant('T'), distanceM: metres, reachM: metres, inBeam: fc.boolean(),
  signalDbm: fc.integer({ min: -90, max: -50 }), minimumDbm: fc.integer({ min: -90, max: -50 }), capacityFree: fc.nat(2) })
const answer: fc.Arbitrary<ProviderAnswer> = fc.record({
  providerId: provider, accessType, qualified: fc.boolean(), planName: fc.option(fc.constantFrom('A', 'B')), priceMicro: fc.option(fc.nat()), downlinkKbps: fc.option(fc.nat()),
  uplinkKbps: fc.option(fc.nat()), reasonCode: fc.option(fc.constant('NO')), overProviderId: fc.option(provider), answeredAt: at, source: fc.constantFrom('collected2022', 'providerInterface', 'invented') })
const waiting: fc.Arbitrary<WaitingListEntry> = fc.record({
  id: fc.string({ maxLength: 3 }), queueId: fc.constantFrom('n1', 'n2', 't1'), providerId: provider, accessType, priorityClass: fc.nat(3), since: at, distanceM: metres, place: fc.constantFrom('place-1', 'place-2').map((id) => asId<'AddressId'>(id)) })
const facts: fc.Arbitrary<QualificationFacts> = fc.record({
  address: fc.boolean().map((needsUnit) => ({ ...ADDRESS, needsUnit })), branches: fc.array(branch, { maxLength: 5 }), sectors: fc.array(sector, { maxLength: 3 }),
  answers: fc.array(answer, { maxLength: 6 }), waiting: fc.uniqueArray(waiting, { maxLength: 5, selector: (entry) => entry.id }),
  policy: fc.record({ answerValidMs: fc.nat(100_000), qualificationValidMs: fc.constant(1) }), now: fc.constant(NOW) })

const keyOf = (line: QualificationLine) => `${line.providerId}/${line.accessType}/${line.overProviderId}`
const verdicts = (from: QualificationFacts) => new Map(qualify(from).map((line): [string, Verdict] => [keyOf(line), line.verdict]))
/** The same lines, none of which went from yes to no. */
function isNoWorse(before: QualificationFacts, after: QualificationFacts): boolean {
  const later = verdicts(after)
  return [...verdicts(before)].every(([key, verdict]) => later.has(key) && !(verdict === 'yes' && later.get(key) === 'no'))
}

describe('any premise', () => {
  it('has an answer: one line per key, decided by a reason of its own, with a way to a yes only where it is none', () => {
    fc.assert(fc.property(facts, (from) => {
      const lines = qualify(from)
      expect(new Set(lines.map(keyOf)).size).toBe(lines.length)
      for (const line of lines) {
        expect(line.reasons.some((reason) => reason.supports === line.verdict)).toBe(true)
        if (line.verdict === 'yes') expect(line.yesWhen).toBeNull()
        for (const value of line.reasons.flatMap((reason) => Object.values(reason.details))) expect(value).not.toBeNaN()
      }
    }))
  })

  it('has the same answer in whatever order its facts come', () => {
    const shuffle = <T>(items: readonly T[], picks: readonly number[]): readonly T[] =>
      items.map((item, index) => ({ item, pick: picks[index % picks.length] ?? 0 })).sort((a, b) => a.pick - b.pick).map(({ item }) => item)
    fc.assert(fc.property(facts, fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (from, picks) => {
      const shuffled = { ...from, branches: shuffle(from.branches, picks), sectors: shuffle(from.sectors, picks), answers: shuffle(from.answers, picks), waiting: shuffle(from.waiting, picks) }
      expect(qualify(shuffled)).toEqual(qualify(from))
    }))
  })

  it('has only unknown lines while a unit is missing', () => {
    fc.assert(fc.property(facts, (from) => qualify({ ...from, address: { ...ADDRESS, needsUnit: true } }).every((line) => line.verdict === 'unknown')))
  })

  it('never loses a yes by a longer drop limit', () => {
    fc.assert(fc.property(facts, metres, (from, more) => isNoWorse(from, { ...from, branches: from.branches.map((item) => ({ ...item, dropLimitM: item.dropLimitM + more })) })))
  })

  it('never loses a yes by more free ports or more capacity', () => {
    fc.assert(fc.property(facts, fc.nat(5), (from, more) => isNoWorse(from, {
      ...from, branches: from.branches.map((item) => ({ ...item, portsFree: item.portsFree + more })), sectors: from.sectors.map((item) => ({ ...item, capacityFree: item.capacityFree + more })) })))
  })

  // The control: with fewer free ports the same check finds a premise that lost its yes.
  it('does lose one when its last port is taken', () => {
    const found = fc.check(fc.property(facts, (from) => isNoWorse(from, { ...from, branches: from.branches.map((item) => ({ ...item, portsFree: 0 })) })), { numRuns: 1_000 })
    expect(found.failed).toBe(true)
  })
})
