// Goal: two customers are joined by a link that can be taken back without a trace in what is shown, nobody is joined by guess, and one
// place has one order at a time. Method: real store; a crash between effect and answer; broken variants that the same checks must catch.
import { describe, expect, it } from 'vitest'
import type { CentralStore } from '../../../main/central/ports.ts'
import { commandInputs, order, registration, registrationOf, REP } from './support/builders.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'
import type { StartedCentral } from './support/start-central.ts'

const join = { keepId: 'c1', mergeId: 'c2', because: 'the same voice' }
const OTHER_DESK = { ...REP, deskId: 'desk-2', userId: 'rep-2' }

async function twoCustomers(wrap?: (store: CentralStore) => CentralStore): Promise<StartedCentral> {
  const started = await centralForTest(wrap)
  for (const [id, of] of [['c1', 1], ['c2', 2]] as const) {
    valueOf(await started.send('customer.register', { customerId: id, registration: registrationOf(of), billCycleDay: 1 }))
    valueOf(await started.send('crosswalk.link', { customerId: id, providerId: 'kestrel', localCustomerId: `K-${id}`, orderId: `o-${id}` }))
  }
  return started
}
/** All that any query shows of the two. */
const shown = async (started: StartedCentral): Promise<string> => JSON.stringify(await Promise.all(['c1', 'c2'].flatMap((customerId) => [started.ask('customer.get', { customerId }), started.ask('billing.services', { customerId })])))

describe('joining two customers', () => {
  it('is a link: both ids stay, and what is known under one is reached under the other', async () => {
    const started = await twoCustomers()
    valueOf(await started.send('customer.merge', join))
    for (const customerId of ['c1', 'c2']) expect((await started.ask('customer.get', { customerId })).crosswalk.map((link) => link.localCustomerId)).toEqual(['K-c1', 'K-c2'])
    expect((await started.ask('customer.get', { customerId: 'c2' })).customer?.id).toBe('c2')
    expect((await started.feed()).at(-1)).toMatchObject({ kind: 'merge', from: 'c2', into: 'c1', because: 'the same voice', by: REP.userId })
  })

  it('and taking them apart leaves every view byte for byte as it was', async () => {
    const started = await twoCustomers()
    const before = await shown(started)
    valueOf(await started.send('customer.merge', join))
    // The check itself: a view that did not notice the link could not notice a link left behind.
    expect(await shown(started)).not.toBe(before)
    valueOf(await started.send('customer.unmerge', join))
    expect(await shown(started)).toBe(before)
    expect((await started.feed()).slice(-2)).toMatchObject([{ kind: 'merge' }, { kind: 'unmerge', from: 'c2', into: 'c1' }])
  })

  it('changes nothing a second time, under the same key or another', async () => {
    const started = await twoCustomers()
    for (const name of ['customer.merge', 'customer.unmerge'] as const) {
      valueOf(await started.send(name, join, { key: `once-${name}` }))
      const length = (await started.feed()).length
      valueOf(await started.send(name, join, { key: `once-${name}` }))
      valueOf(await started.send(name, join))
      expect(await started.feed()).toHaveLength(length)
    }
  })

  it('happens wholly or not at all when central stops between the link and its answer', async () => {
    let isBroken = true
    const started = await twoCustomers((store) => ({ ...store, write: (work) => store.write(async (tx) => {
      const value = await work(tx)
      if (isBroken && (await tx.commands.find('crash'))) throw new Error('power')
      return value
    }) }))
    const before = await shown(started)
    expect(codeOf(await started.send('customer.merge', join, { key: 'crash' }))).toBe('internal')
    expect(await shown(started)).toBe(before)
    isBroken = false
    valueOf(await started.send('customer.merge', join, { key: 'crash' }))
    expect(await shown(started)).not.toBe(before)
  })

  it.each([
    ['somebody unknown', { ...join, mergeId: 'nobody' }, 'customer-unknown'], ['somebody with themselves', { ...join, mergeId: 'c1' }, 'customer-unknown'],
    ['in a circle', { keepId: 'c2', mergeId: 'c1', because: 'x' }, 'customer-merged'], ['card digits as a reason', { ...join, because: '4111 1111 1111 1111' }, 'card-digits-refused'],
  ])('refuses %s', async (_what, input, code) => {
    const started = await twoCustomers()
    if (code === 'customer-merged') valueOf(await started.send('customer.merge', join))
    expect(codeOf(await started.send('customer.merge', input))).toBe(code)
  })

  it('refuses to take apart who is joined to somebody else', async () => {
    const started = await twoCustomers()
    valueOf(await started.send('customer.register', { customerId: 'c3', registration: registrationOf(3), billCycleDay: 1 }))
    valueOf(await started.send('customer.merge', join))
    expect(codeOf(await started.send('customer.unmerge', { ...join, keepId: 'c3' }))).toBe('customers-not-joined')
  })
})

