import type { IdentifierMode } from '../../../shared/domain/identifier.ts'
import { isNewIdentifier, normalizeIdentifier } from '../../../shared/domain/identifier.ts'
import type { Work } from '../../app/work.ts'

/** A breath after the last key: the ISP is far away, and rates who asks too often. */
const BREATH_MS = 300

/** Verbs of the identifier at the ISP: whose it is, whether it can be had, and holding it for the call. */
export function createIdentifierActions(work: Work) {
  const { client, get, setCall, saver } = work
  let timer: ReturnType<typeof setTimeout> | null = null

  const check = async () => {
    const mine = work.here()
    const asked = normalizeIdentifier(mine.get()?.registration.userIdentifier ?? '')
    const isStillMeant = () => mine.get()?.identifierMode === 'new' && normalizeIdentifier(mine.get()?.registration.userIdentifier ?? '') === asked
    if (!isNewIdentifier(asked)) return mine.set({ identity: { kind: 'unchecked' } })
    mine.set({ identity: { kind: 'asking' } })
    const draft = await mine.saver.flush()
    if (!draft) return isStillMeant() ? mine.set({ identity: { kind: 'unchecked' } }) : undefined
    const answer = await client.call('isp.checkIdentifier', { draftId: draft.id, userIdentifier: asked })
    // A late answer to an earlier name is dropped.
    if (!isStillMeant()) return
    if (!answer.ok) return mine.set({ identity: { kind: 'refused', error: answer.error } })
    const { state, suggestions } = answer.value
    mine.set({ identity: state === 'taken' ? { kind: 'taken', suggestions } : state === 'realmUnknown' ? { kind: 'refused', error: { code: 'identifier-realm-unknown', details: { realm: asked.split('@')[1] ?? '' } } } : { kind: state === 'free' ? 'free' : 'reserved' } })
  }
  const reserve = async () => {
    const mine = work.here()
    const asked = normalizeIdentifier(mine.get()?.registration.userIdentifier ?? '')
    if (!isNewIdentifier(asked)) return mine.set({ identity: { kind: 'refused', error: { code: 'identifier-malformed', details: {} } } })
    mine.set({ identity: { kind: 'asking' } })
    const draft = await mine.saver.flush()
    if (!draft) return mine.set({ identity: { kind: 'unchecked' } })
    const answer = await client.call('isp.reserveIdentifier', { draftId: draft.id, userIdentifier: asked })
    if (normalizeIdentifier(mine.get()?.registration.userIdentifier ?? '') !== asked || mine.get()?.identifierMode !== 'new') return
    if (answer.ok) return mine.set({ identity: { kind: 'reserved' } })
    mine.set({ identity: { kind: 'refused', error: answer.error } })
    // Somebody was faster: which names are free is asked at once.
    if (answer.error.code === 'identifier-taken' || answer.error.code === 'identifier-reserved') await check()
  }
  const checkLater = () => {
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => void check(), BREATH_MS)
  }
  const type = (userIdentifier: string) => {
    setCall({ registration: { ...get().call.registration, userIdentifier }, problem: null, wrongTries: 0, identity: { kind: 'unchecked' } })
    saver.keep({ registration: { userIdentifier } })
    if (get().call.identifierMode === 'new') checkLater()
  }
  return {
    typeIdentifier: type, checkIdentifier: check, reserveIdentifier: reserve,
    /** What was typed stays: only what it means changes. */
    chooseIdentifierMode: (identifierMode: IdentifierMode) => {
      setCall({ identifierMode, identity: { kind: 'unchecked' }, wrongTries: 0, problem: null })
      saver.keep({ identifierMode })
      if (identifierMode === 'new') void check()
    },
    takeSuggestion: async (userIdentifier: string) => {
      type(userIdentifier)
      if (timer) clearTimeout(timer)
      await reserve()
    },
    /** On the way to the next step a free name is held: nobody can take it while the rest is said. */
    holdOnTheWay: () => {
      const { identity, identifierMode } = get().call
      if (identifierMode === 'new' && identity.kind === 'free') void reserve()
    },
  }
}
