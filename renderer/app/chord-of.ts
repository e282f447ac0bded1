/** What of a keyboard event says which chord was struck. */
export type Stroke = { readonly key: string; readonly code: string; readonly ctrlKey: boolean; readonly altKey: boolean; readonly shiftKey: boolean; readonly metaKey: boolean; readonly isComposing: boolean; readonly getModifierState: (name: string) => boolean }

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', ' ': 'Space', ArrowLeft: 'Left', ArrowRight: 'Right', ArrowUp: 'Up', ArrowDown: 'Down' }

/**
 * The chord of a stroke, as the key map writes it. Null: nothing to act on, because the stroke types (AltGr, a dead key, composition), is a
 * modifier alone, or belongs to the system. On a keyboard of another script the letter is read from the key's place.
 */
export function chordOf(stroke: Stroke): string | null {
  if (stroke.isComposing || stroke.metaKey || stroke.getModifierState('AltGraph')) return null
  // Windows reports AltGr as Ctrl with Alt: what it types is never taken.
  if (stroke.ctrlKey && stroke.altKey) return null
  const key = keyName(stroke)
  if (key === null) return null
  const isBareSign = [...key].length === 1 && !stroke.ctrlKey && !stroke.altKey
  const shift = stroke.shiftKey && !isBareSign ? ['Shift'] : []
  return [...(stroke.ctrlKey ? ['Ctrl'] : []), ...(stroke.altKey ? ['Alt'] : []), ...shift, key].join(' ')
}

function keyName({ key, code, altKey, ctrlKey }: Stroke): string | null {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1]
  if (altKey && digit) return digit
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  // With Alt a Mac types a sign, and a dead key has no sign yet: the letter is meant.
  if (letter && (altKey || ctrlKey) && !/^[a-z]$/i.test(key)) return letter
  if (['Dead', 'Process', 'Unidentified', 'Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'CapsLock', 'NumLock'].includes(key)) return null
  if (NAMES[key]) return NAMES[key]
  return [...key].length === 1 ? key.toUpperCase() : key
}
