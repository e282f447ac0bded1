import { useEffect } from 'react'
import { verbFor } from '../../shared/domain/keymap.ts'
import { chordOf } from './chord-of.ts'
import { useDesk } from './desk-context.tsx'
import { isFieldsOwnUndo, watchTyping } from './field-undo.ts'
import type { Desk } from './store.ts'
import { runVerb } from './verbs.ts'

/** The key map at work. A verb whose key also types acts only outside fields; what types a sign is never taken. */
export function useKeys(): void {
  const desk = useDesk()
  useEffect(() => {
    const stopWatching = watchTyping()
    const onKey = (event: KeyboardEvent) => { if (!event.defaultPrevented && act(desk, event)) event.preventDefault() }
    window.addEventListener('keydown', onKey)
    return () => {
      stopWatching()
      window.removeEventListener('keydown', onKey)
    }
  }, [desk])
}

function act(desk: Desk, event: KeyboardEvent): boolean {
  const state = desk.store.getState()
  if (state.isSessionLost) return false
  const chord = chordOf(event)
  if (chord === null) return false
  const nth = /^Alt ([1-9])$/.exec(chord)?.[1]
  if (nth) return pickRow(Number(nth))
  const verb = verbFor(chord, state.keymap)
  if (!verb || (verb.where === 'outsideFields' && !chord.includes(' ') && isTyping(event.target))) return false
  if (verb.id === 'undo' && isFieldsOwnUndo(event.target)) return false
  // A key for elsewhere ends the command that was being typed; what is drawn for it then may take the focus.
  if (state.isPaletteOpen && verb.id !== 'palette' && verb.id !== 'back') desk.desk.openPalette(false)
  return runVerb(desk, verb.id)
}

/** The nth row that says it can be picked, in reading order. */
function pickRow(nth: number): boolean {
  const row = document.querySelectorAll<HTMLElement>('[data-pick]')[nth - 1]
  if (!row) return false
  row.focus()
  row.click()
  return true
}

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'))
