// Goal: a month under a price with a minimum costs that minimum, once, whatever is used, comes late or is run again. Method: real central, record and book; sums worked out by hand ($0.02 a minute beyond 300, at least $5.00 a month).
import { describe, expect, it } from 'vitest'
import { recheckCharge } from '../../../shared/engines/billing/recheck-charge.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { postedLegs, recomputeLegs } from '../../support/second-legs.ts'
import { CATALOG, DAY, MINUTES, VOICE, billsOf, bring, call, proof, run, usedLines, withVoice } from './support/voice.ts'

const TALK = { ...VOICE, prices: [VOICE.prices[0]!, { ...MINUTES, ratingGuideline: { ...MINUTES.ratingGuideline, minimumMicro: 5_000_000 } }] }
const withMinimum = () => withVoice(undefined, { catalog: { ...CATALOG, offerings: CATALOG.offerings.map((one) => (one.id === 'voice' ? TALK : one)) } })
const DECEMBER = Date.UTC(2026, 11, 10, 19)
const inDecember = (id: string, minutes: number) => call(id, minutes, { at: DECEMBER })
const netOf = (lines: Awaited<ReturnType<typeof usedLines>>) => lines.map(({ periodFrom, charge }) => [periodFrom, charge.amountMicro])

describe('a minimum of a month', () => {
  it('is a line of its own for what use leaves of it, with every party’s part; the month the service began in has none', async () => {
    const started = await withMinimum()
    await run(started, '2026-12-01')
    expect(await usedLines(started)).toEqual([])
    await bring(started, [inDecember('a', 412)], DECEMBER + DAY)
    await run(started, '2027-01-01')
    const [used, minimum, ...more] = await usedLines(started)
    expect(more).toEqual([])
    // 112 minutes at two cents are $2.24; $2.76 are missing of $5.00, of which Kestrel has 65 %.
    expect(netOf([used!, minimum!])).toEqual([['2026-12-01', 2_240_000], ['2026-12-01', 2_760_000]])
    expect(minimum).toMatchObject({ periodTo: '2027-01-01', usage: null, charge: { derivation: [{ kind: 'price' }, { kind: 'minimum', minimumMicro: 5_000_000, usedMicro: 2_240_000, billedMicro: 0 }, { kind: 'rounding' }, { kind: 'tax' }, { kind: 'tax' }] } })
    expect(minimum!.charge.postings.find(({ party }) => party.kind === 'provider')?.amountMicro).toBe(1_794_000)
    expect([recompute(minimum!.charge).problems, recheckCharge(minimum!.charge)]).toEqual([[], true])
    expect(postedLegs(minimum!.charge)).toEqual(recomputeLegs(minimum!.charge, TALK.settlementRule.legs))
  })

  it('is owed whole for a month without any use, and not where use is dearer', async () => {
    const started = await withMinimum()
    await run(started, '2026-12-01')
    await bring(started, [inDecember('a', 600)], DECEMBER + DAY)
    await run(started, '2027-02-01')
    expect(netOf(await usedLines(started))).toEqual([['2026-12-01', 6_000_000], ['2027-01-01', 5_000_000]])
  })

  it('is given back as far as use that comes late is charged, once', async () => {
    const started = await withMinimum()
    await run(started, '2027-01-01')
    await bring(started, [inDecember('late', 412)], DECEMBER + 25 * DAY)
    for (const day of ['2027-01-31', '2027-02-01', '2027-02-01', '2027-02-02']) await run(started, day)
    expect(netOf(await usedLines(started)).filter(([from]) => from === '2026-12-01')).toEqual([['2026-12-01', 5_000_000], ['2026-12-01', 2_240_000], ['2026-12-01', -2_240_000]])
    const ids = (await billsOf(started)).flatMap(({ lines }) => lines.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(await proof(started, '2027-02-01')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('is missing in the proof of completeness until it is billed', async () => {
    const started = await withMinimum()
    await run(started, '2026-12-01')
    expect((await proof(started, '2027-01-01')).missing.map(({ key }) => key).filter((key) => key.includes('#minimum'))).toHaveLength(1)
    await run(started, '2027-01-01')
    expect((await proof(started, '2027-01-01')).missing).toEqual([])
  })

  it('is charged by the run after one whose transaction was lost, and never twice', async () => {
    let isLost = false
    const started = await withVoice((store) => ({ ...store, write: (change) => store.write(async (tx) => { const answer = await change(tx); if (isLost) throw new Error('the power failed'); return answer }) }), { catalog: { ...CATALOG, offerings: CATALOG.offerings.map((one) => (one.id === 'voice' ? TALK : one)) } })
    await run(started, '2026-12-01')
    isLost = true
    await run(started, '2027-01-01').catch(() => null)
    isLost = false
    // Control: nothing of the lost run stands.
    expect(await usedLines(started)).toEqual([])
    await run(started, '2027-01-01')
    await run(started, '2027-01-01')
    expect(netOf(await usedLines(started))).toEqual([['2026-12-01', 5_000_000]])
  })

  it('is said in a sentence, and a forged one is found', async () => {
    const started = await withMinimum()
    await run(started, '2027-01-01')
    const [line] = await usedLines(started)
    const say = (language: 'en' | 'es') => explain(line!.charge.derivation).map(({ code, details }) => createTexts(language).tf('charge', code, details))[1]
    expect([say('en'), say('es')]).toEqual(['a month of it costs at least $5.00, its use came to $0.00', 'un mes cuesta al menos $5.00, su uso sumó $0.00'])
    const forged = { ...line!.charge, derivation: line!.charge.derivation.map((step) => (step.kind === 'minimum' ? { ...step, usedMicro: 10_000 } : step)) }
    expect([recheckCharge(forged), recompute(forged).problems.length > 0]).toEqual([false, true])
  })
})
