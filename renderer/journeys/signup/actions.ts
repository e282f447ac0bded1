import type { Registration } from '../../../shared/domain/customer.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import type { ClientComputer } from '../../../shared/domain/qualification.ts'
import type { CallState, StepId } from '../../app/state.ts'
import type { CallHandle, Work } from '../../app/work.ts'
import { createIdentifierActions } from './identifier-actions.ts'
import { createPaymentActions } from './payment-actions.ts'
import { createOffers, isChange } from './offers/actions.ts'

/** Verbs of a sign-up call, in the order of the talk. */
export function createCallActions(work: Work) {
  const { client, get, set, setCall, saver } = work
  const offers = createOffers(work)
  const search = createSearch(work, offers)

  return {
    restore: search.restore,
    typeAddress: search.type, chooseAddress: search.choose, chooseShownAddress: search.chooseShown,
    refreshOffers: offers.refresh, toggleOffer: offers.toggle, describeNeed: offers.describeNeed, compareOffer: offers.compare, endCompare: offers.endCompare, acceptChange: offers.acceptChange, readFirstBill: offers.readFirstBill,
    go: (step: StepId) => {
      const { call } = get()
      if ((step === 'live' || step === 'bill') && !call.orderId) return
      set({ screen: 'call' })
      setCall({ step, problem: null, ...(step === call.step ? {} : { stepAt: work.host.now() }), ...(step === 'readBack' ? { commandId: work.host.newId() } : {}) })
      // Also while the draft is still being opened: what is kept before waits for it. An order keeps no step.
      if (!call.orderId) saver.keep({ step })
      if (step === 'offers' && call.step !== 'offers') offers.beginVisit()
      if (step === 'offers' || step === 'consents' || step === 'readBack') void offers.refresh()
      if (step === 'bill') void offers.readFirstBill()
    },
    focusLine: (focusedLine: number) => setCall({ focusedLine }),
    focusOffer: (focusedOffer: string) => setCall({ focusedOffer }),
    describeComputer: (computer: ClientComputer | null) => {
      setCall({ computer })
      saver.keep({ clientComputer: computer })
      void search.recheck(computer)
    },
    typeRegistration: (patch: Partial<Registration>) => {
      setCall({ registration: { ...get().call.registration, ...patch }, problem: null, ...(patch.paymentToken ? { payment: { kind: 'typed' } as const } : {}), ...(patch.userIdentifier === undefined ? {} : { identity: { kind: 'unchecked' } as const }) })
      saver.keep({ registration: patch })
    },
    typePassword: (ispPassword: string) => {
      // A new name stays what the ISP said of it, whatever its password.
      setCall({ ispPassword, problem: null, ...(get().call.identifierMode === 'new' ? {} : { identity: { kind: 'unchecked' } as const }) })
      saver.keep({ ispPassword })
    },
    ...createIdentifierActions(work),
    ...createPaymentActions(work),
    checkIdentity: async () => {
      const { registration, ispPassword } = get().call
      const mine = work.here()
      mine.set({ identity: { kind: 'asking' } })
      const answer = await client.call('isp.authenticate', { userIdentifier: registration.userIdentifier ?? '', password: ispPassword })
      mine.set({ identity: answer.ok ? { kind: 'accepted', tookMs: answer.value.tookMs } : { kind: 'refused', error: answer.error }, ...(!answer.ok && answer.error.code === 'identifier-rejected' ? { wrongTries: (mine.get()?.wrongTries ?? 0) + 1 } : {}) })
      mine.record(answer.ok ? 'identityAccepted' : 'identityRefused')
    },
    submit: () => submit(work, offers),
  }
}

