// Goal: whatever a territory holds, there is an answer that can be read aloud. Method: plant, radio, ground and evidence at odd places
// of the earth (near the poles, across ±180 degrees, spans without length), through the geometry and the engine as one.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACCESS_TYPES } from '../../../shared/domain/catalog.ts'
import type { PlantNode, PlantSpan, Position } from '../../../shared/domain/plant.ts'
import { PLANT_STATUSES } from '../../../shared/domain/plant.ts'
import type { QualificationLine } from '../../../shared/domain/qualification.ts'
import type { TransmitterSector } from '../../../shared/domain/radio.ts'
import { qualify } from '../../../shared/engines/qualification/qualify.ts'
import { branchReach } from '../../../shared/engines/reach/branch-reach.ts'
import { sectorReach } from '../../../shared/engines/reach/sector-reach.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { ADDRESS, DAY_MS, facts, NOW } from '../../unit/engines/builders.ts'

const provider = fc.constantFrom('p1', 'p2').map((id) => asId<'ProviderId'>(id))
const centre: fc.Arbitrary<Position> = fc.constantFrom({ latitude: 41, longitude: -104.8 }, { latitude: 65, longitude: 25 }, { latitude: 0, longitude: 179.9999 }, { latitude: 89.999, longitude: -180 }, { latitude: -90, longitude: 0 })
const offset = fc.oneof(fc.constant(0), fc.double({ min: -0.002, max: 0.002, noNaN: true }))
const near = (at: Position, east: number, north: number): Position => ({ latitude: Math.max(-90, Math.min(90, at.latitude + north)), longitude: at.longitude + east > 180 ? at.longitude + east - 360 : Math.max(-180, at.longitude + east) })
const ready = fc.option(fc.integer({ min: NOW - 10 * DAY_MS, max: NOW + 900 * DAY_MS }))
const limit = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 400, noNaN: true }))

const territory = centre.chain((at) => {
  const place = fc.tuple(offset, offset).map(([east, north]) => near(at, east, north))
  const point = place.map(({ longitude, latitude }): [number, number] => [longitude, latitude])
  const node = fc.record({ status: fc.option(fc.constantFrom(...PLANT_STATUSES), { nil: undefined }), readyAt: ready, portsFree: fc.nat(3), portsTotal: fc.nat(3) })
  return fc.record({
    place, nodes: fc.array(node, { minLength: 1, maxLength: 3 }),
    spans: fc.array(fc.record({ providerId: provider, accessType: fc.constantFrom(...ACCESS_TYPES), status: fc.constantFrom(...PLANT_STATUSES), readyAt: ready, dropLimitM: limit, feederM: fc.double({ min: 0, max: 9_000, noNaN: true }), route: fc.array(point, { minLength: 2, maxLength: 4 }), of: fc.nat(2) }), { maxLength: 6 }),
    sectors: fc.array(fc.record({ at: place, providerId: provider, azimuthDeg: fc.integer({ min: 0, max: 360 }), beamWidthDeg: fc.integer({ min: 1, max: 360 }), reachM: fc.integer({ min: 1, max: 500 }), eirpDbm: fc.integer({ min: -20, max: 60 }), heightM: fc.option(fc.nat(50), { nil: undefined }), capacityFree: fc.nat(2), channelMhz: fc.constantFrom(20 as const, 40 as const, 80 as const, undefined), streams: fc.constantFrom(1 as const, 2 as const, undefined) }), { maxLength: 3 }),
    ground: fc.array(fc.option(fc.integer({ min: -50, max: 3_000 })), { minLength: 1, maxLength: 7 }),
    waiting: fc.array(fc.record({ queueId: fc.constantFrom('n0', 'n1', 't0'), providerId: provider, accessType: fc.constantFrom(...ACCESS_TYPES), priorityClass: fc.nat(2), since: fc.nat(9), distanceM: fc.nat(9), isOurs: fc.boolean() }), { maxLength: 4 }),
    measurements: fc.array(fc.record({ providerId: provider, accessType: fc.constantFrom(...ACCESS_TYPES), works: fc.boolean(), ageDays: fc.nat(60), downlinkKbps: fc.option(fc.nat(900_000)) }), { maxLength: 2 }),
    estimates: fc.array(fc.record({ providerId: provider, accessType: fc.constantFrom(...ACCESS_TYPES), probability: fc.double({ min: -1, max: 2 }), from: fc.nat(40), nearestM: fc.nat(300), farthestM: fc.nat(900), newestAt: fc.option(fc.integer({ min: NOW - 900 * DAY_MS, max: NOW })), source: fc.constantFrom('collected2022' as const, 'providerInterface' as const) }), { maxLength: 2 }),
    fallback: fc.constantFrom('neighbour' as const, 'street' as const, undefined, undefined, undefined),
  })
})
type Territory = typeof territory extends fc.Arbitrary<infer T> ? T : never

