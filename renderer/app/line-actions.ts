import type { Registration } from '../../shared/domain/customer.ts'
import type { FoundPerson } from './find-people.ts'
import { findPeople } from './find-people.ts'
import type { ParsedLine } from './parse-line.ts'
import { isWholeLine, parseLine } from './parse-line.ts'
import type { CallState } from './state.ts'
import type { CallHandle, Work } from './work.ts'

/** Verbs on what is said or pasted as one line: who calls, and where. */
export function createLineActions(work: Work, journey: { readonly typeAddress: (typed: string) => Promise<void>; readonly restore: (callKey: string) => Promise<void> }) {
  /** Fills the fields a line speaks of; what was not understood goes to the note. One `Ctrl-Z` takes all of it back. */
  const take = (parsed: ParsedLine): void => {
    const mine = work.here()
    const before = mine.get()
    if (!before) return
    const fields = registrationOf(parsed)
    if (Object.keys(fields).length > 0) {
      mine.set({ registration: { ...before.registration, ...fields } })
      mine.saver.keep({ registration: fields })
    }
    const note = [before.draft?.note, parsed.rest].filter(Boolean).join('\n')
    if (parsed.rest !== '') {
      mine.saver.keep({ note })
      mine.record('lineRest', { text: parsed.rest.slice(0, 400) })
    }
    mine.undoable({ what: 'undo.paste', details: {}, revert: () => putBack(mine, before, journey.typeAddress) })
    if (parsed.address !== '') void journey.typeAddress(parsed.address)
    mine.record('lineTaken', { fields: [...Object.keys(fields), ...(parsed.address === '' ? [] : ['address'])].join(', ') })
  }
  return {
    /** Takes a line apart where it says more than one field holds. False: it is to be typed as it is. */
    paste: (text: string): boolean => {
      const parsed = parseLine(text)
      if (!isWholeLine(parsed)) return false
      take(parsed)
      return true
    },
    take: (text: string) => {
      if (text.trim() !== '') take(parseLine(text))
    },
    typeCaller: (callerLine: string) => {
      const { call } = work.get()
      work.setCall({ talk: { ...call.talk, callerLine } })
      work.saver.keep({ talk: { callerLine } })
    },
    find: (text: string) => findPeople(work.client, text),
    /** The caller is somebody the desk knows: nothing of theirs is asked again. */
    know: ({ customer }: FoundPerson) => {
      const mine = work.here()
      const before = mine.get()
      if (!before) return
      const { givenName, familyName, email, phone, userIdentifier } = customer
      const registration: Partial<Registration> = { givenName, familyName, email, phone, userIdentifier }
      const talk = { ...before.talk, callerKind: 'existing' as const }
      mine.set({ registration: { ...before.registration, ...registration }, talk })
      mine.saver.keep({ registration, talk: { callerKind: 'existing' } })
      mine.undoable({ what: 'undo.caller', details: {}, revert: () => putBack(mine, before, journey.typeAddress) })
      mine.record('callerKnown', { name: `${givenName} ${familyName}` })
    },
    setKind: (callerKind: CallState['talk']['callerKind']) => {
      const { call } = work.get()
      work.setCall({ talk: { ...call.talk, callerKind } })
      work.saver.keep({ talk: { callerKind } })
    },
  }
}

function registrationOf(parsed: ParsedLine): Partial<Registration> {
  const { givenName, familyName, phone, email } = parsed
  return Object.fromEntries(Object.entries({ givenName: givenName.slice(0, 120), familyName: familyName.slice(0, 120), phone: phone.slice(0, 40), email: email.slice(0, 254) }).filter(([, value]) => value !== ''))
}

async function putBack(mine: CallHandle, before: CallState, typeAddress: (typed: string) => Promise<void>): Promise<void> {
  const now = mine.get()
  if (!now) return
  // Every field that was filled is said, also when it was empty before: the desk merges field by field.
  const registration = Object.fromEntries(Object.keys(now.registration).map((name) => [name, before.registration[name as keyof Registration] ?? '']))
  mine.set({ registration, talk: { ...now.talk, callerKind: before.talk.callerKind } })
  mine.saver.keep({ registration, note: before.draft?.note ?? '', talk: { callerKind: before.talk.callerKind } })
  if (now.typed !== before.typed && !now.place) await typeAddress(before.typed)
}