describe('a registration', () => {
  it('of a spouse with the same phone, mail and family name is nobody else', async () => {
    const started = await centralForTest()
    await started.send('customer.register', { customerId: 'c1', registration: registration(), billCycleDay: 1 })
    expect(valueOf(await started.send('customer.register', { customerId: 'c2', registration: registration({ givenName: 'Bartholomew' }), billCycleDay: 1 })).sameAs).toBeNull()
  })
  it('of a son named as his father, with one phone and mail and a sign-in name of his own, joins nobody', async () => {
    const started = await centralForTest()
    await started.send('customer.register', { customerId: 'c1', registration: registration(), billCycleDay: 1 })
    const son = valueOf(await started.send('customer.register', { customerId: 'c2', registration: registration({ userIdentifier: 'son@highplains.example' }), billCycleDay: 1 }))
    expect(son.sameAs).toBeNull()
    expect(son.billingAccountId).not.toBe((await started.ask('customer.get', { customerId: 'c1' })).customer?.billingAccount.id)
    expect((await started.feed()).map((item) => item.kind)).not.toContain('merge')
  })
  it('does not join again whom a person took apart', async () => {
    const started = await centralForTest()
    for (const customerId of ['c1', 'c2']) await started.send('customer.register', { customerId, registration: registration(), billCycleDay: 1 })
    valueOf(await started.send('customer.unmerge', join))
    expect(valueOf(await started.send('customer.register', { customerId: 'c2', registration: registration({ paymentHint: 'another' }), billCycleDay: 1 })).sameAs).toBeNull()
  })
  it('joins whom the rep said it is, and says who said it', async () => {
    const started = await twoCustomers()
    expect(valueOf(await started.send('customer.register', { customerId: 'c9', registration: registrationOf(9), billCycleDay: 1, sameAs: 'c1' })).sameAs).toBe('c1')
    expect((await started.feed()).at(-1)).toMatchObject({ kind: 'merge', from: 'c9', into: 'c1', by: REP.userId })
    expect(valueOf(await started.send('customer.register', { customerId: 'c8', registration: registrationOf(8), billCycleDay: 1, sameAs: 'nobody' })).sameAs).toBeNull()
  })
})

describe('a place', () => {
  const register = (started: StartedCentral, orderId: string, actor = REP) => started.send('customer.register', { ...commandInputs(orderId)['customer.register'], order: { orderId, place: 'adr-1' } }, { actor })

  it('has one order at a time: the second rep is told who and when, and nothing of theirs was done', async () => {
    const started = await centralForTest()
    valueOf(await register(started, 'o1'))
    const refused = await register(started, 'o2', OTHER_DESK)
    expect(refused).toMatchObject({ ok: false, error: { code: 'order-in-flight-elsewhere', details: { orderId: 'o1', takenBy: REP.userId } } })
    expect((await started.ask('customer.get', { customerId: 'customer-of-o2' })).customer).toBeNull()
    valueOf(await register(started, 'o1'))
  })
  it('is free again when its order ended, however it ended', async () => {
    for (const state of ['completed', 'failed', 'cancelled'] as const) {
      const started = await centralForTest()
      valueOf(await register(started, 'o1'))
      valueOf(await started.send('order.record', { order: order('o1'), state, stepsDone: 1, stepsTotal: 9, revision: 2 }))
      valueOf(await register(started, 'o2', OTHER_DESK))
    }
  })
  it('is kept apart by the desk itself for its own orders', async () => {
    const started = await centralForTest()
    valueOf(await register(started, 'o1'))
    valueOf(await register(started, 'o2'))
  })
  it('without the claim would have two: the check is one that its absence fails', async () => {
    const started = await centralForTest((store) => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, places: { ...tx.places, claimAt: async () => null } })) }))
    valueOf(await register(started, 'o1'))
    expect((await register(started, 'o2', OTHER_DESK)).ok).toBe(true)
  })
})

describe('a note', () => {
  it('is kept once and told to every desk', async () => {
    const started = await twoCustomers()
    const note = { noteId: 'n1', customerId: 'c1', text: 'Calls in the evening only.' }
    valueOf(await started.send('customer.note', note))
    valueOf(await started.send('customer.note', note))
    expect((await started.feed()).filter((item) => item.kind === 'note')).toMatchObject([{ ...note, by: REP.userId }])
  })
  it.each([['card digits', { text: 'card 4111 1111 1111 1111' }, 'card-digits-refused'], ['a customer nobody knows', { customerId: 'nobody' }, 'customer-unknown'], ['no words', { text: '' }, 'input-invalid'], ['too many words', { text: 'x'.repeat(10_001) }, 'input-invalid']])('refuses %s', async (_what, change, code) => {
    const started = await twoCustomers()
    expect(codeOf(await started.send('customer.note', { noteId: 'n1', customerId: 'c1', text: 'fine', ...change }))).toBe(code)
  })
})
