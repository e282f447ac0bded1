import type { PrepaidCommand } from '../../domain/tariff-terms.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, least, minus, plus, sum, ZERO } from '../../kernel/rational.ts'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'

/** `balance`: topped up less debited. `held`: what of it open reservations hold. `known`: every command that was taken, by its id. */
export type PrepaidAccount = { readonly balance: Rational; readonly held: ReadonlyMap<string, Rational>; readonly known: ReadonlyMap<string, PrepaidCommand> }
export type PrepaidRefusal = 'amount-not-positive' | 'balance-short' | 'reservation-unknown' | 'command-reused'

export const EMPTY_ACCOUNT: PrepaidAccount = { balance: ZERO, held: new Map(), known: new Map() }
export const heldOf = ({ held }: PrepaidAccount): Rational => sum([...held.values()])
/** What may be reserved or debited: the balance less what is held. Never below nought. */
export const availableOf = (account: PrepaidAccount): Rational => minus(account.balance, heldOf(account))

/**
 * The account after a command. The same command again changes nothing; another one under its id is refused. A debit takes from its reservation
 * first and for the rest from what is available; a final one, and a release, let go what the reservation still holds.
 * Errors: `amount-not-positive` (a final debit of nought is none), `balance-short`, `reservation-unknown`, `command-reused`; then nothing has changed.
 * Source: 3GPP TS 32.299 session charging with unit reservation; CGRateS *prepaid.
 */
export function applyPrepaid(account: PrepaidAccount, command: PrepaidCommand): Result<PrepaidAccount, PrepaidRefusal> {
  const before = account.known.get(command.id)
  if (before) return isSame(before, command) ? ok(account) : err('command-reused')
  if (command.kind !== 'release' && compare(command.amount, ZERO) < Number(!(command.kind === 'debit' && command.isFinal))) return err('amount-not-positive')
  const known = new Map(account.known).set(command.id, command)
  switch (command.kind) {
    case 'topUp': return ok({ ...account, known, balance: plus(account.balance, command.amount) })
    case 'reserve':
      if (compare(command.amount, availableOf(account)) > 0) return err('balance-short')
      return ok({ ...account, known, held: new Map(account.held).set(command.id, command.amount) })
    case 'release': return account.held.has(command.reservation) ? ok({ ...account, known, held: without(account.held, command.reservation) }) : err('reservation-unknown')
    case 'debit': return debitOf(account, command, known)
  }
}

function debitOf(account: PrepaidAccount, { reservation, amount, isFinal }: Extract<PrepaidCommand, { kind: 'debit' }>, known: PrepaidAccount['known']): Result<PrepaidAccount, PrepaidRefusal> {
  const hold = reservation === null ? ZERO : account.held.get(reservation)
  if (hold === undefined) return err('reservation-unknown')
  const fromHold = least(amount, hold)
  if (compare(minus(amount, fromHold), availableOf(account)) > 0) return err('balance-short')
  const rest = minus(hold, fromHold)
  const held = reservation === null ? account.held : isFinal ? without(account.held, reservation) : new Map(account.held).set(reservation, rest)
  return ok({ balance: minus(account.balance, amount), held, known })
}

function without(held: ReadonlyMap<string, Rational>, id: string): ReadonlyMap<string, Rational> {
  const left = new Map(held)
  left.delete(id)
  return left
}

/** Equal numbers look equal, so contents are compared as text. */
const isSame = (a: PrepaidCommand, b: PrepaidCommand): boolean => contentOf(a) === contentOf(b)
const contentOf = (command: PrepaidCommand): string => JSON.stringify(Object.entries(command).toSorted(([a], [b]) => Number(a > b) - Number(a < b)), (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
