// Goal: each call is charged by itself, once: a fee when it is answered, its first increment, then started ones. Method: real central, record and book; sums worked out by hand: $0.12 a minute, 60 and then 6 seconds, $0.05 to connect, to the cent.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recheckCharge } from '../../../shared/engines/billing/recheck-charge.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { callTermsOf, postCalls, priceOfCall } from '../../../shared/engines/rating/post-calls.ts'
import type { CallPrice } from '../../../shared/engines/rating/post-calls.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { postedLegs, recomputeLegs } from '../../support/second-legs.ts'
import { CENT } from '../engines/builders.ts'
import { bookOf, usageBody } from '../usage/support/usage-builders.ts'
import { CATALOG, DAY, HOUR, NOON, VOICE, bring, proof, run, usedLines, withVoice } from './support/voice.ts'

const CALLS: CallPrice = { id: 'minutes', label: 'Calls', amountMicro: 120_000, currency: 'USD', ratingGuideline: { kind: 'call', unit: 'minute', connectMicro: 50_000, firstUnits: 60, nextUnits: 6, rounding: CENT }, taxCategory: 'telecom' }
const TALK = { ...VOICE, prices: [VOICE.prices[0]!, CALLS] }
const start = () => withVoice(undefined, { catalog: { ...CATALOG, offerings: CATALOG.offerings.map((one) => (one.id === 'voice' ? (TALK as never) : one)) } })
const call = (eventId: string, seconds: number) => usageBody({ eventId, quantity: seconds, unit: 'second', startDate: new Date(NOON + HOUR).toISOString() }, { relatedParty: [{ id: 'KSK-1', role: 'localCustomer' }] })
const priced = [[0, 0], [1, 170_000], [60, 170_000], [61, 180_000], [66, 180_000], [67, 190_000], [600, 1_250_000]] as const

describe('calls, each by itself', () => {
  it.each(priced)('%i seconds come to %i millionths of a dollar', (seconds, micro) => expect(priceOfCall(callTermsOf(CALLS), seconds, CENT)).toBe(micro))

  it('are one line of a bill that tells calls of one length together, with every party’s part', async () => {
    const started = await start()
    expect((await bring(started, [call('a', 61), call('b', 600), call('c', 0), call('d', 61)])).map(({ status }) => status)).toEqual(['rated', 'rated', 'rated', 'rated'])
    await run(started, '2026-12-01')
    const [line, ...more] = await usedLines(started)
    expect(more).toEqual([])
    // 66 seconds at $0.12 a minute are 13.2 cents, rounded 13, and 5: twice $0.18; ten minutes $1.20 and 5 cents; nobody answered the third.
    expect(line).toMatchObject({ usage: { units: 13, unit: 'minute', events: 4 }, charge: { amountMicro: 1_610_000 } })
    expect([recompute(line!.charge).problems, recheckCharge(line!.charge)]).toEqual([[], true])
    expect(postedLegs(line!.charge)).toEqual(recomputeLegs(line!.charge, VOICE.settlementRule.legs))
    const [sum] = (await bookOf(started)).ratedSums((await started.ask('billing.services', { customerId: 'c1' })).services.find(({ offeringId }) => offeringId === 'voice')?.billingServiceId ?? '')
    expect(sum).toMatchObject({ events: 4, amountMicro: 1_610_000 })
  })

  it('that come late, or twice, are charged once, also those that add no started minute to the month', async () => {
    const started = await start()
    await bring(started, [call('a', 61)])
    await run(started, '2026-12-01')
    await bring(started, [call('a', 61), call('late', 30)], NOON + 25 * DAY)
    for (const day of ['2027-01-01', '2027-01-01', '2027-02-01']) await run(started, day)
    // 61 and 91 seconds are both two started minutes; the late call costs its own first minute.
    expect((await usedLines(started)).map(({ usage, charge }) => [usage?.units, usage?.events, charge.amountMicro])).toEqual([[2, 1, 180_000], [0, 1, 170_000]])
    expect(await proof(started, '2027-02-01')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('are read aloud; another length is found', () => {
    const charge = postCalls({ id: 'l', offering: TALK as never, price: CALLS, quantities: [61, 600, 61], units: 13, billedMicro: 0 }, [])
    const say = (language: 'en' | 'es') => explain(charge.derivation).map(({ code, details }) => createTexts(language).tf('charge', code, details)).slice(1)
    expect(say('en')).toEqual(['$0.12 for each minute of a call, counted by 60 seconds first and then by 6, $0.05 for each call that is answered', '2 calls of 61 seconds, counted as 66: $0.18 each', 'one call of 600 seconds, counted as 600: $1.25 each'])
    expect(say('es')[1]).toBe('2 llamadas de 61 segundos, contados como 66: $0.18 cada una')
    const forged = { ...charge, derivation: charge.derivation.map((step) => (step.kind === 'calls' ? { ...step, calls: [{ quantity: 61, count: 3 }] } : step)) }
    expect([recheckCharge(forged), recompute(forged).problems.length > 0]).toEqual([false, true])
  })

  it('come to the same by the second evaluator, whatever the increments and the rounding', () => {
    fc.assert(fc.property(fc.array(fc.nat(2_000), { maxLength: 8 }), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), fc.nat(99), fc.constantFrom('half-even', 'half-up', 'up', 'down'), (quantities, firstUnits, nextUnits, cents, mode) => {
      const price = { ...CALLS, amountMicro: cents * 10_000 + 7, ratingGuideline: { ...CALLS.ratingGuideline, firstUnits, nextUnits, rounding: { mode, placeMicro: 10_000 } } }
      const charge = postCalls({ id: 'l', offering: TALK as never, price, quantities, units: 0, billedMicro: 0 }, [])
      expect([recompute(charge).problems, recheckCharge(charge)]).toEqual([[], true])
    }), { numRuns: 500 })
  })
})
