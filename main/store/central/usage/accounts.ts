import type { UsageGuide } from '../../../../shared/domain/usage.ts'
import { assertExact } from '../../../../shared/kernel/money.ts'
import type { RatedSum } from '../../../central/usage/ports.ts'
import { createGrowingArray } from './growing-array.ts'
import type { Names } from './names.ts'

/** What an outcome comes to, by numbers of names as they stand in a block, one more each. `guide`, `period`: never 0 here; `price` 0: not rated. */
export type Counted = { guide: number; price: number; period: number; quantity: number; amountMicro: number; owedMicro: number; /** 1, or 0 where it is not known. */ isOwed: number }

/** The running sums of a partition, and whose each record is. Four bytes a record. */
export type Accounts = {
  readonly add: (record: number, one: Counted) => void
  readonly remove: (record: number, one: Counted) => void
  /** Another outcome of a record. One that stays in its account keeps its place there: a month that is billed moves all of its records. */
  readonly change: (record: number, before: Counted, after: Counted) => void
  readonly ratedQuantity: (billingServiceId: string, priceId: string, billingPeriod: string) => number
  /** Every account of a price and period. */
  readonly eachRated: (priceId: string, billingPeriod: string, visit: (guide: UsageGuide, quantity: number, amountMicro: number) => void) => void
  /** What is rated of a service. */
  readonly sums: (billingServiceId: string) => readonly RatedSum[]
  /** The records of a service that are billed in a period, oldest first. */
  readonly records: (billingServiceId: string, billingPeriod: string) => readonly number[]
}

/**
 * The usage of one service under one price in one period is an account: its sum and, backwards, its records. Accounts stand side by side in columns, those of a
 * guide in a chain: a million events go through them in no order, and what is near is read at once.
 */
type Columns = { readonly guide: Uint32Array; readonly price: Uint32Array; readonly period: Uint32Array; readonly events: Uint32Array; readonly owedEvents: Uint32Array; /** The last record, plus one. */ readonly last: Uint32Array; /** Of the same guide, plus one. */ readonly next: Uint32Array; readonly quantity: Float64Array; readonly amountMicro: Float64Array; readonly owedMicro: Float64Array }

const FIRST_ROOM = 64

