// Goal: a submit takes exactly what the screen showed, or says what is not right. A table: each row spoils one thing of a good draft.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDropDraft, createListDrafts } from '../../../main/console/signup/drafts.ts'
import { createSubmit } from '../../../main/console/signup/submit.ts'
import type { SubmitDeps } from '../../../main/console/signup/submit.ts'
import { planSignup } from '../../../main/provisioning/workflows/signup.ts'
import type { Journal } from '../../../main/store/desk/journal/journal.ts'
import type { Registration } from '../../../shared/domain/customer.ts'
import type { ServiceQualification } from '../../../shared/domain/qualification.ts'
import { CTX, makeDeskDirectory, openTestJournal, removeDirectory, unwrap } from '../../support/fake-desk.ts'
import { aCatalog, anAddress, aQualification, aRegistration, OFFERING_IDS, PASSWORD, PROMISES_MADE, SPOKEN_TEXTS, START, TERMS, TOTAL_MINOR } from '../../support/signup-fixtures.ts'
import { createOpenDraft, createSaveDraft } from '../../../main/console/signup/drafts.ts'
import { createVirtualTime, seededIds } from '../../support/virtual-time.ts'
import { OPEN_EYES } from '../../support/open-eyes.ts'

const time = createVirtualTime(START)
let directory: string, journal: Journal, ids: { next: () => string }, deps: SubmitDeps, events: string[], kicked: string[], isUp: boolean
beforeEach(() => {
  directory = makeDeskDirectory()
  journal = openTestJournal(directory, time)
  ids = seededIds(3)
  ;[events, kicked, isUp] = [[], [], true]
  deps = {
    journal, ids, clock: time.clock, catalog: () => aCatalog(), address: (id) => (id === 'nowhere' ? null : { ...anAddress(id), needsUnit: id === 'tower' }), planWorkflow: planSignup, ordersUnderWayAt: () => [],
    network: { isUp: () => isUp }, terms: () => TERMS, emit: (event) => void events.push(event.name), kick: (orderId) => void kicked.push(orderId), callerAuth: OPEN_EYES, texts: SPOKEN_TEXTS,
  }
})
afterEach(() => {
  journal.close()
  removeDirectory(directory)
})

type Spoiled = { readonly place?: string; readonly registration?: Partial<Registration>; readonly ispPassword?: string; readonly offeringIds?: string[]; readonly qualification?: Partial<ServiceQualification> | null }
async function prepare({ place = 'adr-1', registration = {}, ispPassword = PASSWORD, offeringIds = OFFERING_IDS, qualification = {} }: Spoiled = {}) {
  const draft = unwrap(await createOpenDraft(deps)({ commandId: ids.next() }, CTX))
  const stored = qualification && aQualification(anAddress(place), { id: `q-${draft.id}` as never, ...qualification })
  if (stored) journal.write((tx) => (tx.qualifications.save(stored), { ok: true, value: null }))
  const input = { draftId: draft.id, revision: 1, place, offeringIds, registration: { ...aRegistration(), ...registration }, ispPassword, promises: PROMISES_MADE, qualificationId: stored?.id ?? null }
  return unwrap(await createSaveDraft(deps)(input, CTX))
}
const submit = async (draft: { readonly id: string; readonly revision: number }, told: { readonly catalogVersion?: number; readonly totalMinor?: number; readonly commandId?: string } = {}) =>
  createSubmit(deps)({ commandId: ids.next(), draftId: draft.id, revision: draft.revision, catalogVersion: 1, totalMinor: TOTAL_MINOR, ...told }, CTX)
const lineOf = (verdict: 'no' | 'unknown') => aQualification(anAddress()).lines.map((line) => ({ ...line, verdict }))

