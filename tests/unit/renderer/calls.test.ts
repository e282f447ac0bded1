// Goal: calls behind tabs never mix and never lose. Method: the screen's state over a desk that answers when it is told to.
import { describe, expect, it } from 'vitest'
import { tabsOf } from '../../../renderer/app/call-tabs.ts'
import { bringToFront, changeCall, findDraftCall, nextTab, pushUndo } from '../../../renderer/app/calls.ts'
import { emptyCall, initialState } from '../../../renderer/app/state.ts'
import type { CallState, DeskState } from '../../../renderer/app/state.ts'
import { createDesk } from '../../../renderer/app/store.ts'
import { isUntouched, nextCaller } from '../../../renderer/app/tab-actions.ts'
import { clockOf, timerView } from '../../../renderer/app/timer.ts'
import { nextUndo } from '../../../renderer/app/undo.ts'
import { usualAnswer, usualOf } from '../../../renderer/app/usual.ts'
import type { Client } from '../../../renderer/client/client.ts'
import { notesOf } from '../../../renderer/journeys/signup/notes.ts'
import { emptyDraft } from '../../../shared/domain/order.ts'
import type { Draft } from '../../../shared/domain/order.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const call = (key: string, patch: Partial<CallState> = {}): CallState => ({ ...emptyCall(0, key), ...patch })
const parked = (key: string): CallState => call(key, { talk: { ...emptyCall(0, key).talk, isParked: true } })
const state = (front: CallState, waiting: readonly CallState[], tabs = [front, ...waiting].map((each) => each.key)): DeskState => ({ ...initialState(0, 'x'), call: front, waiting, tabs })
const texts = createTexts('en')

describe('the calls of a screen', () => {
  it('change one by one, also when another is in front, and a call that is gone changes nothing', () => {
    const two = state(call('a'), [call('b')])
    expect(changeCall(two, 'b', { typed: 'x' }).waiting?.[0]?.typed).toBe('x')
    expect(changeCall(two, 'a', { typed: 'x' }).call?.typed).toBe('x')
    expect(changeCall(two, 'gone', { typed: 'x' })).toEqual({})
  })
  it('swap the front whole', () => {
    const two = state(call('a', { typed: 'left' }), [call('b', { typed: 'right' })])
    const swapped = bringToFront(two, 'b')
    expect([swapped.call?.typed, swapped.waiting?.map((each) => each.typed)]).toEqual(['right', ['left']])
    expect(bringToFront(two, 'gone')).toEqual({})
  })
  it.each([
    [['a', 'b', 'c'], 'a', 1, 'b'], [['a', 'b', 'c'], 'a', -1, 'c'], [['a'], 'a', 1, null],
  ] as const)('of %j from %s by %s go to %s', (keys, front, by, next) => {
    expect(nextTab(state(call(front), keys.filter((key) => key !== front).map((key) => call(key)), [...keys]), by)).toBe(next)
  })
  it('pass over what is parked', () => {
    expect(nextTab(state(call('a'), [parked('b'), call('c')]), 1)).toBe('c')
    expect(nextTab(state(call('a'), [parked('b')]), 1)).toBeNull()
  })
  it('show the one in front, as many as fit, and the number of the others', () => {
    const { tabs, more } = tabsOf(state(call('d'), ['a', 'b', 'c'].map((key) => call(key)), ['a', 'b', 'c', 'd']), texts)
    expect([tabs.map((tab) => tab.key), more]).toEqual([['a', 'b', 'd'], 1])
    expect(tabsOf(state(call('a', { registration: { givenName: 'Juniper', familyName: 'Exampleton' } }), [parked('b')]), texts).tabs.map((tab) => [tab.name, tab.words])).toEqual([['J. Exampleton', 'on the line'], ['New caller', 'parked']])
  })
  it('are found by their draft: in front, behind a tab, or dropped; another rep’s is none of them', () => {
    const drafted = (key: string) => call(key, { draft: emptyDraft({ id: asId(`draft-of-${key}`), customerId: asId('c'), ownerId: asId('rep') }, 1) })
    const all = { ...state(drafted('a'), [drafted('b')]), dropped: [drafted('c')] }
    expect(['a', 'b', 'c', 'd'].map((key) => findDraftCall(all, `draft-of-${key}`))).toEqual([{ key: 'a', isDropped: false }, { key: 'b', isDropped: false }, { key: 'c', isDropped: true }, null])
  })
  it('are told apart from those nobody has touched', () => {
    expect(isUntouched(call('a', { registration: { givenName: '' } }))).toBe(true)
    for (const patch of [{ typed: '6' }, { registration: { phone: '1' } }, { chosen: ['x'] }, { ispPassword: 'x' }, { orderId: 'o' }]) expect(isUntouched(call('a', patch))).toBe(false)
  })
  it('ring by the practice list in turn', () => {
    const sandbox = { demoCallers: [{ phone: '1' }, { phone: '2' }] } as unknown as DeskState['sandbox']
    const first = call('a', { talk: { ...emptyCall(0, 'a').talk, callerNumber: '1' } })
    expect(nextCaller({ ...state(first, []), sandbox })).toBe('2')
    expect(nextCaller({ ...state(call('a'), []), sandbox: null })).toBe('')
  })
})

