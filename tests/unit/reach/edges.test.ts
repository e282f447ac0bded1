import { describe, expect, it } from 'vitest'
import type { NetworkSpan, PlantNode, PlantSpan } from '../../../shared/domain/plant.ts'
import { COPPER_LIMIT_M, copperRateKbps } from '../../../shared/engines/qualification/copper-rate.ts'
import { saidBeside } from '../../../shared/engines/qualification/finding.ts'
import { branchReach } from '../../../shared/engines/reach/branch-reach.ts'
import { feedersOf } from '../../../shared/engines/reach/feeders.ts'
import { lineOfSight, neededM } from '../../../shared/engines/reach/line-of-sight.ts'
import { linkRate } from '../../../shared/engines/reach/link-rate.ts'
import { asId } from '../../../shared/kernel/ids.ts'

const P = asId<'ProviderId'>('p')
const node = (id: string, portsTotal = 8, over: Partial<PlantNode> = {}): PlantNode => ({ id, providerId: P, name: id, latitude: 0, longitude: 0, portsTotal, portsFree: portsTotal, ...over })
const span = (route: PlantSpan['route'], over: Partial<PlantSpan> = {}): PlantSpan => ({ id: 's', providerId: P, accessType: 'copper', nodeId: 'n', status: 'operational', readyAt: null, dropLimitM: 30, feederM: 0, route, ...over })

describe('a distance to a span', () => {
  it('is nothing on a vertex, and the loop is what lies before it', () => {
    expect(branchReach({ latitude: 0.001, longitude: 0 }, span([[0, 0], [0, 0.001], [0.001, 0.001]]), node('n'))).toMatchObject({ distanceM: 0, loopM: 111 })
  })
  it('is to the point where a span has no length', () => {
    // 0.001 degrees of the equator: 40,075,016.686 m / 360,000.
    expect(branchReach({ latitude: 0, longitude: 0 }, span([[0.001, 0], [0.001, 0]]), node('n')).distanceM).toBe(111.319)
  })
  it('takes the short way across the meridian of 180 degrees', () => {
    expect(branchReach({ latitude: 0, longitude: 179.9995 }, span([[-179.9995, 0], [-179.999, 0]]), node('n')).distanceM).toBe(111.319)
  })
  it('is within a centimetre at 65 degrees of latitude', () => {
    // Metres of a degree of longitude at 65 degrees by the usual series: 111,412.84 cos 65 - 93.5 cos 195 + 0.118 cos 325 = 47,175.4.
    const degree = 111_412.84 * Math.cos((65 * Math.PI) / 180) - 93.5 * Math.cos((195 * Math.PI) / 180) + 0.118 * Math.cos((325 * Math.PI) / 180)
    expect(Math.abs(branchReach({ latitude: 65, longitude: 0 }, span([[0.01, 65], [0.02, 65]]), node('n')).distanceM - degree / 100)).toBeLessThan(0.01)
  })
  it('is never said as if it were within a limit that it exceeds', () => {
    expect([saidBeside(30.001, 30), saidBeside(30.44, 30), saidBeside(30.6, 30), saidBeside(29.999, 30), saidBeside(30, 30)]).toEqual([30.1, 30.5, 31, 30, 30])
  })
})

describe('a line whose node is not in service', () => {
  it('is planned with it, ready when the later of both is', () => {
    const planned = node('n', 8, { status: 'planned', readyAt: 200 })
    expect(branchReach({ latitude: 0, longitude: 0 }, span([[0, 0], [0, 1]]), planned)).toMatchObject({ status: 'planned', readyAt: 200 })
    expect(branchReach({ latitude: 0, longitude: 0 }, span([[0, 0], [0, 1]], { status: 'underConstruction', readyAt: 300 }), planned)).toMatchObject({ status: 'underConstruction', readyAt: 300 })
    expect(branchReach({ latitude: 0, longitude: 0 }, span([[0, 0], [0, 1]], { status: 'planned' }), planned).readyAt).toBeNull()
  })
})

describe('copper', () => {
  it.each([[0, 80_000], [200, 80_000], [400, 65_500], [600, 51_000], [900, 37_700], [3_600, 4_100]])('of %d m carries %d kbps', (loopM, kbps) => expect(copperRateKbps(loopM)).toBe(kbps))
  it('carries nothing beyond the table, nor at a length that is no number', () => expect([copperRateKbps(COPPER_LIMIT_M + 1), copperRateKbps(Number.NaN), copperRateKbps(Infinity)]).toEqual([null, null, null]))
})

