// Goal: an order says what was read to the caller, in which words, when; and none is taken before. Method: the use cases over a real journal; each row takes one thing away.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOpenDraft, createSaveDraft } from '../../../main/console/signup/drafts.ts'
import { createSetPin, makePin } from '../../../main/console/signup/set-pin.ts'
import { createSubmit } from '../../../main/console/signup/submit.ts'
import { planSignup } from '../../../main/provisioning/workflows/signup.ts'
import type { Journal } from '../../../main/store/desk/journal/journal.ts'
import type { ConsumerLabel } from '../../../shared/domain/catalog.ts'
import { findPinProblem } from '../../../shared/domain/pin.ts'
import type { PromiseMade, SpokenTexts } from '../../../shared/domain/promises.ts'
import { CTX, makeDeskDirectory, openTestJournal, removeDirectory, unwrap } from '../../support/fake-desk.ts'
import { OPEN_EYES } from '../../support/open-eyes.ts'
import { aCatalog, anAddress, aQualification, aRegistration, OFFERING_IDS, PASSWORD, SPOKEN_TEXTS, START, TERMS, TOTAL_MINOR } from '../../support/signup-fixtures.ts'
import { createVirtualTime, seededIds } from '../../support/virtual-time.ts'

const LABEL: ConsumerLabel = {
  uniquePlanIdentifier: 'F0001', version: 3, downloadTypicalMbps: 15, uploadTypicalMbps: 1, latencyIdleMs: 40, priceRecurring: '49.95', introductoryPrice: false, contractRequired: false,
  feeOneTime: '0.00', feeEarlyTermination: '0.00', governmentTaxes: 'Varies by location', dataIncluded: 'Unlimited', supportPhone: '3075550100',
}
const labelled = (label: ConsumerLabel = LABEL) => {
  const catalog = aCatalog()
  return { ...catalog, offerings: catalog.offerings.map((offering) => (offering.kind === 'access' ? { ...offering, label } : offering)) }
}
const NOTICE: PromiseMade = { kind: 'recordingNotice', version: 1, language: 'en' }
const READ: PromiseMade = { kind: 'label', offeringId: 'elk-internet-15', uniquePlanIdentifier: 'F0001', version: 3 }
const terms = (answer = true): PromiseMade => ({ kind: 'consent', consentId: 'terms', version: 1, language: 'es', answer })

let directory: string, journal: Journal, now: number, ids: { next: () => string }, texts: SpokenTexts, catalog: ReturnType<typeof labelled>
beforeEach(() => {
  directory = makeDeskDirectory()
  now = START
  journal = openTestJournal(directory, createVirtualTime(START))
  ids = seededIds(5)
  texts = SPOKEN_TEXTS
  catalog = labelled()
})
afterEach(() => {
  journal.close()
  removeDirectory(directory)
})
const deps = () => ({ journal, ids, clock: { now: () => now }, catalog: () => catalog, address: (id: string) => anAddress(id), planWorkflow: planSignup, ordersUnderWayAt: () => [], network: { isUp: () => true }, terms: () => TERMS, emit: () => undefined, kick: () => undefined, callerAuth: OPEN_EYES, texts })

async function prepare(promises: PromiseMade[], registration = aRegistration()) {
  const draft = unwrap(await createOpenDraft(deps())({ commandId: ids.next() }, CTX))
  const qualification = aQualification(anAddress(), { id: `q-${draft.id}` as never })
  unwrap(journal.write((tx) => (tx.qualifications.save(qualification), { ok: true, value: null })))
  return unwrap(await createSaveDraft(deps())({ draftId: draft.id, revision: 1, place: 'adr-1', qualificationId: qualification.id, offeringIds: OFFERING_IDS, registration, ispPassword: PASSWORD, promises }, CTX))
}
const submit = (draft: { readonly id: string; readonly revision: number }) => createSubmit(deps())({ commandId: ids.next(), draftId: draft.id, revision: draft.revision, catalogVersion: 1, totalMinor: TOTAL_MINOR }, CTX)
const again = (draft: { readonly id: string; readonly revision: number }, promises: PromiseMade[]) => createSaveDraft(deps())({ draftId: draft.id, revision: draft.revision, promises }, CTX)

