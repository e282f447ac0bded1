// Goal: the list says what the map draws, and both say what decided. Method: hand-made plants around one house; distances as the console would have measured them.
import { describe, expect, it } from 'vitest'
import { beamRing, beside, boxOf, metresBetween, saidBeside, tenthsUp, towards } from '../../../renderer/journeys/signup/map/geometry.ts'
import { firstBox, mapLabels, mapShapes, wholeBox } from '../../../renderer/journeys/signup/map/shapes.ts'
import { mapStyle } from '../../../renderer/journeys/signup/map/style.ts'
import { mapView } from '../../../renderer/journeys/signup/map/view.ts'
import type { MapFacts } from '../../../renderer/journeys/signup/map/view.ts'
import type { PlantAround, SectorAround, SpanAround } from '../../../shared/domain/plant-around.ts'
import type { PlantNode, PlantSpan } from '../../../shared/domain/plant.ts'
import type { QualificationLine, Reason } from '../../../shared/domain/qualification.ts'
import type { SectorReach, TransmitterSector } from '../../../shared/domain/radio.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const PLACE = { latitude: 41, longitude: -104.8 }
const north = (metres: number) => { const [longitude, latitude] = towards(PLACE, 0, metres); return { longitude, latitude } }
const node = (id: string, over: Partial<PlantNode> = {}): PlantNode => ({ id, providerId: asId('wire'), name: id.toUpperCase(), ...north(200), portsTotal: 12, portsFree: 3, ...over })
const span = (id: string, distanceM: number, over: Partial<PlantSpan> = {}): SpanAround => {
  const at = north(distanceM)
  return { span: { id, providerId: asId('wire'), accessType: 'copper', nodeId: 'n1', status: 'operational', readyAt: null, dropLimitM: 30, feederM: 0, route: [[at.longitude, at.latitude], [at.longitude + 0.001, at.latitude]], ...over }, nearest: at, distanceM, loopM: 100 }
}
const sector = (id: string, reach: Partial<SectorReach> = {}, over: Partial<TransmitterSector> = {}): SectorAround => ({
  sector: { id, providerId: asId('air'), transmitterName: 'Hill', ...north(900), azimuthDeg: 180, beamWidthDeg: 60, reachM: 1_000, eirpDbm: 36, frequencyMhz: 5_600, minimumDbm: -75, capacityTotal: 8, capacityFree: 3, ...over },
  reach: { sectorId: id, providerId: asId('air'), transmitterName: 'Hill', distanceM: 900, reachM: 1_000, inBeam: true, signalDbm: -60, minimumDbm: -75, capacityFree: 3, ...reach },
})
const around = (over: Partial<PlantAround> = {}): PlantAround => ({ place: PLACE, radiusM: 500, spans: [span('s1', 42)], nodes: [node('n1')], sectors: [], leftOut: { spans: 0, sectors: 0 }, ...over })
const line = (providerId: string, over: Partial<QualificationLine> = {}): QualificationLine => ({
  providerId: asId(providerId), accessType: 'copper', overProviderId: null, verdict: 'no', downlinkKbps: null, uplinkKbps: null, planName: null, reasons: [], yesWhen: null, evidence: { source: 'plant', at: null }, ...over,
})
const because = (code: Reason['code'], details: Reason['details']): Reason => ({ code, supports: 'no', details })
const facts = (lines: readonly QualificationLine[], focusedLine = 0, language: 'en' | 'es' = 'en'): MapFacts => ({ texts: createTexts(language), status: null, lines, focusedLine })

describe('the sentence on the line that the map is drawn for', () => {
  it.each([
    [42, {}, 'no', 'The cable of wire ends 42 m before this house; a drop may be 30 m.'],
    [30, {}, 'yes', 'The nearest line of wire is 30 m away; a drop may be 30 m.'],
    [30.001, {}, 'no', 'The cable of wire ends 30.1 m before this house; a drop may be 30 m.'],
    [12, { status: 'planned' }, 'notStarted', 'The line of wire, 12 m away, is not in service yet; a drop may be 30 m.'],
  ] as const)('at %s m %j is %s', (distanceM, over, state, text) => {
    expect(mapView(around({ spans: [span('s1', distanceM, over)] }), facts([line('wire')])).sentence).toEqual({ state, text })
  })
  it('is about the span that the answer named, not merely the nearest', () => {
    const plant = around({ spans: [span('near', 12, { status: 'planned' }), span('named', 25)] })
    const view = mapView(plant, facts([line('wire', { verdict: 'yes', reasons: [because('drop-within-limit', { distanceM: 25, limitM: 30, spanId: 'named' })] })]))
    expect(view.sentence?.text).toContain('25 m away')
    expect(view.decided).toMatchObject([{ id: 'span:named', distanceM: 25, limitM: 30 }])
  })
  it('is about the owner’s line where a reseller answers', () => {
    const view = mapView(around(), facts([line('seller', { overProviderId: asId('wire') })]))
    expect(view.sentence?.text).toContain('The cable of wire')
    expect(view.drawnFor).toBe('drawn for wire copper')
  })
  it('names the tower for a radio line, and says so where nothing of a provider is known', () => {
    const plant = around({ sectors: [sector('t1')] })
    expect(mapView(plant, facts([line('air', { accessType: 'fixedWireless' })])).sentence).toEqual({ state: 'yes', text: 'Hill of air is 900 m away; it reaches 1,000 m.' })
    expect(mapView(plant, facts([line('light', { accessType: 'fiber' })])).sentence).toEqual({ state: 'unknown', text: 'No fiber line or sector of light is known within 500 m.' })
    expect(mapView(plant, facts([])).sentence).toBeNull()
  })
  it('is said in Spanish with the same figures', () => {
    expect(mapView(around(), facts([line('wire')], 0, 'es')).sentence?.text).toBe('El cable de wire termina 42 m antes de esta casa; una acometida puede tener 30 m.')
  })
})

