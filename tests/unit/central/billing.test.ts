// Goal: the pivot keeps exactly what the caller was told, once, and refuses a quote that does not balance. Method: real store, rows read back from the file.
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../main/store/sql/open.ts'
import type { BillPreview } from '../../../shared/domain/rating.ts'
import { HOLD_MS, charge, commandInputs, quote, registration } from './support/builders.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'

const ready = async (orderIds = ['o1']) => {
  const started = await centralForTest()
  await started.publish()
  for (const id of orderIds) {
    await started.send('customer.register', commandInputs(id)['customer.register'])
    await started.send('crosswalk.link', commandInputs(id)['crosswalk.link'])
  }
  return { started, input: commandInputs('o1')['billing.activate'] }
}
const posting = charge().postings

describe('activating billing', () => {
  it('keeps each selected service under the universal and the local id', async () => {
    const { started, input } = await ready()
    const answer = valueOf(await started.send('billing.activate', input))
    expect(answer).toEqual({ billingServiceIds: [expect.any(String)], firstBillMinor: 1100 })
    expect(await started.ask('billing.services', { customerId: input.customerId })).toEqual({
      services: [{ billingServiceId: answer.billingServiceIds[0], orderId: 'o1', offeringId: 'plan', customerId: 'customer-of-o1', providerId: 'centurylink', localCustomerId: 'CTL-o1' }],
    })
  })

  it("keeps the quote's own postings, and they sum to zero", async () => {
    const { started, input } = await ready()
    await started.send('billing.activate', input)
    const db = openDatabase({ file: started.file, key: started.key })
    const rows = db.prepare('SELECT party_kind, party, amount_micro FROM billing_posting ORDER BY leg').raw().all()
    expect(rows).toEqual([['customer', '', -11_000_000], ['provider', 'centurylink', 7_000_000], ['tax', 'State', 1_000_000], ['margin', '', 3_000_000]])
    expect(db.prepare('SELECT sum(amount_micro) FROM billing_posting').pluck().get()).toBe(0)
    db.close()
  })

  it('answers the same for the same order under another key, and refuses other content for it', async () => {
    const { started, input } = await ready()
    const first = await started.send('billing.activate', input)
    expect(await started.send('billing.activate', input)).toEqual(first)
    expect(codeOf(await started.send('billing.activate', { ...input, catalogVersion: 2 }))).toBe('command-reused')
    expect((await started.ask('billing.services', { customerId: input.customerId })).services).toHaveLength(1)
  })

  const brokenQuotes: readonly (readonly [string, Partial<BillPreview>])[] = [
    ['a posting is one micro-unit off', { charges: [charge({ postings: posting.map((one, index) => (index === 3 ? { ...one, amountMicro: 3_000_001 } : one)) })] }],
    ['a leg is missing', { charges: [charge({ postings: posting.slice(0, 3) })] }],
    ['the customer owes other than net and tax', { charges: [charge({ taxMicro: 2_000_000 })], totalMicro: 12_000_000, totalMinor: 1200 }],
    ['the total is not the sum of the lines', { totalMicro: 11_010_000, totalMinor: 1101 }],
    ['the cents and the remainder do not make the total', { totalMinor: 1101 }],
  ]
  it.each(brokenQuotes)('refuses a quote in which %s', async (_what, change) => {
    const { started, input } = await ready()
    expect(codeOf(await started.send('billing.activate', { ...input, quote: quote(change) }))).toBe('input-invalid')
    expect(await started.ask('billing.services', { customerId: input.customerId })).toEqual({ services: [] })
  })

  it('refuses a customer nobody registered, a service named twice, and card digits', async () => {
    const { started, input } = await ready()
    expect(codeOf(await started.send('billing.activate', { ...input, customerId: 'nobody' }))).toBe('input-invalid')
    expect(codeOf(await started.send('billing.activate', { ...input, services: [...input.services, ...input.services] }))).toBe('input-invalid')
    expect(codeOf(await started.send('billing.activate', { ...input, registration: registration({ paymentHint: '4111 1111 1111 1111' }) }))).toBe('card-digits-refused')
  })

  it("refuses to bill under another customer's local id", async () => {
    const { started, input } = await ready(['o1', 'o2'])
    const services = input.services.map((service) => ({ ...service, localCustomerId: 'CTL-o2' }))
    expect(codeOf(await started.send('billing.activate', { ...input, services }))).toBe('local-id-taken')
  })

  it('makes the held address of the order one that no longer lapses', async () => {
    const { started, input } = await ready(['o1', 'o2'])
    const held = valueOf(await started.send('address.hold', commandInputs('o1')['address.hold']))
    valueOf(await started.send('billing.activate', input))
    started.advance(HOLD_MS * 100)
    expect(valueOf(await started.send('address.hold', commandInputs('o2')['address.hold'])).address).not.toBe(held.address)
    expect(valueOf(await started.send('address.assign', { orderId: 'o1' })).address).toBe(held.address)
  })

  it('refuses before the pivot when the hold ran out and somebody else got the address', async () => {
    const { started, input } = await ready(['o1', 'o2'])
    await started.send('address.hold', commandInputs('o1')['address.hold'])
    started.advance(HOLD_MS)
    await started.send('address.hold', commandInputs('o2')['address.hold'])
    expect(codeOf(await started.send('billing.activate', input))).toBe('hold-expired')
    expect(await started.ask('billing.services', { customerId: input.customerId })).toEqual({ services: [] })
  })
})
