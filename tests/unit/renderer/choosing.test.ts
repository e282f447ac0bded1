import { describe, expect, it } from 'vitest'
import { createDesk } from '../../../renderer/app/store.ts'
import type { CallState } from '../../../renderer/app/state.ts'
import type { Client } from '../../../renderer/client/client.ts'
import type { Offer } from '../../../renderer/journeys/signup/offers/choice.ts'
import { addOn, offering } from '../engines/builders.ts'

/* Goal: nothing about a choice changes in silence. Method: a desk whose console answers what the test says. */
const plan = (id: string): Offer => ({ offering: offering(id, { name: id }), meets: [], orderable: true }) as unknown as Offer
const extra = (id: string, ...prerequisites: string[]): Offer => ({ offering: addOn(id, { name: id, prerequisites: prerequisites as never }), meets: prerequisites, orderable: true }) as unknown as Offer

function desk(offers: readonly Offer[]) {
  const answers = { totalMinor: 1000, withdrawn: null as string | null, submit: { ok: false, error: { code: 'price-changed', details: { oldMinor: 1000, newMinor: 1200 } } } as unknown, offers }
  const sent: string[] = []
  const call = async (name: string, input: { readonly offeringIds?: readonly string[] }) => {
    sent.push(name)
    if (name === 'offers.list') return { ok: true, value: { catalogVersion: 1, offers: answers.offers } }
    if (name === 'signup.submit') return answers.submit
    if (name === 'signup.saveDraft') return { ok: true, value: { id: 'd', revision: 2 } }
    if (name !== 'offers.quote') return { ok: false, error: { code: 'internal', details: {} } }
    if (answers.withdrawn && input.offeringIds?.includes(answers.withdrawn)) return { ok: false, error: { code: 'offering-withdrawn', details: { offeringId: answers.withdrawn } } }
    return { ok: true, value: { catalogVersion: 1, bill: { totalMinor: answers.totalMinor, charges: [] }, bills: [], slipped: null, earliest: { date: null, code: 'today', needsVisit: false } } }
  }
  let id = 0
  const made = createDesk({ call, subscribe: () => () => undefined } as unknown as Client, { now: () => 0, newId: () => `id-${++id}` })
  const setCall = (patch: Partial<CallState>) => made.store.setState((state) => ({ call: { ...state.call, ...patch } }))
  setCall({ qualification: { id: 'q' } as CallState['qualification'], step: 'offers' })
  return { ...made, setCall, answers, sent, now: () => made.store.getState().call }
}

describe('a choice', () => {
  it('takes with an add-on the best plan it needs, and says so', async () => {
    const { call, now, store } = desk([plan('a'), plan('b'), extra('x', 'b', 'a')])
    await call.refreshOffers()
    await call.toggleOffer('x')
    expect(now().chosen).toEqual(['b', 'x'])
    expect(store.getState().notice).toBe('b added, needed by x')
  })
  it('adds nothing beside a plan that was chosen: which one it is stays the caller’s', async () => {
    const { call, now } = desk([plan('a'), plan('b'), extra('x', 'b')])
    await call.refreshOffers()
    await call.toggleOffer('a')
    await call.toggleOffer('x')
    expect(now().chosen).toEqual(['a', 'x'])
  })
  it('has one plan: another takes its place', async () => {
    const { call, now } = desk([plan('a'), plan('b')])
    await call.refreshOffers()
    await call.toggleOffer('a')
    await call.toggleOffer('b')
    expect(now().chosen).toEqual(['b'])
  })
})

describe('a change between the list and the order', () => {
  const standing = async () => {
    const at = desk([plan('a'), plan('b')])
    await at.call.refreshOffers()
    await at.call.toggleOffer('a')
    return at
  }
  it('of the price is told with the figure that was said, also after a second change', async () => {
    const { call, now, answers } = await standing()
    answers.totalMinor = 1100
    await call.refreshOffers()
    answers.totalMinor = 1200
    await call.refreshOffers()
    expect(now().choice.change).toEqual({ kind: 'price', oldMinor: 1000, newMinor: 1200 })
  })
  it('is none when the price comes back to what was said, and none for another choice', async () => {
    const { call, now, answers } = await standing()
    answers.totalMinor = 1100
    await call.refreshOffers()
    answers.totalMinor = 1000
    await call.refreshOffers()
    expect(now().choice.change).toBeNull()
    answers.totalMinor = 2000
    await call.toggleOffer('b')
    expect(now().choice.change).toBeNull()
  })
  it('keeps the choice of a withdrawn plan, by its name, until another is taken', async () => {
    const { call, now, answers } = await standing()
    answers.withdrawn = 'a'
    answers.offers = [plan('b')]
    await call.refreshOffers()
    expect(now()).toMatchObject({ chosen: ['a'], quote: null, problem: null, choice: { change: { kind: 'withdrawn', offeringId: 'a', name: 'a' } } })
    await call.toggleOffer('b')
    expect(now()).toMatchObject({ chosen: ['b'], choice: { change: null } })
  })
  it('stops a submit until it is answered, and the refusal keeps both figures', async () => {
    const { call, now, sent, setCall, answers } = await standing()
    setCall({ step: 'readBack', draft: { id: 'd', revision: 1 } as CallState['draft'] })
    await call.refreshOffers()
    answers.totalMinor = 1200
    await call.refreshOffers()
    await call.submit()
    expect(sent).not.toContain('signup.submit')
    call.acceptChange()
    expect(now().choice.change).toBeNull()
  })
  it('is not accepted by a key when the plan is gone', async () => {
    const { call, now, answers } = await standing()
    answers.withdrawn = 'a'
    await call.refreshOffers()
    call.acceptChange()
    expect(now().choice.change?.kind).toBe('withdrawn')
  })
})

describe('comparing by one key', () => {
  it('marks the first and opens with the second, and takes a mark back', async () => {
    const { call, now } = desk([plan('a'), plan('b')])
    await call.refreshOffers()
    call.compareOffer('a')
    expect(now().choice.compare).toEqual({ first: 'a', second: null })
    call.compareOffer('a')
    expect(now().choice.compare).toBeNull()
    call.compareOffer('a')
    call.compareOffer('b')
    expect(now().choice.compare).toEqual({ first: 'a', second: 'b' })
    call.endCompare()
    expect(now().choice.compare).toBeNull()
  })
  it('sets the plan under the focus beside the chosen one at once', async () => {
    const { call, now } = desk([plan('a'), plan('b')])
    await call.refreshOffers()
    await call.toggleOffer('a')
    call.compareOffer('b')
    expect(now().choice.compare).toEqual({ first: 'a', second: 'b' })
  })
})