export function createAccounts(names: Names): Accounts {
  let columns = columnsOf(FIRST_ROOM)
  /** By guide: its first account, plus one. */
  let firstOf = new Uint32Array(FIRST_ROOM)
  let count = 0
  const guidesOfService = new Map<string, number[]>()
  const before = createGrowingArray(Uint32Array)

  const open = ({ guide, price, period }: Counted): number => {
    while (guide >= firstOf.length) firstOf = grown(firstOf, new Uint32Array(firstOf.length * 2))
    if (count === columns.guide.length) columns = doubled(columns)
    if (firstOf[guide] === 0) {
      const { billingServiceId }: UsageGuide = names.guide(guide - 1)
      guidesOfService.set(billingServiceId, [...(guidesOfService.get(billingServiceId) ?? []), guide])
    }
    columns.guide[count] = guide
    columns.price[count] = price
    columns.period[count] = period
    columns.next[count] = firstOf[guide] as number
    firstOf[guide] = count + 1
    return count++
  }
  const accountOf = (one: Counted): number => {
    if (one.guide < firstOf.length) for (let at = firstOf[one.guide] as number; at !== 0; at = columns.next[at - 1] as number) if (columns.price[at - 1] === one.price && columns.period[at - 1] === one.period) return at - 1
    return open(one)
  }
  const accountsOf = (billingServiceId: string): readonly number[] => {
    const found: number[] = []
    for (const guide of guidesOfService.get(billingServiceId) ?? []) for (let at = firstOf[guide] as number; at !== 0; at = columns.next[at - 1] as number) found.push(at - 1)
    return found
  }
  const move = (account: number, { price, quantity, amountMicro, owedMicro, isOwed }: Counted, sign: 1 | -1): void => {
    columns.events[account] = (columns.events[account] as number) + sign
    if (price === 0) return
    columns.quantity[account] = assertExact((columns.quantity[account] as number) + sign * quantity)
    columns.amountMicro[account] = assertExact((columns.amountMicro[account] as number) + sign * amountMicro)
    columns.owedMicro[account] = assertExact((columns.owedMicro[account] as number) + sign * owedMicro)
    columns.owedEvents[account] = (columns.owedEvents[account] as number) + sign * isOwed
  }
  const isOf = (account: number, billingPeriod: string): boolean => names.text((columns.period[account] as number) - 1) === billingPeriod
  const add = (record: number, one: Counted): void => {
    const account = accountOf(one)
    move(account, one, 1)
    before.set(record, columns.last[account] as number)
    columns.last[account] = record + 1
  }
  const remove = (record: number, one: Counted): void => {
    const account = accountOf(one)
    move(account, one, -1)
    columns.last[account] = unlinked(columns.last[account] as number, record, before)
  }
  return {
    add, remove,
    change: (record, from, to) => {
      if (from.guide === to.guide && from.price === to.price && from.period === to.period) {
        const account = accountOf(from)
        move(account, from, -1)
        move(account, to, 1)
        return
      }
      remove(record, from)
      add(record, to)
    },
    ratedQuantity: (billingServiceId, priceId, billingPeriod) => {
      let quantity = 0
      for (const account of accountsOf(billingServiceId)) {
        const price = columns.price[account] as number
        if (price !== 0 && isOf(account, billingPeriod) && names.text(price - 1) === priceId) quantity += columns.quantity[account] as number
      }
      return quantity
    },
    eachRated: (priceId, billingPeriod, visit) => {
      for (let account = 0; account < count; account++) {
        const price = columns.price[account] as number
        if (price === 0 || !isOf(account, billingPeriod) || names.text(price - 1) !== priceId) continue
        visit(names.guide((columns.guide[account] as number) - 1), columns.quantity[account] as number, columns.amountMicro[account] as number)
      }
    },
    sums: (billingServiceId) => accountsOf(billingServiceId).flatMap((account) => {
      const price = columns.price[account] as number
      return price === 0 ? [] : [{ billingServiceId, priceId: names.text(price - 1), billingPeriod: names.text((columns.period[account] as number) - 1), quantity: columns.quantity[account] as number, amountMicro: columns.amountMicro[account] as number, events: columns.events[account] as number, owedMicro: columns.owedMicro[account] as number, owedEvents: columns.owedEvents[account] as number }]
    }),
    records: (billingServiceId, billingPeriod) => {
      const found: number[] = []
      for (const account of accountsOf(billingServiceId)) if (isOf(account, billingPeriod)) for (let at = columns.last[account] as number; at !== 0; at = before.get(at - 1)) found.push(at - 1)
      return found.sort((a, b) => a - b)
    },
  }
}

/** Takes a record out of a chain: few are moved to another account, and those are mostly the latest. Returns where the chain begins then. */
function unlinked(last: number, record: number, before: ReturnType<typeof createGrowingArray>): number {
  if (last === record + 1) return before.get(record)
  let at = last
  while (at !== 0 && before.get(at - 1) !== record + 1) at = before.get(at - 1)
  if (at === 0) throw new Error(`usage is not where it was counted: ${record}`)
  before.set(at - 1, before.get(record))
  return last
}

const columnsOf = (room: number): Columns =>
  ({ guide: new Uint32Array(room), price: new Uint32Array(room), period: new Uint32Array(room), events: new Uint32Array(room), owedEvents: new Uint32Array(room), last: new Uint32Array(room), next: new Uint32Array(room), quantity: new Float64Array(room), amountMicro: new Float64Array(room), owedMicro: new Float64Array(room) })

function doubled(columns: Columns): Columns {
  const after = columnsOf(columns.guide.length * 2)
  for (const name of Object.keys(columns) as (keyof Columns)[]) after[name].set(columns[name])
  return after
}

function grown<A extends Uint32Array>(before: Uint32Array, after: A): A {
  after.set(before)
  return after
}