describe('the list', () => {
  const plant = around({
    spans: [span('s1', 42), span('s2', 61, { status: 'planned', readyAt: Date.parse('2027-03-15T12:00:00Z') }), span('s3', 70, { providerId: asId('other'), accessType: 'fiber', nodeId: 'n2', dropLimitM: 100 }), span('s4', 80, { status: 'underConstruction', dropLimitM: 80 })],
    nodes: [node('n1'), node('n2', { providerId: asId('other'), portsFree: 0, ...north(300) })], sectors: [sector('t1'), sector('t2', { inBeam: false, distanceM: 901 })], leftOut: { spans: 2, sectors: 1 },
  })
  const view = mapView(plant, facts([line('wire')]))

  it('has every span, node and sector of the map once, the house first, then by distance', () => {
    expect(view.features.map(({ id }) => id)).toEqual(['premise', 'span:s1', 'span:s2', 'span:s3', 'span:s4', 'node:n1', 'node:n2', 'sector:t1', 'sector:t2'])
    const { spans, nodes, sectors } = mapShapes(plant, view, null)
    const drawn = [...spans.features, ...sectors.features, ...nodes.features].map(({ properties }) => properties['id'])
    expect(new Set(drawn)).toEqual(new Set(view.features.map(({ id }) => id).filter((id) => id !== 'premise')))
    expect(view.leftOut).toBe(3)
  })
  it('says of each how far away it is and what is to be said of it', () => {
    const said = new Map(view.features.map((feature) => [feature.id, [feature.what, feature.distance, feature.state, feature.words]]))
    expect(said.get('span:s1')).toEqual(['Copper line to N1', '42 m', 'no', 'in service; 12 m beyond the drop of 30 m'])
    expect(said.get('span:s2')).toEqual(['Copper line to N1', '61 m', 'notStarted', 'planned for March 2027; 31 m beyond the drop of 30 m'])
    expect(said.get('span:s3')).toEqual(['Fiber line to N2', '70 m', 'yes', 'in service; drop may be 100 m'])
    expect(said.get('span:s4')).toEqual(['Copper line to N1', '80 m', 'notStarted', 'being built; drop may be 80 m'])
    expect(said.get('node:n1')).toEqual(['Node N1', '200 m', 'yes', '3 of 12 ports free'])
    expect(said.get('node:n2')).toEqual(['Node N2', '300 m', 'no', 'all 12 ports in use'])
    expect(said.get('sector:t1')).toEqual(['Sector of Hill', '900 m', 'yes', 'looks this way, 3 of 8 places free'])
    expect(said.get('sector:t2')?.[3]).toBe('looks another way')
  })
  it.each([[{ distanceM: 1_200 }, {}, 'reaches 1,000 m'], [{ signalDbm: -80 }, {}, 'too weak here: −80 dBm'], [{}, { capacityFree: 0 }, 'full'], [{ distanceM: Number.NaN }, {}, 'reaches 1,000 m']] as const)('says of a sector with %j %j: %s', (reach, over, words) => {
    expect(mapView(around({ spans: [], sectors: [sector('t', reach, over)] }), facts([])).features.find(({ kind }) => kind === 'sector')).toMatchObject({ state: 'no', words })
  })
  it('tells theirs from another provider’s by the line in focus', () => {
    const theirs = (focusedLine: number) => mapView(plant, facts([line('wire'), line('other', { accessType: 'fiber' })], focusedLine)).features.filter(({ isTheirs, kind }) => isTheirs && kind !== 'premise').map(({ id }) => id)
    expect(theirs(0)).toEqual(['span:s1', 'span:s2', 'span:s4', 'node:n1'])
    expect(theirs(1)).toEqual(['span:s3', 'node:n2'])
    expect(theirs(7)).toEqual(theirs(0))
  })
  it('has one drop for each provider and access type, however many answers stand on it', () => {
    const { decided } = mapView(plant, facts([line('wire'), line('seller', { overProviderId: asId('wire') }), line('other', { accessType: 'fiber' })], 1))
    expect(decided.map(({ id, isTheirs }) => [id, isTheirs])).toEqual([['span:s1', true], ['span:s3', false]])
  })
})

