/**
 * The key map of the desk as data: what a key does, where, and in which steps it is of use. Help, the palette, the key chips and the
 * screen of own keys are drawn from it; there is no second list. A chord is written as it is shown: "Ctrl Shift P", "F4", "?".
 */
export type Verb = {
  readonly id: string
  /** The first is the one that is shown. */
  readonly chords: readonly string[]
  /** A verb of `outsideFields` has a key that also types; it only acts where nothing is typed (WCAG 2.1.4). */
  readonly where: 'everywhere' | 'outsideFields'
  readonly steps: readonly string[] | 'all'
  /** The same in every desk, so that help and the way back are always found (WCAG 3.2.6). */
  readonly isFixed?: true
}

const BEFORE_LIVE = ['greet', 'address', 'need', 'offers', 'register', 'consents', 'readBack'] as const

export const VERBS = [
  { id: 'help', chords: ['F1'], where: 'everywhere', steps: 'all', isFixed: true },
  { id: 'newCall', chords: ['F2'], where: 'everywhere', steps: ['greet', 'live'] },
  { id: 'goAddress', chords: ['F3'], where: 'everywhere', steps: ['greet', 'need', 'offers'] },
  { id: 'goOffers', chords: ['F4'], where: 'everywhere', steps: ['address', 'need', 'register'] },
  { id: 'goNeed', chords: ['F5'], where: 'everywhere', steps: ['address'] },
  { id: 'goCustomer', chords: ['F6'], where: 'everywhere', steps: ['offers', 'readBack'] },
  { id: 'goConsents', chords: ['F7'], where: 'everywhere', steps: ['register', 'readBack'] },
  { id: 'goReadBack', chords: ['F8'], where: 'everywhere', steps: ['register', 'consents'] },
  { id: 'orders', chords: ['F9'], where: 'everywhere', steps: ['greet', 'live'] },
  { id: 'openAtPlace', chords: ['Alt O'], where: 'everywhere', steps: ['address', 'register'] },
  { id: 'submit', chords: ['Ctrl Enter'], where: 'everywhere', steps: ['readBack'] },
  { id: 'pick', chords: ['Alt 1…9'], where: 'everywhere', steps: ['greet', 'address', 'offers', 'register', 'consents'], isFixed: true },
  { id: 'said', chords: ['Alt S'], where: 'everywhere', steps: BEFORE_LIVE },
  { id: 'map', chords: ['Alt M'], where: 'everywhere', steps: ['address'] },
  // Of the customer who is open: their page, their bills.
  { id: 'whatIf', chords: ['Alt H'], where: 'everywhere', steps: [] },
  { id: 'wrapUp', chords: ['Alt W'], where: 'everywhere', steps: ['live'] },
  // Choices while a provider is slow: the bare digit where nothing is typed, with Alt Shift everywhere.
  { id: 'choose1', chords: ['1', 'Alt Shift 1'], where: 'outsideFields', steps: ['live'] }, { id: 'choose2', chords: ['2', 'Alt Shift 2'], where: 'outsideFields', steps: ['live'] },
  { id: 'choose3', chords: ['3', 'Alt Shift 3'], where: 'outsideFields', steps: ['live'] }, { id: 'choose4', chords: ['4', 'Alt Shift 4'], where: 'outsideFields', steps: ['live'] },
  { id: 'explain', chords: ['?'], where: 'outsideFields', steps: ['offers', 'readBack', 'live'] },
  { id: 'compare', chords: ['C'], where: 'outsideFields', steps: ['offers'] },
  { id: 'label', chords: ['L'], where: 'outsideFields', steps: ['offers'] },
  { id: 'sendPaymentLink', chords: ['Alt P'], where: 'everywhere', steps: ['register', 'readBack'] },
  { id: 'acceptChange', chords: ['Alt A'], where: 'everywhere', steps: ['readBack'] },
  { id: 'palette', chords: ['Ctrl K'], where: 'everywhere', steps: 'all' },
  { id: 'undo', chords: ['Ctrl Z'], where: 'everywhere', steps: BEFORE_LIVE },
  { id: 'nextCall', chords: ['Ctrl Tab', 'Alt PageDown'], where: 'everywhere', steps: 'all' },
  { id: 'previousCall', chords: ['Ctrl Shift Tab', 'Alt PageUp'], where: 'everywhere', steps: 'all' },
  { id: 'park', chords: ['Ctrl Shift P'], where: 'everywhere', steps: BEFORE_LIVE },
  { id: 'drop', chords: ['Ctrl Shift X'], where: 'everywhere', steps: BEFORE_LIVE },
  { id: 'language', chords: ['Ctrl Shift L'], where: 'everywhere', steps: 'all' },
  { id: 'back', chords: ['Esc'], where: 'everywhere', steps: 'all', isFixed: true },
] as const satisfies readonly Verb[]
export type VerbId = (typeof VERBS)[number]['id']

