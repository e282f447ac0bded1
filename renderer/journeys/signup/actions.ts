import type { Registration } from '../../../shared/domain/customer.ts'
import type { Draft } from '../../../shared/domain/order.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import type { ClientComputer } from '../../../shared/domain/qualification.ts'
import { emptyCall, STEPS } from '../../app/state.ts'
import type { StepId } from '../../app/state.ts'
import type { Work } from '../../app/work.ts'

/** Verbs of a sign-up call, in the order of the talk. */
export function createCallActions(work: Work) {
  const { client, get, set, setCall, saver } = work
  const offers = createOffers(work)
  const search = createSearch(work, offers.refresh)

  const openDraft = (draft: Draft) => {
    saver.open(draft)
    const step = STEPS.find((id) => id === draft.step) ?? 'address'
    setCall({ ...emptyCall(work.host.now(), work.host.newId()), draft, chosen: draft.offeringIds, registration: draft.registration, computer: draft.clientComputer, step: step === 'live' ? 'readBack' : step })
    if (draft.place) void search.restore(draft.place)
  }
  const newCall = async () => {
    await saver.flush()
    saver.open(null)
    set({ screen: 'call', notes: [], call: emptyCall(work.host.now(), work.host.newId()) })
    const opened = await client.call('signup.openDraft', { commandId: work.host.newId() })
    if (!opened.ok) return setCall({ problem: opened.error })
    set({ drafts: [opened.value, ...get().drafts] })
    // What was typed while the draft was being opened stays.
    saver.open(opened.value)
    setCall({ draft: opened.value })
  }
  const begin = async () => {
    const drafts = await client.call('signup.drafts', {})
    if (!drafts.ok) return setCall({ problem: drafts.error })
    set({ drafts: drafts.value.drafts })
    const newest = drafts.value.drafts[0]
    if (newest) openDraft(newest)
    else await newCall()
  }
  return {
    begin, newCall,
    typeAddress: search.type, chooseAddress: search.choose, chooseShownAddress: search.chooseShown,
    refreshOffers: offers.refresh, toggleOffer: offers.toggle,
    resume: async (draft: Draft) => {
      await saver.flush()
      const drafts = await client.call('signup.drafts', {})
      set({ screen: 'call', ...(drafts.ok ? { drafts: drafts.value.drafts } : {}) })
      openDraft((drafts.ok ? drafts.value.drafts.find((known) => known.id === draft.id) : undefined) ?? draft)
    },
    go: (step: StepId) => {
      const { call } = get()
      if (step === 'live' && !call.orderId) return
      set({ screen: 'call' })
      setCall({ step, problem: null, ...(step === 'readBack' ? { commandId: work.host.newId() } : {}) })
      if (call.draft) saver.keep({ step })
      if (step === 'offers' || step === 'readBack') void offers.refresh()
    },
    focusLine: (focusedLine: number) => setCall({ focusedLine }),
    focusOffer: (focusedOffer: string) => setCall({ focusedOffer }),
    describeComputer: (computer: ClientComputer | null) => {
      setCall({ computer })
      saver.keep({ clientComputer: computer })
      void search.recheck(computer)
    },
    typeRegistration: (patch: Partial<Registration>) => {
      setCall({ registration: { ...get().call.registration, ...patch }, problem: null, ...(patch.userIdentifier === undefined ? {} : { identity: { kind: 'unchecked' } as const }) })
      saver.keep({ registration: patch })
    },
    typePassword: (ispPassword: string) => {
      setCall({ ispPassword, identity: { kind: 'unchecked' }, problem: null })
      saver.keep({ ispPassword })
    },
    checkIdentity: async () => {
      const { registration, ispPassword } = get().call
      setCall({ identity: { kind: 'asking' } })
      const answer = await client.call('isp.authenticate', { userIdentifier: registration.userIdentifier ?? '', password: ispPassword })
      setCall({ identity: answer.ok ? { kind: 'accepted', tookMs: answer.value.tookMs } : { kind: 'refused', error: answer.error } })
      work.note(answer.ok ? 'Sign-in name accepted by the ISP' : 'Sign-in name not accepted yet')
    },
    submit: () => submit(work, offers.refresh),
  }
}

/** Sends the order once: the same command id however often Ctrl-Enter is struck. */
async function submit(work: Work, refreshOffers: () => Promise<void>): Promise<void> {
  const { client, get, set, setCall, saver } = work
  if (get().call.isSubmitting || get().call.step !== 'readBack') return
  setCall({ isSubmitting: true, problem: null })
  const draft = await saver.flush()
  // Ctrl-Enter may be struck before the sum has come: it is asked for, not skipped.
  if (!get().call.quote) await refreshOffers()
  const { quote, commandId, problem } = get().call
  if (!draft || !quote) return setCall({ isSubmitting: false, problem: problem ?? { code: 'draft-incomplete', details: { fields: 'a plan' } } })
  const answer = await client.call('signup.submit', { commandId, draftId: draft.id, revision: draft.revision, catalogVersion: quote.catalogVersion, totalMinor: quote.bill.totalMinor })
  if (!answer.ok) {
    setCall({ isSubmitting: false, problem: answer.error, commandId: work.host.newId() })
    if (answer.error.code === 'price-changed') await refreshOffers()
    return
  }
  saver.open(null)
  set({ drafts: get().drafts.filter((known) => known.id !== draft.id) })
  setCall({ isSubmitting: false, orderId: answer.value.orderId, step: 'live' })
  work.note(answer.value.queued ? 'Order kept on this desk' : 'Order submitted')
  const view = await client.call('orders.view', { orderId: answer.value.orderId })
  if (view.ok) setCall({ order: view.value })
}

