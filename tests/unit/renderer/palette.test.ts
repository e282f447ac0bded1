import { describe, expect, it } from 'vitest'
import { activeRow, matchPieces, paletteRows } from '../../../renderer/app/palette.ts'
import type { Command } from '../../../renderer/app/palette.ts'

const command = (id: string, label = id, patch: Partial<Command> = {}): Command => ({ id, group: 'Actions', label, run: () => undefined, ...patch })

describe('the palette', () => {
  const here = [command('cut', 'Cut the network'), command('update', 'Check for an update', { notNow: 'needs the network' })]
  it('puts what is found late behind what was there, and what cannot be done now last', () => {
    expect(paletteRows(here, [command('place', '1 Network Way')], 'network').map((row) => row.id)).toEqual(['cut', 'place'])
    expect(paletteRows(here, [command('place')], '').map((row) => row.id)).toEqual(['cut', 'place', 'update'])
  })
  it('lists nothing twice', () => {
    expect(paletteRows([command('o1', 'PO-1 network')], [command('o1', 'PO-1 network')], 'network')).toHaveLength(1)
  })
  it('keeps the chosen row when others come before or behind it', () => {
    const before = paletteRows(here, [], '')
    const after = paletteRows(here, [command('place')], '')
    expect(before[activeRow(before, 'update')]?.id).toBe('update')
    expect(after[activeRow(after, 'update')]?.id).toBe('update')
    expect(after[activeRow(after, null)]?.id).toBe('cut')
    expect(activeRow([], 'gone')).toBe(0)
  })
  it('underlines what was typed and loses no letter', () => {
    expect(matchPieces('Cut the network', 'net cut').filter((piece) => piece.isMatch).map((piece) => piece.text)).toEqual(['Cut', 'net'])
    for (const label of ['Cut the network', 'İstanbul', '', '🙂 x']) expect(matchPieces(label, 'u i x').map((piece) => piece.text).join('')).toBe(label)
  })
})
