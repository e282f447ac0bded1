import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'

/** A JSON text as its value, and the line on which the value at a path such as "offerings.3.prices.0" begins. */
export type PlacedJson = { readonly value: unknown; readonly lineOf: (path: string) => number }
export type JsonFault = { readonly line: number; readonly path: string; readonly problem: string }

const DEEPEST = 64
const TOKEN = /[ \t\r\n]*(?:("(?:[ !#-[\]-\uFFFF]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/y

type Token = { readonly kind: 'text' | 'scalar' | 'mark'; readonly text: string; readonly at: number }
class Stop extends Error {
  readonly fault: Omit<JsonFault, 'line'> & { readonly at: number }
  constructor(fault: Stop['fault']) {
    super(fault.problem)
    this.fault = fault
  }
}

/**
 * Reads a JSON text that a person wrote and remembers where everything stands, which JSON.parse forgets. Stricter than JSON.parse in one
 * thing: a key given twice is a fault, because one of the two would be dropped unseen. A path that is not there has the line of the
 * nearest thing around it. Errors: the line, the path and what is wrong there.
 */
export function readPlacedJson(text: string): Result<PlacedJson, JsonFault> {
  const lines = lineStarts(text)
  const starts = new Map<string, number>()
  try {
    const value = readValue({ text, at: text.startsWith('\uFEFF') ? 1 : 0, starts })
    return ok({ value, lineOf: (path) => lineAt(lines, nearest(starts, path)) })
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop
    const { path, problem, at } = stop.fault
    return err({ line: lineAt(lines, at), path, problem })
  }
}

type Reading = { readonly text: string; at: number; readonly starts: Map<string, number> }

function readValue(reading: Reading): unknown {
  const value = valueAt(reading, take(reading, ''), '', 0)
  const rest = /\S/.exec(reading.text.slice(reading.at))
  if (rest) throw new Stop({ path: '', problem: 'something follows the end', at: reading.at + rest.index })
  return value
}

function valueAt(reading: Reading, token: Token, path: string, depth: number): unknown {
  reading.starts.set(path, token.at)
  if (token.kind !== 'mark') return JSON.parse(token.text)
  if (depth >= DEEPEST) throw new Stop({ path, problem: `deeper than ${DEEPEST} levels`, at: token.at })
  if (token.text === '{') return objectAt(reading, path, depth)
  if (token.text === '[') return arrayAt(reading, path, depth)
  throw new Stop({ path, problem: `a value is missing before ${token.text}`, at: token.at })
}

function objectAt(reading: Reading, path: string, depth: number): Readonly<Record<string, unknown>> {
  const entries = new Map<string, unknown>()
  let token = take(reading, path)
  while (token.text !== '}' || token.kind !== 'mark' || entries.size > 0) {
    if (token.kind !== 'text') throw new Stop({ path, problem: 'a name in quotes is missing', at: token.at })
    const key = JSON.parse(token.text) as string
    if (entries.has(key)) throw new Stop({ path: join(path, key), problem: 'the name is there twice', at: token.at })
    demand(take(reading, path), ':', path)
    entries.set(key, valueAt(reading, take(reading, join(path, key)), join(path, key), depth + 1))
    if (isEnd(take(reading, path), '}', path)) break
    token = take(reading, path)
  }
  return Object.fromEntries(entries)
}

function arrayAt(reading: Reading, path: string, depth: number): readonly unknown[] {
  const items: unknown[] = []
  let token = take(reading, path)
  while (token.text !== ']' || token.kind !== 'mark' || items.length > 0) {
    items.push(valueAt(reading, token, join(path, String(items.length)), depth + 1))
    if (isEnd(take(reading, path), ']', path)) break
    token = take(reading, path)
  }
  return items
}

function take(reading: Reading, path: string): Token {
  TOKEN.lastIndex = reading.at
  const match = TOKEN.exec(reading.text)
  if (!match) {
    const rest = /\S/.exec(reading.text.slice(reading.at))
    throw new Stop({ path, problem: rest ? 'not JSON' : 'the text ends too early', at: rest ? reading.at + rest.index : reading.text.length })
  }
  reading.at = TOKEN.lastIndex
  const text = match[1] ?? match[2] ?? match[3] ?? ''
  return { kind: match[1] !== undefined ? 'text' : match[2] !== undefined ? 'scalar' : 'mark', text, at: reading.at - text.length }
}

function isEnd(token: Token, end: '}' | ']', path: string): boolean {
  if (token.kind === 'mark' && token.text === end) return true
  demand(token, ',', path)
  return false
}

function demand(token: Token, mark: string, path: string): void {
  if (token.kind !== 'mark' || token.text !== mark) throw new Stop({ path, problem: `${mark} is missing`, at: token.at })
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

function nearest(starts: ReadonlyMap<string, number>, path: string): number {
  const found = starts.get(path)
  if (found !== undefined) return found
  return path === '' ? 0 : nearest(starts, path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '')
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}
