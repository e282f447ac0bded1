// Goal: free minutes that a month leaves are free in the next, once, whatever comes late. Method: real central, record and book; sums worked out by hand (300 minutes a month, $0.02 beyond, what is left lasts one month more).
import { describe, expect, it } from 'vitest'
import { recheckCharge } from '../../../shared/engines/billing/recheck-charge.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { ADMIN } from './support/builders.ts'
import { valueOf } from './support/start-central.ts'
import { CATALOG, DAY, MINUTES, VOICE, billsOf, bring, call, proof, run, usedLines, withVoice } from './support/voice.ts'

const TALK = { ...VOICE, prices: [VOICE.prices[0]!, { ...MINUTES, ratingGuideline: { ...MINUTES.ratingGuideline, carryMonths: 1 } }] }
const start = (offering: typeof VOICE = TALK) => withVoice(undefined, { catalog: { ...CATALOG, offerings: CATALOG.offerings.map((one) => (one.id === 'voice' ? offering : one)) } })
const at = (month: number, day = 12) => Date.UTC(2026, month - 1, day, 19)
const told = async (started: Awaited<ReturnType<typeof start>>) => (await usedLines(started)).map(({ periodFrom, usage, charge }) => [periodFrom, usage?.units, charge.amountMicro])

describe('free units that a month leaves', () => {
  it('are free in the next month and gone in the one after it', async () => {
    const started = await start()
    await bring(started, [call('nov', 100, { at: at(11) }), call('dec', 450, { at: at(12) }), call('jan', 400, { at: at(13) })], at(13) + DAY)
    for (const day of ['2026-12-01', '2027-01-01', '2027-02-01']) await run(started, day)
    // 200 are left of November. December has 500 and uses 450: 50 of its own are left. January has 350 and uses 400.
    expect(await told(started)).toEqual([['2026-11-01', 100, 0], ['2026-12-01', 450, 0], ['2027-01-01', 400, 1_000_000]])
    const lines = await usedLines(started)
    expect(lines[1]?.charge.derivation.find(({ kind }) => kind === 'carried')).toEqual({ kind: 'carried', unit: 'minute', units: 200, priorUnits: 0 })
    for (const { charge } of lines) expect([recompute(charge).problems, recheckCharge(charge)]).toEqual([[], true])
    expect(await proof(started, '2027-02-01')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('are none without the rule: the control', async () => {
    const started = await start(VOICE)
    await bring(started, [call('nov', 100, { at: at(11) }), call('dec', 450, { at: at(12) })], at(12) + DAY)
    for (const day of ['2026-12-01', '2027-01-01']) await run(started, day)
    expect(await told(started)).toEqual([['2026-11-01', 100, 0], ['2026-12-01', 450, 3_000_000]])
  })

  it('that late use takes away are charged where they were counted, once', async () => {
    const started = await start()
    await bring(started, [call('nov', 100, { at: at(11) }), call('dec', 450, { at: at(12) })], at(12) + DAY)
    await run(started, '2026-12-01')
    await run(started, '2027-01-01')
    await bring(started, [call('late', 180, { at: at(11, 20) })], at(13) + DAY)
    for (const day of ['2027-02-01', '2027-02-01', '2027-03-01']) await run(started, day)
    // November leaves 20 instead of 200: December has 320 and used 450, so 130 minutes are owed, and nothing of November itself.
    expect(await told(started)).toEqual([['2026-11-01', 100, 0], ['2026-12-01', 450, 0], ['2026-11-01', 180, 0], ['2026-12-01', 0, 2_600_000]])
    const last = (await usedLines(started)).at(-1)!
    expect([recompute(last.charge).problems, recheckCharge(last.charge)]).toEqual([[], true])
    expect(await proof(started, '2027-03-01')).toMatchObject({ missing: [], doubled: [] })
  })

  it('are counted anew by a corrected price: what was billed is given back and charged again, and the minimum follows', async () => {
    const guideline = { ...MINUTES.ratingGuideline, carryMonths: 1, minimumMicro: 5_000_000 } as const
    const started = await start({ ...TALK, prices: [TALK.prices[0]!, { ...TALK.prices[1]!, ratingGuideline: guideline }] } as never)
    await bring(started, [call('nov', 100, { at: at(11) }), call('dec', 550, { at: at(12) })], at(12) + DAY)
    for (const day of ['2026-12-01', '2027-01-01']) await run(started, day)
    // December has 500 free: 50 minutes are $1.00, and $4.00 are missing of $5.00.
    expect(await told(started)).toEqual([['2026-11-01', 100, 0], ['2026-12-01', 550, 1_000_000], ['2026-12-01', undefined, 4_000_000]])
    const corrected = { offeringId: 'voice', offeringVersion: 1, priceId: 'minutes', fromPeriod: '2026-11', amountMicro: 20_000, ratingGuideline: { ...guideline, freeUnits: 200 }, because: 'Two hundred were meant.' } as const
    // Said before it is done: December's use comes to $5.00 instead of the minimum's $5.00, so nobody pays another amount; at 100 free, 450 minutes are $9.00.
    started.setNow(at(13))
    const { because: _because, ...price } = corrected
    expect(await started.ask('usage.previewCorrection', price)).toMatchObject({ customers: 0, services: 0, more: 0, less: 0 })
    expect(await started.ask('usage.previewCorrection', { ...price, ratingGuideline: { ...guideline, freeUnits: 100 } })).toEqual({ customers: 1, services: 1, events: 1, more: 4_000_000, less: 0, billed: { more: 4_000_000, less: 0 } })
    // A month without use has a minimum as well, once it is over: November was begun in the middle, December and January are whole.
    started.setNow(at(14))
    expect(await started.ask('usage.previewCorrection', { ...price, ratingGuideline: { ...guideline, minimumMicro: 8_000_000 } })).toMatchObject({ customers: 1, services: 1, more: 6_000_000, less: 0 })
    valueOf(await started.send('usage.correctPrice', corrected, { actor: ADMIN }))
    for (const day of ['2027-02-01', '2027-02-01']) await run(started, day)
    // November leaves 100 of 200, so December has 300: 250 minutes are $5.00 and nothing is missing; January has no use at all.
    expect((await told(started)).slice(3).toSorted()).toEqual([['2026-12-01', undefined, -4_000_000], ['2026-12-01', 550, 5_000_000], ['2027-01-01', undefined, 5_000_000]])
    const december = (await billsOf(started)).flatMap(({ lines }) => lines).filter(({ charge }) => charge.priceId === 'minutes').reduce((sum, { charge }) => sum + charge.amountMicro, 0)
    // Together with the credit of $1.00 both months cost $5.00 each.
    expect(december).toBe(10_000_000)
    for (const { charge } of await usedLines(started)) expect([recompute(charge).problems, recheckCharge(charge)]).toEqual([[], true])
    expect(await proof(started, '2027-02-01')).toMatchObject({ missing: [], doubled: [] })
  })

  it('are read aloud, and another number of them is found', async () => {
    const started = await start()
    await bring(started, [call('dec', 700, { at: at(12) })], at(12) + DAY)
    await run(started, '2027-01-01')
    const [line] = await usedLines(started)
    const say = (language: 'en' | 'es') => explain(line!.charge.derivation).map(({ code, details }) => createTexts(language).tf('charge', code, details)).slice(1)
    expect(say('en').slice(0, 4)).toEqual(['300 minutes were left of what was included in months before', '700 minutes used in the period', '600 minutes included', '100 minutes above 600, each $0.02: $2.00'])
    expect(say('es')[0]).toBe('300 minutos quedaban de lo incluido en meses anteriores')
    const forged = { ...line!.charge, derivation: line!.charge.derivation.map((step) => (step.kind === 'carried' ? { ...step, units: 299 } : step)) }
    expect([recheckCharge(forged), recompute(forged).problems.length > 0]).toEqual([false, true])
  })
})
