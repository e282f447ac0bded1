import type { Language } from '../../shared/domain/language.ts'
import { createTexts } from '../../shared/messages/texts.ts'
import { withPromise } from '../journeys/signup/promise-items.ts'
import { languageOf, sayFor } from '../journeys/signup/say.ts'
import type { Work } from './work.ts'

/** Verbs of the talk itself: what is read aloud, what was said, and the end of a call. */
export function createTalkActions(work: Work, tabs: { readonly drop: () => Promise<void> }) {
  const { client, get, set } = work
  /** The notice that was read with the greeting is not read again: it is kept as what was said, in the language it was said in. */
  const noticeGiven = () => {
    const { call, spoken, script } = get()
    if (!spoken || !script) return
    const made = withPromise(call.made, { kind: 'recordingNotice', version: spoken.recordingNotice.version, language: languageOf(script.script) })
    work.setCall({ made })
    work.saver.keep({ promises: [...made] })
    work.record('recordingSaid', { title: spoken.recordingNotice.title[languageOf(script.script)] })
  }
  return {
    readScript: async (brand: string, language: Language) => {
      const asked = `${brand}/${language}`
      if (get().script?.asked === asked) return
      const answer = await client.call('scripts.read', { brand, language })
      if (answer.ok) set({ script: { asked, ...answer.value } })
    },
    /** Notes that the line was read, once by line and version. */
    markSaid: () => {
      const { call, language } = get()
      const saying = sayFor(get(), createTexts(language), work.host.now())
      if (!saying.line || saying.isSaid) return
      const said = [...call.talk.said, saying.mark].slice(-100)
      work.setCall({ talk: { ...call.talk, said } })
      work.saver.keep({ talk: { said } })
      work.record('said', { line: saying.line.id, version: saying.version ?? 0 })
      if (saying.line.reads === 'recordingNotice') noticeGiven()
    },
    /**
     * Ends a call that has its order: what happened stays with the order, its tab closes. The screen moves with the key and not with the
     * desk's answer, so whatever is struck next (F9, another tab) is the last word, and no other call is closed in its place.
     */
    wrapUp: async () => {
      const { call, language } = get()
      if (!call.orderId) return set({ notice: createTexts(language).t('wrapUp.noOrder') })
      work.record('wrappedUp')
      const events = [...(work.of(call.key).get()?.talk.events ?? call.talk.events)]
      const keeping = client.call('orders.keepNotes', { orderId: call.orderId, callId: call.key, events })
      const closing = tabs.drop()
      const kept = await keeping
      await closing
      const { t, tf } = createTexts(get().language)
      set({ notice: kept.ok ? t('wrapUp.done', { n: events.length }) : tf('error', kept.error.code, kept.error.details) })
    },
  }
}
