import { z } from 'zod'
import type { CrosswalkLink, Customer } from '../../domain/customer.ts'
import type { OrderAtPlace, PeopleCandidate, PersonFound, PersonService, PersonTimelineEntry } from '../../domain/people.ts'
import type { HouseInLine } from '../../domain/port-line.ts'
import { entry } from './entry.ts'
import { produced, zCommandId, zId, zOrderState, zRegistrationDraft, zText } from './schemas.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const
const zJoin = z.object({ commandId: zCommandId, keepId: zId, mergeId: zId, because: zText(500).refine((text) => text.trim() !== '') })

/** Who somebody is among all whom we know: told while typing, joined and taken apart by a person, found, and seen whole. */
export const PEOPLE_ROWS = {
  /** Who may be the person being typed, best first, and what is under way at the place. Of a draft, or of fields not saved yet. */
  'customers.duplicates': entry({ type: 'query', roles: CALL, offline: 'local', errors: ['draft-unknown'],
    input: z.object({ draftId: zId.optional(), fields: zRegistrationDraft.optional(), place: zId.nullable().optional() }).refine((input) => input.draftId !== undefined || input.fields !== undefined),
    output: z.object({ candidates: z.array(produced<PeopleCandidate>()), ordersAtPlace: z.array(produced<OrderAtPlace>()) }) }),
  'customers.merge': entry({ type: 'command', roles: CALL, offline: 'needsNetwork', errors: ['command-reused', 'network-unavailable', 'central-unavailable', 'customer-unknown', 'customer-merged', 'card-digits-refused'], input: zJoin, output: z.object({}) }),
  'customers.unmerge': entry({ type: 'command', roles: CALL, offline: 'needsNetwork', errors: ['command-reused', 'network-unavailable', 'central-unavailable', 'customer-unknown', 'customers-not-joined', 'card-digits-refused'], input: zJoin, output: z.object({}) }),
  'customers.note': entry({ type: 'command', roles: CALL, offline: 'needsNetwork', errors: ['command-reused', 'network-unavailable', 'central-unavailable', 'customer-unknown', 'card-digits-refused'],
    input: z.object({ commandId: zCommandId, customerId: zId, text: zText(10_000).refine((text) => text.trim() !== '') }), output: z.object({}) }),
  /** Anybody by anything: name, phone in any writing or its last digits, mail, address, any id. */
  'customers.search': entry({ type: 'query', roles: CALL, offline: 'local', errors: [], input: z.object({ text: zText(200), limit: z.int().min(1).max(50).default(20) }), output: z.object({ found: z.array(produced<PersonFound>()), tookMs: z.number() }) }),
  /** Where a person waits for a port, or has one kept: the houses of their orders and of calls under way, by what this desk was told last. */
  'customers.lines': entry({ type: 'query', roles: CALL, offline: 'local', errors: ['customer-unknown'], input: z.object({ customerId: zId }), output: z.object({ houses: z.array(produced<HouseInLine>()), promiseHours: z.number() }) }),
  /** All that is known of a person under every id, masked until the caller has proved who they are. */
  'customers.profile': entry({ type: 'query', roles: CALL, offline: 'local', errors: ['customer-unknown'], input: z.object({ customerId: zId }),
    output: z.object({
      customer: produced<Customer>(), isMasked: z.boolean(), ids: z.array(z.string()), links: z.array(z.object({ from: z.string(), into: z.string() })),
      crosswalk: z.array(produced<CrosswalkLink & { readonly isDrifted: boolean }>()), services: z.array(produced<PersonService>()),
      orders: z.array(z.object({ orderId: z.string(), address: z.string(), state: zOrderState, takenAt: z.number() })),
      timeline: z.array(produced<PersonTimelineEntry>()), drafts: z.array(z.object({ draftId: z.string(), updatedAt: z.number(), step: z.string() })),
    }) }),
} as const