describe('an order', () => {
  it('keeps label, version, plan, wording, language, answer, channel and moment of all that was read', async () => {
    const taken = unwrap(await submit(await prepare([NOTICE, READ, terms()])))
    expect(journal.read.order(taken.orderId)?.order.promises).toEqual({
      labels: [{ offeringId: 'elk-internet-15', uniquePlanIdentifier: 'F0001', version: 3, channel: 'phone', at: START }],
      consents: [{ consentId: 'terms', version: 1, language: 'es', wording: '¿terms?', answer: true, at: START }],
      recordingNotice: { version: 1, language: 'en', wording: 'recording-notice?', at: START },
    })
  })

  it.each<[string, PromiseMade[], string]>([
    ['nothing was read', [], 'recording-notice-missing'],
    ['the notice was not said', [READ, terms()], 'recording-notice-missing'],
    ['the label was not read', [NOTICE, terms()], 'label-not-shown'],
    ['an earlier version of the label was read', [NOTICE, { ...READ, version: 2 } as PromiseMade, terms()], 'label-not-shown'],
    ['the label of another plan was read', [NOTICE, { ...READ, uniquePlanIdentifier: 'F0002' } as PromiseMade, terms()], 'label-not-shown'],
    ['a required consent was not asked for', [NOTICE, READ], 'consent-missing'],
    ['a required consent was declined', [NOTICE, READ, terms(false)], 'consent-missing'],
    ['a consent was asked in a version that this desk does not read', [NOTICE, READ, { ...terms(), version: 9 } as PromiseMade], 'consent-missing'],
  ])('is not taken when %s, and the draft stays as it was', async (_what, promises, code) => {
    const draft = await prepare(promises)
    expect(await submit(draft)).toMatchObject({ ok: false, error: { code } })
    expect(journal.read.draft(draft.id)).toEqual(draft)
  })

  it('is taken without what is optional, and keeps a no to it', async () => {
    const draft = await prepare([NOTICE, READ, terms(), { kind: 'consent', consentId: 'marketing', version: 1, language: 'en', answer: false }])
    const taken = unwrap(await submit(draft))
    expect(journal.read.order(taken.orderId)?.order.promises?.consents).toMatchObject([{ consentId: 'terms' }, { consentId: 'marketing', answer: false }])
  })

  it('asks again for a label or a text that changed after it was read', async () => {
    const draft = await prepare([NOTICE, READ, terms()])
    catalog = labelled({ ...LABEL, version: 4 })
    expect(await submit(draft)).toMatchObject({ ok: false, error: { code: 'label-not-shown' } })
    catalog = labelled()
    texts = { ...SPOKEN_TEXTS, consents: SPOKEN_TEXTS.consents.map((consent) => ({ ...consent, version: 2 })) }
    expect(await submit(draft)).toMatchObject({ ok: false, error: { code: 'consent-missing' } })
    texts = { ...SPOKEN_TEXTS, recordingNotice: { ...SPOKEN_TEXTS.recordingNotice, version: 2 } }
    expect(await submit(draft)).toMatchObject({ ok: false, error: { code: 'recording-notice-missing' } })
  })
})

describe('what was read', () => {
  it('keeps the moment and the words it was first kept with, and goes when it is taken back', async () => {
    const draft = await prepare([NOTICE, terms()])
    now += 60_000
    const more = unwrap(await again(draft, [NOTICE, terms(), READ]))
    expect(more.promises).toMatchObject({ labels: [{ at: START + 60_000 }], consents: [{ at: START }], recordingNotice: { at: START } })
    now += 60_000
    const changed = unwrap(await again(more, [terms(false)]))
    expect(changed.promises).toMatchObject({ labels: [], recordingNotice: null, consents: [{ answer: false, at: START + 120_000 }] })
  })

  it('stays when something else of the draft is saved', async () => {
    const draft = await prepare([NOTICE, READ, terms()])
    expect(unwrap(await createSaveDraft(deps())({ draftId: draft.id, revision: draft.revision, note: 'calls again' }, CTX)).promises).toEqual(draft.promises)
  })
})

