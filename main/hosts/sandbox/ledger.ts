import type { Clock } from '../../../shared/kernel/time.ts'
import type { EffectBook } from './effect-book.ts'
import { isIdentifierEffect, isIdentifierLine, isServiceEffect } from './effect-line.ts'
import type { EffectLine, IdentifierLine, NewEffect, OrderHead } from './effect-line.ts'
import { applyIdentifier, emptyIdentifiers } from './identifiers/memory.ts'
import type { IdentifierMemory } from './identifiers/memory.ts'

/** One service at the provider, live or gone. */
export type LedgerService = {
  readonly serviceId: string
  readonly serviceOrderId: string
  readonly itemId: string
  readonly externalId: string
  readonly universalCustomerId: string
  readonly localCustomerId: string
  readonly serviceKind: string
  readonly offeringId: string
  readonly facts: Readonly<Record<string, string>>
  readonly startedAt: string
  readonly endedAt: string | null
}

/** One service order as the provider knows it. */
export type LedgerOrder = {
  readonly head: OrderHead
  readonly externalId: string
  readonly universalCustomerId: string
  readonly state: 'acknowledged' | 'completed' | 'failed' | 'cancelled'
  /** When an acknowledged order will be worked on; null otherwise. */
  readonly dueAt: string | null
  readonly completedAt: string | null
  readonly failure: { readonly code: string; readonly reason: string } | null
  readonly serviceIds: readonly string[]
}

/** The provider's memory: nothing but the effect book, read forward. */
export type Ledger = {
  readonly record: (effects: readonly NewEffect[]) => void
  readonly nextSeq: () => number
  readonly ordersWith: (externalId: string) => readonly LedgerOrder[]
  readonly order: (serviceOrderId: string) => LedgerOrder | undefined
  readonly acknowledged: () => readonly LedgerOrder[]
  readonly service: (serviceId: string) => LedgerService | undefined
  /** Live and ended. */
  readonly services: () => readonly LedgerService[]
  readonly liveServices: () => readonly LedgerService[]
  readonly localCustomerId: (universalCustomerId: string) => string | undefined
  readonly customerCount: () => number
  /** True when a delete came for this key before its add did: the add must not happen any more. */
  readonly isWithdrawn: (externalId: string) => boolean
  /** What an ISP knows of identifiers; empty elsewhere. */
  readonly identifiers: IdentifierMemory
  readonly effects: () => readonly EffectLine[]
  readonly identifierEffects: () => readonly EffectLine[]
  readonly notes: () => readonly EffectLine[]
}

/** Rebuilds the provider's memory from its book and keeps both in step. */
export function openLedger(deps: { readonly book: EffectBook; readonly clock: Clock }): Ledger {
  const memory: Memory = { lines: [], orders: new Map(), keys: new Map(), services: new Map(), localIds: new Map(), withdrawn: new Set(), identifiers: emptyIdentifiers() }
  for (const line of deps.book.recovered) apply(memory, line)
  const nextSeq = () => (memory.lines.at(-1)?.seq ?? 0) + 1
  return {
    nextSeq,
    record: (effects) => {
      const at = new Date(deps.clock.now()).toISOString()
      const first = nextSeq()
      const lines = effects.map((effect, index): EffectLine => ({ ...effect, seq: first + index, at, part: index + 1, parts: effects.length }))
      deps.book.append(lines)
      for (const line of lines) apply(memory, line)
    },
    ordersWith: (externalId) => (memory.keys.get(externalId) ?? []).flatMap((id) => memory.orders.get(id) ?? []),
    order: (serviceOrderId) => memory.orders.get(serviceOrderId),
    acknowledged: () => [...memory.orders.values()].filter((order) => order.state === 'acknowledged'),
    service: (serviceId) => memory.services.get(serviceId),
    services: () => [...memory.services.values()],
    liveServices: () => [...memory.services.values()].filter((service) => service.endedAt === null),
    localCustomerId: (universalCustomerId) => memory.localIds.get(universalCustomerId),
    customerCount: () => memory.localIds.size,
    isWithdrawn: (externalId) => memory.withdrawn.has(externalId),
    identifiers: memory.identifiers,
    effects: () => memory.lines.filter(isServiceEffect),
    identifierEffects: () => memory.lines.filter(isIdentifierEffect),
    notes: () => memory.lines.filter((line) => !isServiceEffect(line) && !isIdentifierEffect(line)),
  }
}

type Memory = {
  readonly lines: EffectLine[]
  readonly orders: Map<string, LedgerOrder>
  readonly keys: Map<string, string[]>
  readonly services: Map<string, LedgerService>
  readonly localIds: Map<string, string>
  readonly withdrawn: Set<string>
  readonly identifiers: IdentifierMemory
}
type OrderLine = Exclude<EffectLine, IdentifierLine>

function apply(memory: Memory, line: EffectLine): void {
  memory.lines.push(line)
  if (isIdentifierLine(line)) return applyIdentifier(memory.identifiers, line)
  const order = orderOf(memory, line)
  const settled = { ...order, state: 'completed', dueAt: null, completedAt: line.at } as const
  switch (line.effect) {
    case 'serviceAdded':
      memory.localIds.set(line.universalCustomerId, line.localCustomerId)
      memory.services.set(line.detail.serviceId, serviceOf(line))
      return keep(memory, { ...settled, serviceIds: [...order.serviceIds, line.detail.serviceId] })
    case 'serviceDeleted': {
      const service = memory.services.get(line.detail.serviceId)
      if (service) memory.services.set(service.serviceId, { ...service, endedAt: line.at })
      return keep(memory, settled)
    }
    case 'orderAcknowledged':
      return keep(memory, { ...order, dueAt: line.detail.dueAt })
    case 'orderFailed':
      return keep(memory, { ...order, state: 'failed', dueAt: null, failure: { code: line.detail.code, reason: line.detail.reason } })
    case 'nothingToDelete':
      memory.withdrawn.add(line.detail.targetExternalId)
      for (const id of memory.keys.get(line.detail.targetExternalId) ?? []) cancel(memory, id)
      return keep(memory, settled)
  }
}

function orderOf(memory: Memory, line: OrderLine): LedgerOrder {
  const head = line.detail.order
  const known = memory.orders.get(head.serviceOrderId)
  if (known) return known
  memory.keys.set(line.externalId, [...(memory.keys.get(line.externalId) ?? []), head.serviceOrderId])
  return { head, externalId: line.externalId, universalCustomerId: line.universalCustomerId, state: 'acknowledged', dueAt: null, completedAt: null, failure: null, serviceIds: [] }
}

const keep = (memory: Memory, order: LedgerOrder): void => void memory.orders.set(order.head.serviceOrderId, order)

function cancel(memory: Memory, serviceOrderId: string): void {
  const order = memory.orders.get(serviceOrderId)
  if (order?.state === 'acknowledged') keep(memory, { ...order, state: 'cancelled', dueAt: null })
}

const serviceOf = (line: Extract<EffectLine, { effect: 'serviceAdded' }>): LedgerService => ({
  serviceId: line.detail.serviceId, serviceOrderId: line.detail.order.serviceOrderId, itemId: line.detail.itemId, externalId: line.externalId,
  universalCustomerId: line.universalCustomerId, localCustomerId: line.localCustomerId, serviceKind: line.serviceKind, offeringId: line.offeringId,
  facts: line.detail.facts, startedAt: line.at, endedAt: null,
})
