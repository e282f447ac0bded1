import { describe, expect, it } from 'vitest'
import { readKnown } from '../../../main/territory/score/read-known.ts'
import { scoreFiles } from '../../../main/territory/score/score-files.ts'

// Goal: any two files give a sentence, never a stop. Method: a made-up street of forty houses, spoiled line by line; the good lines are used.
const row = (n: number, over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  lon: -71.1 + n * 0.0001, lat: 42.3, block_group: `25025000${n % 4}`, address: `${n + 1} SAMPLE ST, TESTVILLE, MA, 02135-1209, USA`, zip: '02135', qualified: n < 20 ? 'Y' : 'N', ...over,
})
const STREET = Array.from({ length: 40 }, (_, n) => JSON.stringify(row(n)))
async function* bytesOf(lines: readonly string[]): AsyncGenerator<Buffer> {
  yield Buffer.from(lines.join('\n'))
}
const read = (lines: readonly string[], origin: Parameters<typeof readKnown>[1] = null) => readKnown(bytesOf(lines), origin)

describe('a file of answers', () => {
  const { lat: _, ...withoutLatitude } = row(3)
  it.each<[string, string, string]>([
    ['without a column', JSON.stringify(withoutLatitude), 'lon and lat hold no position'],
    ['of other columns', '{"id":7,"name":"x"}', 'lon and lat hold no position'],
    ['cut off', STREET[0]!.slice(0, 60), 'the line is not whole JSON: cut off, or of another format'],
    ['with a bare NaN', '{"lon":NaN,"lat":42.3,"qualified":"Y"}', 'the line is not whole JSON: cut off, or of another format'],
    ['with NaN as a word', JSON.stringify(row(3, { lon: 'NaN' })), 'lon and lat hold no position'],
    ['with a number beyond all numbers', '{"lon":1e999,"lat":42.3,"qualified":"Y"}', 'lon and lat are not on the earth'],
    ['with swapped coordinates', JSON.stringify(row(3, { lon: 42.3, lat: -71.1 })), 'lon and lat seem to be swapped'],
    ['with coordinates that can only be swapped', JSON.stringify(row(3, { lon: 41.1, lat: -104.8 })), 'lon and lat seem to be swapped'],
    ['of another city', JSON.stringify(row(3, { lon: -104.8, lat: 41.1 })), 'the place lies 2782 km from the others'],
    ['of another word', JSON.stringify(row(3, { qualified: 'maybe' })), 'qualified is neither Y nor N'],
    ['without a block group', JSON.stringify(row(3, { block_group: null })), 'block_group is missing'],
    ['of a list', '[1,2]', 'the line holds no object'],
    ['of nothing', 'null', 'the line holds no object'],
  ])('refuses a line %s by its number and uses the rest', async (_name, line, reason) => {
    const { answers, refused } = await read([...STREET.slice(0, 10), line, ...STREET.slice(10)])
    expect(refused.map((item) => ({ ...item, reason: item.reason.replace(/\d{4} km/, '2782 km') }))).toEqual([{ line: 11, reason }])
    expect(answers).toHaveLength(40)
  })
  it('gives up a line that never ends without holding it', async () => {
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${STREET.join('\n')}\n`)
      for (;;) yield Buffer.alloc(1_000, 120)
    }
    const { answers, refused } = await readKnown(endless(), null, { lineBytes: 5_000, giveUpBytes: 50_000 })
    expect(answers).toHaveLength(40)
    expect(refused).toEqual([{ line: 41, reason: expect.stringContaining('has no end') }])
  })
  it('puts the asked file on the plane of the known one', async () => {
    const known = await read(STREET)
    expect((await read(STREET.slice(5, 6), known.origin)).answers[0]!.place).toEqual(known.answers[5]!.place)
  })
  it('refuses an asked file whose coordinates are all swapped', async () => {
    const { origin } = await read(STREET)
    const { answers, refused } = await read([JSON.stringify(row(1, { lon: 42.3, lat: -71.1 }))], origin)
    expect([answers, refused]).toEqual([[], [{ line: 1, reason: 'lon and lat seem to be swapped' }]])
  })
})

describe('a score of two files', () => {
  const said = async (known: readonly string[], ask: readonly string[]) => {
    const first = await read(known)
    return scoreFiles(first, await read(ask, first.origin))
  }
  it('tells three ways and how far the estimate is ahead of two', async () => {
    const { lines, isDone } = await said(STREET, STREET)
    expect(isDone).toBe(true)
    expect(lines.map((line) => line.replace(/-?\d+\.\d+/g, '#'))).toEqual([
      'known: 40 answers, 0 refused lines', 'ask: 40 answers, 0 refused lines',
      'estimate           accuracy #  log loss #  calibration error #', 'nearest neighbour  accuracy #  log loss #  calibration error #', 'smoothed k-NN      accuracy #  log loss #  calibration error #',
      'log loss against nearest neighbour: # % lower, 95 % of paired draws # % to # %', 'log loss against smoothed k-NN: # % lower, 95 % of paired draws # % to # %',
    ])
  })
  it.each<[string, readonly string[], readonly string[], string]>([
    ['an empty known file', [], STREET, 'Nothing is known: the file of --known holds no answer that can be used.'],
    ['an empty asked file', STREET, [''], 'Nothing is asked: the file of --ask holds no answer that can be used.'],
    ['a known file of rubbish', ['x', 'y'], STREET, 'Nothing is known: the file of --known holds no answer that can be used.'],
  ])('says so of %s', async (_name, known, ask, sentence) => {
    const { lines, isDone } = await said(known, ask)
    expect([lines.at(-1), isDone]).toEqual([sentence, false])
  })
  it('says when all known answers are the same, and still scores', async () => {
    const { lines, isDone } = await said(STREET.slice(0, 20), STREET)
    expect(lines).toContain('All known answers are yes: they tell a rate, not where it ends.')
    expect(isDone).toBe(true)
    expect(lines.join()).not.toContain('NaN')
  })
  it('tells twenty refused lines and counts the rest', async () => {
    const { lines } = await said([...STREET, ...Array.from({ length: 30 }, () => '?')], STREET)
    expect(lines.filter((line) => line.startsWith('  line '))).toHaveLength(20)
    expect(lines).toContain('  and 10 more')
  })
})
