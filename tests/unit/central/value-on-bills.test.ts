// Goal: a part of what each event was worth is charged once, by itself, whatever the order it came in. Method: real central, record and book; sums worked out by hand: 10 % and $0.20, at least $0.50, at most $1.00 a film.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recheckCharge } from '../../../shared/engines/billing/recheck-charge.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { postPercentage, priceOfValue, termsOf } from '../../../shared/engines/rating/post-percentage.ts'
import type { PercentagePrice } from '../../../shared/engines/rating/post-percentage.ts'
import { ratePercentage } from '../../../shared/engines/tariff/percentage.ts'
import { rational, roundTo } from '../../../shared/kernel/rational.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { postedLegs, recomputeLegs } from '../../support/second-legs.ts'
import { CENT } from '../engines/builders.ts'
import { bookOf, usageBody } from '../usage/support/usage-builders.ts'
import { CATALOG, DAY, HOUR, NOON, VOICE, bring, proof, run, usedLines, withVoice } from './support/voice.ts'

const RENTAL: PercentagePrice = { id: 'minutes', label: 'Rented films', amountMicro: 200_000, currency: 'USD', ratingGuideline: { kind: 'percentage', unit: 'view', partsPerMillion: 100_000, eventMinimumMicro: 500_000, eventMaximumMicro: 1_000_000, rounding: CENT }, taxCategory: 'telecom' }
const FILMS = { ...VOICE, prices: [VOICE.prices[0]!, RENTAL] }
const start = () => withVoice(undefined, { catalog: { ...CATALOG, offerings: CATALOG.offerings.map((one) => (one.id === 'voice' ? (FILMS as never) : one)) } })
const film = (eventId: string, amount: string | undefined) => usageBody({ eventId, quantity: 1, unit: 'view', amount, currency: amount && 'USD', startDate: new Date(NOON + HOUR).toISOString() }, { usageType: 'view', relatedParty: [{ id: 'KSK-1', role: 'localCustomer' }] })
const NOVEMBER = [film('a', '3.99'), film('b', '0.99'), film('c', '12.00'), film('d', '3.99')]

describe('a part of what each event was worth', () => {
  it('is one line of a bill that tells equal values together, with every party’s part', async () => {
    const started = await start()
    expect((await bring(started, NOVEMBER)).map(({ status }) => status)).toEqual(['rated', 'rated', 'rated', 'rated'])
    await run(started, '2026-12-01')
    const [line, ...more] = await usedLines(started)
    expect(more).toEqual([])
    // 3.99: 0.40 + 0.20, twice; 0.99: 0.30, at least 0.50; 12.00: 1.40, at most 1.00.
    expect(line).toMatchObject({ usage: { units: 4, unit: 'view', events: 4 }, charge: { amountMicro: 2_700_000 } })
    expect(line!.charge.derivation.find(({ kind }) => kind === 'values')).toMatchObject({ events: [{ valueMicro: 990_000, count: 1 }, { valueMicro: 3_990_000, count: 2 }, { valueMicro: 12_000_000, count: 1 }], billedMicro: 0 })
    expect([recompute(line!.charge).problems, recheckCharge(line!.charge)]).toEqual([[], true])
    expect(postedLegs(line!.charge)).toEqual(recomputeLegs(line!.charge, VOICE.settlementRule.legs))
    const [sum] = (await bookOf(started)).ratedSums((await started.ask('billing.services', { customerId: 'c1' })).services.find(({ offeringId }) => offeringId === 'voice')?.billingServiceId ?? '')
    // What each event was rated at comes to what the bill asks for.
    expect(sum).toMatchObject({ events: 4, amountMicro: 2_700_000 })
  })

  it('that comes late, or twice, is charged once, on the next bill', async () => {
    const started = await start()
    await bring(started, NOVEMBER.slice(0, 3))
    await run(started, '2026-12-01')
    await bring(started, NOVEMBER, NOON + 25 * DAY)
    for (const day of ['2027-01-01', '2027-01-01', '2027-02-01']) await run(started, day)
    const lines = await usedLines(started)
    expect(lines.map(({ usage, charge }) => [usage?.units, charge.amountMicro])).toEqual([[3, 2_100_000], [1, 600_000]])
    for (const { charge } of lines) expect([recompute(charge).problems, recheckCharge(charge)]).toEqual([[], true])
    expect(await proof(started, '2027-02-01')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('is no price for an event that does not say what it was worth', async () => {
    const started = await start()
    expect(await bring(started, [film('a', undefined)])).toMatchObject([{ status: 'guided', reason: { code: 'not-priced' } }])
    await run(started, '2026-12-01')
    expect(await usedLines(started)).toEqual([])
  })

  it('is read aloud; another value is found', () => {
    const charge = postPercentage({ id: 'l', offering: FILMS, price: RENTAL, values: [3_990_000, 990_000, 3_990_000], units: 3, billedMicro: 0 }, [])
    const say = (language: 'en' | 'es') => explain(charge.derivation).map(({ code, details }) => createTexts(language).tf('charge', code, details))
    expect(say('en')).toEqual(['the tariff of voice, version 1', '10 % of what each use is worth and $0.20, at least $0.50, at most $1.00', 'one use worth $0.99: $0.50 each', '2 uses worth $3.99: $0.60 each'])
    expect(say('es')[1]).toBe('10 % de lo que vale cada uso y $0.20, al menos $0.50, como máximo $1.00')
    const many = postPercentage({ id: 'l', offering: FILMS, price: RENTAL, values: [1, 2, 3, 4, 5, 6].map((n) => n * 1_000_000), units: 6, billedMicro: 0 }, [])
    // 0.50, 0.50, 0.50, 0.60, 0.70, 0.80 of 21 dollars.
    expect(explain(many.derivation).slice(2).map(({ code, details }) => createTexts('en').tf('charge', code, details))).toEqual(['6 uses worth $21.00 together: $3.60'])
    const forged = { ...charge, derivation: charge.derivation.map((step) => (step.kind === 'values' ? { ...step, events: [{ valueMicro: 3_990_000, count: 3 }] } : step)) }
    expect([recheckCharge(forged), recompute(forged).problems.length > 0]).toEqual([false, true])
  })

  it('is that of the exact model, rounded for each event', () => {
    fc.assert(fc.property(fc.nat(50_000_000), fc.integer({ min: 1, max: 1_000_000 }), fc.nat(100), fc.option(fc.nat(100)), (valueMicro, partsPerMillion, fixed, least) => {
      const price = { ...RENTAL, amountMicro: fixed * 10_000, ratingGuideline: { ...RENTAL.ratingGuideline, partsPerMillion, eventMinimumMicro: least === null ? undefined : least * 10_000, eventMaximumMicro: undefined } }
      const value = rational(BigInt(valueMicro))
      const exact = ratePercentage({ ratePercent: rational(`${partsPerMillion}/10000`), fixedPerEvent: null, freeEvents: null, freeAmount: null, perEventMin: null, perEventMax: null }, { amount: value, events: 1, runningTotals: [], perEvent: [value] })
      const cents = roundTo(rational(`${exact.n}/${exact.d * 10_000n}`), 0, 'halfEven')
      const wanted = cents.n * 10_000n + BigInt(fixed * 10_000)
      const floor = BigInt((least ?? 0) * 10_000)
      expect(BigInt(priceOfValue(termsOf(price), valueMicro, CENT))).toBe(wanted > floor ? wanted : floor)
    }), { numRuns: 500 })
  })
})
