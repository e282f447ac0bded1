// Goal: the models rate as the sources' own tests do, and as exact fractions worked out elsewhere. Method: every case file kept in tests/vectors.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { evaluate, mismatch } from '../../vectors/evaluate.ts'
import type { Case } from '../../vectors/evaluate.ts'
import { readCases } from '../../vectors/read-cases.ts'

const VECTORS = join(import.meta.dirname, '..', '..', 'vectors')
const PUBLIC = readCases(join(VECTORS, 'cases'))
const OWN = readCases(join(VECTORS, 'independent'))

it('there are 125 public cases and 305 of our own', () => expect([PUBLIC.length, OWN.length]).toEqual([125, 305]))
it.each(PUBLIC.map((one) => [one.id, one] as const))('%s comes to what its source says', (_id, one) => expect(mismatch(one, evaluate(one))).toBeNull())
it('amounts worked out in exact fractions by a script that knows nothing of the engine are the same', () => {
  expect(OWN.flatMap((one) => mismatch(one, evaluate(one)) ?? [])).toEqual([])
})

describe('the control: a tariff that is read a little wrongly', () => {
  type Fields = Record<string, unknown>
  const each = (name: string, change: (item: Fields) => Fields) => (tariff: Fields): Fields => (Array.isArray(tariff[name]) ? { ...tariff, [name]: (tariff[name] as Fields[]).map(change) } : tariff)
  const set = (name: string, value: unknown) => (tariff: Fields): Fields => (name in tariff ? { ...tariff, [name]: value } : tariff)
  it.each([
    ['with every tier one unit longer', each('tiers', (tier) => ({ ...tier, ...(tier['upTo'] ? { upTo: String(Number(tier['upTo']) + 1) } : {}) }))],
    ['with every range one unit longer', each('ranges', (range) => ({ ...range, ...(range['to'] ? { to: String(Number(range['to']) + 1) } : {}) }))],
    ['without its flat parts', each('ranges', (range) => ({ ...range, flat: '0' }))],
    ['without the connect fee', each('bands', (band) => ({ ...band, connectFee: '0' }))],
    ['without the cap of a session', each('bands', ({ maxCost: _cap, ...band }) => band)],
    ['at the exact price of an increment', ({ incrementPriceDecimals: _decimals, ...tariff }: Fields) => tariff],
    ['with packages of another size', set('packageSize', '7')],
    ['without a maximum', set('maximumSpend', null)],
    ['without a minimum', set('minimumSpend', null)],
    ['with the other block policy', (tariff: Fields) => ({ ...tariff, policy: tariff['policy'] === 'topTier' ? 'allTiers' : 'topTier' })],
    ['on another bill day', (tariff: Fields) => ({ ...tariff, billCycleDay: Number(tariff['billCycleDay']) - 1 })],
  ] as const)('%s is noticed', (_what, change) => {
    const wrong = PUBLIC.map((one) => ({ ...one, tariff: change({ ...one.tariff }) as Case['tariff'] }))
    const changed = wrong.filter((one, index) => JSON.stringify(one.tariff) !== JSON.stringify(PUBLIC[index]?.tariff))
    expect(changed.length).toBeGreaterThan(0)
    expect(changed.some((one) => mismatch(one, evaluate(one)) !== null)).toBe(true)
  })
  const wrongly = (model: string, change: (tariff: Fields, usage: Fields) => readonly [Fields, Fields]) => OWN.filter((one) => one.tariff.model === model).some((one) => {
    const [tariff, usage] = change({ ...one.tariff }, { ...one.usage })
    return mismatch(one, evaluate({ ...one, tariff: tariff as Case['tariff'], usage })) !== null
  })
  it.each<[string, string, (tariff: Fields, usage: Fields) => readonly [Fields, Fields]]>([
    ['allowances', 'without their order', (tariff, usage) => [each('grants', (grant) => ({ ...grant, priority: 3 - Number(grant['priority']) }))(tariff), usage]],
    ['allowances', 'without a rollover', (tariff, usage) => [each('grants', (grant) => ({ ...grant, rollover: null }))(tariff), usage]],
    ['prepaid', 'without its final debits', (tariff, usage) => [tariff, each('commands', (command) => ({ ...command, ...(command['kind'] === 'debit' ? { isFinal: false } : {}) }))(usage)]],
    ['zonedBands', 'in another zone', (tariff, usage) => [{ ...tariff, zone: 'Etc/UTC' }, usage]],
    ['zonedBands', 'without holidays', (tariff, usage) => [{ ...tariff, holidays: [] }, usage]],
    ['zonedBands', 'without weights', (tariff, usage) => [each('bands', (band) => ({ ...band, weight: 0 }))(tariff), usage]],
    ['percentile', 'with every sample', (tariff, usage) => [{ ...tariff, discardPercent: '0' }, usage]],
    ['discounts', 'on another day', (tariff, usage) => [tariff, { ...usage, on: '2027-01-01' }]],
    ['taxes', 'with the taxes on top', (tariff, usage) => [{ ...tariff, inclusive: false }, usage]],
    ['taxes', 'with nobody exempt', (tariff, usage) => [tariff, { ...usage, exempt: [] }]],
    ['versions', 'without those who were there before', (tariff, usage) => [tariff, { ...usage, began: usage['at'] }]],
  ])('%s %s is noticed', (model, _what, change) => expect(wrongly(model, change)).toBe(true))
  it('what an answer says nothing of is no match', () => {
    const [one] = PUBLIC
    expect(one && mismatch({ ...one, expected: { ...one.expected, refund: '1' } }, evaluate(one))).toBe('refund: nothing was said of it')
  })
})

describe('npm run vectors -- DIR', () => {
  const run = (directory: string) => spawnSync(process.execPath, [join(VECTORS, 'run.ts'), directory], { encoding: 'utf8' })
  it('says what passed alone on its last line', () => {
    const { stdout, status } = run(join(VECTORS, 'cases'))
    expect([stdout.trimEnd().split('\n').at(-1), status]).toEqual(['125 passed, 0 failed', 0])
  })
  it('names each mismatch and each model that there is not, and goes on', () => {
    const directory = mkdtempSync(join(tmpdir(), 'vectors-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
    const cases = [
      { id: 'a', tariff: { model: 'unit', unitPrice: '3' }, usage: { quantity: '2' }, expected: { total: '7' } },
      { id: 'b', tariff: { model: 'moonPhase' }, usage: {}, expected: { total: '1' } },
      { id: 'c', tariff: { model: 'unit', unitPrice: 'NaN' }, usage: { quantity: '2' }, expected: { total: '7' } },
      { id: 'd', tariff: { model: 'unit', unitPrice: '3' }, usage: { quantity: '2' }, expected: { total: '6' } },
      { id: 'e', tariff: { model: 'unit', unitPrice: '3' }, usage: { quantity: '-2' }, expected: { total: '-6' } },
    ]
    writeFileSync(join(directory, 'mine.json'), JSON.stringify({ groups: [{ cases }] }))
    const { stdout, status } = run(directory)
    expect(stdout.trimEnd().split('\n')).toEqual(['mine.json a: total: expected "7", came to "6"', 'mine.json b: no such model: moonPhase', 'mine.json c: no decimal number: NaN', 'mine.json e: quantity: a negative quantity', '1 passed, 4 failed'])
    expect(status).toBe(1)
  })
})
