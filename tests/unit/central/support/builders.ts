import type { Actor, CentralCommandName, CentralCommands, CentralQueries, CentralQueryName } from '../../../../shared/contract/central/wire.ts'
import type { IpPool, IpRule } from '../../../../shared/domain/addressing.ts'
import type { Catalog } from '../../../../shared/domain/catalog.ts'
import type { Registration } from '../../../../shared/domain/customer.ts'
import type { ProductOrder } from '../../../../shared/domain/order.ts'
import type { BillPreview, Charge } from '../../../../shared/domain/rating.ts'
import { asId } from '../../../../shared/kernel/ids.ts'

export const REP: Actor = { deskId: 'desk-a', userId: 'rep-1', role: 'rep' }
export const ADMIN: Actor = { deskId: 'desk-a', userId: 'admin-1', role: 'administrator' }
export const NOW = Date.UTC(2026, 10, 22, 18)
export const HOLD_MS = 15 * 60_000
export const QUARANTINE_MS = 60 * 60_000

export const registration = (change: Partial<Registration> = {}): Registration => ({
  givenName: 'Juniper', familyName: 'Exampleton', email: 'juniper@example.org', phone: '(307) 555-0101',
  paymentToken: 'tok_demo_juniper', paymentHint: 'Demo Visa ending 4242', userIdentifier: 'juniper@highplains.example', ...change,
})

/** A registration that is a person of its own. */
export const registrationOf = (n: number | string): Registration => registration({ email: `caller-${n}@example.org`, userIdentifier: `caller-${n}@highplains.example` })

/** One charge of ten dollars net and one of tax: 7 to the provider, 3 stay. */
export const charge = (change: Partial<Charge> = {}): Charge => ({
  id: 'plan/monthly', offeringId: asId('plan'), priceId: 'monthly', label: 'Plan', kind: 'recurring', amountMicro: 10_000_000, taxMicro: 1_000_000, currency: 'USD',
  derivation: [{ kind: 'price', offeringId: asId('plan'), offeringVersion: 1, priceId: 'monthly', amountMicro: 10_000_000 }],
  postings: [
    { party: { kind: 'customer' }, amountMicro: -11_000_000, currency: 'USD' }, { party: { kind: 'provider', providerId: asId('centurylink') }, amountMicro: 7_000_000, currency: 'USD' },
    { party: { kind: 'tax', name: 'State' }, amountMicro: 1_000_000, currency: 'USD' }, { party: { kind: 'margin' }, amountMicro: 3_000_000, currency: 'USD' },
  ],
  ...change,
})
export const quote = (change: Partial<BillPreview> = {}): BillPreview => ({
  currency: 'USD', periodFrom: '2026-11-22', periodTo: '2026-12-01', charges: [charge()], totalMicro: 11_000_000, totalMinor: 1100, remainderMicro: 0, monthlyMinor: 1100, ...change,
})

export const order = (id: string, change: Partial<ProductOrder> = {}): ProductOrder => ({
  id: asId(id), customerId: asId(`customer-of-${id}`), place: asId('place-1'), clientComputer: null,
  items: [{ id: '1', action: 'add', offeringId: asId('plan'), offeringVersion: 1, qualificationId: asId('qualification-1') }],
  registration: registration(), quote: quote(), catalogVersion: 1, takenBy: asId('rep-1'), takenAt: NOW, takenOffline: false, ...change,
})

