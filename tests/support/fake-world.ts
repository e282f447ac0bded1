import type { CentralAnswer, CentralClient, CentralCommandName } from '../../shared/contract/central/wire.ts'
import type { Catalog } from '../../shared/domain/catalog.ts'
import { appError } from '../../shared/domain/errors.ts'
import type { ErrorCode } from '../../shared/domain/errors.ts'
import { canonicalJson } from '../../shared/kernel/canonical.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { IdentifierHeld, IdentifierProbe, IdentityClients, PartnerClients, PartnerOutcome, ProbeOutcome, ServiceOrderDone, ServiceOrderRequest } from '../../main/provisioning/ports.ts'
import type { FakePorts } from './fake-ports.ts'
import { PASSWORD } from './signup-fixtures.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What really happened at a party: the only oracle for exactly-once. */
export type Effect = { readonly party: string; readonly effect: string; readonly orderId: string; readonly key: string }
/** What goes wrong with one call. `undo` calls and probes draw from the same list. */
export const CALL_FAULTS = ['refused', 'unreachable', 'lostBefore', 'lostAfter', 'malformedAfter', 'unavailableAfter', 'twice', 'lateArrival', 'lateCompletion', 'probeLost'] as const
export type CallFault = (typeof CALL_FAULTS)[number]
export type Call = { readonly party: string; readonly what: 'effect' | 'undo' | 'probe'; readonly name: string; readonly key: string }
export type WorldOptions = {
  readonly time: VirtualTime
  readonly catalog: () => Catalog
  readonly faultFor?: (call: Call) => CallFault | null
  /** False: the parties repeat the effect when they are asked twice; only a probe helps. */
  readonly dedupes?: boolean
  /** False: an undo that comes twice takes away twice. */
  readonly undoIsIdempotent?: boolean
  /** The ports of the one node there is. Absent: no book is kept. */
  readonly ports?: FakePorts | undefined
  readonly afterEffect?: (effect: Effect) => void
  /** Where parties that outlive the desk's process keep what they did: `append` must be durable before it returns. */
  readonly ledger?: { readonly entries: readonly LedgerEntry[]; readonly append: (entry: LedgerEntry) => void }
}
/** One processed request: key, content, answer, and what it did. */
export type LedgerEntry = { readonly party: string; readonly key: string; readonly content: string; readonly answer: CentralAnswer<unknown>; readonly effects: readonly Effect[] }
export type World = { readonly partners: PartnerClients; readonly central: CentralClient; readonly network: { isUp: () => boolean; set: (up: boolean) => void }; readonly book: readonly Effect[]; readonly recorded: ReadonlyMap<string, { readonly state: string; readonly revision: number }> }

type Stored = { readonly content: string; readonly answer: CentralAnswer<unknown>; readonly completesAt: number }
type Execute = () => CentralAnswer<unknown>
const HOLD_MS = 2 * 3_600_000

