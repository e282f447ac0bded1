/** What a line of the script may depend on. A fact that is not known is not there, and no line that asks for it is chosen. */
export type ScriptFacts = Readonly<Record<string, string | number | boolean>>

/** A condition on one fact: one value, one of several, or a least number. */
export type ScriptCondition = string | number | boolean | readonly (string | number | boolean)[] | { readonly min: number }
/** `reads`: the line holds the notice that the call is recorded, word for word (`{recordingNotice}`): who said the line has given the notice. */
export type ScriptLine = { readonly id: string; readonly when: Readonly<Record<string, ScriptCondition>>; readonly reads?: 'recordingNotice'; readonly text: string }

/** What reps of one brand read aloud in one language. The first line that fits is read. `**words**` are stressed, `{names}` filled. */
export type Script = { readonly brand: string; readonly language: string; readonly version: number; readonly lines: readonly ScriptLine[] }

export const HOUSE_BRAND = 'house'

/** The first line whose every condition holds. Null: the script has nothing to say here. Pure. */
export const chooseLine = (script: Script, facts: ScriptFacts): ScriptLine | null => script.lines.find((line) => Object.entries(line.when).every(([name, condition]) => holds(condition, facts[name]))) ?? null

function holds(condition: ScriptCondition, fact: string | number | boolean | undefined): boolean {
  if (fact === undefined) return false
  if (typeof condition === 'object' && 'min' in condition) return typeof fact === 'number' && fact >= condition.min
  return Array.isArray(condition) ? condition.includes(fact) : condition === fact
}