/** What a user bound otherwise: one chord by verb. */
export type Keymap = Readonly<Record<string, string>>

const rows: readonly Verb[] = VERBS
export const verbOf = (id: string): Verb | undefined => rows.find((verb) => verb.id === id)

/** The chords of a verb: the user's own one, or those of the house. */
export function chordsOf(id: string, own: Keymap): readonly string[] {
  const verb = verbOf(id)
  if (!verb) return []
  const mine = own[id]
  return mine !== undefined && !verb.isFixed ? [mine] : verb.chords
}

/** The chord that is shown for a verb; empty for one that is not in the map. */
export const chordFor = (id: string, own: Keymap): string => chordsOf(id, own)[0] ?? ''

/** The verb a chord stands for. A user's own chord wins over the house's. */
export const verbFor = (chord: string, own: Keymap): Verb | null => rows.find((verb) => chordsOf(verb.id, own).includes(chord)) ?? null

/** Keys of browsers, systems and fields: they keep their meaning. Source: the shortcut lists of Chromium, Firefox, Windows, GNOME and macOS. */
const KEPT = new Set([
  'Ctrl A', 'Ctrl C', 'Ctrl V', 'Ctrl X', 'Ctrl Y', 'Ctrl W', 'Ctrl T', 'Ctrl N', 'Ctrl Q', 'Ctrl R', 'Ctrl F', 'Ctrl P', 'Ctrl Shift T', 'Ctrl Shift N', 'Ctrl Shift W', 'Ctrl Shift Q', 'Ctrl Shift I', 'Ctrl Shift R',
  'Alt F4', 'Alt Tab', 'Alt Shift Tab', 'Alt Left', 'Alt Right', 'Alt Up', 'Alt Down', 'F11', 'F12', 'Tab', 'Shift Tab', 'Enter', 'Shift Enter', 'Space', 'Backspace', 'Delete', 'Insert', 'Home', 'End', 'PageUp', 'PageDown', 'Left', 'Right', 'Up', 'Down',
])
const NAMED = /^(F([1-9]|1[0-2])|Enter|Esc|Tab|Space|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Left|Right|Up|Down)$/
const SIGN = /^[^\s\p{C}\p{M}]$/u

export type Rebinding = { readonly ok: true } | { readonly ok: false; readonly code: 'unknownVerb' | 'fixed' | 'unreadable' | 'altGr' | 'kept' | 'types' | 'taken'; readonly verb?: string }

/**
 * Whether `chord` may stand for `verbId` beside what is bound already. Refused: keys that browsers or fields need, Ctrl with Alt (that is
 * AltGr on many keyboards and types a sign), a bare sign for a verb that acts in fields, and a chord another verb has.
 */
export function checkBinding(verbId: string, chord: string, own: Keymap): Rebinding {
  const verb = verbOf(verbId)
  if (!verb) return { ok: false, code: 'unknownVerb' }
  if (verb.isFixed) return { ok: false, code: 'fixed' }
  const parts = readChord(chord)
  if (!parts) return { ok: false, code: 'unreadable' }
  if (parts.modifiers.includes('Ctrl') && parts.modifiers.includes('Alt')) return { ok: false, code: 'altGr' }
  if (KEPT.has(chord)) return { ok: false, code: 'kept' }
  const typesSign = SIGN.test(parts.key) && !parts.modifiers.some((each) => each !== 'Shift')
  if (typesSign && verb.where === 'everywhere') return { ok: false, code: 'types' }
  if (/^Alt [1-9]$/.test(chord)) return { ok: false, code: 'taken', verb: 'pick' }
  const other = rows.find((each) => each.id !== verbId && chordsOf(each.id, own).includes(chord))
  return other ? { ok: false, code: 'taken', verb: other.id } : { ok: true }
}

/** What is kept of a map that was stored: bindings that are still allowed, in the order they were made. A map of another version loses nothing else. */
export function readKeymap(stored: Readonly<Record<string, unknown>>): Keymap {
  let own: Keymap = {}
  for (const [id, chord] of Object.entries(stored)) if (typeof chord === 'string' && checkBinding(id, chord, own).ok) own = { ...own, [id]: chord }
  return own
}

/** A chord in its parts, modifiers in the order Ctrl, Alt, Shift. Null: not a chord. */
export function readChord(chord: string): { readonly modifiers: readonly string[]; readonly key: string } | null {
  const parts = chord.split(' ')
  const key = parts.at(-1) ?? ''
  const modifiers = parts.slice(0, -1)
  const isOrdered = modifiers.join(' ') === ['Ctrl', 'Alt', 'Shift'].filter((each) => modifiers.includes(each)).join(' ')
  return isOrdered && (NAMED.test(key) || (SIGN.test(key) && key === key.toUpperCase())) ? { modifiers, key } : null
}