/** Four providers and central, in memory, each with an effect book, idempotency by key, and faults on request. They outlive the desk's crashes. */
export function createWorld(options: WorldOptions): World {
  const book: Effect[] = []
  const stored = new Map<string, Stored>()
  const live = new Set<string>()
  const tombstones = new Set<string>()
  const recorded = new Map<string, { state: string; revision: number }>()
  let up = true
  for (const entry of options.ledger?.entries ?? []) {
    stored.set(`${entry.party} ${entry.key}`, { content: entry.content, answer: entry.answer, completesAt: 0 })
    book.push(...entry.effects)
  }
  const now = () => options.time.clock.now()
  const happen = (effect: Effect) => {
    book.push(effect)
    options.afterEffect?.(effect)
  }
  /** Processes one delivered request: by key when the party dedupes. */
  const process = (party: string, key: string, content: string, execute: Execute, completesAt = 0): CentralAnswer<unknown> => {
    const before = stored.get(`${party} ${key}`)
    if (before && options.dedupes !== false) return before.content === content ? before.answer : err(appError('command-reused'))
    // Stored before the effect is announced: an announcement may kill the desk, never the party.
    stored.set(`${party} ${key}`, { content, answer: err(appError('internal')), completesAt })
    const booked = book.length
    const answer = execute()
    options.ledger?.append({ party, key, content, answer, effects: book.slice(booked) })
    stored.set(`${party} ${key}`, { content, answer, completesAt })
    return answer
  }
  const add = (party: string, effect: string, orderId: string, key: string, answer: unknown, about = orderId): Execute => () => {
    if (tombstones.has(`${party} ${effect} ${about}`)) return err(appError('provider-refused', { code: 'ALREADY-UNDONE' }))
    live.add(`${party} ${effect} ${about}`)
    happen({ party, effect, orderId, key })
    return ok(answer)
  }
  const remove = (party: string, effect: string, orderId: string, key: string, about = orderId): Execute => () => {
    tombstones.add(`${party} ${effect} ${about}`)
    if (live.delete(`${party} ${effect} ${about}`) || options.undoIsIdempotent === false) happen({ party, effect: `undo ${effect}`, orderId, key })
    return ok({ serviceOrderId: `so-${key}`, localCustomerId: '', facts: {} })
  }
  /** One request over the wire, with what may go wrong on the way. `silence`: the code for "no answer". */
  const deliver = (call: Call, content: string, execute: Execute, silence: ErrorCode): { readonly answer: CentralAnswer<unknown>; readonly certain: boolean } => {
    const lost = { answer: err(appError(silence, { party: call.party })), certain: false }
    const fault = options.faultFor?.(call) ?? null
    const handle = (completesAt = 0) => process(call.party, call.key, content, execute, completesAt)
    switch (fault) {
      case 'refused': return { answer: process(call.party, call.key, content, () => err(appError('provider-refused', { code: 'PORT-EXHAUSTED' }))), certain: true }
      case 'unreachable': return { answer: err(appError('provider-unavailable')), certain: silence !== 'central-unavailable' }
      case 'lostBefore': return lost
      case 'lostAfter': case 'unavailableAfter': handle(); return lost
      case 'malformedAfter': handle(); return { answer: err(appError('provider-answer-malformed')), certain: false }
      case 'twice': handle(); return { answer: handle(), certain: true }
      case 'lateArrival': options.time.timers.after(700, () => void handle()); return lost
      case 'lateCompletion': handle(now() + 20_000); return lost
      case 'probeLost': case null: return { answer: handle(), certain: true }
    }
  }
  const placeServiceOrder = async (request: ServiceOrderRequest): Promise<PartnerOutcome<ServiceOrderDone>> => {
    if (!up) return { kind: 'notDone', error: appError('network-unavailable') }
    const { key, providerId: party, orderId } = request
    const done: ServiceOrderDone = { serviceOrderId: `so-${key}`, localCustomerId: `${party}-${orderId.slice(-4)}`, facts: { port: '22' } }
    const execute = request.action === 'add' ? add(party, 'service', orderId, key, done, key) : remove(party, 'service', orderId, key, key.replace(/:undo$/, ''))
    const call: Call = { party, what: request.action === 'add' ? 'effect' : 'undo', name: `serviceOrder.${request.action}`, key }
    const { answer, certain } = deliver(call, canonicalJson(request), execute, 'provider-outcome-unknown')
    if (answer.ok) return { kind: 'done', value: answer.value as ServiceOrderDone }
    return { kind: certain ? 'notDone' : 'unknown', error: answer.error }
  }
  const probeServiceOrder = async (party: string, key: string): Promise<ProbeOutcome> => {
    if (!up || options.faultFor?.({ party, what: 'probe', name: 'probe', key })) return { kind: 'unknown', error: appError('provider-unavailable') }
    const found = stored.get(`${party} ${key}`)
    if (!found) return { kind: 'absent' }
    if (found.completesAt > now()) return { kind: 'pending' }
    return found.answer.ok ? { kind: 'found', value: found.answer.value as ServiceOrderDone } : { kind: 'refused', error: found.answer.error }
  }
  const ISP = 'high-plains'
  const orderOf = (key: string) => key.split(':')[0] ?? ''
  const identities: IdentityClients = {
    check: async () => ({ kind: 'done', value: 'free' }),
    verify: async () => ({ kind: 'notDone', error: appError('isp-unavailable') }),
    reserve: async (request) => {
      if (!up) return { kind: 'notDone', error: appError('network-unavailable') }
      const { key, userIdentifier } = request
      const { answer, certain } = deliver({ party: ISP, what: 'effect', name: 'identifier.reserve', key }, canonicalJson({ ...request, password: undefined }), add(ISP, 'identifier', orderOf(key), key, { userIdentifier, until: null }), 'provider-outcome-unknown')
      return answer.ok ? { kind: 'done', value: answer.value as IdentifierHeld } : { kind: certain ? 'notDone' : 'unknown', error: answer.error }
    },
    release: async (request) => {
      if (!up) return { kind: 'notDone', error: appError('network-unavailable') }
      const { key, targetKey } = request
      const { answer, certain } = deliver({ party: ISP, what: 'undo', name: 'identifier.release', key }, canonicalJson(request), remove(ISP, 'identifier', orderOf(targetKey), key), 'provider-outcome-unknown')
      return answer.ok ? { kind: 'done', value: null } : { kind: certain ? 'notDone' : 'unknown', error: answer.error }
    },
    probe: async ({ key }): Promise<IdentifierProbe> => {
      if (!up || options.faultFor?.({ party: ISP, what: 'probe', name: 'identifier.probe', key })) return { kind: 'unknown', error: appError('provider-unavailable') }
      const found = stored.get(`${ISP} ${key}`)
      if (!found) return { kind: 'absent' }
      if (found.completesAt > now()) return { kind: 'pending' }
      return found.answer.ok ? { kind: 'found', value: found.answer.value as IdentifierHeld } : { kind: 'refused', error: found.answer.error }
    },
  }
  const centralEffect = (name: CentralCommandName, key: string, input: Readonly<Record<string, unknown>>): Execute => {
    const orderId = String(input['orderId'] ?? key.split(':')[0])
    const provider = `link ${String(input['providerId'])}`
    switch (name) {
      case 'customer.register': return add('central', 'register', orderId, key, { customerId: input['customerId'], sameAs: null, billingAccountId: 'ba-1' })
      case 'customer.verifyPin': case 'customer.unlockPin': case 'customer.resetPin': return () => err(appError('pin-unknown'))
      case 'address.hold': return add('central', 'hold', orderId, key, { id: 'h', poolId: 'CHY-RES-A', ruleId: 'r', address: '203.0.113.7', orderId, customerId: input['customerId'], until: now() + HOLD_MS })
      case 'address.release': return remove('central', 'hold', orderId, key)
      case 'address.assign': return add('central', 'assign', orderId, key, { poolId: 'CHY-RES-A', address: '203.0.113.7' })
      case 'ports.plan': case 'ports.wait': case 'ports.reserve': return () => err(appError('port-book-unknown', { queueId: String(input['queueId']) }))
      case 'ports.hold': return () => options.ports?.hold(input as { readonly orderId: string; readonly place: string }) ?? ok({ kind: 'noBook' })
      case 'ports.planRecords': return () => ok({ books: 0 })
      case 'ports.settle': return () => ok({ books: 0 })
      case 'ports.release': return () => options.ports?.release(orderId) ?? ok({ promoted: null })
      case 'crosswalk.link': return add('central', provider, orderId, key, {})
      case 'crosswalk.release': return remove('central', provider, orderId, key)
      case 'billing.activate': return add('central', 'activate', orderId, key, { billingServiceIds: ['b1', 'b2'], firstBillMinor: 5_994 })
      case 'order.record': return () => {
        const { state, revision, order } = input as { state: string; revision: number; order: { id: string } }
        if ((recorded.get(order.id)?.revision ?? 0) < revision) recorded.set(order.id, { state, revision })
        return ok({ revision })
      }
      case 'customer.merge': case 'customer.unmerge': case 'customer.note': case 'call.record': return () => ok({})
      case 'catalog.publish': return () => ok({ version: 1 })
      case 'territory.publish': return () => ok({ inForce: true })
      case 'billing.run': case 'billing.releaseBill': case 'billing.dispute': case 'billing.answerDispute': return () => err(appError('bill-unknown'))
      case 'usage.pack': return () => ok({ packs: 0, later: 0, last: '', more: false })
      case 'usage.rerate': return () => ok({ services: 0, events: 0, more: false })
      case 'usage.correctPrice': return () => err(appError('correction-refused', { path: 'offeringId', problem: 'offeringUnknown' }))
      case 'usage.attach': case 'usage.guideAgain': case 'usage.setAside': return () => err(appError('usage-not-waiting'))
    }
  }
  const central = {
    command: async (name: CentralCommandName, key: string, input: Readonly<Record<string, unknown>>) => {
      if (!up) return err(appError('network-unavailable'))
      const what = name === 'address.release' || name === 'crosswalk.release' || name === 'ports.release' ? 'undo' : 'effect'
      return deliver({ party: 'central', what, name, key }, canonicalJson([name, { ...input, pin: null }]), centralEffect(name, key, input), 'central-unavailable').answer
    },
    query: async (name: string, input: { readonly key?: string }) => {
      if (!up) return err(appError('network-unavailable'))
      if (name === 'calls.summary') return err(appError('central-unavailable'))
      if (name === 'catalog.current') return ok({ catalog: options.catalog() })
      if (options.faultFor?.({ party: 'central', what: 'probe', name, key: input.key ?? '' })) return err(appError('central-unavailable'))
      const found = stored.get(`central ${input.key}`)
      return ok(found ? { found: true, answer: found.answer } : { found: false })
    },
    feed: async () => err(appError('central-unavailable')),
  } as unknown as CentralClient
  return {
    central,
    book,
    recorded,
    network: { isUp: () => up, set: (next) => (up = next) },
    partners: {
      placeServiceOrder,
      probeServiceOrder,
      checkQualification: async () => ({ kind: 'done', value: [] }),
      identities,
      authenticate: async ({ password }) => {
        if (!up) return { kind: 'notDone', error: appError('network-unavailable') }
        if (options.faultFor?.({ party: 'high-plains', what: 'probe', name: 'authenticate', key: '' })) return { kind: 'unknown', error: appError('isp-unavailable') }
        return { kind: 'done', value: { accepted: password === PASSWORD, framedIpAddress: null, server: 'isp-1', method: 'pap', tookMs: 4, replyMessage: null } }
      },
    },
  }
}

