import { chordsOf, VERBS } from '../../shared/domain/keymap.ts'
import type { Keymap, Verb } from '../../shared/domain/keymap.ts'

export type HelpKey = { readonly id: string; readonly chords: readonly string[] }

/** The keys that are of use in a step first, then all others, from the one key map. */
export function helpKeys(step: string, own: Keymap): { readonly now: readonly HelpKey[]; readonly others: readonly HelpKey[] } {
  const rows: readonly Verb[] = VERBS
  const isNow = (verb: Verb) => verb.steps !== 'all' && verb.steps.includes(step)
  const keyOf = (verb: Verb): HelpKey => ({ id: verb.id, chords: chordsOf(verb.id, own) })
  return { now: rows.filter(isNow).map(keyOf), others: rows.filter((verb) => !isNow(verb)).map(keyOf) }
}
