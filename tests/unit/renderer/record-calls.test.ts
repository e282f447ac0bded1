// Goal: what was counted reaches the desk once, whole, and for the right rep. The window's keys are a journey's matter (tests/journeys/keys.spec.ts).
import { beforeEach, describe, expect, it } from 'vitest'
import { recordCalls } from '../../../renderer/app/record-calls.ts'
import { emptyCall, initialState } from '../../../renderer/app/state.ts'
import type { DeskState } from '../../../renderer/app/state.ts'
import type { Client } from '../../../renderer/client/client.ts'
import type { CallSitting } from '../../../shared/domain/call-record.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { emptyDraft } from '../../../shared/domain/order.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { err, ok } from '../../../shared/kernel/result.ts'

const DRAFT = '019a0000-0000-7000-8000-000000000001'
let now = 0, asked: string[] = [], records: CallSitting[] = [], refuses = false, takes: Readonly<Record<string, number>> = {}, lastMs: number | null = null
let recorder: ReturnType<typeof recordCalls>, state: DeskState, tell: (state: DeskState) => void

const client: Client = {
  subscribe: () => () => undefined,
  call: (async (name: string, input: unknown) => {
    asked.push(name)
    now += takes[name] ?? 0
    if (name === 'calls.record' && refuses) return err(appError('storage-busy'))
    if (name === 'calls.record') records.push(input as CallSitting)
    if (name === 'desk.status') return ok({ providers: [{ providerId: 'earthlink', lastMs }, { providerId: 'kestrel', lastMs: 90 }] })
    return ok({ orderId: '019a0000-0000-7000-8000-000000000009' })
  }) as Client['call'],
}
const newest = () => records.at(-1)
const submit = () => recorder.watch.call('signup.submit', { commandId: DRAFT, draftId: DRAFT, revision: 1, catalogVersion: 1, totalMinor: 1 })

beforeEach(() => {
  now = 1_000
  asked = []
  records = []
  refuses = false
  takes = {}
  lastMs = null
  recorder = recordCalls({ client, now: () => now, newId: () => '019a0000-0000-7000-8000-000000000003' })
  const draft = emptyDraft({ id: asId(DRAFT), customerId: asId('c'), ownerId: asId('rep') }, 0)
  const base = initialState(0, 'x')
  state = { ...base, session: { user: { userId: 'rep', displayName: 'Rep', role: 'rep' }, demoUsers: [] }, call: { ...emptyCall(0, 'x'), draft } }
  recorder.follow({ getState: () => state, subscribe: (listener) => (tell = listener) })
  strike()
})
/** A key as the window would tell it. */
function strike(): void {
  const listeners = new Map<string, (event: never) => void>()
  recorder.listen({ addEventListener: ((kind: string, listener: (event: never) => void) => void listeners.set(kind, listener)) as Window['addEventListener'] }, () => undefined)
  Object.assign(globalThis, { HTMLElement: class {} })
  listeners.get('keydown')?.({ key: 'Enter', ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, repeat: false, isComposing: false, target: null, getModifierState: () => false } as never)
}

describe('what a window counted', () => {
  it('is sent whole, each time as a newer one, and not again when nothing changed', async () => {
    await recorder.flush()
    await recorder.flush()
    now += 4_000
    await recorder.flush()
    expect(records.map(({ sequence, steps }) => [sequence, steps[0]?.ms, steps[0]?.commandKeys])).toEqual([[1, 0, 1], [2, 4_000, 1]])
  })

  it('is sent again with what was added, when the desk could not take it', async () => {
    refuses = true
    await recorder.flush()
    expect(records).toEqual([])
    refuses = false
    now += 2_000
    await recorder.flush()
    expect(records).toMatchObject([{ sequence: 1, steps: [{ ms: 2_000 }] }])
  })

  it('names the submitted order, and is there before anyone asks for it or signs out', async () => {
    await submit()
    await recorder.watch.call('calls.mine', {})
    expect(asked).toEqual(['signup.submit', 'calls.record', 'calls.mine'])
    expect(newest()).toMatchObject({ outcome: 'submitted', orderId: '019a0000-0000-7000-8000-000000000009' })
    now += 1_000
    await recorder.watch.call('session.signOut', {})
    expect(asked.slice(-2)).toEqual(['calls.record', 'session.signOut'])
  })

  it('of one rep is never sent for the next', async () => {
    await recorder.watch.call('session.signOut', {})
    const before = records.length
    now += 9_000
    tell({ ...state, session: { user: null, demoUsers: [] } })
    await recorder.flush()
    expect(records).toHaveLength(before)
  })
})

describe('a wait', () => {
  it('is the use case’s when nobody else was asked, and not counted below 0.4 s', async () => {
    takes = { 'offers.list': 450, 'offers.quote': 400 }
    await recorder.watch.call('offers.list', { qualificationId: 'q' })
    await recorder.watch.call('offers.quote', { qualificationId: 'q', offeringIds: [] })
    await recorder.flush()
    expect(newest()?.waits).toEqual([{ kind: 'useCase', name: 'offers.list', count: 1, totalMs: 450, longestMs: 450 }])
  })

  it('is the provider’s that was slow, when providers were asked', async () => {
    takes = { 'qualification.ask': 1_300 }
    lastMs = 1_200
    await recorder.watch.call('qualification.ask', { channel: 'csr', place: 'p' })
    await Promise.resolve()
    await recorder.flush()
    expect(newest()?.waits).toEqual([{ kind: 'provider', name: 'earthlink', count: 1, totalMs: 1_200, longestMs: 1_200 }])
  })

  it('behind what the rep does is nobody’s', async () => {
    takes = { 'signup.saveDraft': 5_000, 'desk.status': 5_000 }
    await recorder.watch.call('signup.saveDraft', { draftId: DRAFT, revision: 1 })
    await recorder.watch.call('desk.status', {})
    await recorder.flush()
    expect(newest()?.waits).toEqual([])
  })
})