export const catalog = (version = 1): Catalog => ({
  version, publishedAt: NOW, currency: 'USD',
  providers: [{ id: asId('centurylink'), name: 'CenturyLink', code: 'CTL', roles: ['network', 'isp'], origin: 'real', realms: [] }],
  offerings: [{
    id: asId('plan'), version: 1, validFrom: 0, validTo: null, kind: 'access', name: 'Plan', providerId: asId('centurylink'), accessType: 'copper', downlinkKbps: 100_000, uplinkKbps: 10_000,
    prices: [{ id: 'monthly', label: 'Plan', amountMicro: 10_000_000, currency: 'USD', ratingGuideline: { kind: 'recurring', period: 'month', when: 'advance', proration: 'daily', rounding: { mode: 'half-even', placeMicro: 10_000 } }, taxCategory: 'telecom' }],
    settlementRule: { id: 'plan-settlement', version: 1, legs: [{ kind: 'wholesale', providerId: asId('centurylink'), priceId: 'monthly', amountMicro: 7_000_000 }] },
    eligibility: { accessTypes: ['copper'], postcodes: [], planNames: [] }, prerequisites: [], requires: [], bundleOf: [], bundleDiscountMicro: 0, clientRequirement: null, label: null, origin: 'invented',
  }],
  taxes: [],
})

/** Six usable addresses first, then fourteen. */
export const IP_POOLS: readonly IpPool[] = [
  { id: 'SMALL', name: 'Small', cidr: '203.0.113.0/29', reserved: [], quarantineMs: QUARANTINE_MS },
  { id: 'FALLBACK', name: 'Fallback', cidr: '198.51.100.0/28', reserved: [], quarantineMs: QUARANTINE_MS },
]
const anyFilter = { ispId: asId<'ProviderId'>('high-plains'), accessType: null, offeringId: null }
export const IP_RULES: readonly IpRule[] = [
  { id: 'first', weight: 20, filter: anyFilter, poolId: 'SMALL', strategy: 'ascending', holdMs: HOLD_MS },
  { id: 'then', weight: 10, filter: anyFilter, poolId: 'FALLBACK', strategy: 'ascending', holdMs: HOLD_MS },
]

