/** `notNow`: why it cannot be done at this moment; such commands are listed last. `group`: the words above it. */
export type Command = { readonly id: string; readonly group: string; readonly label: string; readonly chord?: string; readonly notNow?: string; readonly run: () => void }

const MOST_SHOWN = 60
/** Without capitals and accents: "direccion" finds "Dirección". */
const plain = (words: string): string => words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
const wordsOf = (typed: string): readonly string[] => typed.toLowerCase().split(/\s+/).filter(Boolean)

/** Commands that hold every word that was typed, in the order they came; those that cannot be done now last. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = wordsOf(typed)
  const found = commands.filter((command) => words.every((word) => plain(`${command.group} ${command.label}`).includes(plain(word))))
  return [...found.filter((command) => !command.notNow), ...found.filter((command) => command.notNow)].slice(0, MOST_SHOWN)
}

/**
 * What is shown: what is here at once, then what was found elsewhere, each under its group. What is found late comes behind what is there,
 * so that nothing moves under the hand; what cannot be done now is the end of all.
 */
export function paletteRows(here: readonly Command[], foundElsewhere: readonly Command[], typed: string): readonly Command[] {
  const found = findCommands(here, typed)
  const known = new Set(found.map((command) => command.id))
  return [...found.filter((command) => !command.notNow), ...foundElsewhere.filter((command) => !known.has(command.id)), ...found.filter((command) => command.notNow)]
}

/** The row that Enter means: the one that was chosen as long as it is there, else the first that can be done. */
export const activeRow = (rows: readonly Command[], chosenId: string | null): number => {
  const at = rows.findIndex((row) => row.id === chosenId)
  return at >= 0 ? at : Math.max(0, rows.findIndex((row) => !row.notNow))
}

/** A label cut where it matches what was typed; the pieces together are the label. */
export function matchPieces(label: string, typed: string): readonly { readonly text: string; readonly isMatch: boolean }[] {
  const lower = label.toLowerCase()
  // A letter that grows in small letters would shift every place behind it.
  if (lower.length !== label.length) return [{ text: label, isMatch: false }]
  const marks = Array.from({ length: label.length }, () => false)
  for (const word of wordsOf(typed)) {
    const from = lower.indexOf(word)
    if (from >= 0) marks.fill(true, from, from + word.length)
  }
  const pieces: { text: string; isMatch: boolean }[] = []
  for (let at = 0; at < label.length; at++) {
    const last = pieces.at(-1)
    if (last && last.isMatch === marks[at]) last.text += label[at]
    else pieces.push({ text: label[at] ?? '', isMatch: marks[at] ?? false })
  }
  return pieces
}
