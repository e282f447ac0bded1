// Goal: nothing that could be read back to a stranger is left in a masked record. Method: serialise it and look for the real values.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Customer } from '../../../shared/domain/customer.ts'
import { maskCustomer, MASKED, maskEmail, maskIdentifier, maskLink, maskPhone, maskRegistration } from '../../../shared/domain/mask.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { findLeaks } from '../../support/find-leaks.ts'

const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''))
const word = fc.array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), { minLength: 4, maxLength: 12 }).map((all) => all.join(''))
const customer = fc.record({ phone: digits(10), name: word, host: word, token: word, card: digits(4) }).map(({ phone, name, host, token, card }): Customer => ({
  id: asId('00000000-0000-7000-8000-000000000000'), givenName: 'Juniper', familyName: 'Exampleton', email: `${name}@${host}.example`, phone: `(${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)}`,
  userIdentifier: `${name}@highplains.example`, billingAccount: { id: asId('ba'), name: 'Juniper Exampleton', paymentToken: `tok_${token}`, paymentHint: `Visa ending ${card}`, billCycleDay: 1 },
}))
const secretsOf = (record: Customer) => [record.phone, record.email, record.userIdentifier, record.billingAccount.paymentToken, record.billingAccount.paymentHint]

describe('a masked customer', () => {
  it('holds none of the values a caller could be asked for, whatever they are', () => {
    fc.assert(fc.property(customer, (record) => {
      expect(findLeaks(maskCustomer(record), secretsOf(record))).toEqual([])
    }))
  })

  it('control: masking one field too few is found', () => {
    fc.assert(fc.property(customer, fc.constantFrom('email', 'phone', 'userIdentifier'), (record, forgotten) => {
      expect(findLeaks({ ...maskCustomer(record), [forgotten]: record[forgotten] }, secretsOf(record))).not.toEqual([])
    }))
  })

  it('keeps what tells records apart: the name, two digits of the phone, the first letter of the mail', () => {
    expect(maskPhone('(307) 555-0142')).toBe(`${MASKED} 42`)
    expect(maskEmail('juniper@example.org')).toBe(`j${MASKED}@${MASKED}`)
    expect(maskIdentifier('juniper@highplains.example')).toBe(`j${MASKED}@highplains.example`)
  })

  it('hides a value that is too short to hide in part', () => {
    for (const short of ['', '1', '42', '555-01']) expect(maskPhone(short)).toBe(MASKED)
    for (const short of ['', '@', 'x', 'a@b']) expect(maskEmail(short)).toBe(MASKED)
    for (const short of ['', 'x', '@realm', 'a@realm']) expect(maskIdentifier(short)).toBe(MASKED)
  })

  it('masks a registration and a link the same way', () => {
    const registration = { givenName: 'Juniper', familyName: 'Exampleton', email: 'juniper@example.org', phone: '(307) 555-0142', paymentToken: 'tok_demo', paymentHint: 'Demo Visa ending 4242', userIdentifier: 'juniper@highplains.example' }
    const { email, phone, paymentToken, paymentHint, userIdentifier } = registration
    expect(findLeaks(maskRegistration(registration), [email, phone, paymentToken, paymentHint, userIdentifier])).toEqual([])
    expect(maskLink({ customerId: asId('c'), providerId: asId('kestrel'), localCustomerId: asId('KSK-99120'), state: 'linked' })).toEqual({ customerId: 'c', providerId: 'kestrel', localCustomerId: MASKED, state: 'linked' })
  })
})