describe('a submit', () => {
  it('takes the order, moves the secret to it, drops the draft and tells the runner', async () => {
    const draft = await prepare()
    const taken = unwrap(await submit(draft))
    expect(taken).toMatchObject({ customerId: draft.customerId, queued: false })
    expect(journal.read.draft(draft.id)).toBeNull()
    expect([journal.saga.secret(taken.orderId), journal.saga.secret(draft.id)]).toEqual([PASSWORD, null])
    expect(journal.read.order(taken.orderId)).toMatchObject({ state: 'acknowledged', revision: 1, order: { takenOffline: false, catalogVersion: 1, quote: { totalMinor: TOTAL_MINOR } } })
    expect(journal.read.order(taken.orderId)?.steps).toHaveLength(16)
    expect(kicked).toEqual([taken.orderId])
    expect(events).toContain('orders.changed')
    expect(JSON.stringify(journal.read.order(taken.orderId))).not.toContain(PASSWORD)
  })

  it('works without network and says that the order is kept here', async () => {
    isUp = false
    const taken = unwrap(await submit(await prepare()))
    expect(taken.queued).toBe(true)
    expect(journal.read.order(taken.orderId)).toMatchObject({ state: 'pending', order: { takenOffline: true } })
  })

  it('sent twice by one command is one order with one answer', async () => {
    const draft = await prepare()
    const commandId = ids.next()
    const [once, again] = [await submit(draft, { commandId }), await submit(draft, { commandId })]
    expect(again).toEqual(once)
    expect(journal.read.orders({ limit: 10 })).toHaveLength(1)
    expect(await submit(draft, { commandId, totalMinor: 1 })).toMatchObject({ ok: false, error: { code: 'command-reused' } })
  })

  it.each<[string, Spoiled, object]>([
    ['no given name', { registration: { givenName: ' ' } }, { code: 'draft-incomplete', details: { fields: 'givenName' } }],
    ['no family name', { registration: { familyName: '' } }, { code: 'draft-incomplete', details: { fields: 'familyName' } }],
    ['a misshapen e-mail', { registration: { email: 'juniper at example' } }, { code: 'draft-incomplete', details: { fields: 'email' } }],
    ['a phone without enough digits', { registration: { phone: '555' } }, { code: 'draft-incomplete', details: { fields: 'phone' } }],
    ['no payment token', { registration: { paymentToken: '' } }, { code: 'draft-incomplete', details: { fields: 'paymentToken' } }],
    ['an identifier without realm', { registration: { userIdentifier: 'juniper' } }, { code: 'draft-incomplete', details: { fields: 'userIdentifier' } }],
    ['no ISP password', { ispPassword: '' }, { code: 'draft-incomplete', details: { fields: 'ispPassword' } }],
    ['no offering', { offeringIds: [] }, { code: 'draft-incomplete', details: { fields: 'offeringIds' } }],
    ['two things missing', { ispPassword: '', registration: { email: '' } }, { code: 'draft-incomplete', details: { fields: 'email,ispPassword' } }],
    ['a realm of nobody', { registration: { userIdentifier: 'juniper@elsewhere.example' } }, { code: 'identifier-realm-unknown' }],
    ['an address that is not in the territory', { place: 'nowhere' }, { code: 'address-unknown' }],
    ['a house instead of a unit', { place: 'tower' }, { code: 'unit-missing' }],
    ['no qualification', { qualification: null }, { code: 'qualification-missing' }],
    ['a qualification of another address', { qualification: { address: anAddress('adr-9') } }, { code: 'qualification-missing' }],
    ['an expired qualification', { qualification: { validUntil: START } }, { code: 'qualification-expired' }],
    ['a line that says no', { qualification: { lines: lineOf('no') } }, { code: 'qualification-negative' }],
    ['a line of which nothing is certain', { qualification: { lines: lineOf('unknown') } }, { code: 'qualification-negative' }],
    ['an offering that is not sold', { offeringIds: [...OFFERING_IDS, 'gone'] }, { code: 'offering-withdrawn' }],
    ['no access', { offeringIds: ['kestrel-stream'] }, { code: 'prerequisite-missing' }],
  ])('refuses %s and leaves the draft as it was', async (_what, spoiled, error) => {
    const draft = await prepare(spoiled)
    expect(await submit(draft)).toMatchObject({ ok: false, error })
    expect(journal.read.draft(draft.id)).toEqual(draft)
    expect(journal.read.orders({ limit: 10 })).toEqual([])
  })

  it.each([{ totalMinor: TOTAL_MINOR - 1 }, { catalogVersion: 7 }])('refuses what the screen did not show: %o', async (told) => {
    expect(await submit(await prepare(), told)).toMatchObject({ ok: false, error: { code: 'price-changed', details: { oldMinor: told.totalMinor ?? TOTAL_MINOR, newMinor: TOTAL_MINOR, catalogVersion: 1 } } })
  })

  it('refuses a second order under way for the address, and names the first', async () => {
    const first = unwrap(await submit(await prepare()))
    expect(await submit(await prepare())).toMatchObject({ ok: false, error: { code: 'order-in-flight-here', details: { orderId: first.orderId } } })
    expect((await submit(await prepare({ place: 'adr-2' }))).ok).toBe(true)
  })

  it('refuses without a catalog, with an older revision, and of a draft that is not theirs', async () => {
    const draft = await prepare()
    expect(await submit({ ...draft, revision: 1 })).toMatchObject({ ok: false, error: { code: 'draft-changed', details: { revision: 2 } } })
    expect(await submit({ id: 'none', revision: 1 })).toMatchObject({ ok: false, error: { code: 'draft-unknown' } })
    deps = { ...deps, catalog: () => null }
    expect(await submit(draft)).toMatchObject({ ok: false, error: { code: 'catalog-missing' } })
  })
})

