// Goal: no address is ever given twice, whoever asks at the same time and whatever lapses in between.
// Method: real store, a clock the test moves, eight clients at once; control: a central whose taken addresses are not looked at.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CentralStore } from '../../../main/central/ports.ts'
import type { Assignment } from '../../../shared/domain/addressing.ts'
import { HOLD_MS, IP_POOLS, IP_RULES, QUARANTINE_MS, commandInputs } from './support/builders.ts'
import type { StartedCentral } from './support/start-central.ts'
import { centralForTest, codeOf, startCentral, valueOf } from './support/start-central.ts'

const hold = async (started: StartedCentral, orderId: string) => {
  await started.send('customer.register', commandInputs(orderId)['customer.register'])
  return started.send('address.hold', commandInputs(orderId)['address.hold'])
}
const SMALL_SIZE = 6
const FALLBACK_SIZE = 14

describe('holding an address', () => {
  it('promises the first free address of the heaviest matching rule until its hold ends', async () => {
    const started = await centralForTest()
    await started.publish()
    expect(valueOf(await hold(started, 'o1'))).toMatchObject({ poolId: 'SMALL', ruleId: 'first', address: '203.0.113.1', orderId: 'o1', until: started.now() + HOLD_MS })
    expect(valueOf(await hold(started, 'o2'))).toMatchObject({ address: '203.0.113.2' })
  })

  it('gives an order that asks again the same address', async () => {
    const started = await centralForTest()
    await started.publish()
    expect(valueOf(await hold(started, 'o1'))).toEqual(valueOf(await hold(started, 'o1')))
  })

  it('goes to the next rule when a pool is exhausted, and says so when all are', async () => {
    const started = await centralForTest()
    await started.publish()
    const answers = []
    for (let n = 0; n < SMALL_SIZE + FALLBACK_SIZE + 1; n++) answers.push(await hold(started, `o${n}`))
    const pools = answers.slice(0, -1).map((answer) => valueOf(answer).poolId)
    expect(pools).toEqual([...Array<string>(SMALL_SIZE).fill('SMALL'), ...Array<string>(FALLBACK_SIZE).fill('FALLBACK')])
    expect(codeOf(answers.at(-1)!)).toBe('pool-exhausted')
  })

  it('refuses when no rule matches, and for a customer nobody registered', async () => {
    const started = await centralForTest()
    await started.publish()
    await started.send('customer.register', commandInputs('o1')['customer.register'])
    expect(codeOf(await started.send('address.hold', { ...commandInputs('o1')['address.hold'], ispId: 'other-isp' }))).toBe('address-rule-missing')
    expect(codeOf(await started.send('address.hold', commandInputs('o2')['address.hold']))).toBe('input-invalid')
  })

  it('gives a lapsed hold to the next order, and then refuses the first one', async () => {
    const started = await centralForTest()
    await started.publish()
    const first = valueOf(await hold(started, 'o1'))
    started.advance(HOLD_MS)
    expect(valueOf(await hold(started, 'o2')).address).toBe(first.address)
    expect(codeOf(await started.send('address.assign', { orderId: 'o1' }))).toBe('hold-expired')
  })

  it('gives an order that comes late its own address, as long as nobody else has it', async () => {
    const started = await centralForTest()
    await started.publish()
    const first = valueOf(await hold(started, 'o1'))
    started.advance(HOLD_MS * 10)
    expect(valueOf(await started.send('address.assign', { orderId: 'o1' }))).toMatchObject({ address: first.address, state: 'assigned', until: null })
    expect(valueOf(await hold(started, 'o2')).address).not.toBe(first.address)
  })
})