/** A valid input of every command, for an order and its customer. */
export const commandInputs = (orderId: string): { readonly [N in CentralCommandName]: CentralCommands[N]['input'] } => {
  const customerId = `customer-of-${orderId}`
  return {
    'customer.register': { customerId, registration: registrationOf(orderId), billCycleDay: 1 },
    'customer.verifyPin': { customerId, pin: '271828' },
    'customer.unlockPin': { customerId },
    'customer.resetPin': { customerId, pin: '271828', method: 'callback', calledBackAt: NOW },
    'customer.merge': { keepId: customerId, mergeId: 'somebody', because: 'same voice, same house' },
    'customer.unmerge': { keepId: customerId, mergeId: 'somebody', because: 'two people' },
    'customer.note': { noteId: `note-${orderId}`, customerId, text: 'Calls in the evening only.' },
    'order.record': { order: order(orderId), state: 'inProgress', stepsDone: 1, stepsTotal: 9, revision: 1 },
    'call.record': { countedAt: NOW, call: { callId: `call-of-${orderId}`, repId: 'rep-1', repName: 'Rep', startedAt: NOW, outcome: 'submitted', orderId, talkMs: 200_000, ringToSubmitMs: 180_000, modelMs: 70_000, dataKeys: 90, commandKeys: 20, modifiers: 4, clicks: 0, pastes: 0, handMoves: 0, mentalActs: 12, steps: [{ step: 'greet', ms: 9_000 }], waits: [], fallout: null } },
    'crosswalk.link': { customerId, providerId: 'centurylink', localCustomerId: `CTL-${orderId}`, orderId },
    'crosswalk.release': { customerId, providerId: 'centurylink', orderId },
    'address.hold': { orderId, customerId, ispId: 'high-plains', accessType: 'copper', offeringId: 'plan' },
    'address.assign': { orderId },
    'address.release': { orderId },
    'ports.plan': { queueId: 'cabinet', providerId: 'centurylink', accessType: 'copper', portIds: ['port-1', 'port-2'], waiting: [{ id: 'w-1', place: asId('house-1'), priorityClass: 1, since: NOW - 1_000, distanceM: 30 }] },
    'ports.planRecords': { records: [{ queueId: 'cabinet', providerId: 'centurylink', accessType: 'copper', total: 4, free: 2 }], waiting: [] },
    'ports.wait': { queueId: 'cabinet', orderId, place: `house-of-${orderId}`, priorityClass: 1, since: NOW, distanceM: 20 },
    'ports.hold': { queueId: 'cabinet', orderId, place: `house-of-${orderId}`, priorityClass: 1, since: NOW, distanceM: 20 },
    'ports.reserve': { queueId: 'cabinet', orderId, seenRevision: 1 },
    'ports.release': { orderId },
    'ports.settle': {},
    'billing.activate': {
      orderId, customerId, registration: registrationOf(orderId), quote: quote(), catalogVersion: 1, activatedAt: NOW,
      services: [{ serviceId: 'service-1', offeringId: 'plan', offeringVersion: 1, providerId: 'centurylink', localCustomerId: `CTL-${orderId}` }],
    },
    'billing.run': { upTo: '2026-11-22', limit: 100 },
    'billing.releaseBill': { billId: 'bill-1', because: 'looked at' },
    'billing.dispute': { disputeId: `dispute-${orderId}`, billId: 'bill-1', lineId: 'line-1', because: 'notUsed', note: '' },
    'billing.answerDispute': { disputeId: `dispute-${orderId}`, decision: 'accepted', creditMinor: 0, because: 'right' },
    'usage.correctPrice': { offeringId: 'plan', offeringVersion: 1, priceId: 'p', fromPeriod: '2026-11', amountMicro: 0, ratingGuideline: { kind: 'perUnit', unit: 'minute', freeUnits: 0, rounding: { mode: 'half-even', placeMicro: 10_000 } }, because: 'misprinted' },
    'usage.pack': { after: '', limit: 10 },
    'usage.rerate': { limit: 10 },
    'usage.attach': { providerId: 'centurylink', localId: 'CTL-unknown', idKind: 'localCustomer', reason: 'subscriber-unknown', customerId: `customer-of-${orderId}` },
    'usage.guideAgain': { providerId: 'centurylink', localId: 'CTL-unknown', idKind: 'localCustomer', reason: 'subscriber-unknown' },
    'usage.setAside': { providerId: 'centurylink', localId: 'CTL-unknown', idKind: 'localCustomer', reason: 'subscriber-unknown', because: 'a test line' },
    'territory.publish': { info: { name: 'made', title: 'Made', region: 'WY', zone: 'America/Denver', sandbox: true, billCycleDay: null, policy: { answerValidMs: 1, qualificationValidMs: 1 } }, revision: 'a'.repeat(32), part: 0, parts: 1, items: [] },
    'catalog.publish': { catalog: catalog(), ipPools: IP_POOLS, ipRules: IP_RULES },
  }
}

export const queryInputs: { readonly [N in CentralQueryName]: CentralQueries[N]['input'] } = {
  'usage.corrections': {}, 'usage.packMark': {}, 'usage.previewCorrection': { offeringId: 'plan', offeringVersion: 1, priceId: 'p', fromPeriod: '2026-11', amountMicro: 0, ratingGuideline: { kind: 'perUnit', unit: 'minute', freeUnits: 0, rounding: { mode: 'half-even', placeMicro: 10_000 } } },
  'command.outcome': { key: 'k' }, 'billing.services': { customerId: 'c' }, 'billing.due': {}, 'billing.completeness': { upTo: '2026-11-22' }, 'customer.get': { customerId: 'c' }, 'customer.history': { customerId: 'c', limit: 10 }, 'qualification.check': { place: 'adr-1' }, 'territory.part': { revision: 'a'.repeat(32), part: 0 }, 'catalog.current': {}, 'calls.summary': { since: 0 }, 'usage.waiting': {}, 'usage.candidates': { providerId: 'centurylink', text: '' }, 'ports.due': {}, 'ports.book': { queueId: 'cabinet' }, 'address.assignments': {},
}
