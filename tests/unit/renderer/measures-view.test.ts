import { describe, expect, it } from 'vitest'
import { callLines, falloutTwin, repTable, repTimes, summaryHead, talkTime, waitTwin } from '../../../renderer/journeys/measures/view.ts'
import type { CallSums } from '../../../shared/domain/call-record.ts'
import { typicalOf } from '../../../shared/engines/measures/typical.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { aCall, aStep, facts, id } from '../measures/builders.ts'

const EN = createTexts('en'), ES = createTexts('es')
const nameOf = (providerId: string) => ({ earthlink: 'EarthLink', kestrel: 'Kestrel' })[providerId] ?? providerId
const SUMS: CallSums = { calls: 12, submitted: 10, dropped: 1, parked: 1, ringToSubmitP50Ms: 170_000, ringToSubmitP95Ms: 290_000, commandKeysP50: 17, dataKeysP50: 150, clicks: 3, waits: 4, waitedMs: 5_200, fallout: 1 }
const NONE: CallSums = { ...SUMS, calls: 0, submitted: 0, ringToSubmitP50Ms: null, ringToSubmitP95Ms: null, commandKeysP50: null, dataKeysP50: null, fallout: 0 }
const summary = {
  desks: null, since: 0, sum: SUMS, reps: [{ repId: 'a', repName: 'Pat Sample', sums: SUMS }, { repId: 'b', repName: 'New Rep', sums: NONE }],
  waits: [{ kind: 'useCase' as const, name: 'offers.list', count: 1, totalMs: 500, longestMs: 500 }, { kind: 'provider' as const, name: 'earthlink', count: 3, totalMs: 4_000, longestMs: 1_200 }],
  fallout: [{ kind: 'compensated' as const, code: 'no-port', providerId: 'kestrel', count: 2 }, { kind: 'held' as const, code: 'price-changed', providerId: null, count: 1 }],
}

describe('the time of a call', () => {
  it.each([[0, '0 s'], [59_499, '59 s'], [59_500, '1 min 0 s'], [161_000, '2 min 41 s'], [3_725_000, '62 min 5 s']])('of %i ms is written %s', (ms, words) => {
    expect(talkTime(ms, EN.format)).toBe(words)
  })
})

describe('a call that ended', () => {
  const call = aCall({ outcome: 'submitted', orderId: id(50), submittedAt: 162_000, steps: [aStep({ commandKeys: 38, dataKeys: 115, mentalActs: 20 })], waits: [{ kind: 'provider', name: 'earthlink', count: 1, totalMs: 1_200, longestMs: 1_200 }] })

  it('says keys, time, the longest wait and what is usual, and where that comes from', () => {
    const { head, facts: rest } = callLines({ call, today: SUMS, typical: typicalOf({ own: [], desk: [] }), nameOf, texts: EN })
    expect(head).toBe('38 keys, no mouse, 2 min 41 s from ring to submit, longest wait 1.2 s at EarthLink, typical 3 min 0 s (our budget, until this desk has 20 calls of its own)')
    expect(rest).toEqual(['115 keys for what the caller said', 'Hands and head about 1 min 10 s by the keystroke-level model, an estimate', '12 calls today, half of them under 2 min 50 s'])
  })

  it('says in Spanish that there was no wait, and names what went otherwise', () => {
    const refused = aCall({ outcome: 'submitted', orderId: id(50), submittedAt: 2_000, steps: [aStep({ commandKeys: 1, clicks: 1 })] }, facts({ state: 'failed', providerCode: 'no-port', providerId: 'kestrel', undoneSteps: 1 }))
    const { head, facts: rest } = callLines({ call: refused, today: NONE, typical: null, nameOf, texts: ES })
    expect(head).toBe('1 tecla, 1 clic, 1 s desde el timbre hasta el envío, ninguna espera de más de 0.4 s')
    expect(rest[0]).toBe('Deshecho: no-port en Kestrel')
  })

  it('that was not submitted tells its talk', () => {
    expect(callLines({ call: aCall({ steps: [aStep({ ms: 65_000 })] }), today: NONE, typical: null, nameOf, texts: EN }).head).toContain('1 min 5 s on the call')
  })
})

describe('the sums of a desk', () => {
  it('are told in one sentence', () => {
    expect(summaryHead(SUMS, EN)).toBe('12 calls. Half of them took less than 2 min 50 s from ring to submit.')
    expect(summaryHead({ ...NONE, calls: 1 }, EN)).toBe('1 call, none submitted.')
  })

  it('have a row for each rep, a dash where nothing was submitted, and the desk beneath', () => {
    const { columns, rows, total } = repTable(summary, EN)
    expect(rows.map(({ cells }) => cells.length)).toEqual([columns.length, columns.length])
    expect(rows[1]?.cells).toEqual(['New Rep', '0', '0', '–', '–', '–', '–', '3', '4', '5.2 s', '–'])
    expect(total).toEqual(['All together', '12', '10', '2 min 50 s', '4 min 50 s', '17', '150', '3', '4', '5.2 s', '10 %'])
  })

  it('are the same numbers as bars and as a table', () => {
    for (const twin of [repTimes(summary, EN), waitTwin(summary.waits, nameOf, EN), falloutTwin(summary, nameOf, EN)]) {
      expect(twin.bars.map((bar) => bar.id)).toEqual(twin.rows.map((row) => row.id))
      for (const [n, bar] of twin.bars.entries()) {
        for (const part of bar.value.split(' | ')) expect(twin.rows[n]?.cells).toContain(part)
        expect(twin.rows[n]?.cells[0]).toBe(bar.label)
        expect(bar.share).toBeGreaterThan(0)
        expect(bar.share).toBeLessThanOrEqual(1)
      }
    }
  })

  it('put the longest wait first and name causes in the party’s own word', () => {
    expect(waitTwin(summary.waits, nameOf, EN).bars.map((bar) => bar.label)).toEqual(['EarthLink', 'this desk (offers.list)'])
    expect(falloutTwin(summary, nameOf, EN).rows.map((row) => row.cells)).toEqual([['Taken back: no-port at Kestrel', '2', '20 %'], ['Stopped to ask: price-changed', '1', '10 %']])
  })
})
