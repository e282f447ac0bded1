// Goal: whatever happens on the phone or on the wire, the ISP holds nothing that no call wants.
// Method: the real use case over a real journal; an ISP in memory that keeps every key, refuses what was released, and loses answers on request.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCheckIdentifier } from '../../../main/console/isp/check-identifier.ts'
import { createIdentifierHolds } from '../../../main/console/isp/identifier-holds.ts'
import { createDropDraft, createOpenDraft, createSaveDraft } from '../../../main/console/signup/drafts.ts'
import type { IdentityClients } from '../../../main/provisioning/ports.ts'
import type { Journal } from '../../../main/store/desk/journal/journal.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { CTX, flush, makeDeskDirectory, openTestJournal, removeDirectory, unwrap } from '../../support/fake-desk.ts'
import { SPOKEN_TEXTS, START } from '../../support/signup-fixtures.ts'
import { createVirtualTime, seededIds } from '../../support/virtual-time.ts'

const WISH = 'juniper.e@highplains.example'
type Loss = 'request' | 'answer' | null

function anIsp(now: () => number) {
  const held = new Map<string, { userIdentifier: string; customerId: string; until: number }>()
  const withdrawn = new Set<string>()
  const taken = new Set<string>()
  const asked: string[] = []
  let loss: Loss = null
  let isUp = true
  const identities: IdentityClients = {
    check: async ({ userIdentifier, customerId }) => {
      if (!isUp) return { kind: 'notDone', error: appError('provider-unavailable') }
      const holder = [...held.values()].find((one) => one.userIdentifier === userIdentifier && one.until > now())
      return { kind: 'done', value: holder?.customerId === customerId ? 'reservedByUs' : holder || taken.has(userIdentifier) ? 'taken' : 'free' }
    },
    verify: async () => ({ kind: 'notDone', error: appError('isp-unavailable') }),
    reserve: async ({ key, userIdentifier, customerId, validForMs = 0 }) => {
      asked.push(`reserve ${key}`)
      if (!isUp) return { kind: 'notDone', error: appError('provider-unavailable') }
      if (loss === 'request') return { kind: 'unknown', error: appError('provider-outcome-unknown') }
      if (taken.has(userIdentifier) || withdrawn.has(key)) return { kind: 'notDone', error: appError('identifier-taken') }
      held.set(key, { userIdentifier, customerId, until: now() + validForMs })
      return loss === 'answer' ? { kind: 'unknown', error: appError('provider-outcome-unknown') } : { kind: 'done', value: { userIdentifier, until: now() + validForMs } }
    },
    probe: async ({ key }) => {
      const one = held.get(key)
      if (loss !== null || !isUp) return { kind: 'unknown', error: appError('provider-unavailable') }
      return one ? { kind: 'found', value: { userIdentifier: one.userIdentifier, until: one.until } } : { kind: 'absent' }
    },
    release: async ({ targetKey }) => {
      asked.push(`release ${targetKey}`)
      if (!isUp) return { kind: 'notDone', error: appError('provider-unavailable') }
      withdrawn.add(targetKey)
      held.delete(targetKey)
      return { kind: 'done', value: null }
    },
  }
  return { identities, held, withdrawn, taken, asked, lose: (next: Loss) => (loss = next), set: (up: boolean) => (isUp = up) }
}

let directory: string
let journal: Journal
const time = createVirtualTime(START)
beforeEach(() => { directory = makeDeskDirectory(); journal = openTestJournal(directory, time) })
afterEach(() => { journal.close(); removeDirectory(directory) })

async function aCall() {
  const isp = anIsp(time.clock.now)
  const deps = { journal, clock: time.clock, ids: seededIds(7), emit: () => undefined, texts: SPOKEN_TEXTS }
  const holds = createIdentifierHolds({ ...deps, identities: isp.identities, timers: time.timers, warn: () => undefined })
  const save = createSaveDraft(deps)
  const draft = unwrap(await createOpenDraft(deps)({ commandId: '00000000-0000-4000-8000-000000000001' }, CTX))
  let { revision } = draft
  const type = async (patch: Omit<Parameters<typeof save>[0], 'draftId' | 'revision'>) => { revision = unwrap(await save({ draftId: draft.id, revision, ...patch }, CTX)).revision }
  await type({ identifierMode: 'new', registration: { givenName: 'Juniper', familyName: 'Exampleton', userIdentifier: WISH } })
  return {
    isp, holds, draft, type, drop: () => createDropDraft(deps)({ draftId: draft.id }, CTX), check: createCheckIdentifier({ ...deps, identities: isp.identities }),
    reserve: (userIdentifier = WISH) => holds.reserve({ draftId: draft.id, userIdentifier }, CTX),
    heldNames: () => [...isp.held.values()].map((one) => one.userIdentifier),
  }
}

