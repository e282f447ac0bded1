// Goal: the table of product study 3.9, cell by cell, so that a promise is never more than it is.
import { describe, expect, it } from 'vitest'
import { deskCondition, DESK_ACTIONS, DESK_CONDITIONS, mayDo } from '../../../shared/domain/offline-rules.ts'
import type { DeskAction } from '../../../shared/domain/offline-rules.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

/** With a lease | without one. `+`: may be said as binding; `~`: not; `no`: refused with its reason. */
const TABLE: readonly [DeskAction, string, string][] = [
  ['qualify', '~data-age', '~data-age'], ['compare', '~data-age', '~data-age'], ['explainBill', '~data-age', '~data-age'], ['readHistory', '~data-age', '~data-age'],
  ['registerCustomer', '+duplicates-later', '+duplicates-later'],
  ['promisePort', '+binding-until', '~subject-to-confirmation'], ['promiseAddress', '+binding-until', '~subject-to-confirmation'], ['promiseAppointment', '+binding-until', '~subject-to-confirmation'],
  ['submitOrder', '+queued-binding', '~queued-provisional'],
  ['askProvider', 'no needs-provider', 'no needs-provider'], ['checkIdentity', 'no needs-isp', 'no needs-isp'], ['takePayment', 'no needs-payment', 'no needs-payment'], ['checkCredit', 'no needs-payment', 'no needs-payment'],
  ['approveReconciliation', 'no needs-four-eyes', 'no needs-four-eyes'], ['writeOff', 'no needs-four-eyes', 'no needs-four-eyes'],
  ['recordEvidence', '+kept-here', '+kept-here'], ['correctLocation', '+kept-here', '+kept-here'],
]
const short = (action: DeskAction, condition: (typeof DESK_CONDITIONS)[number]): string => {
  const permission = mayDo(action, condition)
  if (permission.may === 'no') return `no ${permission.why}`
  return `${permission.isBinding ? '+' : '~'}${permission.may === 'withWords' ? permission.words : 'yes'}`
}

describe('what may be done without network', () => {
  it.each(TABLE)('%s: %s | %s', (action, withLease, withoutLease) => {
    expect(short(action, 'offlineWithLease')).toBe(withLease)
    expect(short(action, 'offlineWithoutLease')).toBe(withoutLease)
    expect(short(action, 'online')).toBe('+yes')
  })

  it('names every action', () => expect(TABLE.map(([action]) => action).toSorted()).toEqual([...DESK_ACTIONS].toSorted()))

  it('never gives more without a lease than with one', () => {
    for (const action of DESK_ACTIONS) {
      const [lease, none] = [mayDo(action, 'offlineWithLease'), mayDo(action, 'offlineWithoutLease')]
      expect(Number(none.isBinding), action).toBeLessThanOrEqual(Number(lease.isBinding))
      expect(none.may === 'no', action).toBe(lease.may === 'no')
    }
  })

  it.each(['en', 'es'] as const)('has words in %s for every cell, and says subject to confirmation of what is not binding', (language) => {
    const { t } = createTexts(language)
    for (const action of DESK_ACTIONS) for (const condition of DESK_CONDITIONS) {
      const permission = mayDo(action, condition)
      if (permission.may === 'no') expect(t(`offlineNo.${permission.why}`).length).toBeGreaterThan(20)
      if (permission.may === 'withWords') expect(t(`offlineWords.${permission.words}`, { ageMs: 7_200_000, untilAt: 0 }).length).toBeGreaterThan(10)
    }
    expect(t('offlineWords.subject-to-confirmation')).toMatch(language === 'en' ? /subject to confirmation/ : /sujeto a confirmación/)
  })
})

describe('the condition of a desk', () => {
  const up = { isNetworkUp: true, isCentralReached: true, leaseUntil: null, now: 100 }
  it.each([
    ['online', up, 'online'], ['cut without a lease', { ...up, isNetworkUp: false }, 'offlineWithoutLease'], ['central away', { ...up, isCentralReached: false }, 'offlineWithoutLease'],
    ['cut with a lease', { ...up, isNetworkUp: false, leaseUntil: 101 }, 'offlineWithLease'], ['a lease that ends now is none', { ...up, isNetworkUp: false, leaseUntil: 100 }, 'offlineWithoutLease'],
  ] as const)('%s', (_name, facts, expected) => expect(deskCondition(facts)).toBe(expected))
})