describe('a radio link', () => {
  it.each([[-57, 20, 35_100], [-54, 40, 81_000], [-60, 20, 29_200], [-82, 20, 2_900]] as const)('of %d dBm on %d MHz carries %d kbps down', (signalDbm, channelMhz, kbps) => {
    expect(linkRate({ signalDbm, channelMhz, streams: 1 })?.downlinkKbps).toBe(kbps)
  })
  it('carries nothing below the weakest step, and a wider channel needs more', () => {
    expect([linkRate({ signalDbm: -82.1, channelMhz: 20, streams: 1 }), linkRate({ signalDbm: -82, channelMhz: 40, streams: 2 })]).toEqual([null, null])
  })
})

describe('sight over the ground', () => {
  const path = { from: { latitude: 0, longitude: 0, heightM: 30 }, to: { latitude: 0, longitude: 0.08983, heightM: 30 }, distanceM: 10_000, frequencyMhz: 5_000 }
  it('needs the bulge of a 4/3 earth and 0.6 of the first Fresnel zone', () => {
    // Middle of 10 km: 5,000² / (2 * 8,494,678) = 1.47 m; 0.6 * sqrt(0.05996 * 5,000 * 5,000 / 10,000) = 7.35 m.
    expect(neededM(5_000, 5_000, 5_000)).toBeCloseTo(8.82, 1)
  })
  it('is clear over flat ground and lost behind a wall in the middle', () => {
    const wall = (heightM: number) => lineOfSight(path, ({ longitude }) => (Math.abs(longitude - 0.044915) < 0.0005 ? heightM : 0))
    expect(wall(0)).toEqual({ kind: 'clear', clearanceM: 21.2 })
    // 30 - 8.8 = 21.2 m are left in the middle.
    expect(wall(21).kind).toBe('clear')
    expect(wall(22)).toMatchObject({ kind: 'blocked', shortByM: 1 })
  })
  it('is unknown where a height is missing, but lost where what is known stands in it', () => {
    const partly = (heightM: number) => lineOfSight(path, ({ longitude }) => (longitude > 0.06 && longitude < 0.07 ? null : longitude > 0.04 && longitude < 0.05 ? heightM : 0))
    expect([partly(0).kind, partly(60).kind, lineOfSight(path, () => null).kind]).toEqual(['unknown', 'blocked', 'unknown'])
  })
})

describe('the way along the plant to a node', () => {
  const join = (id: string, startNodeId: string, endNodeId: string, from: number, to: number, over: Partial<NetworkSpan> = {}): NetworkSpan =>
    ({ id, providerId: P, accessType: 'copper', status: 'operational', startNodeId, endNodeId, route: [[from, 0], [to, 0]], ...over })
  const D = 111_319.49
  it('is the shortest, also where the plant runs in a circle', () => {
    const feeders = feedersOf({ nodes: [node('A'), node('b', 0), node('c', 0)], spans: [join('ab', 'A', 'b', 0, 0.01), join('bc', 'b', 'c', 0.01, 0.02), join('ca', 'c', 'A', 0.02, 0)] })
    expect(feeders.get('ab')).toEqual({ nodeId: 'A', feederM: 0, isReversed: false })
    expect(feeders.get('bc')?.feederM).toBeCloseTo(D * 0.01, 0)
    expect(feeders.get('ca')).toEqual({ nodeId: 'A', feederM: 0, isReversed: true })
  })
  it('is none on an island, and none for a span in service over one that is planned', () => {
    const feeders = feedersOf({ nodes: [node('A'), node('b', 0)], spans: [join('island', 'x', 'y', 1, 2), join('plan', 'A', 'b', 0, 0.01, { status: 'planned' }), join('after', 'b', 'c', 0.01, 0.02), join('later', 'b', 'd', 0.01, 0.03, { status: 'planned' })] })
    expect([...feeders.keys()].sort()).toEqual(['later', 'plan'])
    expect(feeders.get('later')?.feederM).toBeCloseTo(D * 0.01, 0)
  })
  it("uses no other provider's plant or ports", () => {
    expect(feedersOf({ nodes: [node('A', 8, { providerId: asId('q') })], spans: [join('ab', 'A', 'b', 0, 0.01)] }).size).toBe(0)
  })
  it('ends for a span that begins and ends at one joint, and for one without length', () => {
    const feeders = feedersOf({ nodes: [node('A')], spans: [join('loop', 'A', 'A', 0, 0.01), join('point', 'A', 'b', 0, 0)] })
    expect([feeders.get('loop')?.feederM, feeders.get('point')?.feederM]).toEqual([0, 0])
  })
})
