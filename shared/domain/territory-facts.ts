import type { GeographicAddress } from './place.ts'
import type { PlantNode, PlantSpan } from './plant.ts'
import type { ProviderAnswer, QualificationPolicy } from './qualification.ts'
import type { TransmitterSector } from './radio.ts'
import type { WaitingListEntry } from './waiting-list.ts'

export type PublishedInfo = { readonly name: string; readonly title: string; readonly region: string; readonly zone: string; readonly sandbox: boolean; readonly billCycleDay: number | null; readonly policy: QualificationPolicy }
/** A territory that central has whole. `revision`: of its content. `parts`: how many pieces it is fetched in, counted from 0. */
export type PublishedTerritory = { readonly info: PublishedInfo; readonly revision: string; readonly parts: number }

/** One thing that a qualification may rest on. */
export type TerritoryItem =
  | { readonly kind: 'address'; readonly address: GeographicAddress }
  | { readonly kind: 'answer'; readonly addressId: string; readonly answer: ProviderAnswer }
  | { readonly kind: 'node'; readonly node: PlantNode }
  | { readonly kind: 'span'; readonly span: PlantSpan }
  | { readonly kind: 'sector'; readonly sector: TransmitterSector }
  | { readonly kind: 'waiting'; readonly entry: WaitingListEntry }

/** All of them by kind. */
export type TerritoryFacts = {
  readonly addresses: readonly GeographicAddress[]
  readonly answers: readonly { readonly addressId: string; readonly answer: ProviderAnswer }[]
  readonly nodes: readonly PlantNode[]
  readonly spans: readonly PlantSpan[]
  readonly sectors: readonly TransmitterSector[]
  readonly waiting: readonly WaitingListEntry[]
}

export const TERRITORY_PART_ITEMS = 400

/** The pieces in which a territory travels, at least one. */
export function* partsOf(facts: TerritoryFacts): Generator<readonly TerritoryItem[]> {
  let part: TerritoryItem[] = []
  let isFirst = true
  for (const item of itemsOf(facts)) {
    part.push(item)
    if (part.length < TERRITORY_PART_ITEMS) continue
    yield part
    part = []
    isFirst = false
  }
  if (part.length > 0 || isFirst) yield part
}

function* itemsOf({ addresses, answers, nodes, spans, sectors, waiting }: TerritoryFacts): Generator<TerritoryItem> {
  for (const address of addresses) yield { kind: 'address', address }
  for (const { addressId, answer } of answers) yield { kind: 'answer', addressId, answer }
  for (const node of nodes) yield { kind: 'node', node }
  for (const span of spans) yield { kind: 'span', span }
  for (const sector of sectors) yield { kind: 'sector', sector }
  for (const entry of waiting) yield { kind: 'waiting', entry }
}

/** Items of all parts as facts, in the order they came. */
export function factsOf(items: Iterable<TerritoryItem>): TerritoryFacts {
  const facts = { addresses: [] as GeographicAddress[], answers: [] as { addressId: string; answer: ProviderAnswer }[], nodes: [] as PlantNode[], spans: [] as PlantSpan[], sectors: [] as TransmitterSector[], waiting: [] as WaitingListEntry[] }
  for (const item of items) {
    switch (item.kind) {
      case 'address': facts.addresses.push(item.address); break
      case 'answer': facts.answers.push({ addressId: item.addressId, answer: item.answer }); break
      case 'node': facts.nodes.push(item.node); break
      case 'span': facts.spans.push(item.span); break
      case 'sector': facts.sectors.push(item.sector); break
      case 'waiting': facts.waiting.push(item.entry); break
    }
  }
  return facts
}

/** Why a territory cannot be kept as one: the place of the first fault, or null. What is named twice, and lines that lead nowhere. */
export function faultOf({ addresses, nodes, spans, sectors, waiting }: TerritoryFacts): { readonly path: string; readonly problem: string } | null {
  const named: readonly (readonly [string, readonly { readonly id: string }[]])[] = [['addresses', addresses], ['nodes', nodes], ['sectors', sectors], ['waiting', waiting]]
  for (const [path, items] of named) {
    const seen = new Set<string>()
    for (const { id } of items) {
      if (seen.has(id)) return { path: `${path}.${id.slice(0, 60)}`, problem: 'twice' }
      seen.add(id)
    }
  }
  const known = new Set(nodes.map(({ id }) => id))
  const lost = spans.find(({ nodeId }) => !known.has(nodeId))
  return lost ? { path: `spans.${lost.id.slice(0, 60)}.nodeId`, problem: 'unknown' } : null
}
