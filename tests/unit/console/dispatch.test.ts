import { describe, expect, it } from 'vitest'
import { createDispatch } from '../../../main/console/dispatch.ts'
import type { Handlers, User } from '../../../main/console/context.ts'
import { silentLog } from '../../../main/platform/log.ts'
import { CONTRACT } from '../../../shared/contract/console/contract.ts'
import type { ContractName } from '../../../shared/contract/console/contract.ts'
import { ROLES } from '../../../shared/domain/roles.ts'
import { ok } from '../../../shared/kernel/result.ts'

const NAMES = Object.keys(CONTRACT) as ContractName[]

/** Handlers that only say they were reached: what dispatch lets through is what is under test. */
function reached(overrides: Partial<Record<ContractName, () => unknown>> = {}): Handlers {
  return Object.fromEntries(NAMES.map((name) => [name, overrides[name] ?? (() => ok('reached'))])) as unknown as Handlers
}

function desk(user: User | null, overrides: Partial<Record<ContractName, () => unknown>> = {}) {
  const lines: Record<string, unknown>[] = []
  const log = { ...silentLog, info: (line: Readonly<Record<string, unknown>>) => lines.push(line), error: (line: Readonly<Record<string, unknown>>) => lines.push(line) }
  const dispatch = createDispatch({ handlers: reached(overrides), userOf: () => user, clock: { now: () => 1000 }, ids: { next: () => '019a0000-0000-7000-8000-0000deadbeef' }, log })
  return { dispatch, lines }
}
const person = (role: User['role']): User => ({ userId: 'u', displayName: 'Pat Sample', role })