describe('a draft', () => {
  it('has a universal customer id that no later save changes', async () => {
    const draft = await prepare()
    const saved = unwrap(await createSaveDraft(deps)({ draftId: draft.id, revision: draft.revision, note: 'wants a call back' }, CTX))
    expect([saved.customerId, saved.revision, saved.note]).toEqual([draft.customerId, draft.revision + 1, 'wants a call back'])
  })

  it.each([{ note: 'card 4111 1111 1111 1111' }, { registration: { givenName: '4111-1111-1111-1111' } }, { registration: { paymentToken: '4111111111111111' } }, { ispPassword: '4111111111111111' }])('refuses card digits in any field: %o', async (typed) => {
    const draft = await prepare()
    const refused = await createSaveDraft(deps)({ draftId: draft.id, revision: draft.revision, ...typed }, CTX)
    expect(refused).toMatchObject({ ok: false, error: { code: 'card-digits-refused' } })
    expect(JSON.stringify(refused)).not.toContain('4111')
    expect(journal.read.draft(draft.id)).toEqual(draft)
  })

  it('forgets its qualification when it moves to another address', async () => {
    const draft = await prepare()
    expect(unwrap(await createSaveDraft(deps)({ draftId: draft.id, revision: draft.revision, place: 'adr-2' }, CTX)).qualificationId).toBeNull()
  })

  it('is saved over the revision that was seen, listed to its owner, and gone with its secret when dropped', async () => {
    const draft = await prepare()
    expect(await createSaveDraft(deps)({ draftId: draft.id, revision: 1, note: 'old' }, CTX)).toMatchObject({ ok: false, error: { code: 'draft-changed' } })
    expect(unwrap(await createListDrafts(deps)({}, CTX)).drafts.map((each) => each.id)).toEqual([draft.id])
    const other = { user: { userId: 'rep-2', displayName: 'Other', role: 'rep' as const }, clientId: 'test' }
    expect(unwrap(await createListDrafts(deps)({}, other)).drafts).toEqual([])
    expect(await createDropDraft(deps)({ draftId: draft.id }, other)).toMatchObject({ ok: false, error: { code: 'draft-unknown' } })
    expect(await createDropDraft(deps)({ draftId: draft.id }, CTX)).toEqual({ ok: true, value: {} })
    expect([journal.read.draft(draft.id), journal.saga.secret(draft.id)]).toEqual([null, null])
  })
})
