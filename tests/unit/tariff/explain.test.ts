import { expect, it } from 'vitest'
import { deriveTariff } from '../../../shared/engines/tariff/derive.ts'
import { explainTariff } from '../../../shared/engines/tariff/explain.ts'
import { rational as r } from '../../../shared/kernel/rational.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const charge = deriveTariff(
  { tariffId: 'Fiber data', version: 3, effectiveAt: 0, existingFrom: null, unit: 'GB', conversion: { readingUnit: 'MB', divideBy: r('1000'), mode: 'ceiling' }, minimum: null, maximum: r('40'), rounding: { mode: 'halfEven', decimals: 2 },
    pricing: { model: 'graduated', zeroUsage: 'nothing', tiers: [{ upTo: r('50'), unit: r('0.75'), flat: r('5') }, { upTo: null, unit: r('1/3'), flat: null }] } },
  { events: 12, before: r('0'), quantity: r('81400'), piece: 'single', alreadyBilled: r('0'), allowance: r('10') },
  { discounts: [{ id: 'spring', from: null, until: null, periods: null, off: { kind: 'percent', percent: r('10') } }], tax: { table: { rows: [{ name: 'State tax', place: 'US', category: 'c', percent: r('2.9'), from: '2020-01-01', until: null }], inclusive: false, decimals: 2, mode: 'halfEven' }, taxed: { places: ['US'], category: 'c', on: '2026-01-01', exempt: [] } } })
const said = (language: 'en' | 'es') => explainTariff(charge.steps).map(({ key, details }) => createTexts(language).t(key, details))

it('a charge is told from its uses to its taxes', () => {
  expect(said('en')).toEqual([
    '12 uses, 81,400 MB together', 'Rated by Fiber data, version 3', '81,400 counted, divided by 1,000, rounded up: 82 GB', '10 are in the allowance: 72 left to pay', 'Step 1: from 0 to 50, that is 50', 'For it: 50 times $0.75 is $37.50', 'Fixed part: $5.00',
    'Step 2: from 50 to 72, that is 22', 'For it: 22 times $0.333333 is $7.333333', 'Discount of 10 percent: $44.85 instead of $49.833333', 'A period costs $40.00 at most, $0.00 were billed before: $40.00 instead of $44.85', 'State tax, 2.9 percent of $40.00: $1.16', 'Together $41.16: $40.00 and $1.16 in taxes'])
})
it('and in Spanish as well', () => expect(said('es').slice(-4, -2)).toEqual(['Descuento del 10 por ciento: $44.85 en vez de $49.833333', 'Un período cuesta $40.00 como máximo, $0.00 ya se cobraron: $40.00 en vez de $44.85']))
