import type { PlantAround, SectorAround, SpanAround } from '../../../../shared/domain/plant-around.ts'
import type { PlantNode } from '../../../../shared/domain/plant.ts'
import type { QualificationLine } from '../../../../shared/domain/qualification.ts'
import type { Texts } from '../../../../shared/messages/texts.ts'
import { providerName } from '../../../app/names.ts'
import type { DeskState } from '../../../app/state.ts'
import type { GlyphState } from '../../../components/StateGlyph.tsx'
import { metresBetween, saidBeside, tenthsUp } from './geometry.ts'
import type { LngLat } from './geometry.ts'

/** One thing of the map as the list says it. `isTheirs`: it belongs to the line of answers that the map is drawn for. `at`: where the map looks when it is the current one. */
export type MapFeature = {
  readonly id: string
  readonly kind: 'premise' | 'span' | 'node' | 'sector'
  readonly what: string
  readonly provider: string
  readonly distance: string
  readonly state: GlyphState | null
  readonly words: string
  readonly isTheirs: boolean
  readonly at: LngLat
}
/** The way from the house to what decided for one provider and access type. `limitM`: null for a sector. */
export type Decided = { readonly id: string; readonly providerId: string; readonly to: LngLat; readonly distanceM: number; readonly limitM: number | null; readonly isTheirs: boolean; readonly label: string }
export type MapView = {
  readonly features: readonly MapFeature[]
  readonly decided: readonly Decided[]
  /** The sentence on the line that the map is drawn for, and whether it speaks for a yes. */
  readonly sentence: { readonly state: GlyphState; readonly text: string } | null
  readonly drawnFor: string | null
  readonly leftOut: number
}
export type MapFacts = { readonly texts: Texts; readonly status: DeskState['status']; readonly lines: readonly QualificationLine[]; readonly focusedLine: number }

/** Whose plant a line of answers stands on: a reseller's stands on the owner's. */
export const ownerOf = (line: Pick<QualificationLine, 'providerId' | 'overProviderId'>): string => line.overProviderId ?? line.providerId

/** Everything on the map in words, nearest first, and the distances that decided; the map draws the same and nothing else. */
export function mapView(around: PlantAround, facts: MapFacts): MapView {
  const { texts: { t, tf }, lines } = facts
  const line = lines[facts.focusedLine] ?? lines[0] ?? null
  const decided = decidedOf(around, facts, line)
  const nodes = new Map(around.nodes.map((node) => [node.id, node]))
  const measured: readonly { readonly distanceM: number; readonly feature: MapFeature }[] = [
    ...around.spans.map((item) => ({ distanceM: item.distanceM, feature: spanFeature(item, nodes.get(item.span.nodeId), facts, line) })),
    ...around.nodes.map((node) => ({ distanceM: metresBetween(around.place, node), feature: nodeFeature(node, around, facts, line) })),
    ...around.sectors.map((item) => ({ distanceM: item.reach.distanceM, feature: sectorFeature(item, facts, line) })),
  ]
  const house: MapFeature = { id: 'premise', kind: 'premise', what: t('map.house'), provider: '', distance: t('map.here'), state: null, words: '', isTheirs: true, at: [around.place.longitude, around.place.latitude] }
  return {
    features: [house, ...measured.toSorted((a, b) => a.distanceM - b.distanceM || (a.feature.id < b.feature.id ? -1 : 1)).map(({ feature }) => feature)],
    decided, sentence: line ? sentenceOf(around, decided.find(({ isTheirs }) => isTheirs), line, facts) : null,
    drawnFor: line ? t('map.drawnFor', { provider: providerName(facts.status, ownerOf(line)), access: tf('access', line.accessType) }) : null,
    leftOut: around.leftOut.spans + around.leftOut.sectors,
  }
}

const isOf = (line: QualificationLine | null, item: { readonly providerId: string; readonly accessType: string }): boolean => line !== null && ownerOf(line) === item.providerId && line.accessType === item.accessType

function spanFeature({ span, distanceM, nearest }: SpanAround, node: PlantNode | undefined, { texts: { t, format }, status }: MapFacts, line: QualificationLine | null): MapFeature {
  const isWithin = distanceM <= span.dropLimitM
  const service = span.status === 'operational' ? t('map.state.inService')
    : span.status === 'planned' ? (span.readyAt === null ? t('map.state.planned') : t('map.state.plannedFor', { readyAt: span.readyAt }))
    : span.readyAt === null ? t('map.state.building') : t('map.state.buildingUntil', { readyAt: span.readyAt })
  const said = saidBeside(distanceM, span.dropLimitM)
  const drop = isWithin ? t('map.state.dropWithin', { limitM: span.dropLimitM }) : t('map.state.dropBeyond', { shortByM: tenthsUp(distanceM - span.dropLimitM), limitM: span.dropLimitM })
  return {
    id: `span:${span.id}`, kind: 'span', what: t('map.what.span', { medium: span.medium ?? span.accessType, node: node?.name ?? span.nodeId }), provider: providerName(status, span.providerId),
    distance: format.meters(said), state: span.status !== 'operational' ? 'notStarted' : isWithin ? 'yes' : 'no', words: `${service}; ${drop}`, isTheirs: isOf(line, span), at: [nearest.longitude, nearest.latitude],
  }
}

