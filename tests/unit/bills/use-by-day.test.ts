// Goal: use by day is told to who proved who they are, drawn without gaps, and makes what-if exact where it is the same use that was billed. Method: packs and bills built by hand, figures worked out by hand.
import { describe, expect, it } from 'vitest'
import { createUseByDay } from '../../../main/console/bills/use-by-day.ts'
import { dayOptions, dayView } from '../../../renderer/journeys/bills/day-view.ts'
import type { HandlerCtx } from '../../../main/console/context.ts'
import type { Bill, BillLine } from '../../../shared/domain/bill.ts'
import type { UsagePack } from '../../../shared/domain/usage-pack.ts'
import { pastMonths } from '../../../shared/engines/whatif/past-months.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { charge } from '../central/support/builders.ts'

const REP: HandlerCtx = { user: { userId: 'rep-1', displayName: 'Rep', role: 'rep' }, clientId: 'window' }
const MADE = Date.UTC(2026, 10, 20, 9)
const VOICE = { billingServiceId: 's', orderId: 'o', offeringId: 'voice', providerId: 'kestrel', usageType: 'voice', unit: 'second' } as const
const pack = (period: string, days: UsagePack['services'][number]['days'], customerId = 'c1'): UsagePack => ({ format: 1, customerId, period, revision: 1, madeAt: MADE, services: [{ ...VOICE, days }] })
const NOV = pack('2026-11', [['2026-10-31', 60, 1, 0], ['2026-11-10', 321, 2, 240_000]])
const ask = (packs: readonly UsagePack[], { period, maySee = true }: { readonly period?: string; readonly maySee?: boolean } = {}) =>
  createUseByDay({ bills: { idsOfPerson: () => ['c1'], usagePacksOf: () => packs }, callerAuth: { maySee: () => maySee }, catalog: () => null })({ customerId: 'c1', ...(period ? { period } : {}) }, REP)
const told = async (...args: Parameters<typeof ask>) => {
  const answer = await ask(...args)
  assert(answer.ok, 'the use is told')
  return answer.value
}

describe('use by day', () => {
  it('is kept back until the caller has proved who they are', async () => {
    expect(await ask([NOV], { maySee: false })).toMatchObject({ ok: false, error: { code: 'caller-not-verified' } })
  })
  it('is of the newest period, or of the one that is asked for where the desk has it', async () => {
    const packs = [pack('2026-10', [['2026-10-05', 60, 1, 0]]), NOV]
    expect(await told(packs)).toMatchObject({ periods: ['2026-10', '2026-11'], period: '2026-11', madeAt: MADE })
    expect((await told(packs, { period: '2026-10' })).series[0]?.days).toEqual([{ day: '2026-10-05', quantity: 60, events: 1, amountMicro: 0 }])
    expect((await told(packs, { period: '2026-07' })).period).toBe('2026-11')
    expect(await told([])).toEqual({ periods: [], period: null, madeAt: null, series: [] })
  })
  it('is drawn from the first day to when it was told, a late day before them, in units people know', async () => {
    const use = await told([NOV])
    const view = dayView(use, 'gone', createTexts('en'))
    expect(view?.rows.length).toBe(21)
    expect(view?.rows[0]).toMatchObject({ period: '2026-10-31', units: 1 })
    expect(view?.rows[10]).toMatchObject({ period: '2026-11-10', short: '10', units: 5.35, events: '2', charge: '$0.24' })
    expect(view?.rows[11]).toMatchObject({ units: 0, events: '0' })
    expect(view?.sentence).toBe('voice: minutes, 21 days. Most on Nov 10, 2026: 5.35 minutes.')
    expect(dayView(use, null, createTexts('es'))?.sentence).toContain('21 días')
    expect(dayOptions(use, createTexts('en')).map(({ name }) => name)).toEqual(['voice: minutes'])
    expect(dayView(await told([]), null, createTexts('en'))).toBeNull()
  })
})

describe('past months with use by day', () => {
  const line = (over: Partial<BillLine>): BillLine => ({
    id: 'r', obligation: '', orderId: 'o', group: 'recurring', label: '', offeringName: '', providerId: '', providerName: '', periodFrom: '2026-11-01', periodTo: '2026-12-01', settlement: null, corrects: null, usage: null, charge: charge(), ...over,
  })
  const usage = (nth: number, units: number, events: number, priorUnits: number) => line({
    id: `usage|s|minutes|2026-11|${nth}`, group: 'usage', usage: { units, unit: 'minute', events }, charge: { ...charge(), offeringId: 'voice' as never, derivation: [{ kind: 'usage', unit: 'minute', priorUnits, totalUnits: units, freeUnits: 0, mode: 'up', placeMicro: 1 }] },
  })
  const bill = (...lines: readonly BillLine[]): Bill => ({ state: 'sent', periodFrom: '2026-11-01', lines: [line({}), ...lines] }) as unknown as Bill
  const used = (lines: readonly BillLine[], packs: readonly UsagePack[]) => pastMonths([bill(...lines)], 'o', 12, packs)[0]?.used
  it('know the seconds that the bill counted as started minutes', () => {
    expect(used([usage(0, 7, 3, 0)], [NOV])).toEqual([{ offeringId: 'voice', unit: 'second', units: 381, detail: { events: 3 } }])
    expect(used([usage(0, 7, 3, 0)], [])).toEqual([{ offeringId: 'voice', unit: 'minute', units: 7 }])
  })
  it('keep the bill’s own units where the pack knows of other events than were billed, of another order or month', () => {
    for (const other of [pack('2026-11', [['2026-11-10', 999, 4, 0]]), { ...NOV, period: '2026-10' }, { ...NOV, services: NOV.services.map((service) => ({ ...service, orderId: 'another' })) }])
      expect(used([usage(0, 7, 3, 0)], [other])).toEqual([{ offeringId: 'voice', unit: 'minute', units: 7 }])
  })
  it('count what was charged again by a corrected price once', () => {
    expect(used([usage(0, 5, 2, 0), usage(1, 7, 3, 0)], [])).toEqual([{ offeringId: 'voice', unit: 'minute', units: 7 }])
    // What only came late is added.
    expect(used([usage(0, 5, 2, 0), usage(1, 2, 1, 5)], [])?.map(({ units }) => units)).toEqual([5, 2])
  })
})
