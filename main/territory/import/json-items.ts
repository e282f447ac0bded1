/** One object of a list in a JSON document. `list`: the name of the list. `holder`: number of the object around it, so that what belongs together can be told. */
export type JsonItem = { readonly line: number; readonly list: string; readonly holder: number; readonly value?: unknown; readonly problem?: string }

/** Single members that say how the items are meant. */
const HEADS: ReadonlySet<string> = new Set(['crs'])
const ITEM_CHARACTERS = 8 << 20
/** A stream whose object goes on after so much has no end that is worth waiting for. */
const GIVE_UP_CHARACTERS = 64 << 20
type Frame = { readonly isList: boolean; readonly name: string; readonly number: number }

/**
 * Reads a JSON document of any length piece by piece: the objects in the lists called `lists`, wherever they are, each with its line, and the
 * members in HEADS. A document that is cut off gives all that was whole before; a damaged object costs itself. Objects that stand alone in
 * their line (NDJSON) are items of the list ''. No more than one object is held.
 */
export async function* readJsonItems(chunks: AsyncIterable<Buffer>, lists: ReadonlySet<string>, giveUpAfter = GIVE_UP_CHARACTERS): AsyncGenerator<JsonItem> {
  const decoder = new TextDecoder('utf-8')
  const frames: Frame[] = []
  let [line, objects, key, string, isEscaped, inString] = [1, 0, '', '', false, false]
  let item: { text: string; depth: number; line: number; list: string; holder: number; isTooLong: boolean } | null = null
  const found: JsonItem[] = []
  const finish = (): void => {
    const { text, line: at, list, holder, isTooLong } = item!
    item = null
    if (isTooLong) return void found.push({ line: at, list, holder, problem: 'the object is longer than any of these formats is' })
    try {
      found.push({ line: at, list, holder, value: JSON.parse(text) })
    } catch {
      found.push({ line: at, list, holder, problem: /[[:,]\s*-?(NaN|Infinity)\b/.test(text) ? 'a coordinate is missing or is not a number' : 'the object is not JSON; it is damaged' })
    }
  }
  const step = (char: string): void => {
    if (char === '\n') line++
    if (item) {
      if (item.text.length < ITEM_CHARACTERS) item.text += char
      else item.isTooLong = true
    }
    if (inString) {
      if (isEscaped) isEscaped = false
      else if (char === '\\') isEscaped = true
      else if (char === '"') inString = false
      else if (!item && string.length < 200) string += char
      return
    }
    if (char === '"') {
      inString = true
      string = ''
    } else if (char === ':') {
      if (!item) key = string
    } else if (char === '{' || char === '[') {
      if (item) item.depth++
      else open(char)
    } else if (char === '}' || char === ']') {
      if (item) {
        if (--item.depth === 0) finish()
      } else frames.pop()
    }
  }
  const open = (char: '{' | '['): void => {
    const around = frames.at(-1)
    const isElement = char === '{' && around?.isList === true && lists.has(around.name)
    const isHead = char === '{' && around?.isList === false && HEADS.has(key)
    if (isElement || isHead) item = { text: char, depth: 1, line, list: isHead ? key : around!.name, holder: holderOf(frames), isTooLong: false }
    else {
      frames.push({ isList: char === '[', name: around?.isList === false ? key : '', number: ++objects })
      key = ''
    }
  }
  let sinceItem = 0
  for await (const chunk of chunks) {
    const before = item
    const text = decoder.decode(chunk, { stream: true })
    for (const char of text) step(char)
    // What lies between two objects of a list has no end either when nothing is found in it for so long.
    sinceItem = item !== before || found.length > 0 ? 0 : sinceItem + text.length
    yield* found.splice(0)
    if (sinceItem > giveUpAfter) {
      const at = item as { line: number; list: string; holder: number } | null
      yield { line: at?.line ?? line, list: at?.list ?? '', holder: at?.holder ?? 0, problem: `${at ? 'the object' : 'the text between objects'} has no end after ${(giveUpAfter / (1 << 20)).toFixed(0)} MB; nothing after it was read` }
      return
    }
  }
  const cut = item as { line: number; list: string; holder: number } | null
  if (cut) yield { line: cut.line, list: cut.list, holder: cut.holder, problem: 'the file is cut off in this object' }
  else if (frames.length > 0) yield { line, list: '', holder: 0, problem: 'the file is cut off here' }
}

const holderOf = (frames: readonly Frame[]): number => frames.findLast((frame) => !frame.isList)?.number ?? 0
