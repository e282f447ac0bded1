import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PrepaidCommand } from '../../../shared/domain/tariff-terms.ts'
import { applyPrepaid, availableOf, EMPTY_ACCOUNT, heldOf } from '../../../shared/engines/tariff/prepaid.ts'
import type { PrepaidAccount } from '../../../shared/engines/tariff/prepaid.ts'
import { compare, decimal, minus, plus, rational as r, sum, ZERO } from '../../../shared/kernel/rational.ts'

const topUp = (id: string, amount: string): PrepaidCommand => ({ kind: 'topUp', id, amount: r(amount) })
const reserve = (id: string, amount: string): PrepaidCommand => ({ kind: 'reserve', id, amount: r(amount) })
const debit = (id: string, reservation: string | null, amount: string, isFinal = false): PrepaidCommand => ({ kind: 'debit', id, reservation, amount: r(amount), isFinal })
const release = (id: string, reservation: string): PrepaidCommand => ({ kind: 'release', id, reservation })
function run(...commands: readonly PrepaidCommand[]) {
  const refused: string[] = []
  const account = commands.reduce((before, command) => {
    const next = applyPrepaid(before, command)
    if (!next.ok) refused.push(`${command.id} ${next.error}`)
    return next.ok ? next.value : before
  }, EMPTY_ACCOUNT)
  return { figures: [account.balance, heldOf(account), availableOf(account)].map(decimal), refused }
}

describe('a prepaid account', () => {
  it.each<[string, readonly PrepaidCommand[], readonly string[], readonly string[]]>([
    ['holds what is reserved', [topUp('t', '10'), reserve('r', '6')], ['10', '6', '4'], []],
    ['takes what is debited, and holds the rest', [topUp('t', '10'), reserve('r', '6'), debit('d', 'r', '2.5')], ['7.5', '3.5', '4'], []],
    ['lets the rest go with the final debit', [topUp('t', '10'), reserve('r', '6'), debit('d', 'r', '2.5', true)], ['7.5', '0', '7.5'], []],
    ['ends a session that cost nothing', [topUp('t', '10'), reserve('r', '6'), debit('d', 'r', '0', true)], ['10', '0', '10'], []],
    ['lets go what is released', [topUp('t', '10'), reserve('r', '6'), release('x', 'r')], ['10', '0', '10'], []],
    ['takes more than was reserved where there is more', [topUp('t', '10'), reserve('r', '6'), debit('d', 'r', '9', true)], ['1', '0', '1'], []],
    ['takes without a reservation', [topUp('t', '10'), debit('d', null, '3')], ['7', '0', '7'], []],
    ['refuses more than there is', [topUp('t', '10'), reserve('r', '6'), reserve('s', '4.01'), debit('d', null, '4.01'), debit('e', 'r', '10.01')], ['10', '6', '4'], ['s balance-short', 'd balance-short', 'e balance-short']],
    ['refuses a reservation that there is not, or no more', [topUp('t', '10'), reserve('r', '6'), release('x', 'r'), release('y', 'r'), debit('d', 'r', '1'), debit('e', 'z', '1')], ['10', '0', '10'], ['y reservation-unknown', 'd reservation-unknown', 'e reservation-unknown']],
    ['refuses nought and less', [topUp('t', '0'), topUp('u', '-5'), reserve('r', '0'), debit('d', null, '-1', true), debit('e', null, '0')], ['0', '0', '0'], ['t amount-not-positive', 'u amount-not-positive', 'r amount-not-positive', 'd amount-not-positive', 'e amount-not-positive']],
    ['refuses another command under a known id', [topUp('t', '10'), topUp('t', '11'), reserve('t', '10')], ['10', '0', '10'], ['t command-reused', 't command-reused']],
  ])('%s', (_what, commands, figures, refused) => {
    expect(run(...commands)).toEqual({ figures, refused })
    // Told twice, each, and then all of them again: nothing changes.
    expect(run(...commands.flatMap((one) => [one, one]), ...commands).figures).toEqual(figures)
  })

  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const amount = fc.integer({ min: -2, max: 40 }).map((n) => r(`${n}/4`))
  const command: fc.Arbitrary<PrepaidCommand> = fc.oneof(
    fc.record({ kind: fc.constant('topUp' as const), id, amount }), fc.record({ kind: fc.constant('reserve' as const), id, amount }),
    fc.record({ kind: fc.constant('debit' as const), id, reservation: fc.option(id), amount, isFinal: fc.boolean() }), fc.record({ kind: fc.constant('release' as const), id, reservation: id }))
  const isSound = (account: PrepaidAccount): boolean => {
    const taken = [...account.known.values()]
    const of = (kind: 'topUp' | 'debit') => sum(taken.map((one) => (one.kind === kind ? one.amount : ZERO)))
    return compare(account.balance, minus(of('topUp'), of('debit'))) === 0 && compare(availableOf(account), ZERO) >= 0 && [...account.held.values()].every((held) => compare(held, ZERO) >= 0)
  }
  const play = (commands: readonly PrepaidCommand[], apply: typeof applyPrepaid) => commands.reduce((account, one) => { const next = apply(account, one); return next.ok ? next.value : account }, EMPTY_ACCOUNT)
  it('is never overdrawn and always its top-ups less its debits', () => {
    fc.assert(fc.property(fc.array(command, { maxLength: 25 }), (commands) => isSound(play(commands, applyPrepaid))))
  })
  it('would be found wrong, had a repeated top-up counted twice: the control', () => {
    const forgetful: typeof applyPrepaid = (account, one) => {
      const next = applyPrepaid({ ...account, known: new Map() }, one)
      return next.ok ? { ok: true, value: { ...next.value, known: new Map([...account.known, ...next.value.known]) } } : next
    }
    expect(isSound(play([topUp('t', '5'), topUp('t', '5')], forgetful))).toBe(false)
    expect(decimal(plus(r('5'), play([topUp('t', '5'), topUp('t', '5')], applyPrepaid).balance))).toBe('10')
  })
})
