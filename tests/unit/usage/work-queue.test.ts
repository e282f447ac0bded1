// Goal: usage that guides to nobody waits until a person decided, once; nothing of it is dropped, and each event ends in one state.
// Method: a real central and its book. Control: without the owner kept, what comes later would wait again.
import { describe, expect, it } from 'vitest'
import { REP, commandInputs } from '../central/support/builders.ts'
import { centralForTest, codeOf, valueOf } from '../central/support/start-central.ts'
import type { StartedCentral } from '../central/support/start-central.ts'
import { AT, bookOf, send, usageBody, usageDeskOf, withSubscriber } from './support/usage-builders.ts'

const SUPERVISOR = { ...REP, role: 'supervisor' }
const UNKNOWN = { providerId: 'centurylink', localId: 'CTL-old-7', idKind: 'localCustomer', reason: 'subscriber-unknown' } as const
const stray = (eventId: string, change: Readonly<Record<string, unknown>> = {}) => usageBody({ eventId, ...change }, { relatedParty: [{ id: 'CTL-old-7', role: 'localCustomer' }] })
async function waiting() {
  const central = await centralForTest()
  await withSubscriber(central)
  const desk = usageDeskOf(central)
  await send(desk, [stray('a'), stray('b', { quantity: 5 }), usageBody({ eventId: 'known' })])
  return { central, desk }
}
const sumOf = async (central: StartedCentral) => (await bookOf(central)).totals()
const attach = (central: StartedCentral, key: string, change = {}) => central.send('usage.attach', { ...UNKNOWN, customerId: 'customer-of-o1', ...change }, { actor: SUPERVISOR, key })

describe('usage that waits for a person', () => {
  it('is listed by subscriber and reason, with how much it is', async () => {
    const { central } = await waiting()
    expect(await central.ask('usage.waiting', {})).toEqual({
      groups: [{ ...UNKNOWN, count: 2, firstAt: Date.parse(AT), lastAt: Date.parse(AT), sums: [{ usageType: 'voice', unit: 'second', quantity: 900 }] }], total: 1, events: 2, decisions: [],
    })
    const { candidates } = await central.ask('usage.candidates', { providerId: 'centurylink', text: commandInputs('o1')['customer.register'].registration.familyName.toUpperCase() })
    expect(candidates).toMatchObject([{ customerId: 'customer-of-o1', localCustomerId: 'CTL-o1', to: null }])
    expect(await central.ask('usage.candidates', { providerId: 'kestrel', text: '' })).toEqual({ candidates: [] })
  })

  it('attached to a customer is rated once, and so is what comes later under the same id', async () => {
    const { central, desk } = await waiting()
    const first = valueOf(await attach(central, 'k'))
    expect(first).toEqual({ rated: 2, guided: 0, setAside: 0, waiting: 0 })
    expect(valueOf(await attach(central, 'k'))).toEqual(first)
    expect(codeOf(await attach(central, 'another press'))).toBe('usage-not-waiting')
    expect(await sumOf(central)).toMatchObject({ recycled: 0, rated: 3, rejected: 0 })
    expect(await send(desk, [stray('c'), stray('a')])).toMatchObject([{ status: 'rated', repeated: false }, { status: 'rated', repeated: true }])
    expect(await central.ask('usage.waiting', {})).toMatchObject({ groups: [], total: 0, decisions: [{ decision: 'attached', customerId: 'customer-of-o1', events: 2, userId: SUPERVISOR.userId }] })
  })

  it('set aside is rejected with the reason kept, and its receipt says that a person did it', async () => {
    const { central, desk } = await waiting()
    const aside = (because: string, actor = SUPERVISOR) => central.send('usage.setAside', { ...UNKNOWN, because }, { actor })
    expect(codeOf(await aside('a test line', REP))).toBe('not-permitted')
    expect(codeOf(await aside('4111 1111 1111 1111'))).toBe('card-digits-refused')
    expect(codeOf(await aside('   '))).toBe('input-invalid')
    expect(valueOf(await aside('a test line'))).toEqual({ rated: 0, guided: 0, setAside: 2, waiting: 0 })
    expect(await sumOf(central)).toMatchObject({ recycled: 0, rated: 1, rejected: 2 })
    expect(await send(desk, [stray('a')])).toMatchObject([{ status: 'rejected', repeated: true, reason: { code: 'by-a-person', message: 'not rated because a person decided so' } }])
    expect((await central.ask('usage.waiting', {})).decisions).toMatchObject([{ decision: 'setAside', because: 'a test line', events: 2 }])
  })

  it('that no service of the customer could have made stays where it is, and the customer owns nothing by it', async () => {
    const { central, desk } = await waiting()
    valueOf(await central.send('customer.register', commandInputs('o2')['customer.register'], { key: 'o2' }))
    expect(codeOf(await attach(central, 'none', { customerId: 'nobody' }))).toBe('customer-unknown')
    expect(codeOf(await attach(central, 'theirs', { customerId: 'customer-of-o2' }))).toBe('usage-not-theirs')
    expect(await central.ask('usage.waiting', {})).toMatchObject({ events: 2, decisions: [] })
    expect(await send(desk, [stray('later')])).toMatchObject([{ status: 'recycled', reason: { code: 'subscriber-unknown' } }])
  })

  it('waits on under the reason that remains, so that the sum of all states is what was kept', async () => {
    const { central, desk } = await waiting()
    await send(desk, [stray('early', { startDate: '2026-01-05T00:00:00Z' })])
    expect(valueOf(await attach(central, 'k'))).toEqual({ rated: 2, guided: 0, setAside: 0, waiting: 1 })
    expect((await central.ask('usage.waiting', {})).groups).toMatchObject([{ localId: 'CTL-old-7', reason: 'before-activation', count: 1 }])
    expect(Object.values(await sumOf(central)).reduce((a, b) => a + b, 0)).toBe(4)
  })

  it('late usage is let in by a person, and comes to the bill of its service', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const desk = usageDeskOf(central, { lateRules: [{ providerId: '*', acceptForDays: 1 }], now: Date.parse(AT) + 5 * 86_400_000 })
    expect(await send(desk, [usageBody()])).toMatchObject([{ status: 'recycled', reason: { code: 'late' } }])
    const late = { ...UNKNOWN, localId: 'CTL-o1', reason: 'late' } as const
    expect(valueOf(await central.send('usage.guideAgain', late, { actor: SUPERVISOR }))).toEqual({ rated: 1, guided: 0, setAside: 0, waiting: 0 })
    expect(codeOf(await central.send('usage.guideAgain', late, { actor: SUPERVISOR }))).toBe('usage-not-waiting')
  })
})
