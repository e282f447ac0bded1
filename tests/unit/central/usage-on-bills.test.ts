// Goal: what was used is on one bill exactly, whatever comes late, twice or between two lines of a run. Method: real central, record and book; sums worked out by hand; a transaction that is lost after the book was told.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usagePeriod } from '../../../shared/domain/usage.ts'
import { recheckCharge } from '../../../shared/engines/billing/recheck-charge.ts'
import { postUsage } from '../../../shared/engines/rating/post-usage.ts'
import { postingsBalance } from '../../../shared/engines/rating/postings-balance.ts'
import { recompute } from '../../support/second-evaluator.ts'
import * as b from '../engines/builders.ts'
import { bookOf } from '../usage/support/usage-builders.ts'
import { HOUR, MINUTES, NOON, SYSTEM, VOICE, billsOf, bring, call, proof, run, usedLines, withVoice } from './support/voice.ts'

describe('usage on a bill', () => {
  it('is billed after its month, with the customer’s sum and every party’s part from the same events', async () => {
    const started = await withVoice()
    // 412 minutes: 300 are included, 112 at two cents.
    expect((await bring(started, [call('a', 200), call('b', 111.5), call('c', 100)])).map(({ status }) => status)).toEqual(['rated', 'rated', 'rated'])
    await run(started, '2026-11-30')
    expect(await usedLines(started)).toEqual([])
    await run(started, '2026-12-01')
    const [line, ...more] = await usedLines(started)
    expect(more).toEqual([])
    expect(line).toMatchObject({ orderId: 'o1', offeringName: 'Voice', providerId: 'kestrel', periodFrom: '2026-11-01', periodTo: '2026-12-01', usage: { units: 412, unit: 'minute', events: 3 }, charge: { amountMicro: 2_240_000, label: 'Minutes beyond 300' } })
    expect(line?.charge.postings.find(({ party }) => party.kind === 'provider')).toMatchObject({ party: { providerId: 'kestrel' }, amountMicro: 1_456_000 })
    expect(line && recompute(line.charge)).toMatchObject({ amountMicro: 2_240_000n, problems: [] })
    expect(line && recheckCharge(line.charge)).toBe(true)
    const book = await bookOf(started)
    const [sum] = book.ratedSums((await started.ask('billing.services', { customerId: 'c1' })).services.find(({ offeringId }) => offeringId === 'voice')?.billingServiceId ?? '')
    // What each event was rated at comes to what the bill asks for.
    expect(sum).toMatchObject({ events: 3, amountMicro: 2_240_000 })
    expect(book.totals()).toMatchObject({ rated: 0, billed: 3 })
  })

  it('stands on no bill a second time, and says billed to who sends it again', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 400)])
    await run(started, '2026-12-01')
    await run(started, '2026-12-01')
    await run(started, '2027-02-01')
    expect(await usedLines(started)).toHaveLength(1)
    expect(await bring(started, [call('a', 400)])).toMatchObject([{ status: 'billed', repeated: true }])
  })

  it('is shown where nothing is charged: what was included was used', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 12)])
    await run(started, '2026-12-01')
    expect(await usedLines(started)).toMatchObject([{ usage: { units: 12, events: 1 }, charge: { amountMicro: 0, taxMicro: 0, postings: [] } }])
  })

  it('that comes after its bill is a line of the next one; both together are the price of the whole month', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 299)])
    await run(started, '2026-12-01')
    await bring(started, [call('late', 113)], NOON + 25 * 24 * HOUR)
    expect(await proof(started, '2026-12-01')).toMatchObject({ missing: [{ dueOn: '2026-12-01' }] })
    await run(started, '2027-01-01')
    const lines = await usedLines(started)
    expect(lines.map(({ usage, charge }) => [usage?.units, charge.amountMicro])).toEqual([[299, 0], [113, 2_240_000]])
    expect(lines[1]?.charge.derivation.find((step) => step.kind === 'usage')).toMatchObject({ priorUnits: 299, totalUnits: 412 })
    expect(new Set(lines.map(({ id }) => id)).size).toBe(2)
    expect(await proof(started, '2027-01-01')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('is missing in the proof of completeness until it is billed', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 400)])
    const service = (await started.ask('billing.services', { customerId: 'c1' })).services.find(({ offeringId }) => offeringId === 'voice')?.billingServiceId
    expect((await proof(started, '2026-12-01')).missing.map(({ key }) => key)).toContain(`usage|${service}|minutes|${usagePeriod(NOON)}|0`)
    await run(started, '2026-12-01')
    expect(await proof(started, '2026-12-01')).toMatchObject({ missing: [], doubled: [] })
  })

  it('is billed by the next run when the power fails between the book and the record', async () => {
    let isLost = false
    const started = await withVoice((store) => ({ ...store, write: (change) => store.write(async (tx) => { const answer = await change(tx); if (isLost) throw new Error('the power failed'); return answer }) }))
    await bring(started, [call('a', 400)])
    isLost = true
    await started.send('billing.run', { upTo: '2026-12-01', limit: 100 }, { actor: SYSTEM, key: 'lost' }).catch(() => null)
    isLost = false
    // Control: who asked the book would now find nothing to bill.
    expect((await bookOf(started)).totals()).toMatchObject({ rated: 0, billed: 1 })
    expect(await billsOf(started)).toEqual([])
    await run(started, '2026-12-01')
    expect(await usedLines(started)).toMatchObject([{ usage: { units: 400 }, charge: { amountMicro: 2_000_000 } }])
  })
})

describe('the charge of a period', () => {
  const units = fc.nat(2_000)
  const place = fc.constantFrom(1, 10_000, 50_000)
  it('is the same however the period is cut into lines, balances, and computes again from its derivation', () => {
    fc.assert(fc.property(fc.array(units, { minLength: 1, maxLength: 5 }), place, fc.constantFrom('half-even', 'half-up', 'up', 'down'), fc.nat(99_999), (cuts, placeMicro, mode, amountMicro) => {
      const price = { ...MINUTES, amountMicro, ratingGuideline: { ...MINUTES.ratingGuideline, rounding: { mode, placeMicro } } }
      const offering = { ...VOICE, prices: [price] }
      const lines = cuts.map((totalUnits, n) => postUsage({ id: `l${n}`, offering, price, priorUnits: cuts[n - 1] ?? 0, totalUnits }, [b.WY_TELECOM]))
      expect(postingsBalance(lines)).toBe(true)
      for (const line of lines) expect([recompute(line).problems, recheckCharge(line)]).toEqual([[], true])
      const whole = postUsage({ id: 'whole', offering, price, priorUnits: 0, totalUnits: cuts.at(-1) ?? 0 }, [b.WY_TELECOM])
      expect(lines.reduce((sum, line) => sum + line.amountMicro, 0)).toBe(whole.amountMicro)
    }), { numRuns: 500 })
  })
  it('that says another figure than its derivation is found', () => {
    const charge = postUsage({ id: 'l', offering: VOICE, price: MINUTES, priorUnits: 0, totalUnits: 400 }, [])
    const wrong = { ...charge, derivation: charge.derivation.map((step) => (step.kind === 'usage' ? { ...step, freeUnits: 299 } : step)) }
    expect(recheckCharge(wrong)).toBe(false)
    expect(recompute(wrong).problems).not.toEqual([])
  })
})