const JOIN = { commandId: '019a0000-0000-7000-8000-000000000001', keepId: 'c', mergeId: 'd', because: 'same person' }
const WAITING = { commandId: JOIN.commandId, providerId: 'p', localId: 'L', idKind: 'localCustomer', reason: 'subscriber-unknown' }
const FILE = '019a0000-0000-7000-8000-000000000002'
/** An input that decodes, for each row that needs one. */
const INPUTS: Partial<Record<ContractName, unknown>> = {
  'session.signIn': { userName: 'x', passphrase: 'y' },
  'desk.setNetwork': { state: 'up' },
  'places.search': { text: 'x' },
  'places.units': { place: 'p' },
  'qualification.check': { channel: 'csr', place: 'p' },
  'qualification.ask': { channel: 'csr', place: 'p' },
  'offers.list': { qualificationId: 'q' },
  'offers.quote': { qualificationId: 'q', offeringIds: [] },
  'signup.openDraft': { commandId: '019a0000-0000-7000-8000-000000000001' },
  'signup.saveDraft': { draftId: 'd', revision: 1 },
  'signup.dropDraft': { draftId: 'd' },
  'signup.submit': { commandId: '019a0000-0000-7000-8000-000000000001', draftId: 'd', revision: 1, catalogVersion: 1, totalMinor: 1 },
  'isp.authenticate': { userIdentifier: 'a@b', password: 'p' },
  'isp.proveAccess': { orderId: 'o', password: 'p' },
  'orders.view': { orderId: 'o' },
  'orders.cancel': { commandId: '019a0000-0000-7000-8000-000000000001', orderId: 'o' },
  'orders.acceptPrice': { commandId: '019a0000-0000-7000-8000-000000000001', orderId: 'o', totalMinor: 1 },
  'customers.view': { customerId: 'c' },
  'customers.duplicates': { draftId: 'd' },
  'customers.merge': JOIN,
  'customers.unmerge': JOIN,
  'customers.note': { commandId: JOIN.commandId, customerId: 'c', text: 'calls again' },
  'customers.search': { text: 'x' },
  'customers.profile': { customerId: 'c' }, 'customers.lines': { customerId: 'c' },
  'orders.queue': { scope: 'mine' },
  'whatif.compare': { customerId: 'c', months: 12 }, 'bills.list': { customerId: 'c' }, 'bills.usage': { customerId: 'c' }, 'bills.usageByDay': { customerId: 'c' }, 'bills.toDecide': {}, 'bills.save': { billId: 'b', as: 'pdfLetter', language: 'en' }, 'bills.view': { billId: 'b' }, 'bills.explainLine': { billId: 'b', lineId: 'l' },
  'bills.dispute': { commandId: JOIN.commandId, billId: 'b', lineId: 'l', because: 'notUsed', note: '' },
  'bills.answerDispute': { commandId: JOIN.commandId, disputeId: 'd', decision: 'accepted', creditMinor: 0, because: 'x' },
  'bills.release': { commandId: JOIN.commandId, billId: 'b', because: 'x' },
  'usage.candidates': { providerId: 'p', text: '' }, 'usage.attach': { ...WAITING, customerId: 'c' }, 'usage.guideAgain': WAITING, 'usage.setAside': { ...WAITING, because: 'x' },
  'files.begin': { name: 'catalog.json' }, 'files.put': { fileId: FILE, offset: 0, content: 'eA==' }, 'files.drop': { fileId: FILE },
  'catalog.check': { change: { kind: 'file', fileId: FILE, from: null } }, 'catalog.publish': { change: { kind: 'withdraw', offerings: [{ id: 'o', lastDay: '2026-12-31' }] }, seen: 1 },
  'territory.import': { territory: 'tinytown', title: null, city: null, region: null, zone: null, provider: null, dropLimitM: null, isLive: false, files: [{ kind: 'addresses', fileId: FILE, path: null }] },
  'territory.choose': { which: 'practice' }, 'territory.publish': { commandId: JOIN.commandId },
  'territory.importControl': { importId: 'i', verb: 'pause' }, 'territory.importRefusals': { importId: 'i', file: 0, limit: 1 }, 'territory.saveRefusals': { importId: 'i', file: 0 },
  'orders.retryStep': { commandId: '019a0000-0000-7000-8000-000000000001', orderId: 'o', stepId: 's' },
  'promises.make': { commandId: '019a0000-0000-7000-8000-000000000001', kind: 'message', about: { orderId: 'o' }, text: 't', dueAt: 1 },
  'promises.keep': { commandId: '019a0000-0000-7000-8000-000000000001', promiseId: 'p' },
  'territory.sellPlans': { seen: 1, from: null },
  'usage.previewCorrection': { offeringId: 'o', offeringVersion: 1, priceId: 'p', fromPeriod: '2026-11', amountMicro: 1, ratingGuideline: { kind: 'perUnit', unit: 'minute', freeUnits: 0, rounding: { mode: 'up', placeMicro: 1 } } },
  'usage.correctPrice': { commandId: '019a0000-0000-7000-8000-000000000001', offeringId: 'o', offeringVersion: 1, priceId: 'p', fromPeriod: '2026-11', amountMicro: 1, ratingGuideline: { kind: 'perUnit', unit: 'minute', freeUnits: 0, rounding: { mode: 'up', placeMicro: 1 } }, because: 'b' },
  'sandbox.forgetFaults': { providerId: 'p' }, 'sandbox.passMonth': {},
  'customers.verifyPin': { customerId: 'c', pin: '271828' },
  'customers.unlockPin': { commandId: '019a0000-0000-7000-8000-000000000001', customerId: 'c' },
  'customers.startCallback': { customerId: 'c' },
  'customers.resetPin': { commandId: '019a0000-0000-7000-8000-000000000001', customerId: 'c', pin: '271828', method: 'callback' },
  'customers.callerState': { customerId: 'c' },
  'customers.history': { customerId: 'c' },
  'signup.setPin': { draftId: 'd', revision: 1 },
  'calls.record': { callId: '019a0000-0000-7000-8000-000000000001', sittingId: '019a0000-0000-7000-8000-000000000002', sequence: 1, startedAt: 1, outcome: 'open', orderId: null, submittedAt: null, steps: [], waits: [] },
  'offers.firstBill': { orderId: 'o' },
  'scripts.read': { brand: 'house', language: 'en' },
  'orders.keepNotes': { orderId: 'o', callId: 'c', events: [] },
  'orders.notes': { orderId: 'o' }, 'payments.sendLink': { draftId: 'd' }, 'payments.read': { draftId: 'd' }, 'ports.lines': { place: 'p' },
  'ports.joinLine': { commandId: '019a0000-0000-7000-8000-000000000001', place: 'p', queueId: 'q' }, 'ports.leaveLine': { commandId: '019a0000-0000-7000-8000-000000000001', place: 'p', queueId: 'q' },
  'settings.saveKeymap': { bindings: {} },
  'calls.summary': { days: 7 },
  'settings.setLanguage': { language: 'es' },
  'isp.checkIdentifier': { draftId: 'd', userIdentifier: 'a@b' },
  'isp.reserveIdentifier': { draftId: 'd', userIdentifier: 'a@b' },
  'territory.load': { directory: 'd' },
  'territory.near': { place: 'p' },
  'sandbox.orderFault': { providerId: 'p', fault: 'slow' },
}
const input = (name: ContractName) => INPUTS[name] ?? {}

