// Goal: a local id leads to one customer and back. Method: real store; every refusal leaves the feed as it was.
import { describe, expect, it } from 'vitest'
import { commandInputs } from './support/builders.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'

const withCustomers = async () => {
  const started = await centralForTest()
  for (const id of ['o1', 'o2']) await started.send('customer.register', commandInputs(id)['customer.register'])
  return { started, link: commandInputs('o1')['crosswalk.link'], release: commandInputs('o1')['crosswalk.release'], cursor: 2 }
}

describe('linking a local id', () => {
  it('keeps both ids, tells the desks once, and answers yes again for the same link', async () => {
    const { started, link, cursor } = await withCustomers()
    valueOf(await started.send('crosswalk.link', link))
    valueOf(await started.send('crosswalk.link', link))
    const expected = { customerId: 'customer-of-o1', providerId: 'centurylink', localCustomerId: 'CTL-o1', state: 'linked' }
    expect((await started.ask('customer.get', { customerId: link.customerId })).crosswalk).toEqual([expected])
    expect(await started.feed(cursor)).toMatchObject([{ kind: 'crosswalk', link: expected }])
  })

  it.each([
    ['a local id that another customer has', { customerId: 'customer-of-o2', orderId: 'o2' }, 'local-id-taken'],
    ['a second local id of the customer there', { localCustomerId: 'CTL-other' }, 'local-id-taken'],
    ['a customer nobody registered', { customerId: 'nobody', localCustomerId: 'CTL-x' }, 'input-invalid'],
  ])('refuses %s', async (_what, change, code) => {
    const { started, link, cursor } = await withCustomers()
    await started.send('crosswalk.link', link)
    expect(codeOf(await started.send('crosswalk.link', { ...link, ...change }))).toBe(code)
    expect(await started.feed(cursor)).toHaveLength(1)
  })

  it('lets the same text be a local id at two providers', async () => {
    const { started, link } = await withCustomers()
    await started.send('crosswalk.link', link)
    expect((await started.send('crosswalk.link', { ...link, customerId: 'customer-of-o2', providerId: 'kestrel' })).ok).toBe(true)
  })
})

describe('releasing a link', () => {
  it('releases once and lets another customer have the id after', async () => {
    const { started, link, release, cursor } = await withCustomers()
    await started.send('crosswalk.link', link)
    valueOf(await started.send('crosswalk.release', release))
    valueOf(await started.send('crosswalk.release', release))
    expect((await started.feed(cursor)).map((item) => item.kind === 'crosswalk' && item.link.state)).toEqual(['linked', 'released'])
    expect((await started.send('crosswalk.link', { ...link, customerId: 'customer-of-o2', orderId: 'o2' })).ok).toBe(true)
  })

  it('keeps the link while another order of the customer lives on it', async () => {
    const { started, link, release } = await withCustomers()
    await started.send('crosswalk.link', link)
    await started.send('crosswalk.link', { ...link, orderId: 'o1-second' })
    await started.send('crosswalk.release', { ...release, orderId: 'o1-second' })
    expect((await started.ask('customer.get', { customerId: link.customerId })).crosswalk[0]?.state).toBe('linked')
    await started.send('crosswalk.release', release)
    expect((await started.ask('customer.get', { customerId: link.customerId })).crosswalk[0]?.state).toBe('released')
  })

  it('changes nothing for an order that never linked, or a link that is not there', async () => {
    const { started, link, release, cursor } = await withCustomers()
    valueOf(await started.send('crosswalk.release', release))
    await started.send('crosswalk.link', link)
    valueOf(await started.send('crosswalk.release', { ...release, orderId: 'never' }))
    expect(await started.feed(cursor)).toHaveLength(1)
  })
})
