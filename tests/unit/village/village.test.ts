// Goal: forty answers that were worked out on paper before the engine was asked. Method: the README's table is both the village and what is expected.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Reason } from '../../../shared/domain/qualification.ts'
import { qualify } from '../../../shared/engines/qualification/qualify.ts'
import { branchReach } from '../../../shared/engines/reach/branch-reach.ts'
import { sectorReach } from '../../../shared/engines/reach/sector-reach.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ADDRESS, facts } from '../engines/builders.ts'
import { drawVillage, shownOf } from './draw-village.ts'
import { at, NODES, ROWS, SECTOR, SPANS, terrain, WAITING } from './village.ts'
import type { Row } from './village.ts'

/** The figure that decided, as the table writes it. */
function figure({ code, details }: Reason): string {
  if (code === 'span-planned') return details['readyAt'] === undefined ? 'no date' : new Date(Number(details['readyAt'])).toISOString().slice(0, 10)
  const name = ({ 'loop-too-long': 'loopM', 'no-port-free': 'portsFree', 'ports-awaited': 'ahead', 'sector-out-of-beam': 'offAxisDeg', 'sight-blocked': 'shortByM' } as Readonly<Record<string, string>>)[code] ?? 'distanceM'
  return String(details[name])
}

function answerAt(row: Row): readonly string[] {
  const place = at(row.east, row.north)
  const lines = qualify(facts({
    address: { ...ADDRESS, ...place, id: asId(`house-${row.number}`) }, waiting: WAITING,
    branches: SPANS.map((item) => branchReach(place, item, NODES.get(item.nodeId)!)), sectors: [sectorReach(place, SECTOR, terrain)],
  }))
  const line = lines.find((item) => item.accessType === row.line)!
  const decided = line.reasons.find((reason) => reason.supports === line.verdict)!
  return [line.verdict, decided.code, figure(decided), line.downlinkKbps === null ? '-' : String(line.downlinkKbps / 1000), line.waiting ? `${line.waiting.place} of ${line.waiting.waiting}` : '-']
}

describe('the village', () => {
  it('has forty premises', () => expect(ROWS).toHaveLength(40))
  it.each(ROWS)('answers house $number as worked out on paper: $expected', (row) => expect(answerAt(row)).toEqual(row.expected))
})

describe('its picture', () => {
  it('is drawn of what is tested; `node tests/unit/village/draw-village.ts` draws it anew', () => expect(readFileSync(new URL('village.svg', import.meta.url), 'utf8')).toBe(drawVillage()))
  it('shows every premise once, with its number and its answer', () => {
    expect(shownOf(drawVillage())).toEqual(ROWS.map((row) => `${row.number} ${row.expected[0]}`))
  })
  it('would be another one if an answer were another', () => {
    expect(drawVillage(ROWS.map((row) => (row.number === '10' ? { ...row, expected: ['yes', ...row.expected.slice(1)] } : row)))).not.toBe(drawVillage())
  })
})
