// Goal: what a supervisor types is the sum that comes back, and what is said to the caller is what was decided. Method: tables, in both languages.
import { describe, expect, it } from 'vitest'
import { boundsOf, entryRows, readAmount, sayAnswer, sayDecision, whoOf } from '../../../renderer/journeys/bills/dispute-view.ts'
import type { BillEntry } from '../../../shared/domain/bill.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { charge } from '../central/support/builders.ts'

const texts = createTexts('en')
const about = { customerId: 'c', billId: 'b', lineId: 'l1', at: 1 } as const
const DISPUTE: BillEntry = { id: 'd1', ...about, by: 'user-rep', byRole: 'rep', kind: 'dispute', because: 'tooMuch', note: 'they said less' }
const ANSWER: BillEntry = { id: 'a1', ...about, by: 'user-super', byRole: 'supervisor', kind: 'disputeAnswered', disputeId: 'd1', decision: 'partly', because: 'three days out of order', creditNoteId: 'n1' }
const CREDIT: BillEntry = { id: 'n1', ...about, by: 'user-super', byRole: 'supervisor', kind: 'creditNote', disputeId: 'd1', because: 'three days out of order', charge: charge({ amountMicro: -3_000_000, taxMicro: -300_000 }) }
const viewOf = (entries: readonly BillEntry[], open: readonly { disputeId: string; lineId: string; leftMicro: number }[] = []) =>
  ({ bill: { id: 'b', lines: [{ id: 'l1', charge: charge({ amountMicro: 10_000_000, taxMicro: 1_000_000 }) }] }, entries, here: [], open, people: [{ userId: 'user-super', name: 'Sage Supersample', role: 'supervisor' }] }) as never

describe('an amount that a supervisor types', () => {
  it.each([
    ['3.50', 350], ['$3.50', 350], [' $ 3.5 ', 350], ['3,50', 350], ['3', 300], ['0.01', 1], ['11.00', 1_100], ['11', 1_100], ['.5', 'unreadable'], ['1,000.00', 'tooMuch'], ['', 'empty'], ['   ', 'empty'], ['0', 'nothing'], ['0.00', 'nothing'],
    ['11.01', 'tooMuch'], ['999999999', 'tooMuch'], ['99999999999999999999', 'unreadable'], ['-3', 'unreadable'], ['3.505', 'unreadable'], ['1,250', 'unreadable'], ['1.250', 'unreadable'], ['3.5.0', 'unreadable'], ['NaN', 'unreadable'], ['1e2', 'unreadable'], ['three', 'unreadable'], ['٣', 'unreadable'], ['3 50', 'unreadable'],
  ])('%j is read as %j', (typed, expected) => expect(readAmount(typed, 1_100)).toEqual(typeof expected === 'number' ? { kind: 'minor', minor: expected } : { kind: expected }))
  it('is never more than what is left of the line, whole cents of it', () => {
    expect(boundsOf(viewOf([DISPUTE], [{ disputeId: 'd1', lineId: 'l1', leftMicro: 10_999_999 }]), 'd1')).toEqual({ lineMicro: 11_000_000, leftMicro: 10_999_999, mostMinor: 1_099 })
    expect(boundsOf(viewOf([DISPUTE, ANSWER, CREDIT]), 'd1')).toBeNull()
  })
})

describe('an answer to a dispute', () => {
  it.each([
    [{ decision: 'accepted', creditMicro: 11_000_000, staysMicro: 0, because: 'it was ours' }, 'You get all of it back: **$11.00** comes off your next bill. The reason is: it was ours'],
    [{ decision: 'partly', creditMicro: 3_300_000, staysMicro: 7_700_000, because: '' }, 'You get **$3.30** back; it comes off your next bill. **$7.70** of this line stands.'],
    [{ decision: 'rejected', creditMicro: 0, staysMicro: 11_000_000, because: '**no**' }, 'We looked at it: this charge of **$11.00** stands. The reason is: no'],
  ] as const)('is said with its figures: %j', (given, said) => expect(sayDecision(given, texts)).toBe(said))
  it('is said to the caller from what central keeps, until a newer dispute waits', () => {
    expect(sayAnswer(viewOf([DISPUTE, ANSWER, CREDIT]), 'l1', texts)).toContain('**$3.30** back; it comes off your next bill. **$7.70**')
    expect(sayAnswer(viewOf([DISPUTE, ANSWER, CREDIT]), 'l1', createTexts('es'))).toContain('$7.70')
    expect(sayAnswer(viewOf([DISPUTE], [{ disputeId: 'd1', lineId: 'l1', leftMicro: 1 }]), 'l1', texts)).toBeNull()
    expect(sayAnswer(viewOf([DISPUTE, ANSWER, CREDIT, { ...DISPUTE, id: 'd2' }], [{ disputeId: 'd2', lineId: 'l1', leftMicro: 1 }]), 'l1', texts)).toBeNull()
    expect(sayAnswer(viewOf([DISPUTE, ANSWER, CREDIT]), 'other', texts)).toBeNull()
  })
  it('names who gave it, by name or by role and never by an id', () => {
    expect(entryRows(viewOf([DISPUTE, ANSWER, CREDIT]), 'l1', texts).map(({ words, who, isOpen }) => [words, who, isOpen])).toEqual([
      ['More than was agreed', 'Rep, somebody at another desk', false], ['Given back in part', 'Sage Supersample, Supervisor', false], ['Credit of $3.30 on the next bill', 'Sage Supersample, Supervisor', false],
    ])
    expect(whoOf({ by: 'user-9' }, [], texts)).toBe('somebody at another desk')
  })
})
