// Goal: the contract is the whole truth about a desk: every row is answered, as the row says, and every refusal has words.
// Method: the table against the handlers as composed, and against what a real desk answers.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHandlers } from '../../main/hosts/console-handlers.ts'
import type { DeskParts } from '../../main/hosts/console-handlers.ts'
import { CONTRACT } from '../../shared/contract/console/contract.ts'
import type { ContractName, InputOf } from '../../shared/contract/console/contract.ts'
import type { ContractEntry } from '../../shared/contract/console/entry.ts'
import type { Envelope } from '../../shared/contract/console/envelope.ts'
import { EN } from '../../shared/messages/en.ts'
import { ERRORS } from '../../shared/domain/errors.ts'
import { ROLES } from '../../shared/domain/roles.ts'
import { BUNDLE, PLAN, newDirectory, startDeskRig } from '../support/desk-rig.ts'
import type { DeskRig, Place, Submitted } from '../support/desk-rig.ts'

const ROWS = Object.entries(CONTRACT) as [ContractName, ContractEntry][]
const CORRECTED = { offeringId: 'nowhere', offeringVersion: 1, priceId: 'p', fromPeriod: '2026-11', amountMicro: 1, ratingGuideline: { kind: 'perUnit', unit: 'minute', freeUnits: 0, rounding: { mode: 'up', placeMicro: 1 } } } as const
const TERRITORY = join(import.meta.dirname, '../../resources/territory/cheyenne')
/** What any row may answer beside its own codes. Source: shared/contract/console/entry.ts. */
const COMMON = ['input-invalid', 'unknown-command', 'sign-in-required', 'not-permitted', 'storage-full', 'storage-busy', 'storage-read-only', 'internal']
const NOBODY = { providerId: 'centurylink', localId: 'CTL-nobody', idKind: 'localCustomer', reason: 'subscriber-unknown' } as const
const GARBAGE: readonly unknown[] = [null, undefined, 42, 'text', true, [], [{}]]

/** Parts that are there and do nothing: composing handlers must not ask them anything yet. */
const noParts = (): DeskParts => {
  const part: unknown = new Proxy(() => part, { get: () => part })
  return part as DeskParts
}

describe('every row of the contract', () => {
  it('has a use case behind it, and no use case stands without a row', () => {
    expect(Object.keys(createHandlers(noParts())).toSorted()).toEqual(Object.keys(CONTRACT).toSorted())
  })

  it.each(ROWS)('%s refuses what is not its input', (_name, row) => {
    for (const garbage of GARBAGE) expect(row.input.safeParse(garbage).success, JSON.stringify(garbage)).toBe(false)
    const open = row.input.safeParse({}).success
    if (!open) expect(row.input.safeParse({ text: 7, place: {}, commandId: 'not-a-uuid', draftId: '', qualificationId: '', orderId: '', userName: 1, state: 'sideways' }).success).toBe(false)
  })

  it.each(ROWS)('%s names who may, by roles that exist', (_name, row) => {
    if (row.roles === 'anyone') return
    expect(row.roles.length).toBeGreaterThan(0)
    for (const role of row.roles) expect(ROLES).toContain(role)
  })

  it.each(ROWS)('%s names refusals that exist, once each, and not those that any row may answer', (_name, row) => {
    expect(new Set(row.errors).size).toBe(row.errors.length)
    for (const code of row.errors) {
      expect(Object.keys(ERRORS)).toContain(code)
      expect(COMMON).not.toContain(code)
    }
  })

  it('that needs the network says that it may be missing', () => {
    for (const [name, row] of ROWS) if (row.offline === 'needsNetwork') expect(row.errors, name).toContain('network-unavailable')
  })
})

describe('every refusal', () => {
  it('has words', () => {
    const words: Readonly<Record<string, string>> = EN
    for (const code of Object.keys(ERRORS)) expect(words[`error.${code}`]?.length ?? 0, code).toBeGreaterThan(10)
  })
})

