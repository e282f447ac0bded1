import { useEffect, useState } from 'react'
import { chordFor } from '../../shared/domain/keymap.ts'
import { KeyChip, Say } from '../components/parts.tsx'
import { StateGlyph } from '../components/StateGlyph.tsx'
import { brandOf, sayFor } from '../journeys/signup/say.ts'
import { useWait } from '../journeys/waiting/use-wait.ts'
import { sayOfWait } from '../journeys/waiting/wait-view.ts'
import { useDesk, useDeskState, useDeskView } from './desk-context.tsx'
import { useTexts } from './texts-context.tsx'

/** The line of the script to read aloud, which version it is, and one key to note that it was said. */
export function SayNow() {
  const { talk } = useDesk()
  const texts = useTexts()
  const [now, setNow] = useState(() => Date.now())
  const brand = useDeskState(brandOf)
  const { language } = texts
  useEffect(() => { void talk.readScript(brand, language) }, [talk, brand, language])
  // A slow provider is a fact of the script: time itself chooses another line.
  const isAsking = useDeskState((state) => state.call.isAsking)
  useEffect(() => {
    if (!isAsking) return
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [isAsking])
  const { wait, now: waitNow } = useWait()
  const waitChoice = useDeskState((state) => state.call.waitChoice)
  const keymap = useDeskState((state) => state.keymap)
  const saying = useDeskView((state) => ({ ...sayFor(state, texts, now), step: state.call.step, language: state.script?.script.language ?? language }))
  const whileWaiting = wait ? sayOfWait(wait, waitNow, texts, waitChoice) : null
  // Silence at a provider comes before the script: what is said then is decided by how long it lasts.
  if (whileWaiting) return <Say head={texts.t('wait.label')} sentence={whileWaiting} />
  if (!saying.line) return null
  const version = saying.version ?? 0
  return (
    <>
      <Say head={texts.t('say.head', { step: saying.step, version, language: saying.language })} sentence={saying.sentence} />
      {saying.isOtherLanguage ? <p className="lm-label">{texts.t('say.otherLanguage')}</p> : null}
      {saying.isSaid
        ? <p className="lm-keyed"><StateGlyph state="yes" />{texts.t('say.said')}</p>
        : <KeyChip chord={chordFor('said', keymap)} onPress={talk.markSaid}>{texts.t('say.markSaid')}</KeyChip>}
    </>
  )
}