describe('the PIN for the next call', () => {
  const setPin = (draft: { readonly id: string; readonly revision: number }, pin?: string) => createSetPin(deps())({ draftId: draft.id, revision: draft.revision, ...(pin === undefined ? {} : { pin }) }, CTX)

  it('lies beside the draft, goes to the order, and is in no draft, answer or order', async () => {
    const draft = await prepare([NOTICE, READ, terms()])
    const set = unwrap(await setPin(draft, '271828'))
    expect(set).toMatchObject({ pin: null, draft: { pinSetAt: START, revision: draft.revision + 1 } })
    expect(JSON.stringify([set, journal.read.draft(draft.id)])).not.toContain('271828')
    const taken = unwrap(await submit(set.draft))
    expect([journal.saga.callerPin(taken.orderId), journal.saga.callerPin(draft.id)]).toEqual(['271828', null])
    expect(JSON.stringify([taken, journal.read.order(taken.orderId), journal.read.saga(taken.orderId)])).not.toContain('271828')
    // Control: the same look finds what the order does say.
    expect(JSON.stringify(journal.read.order(taken.orderId))).toContain('F0001')
    unwrap(journal.saga.forgetCallerPin(taken.orderId))
    expect(journal.saga.callerPin(taken.orderId)).toBeNull()
    expect(journal.saga.secret(taken.orderId)).toBe(PASSWORD)
  })

  it('that is made up is a good one and is answered once', async () => {
    const draft = await prepare([])
    const { pin } = unwrap(await setPin(draft))
    expect(findPinProblem(pin ?? '', { phone: aRegistration().phone, houseNumber: '2421', postcode: '82001' })).toBeNull()
    for (let n = 0; n < 500; n++) expect(findPinProblem(makePin({ phone: '3075550142' }), { phone: '3075550142' })).toBeNull()
  })

  it.each([['12345', 'shape'], ['abcdef', 'shape'], ['', 'shape'], ['000000', 'repeated'], ['123123', 'repeated'], ['123456', 'sequence'], ['987654', 'sequence'], ['555014', 'phone'], ['014293', 'phone'], ['242199', 'address'], ['820017', 'address']])('is refused as "%s" (%s) and the draft stays as it was', async (pin, problem) => {
    const draft = await prepare([])
    expect(await setPin(draft, pin)).toEqual({ ok: false, error: { code: 'pin-weak', details: { problem } } })
    expect(journal.read.draft(draft.id)).toEqual(draft)
  })

  it('is looked at once more at submit: the telephone number may have become what the PIN was', async () => {
    const draft = await prepare([NOTICE, READ, terms()])
    const set = unwrap(await setPin(draft, '271828'))
    const moved = unwrap(await createSaveDraft(deps())({ draftId: draft.id, revision: set.draft.revision, registration: { phone: '(307) 227-1828' } }, CTX))
    expect(await submit(moved)).toMatchObject({ ok: false, error: { code: 'pin-weak', details: { problem: 'phone' } } })
  })

  it.each([['short', 'length'], ['juniper-is-me-too', 'name'], ['aaaaaaaaaaaaaa', 'variety']])('is no stronger than the password of a new sign-in name: "%s" is refused at submit (%s), and taken for one that exists', async (ispPassword, rule) => {
    const draft = await prepare([NOTICE, READ, terms()])
    const asNew = unwrap(await createSaveDraft(deps())({ draftId: draft.id, revision: draft.revision, identifierMode: 'new', ispPassword }, CTX))
    expect(await submit(asNew)).toEqual({ ok: false, error: { code: 'password-weak', details: { rule } } })
    const existing = unwrap(await createSaveDraft(deps())({ draftId: draft.id, revision: asNew.revision, identifierMode: 'existing' }, CTX))
    expect(await submit(existing)).toMatchObject({ ok: true })
  })

  it('needs the revision that was seen, and a draft of one’s own', async () => {
    const draft = await prepare([])
    expect(await setPin({ ...draft, revision: 1 }, '271828')).toMatchObject({ ok: false, error: { code: 'draft-changed' } })
    expect(await setPin({ id: 'none', revision: 1 }, '271828')).toMatchObject({ ok: false, error: { code: 'draft-unknown' } })
  })
})