describe('an identifier held during a call', () => {
  it('is held once, however often it is asked for', async () => {
    const call = await aCall()
    expect(await call.reserve()).toMatchObject({ ok: true, value: { userIdentifier: WISH } })
    await call.reserve('JUNIPER.E@highplains.example')
    expect(call.isp.held.size).toBe(1)
  })

  it('is given back when the draft is dropped', async () => {
    const call = await aCall()
    await call.reserve()
    await call.drop()
    await call.holds.reconcile()
    expect(call.heldNames()).toEqual([])
    expect(journal.read.identifierHolds()).toEqual([])
  })

  it('is given back when the caller wants another one, or has one after all', async () => {
    const call = await aCall()
    await call.reserve()
    await call.type({ registration: { userIdentifier: 'lark@highplains.example' } })
    await call.reserve('lark@highplains.example')
    await call.holds.reconcile()
    expect(call.heldNames()).toEqual(['lark@highplains.example'])
    await call.type({ identifierMode: 'existing' })
    await call.holds.reconcile()
    expect(call.heldNames()).toEqual([])
  })

  it('can be chosen again after it was given back', async () => {
    const call = await aCall()
    await call.reserve()
    await call.type({ registration: { userIdentifier: 'lark@highplains.example' } })
    await call.holds.reconcile()
    await call.type({ registration: { userIdentifier: WISH } })
    expect(await call.reserve()).toMatchObject({ ok: true })
    expect(call.heldNames()).toEqual([WISH])
  })

  it('is found again when its answer was lost', async () => {
    const call = await aCall()
    call.isp.lose('answer')
    expect(await call.reserve()).toMatchObject({ ok: false, error: { code: 'isp-unavailable' } })
    call.isp.lose(null)
    await call.holds.reconcile()
    expect(journal.read.identifierHolds()).toMatchObject([{ state: 'held' }])
    expect(call.isp.asked.filter((what) => what.startsWith('reserve'))).toHaveLength(1)
  })

  it('leaves nothing behind when its answer was lost and the draft is gone, also after the ISP was away', async () => {
    const call = await aCall()
    call.isp.lose('answer')
    await call.reserve()
    await call.drop()
    call.isp.lose(null)
    call.isp.set(false)
    await call.holds.reconcile()
    expect(call.isp.held.size).toBe(1)
    call.isp.set(true)
    time.fireNext()
    await flush()
    await call.holds.reconcile()
    expect(call.isp.held.size).toBe(0)
    expect(journal.read.identifierHolds()).toEqual([])
  })

  it('is refused by the ISP when the request arrives after its release', async () => {
    const call = await aCall()
    call.isp.lose('request')
    await call.reserve()
    await call.drop()
    call.isp.lose(null)
    await call.holds.reconcile()
    const key = call.isp.asked[0]?.replace('reserve ', '') ?? ''
    expect(await call.isp.identities.reserve({ key, userIdentifier: WISH, customerId: call.draft.customerId, state: 'reserved' })).toMatchObject({ kind: 'notDone' })
  })

  it('stays behind when nobody looks again (negative control)', async () => {
    const call = await aCall()
    call.isp.lose('answer')
    await call.reserve()
    call.isp.lose(null)
    call.holds.stop()
    await call.drop()
    await call.holds.reconcile()
    expect(call.isp.held.size).toBe(1)
  })

  it('belongs to who opened the draft', async () => {
    const call = await aCall()
    expect(await call.holds.reserve({ draftId: call.draft.id, userIdentifier: WISH }, { clientId: 'x', user: { userId: 'other', displayName: 'Other', role: 'rep' } })).toMatchObject({ ok: false, error: { code: 'draft-unknown' } })
    expect(await call.reserve('no realm')).toMatchObject({ ok: false, error: { code: 'identifier-malformed' } })
    expect(call.isp.asked).toEqual([])
  })
})

describe('asking for an identifier', () => {
  it('says free, and taken with free ones made from the name', async () => {
    const call = await aCall()
    expect(await call.check({ draftId: call.draft.id, userIdentifier: WISH }, CTX)).toMatchObject({ ok: true, value: { state: 'free', suggestions: [] } })
    call.isp.taken.add(WISH).add('j.exampleton@highplains.example')
    expect(await call.check({ draftId: call.draft.id, userIdentifier: WISH }, CTX)).toMatchObject({ ok: true, value: { state: 'taken', suggestions: ['juniper.exampleton@highplains.example', 'exampleton.juniper@highplains.example', 'juniper-exampleton@highplains.example'] } })
  })

  it('says when it is held for this caller, and when the ISP does not answer', async () => {
    const call = await aCall()
    await call.reserve()
    expect(await call.check({ draftId: call.draft.id, userIdentifier: WISH }, CTX)).toMatchObject({ ok: true, value: { state: 'reservedByUs' } })
    call.isp.set(false)
    expect(await call.check({ draftId: call.draft.id, userIdentifier: WISH }, CTX)).toMatchObject({ ok: false, error: { code: 'isp-unavailable' } })
  })
})
