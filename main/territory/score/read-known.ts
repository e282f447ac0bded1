import type { KnownAnswer } from '../../../shared/engines/estimate/answers.ts'
import { toLocalMetres } from '../../../shared/engines/reach/local-metres.ts'
import type { Position } from '../../../shared/domain/plant.ts'
import type { LineLimits } from '../import/lines.ts'
import { LINE_LIMITS, readLines } from '../import/lines.ts'

export type Refused = { readonly line: number; readonly reason: string }
export type ReadKnown = { readonly answers: readonly KnownAnswer[]; readonly refused: readonly Refused[]; readonly origin: Position | null }

/** Farther than this from the middle of its file no answer is of the same city. */
const CITY_KM = 150

/**
 * Reads a provider's answers, one JSON object a line (the Boston format: lon, lat, block_group, address, zip, qualified Y/N). Of an asked
 * place only its address and position reach the estimate. `origin`: the middle of the file that is read first, so that two files share one
 * plane; what lies in another part of the world is refused, the rest used. Never holds more than one line beside the answers.
 */
export async function readKnown(chunks: AsyncIterable<Buffer>, origin: Position | null, limits: LineLimits = LINE_LIMITS): Promise<ReadKnown> {
  const rows: (Row & { readonly line: number })[] = []
  const refused: Refused[] = []
  for await (const batch of readLines(chunks, { line: 0, offset: 0 }, limits))
    for (const { line, text, problem } of batch) {
      if (text?.trim() === '') continue
      const row = text === undefined ? problem : parse(text)
      if (typeof row === 'string') refused.push({ line, reason: row })
      else rows.push({ line, ...row })
    }
  const middle = origin ?? middleOf(rows)
  const answers = rows.flatMap((row) => {
    const reason = misplaced(row.position, middle!)
    if (reason === null) return [answerOf(row, middle!)]
    refused.push({ line: row.line, reason })
    return []
  })
  return { answers, refused: refused.sort((a, b) => a.line - b.line), origin: middle }
}

type Row = { readonly position: Position; readonly isYes: boolean; readonly address: string; readonly zip: string; readonly blockGroup: string }

function parse(text: string): Row | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'the line is not whole JSON: cut off, or of another format'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'the line holds no object'
  const { lon, lat, block_group: blockGroup, address, zip, qualified } = value as Readonly<Record<string, unknown>>
  if (typeof lon !== 'number' || typeof lat !== 'number') return 'lon and lat hold no position'
  if (Math.abs(lon) <= 90 && Math.abs(lat) > 90 && Math.abs(lat) <= 180) return 'lon and lat seem to be swapped'
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return 'lon and lat are not on the earth'
  if (qualified !== 'Y' && qualified !== 'N') return 'qualified is neither Y nor N'
  if (typeof blockGroup !== 'string' || blockGroup === '') return 'block_group is missing'
  const word = (given: unknown): string => (typeof given === 'string' ? given : '')
  return { position: { longitude: lon, latitude: lat }, isYes: qualified === 'Y', address: word(address), zip: word(zip), blockGroup }
}

function answerOf({ position, isYes, address, zip, blockGroup }: Row, origin: Position): KnownAnswer {
  const { eastM, northM } = toLocalMetres(position, origin)
  const [, number = '', street = ''] = /^(\d*)\S*\s*([^,]*)/.exec(address) ?? []
  const houseNumber = number === '' ? null : Number(number)
  const zipPlus = /\b\d{5}-\d{4}\b/.exec(address)?.[0] ?? ''
  return { isYes, place: { eastM, northM, blockGroup, zip, zipPlus, street: street.trim().toUpperCase(), side: houseNumber === null ? '' : String(houseNumber % 2), houseNumber } }
}

/** The middle one by longitude and by latitude: a few wrong ones do not move it. */
function middleOf(rows: readonly Row[]): Position | null {
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
  return rows.length === 0 ? null : { longitude: middle(rows.map(({ position }) => position.longitude)), latitude: middle(rows.map(({ position }) => position.latitude)) }
}

function misplaced(position: Position, middle: Position): string | null {
  const km = (at: Position): number => {
    const { eastM, northM } = toLocalMetres(at, middle)
    return Math.hypot(eastM, northM) / 1_000
  }
  if (km(position) <= CITY_KM) return null
  const isSwapped = Math.abs(position.longitude) <= 90 && km({ longitude: position.latitude, latitude: position.longitude }) <= CITY_KM
  return isSwapped ? 'lon and lat seem to be swapped' : `the place lies ${Math.round(km(position))} km from the others`
}
