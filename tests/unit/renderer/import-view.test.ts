import { describe, expect, it } from 'vitest'
import { canGoOn, fileRow, importHead, isMoving, isTerritoryName } from '../../../renderer/journeys/import/view.ts'
import { refusalsCsv } from '../../../shared/domain/import-job.ts'
import type { ImportedFile, ImportJob } from '../../../shared/domain/import-job.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const [en, es] = [createTexts('en'), createTexts('es')]
const file = (more: Partial<ImportedFile> = {}): ImportedFile => ({ kind: 'addresses', name: 'list.csv', path: '/l', fileId: null, state: 'running', key: 'k', line: 10, offset: 500, bytes: 1_000, written: 7_000, known: 1, refused: 2, resumedAt: 0, before: false, failed: null, lines: [], ...more })
const job = (state: ImportJob['state'], more: Partial<ImportJob> = {}): ImportJob => ({ importId: 'i', territory: 'tinytown', title: 'Tinytown', city: null, region: null, zone: null, provider: null, dropLimitM: null, isLive: false, state, startedAt: 0, endedAt: null, activeMs: 44_000, rowsPerSecond: 22_000, files: [file()], problem: null, ...more })

describe('an import on the screen', () => {
  it.each([
    ['running', 'Importing Tinytown: 7,003 rows, 22,000 a second', 'Importando Tinytown: 7,003 filas, 22,000 por segundo'], ['paused', 'Tinytown is paused after 7,003 rows', 'Tinytown está en pausa después de 7,003 filas'],
    ['brokenOff', 'The import of Tinytown was broken off after 7,003 rows', 'La importación de Tinytown se interrumpió después de 7,003 filas'], ['done', 'Tinytown is in: 7,003 rows in 44 s, 2 refused', 'Tinytown ya está: 7,003 filas en 44 s, 2 rechazadas'],
  ] as const)('says what it is at: %s', (state, english, spanish) => expect([importHead(job(state), en), importHead(job(state), es)]).toEqual([english, spanish]))
  it('has words for every state', () => {
    for (const state of ['running', 'pausing', 'paused', 'brokenOff', 'cancelling', 'cancelled', 'done'] as const) for (const texts of [en, es]) expect(importHead(job(state, { title: null }), texts)).toContain('tinytown')
    expect((['running', 'pausing', 'paused', 'brokenOff', 'cancelling', 'cancelled', 'done'] as const).map((state) => [isMoving(job(state)), canGoOn(job(state))].filter(Boolean).length)).toEqual([1, 1, 1, 1, 1, 0, 0])
  })
  it('says how far a file is, and why nothing of it came in', () => {
    expect(fileRow(file(), en)).toMatchObject({ percent: 50, state: 'being read', written: '7,000', note: null })
    expect(fileRow(file({ bytes: 0 }), en).percent).toBeNull()
    expect(fileRow(file({ state: 'failed', failed: 'the file is empty' }), en)).toMatchObject({ isFailed: true, note: 'nothing was imported: the file is empty' })
    expect(fileRow(file({ state: 'done', before: true }), en)).toMatchObject({ percent: 100, note: 'imported before, nothing to do' })
    expect(fileRow(file({ state: 'done', resumedAt: 5_000 }), es).note).toBe('siguió después de la línea 5,000')
  })
  it('saves what was refused so that a spreadsheet runs nothing of it', () => {
    expect(refusalsCsv('a "b".csv', [{ line: 3, reason: 'the street is missing' }, { line: 4, reason: '=HYPERLINK("x")' }])).toBe('file,line,reason\r\n"a ""b"".csv",3,"the street is missing"\r\n"a ""b"".csv",4,"\'=HYPERLINK(""x"")"\r\n')
  })
  it.each([['tinytown', true], [' tiny-2 ', true], ['Tiny', false], ['2tiny', false], ['', false], ['a'.repeat(41), false], ['tiny town', false]])('takes %j as a name: %s', (name, isName) => expect(isTerritoryName(name)).toBe(isName))
})
