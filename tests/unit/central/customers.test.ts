// Goal: the id a desk minted is kept, and one person is one person whatever id arrives. Method: real store; what desks learn is read from the feed.
import { describe, expect, it } from 'vitest'
import { personKey } from '../../../main/central/customers/same-person.ts'
import { commandInputs, registration, registrationOf } from './support/builders.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'

const juniper = { customerId: 'c1', registration: registration(), billCycleDay: 5 }

describe('registering a customer', () => {
  it('takes the id the desk minted and opens a billing account', async () => {
    const started = await centralForTest()
    const answer = valueOf(await started.send('customer.register', juniper))
    expect(answer).toEqual({ customerId: 'c1', sameAs: null, billingAccountId: 'id-1' })
    const { customer } = await started.ask('customer.get', { customerId: 'c1' })
    expect(customer).toMatchObject({ id: 'c1', familyName: 'Exampleton', billingAccount: { id: 'id-1', name: 'Juniper Exampleton', paymentToken: 'tok_demo_juniper', billCycleDay: 5 } })
    expect(await started.feed()).toMatchObject([{ cursor: 1, kind: 'customer', customer }])
  })

  it('answers the same ids when the same customer is registered again, and tells nobody', async () => {
    const started = await centralForTest()
    const first = await started.send('customer.register', juniper)
    expect(await started.send('customer.register', juniper)).toEqual(first)
    expect(await started.feed()).toHaveLength(1)
  })

  it('takes over a new payment token but keeps the account and its cycle day', async () => {
    const started = await centralForTest()
    await started.send('customer.register', juniper)
    await started.send('customer.register', { ...juniper, billCycleDay: 20, registration: registration({ paymentToken: 'tok_demo_new' }) })
    expect((await started.ask('customer.get', { customerId: 'c1' })).customer?.billingAccount).toMatchObject({ id: 'id-1', paymentToken: 'tok_demo_new', billCycleDay: 5 })
    expect(await started.feed()).toHaveLength(2)
  })

  it('recognises the same person under another id and keeps both, sharing the billing account', async () => {
    const started = await centralForTest()
    await started.send('customer.register', juniper)
    const second = { ...juniper, customerId: 'c2', registration: registration({ givenName: 'JUNIPER', email: ' JUNIPER@example.org', phone: '+1 307 555 0101', familyName: 'exampleton' }) }
    expect(valueOf(await started.send('customer.register', second))).toEqual({ customerId: 'c2', sameAs: 'c1', billingAccountId: 'id-1' })
    expect(await started.feed(1)).toMatchObject([{ kind: 'customer', customer: { id: 'c2' } }, { kind: 'merge', from: 'c2', into: 'c1' }])
    expect(valueOf(await started.send('customer.register', second)).sameAs).toBe('c1')
  })

  it.each([['e-mail', { email: 'other@example.org' }], ['phone', { phone: '(307) 555-0102' }], ['family name', { familyName: 'Specimen' }]])('does not take another %s for the same person', async (_field, change) => {
    const started = await centralForTest()
    await started.send('customer.register', juniper)
    expect(valueOf(await started.send('customer.register', { ...juniper, customerId: 'c2', registration: registration(change) })).sameAs).toBeNull()
  })

  it('joins two customers when one of them turns out to be the other later', async () => {
    const started = await centralForTest()
    await started.send('customer.register', juniper)
    await started.send('customer.register', { customerId: 'c2', registration: registrationOf(2), billCycleDay: 1 })
    expect(valueOf(await started.send('customer.register', { ...juniper, customerId: 'c2' })).sameAs).toBe('c1')
    expect((await started.feed()).at(-1)).toMatchObject({ kind: 'merge', from: 'c2', into: 'c1' })
  })

  it('shows the local ids and services of a person under every id', async () => {
    const started = await centralForTest()
    const o1 = commandInputs('o1')
    await started.send('customer.register', o1['customer.register'])
    await started.send('crosswalk.link', o1['crosswalk.link'])
    await started.send('billing.activate', o1['billing.activate'])
    await started.send('customer.register', { ...o1['customer.register'], customerId: 'again' })
    expect((await started.ask('customer.get', { customerId: 'again' })).crosswalk).toMatchObject([{ customerId: 'customer-of-o1', localCustomerId: 'CTL-o1' }])
    expect((await started.ask('billing.services', { customerId: 'again' })).services).toMatchObject([{ orderId: 'o1' }])
  })

  it('refuses digits that could be a card number', async () => {
    const started = await centralForTest()
    for (const change of [{ paymentHint: 'Visa 4111 1111 1111 1111' }, { paymentToken: '4111111111111111' }, { familyName: '4111-1111-1111-1111' }])
      expect(codeOf(await started.send('customer.register', { ...juniper, registration: registration(change) }))).toBe('card-digits-refused')
    expect((await started.ask('customer.get', { customerId: 'c1' })).customer).toBeNull()
  })

  it('knows nobody it was not told of', async () => {
    const started = await centralForTest()
    expect(await started.ask('customer.get', { customerId: 'nobody' })).toEqual({ customer: null, crosswalk: [] })
  })
})

describe('the same person', () => {
  it('is told by e-mail, phone and family name, however they were typed', () => {
    const one = personKey({ email: 'Ottoline@Example.org ', phone: '+1 (307) 555-0103', familyName: 'van  Specimen' })
    expect(one).toBe(personKey({ email: 'ottoline@example.org', phone: '307.555.0103', familyName: 'Van Specimen' }))
    expect(one).not.toBe(personKey({ email: 'ottoline@example.org', phone: '307.555.0104', familyName: 'Van Specimen' }))
  })
})
