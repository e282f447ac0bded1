import type { OutputOf } from '../../../../shared/contract/console/contract.ts'
import type { Envelope } from '../../../../shared/contract/console/envelope.ts'
import type { AppError } from '../../../../shared/domain/errors.ts'
import type { CallerNeed } from '../../../../shared/domain/need.ts'
import { isSameData } from '../../../../shared/kernel/same-data.ts'
import { createTexts } from '../../../../shared/messages/texts.ts'
import type { CallState } from '../../../app/state.ts'
import type { CallHandle, Work } from '../../../app/work.ts'
import type { ChoiceState, OfferChange } from './choice.ts'

/** Verbs of choosing: the list, the sum, the comparison, and what became of them since. */
export function createOffers(work: Work) {
  const { client, get, set } = work
  const texts = () => createTexts(get().language)

  /** A sum that differs from the one on screen for the same choice is a change that the caller must hear. */
  const quote = async (mine: CallHandle) => {
    const asked = mine.get()
    if (!asked) return
    const { qualification, chosen } = asked
    if (!qualification || chosen.length === 0) return mine.set({ quote: null })
    const answer = await client.call('offers.quote', { qualificationId: qualification.id, offeringIds: [...chosen] })
    const call = mine.get()
    if (call?.chosen !== chosen) return
    if (!answer.ok && answer.error.code === 'offering-withdrawn') {
      mine.set({ quote: null, problem: null })
      return setChoice(mine, { change: withdrawn(mine, answer.error) })
    }
    if (!answer.ok) return mine.set({ quote: null, problem: answer.error })
    const told = call.choice.quotedFor === chosen ? (call.quote?.bill.totalMinor ?? null) : null
    mine.set({ quote: answer.value, problem: null })
    setChoice(mine, { quotedFor: chosen, change: changeOf(call.choice.change, told, answer.value.bill.totalMinor) })
  }
  const refresh = async (mine: CallHandle = work.here()) => {
    const call = mine.get()
    if (!call?.qualification) return
    await take(mine, await list(call, call.qualification.id))
  }
  const list = ({ choice: { need } }: CallState, qualificationId: string) => client.call('offers.list', { qualificationId, need: need && { people: need.people, uses: [...need.uses] } })
  const take = async (mine: CallHandle, list: Envelope<OutputOf<'offers.list'>>) => {
    // The same list again is the same list: nothing is drawn anew under the rep's eyes.
    const before = mine.get()?.offers
    mine.set(list.ok ? { offers: isSameData(before, list.value) && before ? before : list.value } : { offers: null, problem: list.error })
    if (list.ok && !mine.get()?.choice.baseline) setChoice(mine, { baseline: list.value })
    await quote(mine)
  }
  const choose = async (mine: CallHandle, chosen: readonly string[], focusedOffer: string | null) => {
    mine.set({ chosen, focusedOffer })
    setChoice(mine, { change: null })
    mine.saver.keep({ offeringIds: [...chosen] })
    await quote(mine)
  }
  return {
    refresh, list, take,
    /** A new visit takes the newest order of the list and marks nothing. */
    beginVisit: () => setChoice(work.here(), { baseline: null, compare: null }),
    describeNeed: (need: CallerNeed | null) => {
      setChoice(work.here(), { need })
      work.saver.keep({ need: need && { people: need.people, uses: [...need.uses] } })
    },
    /** An access plan takes the place of another one: an order has exactly one line. What an offer needs first comes with it, and is said. */
    toggle: async (offeringId: string) => {
      const mine = work.here()
      const call = mine.get()
      if (!call?.offers) return
      const { offers, chosen, focusedOffer } = call
      const of = (id: string) => offers.offers.find((candidate) => candidate.offering.id === id)
      const [offer, isChosen] = [of(offeringId), chosen.includes(offeringId)]
      if (!offer && !isChosen) return
      const isPlan = (id: string) => of(id)?.offering.kind === 'access'
      // What is no longer sold leaves with the plan it was to go with.
      const kept = chosen.filter((id) => id !== offeringId && !(isPlan(offeringId) && (isPlan(id) || !of(id))))
      const isMet = !offer || offer.offering.prerequisites.length === 0 || kept.some((id) => isPlan(id) || offer.meets.includes(id))
      const added = isChosen || isMet ? undefined : offer?.meets[0]
      const next = isChosen ? kept : [...(added ? [added] : []), ...kept, offeringId]
      const name = nameOf(mine, offeringId)
      mine.undoable({ what: isChosen ? 'undo.offerLeft' : 'undo.offerTaken', details: { name }, revert: () => choose(mine, chosen, focusedOffer) })
      mine.record(isChosen ? 'offerLeft' : 'offerTaken', { name })
      if (added) set({ notice: texts().t('offers.added', { added: nameOf(mine, added), by: name }) })
      await choose(mine, next, offeringId)
    },
    /** One key: marks the offer, or sets it beside the marked one, else beside the chosen plan. */
    compare: (offeringId: string) => {
      const mine = work.here()
      const call = mine.get()
      if (!call) return
      const { choice, chosen, offers } = call
      const plan = chosen.find((id) => offers?.offers.some((offer) => offer.offering.id === id && offer.offering.kind === 'access'))
      const first = choice.compare?.second === null ? choice.compare.first : (plan ?? null)
      if (first !== null && first !== offeringId) {
        setChoice(mine, { compare: { first, second: offeringId } })
        return set({ notice: texts().t('compare.opened', { first: nameOf(mine, first), second: nameOf(mine, offeringId) }) })
      }
      const isMarked = choice.compare?.first === offeringId
      setChoice(mine, { compare: isMarked ? null : { first: offeringId, second: null } })
      set({ notice: isMarked ? null : texts().t('compare.marked', { first: nameOf(mine, offeringId) }) })
    },
    endCompare: () => {
      setChoice(work.here(), { compare: null })
      set({ notice: null })
    },
    /** A submit that was refused because the choice is not what was told: both figures stay until the caller has answered. */
    tellRefusal: async (mine: CallHandle, { code, details }: AppError) => {
      const [oldMinor, newMinor] = [Number(details['oldMinor']), Number(details['newMinor'])]
      if (code === 'offering-withdrawn') setChoice(mine, { change: withdrawn(mine, { code, details }) })
      else if (oldMinor !== newMinor) setChoice(mine, { change: { kind: 'price', oldMinor, newMinor } })
      await refresh(mine)
      if (code === 'price-changed' && oldMinor === newMinor) set({ notice: texts().t('change.samePrice') })
    },
    acceptChange: () => {
      const mine = work.here()
      const change = mine.get()?.choice.change
      if (change?.kind !== 'price') return
      setChoice(mine, { change: null })
      mine.record('priceAccepted', { newMinor: change.newMinor, oldMinor: change.oldMinor })
    },
    readFirstBill: async () => {
      const mine = work.here()
      const orderId = mine.get()?.orderId
      if (!orderId) return
      const answer = await client.call('offers.firstBill', { orderId })
      if (answer.ok && mine.get()?.orderId === orderId) setChoice(mine, { firstBill: answer.value })
    },
  }
}

/** Refusals of a submit that the caller answers, not the rep. */
export const isChange = (error: AppError): boolean => error.code === 'price-changed' || error.code === 'offering-withdrawn'

function setChoice(mine: CallHandle, patch: Partial<ChoiceState>): void {
  const call = mine.get()
  if (call) mine.set({ choice: { ...call.choice, ...patch } })
}

/** The name of an offer that is, or was, on the list. */
function nameOf(mine: CallHandle, id: string): string {
  const call = mine.get()
  return [...(call?.offers?.offers ?? []), ...(call?.choice.baseline?.offers ?? [])].find((offer) => offer.offering.id === id)?.offering.name ?? id
}

function withdrawn(mine: CallHandle, { details }: AppError): OfferChange {
  const offeringId = String(details['offeringId'])
  return { kind: 'withdrawn', offeringId, name: nameOf(mine, offeringId) }
}

/** The first figure that was told stays the one it is compared with, until somebody has answered. */
function changeOf(before: OfferChange | null, toldMinor: number | null, newMinor: number): OfferChange | null {
  const oldMinor = before?.kind === 'price' ? before.oldMinor : toldMinor
  return oldMinor === null || oldMinor === newMinor ? null : { kind: 'price', oldMinor, newMinor }
}
