/**
 * The syntax of a text, a small part of ICU MessageFormat (the library for all of it costs 16 kB gzip on the first page):
 * `{name}`, `{n, plural, =0 {none} one {# step} other {# steps}}`, `{kind, select, house {…} other {…}}`,
 * `{promisedAt, clock}` and any other `{name, style}`. A `#` is the number of the plural around it. Pure.
 */
export type Part =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'value'; readonly name: string; readonly style: string | null }
  | { readonly kind: 'count' }
  | { readonly kind: 'choice'; readonly by: 'plural' | 'select'; readonly name: string; readonly branches: ReadonlyMap<string, readonly Part[]> }

export type Value = string | number | boolean | null | undefined
export type Values = Readonly<Record<string, Value>>

/** How one language prints what stands in a text. */
export type Printing = {
  readonly value: (name: string, style: string | null, value: Value) => string
  readonly count: (n: number) => string
  readonly category: (n: number) => string
}

const MISSING = '–'

/** Reads a text's syntax. Throws on braces that do not pair or a choice without `other`: a text is ours, and a test reads them all. */
export function parsePattern(pattern: string): readonly Part[] {
  let at = 0
  const refuse = (why: string): never => { throw new SyntaxError(`${why} at ${at} of “${pattern}”`) }
  const word = (): string => {
    const [found = ''] = /^\s*([=\w]*)\s*/.exec(pattern.slice(at)) ?? []
    at += found.length
    return found.trim()
  }
  const expect = (sign: string) => (pattern[at] === sign ? (at += 1) : refuse(`no ${sign}`))
  const parts = (inPlural: boolean, isTop: boolean): readonly Part[] => {
    const found: Part[] = []
    let words = ''
    const end = () => {
      if (words !== '') found.push({ kind: 'words', words })
      words = ''
    }
    while (at < pattern.length && pattern[at] !== '}') {
      const sign = pattern[at] ?? ''
      if (sign === '{') {
        end()
        at += 1
        found.push(placeholder(inPlural))
      } else if (sign === '#' && inPlural) {
        end()
        at += 1
        found.push({ kind: 'count' })
      } else {
        words += sign
        at += 1
      }
    }
    end()
    if (isTop && at < pattern.length) refuse('a brace too many')
    return found
  }
  const placeholder = (inPlural: boolean): Part => {
    const name = word() || refuse('no name')
    if (pattern[at] === '}') return expect('}'), { kind: 'value', name, style: null }
    expect(',')
    const style = word() || refuse('no style')
    if (style !== 'plural' && style !== 'select') return expect('}'), { kind: 'value', name, style }
    expect(',')
    const branches = new Map<string, readonly Part[]>()
    while (pattern[at] !== '}') {
      const branch = word() || refuse('no branch')
      expect('{')
      branches.set(branch, parts(inPlural || style === 'plural', false))
      expect('}')
      while (/\s/.test(pattern[at] ?? '')) at += 1
    }
    if (!branches.has('other')) refuse('no other')
    return expect('}'), { kind: 'choice', by: style, name, branches }
  }
  return parts(false, true)
}

/** Prints a parsed text. What came in as a value is printed as it is, never read as syntax; a missing value is a dash. */
export function printParts(parts: readonly Part[], values: Values, printing: Printing, count: number | null = null): string {
  return parts.map((part): string => {
    if (part.kind === 'words') return part.words
    if (part.kind === 'count') return count === null ? MISSING : printing.count(count)
    const value = values[part.name]
    if (part.kind === 'value') return value === undefined || value === null || value === '' ? MISSING : printing.value(part.name, part.style, value)
    const n = part.by === 'plural' && typeof value === 'number' ? value : null
    const branch = (n === null ? part.branches.get(String(value)) : (part.branches.get(`=${n}`) ?? part.branches.get(printing.category(n)))) ?? part.branches.get('other') ?? []
    return printParts(branch, values, printing, part.by === 'plural' ? n : count)
  }).join('')
}