/** A desk that keeps drafts and answers a search only when told to. */
function desk(drafts: Draft[] = []) {
  const searches: (() => void)[] = []
  const keeping: (() => void)[] = []
  const saved: { readonly draftId: string; readonly step?: string; readonly talk?: Partial<Draft['talk']> }[] = []
  const opening: (() => void)[] = []
  let isSlow = false
  let at = 0
  const answer = (name: string, input: Record<string, unknown>): unknown => {
    if (name === 'signup.drafts') return { drafts }
    if (name === 'signup.openDraft') return emptyDraft({ id: asId(`draft-${(at += 1)}`), customerId: asId('c'), ownerId: asId('rep') }, 1)
    if (name === 'signup.saveDraft') {
      saved.push(input as never)
      return { ...emptyDraft({ id: asId(String(input['draftId'])), customerId: asId('c'), ownerId: asId('rep') }, 1), revision: Number(input['revision']) + 1 }
    }
    return { matches: [{ id: `place of ${String(input['text'])}` }], didYouMean: [], tookMs: 0 }
  }
  const client = { call: async (name: string, input: Record<string, unknown>) => {
    if (name === 'places.search') await new Promise<void>((resolve) => { searches.push(resolve) })
    if (name === 'signup.openDraft' && isSlow) await new Promise<void>((resolve) => { opening.push(resolve) })
    if (name === 'orders.keepNotes') await new Promise<void>((resolve) => { keeping.push(resolve) })
    return name.startsWith('signup.') || name === 'places.search' ? { ok: true, value: answer(name, input) } : { ok: false, error: { code: 'order-unknown', details: {} } }
  }, subscribe: () => () => undefined } as unknown as Client
  let id = 0
  return { ...createDesk(client, { now: () => 5_000_000, newId: () => `id-${(id += 1)}` }), searches, keeping, saved, opening, slow: () => { isSlow = true } }
}

describe('an answer that comes late', () => {
  it('lands in the call that asked, not in the one in front', async () => {
    const { store, tabs, call: verbs, searches } = desk()
    await tabs.begin()
    const first = store.getState().call.key
    const typing = verbs.typeAddress('610 W')
    await tabs.open()
    searches[0]?.()
    await typing
    expect(store.getState().call.matches).toEqual([])
    expect(store.getState().waiting.find((each) => each.key === first)?.matches).toHaveLength(1)
  })
  it('changes nothing when its call was dropped meanwhile', async () => {
    const { store, tabs, call: verbs, searches } = desk()
    await tabs.begin()
    const typing = verbs.typeAddress('610 W')
    await tabs.drop()
    searches[0]?.()
    await typing
    expect([store.getState().call, ...store.getState().waiting].flatMap((each) => each.matches)).toEqual([])
  })
})

describe('a call whose draft is not open yet', () => {
  /** A second call, whose draft opens when told to. */
  async function second() {
    const whole = desk()
    await whole.tabs.begin()
    whole.slow()
    const opened = whole.tabs.open()
    const { key } = whole.store.getState().call
    return { ...whole, key, open: async () => { whole.opening[0]?.(); await opened; await whole.flushAll() } }
  }
  const keptOf = (saved: readonly { readonly draftId: string; readonly step?: string; readonly talk?: Partial<Draft['talk']> }[]) =>
    saved.filter((one) => one.draftId === 'draft-2').reduce((all, one) => ({ ...all, ...one, talk: { ...all.talk, ...one.talk } }), { talk: {} } as Partial<Draft> & { talk: Partial<Draft['talk']> })

  it('keeps the step the rep went to and what was typed there', async () => {
    const { call: verbs, saved, open } = await second()
    verbs.go('address')
    void verbs.typeAddress('2421 E 7')
    await open()
    expect(keptOf(saved)).toMatchObject({ step: 'address', talk: { typed: '2421 E 7' } })
  })
  it('is parked all the same, and stays so after a restart', async () => {
    const { store, tabs, saved, open, key } = await second()
    await tabs.park()
    expect(store.getState().call.key).not.toBe(key)
    await open()
    expect(keptOf(saved)).toMatchObject({ talk: { isParked: true } })
  })
  it('does not come back by itself once it was dropped', async () => {
    const { store, tabs, saved, open, key } = await second()
    await tabs.drop()
    await open()
    expect(keptOf(saved).talk.droppedAt).toBe(5_000_000)
    expect(store.getState().tabs).not.toContain(key)
  })
})