function answer(from: Territory, moreM = 0): readonly QualificationLine[] {
  const nodes = from.nodes.map((node, index): PlantNode => ({ id: `n${index}`, providerId: asId('p1'), name: `N${index}`, ...from.place, ...node }))
  const branches = from.spans.map(({ of, dropLimitM, ...rest }, index) => {
    const node = nodes[of % nodes.length]!
    const span: PlantSpan = { id: `s${index}`, nodeId: node.id, ...rest, dropLimitM: dropLimitM + moreM }
    return branchReach(from.place, span, node)
  })
  const terrain = ({ longitude, latitude }: Position): number | null => from.ground[Math.abs(Math.round((longitude + latitude) * 1e5)) % from.ground.length] ?? null
  const sectors = from.sectors.map(({ at, ...rest }, index) => {
    const sector: TransmitterSector = { id: `t${index}`, transmitterName: `T${index}`, frequencyMhz: 5_600, minimumDbm: -80, capacityTotal: 3, ...at, ...rest }
    return sectorReach(from.place, sector, index === 2 ? null : terrain)
  })
  return qualify(facts({
    address: { ...ADDRESS, ...from.place, fallback: from.fallback }, branches, sectors,
    waiting: from.waiting.map(({ isOurs, ...rest }, index) => ({ id: `w${index}`, place: isOurs ? ADDRESS.id : asId<'AddressId'>('elsewhere'), ...rest })),
    measurements: from.measurements.map(({ ageDays, ...rest }, index) => ({ id: `m${index}`, place: ADDRESS.id, measuredAt: NOW - ageDays * DAY_MS, measuredBy: 'technician', uplinkKbps: null, ...rest })),
    estimates: from.estimates,
  }))
}
const keyOf = (line: QualificationLine): string => `${line.providerId}/${line.accessType}`
/** Yes lines of `before` that are a no in `after`. */
const lost = (before: readonly QualificationLine[], after: readonly QualificationLine[]): readonly string[] => before.filter((line) => line.verdict === 'yes' && after.find((other) => keyOf(other) === keyOf(line))?.verdict === 'no').map(keyOf)

describe('any territory', () => {
  it('has an answer whose every reason can be said in both languages', () => {
    const texts = [createTexts('en'), createTexts('es')]
    fc.assert(fc.property(territory, (from) => {
      for (const line of answer(from)) {
        expect(line.reasons.some((reason) => reason.supports === line.verdict)).toBe(true)
        expect(line.trace?.length).toBeGreaterThan(0)
        if (line.verdict === 'yes') expect(line.yesWhen).toBeNull()
        for (const reason of line.reasons) for (const { tf } of texts) expect(tf('reason', reason.code, reason.details)).not.toMatch(/NaN|undefined|–|Infinity/)
      }
    }), { numRuns: 2_000 })
  })
  it('promises nothing for a stand-in, and says so first', () => {
    fc.assert(fc.property(territory, (from) => answer({ ...from, fallback: 'neighbour' }).every((line) => line.verdict === 'unknown' && line.reasons[0]?.code === 'fallback-address')))
  })
  it('never loses a yes by a longer drop rule', () => {
    fc.assert(fc.property(territory, fc.double({ min: 0, max: 500, noNaN: true }), (from, more) => lost(answer(from), answer(from, more)).length === 0), { numRuns: 2_000 })
  })
  // The control: a shorter rule does lose one, and the same check finds it.
  it('does lose one by a shorter drop rule', () => {
    expect(fc.check(fc.property(territory, (from) => lost(answer(from), answer(from, -1_000)).length === 0), { numRuns: 2_000 }).failed).toBe(true)
  })
  it('weighs what was measured above all else, and an estimate never makes a yes', () => {
    fc.assert(fc.property(territory, (from) => {
      for (const line of answer({ ...from, fallback: undefined })) {
        const [first] = line.weighed ?? []
        if (first?.kind === 'measurement' && first.at !== null && NOW - first.at <= 30 * DAY_MS) expect(line.verdict).toBe(first.supports)
        if ((line.weighed ?? []).length === 0) expect(line.verdict).toBe('unknown')
      }
    }))
  })
})
