import { describe, expect, it } from 'vitest'
import { createListDecisions } from '../../../main/console/bills/list-decisions.ts'
import type { Bill, BillEntry } from '../../../shared/domain/bill.ts'

// What waits for a supervisor at every customer: only what nobody decided, the oldest first, and each look is asked for.
const line = { id: 'l1', label: 'Plan', charge: { amountMicro: 10_000_000, taxMicro: 1_000_000 } }
const bill = (id: string, more: object = {}): Bill => ({ id, number: `B-${id}`, customerId: `c-${id}`, issuedOn: '2026-12-01', totalMinor: 1_100, holds: [], lines: [line], ...more }) as unknown as Bill
const dispute = (id: string, billId: string): BillEntry => ({ id, billId, lineId: 'l1', customerId: `c-${billId}`, at: 5, by: 'rep', kind: 'dispute', because: 'tooMuch', note: '' })
const SUPER = { user: { userId: 's', displayName: 'S', role: 'supervisor' }, clientId: 'w' } as const

function rig(held: readonly Bill[], disputes: readonly BillEntry[], bills: readonly Bill[], maySee = (_customerId: string) => true) {
  const asked: string[] = []
  const list = createListDecisions({
    bills: { heldBills: () => held, openDisputes: () => disputes, bill: (id) => bills.find((one) => one.id === id) ?? null, billEntries: (id) => disputes.filter(({ billId }) => billId === id), ownRecord: (id) => (id === 'c-a' ? { givenName: 'Demo', familyName: 'Example' } : null) },
    callerAuth: { maySee: (_ctx, customerId) => { asked.push(customerId); return maySee(customerId) } },
  })
  return { asked, answer: async () => { const answer = await list({}, SUPER); if (!answer.ok) throw new Error(answer.error.code); return answer.value } }
}

describe('what waits for a supervisor', () => {
  it('names who, which line, why and how much can come back', async () => {
    const answer = await rig([bill('b', { holds: [{ reason: 'told-differs' }] })], [dispute('d', 'a')], [bill('a'), bill('b')]).answer()
    expect(answer).toMatchObject({ heldInAll: 1, disputesInAll: 1, held: [{ billId: 'b', customerName: '', number: 'B-b' }], disputes: [{ disputeId: 'd', billId: 'a', lineId: 'l1', customerName: 'Demo Example', label: 'Plan', because: 'tooMuch', leftMicro: 11_000_000 }] })
  })
  it('asks for every look, and leaves out what may not be seen or is not known here', async () => {
    const one = rig([bill('b')], [dispute('d', 'a'), dispute('e', 'gone')], [bill('a')], (customerId) => customerId !== 'c-b')
    expect(await one.answer()).toMatchObject({ held: [], disputes: [{ disputeId: 'd' }], heldInAll: 1, disputesInAll: 2 })
    expect(one.asked).toEqual(['c-b', 'c-a', 'c-gone'])
  })
  it('lists two hundred and counts all', async () => {
    const answer = await rig(Array.from({ length: 201 }, (_unused, n) => bill(`h${n}`)), [], []).answer()
    expect([answer.held.length, answer.heldInAll, answer.held[0]?.billId]).toEqual([200, 201, 'h0'])
  })
})
