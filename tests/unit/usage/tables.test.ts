// Goal: the columns and tables that usage is decided in hold what was put in, whatever was put in before. Method: against a list and a Map, by seed, past every
// growth; texts of ids, then one that is not ASCII.
import { describe, expect, it } from 'vitest'
import { createSubscriberTable } from '../../../main/central/usage/subscriber-table.ts'
import { createTallies } from '../../../main/central/usage/tallies.ts'
import { createAccounts } from '../../../main/store/central/usage/accounts.ts'
import type { Counted } from '../../../main/store/central/usage/accounts.ts'
import type { Names } from '../../../main/store/central/usage/names.ts'
import { createTextColumn } from '../../../shared/kernel/text-column.ts'
import { hashAscii, hashText } from '../../../shared/kernel/text-hash.ts'
import { createRandom } from '../bills/random.ts'

const latin1 = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')

describe('a column of texts', () => {
  it.each([['ASCII only', [] as readonly string[]], ['one with other signs', ['ключ']], ['half a surrogate pair', ['half \ud800']]])('gives back what was added, %s', (_, odd) => {
    const draw = createRandom(3)
    const [column, other] = [createTextColumn(latin1), createTextColumn(latin1)]
    // Room that was used before.
    for (let nth = 0; nth < 50; nth++) column.add('of another page')
    column.clear()
    const list: string[] = []
    for (let nth = 0; nth < 2_000; nth++) {
      const text = nth === 1_200 ? (odd[0] ?? 'plain') : `e-${'x'.repeat(draw(40))}${nth}`
      list.push(text)
      if (nth % 3 === 0) column.add(text)
      else if (nth % 3 === 1 && text !== odd[0]) column.addAscii(Buffer.from(`ab${text}c`), 2, 2 + text.length)
      else {
        other.clear()
        other.add('before')
        other.add(text)
        expect(column.addFrom(other, 1)).toBe(text.length)
      }
    }
    expect([column.size(), column.whole()]).toEqual([list.length, list.join('')])
    expect(list.map((_text, line) => column.at(line))).toEqual(list)
  })
})

describe('a table of subscribers', () => {
  it('gives one number to one id of one kind, from text or bytes', () => {
    const draw = createRandom(5)
    const table = createSubscriberTable()
    const known = new Map<string, number>()
    for (let nth = 0; nth < 20_000; nth++) {
      const [idKind, localId] = [draw(4) === 0 ? ('userIdentifier' as const) : ('localCustomer' as const), draw(50) === 0 ? `ключ-${draw(20)}` : `CTL-${draw(3_000)}`]
      const isAscii = !localId.startsWith('к')
      const number = isAscii && nth % 2 === 0 ? table.numberOfBytes(idKind, Buffer.from(`"${localId}"`), 1, 1 + localId.length) : table.numberOf(idKind, localId)
      expect(known.get(`${idKind} ${localId}`) ?? known.size).toBe(number)
      known.set(`${idKind} ${localId}`, number)
      expect([table.localIdOf(number), table.idKindOf(number)]).toEqual([localId, idKind])
    }
    expect(table.size()).toBe(known.size)
  })
})

describe('hashes and tallies', () => {
  it('a text has the hashes of its bytes', () => {
    const [text, bytes] = [{ segment: 0, check: 0 }, { segment: 0, check: 0 }]
    hashText('before e-7 after', 7, 10, text)
    hashAscii(Buffer.from('e-7'), 0, 3, bytes)
    expect(text).toEqual(bytes)
    hashText('e-8', 0, 3, text)
    expect(text).not.toEqual(bytes)
  })

  it('each runs by itself, past its room, and an inexact quantity is refused', () => {
    const tallies = createTallies()
    const opened = Array.from({ length: 200 }, (_, nth) => tallies.open(nth, nth * 10))
    // Ten a unit: three more are thirty more.
    expect(opened.map((tally) => tallies.add(tally, 3, (quantity) => quantity * 10))).toEqual(opened.map(() => 30))
    expect(opened.map((tally) => tallies.quantity(tally))).toEqual(opened.map((_, nth) => nth + 3))
    expect(() => tallies.add(opened[0] as number, Number.MAX_SAFE_INTEGER, (quantity) => quantity)).toThrow('not an exact integer')
    expect(tallies.quantity(opened[0] as number)).toBe(3)
  })
})

describe('the accounts of a file', () => {
  /** Names of three services under two guides each, two prices and two periods. */
  const names = { guide: (number: number) => ({ customerId: 'c', billingServiceId: `s-${number % 3}`, offeringId: 'o', offeringVersion: 1 + Math.floor(number / 3) }), text: (number: number) => ['calls', 'views', '2026-10', '2026-11'][number] ?? '' } as unknown as Names
  it('add up what stands in them and find its records, whatever moved to another or stayed where it was', () => {
    const draw = createRandom(11)
    const accounts = createAccounts(names)
    const outcome = (): Counted => ({ guide: 1 + draw(6), price: draw(3), period: 3 + draw(2), quantity: draw(500), amountMicro: draw(90_000) - 30_000, owedMicro: draw(9_000), isOwed: 1 })
    const kept: Counted[] = []
    for (let step = 0; step < 4_000; step++) {
      const [record, other] = [draw(kept.length + 1), outcome()]
      const before = kept[record]
      // Half of those that move stay in their account, as what is billed does.
      const after = before && step % 2 === 0 ? { ...before, amountMicro: before.amountMicro + 7 } : other
      if (before) accounts.change(record, before, after)
      else accounts.add(record, after)
      kept[record] = after
    }
    for (const [service, period] of [0, 1, 2].flatMap((s) => ['2026-10', '2026-11'].map((p) => [`s-${s}`, p] as const))) {
      const own = kept.flatMap((one, record) => (names.guide(one.guide - 1).billingServiceId === service && names.text(one.period - 1) === period ? [{ record, ...one }] : []))
      expect(accounts.records(service, period)).toEqual(own.map(({ record }) => record))
      for (const price of ['calls', 'views']) {
        const [rated, sums] = [own.filter((one) => one.price > 0 && names.text(one.price - 1) === price), accounts.sums(service).filter((sum) => sum.billingPeriod === period && sum.priceId === price)]
        const total = (of: 'quantity' | 'amountMicro' | 'owedMicro' | 'isOwed') => rated.reduce((sum, one) => sum + one[of], 0)
        const told = (of: 'quantity' | 'amountMicro' | 'owedMicro' | 'owedEvents' | 'events') => sums.reduce((sum, one) => sum + one[of], 0)
        expect([told('events'), told('quantity'), told('amountMicro'), told('owedMicro'), told('owedEvents')]).toEqual([rated.length, total('quantity'), total('amountMicro'), total('owedMicro'), total('isOwed')])
      }
    }
  })
})
