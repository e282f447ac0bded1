import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { KnownAnswer } from '../../../shared/engines/estimate/answers.ts'
import { toLocalMetres } from '../../../shared/engines/reach/local-metres.ts'
import type { Position } from '../../../shared/domain/plant.ts'

export type ReadKnown = { readonly answers: readonly KnownAnswer[]; readonly refused: readonly { readonly line: number; readonly reason: string }[]; readonly origin: Position | null }

/**
 * Reads a provider's answers, one JSON object a line (the Boston format: lon, lat, block_group, address, zip, qualified Y/N). Of an asked
 * place only its address and position reach the estimate. `origin`: of the plane, so that two files share one; else the first place.
 */
export async function readKnown(file: string, origin: Position | null): Promise<ReadKnown> {
  const answers: KnownAnswer[] = []
  const refused: { line: number; reason: string }[] = []
  let line = 0
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    if (text.trim() === '') continue
    const row = parse(text)
    if (typeof row === 'string') {
      refused.push({ line, reason: row })
      continue
    }
    origin ??= row.position
    const { eastM, northM } = toLocalMetres(row.position, origin)
    const [, number = '', street = ''] = /^(\d*)\S*\s*([^,]*)/.exec(row.address) ?? []
    const houseNumber = number === '' ? null : Number(number)
    answers.push({ isYes: row.isYes, place: { eastM, northM, blockGroup: row.blockGroup, zip: row.zip, street: street.trim().toUpperCase(), side: houseNumber === null ? '' : String(houseNumber % 2), houseNumber } })
  }
  return { answers, refused, origin }
}

type Row = { readonly position: Position; readonly isYes: boolean; readonly address: string; readonly zip: string; readonly blockGroup: string }

function parse(text: string): Row | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'not JSON'
  }
  if (typeof value !== 'object' || value === null) return 'not an object'
  const { lon, lat, block_group: blockGroup, address, zip, qualified } = value as Readonly<Record<string, unknown>>
  if (typeof lon !== 'number' || typeof lat !== 'number' || Math.abs(lon) > 180 || Math.abs(lat) > 90) return 'no position in lon and lat'
  if (qualified !== 'Y' && qualified !== 'N') return 'qualified is neither Y nor N'
  const word = (given: unknown): string => (typeof given === 'string' ? given : '')
  return { position: { longitude: lon, latitude: lat }, isYes: qualified === 'Y', address: word(address), zip: word(zip), blockGroup: word(blockGroup) }
}
