/** What a key event tells of itself; the key's name is looked at here and goes no further. */
export type KeyFacts = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly repeat: boolean
  readonly isComposing: boolean
  readonly isAltGraph: boolean
  /** Whether the focus is in a field for the caller's data, in the command line, or in no field. */
  readonly field: 'data' | 'command' | 'none'
}
export type Stroke = { readonly what: 'data' | 'command'; readonly chord: number }

const MODIFIERS = new Set(['Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'CapsLock', 'NumLock', 'Fn', 'FnLock', 'ScrollLock'])
const EDITING = new Set(['Backspace', 'Delete', 'Dead', 'Process'])

/** One strike of a key, or null for what is none: a key that repeats while it is held, a modifier before its key. */
export function strokeOf(facts: KeyFacts): Stroke | null {
  if (facts.repeat || MODIFIERS.has(facts.key)) return null
  const isSign = facts.isComposing || facts.isAltGraph || EDITING.has(facts.key) || [...facts.key].length === 1
  const held = facts.isAltGraph ? 0 : Number(facts.ctrlKey) + Number(facts.altKey) + Number(facts.metaKey)
  if (facts.field === 'data' && isSign && held === 0) return { what: 'data', chord: 0 }
  // Shift makes another sign of a sign, and another command of Tab, Enter or a function key.
  return { what: 'command', chord: held + Number(facts.shiftKey && [...facts.key].length > 1) }
}

const NOT_TYPED_INTO = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file', 'image'])

/** Where a key goes. */
export function fieldOf(target: EventTarget | null): KeyFacts['field'] {
  if (!(target instanceof HTMLElement)) return 'none'
  const isField = target instanceof HTMLTextAreaElement || target.isContentEditable || (target instanceof HTMLInputElement && !NOT_TYPED_INTO.has(target.type))
  if (!isField) return 'none'
  return target.closest('.lm-cmd, [data-keys="command"]') ? 'command' : 'data'
}
