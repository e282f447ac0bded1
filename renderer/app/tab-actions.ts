import type { Draft } from '../../shared/domain/order.ts'
import { madeOf } from '../../shared/domain/promises.ts'
import { bringToFront, callOf, nextTab } from './calls.ts'
import { emptyCall, STEPS } from './state.ts'
import type { CallState, DeskState, StepId } from './state.ts'
import { emptyChoice } from '../journeys/signup/offers/choice.ts'
import type { Work } from './work.ts'
import { takeFocus } from '../components/take-focus.ts'

/** How long a dropped call can be brought back after a restart. */
const DROPPED_FOR_MS = 3_600_000

/** Verbs on the calls of this screen: open, switch, park, drop. Every call is a draft on the desk's disk; nothing here ends one. */
export function createTabActions(work: Work, journey: { readonly restore: (callKey: string) => Promise<void>; readonly focusStep: (step: StepId) => void }) {
  const { client, host, get, set } = work

  /** Keeps where the rep was, so that coming back is coming back to the same place. */
  const leave = () => {
    const { call } = get()
    const focusId = focusedId()
    work.setCall({ talk: { ...call.talk, focusId } })
    if (!call.orderId) work.here().saver.keep({ talk: { focusId } })
    void work.here().saver.flush()
  }
  const arrive = () => {
    const { call } = get()
    if (call.draft?.place && !call.place) void journey.restore(call.key)
    focusLater(call.talk.focusId)
  }
  const show = (key: string) => {
    if (key === get().call.key) return set({ screen: 'call' })
    if (!callOf(get(), key)) return
    leave()
    set(bringToFront(get(), key))
    const { call } = get()
    if (call.talk.isParked) setTalk(work, key, { isParked: false })
    // The call that was looked at last is the one that is there after a restart.
    else if (!call.orderId) work.of(key).saver.keep({ talk: { isParked: false } })
    arrive()
  }
  const open = async (talk: Partial<CallState['talk']> = {}): Promise<void> => {
    leave()
    const fresh = emptyCall(host.now(), host.newId())
    const call = { ...fresh, talk: { ...fresh.talk, ...talk } }
    set({ screen: 'call', waiting: [...get().waiting, get().call], call, tabs: [...get().tabs, call.key] })
    await openDraft(call.key)
  }
  const openDraft = async (key: string) => {
    const mine = work.of(key)
    const opened = await client.call('signup.openDraft', { commandId: host.newId() })
    if (!opened.ok) return mine.set({ problem: opened.error })
    // What was typed while the draft was being opened stays, and goes into it.
    mine.saver.open(opened.value)
    mine.set({ draft: opened.value })
    const { callerNumber, startedAt, callerKind } = mine.get()?.talk ?? {}
    mine.saver.keep({ talk: { callerNumber, startedAt, callerKind } })
    set({ drafts: [opened.value, ...get().drafts] })
  }
  /** Another call, or a new one, takes the place of one that leaves its tab. */
  const close = async (key: string) => {
    const { tabs } = get()
    const at = tabs.indexOf(key)
    const next = [...tabs.slice(at + 1), ...tabs.slice(0, at).toReversed()].find((each) => !callOf(get(), each)?.talk.isParked) ?? null
    const isFront = get().call.key === key
    // All of it with the key: a draft that opens later must not find the rep elsewhere and fetch them back, nor leave the closed tab to be chosen.
    const opening = isFront && !next ? open() : null
    if (isFront && next) set(bringToFront(get(), next))
    set({ tabs: get().tabs.filter((each) => each !== key), waiting: get().waiting.filter((call) => call.key !== key) })
    if (isFront && next) arrive()
    await opening
  }
  /** The next caller: their number is there before a word is said. A call that nobody has touched is used, not doubled. */
  const answer = async () => {
    const { call } = get()
    const callerNumber = nextCaller(get())
    if (!isUntouched(call)) return open({ callerNumber })
    set({ screen: 'call' })
    if (callerNumber !== '' && call.talk.callerNumber === '') setTalk(work, call.key, { callerNumber })
  }
  return {
    show, open, answer,
    /** An order in a tab of its own; one that is open already is shown. */
    openOrder: (orderId: string) => {
      const known = [get().call, ...get().waiting].find((call) => call.orderId === orderId)
      if (known) return show(known.key)
      leave()
      const call: CallState = { ...emptyCall(host.now(), host.newId()), orderId, step: 'live', auth: { kind: 'none' } }
      set({ screen: 'call', waiting: [...get().waiting, get().call], call, tabs: [...get().tabs, call.key] })
    },
    /** Every draft of the rep is a tab again; the one that was looked at last is in front. */
    begin: async () => {
      const answer = await client.call('signup.drafts', {})
      if (!answer.ok) return work.setCall({ problem: answer.error })
      const drafts = answer.value.drafts
      for (const draft of drafts) if (draft.talk.droppedAt !== null && draft.talk.droppedAt < host.now() - DROPPED_FOR_MS) void client.call('signup.dropDraft', { draftId: draft.id })
      const calls = drafts.map((draft) => callFromDraft(draft, host.newId()))
      for (const call of calls) work.of(call.key).saver.open(call.draft)
      const kept = calls.filter((call) => call.talk.droppedAt === null)
      const front = kept.find((call) => !call.talk.isParked)
      set({ drafts, dropped: calls.filter((call) => (call.talk.droppedAt ?? 0) >= host.now() - DROPPED_FOR_MS && call.talk.droppedAt !== null) })
      const sorted = kept.toSorted((one, other) => (one.talk.startedAt ?? 0) - (other.talk.startedAt ?? 0))
      if (front) {
        set({ call: front, waiting: kept.filter((call) => call !== front), tabs: sorted.map((call) => call.key) })
        return arrive()
      }
      const call = emptyCall(host.now(), host.newId())
      set({ call, waiting: kept, tabs: [...sorted.map((each) => each.key), call.key] })
      await openDraft(call.key)
    },
    next: (by: 1 | -1) => {
      const key = nextTab(get(), by)
      if (key) show(key)
    },
    /** Puts the call in front aside; it keeps its tab and comes back with one key. */
    park: async () => {
      const { call } = get()
      if (call.orderId) return
      leave()
      work.record('parked')
      setTalk(work, call.key, { isParked: true })
      const next = nextTab(get(), 1)
      if (next) show(next)
      else await open()
    },
    /** Closes the call in front. One with an order is only closed; a draft is hidden and can be brought back. Nothing is asked. */
    drop: async () => {
      const { call } = get()
      // The call is over: whoever opens this customer next has proved nothing yet.
      if (call.order) void client.call('customers.endCall', { customerId: call.order.order.customerId })
      if (!call.orderId) {
        const dropped = { ...call, talk: { ...call.talk, droppedAt: host.now() } }
        // A draft that opens later hears of it then, and does not come back as a call of its own.
        work.here().saver.keep({ talk: { droppedAt: host.now() } })
        void work.here().saver.flush()
        if (call.draft) set({ dropped: [...get().dropped, dropped] })
      }
      await close(call.key)
    },
  }
}

