// Goal: nobody but a supervisor or an administrator is told what providers receive. Method: answers with charges in every place where they stand, through the real door, searched for the figures.
import { describe, expect, it } from 'vitest'
import { createDispatch } from '../../../main/console/dispatch.ts'
import type { Handlers } from '../../../main/console/context.ts'
import { hideShares } from '../../../main/console/hide-shares.ts'
import { silentLog } from '../../../main/platform/log.ts'
import type { Posting } from '../../../shared/domain/rating.ts'
import type { Role } from '../../../shared/domain/roles.ts'
import { ROLES } from '../../../shared/domain/roles.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ok } from '../../../shared/kernel/result.ts'
import { charge } from '../central/support/builders.ts'

const POSTINGS: readonly Posting[] = [
  { party: { kind: 'customer' }, amountMicro: -11_000_000, currency: 'USD' }, { party: { kind: 'provider', providerId: asId('secret-provider') }, amountMicro: 7_000_123, currency: 'USD' },
  { party: { kind: 'tax', name: 'State' }, amountMicro: 1_000_000, currency: 'USD' }, { party: { kind: 'margin' }, amountMicro: 2_999_877, currency: 'USD' },
]
const CHARGE = charge({ postings: POSTINGS })
const ANSWER = {
  bill: { lines: [{ id: 'l', charge: CHARGE, settlement: { ruleId: 'secret-rule', version: 1 } }] }, entries: [{ kind: 'creditNote', charge: CHARGE }, { kind: 'dispute' }],
  told: { charges: [CHARGE] }, bills: [{ charges: [CHARGE] }, { charges: [] }], order: { quote: { charges: [CHARGE] } }, plain: null, n: 3,
}
const through = async (role: Role, answer: unknown = ANSWER) => {
  const handlers = new Proxy({}, { get: () => () => ok(answer) }) as Handlers
  const dispatch = createDispatch({ handlers, userOf: () => ({ userId: 'u', displayName: 'Pat Sample', role }), clock: { now: () => 0 }, ids: { next: () => 'id' }, log: silentLog })
  return dispatch('client', { name: 'desk.status', input: {} })
}
const leaks = (said: unknown): readonly string[] => ['secret-provider', '7000123', '2999877', 'secret-rule'].filter((secret) => JSON.stringify(said).includes(secret))

describe('what providers receive', () => {
  it.each(ROLES)('is told to a %s only where the role may know it, in no part of an answer otherwise', async (role) => {
    const all = ['secret-provider', '7000123', '2999877', 'secret-rule']
    expect(leaks(await through(role))).toEqual(role === 'supervisor' || role === 'administrator' ? all : [])
  })
  it('is found by the same search where an answer goes out as it is', () => {
    expect(leaks(ok(ANSWER))).toHaveLength(4)
  })
  it('leaves what the customer pays, the taxes and a sum of zero', async () => {
    const said = (await through('rep')) as unknown as { readonly value: typeof ANSWER }
    const postings = said.value.bill.lines[0]!.charge.postings
    expect(postings.map(({ party, amountMicro }) => [party.kind, amountMicro])).toEqual([['customer', -11_000_000], ['tax', 1_000_000], ['margin', 10_000_000]])
    expect(said.value.bill.lines[0]!.charge).toMatchObject({ ...CHARGE, postings })
  })
  it('copies nothing where nothing is hidden', () => {
    const plain = { matches: [{ id: 'a' }, null], text: 'postings', postings: 'a word' }
    expect(hideShares(plain)).toBe(plain)
  })
})