/**
 * The checker: everything that is half done, in words. Each order has ended; a completed one has each effect exactly once at each of
 * `parties`, any other has nothing left anywhere; nothing was ever done twice or taken away twice; central's record says the same.
 */
export function findHalfDone(world: Pick<World, 'book' | 'recorded'>, orders: readonly { readonly orderId: string; readonly state: string; readonly isEnded: boolean; /** Its identifier is a new one. */ readonly isNewIdentifier?: boolean }[], parties: readonly string[]): readonly string[] {
  return orders.flatMap(({ orderId, state, isEnded, isNewIdentifier = false }) => {
    const wrong: string[] = []
    const mustExist = state === 'completed'
    const count = (party: string, effect: string) => world.book.filter((entry) => entry.orderId === orderId && entry.party === party && entry.effect === effect).length
    const expect = (party: string, effect: string) => {
      const [added, undone] = [count(party, effect), count(party, `undo ${effect}`)]
      if (added > 1 || undone > 1) wrong.push(`${party} ${effect}: added ${added} times, undone ${undone} times (${state})`)
      else if (added - undone !== (mustExist ? 1 : 0)) wrong.push(`${party} ${effect}: ${added} - ${undone} but ${state}`)
    }
    if (!isEnded) return [`${orderId} is stuck in ${state}`]
    for (const party of parties) {
      expect(party, 'service')
      expect('central', `link ${party}`)
    }
    if (isNewIdentifier) expect('high-plains', 'identifier')
    else if (count('high-plains', 'identifier') > 0) wrong.push('high-plains identifier: made for somebody who has one')
    for (const effect of ['hold', 'activate', 'assign']) expect('central', effect)
    if (count('central', 'register') > 1) wrong.push('central register: more than once')
    if (world.recorded.get(orderId)?.state !== state) wrong.push(`central records ${world.recorded.get(orderId)?.state}, the desk ${state}`)
    return wrong.map((what) => `${orderId}: ${what}`)
  })
}