function setTalk(work: Work, key: string, patch: Partial<CallState['talk']>): void {
  const mine = work.of(key)
  const call = mine.get()
  if (!call) return
  mine.set({ talk: { ...call.talk, ...patch } })
  mine.saver.keep({ talk: patch })
}

/** Nothing was said or typed yet. */
export const isUntouched = (call: CallState): boolean =>
  call.step === 'greet' && call.orderId === null && call.place === null && call.typed === '' && call.talk.callerNumber === '' && call.chosen.length === 0 && Object.values(call.registration).every((value) => value === '') && call.ispPassword === ''

/** A practice desk has no line of its own: its callers ring in turn, by the numbers of the practice list. */
export function nextCaller(state: Pick<DeskState, 'sandbox' | 'call' | 'waiting' | 'dropped'>): string {
  const callers = state.sandbox?.demoCallers ?? []
  const taken = [state.call, ...state.waiting, ...state.dropped].map((call) => call.talk.callerNumber)
  return callers.find((caller) => !taken.includes(caller.phone))?.phone ?? ''
}

/** A call as its draft has it. What the providers answered is asked again when it comes to the front. */
export function callFromDraft(draft: Draft, key: string): CallState {
  const startedAt = draft.talk.startedAt ?? draft.updatedAt
  const step = STEPS.find((id) => id === draft.step) ?? 'address'
  return {
    ...emptyCall(startedAt, key), draft, talk: { ...draft.talk, startedAt }, typed: draft.talk.typed, chosen: draft.offeringIds, registration: draft.registration, identifierMode: draft.identifierMode, made: madeOf(draft.promises), computer: draft.clientComputer, choice: { ...emptyChoice, need: draft.need },
    step: step === 'live' || step === 'bill' ? 'readBack' : step, stepAt: draft.updatedAt,
  }
}

const focusedId = (): string => (typeof document === 'undefined' ? '' : (document.activeElement?.id ?? '').slice(0, 80))

/** After the screen was drawn; a field that is no longer there is not looked for. */
function focusLater(id: string): void {
  if (typeof document === 'undefined' || id === '') return
  requestAnimationFrame(() => requestAnimationFrame(() => { takeFocus(document.getElementById(id)) }))
}