/** Sends the order once: the same command id however often Ctrl-Enter is struck. The answer lands in the call that sent it. */
async function submit(work: Work, offers: ReturnType<typeof createOffers>): Promise<void> {
  const { client, get, set } = work
  const mine = work.here()
  // What changed since it was told is answered first: a second Ctrl-Enter is no answer.
  if (get().call.isSubmitting || get().call.step !== 'readBack' || get().call.choice.change) return
  mine.set({ isSubmitting: true, problem: null })
  const draft = await mine.saver.flush()
  // Ctrl-Enter may be struck before the sum has come: it is asked for, not skipped.
  if (!mine.get()?.quote) await offers.refresh(mine)
  const call = mine.get()
  if (!call) return
  const { quote, commandId, problem } = call
  if (!draft || !quote) return mine.set({ isSubmitting: false, problem: problem ?? { code: 'draft-incomplete', details: { fields: 'offeringIds' } } })
  const answer = await client.call('signup.submit', { commandId, draftId: draft.id, revision: draft.revision, catalogVersion: quote.catalogVersion, totalMinor: quote.bill.totalMinor })
  if (!answer.ok) {
    mine.set({ isSubmitting: false, problem: isChange(answer.error) ? null : answer.error, commandId: work.host.newId() })
    if (isChange(answer.error)) await offers.tellRefusal(mine, answer.error)
    return
  }
  mine.saver.open(null)
  set({ drafts: get().drafts.filter((known) => known.id !== draft.id) })
  // What was sent is not taken back by a key.
  mine.set({ isSubmitting: false, orderId: answer.value.orderId, step: 'live', stepAt: work.host.now(), undo: [] })
  mine.record(answer.value.queued ? 'orderKept' : 'orderSubmitted', { totalMinor: quote.bill.totalMinor })
  void client.call('orders.keepNotes', { orderId: answer.value.orderId, callId: mine.key, events: [...(mine.get()?.talk.events ?? [])] })
  const view = await client.call('orders.view', { orderId: answer.value.orderId })
  if (view.ok) mine.set({ order: view.value })
}

