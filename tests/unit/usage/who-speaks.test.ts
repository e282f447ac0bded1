// Goal: usage under a sign-in name is taken from who serves its customer, and from nobody else who knows the name. Method: real central and book, two providers with a token each.
import { describe, expect, it } from 'vitest'
import { registrationOf } from '../central/support/builders.ts'
import { centralForTest, valueOf } from '../central/support/start-central.ts'
import { only, send, usageBody, usageDeskOf, withSubscriber } from './support/usage-builders.ts'

const { userIdentifier } = registrationOf('o1')
const spoken = (eventId: string) => usageBody({ eventId }, { relatedParty: [{ id: userIdentifier, role: 'userIdentifier' }] })

describe('usage under a sign-in name', () => {
  it('of a provider that is tied to the customer is rated', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    expect(only(await send(usageDeskOf(central), [spoken('a')]))).toMatchObject({ status: 'rated', reason: null })
  })
  it('of a provider that does not serve the customer waits for a person, however well it knows the name; once it serves them it is taken', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    expect(only(await send(usageDeskOf(central), [spoken('b')], { providerId: 'kestrel' }))).toMatchObject({ status: 'recycled', reason: { code: 'subscriber-unknown' } })
    // Control: with the tie the very same words are rated.
    valueOf(await central.send('crosswalk.link', { orderId: 'o1', customerId: 'customer-of-o1', providerId: 'kestrel', localCustomerId: 'KSK-9' }))
    expect(only(await send(usageDeskOf(central), [spoken('c')], { providerId: 'kestrel' }))).toMatchObject({ status: 'rated' })
  })
})