describe('a real desk', () => {
  const directory = newDirectory()
  let rig: DeskRig, place: Place, order: Submitted
  beforeAll(async () => {
    rig = await startDeskRig(directory.path)
    place = (await rig.findPlaces(1))[0]!
    order = await rig.signUp(place, [PLAN, BUNDLE])
    await rig.ended(order.orderId)
    await rig.eventually(() => rig.call('customers.view', { customerId: order.customerId }), (answer) => answer.ok && answer.value.crosswalk.length === 4)
    await rig.ask('session.signIn', { userName: 'admin', passphrase: 'demo-admin' }, 'admin')
  })
  afterAll(async () => {
    await rig?.stop()
    directory.remove()
  })

  /** What is asked of each row, so that it succeeds; `refused`: so that it refuses in a way of its own. */
  const calls = (): { readonly [N in ContractName]: InputOf<N> } => {
    const draftId = 'no-such-draft'
    const qualificationId = place.qualification.id
    return {
      'session.signIn': { userName: 'rep', passphrase: 'demo-rep' }, 'session.current': {}, 'session.signOut': {},
      'desk.status': {}, 'desk.setNetwork': { state: 'up' }, 'desk.checkUpdate': {}, 'desk.fetchUpdate': {},
      'places.search': { text: 'W 26th' }, 'places.units': { place: place.id }, 'qualification.check': { channel: 'csr', place: place.id }, 'qualification.ask': { channel: 'csr', place: place.id },
      'offers.list': { qualificationId }, 'offers.quote': { qualificationId, offeringIds: [PLAN, BUNDLE] }, 'offers.firstBill': { orderId: order.orderId },
      'signup.openDraft': { commandId: randomUUID() }, 'signup.drafts': {}, 'signup.saveDraft': { draftId, revision: 1 }, 'signup.dropDraft': { draftId },
      'signup.submit': { commandId: randomUUID(), draftId, revision: 1, catalogVersion: 1, totalMinor: 0 },
      'isp.authenticate': { userIdentifier: order.caller.userIdentifier, password: order.caller.password }, 'isp.checkIdentifier': { draftId, userIdentifier: 'somebody@highplains.example' }, 'isp.reserveIdentifier': { draftId, userIdentifier: 'somebody@highplains.example' }, 'isp.proveAccess': { orderId: order.orderId, password: order.caller.password },
      'payments.sendLink': { draftId }, 'payments.read': { draftId }, 'ports.lines': { place: place.id }, 'ports.joinLine': { commandId: randomUUID(), place: place.id, queueId: 'nowhere' }, 'ports.leaveLine': { commandId: randomUUID(), place: place.id, queueId: 'nowhere' },
      'orders.list': {}, 'orders.view': { orderId: order.orderId }, 'orders.cancel': { commandId: randomUUID(), orderId: order.orderId },
      'orders.acceptPrice': { commandId: randomUUID(), orderId: order.orderId, totalMinor: 0 }, 'customers.view': { customerId: order.customerId }, 'customers.endCall': {},
      'customers.verifyPin': { customerId: order.customerId, pin: '271828' }, 'customers.unlockPin': { commandId: randomUUID(), customerId: order.customerId }, 'customers.startCallback': { customerId: order.customerId },
      'customers.resetPin': { commandId: randomUUID(), customerId: order.customerId, pin: '271828', method: 'callback' }, 'customers.callerState': { customerId: order.customerId }, 'customers.history': { customerId: order.customerId },
      'consents.texts': {}, 'signup.setPin': { draftId, revision: 1 },
      'customers.duplicates': { fields: { familyName: order.caller.familyName } }, 'customers.search': { text: order.caller.familyName }, 'customers.profile': { customerId: order.customerId }, 'customers.lines': { customerId: order.customerId },
      'customers.merge': { commandId: randomUUID(), keepId: order.customerId, mergeId: 'nobody', because: 'the same voice' }, 'customers.unmerge': { commandId: randomUUID(), keepId: order.customerId, mergeId: 'nobody', because: 'two voices' },
      'customers.note': { commandId: randomUUID(), customerId: order.customerId, text: 'Calls in the evening only.' },
      'calls.record': { callId: randomUUID(), sittingId: randomUUID(), sequence: 1, startedAt: Date.now(), outcome: 'submitted', orderId: order.orderId, submittedAt: Date.now(), steps: [], waits: [{ kind: 'provider', name: 'kestrel', count: 1, totalMs: 900, longestMs: 900 }] },
      'whatif.compare': { customerId: order.customerId, months: 12 }, 'bills.list': { customerId: order.customerId }, 'bills.usage': { customerId: order.customerId }, 'bills.usageByDay': { customerId: order.customerId }, 'bills.toDecide': {}, 'bills.save': { billId: 'no-bill', as: 'pdfLetter', language: 'en' }, 'bills.view': { billId: 'no-bill' }, 'bills.explainLine': { billId: 'no-bill', lineId: 'no-line' }, 'bills.dispute': { commandId: randomUUID(), billId: 'no-bill', lineId: 'no-line', because: 'notUsed', note: '' },
      'bills.answerDispute': { commandId: randomUUID(), disputeId: 'no-dispute', decision: 'rejected', creditMinor: 0, because: 'looked at' }, 'bills.release': { commandId: randomUUID(), billId: 'no-bill', because: 'looked at' },
      'usage.waiting': {}, 'usage.candidates': { providerId: 'centurylink', text: '' }, 'usage.attach': { commandId: randomUUID(), ...NOBODY, customerId: order.customerId }, 'usage.guideAgain': { commandId: randomUUID(), ...NOBODY }, 'usage.setAside': { commandId: randomUUID(), ...NOBODY, because: 'a test line' },
      'calls.mine': {}, 'calls.typical': {}, 'calls.summary': { days: 7 },
      'settings.read': {}, 'settings.setLanguage': { language: 'es' },
      'orders.queue': { scope: 'everyone' }, 'orders.retryStep': { commandId: randomUUID(), orderId: order.orderId, stepId: 'assignAddress' },
      'promises.make': { commandId: randomUUID(), kind: 'callBack', about: { orderId: order.orderId }, text: 'We call you back', dueAt: Date.now() + 3_600_000 }, 'promises.keep': { commandId: randomUUID(), promiseId: 'no-such-promise' },
      'usage.previewCorrection': CORRECTED, 'usage.correctPrice': { commandId: randomUUID(), ...CORRECTED, because: 'misprinted' },
      'sandbox.effects': {}, 'sandbox.forgetFaults': { providerId: 'kestrel' }, 'sandbox.passMonth': {},
      'settings.keymap': {}, 'settings.saveKeymap': { bindings: { goOffers: 'F10' } }, 'scripts.read': { brand: 'earthlink', language: 'es' },
      'orders.keepNotes': { orderId: order.orderId, callId: 'call', events: [{ at: 1, kind: 'offerTaken', details: { name: 'Internet 10' } }] }, 'orders.notes': { orderId: order.orderId },
      'territory.publish': { commandId: randomUUID() }, 'territory.publication': {}, 'territory.following': {}, 'territory.choose': { which: 'central' },
      'territory.importState': {}, 'territory.importControl': { importId: 'no-import', verb: 'pause' }, 'territory.importRefusals': { importId: 'no-import', file: 0, limit: 10 }, 'territory.saveRefusals': { importId: 'no-import', file: 0 },
      'territory.import': { territory: 'tinytown', title: null, city: null, region: null, zone: null, provider: null, dropLimitM: null, isLive: false, files: [{ kind: 'addresses', fileId: randomUUID(), path: null }] },
      'files.begin': { name: 'catalog.json' }, 'files.put': { fileId: randomUUID(), offset: 0, content: 'e30=' }, 'files.drop': { fileId: randomUUID() }, 'catalog.overview': {},
      'catalog.check': { change: { kind: 'withdraw', offerings: [{ id: PLAN, lastDay: '2099-01-01' }] } }, 'catalog.publish': { change: { kind: 'file', fileId: randomUUID(), from: null }, seen: 1 },
      'territory.load': { directory: TERRITORY }, 'territory.plansFound': {}, 'territory.sellPlans': { seen: null, from: null }, 'territory.near': { place: place.id }, 'sandbox.providers': {}, 'sandbox.orderFault': { providerId: 'kestrel', fault: 'accept' },
    }
  }
  /** Rows that can only refuse here: there is no such draft, the order has ended, there is no update feed. */
  const REFUSED: Partial<Record<ContractName, string>> = {
    'signup.saveDraft': 'draft-unknown', 'signup.dropDraft': 'draft-unknown', 'signup.submit': 'draft-unknown', 'isp.checkIdentifier': 'draft-unknown', 'isp.reserveIdentifier': 'draft-unknown',
    'signup.setPin': 'draft-unknown', 'payments.sendLink': 'draft-unknown', 'payments.read': 'draft-unknown', 'offers.firstBill': 'caller-not-verified', 'customers.verifyPin': 'pin-unknown', 'customers.unlockPin': 'pin-unknown',
    'orders.retryStep': 'step-not-waiting', 'promises.keep': 'promise-unknown', 'customers.merge': 'customer-unknown', 'customers.unmerge': 'customer-unknown', 'orders.cancel': 'order-past-pivot', 'orders.acceptPrice': 'order-not-held', 'desk.checkUpdate': 'update-feed-missing',
    'territory.publish': 'territory-not-imported', 'territory.choose': 'territory-unpublished', 'territory.import': 'file-unknown', 'territory.importControl': 'import-unknown', 'territory.importRefusals': 'import-unknown', 'territory.saveRefusals': 'import-unknown',
    'territory.sellPlans': 'catalog-moved', 'usage.previewCorrection': 'correction-refused', 'usage.correctPrice': 'correction-refused',
    'files.put': 'file-unknown', 'catalog.publish': 'file-unknown',
    'desk.fetchUpdate': 'update-feed-missing', 'whatif.compare': 'caller-not-verified', 'bills.list': 'caller-not-verified', 'bills.usage': 'caller-not-verified', 'bills.usageByDay': 'caller-not-verified', 'bills.view': 'bill-unknown', 'bills.save': 'bill-unknown', 'bills.explainLine': 'bill-unknown', 'bills.dispute': 'bill-unknown', 'bills.answerDispute': 'dispute-unknown', 'bills.release': 'bill-unknown',
    'usage.attach': 'usage-not-waiting', 'usage.guideAgain': 'usage-not-waiting', 'usage.setAside': 'usage-not-waiting',
  }

  it.each(ROWS.filter(([name]) => name !== 'session.signOut'))('answers %s as its row says, in what crosses a process unchanged', async (name, row) => {
    const envelope: Envelope = await rig.desk.call('admin', { name, input: calls()[name] })
    expect(JSON.parse(JSON.stringify(envelope))).toEqual(envelope)
    expect(envelope.ok ? null : envelope.error.code, JSON.stringify(envelope).slice(0, 500)).toBe(REFUSED[name] ?? null)
    if (envelope.ok) expect(row.output.parse(envelope.value)).toEqual(envelope.value)
    else expect(row.errors).toContain(envelope.error.code)
    if (name === 'session.signIn') await rig.ask('session.signIn', { userName: 'admin', passphrase: 'demo-admin' }, 'admin')
  })

  it('takes a draft from open to dropped as the rows say', async () => {
    const opened = await rig.ask('signup.openDraft', { commandId: randomUUID() })
    const saved = await rig.ask('signup.saveDraft', { draftId: opened.id, revision: opened.revision, note: 'calls again tomorrow' })
    for (const draft of [opened, saved]) expect(CONTRACT['signup.saveDraft'].output.parse(draft)).toEqual(draft)
    expect(await rig.ask('signup.dropDraft', { draftId: opened.id })).toEqual({})
    expect(await rig.ask('session.signOut', {}, 'admin')).toEqual({})
  })

  it.each(ROWS)('%s refuses garbage at the door and never answers an internal error', async (name) => {
    await rig.ask('session.signIn', { userName: 'admin', passphrase: 'demo-admin' }, 'garbage')
    for (const input of GARBAGE) expect(await rig.desk.call('garbage', { name, input })).toMatchObject({ ok: false, error: { code: 'input-invalid' } })
  })

  it('refuses what is in no row, also names that every object has', async () => {
    for (const name of ['orders.destroy', '', 'toString', '__proto__', 'constructor']) expect(await rig.desk.call('garbage', { name, input: {} })).toMatchObject({ ok: false, error: { code: 'unknown-command' } })
  })
})