describe('the drawing', () => {
  const plant = around({ sectors: [sector('t1'), sector('t2', { inBeam: false })] })
  const view = mapView(plant, facts([line('wire'), line('air', { accessType: 'fixedWireless' })]))
  it('begins the drop at the house and ends it where the line is nearest', () => {
    expect(mapShapes(plant, view, null).drops.features[0]?.geometry.coordinates).toEqual([[PLACE.longitude, PLACE.latitude], [north(42).longitude, north(42).latitude]])
  })
  it('asks nothing of anybody: no tiles, no glyphs, no sprite, no address', () => {
    const style = mapStyle({ page: '#fff', panel: '#fff', ink: '#000', quiet: '#666', line: '#888', hair: '#ddd', accent: '#00f' }, mapShapes(plant, view, 'span:s1'))
    expect(JSON.stringify(style)).not.toMatch(/https?:|url|glyphs|sprite|tiles/)
    expect(new Set(Object.values(style.sources).map(({ type }) => type))).toEqual(new Set(['geojson']))
    expect(style.layers.every(({ type }) => type !== 'symbol')).toBe(true)
  })
  it('marks the current thing, and nothing where it is gone', () => {
    expect(mapShapes(plant, view, 'span:s1').current.features.map(({ geometry }) => geometry.type)).toEqual(['LineString', 'Point'])
    expect(mapShapes(plant, view, 'span:gone').current.features).toEqual([])
  })
  it('names a tower once however many sectors it carries, and only what belongs to the line in focus', () => {
    expect(mapLabels(plant, view).map(({ id }) => id)).toEqual(['premise', 'drop', 'node:n1'])
    expect(mapLabels(plant, mapView(plant, facts([line('air', { accessType: 'fixedWireless' })]))).map(({ text }) => text)).toEqual(['', '900 m', 'Hill'])
  })
  it('looks first at the house and what decided, and on a key at everything', () => {
    const holds = ([[west, south], [east, top]]: ReturnType<typeof firstBox>, at: { readonly longitude: number; readonly latitude: number }) => at.longitude >= west && at.longitude <= east && at.latitude >= south && at.latitude <= top
    expect([PLACE, north(42), north(900)].map((at) => holds(firstBox(plant, view), at))).toEqual([true, true, false])
    expect([PLACE, north(200), north(900)].every((at) => holds(wholeBox(plant, view), at))).toBe(true)
  })
  it('draws a line across the ±180 meridian as one', () => {
    expect(beside([-179.9995, 10], { longitude: 179.9995, latitude: 10 })).toEqual([180.0005, 10])
    expect(beside([179.9995, 10], { longitude: -179.9995, latitude: 10 })).toEqual([-180.0005, 10])
    expect(beside([5, 10], { longitude: 6, latitude: 10 })).toEqual([5, 10])
  })
})

describe('beams', () => {
  const mast = { latitude: 41, longitude: -104.8, azimuthDeg: 340, beamWidthDeg: 40, reachM: 1_000 }
  it('are closed slices whose arc stands at the reach, from edge to edge of the beam', () => {
    const ring = beamRing(mast)
    expect(ring[0]).toEqual(ring.at(-1))
    for (const [longitude, latitude] of ring.slice(1, -1)) expect(metresBetween(mast, { longitude, latitude })).toBeCloseTo(1_000, 3)
    expect(ring[1]![0]).toBeLessThan(mast.longitude)
    expect(ring.at(-2)![0]).toBeCloseTo(mast.longitude, 6)
  })
  it('are whole circles where an antenna looks everywhere, and a line for one with no width', () => {
    const circle = beamRing({ ...mast, beamWidthDeg: 360 })
    expect(circle[0]).toEqual(circle.at(-1))
    expect(circle.every(([longitude, latitude]) => Math.abs(metresBetween(mast, { longitude, latitude }) - 1_000) < 0.01)).toBe(true)
    expect(beamRing({ ...mast, beamWidthDeg: 0 })).toHaveLength(4)
    expect(beamRing({ ...mast, beamWidthDeg: 900 })).toEqual(circle)
  })
})

it('a distance is said as the answers say it', () => {
  expect([saidBeside(29.6, 30), saidBeside(30, 30), saidBeside(30.001, 30), saidBeside(30.6, 30)]).toEqual([30, 30, 30.1, 31])
  expect([tenthsUp(12), tenthsUp(0.001), tenthsUp(11.91)]).toEqual([12, 0.1, 12])
})
it('a box holds its places and never closes to a point', () => {
  const [[west, south], [east, top]] = boxOf([[-104.8, 41]], 70)
  expect(metresBetween({ longitude: west, latitude: 41 }, { longitude: east, latitude: 41 })).toBeCloseTo(140, 0)
  expect(metresBetween({ longitude: -104.8, latitude: south }, { longitude: -104.8, latitude: top })).toBeCloseTo(140, 0)
})
