import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import { effectiveOffering } from '../../../shared/engines/catalog/effective.ts'
import { takeEffect } from '../../../shared/engines/catalog/take-effect.ts'
import type { Catalog, ProductOffering } from '../../../shared/domain/catalog.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { catalogOf, offeringOf } from './builders.ts'

// A day divides what was sold: before it as it was, from it as the file says; nothing that was sold is lost or rewritten.
const BEGAN = 1_000, NOW = 5_000, DAY = 9_000
const sold = (id: string, amountMicro: number, more: Partial<ProductOffering> = {}) => offeringOf({ id: asId(id), validFrom: BEGAN, prices: [{ ...offeringOf({}).prices[0]!, amountMicro }], ...more })
const priceAt = (catalog: Catalog, id: string, at: number) => effectiveOffering(catalog, asId(id), at)?.prices[0]?.amountMicro ?? null

describe('a catalog that holds from a day on', () => {
  const current = catalogOf([sold('line', 10), sold('old', 20), sold('kept', 30)])
  const next = catalogOf([sold('line', 15), sold('kept', 30), sold('fresh', 40)], 2)
  const published = takeEffect(current, next, DAY)
  it('sells each as before until then, and as the file says from then on', () => {
    expect(['line', 'old', 'kept', 'fresh'].map((id) => [priceAt(published, id, NOW), priceAt(published, id, DAY - 1), priceAt(published, id, DAY)])).toEqual([[10, 10, 15], [20, 20, null], [30, 30, 30], [null, null, 40]])
    expect(checkCatalog(published)).toMatchObject({ ok: true })
  })
  it('gives what differs a version of its own and leaves the rest alone', () => {
    expect(published.offerings.map(({ id, version, validFrom, validTo }) => [id, version, validFrom, validTo])).toEqual([['line', 1, BEGAN, DAY], ['line', 2, DAY, null], ['kept', 1, BEGAN, null], ['fresh', 1, DAY, null], ['old', 1, BEGAN, DAY]])
  })
  it('changes nothing when it is published again', () => expect(takeEffect(published, { ...next, version: 3 }, DAY).offerings).toEqual(published.offerings))
  it('keeps a provider whom only a version that ended names', () => {
    const other = { ...current.providers[0]!, id: asId<'ProviderId'>('other') }
    const before = { ...current, providers: [...current.providers, other], offerings: [...current.offerings, sold('theirs', 5, { providerId: other.id, settlementRule: { id: 's', version: 1, legs: [] } })] }
    expect(takeEffect(before, next, DAY).providers.map(({ id }) => id)).toContain(other.id)
    expect(takeEffect(current, next, DAY).providers).toEqual(next.providers)
  })
  it('leaves nothing of a version that would only have begun later and is not wanted', () => {
    const planned = catalogOf([sold('line', 10, { validTo: DAY + 1_000 }), sold('line', 99, { version: 2, validFrom: DAY + 1_000 })])
    expect(takeEffect(planned, catalogOf([sold('line', 10)], 2), DAY).offerings.map(({ version, validTo, prices }) => [version, validTo, prices[0]?.amountMicro])).toEqual([[1, DAY, 10], [3, null, 10]])
  })

  const rewriting = (catalog: Catalog, other: Catalog): Catalog => ({ ...other, providers: catalog.providers })
  const arbitrary = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), amount: fc.integer({ min: 1, max: 9 }), from: fc.integer({ min: 0, max: 20 }), length: fc.option(fc.integer({ min: 1, max: 20 })) }), { maxLength: 6 })
    .map((drawn) => drawn.filter(({ id }, at) => drawn.findIndex((other) => other.id === id) === at).map(({ id, amount, from, length }) => sold(id, amount, { validFrom: from * 1_000, validTo: length === null ? null : (from + length) * 1_000 })))
  const holds = (merge: typeof takeEffect) => fc.check(fc.property(arbitrary, arbitrary, fc.integer({ min: 0, max: 40 }), (one, other, probe) => {
    const [before, after] = [catalogOf(one), catalogOf(other, 2)]
    const merged = merge(before, after, DAY)
    const at = probe * 500
    return checkCatalog(merged).ok && ['a', 'b', 'c'].every((id) => priceAt(merged, id, at) === priceAt(at < DAY ? before : after, id, at))
  }), { numRuns: 2_000, seed: 20261123 })
  it('divides any two catalogs at any day, and one that rewrites instead is caught', () => {
    const found = holds(takeEffect)
    expect(found.failed, JSON.stringify(found.counterexample)).toBe(false)
    expect(holds((before, after) => rewriting(before!, after)).failed).toBe(true)
  })
})