describe('wrapping up, while the desk takes its time to keep the notes,', () => {
  const live = (store: ReturnType<typeof desk>['store'], orderId: string) => store.setState({ call: { ...store.getState().call, orderId, step: 'live' } })
  it('leaves the rep where they went meanwhile', async () => {
    const { store, tabs, talk, keeping } = desk()
    await tabs.begin()
    live(store, 'order-1')
    const wrapping = talk.wrapUp()
    store.setState({ screen: 'orders' })
    keeping[0]?.()
    await wrapping
    expect([store.getState().screen, store.getState().call.orderId, store.getState().tabs.length]).toEqual(['orders', null, 1])
  })
  it('closes its own call, not the one that came to the front meanwhile', async () => {
    const { store, tabs, talk, call: verbs, keeping } = desk()
    await tabs.begin()
    void verbs.typeAddress('610 W')
    const other = store.getState().call.key
    await tabs.open()
    live(store, 'order-1')
    const ended = store.getState().call.key
    const wrapping = talk.wrapUp()
    tabs.show(other)
    keeping[0]?.()
    await wrapping
    const { call: front, waiting, tabs: shown, dropped } = store.getState()
    expect([front.key, shown, dropped.length]).toEqual([other, [other], 0])
    expect(waiting.map((each) => each.key)).not.toContain(ended)
  })
  it('moves on with the key, so that the closed call cannot be chosen again', async () => {
    const { store, tabs, talk, keeping } = desk()
    await tabs.begin()
    live(store, 'order-1')
    const ended = store.getState().call.key
    const wrapping = talk.wrapUp()
    expect([store.getState().call.orderId, store.getState().tabs.includes(ended)]).toEqual([null, false])
    keeping[0]?.()
    await wrapping
  })
})

describe('several calls', () => {
  it('save what is typed each into its own draft', async () => {
    const { store, tabs, call: verbs, saved, flushAll } = desk()
    await tabs.begin()
    void verbs.typeAddress('left')
    const left = store.getState().call.draft?.id
    await tabs.open()
    void verbs.typeAddress('right')
    await flushAll()
    const right = store.getState().call.draft?.id
    expect(saved.filter((each) => each.talk?.typed === 'left').map((each) => each.draftId)).toEqual([left])
    expect(saved.filter((each) => each.talk?.typed === 'right').map((each) => each.draftId)).toEqual([right])
    expect(left).not.toBe(right)
  })
  it('come back as tabs with what was typed, without the dropped one, which can be brought back', async () => {
    const draft = (id: string, patch: Partial<Draft['talk']>): Draft => {
      const empty = emptyDraft({ id: asId(id), customerId: asId('c'), ownerId: asId('rep') }, 4_999_000)
      return { ...empty, talk: { ...empty.talk, startedAt: 1, ...patch } }
    }
    const { store, tabs, undo } = desk([draft('a', { typed: '2421 E' }), draft('b', { isParked: true }), draft('c', { droppedAt: 4_999_500 })])
    await tabs.begin()
    expect(store.getState().call).toMatchObject({ typed: '2421 E', draft: { id: 'a' } })
    expect(store.getState().tabs).toHaveLength(2)
    await undo.undo()
    expect(store.getState().call.draft?.id).toBe('c')
    expect(store.getState()).toMatchObject({ dropped: [], notice: 'Undone: the call is back.' })
  })
  it('are parked without being lost, and the next one is in front', async () => {
    const { store, tabs } = desk()
    await tabs.begin()
    const first = store.getState().call.key
    await tabs.open()
    await tabs.park()
    expect(store.getState().call.key).toBe(first)
    expect(store.getState().waiting.map((each) => each.talk.isParked)).toEqual([true])
  })
  it('an order opens in a tab of its own, once', () => {
    const { store, tabs } = desk()
    tabs.openOrder('o1')
    tabs.openOrder('o1')
    expect(store.getState().tabs).toHaveLength(2)
    expect(store.getState().call).toMatchObject({ orderId: 'o1', step: 'live' })
  })
})