function createSearch(work: Work, offers: ReturnType<typeof createOffers>) {
  const { client, get } = work
  type Wanted = { readonly typed: string; readonly mine: CallHandle }
  let wanted: Wanted | null = null
  let isLooking = false

  const check = async (mine: CallHandle, place: GeographicAddress, clientComputer: ClientComputer | null) => {
    const question = { channel: 'csr' as const, place: place.id, ...(clientComputer ? { clientComputer } : {}) }
    const isStillHere = () => mine.get()?.place?.id === place.id
    mine.set({ isAsking: true, askingSince: work.host.now() })
    // The offers are asked for right behind the question they stand on, before it is answered: one wait, not two, and F4 finds them there.
    const qualificationId = work.host.newId()
    const checking = client.call('qualification.check', { ...question, qualificationId })
    const call = mine.get()
    const listing = call ? offers.list(call, qualificationId) : null
    const local = await checking
    if (!isStillHere()) return
    if (!local.ok) return mine.set({ isAsking: false, askingSince: null, problem: local.error })
    mine.set({ qualification: local.value, problem: null })
    const listed = await listing
    if (!isStillHere()) return
    // A request that overtook the other was refused: then the offers are asked for again.
    await (listed?.ok ? offers.take(mine, listed) : refreshShown(mine))
    if (!isStillHere()) return
    const asked = await client.call('qualification.ask', question)
    if (!isStillHere()) return
    const qualification = asked.ok ? asked.value : local.value
    mine.set({ isAsking: false, askingSince: null, qualification, askedAt: asked.ok ? work.host.now() : null })
    mine.saver.keep({ place: place.id, qualificationId: qualification.id })
    mine.record('checked', { ways: qualification.lines.filter((line) => line.verdict === 'yes').length, lines: qualification.lines.length })
    await refreshShown(mine)
  }
  /** The rep may already stand at the offers when an answer comes. */
  const refreshShown = async (mine: CallHandle) => {
    if (['offers', 'register', 'consents', 'readBack'].includes(mine.get()?.step ?? '')) await offers.refresh(mine)
  }
  const choose = async (place: GeographicAddress, mine: CallHandle = work.here()) => {
    const before = mine.get()
    if (!before) return
    if (place.needsUnit) {
      const units = await client.call('places.units', { place: place.id })
      return mine.set({ typed: formatAddress(place), matches: [], units: units.ok ? units.value.units : [], place: null, qualification: null })
    }
    const isSame = before.place?.id === place.id
    if (!isSame) mine.undoable({ what: 'undo.address', details: { address: before.place ? formatAddress(before.place) : before.draft?.place ?? '' }, revert: () => putBack(mine, before) })
    take(mine, place, isSame ? before.chosen : [])
    mine.record('addressChosen', { address: formatAddress(place) })
    await check(mine, place, before.computer)
  }
  const take = (mine: CallHandle, place: GeographicAddress, chosen: readonly string[]) => {
    keepTyped(mine, formatAddress(place), { place, matches: [], didYouMean: [], units: [], qualification: null, focusedLine: 0, offers: null, quote: null, chosen })
    mine.saver.keep({ place: place.id, offeringIds: [...chosen] })
  }
  /** An address that was there before, with what was chosen there; or none, where there was none. */
  const putBack = async (mine: CallHandle, before: CallState) => {
    if (before.place) {
      take(mine, before.place, before.chosen)
      return check(mine, before.place, mine.get()?.computer ?? null)
    }
    keepTyped(mine, before.typed, { place: null, matches: [], units: [], didYouMean: [], qualification: null, offers: null, quote: null, chosen: before.chosen, isAsking: false, askingSince: null })
    mine.saver.keep({ place: null, offeringIds: [...before.chosen] })
  }
  /** What stands in the field, with what else changes with it: one change of the state, one drawing. */
  const keepTyped = (mine: CallHandle, typed: string, patch: Partial<CallState>) => {
    const call = mine.get()
    const kept = typed.slice(0, 200)
    if (call) mine.set({ ...patch, typed, talk: { ...call.talk, typed: kept } })
    mine.saver.keep({ talk: { typed: kept } })
  }
  /** Enter may overtake the answer to the last key: then that answer is waited for, and its first row is meant. */
  const chooseShown = async (nth: number) => {
    const mine = work.here()
    const { typed, matches, matchesFor, units } = get().call
    const isCurrent = units.length > 0 || matchesFor === typed
    const found = isCurrent ? null : await client.call('places.search', { text: typed.slice(0, 200), limit: 8 })
    if (mine.get()?.typed !== typed) return
    const meant = found ? (found.ok ? found.value.matches[0] : undefined) : (units.length > 0 ? units : matches)[nth]
    if (meant) await choose(meant, mine)
  }
  /** One question at a time: what was typed meanwhile is asked when the answer is there, and only the newest of it. */
  const look = async (typed: string, mine: CallHandle) => {
    if (typed.trim() === '') {
      wanted = null
      return mine.set({ matches: [], didYouMean: [] })
    }
    wanted = { typed, mine }
    if (isLooking) return
    isLooking = true
    while (wanted) {
      const { typed: asked, mine: asking }: Wanted = wanted
      const found = await client.call('places.search', { text: asked.slice(0, 200), limit: 8 })
      if (wanted?.typed === asked) wanted = null
      if (found.ok && asking.get()?.typed === asked) asking.set({ matches: found.value.matches, matchesFor: asked, didYouMean: found.value.didYouMean })
    }
    isLooking = false
  }
  return {
    choose: (place: GeographicAddress) => choose(place), chooseShown,
    type: (typed: string) => {
      const mine = work.here()
      keepTyped(mine, typed, { units: [] })
      return look(typed, mine)
    },
    /** A call that comes back: its house is checked again, and what was typed without being chosen is looked for again. */
    restore: async (callKey: string) => {
      const mine = work.of(callKey)
      const call = mine.get()
      const placeId = call?.draft?.place
      if (!call) return
      if (!placeId) return call.typed === '' ? undefined : look(call.typed, mine)
      const checked = await client.call('qualification.check', { channel: 'csr', place: placeId })
      if (!checked.ok) return
      const typed = formatAddress(checked.value.address)
      mine.set({ place: checked.value.address, ...(call.typed === '' ? { typed } : {}) })
      if (call.typed !== '' && call.typed !== typed) void look(call.typed, mine)
      await check(mine, checked.value.address, mine.get()?.computer ?? null)
    },
    recheck: async (computer: ClientComputer | null) => {
      const { place } = get().call
      if (place) await check(work.here(), place, computer)
    },
  }
}
