import type { AppError } from '../../../shared/domain/errors.ts'
import type { PeopleCandidate } from '../../../shared/domain/people.ts'
import type { PortLine } from '../../../shared/domain/port-line.ts'
import type { Work } from '../../app/work.ts'

/** A breath after the last key: the answer is nearer than that, but the reader is not. */
const LOOK_AFTER_MS = 150

/** Verbs on people: who may be the caller, anybody found, one seen whole, joined and taken apart. */
export function createPeopleActions(work: Work, tabs: { readonly answer: () => Promise<void> | void }) {
  const { client, get, set } = work
  let waiting: ReturnType<typeof setTimeout> | null = null
  let asked = 0
  let searched = 0

  const look = async () => {
    const mine = work.here()
    const call = mine.get()
    if (!call?.draft || call.orderId) return
    const turn = (asked += 1)
    const { givenName, familyName, email, phone, userIdentifier } = call.registration
    const fields = { givenName: givenName ?? '', familyName: familyName ?? '', email: email ?? '', phone: phone ?? '', userIdentifier: userIdentifier ?? '' }
    const answer = await client.call('customers.duplicates', { draftId: call.draft.id, fields, place: call.place?.id ?? null })
    if (turn !== asked || !answer.ok) return
    mine.set({ people: { candidates: keepOrder(mine.get()?.people.candidates ?? [], answer.value.candidates).slice(0, 3), ordersAtPlace: answer.value.ordersAtPlace } })
  }
  const readProfile = async (customerId: string): Promise<AppError | null> => {
    const profile = await client.call('customers.profile', { customerId })
    if (get().person?.customerId !== customerId) return null
    set({ person: { customerId, auth: get().person?.auth ?? { kind: 'none' }, history: get().person?.history ?? [], profile: profile.ok ? profile.value : null, problem: profile.ok ? null : profile.error } })
    return profile.ok ? null : profile.error
  }
  /** What central noted of the PIN. Without central the rest is shown all the same. */
  const readHistory = async (customerId: string) => {
    const history = await client.call('customers.history', { customerId, limit: 50 })
    const { person } = get()
    if (history.ok && person?.customerId === customerId) set({ person: { ...person, history: history.value.entries } })
  }
  const open = async (customerId: string) => {
    set({ screen: 'customer', person: { customerId, auth: { kind: 'none' }, history: [], profile: null, problem: null } })
    await Promise.all([readProfile(customerId), readHistory(customerId)])
  }
  const after = async (answer: { readonly ok: true } | { readonly ok: false; readonly error: AppError }): Promise<boolean> => {
    const { person } = get()
    if (!answer.ok && person) set({ person: { ...person, problem: answer.error } })
    if (answer.ok && person) await readProfile(person.customerId)
    return answer.ok
  }
  const unmerge = async (keepId: string, mergeId: string, because: string) => after(await client.call('customers.unmerge', { commandId: work.host.newId(), keepId, mergeId, because }))
  const decide = (customerId: string, decision: 'same' | 'notSame') => {
    const mine = work.here()
    const call = mine.get()
    const draft = call?.draft
    if (!call || !draft) return
    const before = { sameAs: draft.sameAs, notSameAs: [...draft.notSameAs] }
    const next = decision === 'same' ? { sameAs: customerId, notSameAs: before.notSameAs } : { sameAs: before.sameAs, notSameAs: [...before.notSameAs, customerId] }
    const name = call.people.candidates.find((one) => one.customerId === customerId)?.name ?? ''
    const keep = (patch: { readonly sameAs: string | null; readonly notSameAs: string[] }) => {
      mine.saver.keep(patch)
      mine.set({ draft: { ...(mine.get()?.draft ?? draft), ...patch, sameAs: patch.sameAs as typeof draft.sameAs } })
    }
    mine.set({ people: { ...call.people, candidates: call.people.candidates.filter((one) => one.customerId !== customerId) } })
    keep(next)
    mine.undoable({ what: decision === 'same' ? 'undo.samePerson' : 'undo.notSamePerson', details: { name }, revert: () => { keep(before); void look() } })
  }
  return {
    look, open, decide,
    lookSoon: () => {
      if (waiting) clearTimeout(waiting)
      waiting = setTimeout(() => { waiting = null; void look() }, LOOK_AFTER_MS)
    },
    /** Customers for the command line. A late answer to an earlier text is dropped. */
    search: async (text: string) => {
      const turn = (searched += 1)
      if (text.trim().length < 2) return set({ found: null })
      const answer = await client.call('customers.search', { text: text.slice(0, 200), limit: 8 })
      if (turn === searched) set({ found: answer.ok ? answer.value.found : null })
    },
    reread: () => {
      const { person } = get()
      if (person) void Promise.all([readProfile(person.customerId), readHistory(person.customerId)])
    },
    merge: async (keepId: string, mergeId: string, because: string) => {
      const isDone = await after(await client.call('customers.merge', { commandId: work.host.newId(), keepId, mergeId, because }))
      if (isDone) work.undoable({ what: 'undo.merged', details: {}, revert: async () => void (await unmerge(keepId, mergeId, because)) })
      return isDone
    },
    unmerge,
    readLines: (customerId: string) => client.call('customers.lines', { customerId }),
    leaveLine: async (place: string, { queueId }: PortLine) => after(await client.call('ports.leaveLine', { commandId: work.host.newId(), place, queueId })),
    /** What is being written about a customer stays when the rep looks elsewhere, until it was kept. */
    typeNote: (customerId: string, text: string) => set({ personNotes: { ...get().personNotes, [customerId]: text } }),
    note: async (customerId: string, text: string) => {
      const isKept = await after(await client.call('customers.note', { commandId: work.host.newId(), customerId, text }))
      // What was typed while it was being kept is not the note that was kept.
      if (isKept && get().personNotes[customerId] === text) set({ personNotes: { ...get().personNotes, [customerId]: '' } })
      return isKept
    },
    /** A new call for somebody who is known: nothing that the desk may show is typed twice. */
    startCall: async () => {
      const profile = get().person?.profile
      if (!profile) return
      await tabs.answer()
      const { givenName, familyName, email, phone } = profile.customer
      const known = { givenName, familyName, ...(profile.isMasked ? {} : { email, phone }) }
      const mine = work.here()
      mine.set({ registration: { ...mine.get()?.registration, ...known } })
      mine.saver.keep({ registration: known, sameAs: profile.customer.id })
      const draft = mine.get()?.draft
      if (draft) mine.set({ draft: { ...draft, sameAs: profile.customer.id } })
    },
  }
}

/** Who is shown already keeps their place; who is new comes after. Nothing moves under the hands. */
export function keepOrder(shown: readonly PeopleCandidate[], fresh: readonly PeopleCandidate[]): readonly PeopleCandidate[] {
  const byId = new Map(fresh.map((one) => [one.customerId, one]))
  const kept = shown.flatMap((one) => byId.get(one.customerId) ?? [])
  return [...kept, ...fresh.filter((one) => !kept.some((known) => known.customerId === one.customerId))]
}