describe('dispatch', () => {
  it.each([['rep', false], ['supervisor', true], ['administrator', true]] as const)("asks a %s's role again where an input is for fewer: everyone's queue", async (role, isAllowed) => {
    const answer = await desk(person(role)).dispatch('client', { name: 'orders.queue', input: { scope: 'everyone' } })
    expect(answer).toMatchObject(isAllowed ? { ok: true } : { ok: false, error: { code: 'not-permitted', details: { role } } })
  })

  it.each(NAMES)('lets exactly the roles that %s names through, and nobody who is not signed in', async (name) => {
    const row = CONTRACT[name]
    for (const role of ROLES) {
      const allowed = row.roles === 'anyone' || (row.roles as readonly string[]).includes(role)
      const answer = await desk(person(role)).dispatch('client', { name, input: input(name) })
      expect(answer).toEqual(allowed ? { ok: true, value: 'reached' } : { ok: false, error: { code: 'not-permitted', details: { role } } })
    }
    const answer = await desk(null).dispatch('client', { name, input: input(name) })
    expect(answer.ok).toBe(row.roles === 'anyone')
    if (!answer.ok) expect(answer.error.code).toBe('sign-in-required')
  })

  it('refuses a name that is not in the contract, also one that every object has', async () => {
    for (const name of ['orders.deleteAll', 'constructor', '__proto__', 'toString']) {
      const answer = await desk(person('administrator')).dispatch('client', { name, input: {} })
      expect(answer).toMatchObject({ ok: false, error: { code: 'unknown-command' } })
    }
  })

  it('names the field of an input that does not decode, and never reaches the use case', async () => {
    let calls = 0
    const { dispatch } = desk(person('rep'), { 'signup.submit': () => ok((calls += 1)) })
    const answer = await dispatch('client', { name: 'signup.submit', input: { ...(input('signup.submit') as object), totalMinor: 'free' } })
    expect(answer).toMatchObject({ ok: false, error: { code: 'input-invalid', details: { field: 'totalMinor' } } })
    expect(calls).toBe(0)
  })

  it.each([['SQLITE_FULL', 'storage-full'], ['SQLITE_BUSY', 'storage-busy'], ['SQLITE_BUSY_SNAPSHOT', 'storage-busy'], ['SQLITE_READONLY', 'storage-read-only']])('turns %s into the refusal %s', async (code, refusal) => {
    const { dispatch } = desk(person('rep'), { 'signup.drafts': () => { throw Object.assign(new Error('disk'), { code }) } })
    expect(await dispatch('client', { name: 'signup.drafts', input: {} })).toMatchObject({ ok: false, error: { code: refusal } })
  })

  it('answers a bug with a reference and writes the stack to the log, never to the screen', async () => {
    const { dispatch, lines } = desk(person('rep'), { 'signup.drafts': () => { throw new Error('secret detail') } })
    const answer = await dispatch('client', { name: 'signup.drafts', input: {} })
    expect(answer).toEqual({ ok: false, error: { code: 'internal', details: { reference: 'deadbeef' } } })
    expect(JSON.stringify(answer)).not.toContain('secret detail')
    expect(lines.some((line) => String(line['error']).includes('secret detail') && line['reference'] === 'deadbeef')).toBe(true)
  })

  it('logs one line per call with name, outcome and duration, without what was typed', async () => {
    const { dispatch, lines } = desk(person('rep'))
    await dispatch('client', { name: 'places.search', input: { text: 'Juniper Exampleton' } })
    expect(lines).toEqual([{ useCase: 'places.search', outcome: 'ok', durationMs: 0 }])
  })
})