describe('a line about the caller', () => {
  it('fills the fields in one go and is taken out in one go', async () => {
    const { store, tabs, line, undo } = desk()
    await tabs.begin()
    expect(line.paste('Juniper Exampleton; 307 555 0110')).toBe(true)
    expect(store.getState().call.registration).toMatchObject({ givenName: 'Juniper', familyName: 'Exampleton', phone: '307 555 0110' })
    await undo.undo()
    expect(Object.values(store.getState().call.registration).filter((value) => value !== '')).toEqual([])
    expect(line.paste('Juniper')).toBe(false)
  })
})

describe('undo', () => {
  const entry = (at: number, field?: string) => ({ at, what: 'undo.nothing' as const, details: {}, ...(field ? { field } : {}), revert: () => undefined })
  it('takes the later of a change and a dropped call, and nothing where there is nothing', () => {
    const dropped = call('d', { talk: { ...emptyCall(0, 'd').talk, droppedAt: 10 } })
    expect(nextUndo({ call: call('a', { undo: [entry(5)] }), dropped: [dropped] })).toEqual({ kind: 'drop', key: 'd' })
    expect(nextUndo({ call: call('a', { undo: [entry(15)] }), dropped: [dropped] })).toEqual({ kind: 'change' })
    expect(nextUndo({ call: call('a'), dropped: [] })).toBeNull()
  })
  it('keeps one step for changes of one field in a row', () => {
    expect(pushUndo(pushUndo([entry(1, 'phone')], entry(2, 'phone')), entry(3, 'email')).map((each) => each.at)).toEqual([1, 3])
  })
  it('says that an order is not taken back by a key', async () => {
    const { store, undo } = desk()
    store.setState((now) => ({ call: { ...now.call, orderId: 'o' } }))
    await undo.undo()
    expect(store.getState().notice).toContain('not undone by a key')
  })
})

describe('a timer', () => {
  const usual = { p75Ms: 60_000, p95Ms: 120_000 }
  it.each([[0, 'calm'], [59_999, 'calm'], [60_000, 'late'], [119_999, 'late'], [120_000, 'over'], [9_999_999, 'over'], [-5, 'calm'], [Number.NaN, 'calm']] as const)('after %s ms is %s', (elapsed, tone) => {
    const view = timerView(elapsed, usual)
    expect(view.tone).toBe(tone)
    expect(view.fill).toBeGreaterThanOrEqual(0)
    expect(view.fill).toBeLessThanOrEqual(1)
  })
  it('keeps its ticks on its line also when what is usual is out of order', () => {
    const view = timerView(1, { p75Ms: 0, p95Ms: -3 })
    expect(view.p75).toBeLessThanOrEqual(view.p95)
    expect(view.p95).toBeLessThan(1)
  })
  it.each([[0, '00:00'], [134_000, '02:14'], [3_734_000, '1:02:14']])('prints %s ms as %s', (ms, clock) => expect(clockOf(ms)).toBe(clock))
  it('goes by the rep’s own calls where they are known', () => {
    const typical = { talk: { p50Ms: 1, p75Ms: 2, p95Ms: 3 }, steps: { need: { p50Ms: 1, p75Ms: 5, p95Ms: 9 } } } as unknown as DeskState['typical']
    expect(usualOf(typical, 'need')).toMatchObject({ p75Ms: 5, p95Ms: 9 })
    expect(usualOf(null, 'talk').p75Ms).toBeGreaterThan(usualOf(null, 'need').p75Ms)
    expect(usualAnswer({ providers: [{ usualMs: 6_000 }, { usualMs: null }] } as unknown as DeskState['status'])).toEqual({ p75Ms: 6_000, p95Ms: 24_000 })
  })
})

describe('the notes of a call', () => {
  const event = (kind: string, details = {}) => ({ at: 0, kind, details })
  it('are written from what happened, without what was taken back at once', () => {
    const notes = notesOf([event('addressChosen', { address: '610 W 26th St' }), event('offerTaken', { name: 'Fiber' }), event('offerLeft', { name: 'Fiber' }), event('offerTaken', { name: 'Copper' }), event('parked'), event('parked')], texts)
    expect(notes.map((note) => note.sentence)).toEqual(['Address: 610 W 26th St', 'Chose Copper', 'Call parked'])
  })
  it('are in the language of who reads, and name what this screen does not know', () => {
    expect(notesOf([event('parked')], createTexts('es'))[0]?.sentence).toBe('Llamada en espera')
    expect(notesOf([event('fromTheFuture')], texts)[0]?.sentence).toContain('fromTheFuture')
    expect(notesOf([event('text', { text: 'as typed' })], texts)[0]?.sentence).toBe('as typed')
  })
})
