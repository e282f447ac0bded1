import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { ServiceOrderItem } from './effect-line.ts'
import type { Ledger, LedgerService } from './ledger.ts'
import { SERVICE_KINDS } from './personalities.ts'
import type { FactRule, LocalIdFormat, Personality, Refusal, ServiceKind } from './personalities.ts'

/** What the provider decided to set up for one item of an order. */
export type PlannedService = { readonly itemId: string; readonly serviceKind: ServiceKind; readonly offeringId: string; readonly facts: Readonly<Record<string, string>> }

/** Decides what an order would set up, or why not. Changes nothing: whoever records the plan makes it real. */
export function planServices(personality: Personality, ledger: Ledger, items: readonly ServiceOrderItem[]): Result<readonly PlannedService[], Refusal> {
  const live = ledger.liveServices()
  const planned: PlannedService[] = []
  for (const [index, item] of items.entries()) {
    const serviceKind = kindOf(item)
    const rules = serviceKind ? personality.takes[serviceKind] : undefined
    if (!serviceKind || !rules) return err(personality.notOffered)
    const facts: Record<string, string> = {}
    for (const rule of rules) {
      const taken = new Set([...live, ...planned].flatMap((service) => service.facts[rule.fact] ?? []))
      const fact = decideFact(rule, { item, taken, serial: ledger.nextSeq() + index })
      if (!fact.ok) return fact
      facts[rule.fact] = fact.value
    }
    planned.push({ itemId: item.id, serviceKind, offeringId: readCharacteristic(item, 'offeringId') ?? '', facts })
  }
  return ok(planned)
}

/** The provider's own number for a customer: the one it already has, else the next of its series. */
export function localCustomerIdFor(personality: Personality, ledger: Ledger, universalCustomerId: string): string {
  return ledger.localCustomerId(universalCustomerId) ?? formatLocalId(personality.localId, ledger.customerCount())
}

/** The `ordinal`-th number of a series, in the provider's writing. */
export function formatLocalId(format: LocalIdFormat, ordinal: number): string {
  const digits = String(format.first + ordinal * format.step)
  let from = 0
  const groups = format.groups.map((size) => digits.slice(from, (from += size)))
  return `${format.prefix}-${groups.join(format.separator)}`
}

/** The text of a characteristic of an item's service; undefined when absent or empty. */
export function readCharacteristic(item: ServiceOrderItem, name: string): string | undefined {
  const value = item.service.serviceCharacteristic.find((characteristic) => characteristic.name === name)?.value
  return value === undefined || value === null || value === '' ? undefined : String(value)
}

/** What the provider was told to meter for a service, from the comma list in its order. Empty: nothing. */
export function meterOf(ledger: Ledger, service: LedgerService): readonly string[] {
  const item = ledger.order(service.serviceOrderId)?.head.items.find((candidate) => candidate.id === service.itemId)
  const list = item ? readCharacteristic(item, 'meter') : undefined
  return (list ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '')
}

const kindOf = (item: ServiceOrderItem): ServiceKind | undefined => {
  const named = readCharacteristic(item, 'serviceKind') ?? item.service.serviceSpecification?.id
  return SERVICE_KINDS.find((kind) => kind === named)
}

type FactContext = { readonly item: ServiceOrderItem; readonly taken: ReadonlySet<string>; readonly serial: number }

function decideFact(rule: FactRule, { item, taken, serial }: FactContext): Result<string, Refusal> {
  switch (rule.kind) {
    case 'serial':
      return ok(`${rule.prefix}${String(serial).padStart(rule.digits, '0')}`)
    case 'fromOrder': {
      const value = readCharacteristic(item, rule.fact)
      if (value === undefined) return err(rule.missing)
      return rule.exclusive && taken.has(value) ? err(rule.exclusive) : ok(value)
    }
    case 'port': {
      const node = readCharacteristic(item, 'nodeName') ?? rule.usualNode
      for (let slot = 1; slot <= rule.slots; slot++) {
        for (let port = 1; port <= rule.portsPerSlot; port++) {
          const label = `${node} slot ${slot} port ${port}`
          if (!taken.has(label)) return ok(label)
        }
      }
      return err(rule.exhausted)
    }
  }
}
