import { describe, expect, it } from 'vitest'
import { diffCatalogs } from '../../../shared/engines/catalog/diff-catalogs.ts'
import { readPlacedJson } from '../../../shared/engines/catalog/json-places.ts'
import { withdrawOfferings } from '../../../shared/engines/catalog/withdraw-offerings.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { addOn, bundle, catalog, monthly, offering, WY_TELECOM } from './builders.ts'

describe('a JSON file with its places', () => {
  it('says on which line a path begins, and the nearest one around a path that is not there', () => {
    const read = readPlacedJson('{\n "a": [\n  1,\n  {"b.c": "x\\n",\n   "d": null}\n ]\n}\n')
    assert(read.ok, 'it is JSON')
    expect(read.value.value).toEqual({ a: [1, { 'b.c': 'x\n', d: null }] })
    expect(['', 'a', 'a.0', 'a.1', 'a.1.d', 'a.1.gone', 'a.7.gone'].map(read.value.lineOf)).toEqual([1, 2, 3, 4, 5, 4, 2])
  })

  it.each([
    ['', 1, 'the text ends too early'], ['{"a":1', 1, 'the text ends too early'], ['{\n"a":1,\n}', 3, 'a name in quotes is missing'], ['[1,\n]', 2, 'a value is missing before ]'],
    ['{"a"\n1}', 2, ': is missing'], ['[1\n2]', 2, ', is missing'], ['[NaN]', 1, 'not JSON'], ['[01]', 1, ', is missing'], ['["\t"]', 1, 'not JSON'], ['{}\n{}', 2, 'something follows the end'],
    ['{"price":1,\n"price":2}', 2, 'the name is there twice'], ['['.repeat(100_000), 1, 'deeper than 64 levels'],
  ])('refuses %j at line %i: %s', (text, line, problem) => {
    expect(readPlacedJson(text)).toMatchObject({ ok: false, error: { line, problem } })
  })
})

const sold = catalog([offering('plan'), addOn('stream', { prices: [monthly('month', '9.99')] }), bundle('together', ['stream'], '3.00')], [WY_TELECOM])
const NOW = Date.UTC(2026, 10, 23)
const END = Date.UTC(2026, 11, 1)
const file = (id: string, endsAt = '2026-12-01T00:00:00Z') => ({ withdraw: [{ id, endsAt }] })

it('reads a string of a million signs, and the longest escape', () => {
  const text = JSON.stringify('é\u0001\u2028"\\'.repeat(200_000))
  const read = readPlacedJson(text)
  expect(read.ok && read.value.value === JSON.parse(text)).toBe(true)
})

describe('withdrawing', () => {
  it('ends an offering at the moment, as a new version, and names what goes with it', () => {
    const withdrawn = withdrawOfferings(sold, file('stream'), NOW)
    assert(withdrawn.ok && withdrawn.value.catalog !== null, 'it is withdrawn')
    expect(withdrawn.value.catalog).toMatchObject({ version: sold.version + 1, publishedAt: NOW })
    expect(withdrawn.value.alsoGone).toEqual(['together'])
    expect(diffCatalogs(sold, withdrawn.value.catalog)).toEqual([{ kind: 'ends', what: 'stream version 1', from: null, to: END }])
  })

  it('has nothing to do the second time, also after the moment has passed', () => {
    const first = withdrawOfferings(sold, file('stream'), NOW)
    assert(first.ok && first.value.catalog !== null, 'it is withdrawn')
    expect(withdrawOfferings(first.value.catalog, file('stream'), NOW)).toMatchObject({ ok: true, value: { catalog: null } })
    expect(withdrawOfferings(first.value.catalog, file('stream'), END + 1)).toMatchObject({ ok: true, value: { catalog: null } })
  })

  it('takes out a version that would only begin later', () => {
    const later = { ...sold, offerings: [...sold.offerings, offering('next', { validTo: END + 10 }), offering('next', { version: 2, validFrom: END + 10 })] }
    const withdrawn = withdrawOfferings(later, file('next'), NOW)
    assert(withdrawn.ok && withdrawn.value.catalog !== null, 'it is withdrawn')
    expect(withdrawn.value.catalog.offerings.filter(({ id }) => String(id) === 'next')).toMatchObject([{ version: 1, validTo: END }])
  })

  it.each([
    ['an offering that is not published', file('gone'), 'withdraw.0.id'],
    ['a moment that has passed', file('plan', '2026-11-01T00:00:00Z'), 'withdraw.0.endsAt'],
    ['a day without a zone', file('plan', '2026-12-01'), 'withdraw.0.endsAt'],
    ['an offering named twice', { withdraw: [...file('plan').withdraw, ...file('plan').withdraw] }, 'withdraw.1.id'],
    ['nothing', { withdraw: [] }, 'withdraw'],
    ['a field it does not know', { ...file('plan'), force: true }, ''],
  ])('refuses %s, with the place', (_what, value, path) => {
    const refused = withdrawOfferings(sold, value, NOW)
    expect(refused.ok ? [] : refused.error.map((problem) => problem.path)).toEqual([path])
  })

  it('refuses to leave a bundle behind whose member never was on sale', () => {
    const coming = { ...sold, offerings: sold.offerings.map((one) => (String(one.id) === 'stream' ? { ...one, validFrom: END + 10 } : one)) }
    expect(withdrawOfferings(coming, file('stream'), NOW)).toMatchObject({ ok: false, error: expect.arrayContaining([{ path: 'withdraw', problem: 'unknown offering stream (catalog.offerings.1.bundleOf.0)' }]) })
  })
})

describe('the difference to what is published', () => {
  it('is everything before the first publication, and nothing between equal catalogs of two versions', () => {
    expect(diffCatalogs(null, sold).filter(({ kind }) => kind === 'added')).toHaveLength(sold.providers.length + sold.offerings.length + sold.taxes.length)
    expect(diffCatalogs(sold, { ...sold, version: 9, publishedAt: 9 })).toEqual([])
  })

  it('names the field of a version that was rewritten, what was left out and what ends later than before', () => {
    const ended = { ...sold, offerings: sold.offerings.map((one) => ({ ...one, validTo: END })) }
    const changed = { ...ended, taxes: [], offerings: ended.offerings.map((one) => (String(one.id) === 'stream' ? { ...one, prices: [monthly('month', '10.99')] } : { ...one, validTo: null })) }
    expect(diffCatalogs(ended, changed)).toEqual([
      { kind: 'reopened', what: 'plan version 1', from: END, to: null },
      { kind: 'rewritten', what: 'stream version 1', fields: ['prices.0.amountMicro'] },
      { kind: 'reopened', what: 'together version 1', from: END, to: null },
      { kind: 'removed', what: 'tax telecom WY Wyoming telecom' },
    ])
  })
})
