import type { UsageGuide } from '../../../../shared/domain/usage.ts'
import { assertExact } from '../../../../shared/kernel/money.ts'
import type { RatedSum } from '../../../central/usage/ports.ts'
import { createGrowingArray } from './growing-array.ts'
import type { Names } from './names.ts'

/** What an outcome comes to, by numbers of names as they stand in a block, one more each. `guide`, `period`: never 0 here; `price` 0: not rated. */
export type Counted = { guide: number; price: number; period: number; quantity: number; amountMicro: number }

/** The usage of one service under one price in one period, of one partition: its sum and, backwards, its records. */
type Account = { readonly guide: number; readonly price: number; readonly period: number; quantity: number; amountMicro: number; events: number; /** The last record, plus one. */ last: number }

/** The running sums of a partition, and whose each record is. Four bytes a record. */
export type Accounts = {
  readonly add: (record: number, one: Counted) => void
  readonly remove: (record: number, one: Counted) => void
  readonly ratedQuantity: (billingServiceId: string, priceId: string, billingPeriod: string) => number
  /** What is rated of a service. */
  readonly sums: (billingServiceId: string) => readonly RatedSum[]
  /** The records of a service that are billed in a period, oldest first. */
  readonly records: (billingServiceId: string, billingPeriod: string) => readonly number[]
}

export function createAccounts(names: Names): Accounts {
  const ofGuide: Account[][] = []
  const guidesOfService = new Map<string, number[]>()
  const before = createGrowingArray(Uint32Array)
  const accountsOf = (guide: number): Account[] => {
    const known = ofGuide[guide]
    if (known) return known
    const { billingServiceId }: UsageGuide = names.guide(guide - 1)
    guidesOfService.set(billingServiceId, [...(guidesOfService.get(billingServiceId) ?? []), guide])
    return (ofGuide[guide] = [])
  }
  const accountOf = ({ guide, price, period }: Counted): Account => {
    const accounts = accountsOf(guide)
    for (const account of accounts) if (account.price === price && account.period === period) return account
    const opened: Account = { guide, price, period, quantity: 0, amountMicro: 0, events: 0, last: 0 }
    accounts.push(opened)
    return opened
  }
  const ofService = (billingServiceId: string): readonly Account[] => (guidesOfService.get(billingServiceId) ?? []).flatMap((guide) => ofGuide[guide] ?? [])
  return {
    add: (record, one) => {
      const account = accountOf(one)
      count(account, one, 1)
      before.set(record, account.last)
      account.last = record + 1
    },
    remove: (record, one) => {
      const account = accountOf(one)
      count(account, one, -1)
      unlink(account, record, before)
    },
    ratedQuantity: (billingServiceId, priceId, billingPeriod) => {
      let quantity = 0
      for (const guide of guidesOfService.get(billingServiceId) ?? []) for (const account of ofGuide[guide] ?? []) if (account.price !== 0 && names.text(account.period - 1) === billingPeriod && names.text(account.price - 1) === priceId) quantity += account.quantity
      return quantity
    },
    sums: (billingServiceId) => ofService(billingServiceId).flatMap(({ price, period, quantity, amountMicro, events }) => (price === 0 ? [] : [{ billingServiceId, priceId: names.text(price - 1), billingPeriod: names.text(period - 1), quantity, amountMicro, events }])),
    records: (billingServiceId, billingPeriod) => {
      const found: number[] = []
      for (const account of ofService(billingServiceId)) if (names.text(account.period - 1) === billingPeriod) for (let at = account.last; at !== 0; at = before.get(at - 1)) found.push(at - 1)
      return found.sort((a, b) => a - b)
    },
  }
}

function count(account: Account, { price, quantity, amountMicro }: Counted, sign: 1 | -1): void {
  account.events += sign
  if (price === 0) return
  account.quantity = assertExact(account.quantity + sign * quantity)
  account.amountMicro = assertExact(account.amountMicro + sign * amountMicro)
}

/** Takes a record out of the chain of its account: few are moved to another, and those are mostly the latest. */
function unlink(account: Account, record: number, before: ReturnType<typeof createGrowingArray>): void {
  if (account.last === record + 1) return void (account.last = before.get(record))
  let at = account.last
  while (at !== 0 && before.get(at - 1) !== record + 1) at = before.get(at - 1)
  if (at === 0) throw new Error(`usage is not where it was counted: ${record}`)
  before.set(at - 1, before.get(record))
}