function createSearch(work: Work, refreshOffers: () => Promise<void>) {
  const { client, get, setCall, saver } = work
  let sequence = 0

  const check = async (place: GeographicAddress, clientComputer: ClientComputer | null) => {
    const question = { channel: 'csr' as const, place: place.id, ...(clientComputer ? { clientComputer } : {}) }
    const isStillHere = () => get().call.place?.id === place.id
    setCall({ isAsking: true })
    const local = await client.call('qualification.check', question)
    if (!isStillHere()) return
    if (!local.ok) return setCall({ isAsking: false, problem: local.error })
    setCall({ qualification: local.value, problem: null })
    await refreshShown()
    const asked = await client.call('qualification.ask', question)
    if (!isStillHere()) return
    const qualification = asked.ok ? asked.value : local.value
    setCall({ isAsking: false, qualification, askedAt: asked.ok ? work.host.now() : null })
    saver.keep({ place: place.id, qualificationId: qualification.id })
    await refreshShown()
  }
  /** The rep may already stand at the offers when an answer comes. */
  const refreshShown = async () => {
    if (['offers', 'register', 'readBack'].includes(get().call.step)) await refreshOffers()
  }
  const choose = async (place: GeographicAddress) => {
    if (place.needsUnit) {
      const units = await client.call('places.units', { place: place.id })
      return setCall({ typed: formatAddress(place), matches: [], units: units.ok ? units.value.units : [], place: null, qualification: null })
    }
    const isSame = get().call.place?.id === place.id
    setCall({ place, typed: formatAddress(place), matches: [], didYouMean: [], units: [], qualification: null, focusedLine: 0, offers: null, quote: null, ...(isSame ? {} : { chosen: [] }) })
    work.note(`Address ${formatAddress(place)}`)
    saver.keep({ place: place.id, ...(isSame ? {} : { offeringIds: [] }) })
    await check(place, get().call.computer)
  }
  /** Enter may overtake the answer to the last key: then that answer is waited for, and its first row is meant. */
  const chooseShown = async (nth: number) => {
    const { typed, matches, matchesFor, units } = get().call
    const isCurrent = units.length > 0 || matchesFor === typed
    const found = isCurrent ? null : await client.call('places.search', { text: typed.slice(0, 200), limit: 8 })
    if (get().call.typed !== typed) return
    const meant = found ? (found.ok ? found.value.matches[0] : undefined) : (units.length > 0 ? units : matches)[nth]
    if (meant) await choose(meant)
  }
  return {
    choose, chooseShown,
    type: async (typed: string) => {
      setCall({ typed, units: [] })
      const mine = (sequence += 1)
      if (typed.trim() === '') return setCall({ matches: [], didYouMean: [] })
      const found = await client.call('places.search', { text: typed.slice(0, 200), limit: 8 })
      // A late answer to an earlier keystroke is dropped.
      if (mine === sequence && found.ok && get().call.typed === typed) setCall({ matches: found.value.matches, matchesFor: typed, didYouMean: found.value.didYouMean })
    },
    restore: async (placeId: string) => {
      const checked = await client.call('qualification.check', { channel: 'csr', place: placeId as GeographicAddress['id'] })
      if (!checked.ok) return
      setCall({ place: checked.value.address, typed: formatAddress(checked.value.address) })
      await check(checked.value.address, get().call.computer)
    },
    recheck: async (computer: ClientComputer | null) => {
      const { place } = get().call
      if (place) await check(place, computer)
    },
  }
}

function createOffers(work: Work) {
  const { client, get, setCall, saver } = work
  const quote = async () => {
    const { qualification, chosen } = get().call
    if (!qualification || chosen.length === 0) return setCall({ quote: null })
    const answer = await client.call('offers.quote', { qualificationId: qualification.id, offeringIds: [...chosen] })
    if (get().call.chosen === chosen) setCall(answer.ok ? { quote: answer.value, problem: null } : { quote: null, problem: answer.error })
  }
  return {
    refresh: async () => {
      const { qualification } = get().call
      if (!qualification) return
      const list = await client.call('offers.list', { qualificationId: qualification.id })
      setCall(list.ok ? { offers: list.value } : { offers: null, problem: list.error })
      await quote()
    },
    /** An access plan takes the place of another one: an order has exactly one line. */
    toggle: async (offeringId: string) => {
      const { offers, chosen } = get().call
      const offer = offers?.offers.find((candidate) => candidate.offering.id === offeringId)
      if (!offer || !offers) return
      const isAccess = (id: string) => offers.offers.find((candidate) => candidate.offering.id === id)?.offering.kind === 'access'
      const kept = chosen.filter((id) => id !== offeringId && !(offer.offering.kind === 'access' && isAccess(id)))
      const next = chosen.includes(offeringId) ? kept : [...kept, offeringId]
      setCall({ chosen: next, focusedOffer: offeringId })
      saver.keep({ offeringIds: next })
      await quote()
    },
  }
}