describe('assigning and releasing', () => {
  it('assigns once however often it is asked, and never without a hold', async () => {
    const started = await centralForTest()
    await started.publish()
    expect(codeOf(await started.send('address.assign', { orderId: 'o1' }))).toBe('hold-expired')
    await hold(started, 'o1')
    const first = valueOf(await started.send('address.assign', { orderId: 'o1' }))
    const cursor = (await started.feed()).length
    expect(valueOf(await started.send('address.assign', { orderId: 'o1' }))).toEqual(first)
    expect((await started.feed()).length).toBe(cursor)
  })

  it('frees at once what was only held, and tells desks that the hold ended', async () => {
    const started = await centralForTest()
    await started.publish()
    const { address } = valueOf(await hold(started, 'o1'))
    await started.send('address.release', { orderId: 'o1' })
    await started.send('address.release', { orderId: 'o1' })
    expect(await started.ask('address.assignments', {})).toEqual({ assignments: [] })
    expect((await started.feed()).at(-1)).toMatchObject({ kind: 'assignment', assignment: { address, state: 'held', until: started.now() } })
    expect(codeOf(await started.send('address.assign', { orderId: 'o1' }))).toBe('hold-expired')
    expect(valueOf(await hold(started, 'o2')).address).toBe(address)
  })

  it('rests an assigned address for its quarantine before the next order gets it', async () => {
    const started = await centralForTest()
    await started.publish()
    const { address } = valueOf(await hold(started, 'o1'))
    await started.send('address.assign', { orderId: 'o1' })
    await started.send('address.release', { orderId: 'o1' })
    expect(await started.ask('address.assignments', { poolId: 'SMALL' })).toMatchObject({ assignments: [{ address, state: 'quarantined', until: started.now() + QUARANTINE_MS }] })
    started.advance(QUARANTINE_MS - 1)
    expect(valueOf(await hold(started, 'o2')).address).not.toBe(address)
    started.advance(1)
    expect(valueOf(await hold(started, 'o3')).address).toBe(address)
  })

  /** The hold's answer was lost, the order turned back, and only then does the first request arrive. */
  const holdAfterRelease = async (wrap?: (store: CentralStore) => CentralStore) => {
    const started = await centralForTest(wrap)
    await started.publish()
    await started.send('address.release', { orderId: 'o1' })
    const late = await hold(started, 'o1')
    return { late, left: (await started.ask('address.assignments', {})).assignments }
  }

  it('refuses a hold that arrives after its own release, so that nothing is left which nobody gives back', async () => {
    const { late, left } = await holdAfterRelease()
    expect(codeOf(late)).toBe('address-released')
    expect(left).toEqual([])
  })

  it('control: a central that forgets releases leaves an address behind', async () => {
    const forgetful = (store: CentralStore): CentralStore => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, addressing: { ...tx.addressing, isReleased: async () => false } })) })
    expect((await holdAfterRelease(forgetful)).left).toHaveLength(1)
  })

  it('gives an order another address when somebody else got the first, only when a person asked for it', async () => {
    const started = await centralForTest()
    await started.publish()
    const { address } = valueOf(await hold(started, 'o1'))
    started.advance(HOLD_MS + 1)
    expect(valueOf(await hold(started, 'o2')).address).toBe(address)
    expect(codeOf(await started.send('address.assign', { orderId: 'o1' }))).toBe('hold-expired')
    expect(codeOf(await started.send('address.assign', { orderId: 'o1', attempt: 2 }))).toBe('hold-expired')
    const another = valueOf(await started.send('address.assign', { orderId: 'o1', attempt: 3, another: true }))
    expect(another).toMatchObject({ state: 'assigned', poolId: 'SMALL' })
    expect(another.address).not.toBe(address)
    expect(valueOf(await started.send('address.assign', { orderId: 'o1', attempt: 4, another: true }))).toEqual(another)
    expect(doubled((await started.ask('address.assignments', {})).assignments)).toEqual([])
  })

  it('gives no other address to an order that never held one', async () => {
    const started = await centralForTest()
    await started.publish()
    expect(codeOf(await started.send('address.assign', { orderId: 'o1', another: true }))).toBe('hold-expired')
  })

  it('keeps an address of a pool that a new plan no longer names', async () => {
    const started = await centralForTest()
    await started.publish()
    const { address } = valueOf(await hold(started, 'o1'))
    await started.send('catalog.publish', { ...commandInputs('o1')['catalog.publish'], ipPools: [IP_POOLS[1]!], ipRules: [IP_RULES[1]!] }, { actor: { deskId: 'd', userId: 'u', role: 'administrator' } })
    expect(valueOf(await started.send('address.assign', { orderId: 'o1' })).address).toBe(address)
    expect(valueOf(await hold(started, 'o2')).poolId).toBe('FALLBACK')
    expect(valueOf(await started.send('address.release', { orderId: 'o1' }))).toEqual({})
  })
})

const doubled = (assignments: readonly Assignment[]): readonly string[] => {
  const places = assignments.map((one) => `${one.poolId} ${one.address}`)
  return places.filter((place, index) => places.indexOf(place) < index)
}

/** What everybody was promised, per order, when eight clients hold, assign and release at once. */
async function contend(started: StartedCentral, plans: readonly (readonly ('hold' | 'assign' | 'release')[])[]): Promise<{ readonly promised: readonly Assignment[]; readonly failures: readonly string[] }> {
  await started.publish()
  const failures: string[] = []
  const clients = plans.map(async (steps, client) => {
    for (const [index, step] of steps.entries()) {
      const orderId = `o-${client}-${Math.floor(index / 3)}`
      const answer = step === 'hold' ? await hold(started, orderId) : step === 'assign' ? await started.send('address.assign', { orderId }) : await started.send('address.release', { orderId })
      if (!answer.ok) failures.push(answer.error.code)
    }
  })
  await Promise.all(clients)
  return { promised: (await started.ask('address.assignments', {})).assignments, failures }
}

const eightPlans = fc.array(fc.array(fc.constantFrom('hold' as const, 'assign' as const, 'release' as const), { minLength: 3, maxLength: 12 }), { minLength: 8, maxLength: 8 })

describe('eight clients at once', () => {
  it('never get one address twice, and are never told of a bug', async () => {
    await fc.assert(
      fc.asyncProperty(eightPlans, async (plans) => {
        const started = await startCentral()
        const { promised, failures } = await contend(started, plans)
        await started.close()
        expect(doubled(promised)).toEqual([])
        expect(failures.filter((code) => code !== 'hold-expired' && code !== 'address-released' && code !== 'pool-exhausted')).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('fill both pools to the last address, each once', async () => {
    const started = await centralForTest()
    await started.publish()
    const answers = await Promise.all(Array.from({ length: SMALL_SIZE + FALLBACK_SIZE + 5 }, (_, n) => hold(started, `o${n}`)))
    const given = answers.flatMap((answer) => (answer.ok ? [answer.value.address] : []))
    expect(new Set(given).size).toBe(SMALL_SIZE + FALLBACK_SIZE)
    expect(given.length).toBe(SMALL_SIZE + FALLBACK_SIZE)
    expect(answers.filter((answer) => !answer.ok).map(codeOf)).toEqual(Array<string>(5).fill('pool-exhausted'))
  })

  it('control: when the code does not look at what is taken, the unique index refuses and nothing is doubled', async () => {
    const blind = (store: CentralStore): CentralStore => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, addressing: { ...tx.addressing, takenIn: async () => [] } })) })
    const started = await centralForTest(blind)
    const { promised, failures } = await contend(started, [['hold'], ['hold']])
    expect(failures).toEqual(['internal'])
    expect(doubled(promised)).toEqual([])
  })
})