function nodeFeature(node: PlantNode, around: PlantAround, { texts: { t, format }, status }: MapFacts, line: QualificationLine | null): MapFeature {
  const isInService = (node.status ?? 'operational') === 'operational'
  const ports = node.portsFree > 0 ? t('map.state.ports', { portsFree: node.portsFree, portsTotal: node.portsTotal }) : t('map.state.noPorts', { portsTotal: node.portsTotal })
  return {
    id: `node:${node.id}`, kind: 'node', what: t('map.what.node', { node: node.name }), provider: providerName(status, node.providerId), distance: format.meters(Math.round(metresBetween(around.place, node))),
    state: isInService ? (node.portsFree > 0 ? 'yes' : 'no') : 'notStarted', words: isInService ? ports : `${t(node.status === 'planned' ? 'map.state.planned' : 'map.state.building')}; ${ports}`,
    isTheirs: around.spans.some(({ span }) => span.nodeId === node.id && isOf(line, span)), at: [node.longitude, node.latitude],
  }
}

function sectorFeature({ sector, reach }: SectorAround, { texts: { t, format }, status }: MapFacts, line: QualificationLine | null): MapFeature {
  const obstacle = !(reach.distanceM <= reach.reachM) ? t('map.state.outOfReach', { reachM: reach.reachM }) : !reach.inBeam ? t('map.state.otherWay')
    : !(reach.signalDbm >= reach.minimumDbm) ? t('map.state.weak', { signalDbm: reach.signalDbm }) : sector.capacityFree <= 0 ? t('map.state.full') : null
  return {
    id: `sector:${sector.id}`, kind: 'sector', what: t('map.what.sector', { transmitterName: sector.transmitterName }), provider: providerName(status, sector.providerId), distance: format.meters(reach.distanceM),
    state: obstacle === null ? 'yes' : 'no', words: obstacle ?? t('map.state.inReach', { capacityFree: sector.capacityFree, capacityTotal: sector.capacityTotal }),
    isTheirs: isOf(line, { providerId: sector.providerId, accessType: 'fixedWireless' }), at: [sector.longitude, sector.latitude],
  }
}

/** For every line of answers the span or sector that its reasons name; where they name none, the nearest of the kind. */
function decidedOf(around: PlantAround, { texts: { t, format }, lines }: MapFacts, current: QualificationLine | null): readonly Decided[] {
  const found = new Map<string, Decided>()
  for (const line of current ? [current, ...lines] : lines) {
    const id = `${ownerOf(line)}:${line.accessType}`
    if (found.has(id)) continue
    const named = (name: 'spanId' | 'sectorId') => line.reasons.find(({ details }) => name in details)?.details[name]
    const isTheirs = line === current
    const spans = around.spans.filter(({ span }) => isOf(line, span))
    const near = spans.find(({ span }) => span.id === named('spanId')) ?? spans[0]
    const sectors = line.accessType === 'fixedWireless' ? around.sectors.filter(({ sector }) => sector.providerId === ownerOf(line)) : []
    const sector = sectors.find((item) => item.sector.id === named('sectorId')) ?? sectors[0]
    if (near) found.set(id, { id: `span:${near.span.id}`, providerId: near.span.providerId, to: [near.nearest.longitude, near.nearest.latitude], distanceM: near.distanceM, limitM: near.span.dropLimitM, isTheirs, label: t('map.label.drop', { distanceM: saidBeside(near.distanceM, near.span.dropLimitM), limitM: near.span.dropLimitM }) })
    else if (sector) found.set(id, { id: `sector:${sector.sector.id}`, providerId: sector.sector.providerId, to: [sector.sector.longitude, sector.sector.latitude], distanceM: sector.reach.distanceM, limitM: null, isTheirs, label: format.meters(sector.reach.distanceM) })
  }
  return [...found.values()]
}

function sentenceOf(around: PlantAround, decided: Decided | undefined, line: QualificationLine, { texts: { t, tf }, status }: MapFacts): MapView['sentence'] {
  const provider = providerName(status, ownerOf(line))
  const span = around.spans.find((item) => `span:${item.span.id}` === decided?.id)
  const sector = around.sectors.find((item) => `sector:${item.sector.id}` === decided?.id)
  if (span) {
    const isWithin = span.distanceM <= span.span.dropLimitM
    const isInService = span.span.status === 'operational'
    const details = { provider, distanceM: saidBeside(span.distanceM, span.span.dropLimitM), limitM: span.span.dropLimitM }
    return { state: !isWithin ? 'no' : isInService ? 'yes' : 'notStarted', text: t(!isWithin ? 'map.drop.beyond' : isInService ? 'map.drop.within' : 'map.drop.planned', details) }
  }
  if (sector) return { state: sector.reach.inBeam && sector.reach.distanceM <= sector.reach.reachM ? 'yes' : 'no', text: t('map.reach', { provider, transmitterName: sector.sector.transmitterName, distanceM: Math.round(sector.reach.distanceM), reachM: sector.reach.reachM }) }
  return { state: 'unknown', text: t('map.noneOf', { provider, access: tf('access', line.accessType), radiusM: around.radiusM }) }
}
