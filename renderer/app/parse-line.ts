/** A piece of what was pasted or typed. All pieces together are the input, character by character. */
export type Piece = { readonly kind: 'name' | 'phone' | 'email' | 'address' | 'rest' | 'between'; readonly text: string }
export type ParsedLine = {
  readonly pieces: readonly Piece[]
  readonly givenName: string
  readonly familyName: string
  readonly phone: string
  readonly email: string
  readonly address: string
  /** What was not understood, for the note. */
  readonly rest: string
}

const EMAIL = /[^\s,;|<>()"'“”:]+@[^\s,;|<>()"'“”:]+\.[^\s,;|<>()"'“”:.]+/u
const PHONE = /\+?\(?\d[\d().\-/  ]{5,}\d/u
const SEPARATORS = /[,;|\t\r\n]+/
const TITLES = /^(mr|mrs|ms|miss|mx|dr|prof|sir|madam|sr|sra|srta|don|doña|herr|frau|m|mme)\.?$/iu
const LABELS = /^(name|names|phone|tel|telephone|mobile|cell|mail|e-?mail|address|nombre|teléfono|telefono|móvil|correo|dirección|direccion)\s*:$/iu
const PARTICLES = /^(de|del|la|las|los|da|das|dos|di|du|van|von|der|den|ten|ter|bin|bint|ibn|al|el|san|st\.?|mac|o')$/iu
/** A house number, then a street. */
const HOUSE = /^\s*\d{1,6}[A-Za-z]?(?:[-/]\d+)?\s+\S*\p{L}/u
const HOUSE_GOES_ON = /(\b\d{5}(-\d{4})?\b|^\s*(apt|unit|suite|ste|#|no\.?|lot|apto|piso)\b|^\s*[A-Z]{2}\s*$)/iu
const WORD = /^[\p{L}\p{M}][\p{L}\p{M}'’.‐-]*$/u
/** Marks that only say which way text runs, and what is left of them. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu
const MOST_NAME_WORDS = 6

/**
 * Reads a line about a caller: name, phone, mail and house, in any order and with any separators. Never throws, never loses a character:
 * the pieces together are the input. What fits nothing is `rest`. Pure.
 */
export function parseLine(input: string): ParsedLine {
  const pieces = [...takeNames(takeAddress(splitSegments(takeMatch(takeMatch([{ kind: 'rest', text: input }], 'email', () => EMAIL), 'phone', phoneIn))))]
  const first = (kind: Piece['kind']) => clean(pieces.find((piece) => piece.kind === kind)?.text ?? '')
  const name = nameOf(pieces)
  return {
    pieces, ...name, phone: first('phone'), email: first('email'),
    address: clean(joinRun(pieces, 'address')),
    rest: pieces.filter((piece) => piece.kind === 'rest').map((piece) => clean(piece.text)).filter((text) => text !== '').join(' '),
  }
}

/** Whether a line says more than a field holds: then it is taken apart instead of typed. */
export const isWholeLine = (parsed: ParsedLine): boolean => [parsed.email, parsed.phone, parsed.address, parsed.givenName || parsed.familyName].filter((part) => part !== '').length >= 2

const clean = (text: string): string => text.replaceAll(INVISIBLE, '').replaceAll(/\s+/g, ' ').trim()

/** The first match of a pattern in what is not understood yet becomes a piece of its own. */
function takeMatch(pieces: readonly Piece[], kind: Piece['kind'], patternFor: (text: string) => RegExp | string | null): readonly Piece[] {
  const at = pieces.findIndex((piece) => piece.kind === 'rest' && find(piece.text, patternFor) !== null)
  const piece = pieces[at]
  const match = piece ? find(piece.text, patternFor) : null
  if (!piece || match === null) return pieces
  const from = piece.text.indexOf(match)
  const parts: readonly Piece[] = [{ kind: 'rest', text: piece.text.slice(0, from) }, { kind, text: match }, { kind: 'rest', text: piece.text.slice(from + match.length) }]
  return [...pieces.slice(0, at), ...parts.filter((part) => part.text !== ''), ...pieces.slice(at + 1)]
}

function find(text: string, patternFor: (text: string) => RegExp | string | null): string | null {
  const pattern = patternFor(text)
  return pattern instanceof RegExp ? (pattern.exec(text)?.[0] ?? null) : pattern
}

/** Seven to fifteen digits that stand together and do not begin a street. */
function phoneIn(text: string): string | null {
  for (const match of text.matchAll(new RegExp(PHONE, 'gu'))) {
    const digits = match[0].replaceAll(/\D/g, '').length
    if (digits >= 7 && digits <= 15) return match[0]
  }
  return null
}

/** What is left, cut at commas, lines and the like; the cuts are pieces too. */
function splitSegments(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.flatMap((piece) => (piece.kind === 'rest' ? piece.text.split(new RegExp(`(${SEPARATORS.source})`)).flatMap((text): Piece[] => (text === '' ? [] : [{ kind: SEPARATORS.test(text) || clean(text) === '' || LABELS.test(clean(text)) ? 'between' : 'rest', text }])) : [piece]))
}

/** A house number with a street, and what follows it as city, unit or postcode. */
function takeAddress(pieces: readonly Piece[]): readonly Piece[] {
  const from = pieces.findIndex((piece) => piece.kind === 'rest' && HOUSE.test(piece.text.replaceAll(INVISIBLE, '')))
  if (from < 0) return pieces
  let to = from
  for (let at = from + 1; at < pieces.length; at++) {
    const piece = pieces[at]
    if (!piece || (piece.kind !== 'between' && piece.kind !== 'rest')) break
    if (/[\r\n]{2,}|\t/.test(piece.text)) break
    if (piece.kind === 'rest' && HOUSE_GOES_ON.test(piece.text)) to = at
  }
  return pieces.map((piece, at) => (at >= from && at <= to && (piece.kind === 'rest' || piece.kind === 'between') ? { ...piece, kind: 'address' } : piece))
}

/** The words of the first segment that has any are the name; a title before it is not part of it. Words of later segments are talk. */
function* takeNames(pieces: readonly Piece[]): Generator<Piece> {
  let names = 0
  let isClosed = false
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== 'rest') {
      isClosed ||= names > 0 && clean(piece.text) !== '' && !goesOn(pieces, index, names)
      yield piece
      continue
    }
    // A label in front ("Name: …") is understood; a word that is no word (an emoji, a bracket) is not, and stays.
    for (const part of piece.text.split(/(\s+|\p{Extended_Pictographic}(?:\p{M}|\u200d|\p{Extended_Pictographic})*|[^\s:]+:|[()<>"“”*_]+)/u)) {
      if (part === '') continue
      const bare = part.replaceAll(INVISIBLE, '')
      if (bare.trim() === '' || LABELS.test(bare.trim())) yield { kind: 'between', text: part }
      else if (!isClosed && WORD.test(bare) && names < MOST_NAME_WORDS) {
        if (TITLES.test(bare)) yield { kind: 'between', text: part }
        else {
          names += 1
          yield { kind: 'name', text: part }
        }
      } else yield { kind: 'rest', text: part }
    }
  }
}

/** "Exampleton, Juniper": after one comma a name may go on, when what follows is written as names are. */
function goesOn(pieces: readonly Piece[], index: number, names: number): boolean {
  const next = pieces[index + 1]
  const words = clean(next?.text ?? '').split(' ')
  return clean(pieces[index]?.text ?? '') === ',' && names <= 2 && next?.kind === 'rest' && words.length <= 2 && words.every((word) => WORD.test(word) && word !== word.toLowerCase() || /^\p{Lo}/u.test(word))
}

/** Given and family name. With a comma between two of one word each the family comes first, as lists have it. */
function nameOf(pieces: readonly Piece[]): { readonly givenName: string; readonly familyName: string } {
  const words: { readonly text: string; readonly isAfterComma: boolean }[] = []
  let hasComma = false
  for (const piece of pieces) {
    if (piece.kind === 'name') {
      words.push({ text: clean(piece.text), isAfterComma: hasComma && words.length > 0 })
      hasComma = false
    } else if (piece.kind === 'between') hasComma ||= piece.text.includes(',')
    else hasComma = false
  }
  const comma = words.findIndex((word) => word.isAfterComma)
  const texts = words.map((word) => word.text)
  if (comma > 0) return { givenName: texts.slice(comma).join(' '), familyName: texts.slice(0, comma).join(' ') }
  const particle = texts.findIndex((text, at) => at > 0 && at < texts.length - 1 && PARTICLES.test(text))
  const from = particle > 0 ? particle : Math.max(1, texts.length - 1)
  return { givenName: texts.slice(0, from).join(' '), familyName: texts.slice(from).join(' ') }
}

/** The first run of pieces of a kind, as one text. */
function joinRun(pieces: readonly Piece[], kind: Piece['kind']): string {
  const from = pieces.findIndex((piece) => piece.kind === kind)
  if (from < 0) return ''
  const length = pieces.slice(from).findIndex((piece) => piece.kind !== kind)
  return pieces.slice(from, length < 0 ? undefined : from + length).map((piece) => piece.text.replaceAll(/[\t\r\n]+/g, ' ')).join('')
}
