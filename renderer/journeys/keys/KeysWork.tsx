import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { chordsOf, VERBS } from '../../../shared/domain/keymap.ts'
import type { Verb } from '../../../shared/domain/keymap.ts'
import { chordOf } from '../../app/chord-of.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Key } from '../../components/parts.tsx'
import { Panel } from '../../panels/Panel.tsx'

/** The keys of whoever is signed in: press a new one for a verb, or take the house's back. */
export function KeysWork() {
  const { keys } = useDesk()
  const { t } = useTexts()
  const keymap = useDeskState((state) => state.keymap)
  const rows: readonly Verb[] = VERBS
  return (
    <>
      <h1 className="lm-headline">{t('keys.title')}</h1>
      <Panel title={t('keys.panel')} isFlush aside={<button type="button" className="lm-link" disabled={Object.keys(keymap).length === 0} onClick={() => void keys.reset()}>{t('keys.resetAll')}</button>}>
        <table className="lm-table">
          <thead><tr><th scope="col">{t('keys.verb')}</th><th scope="col">{t('keys.key')}</th><th scope="col">{t('keys.where')}</th><th scope="col"><span className="lm-visually-hidden">{t('keys.change')}</span></th></tr></thead>
          <tbody>{rows.map((verb) => <Row key={verb.id} verb={verb} />)}</tbody>
        </table>
      </Panel>
    </>
  )
}

function Row({ verb }: { readonly verb: Verb }) {
  const { keys } = useDesk()
  const { t, tf } = useTexts()
  const keymap = useDeskState((state) => state.keymap)
  const [isListening, setIsListening] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const name = tf('verb', verb.id)

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isListening || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return setIsListening(false)
    const chord = chordOf({ key: event.key, code: event.code, ctrlKey: event.ctrlKey, altKey: event.altKey, shiftKey: event.shiftKey, metaKey: event.metaKey, isComposing: event.nativeEvent.isComposing, getModifierState: (modifier) => event.getModifierState(modifier as 'AltGraph') })
    if (chord === null) return
    // One key was asked for: the next is no binding, however fast it comes behind the desk's answer. A refused one may be struck anew.
    setIsListening(false)
    void keys.bind(verb.id, chord).then((refused) => {
      setProblem(refused ? t('keys.refused', { chord, why: refused.code, verb: refused.verb ?? '' }) : null)
      if (refused) setIsListening(true)
    })
  }
  return (
    <tr>
      <th scope="row">{name}{problem ? <small className="lm-problem" role="alert">{problem}</small> : null}</th>
      <td>{chordsOf(verb.id, keymap).map((chord) => <Key key={chord} chord={chord} />)}</td>
      <td>{t(verb.where === 'everywhere' ? 'keys.everywhere' : 'keys.outsideFields')}</td>
      <td className="lm-actions">
        {verb.isFixed
          ? <span className="lm-quiet">{t('keys.fixed')}</span>
          : <button type="button" className="lm-link" aria-label={t('keys.changeOf', { name })} aria-pressed={isListening} onClick={() => { setProblem(null); setIsListening(!isListening) }} onKeyDown={onKeyDown} onBlur={() => setIsListening(false)}>{t(isListening ? 'keys.press' : 'keys.change')}</button>}
        {keymap[verb.id] === undefined ? null : <button type="button" className="lm-link" aria-label={t('keys.resetOf', { name })} onClick={() => void keys.unbind(verb.id)}>{t('keys.reset')}</button>}
      </td>
    </tr>
  )
}
