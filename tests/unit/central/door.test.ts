// Goal: a command happens once per key, whatever is repeated, and refusals leave nothing behind.
// Method: real store; random sequences with random repeats are compared with the same sequence sent once. Control: a central without its door.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CentralCommandName } from '../../../shared/contract/central/wire.ts'
import type { CentralStore } from '../../../main/central/ports.ts'
import { ADMIN, REP, commandInputs, registration } from './support/builders.ts'
import type { StartedCentral } from './support/start-central.ts'
import { forgetKeys } from './support/forget-keys.ts'
import { centralForTest, codeOf, startCentral } from './support/start-central.ts'

type Sent = { readonly name: CentralCommandName; readonly orderId: string }

/** Sends each command under its own key; `repeats[i]` says which already sent one is delivered again after it. */
async function run(started: StartedCentral, commands: readonly Sent[], repeats: readonly (number | null)[]): Promise<string> {
  await started.publish()
  const send = ({ name, orderId }: Sent, index: number) => started.send(name, commandInputs(orderId)[name], { key: `key:${index}` })
  for (const [index, command] of commands.entries()) {
    await send(command, index)
    const again = repeats[index] ?? null
    const repeated = again === null ? undefined : commands[again % (index + 1)]
    if (again !== null && repeated) await send(repeated, again % (index + 1))
  }
  return JSON.stringify([await started.feed(), await started.ask('address.assignments', {})])
}

const NAMES = ['customer.register', 'order.record', 'crosswalk.link', 'crosswalk.release', 'address.hold', 'address.assign', 'address.release', 'billing.activate'] as const
const sentence = fc.array(fc.record({ name: fc.constantFrom(...NAMES), orderId: fc.constantFrom('o1', 'o2', 'o3') }), { minLength: 1, maxLength: 25 })
const stream = sentence.chain((commands) => fc.record({ commands: fc.constant(commands), repeats: fc.array(fc.option(fc.nat(50)), { minLength: commands.length, maxLength: commands.length }) }))

/** A request that comes again after its undo: without a door it takes the address anew. Always tried, so that the control never depends on the seed. */
const HOLD_AFTER_RELEASE: { readonly commands: Sent[]; readonly repeats: (number | null)[] } = {
  commands: [{ name: 'customer.register', orderId: 'o1' }, { name: 'address.hold', orderId: 'o1' }, { name: 'address.release', orderId: 'o1' }],
  repeats: [null, null, 1],
}

/** The same of a link: without a door it is made again after it was released. */
const LINK_AFTER_RELEASE: typeof HOLD_AFTER_RELEASE = { commands: [{ name: 'customer.register', orderId: 'o1' }, { name: 'crosswalk.link', orderId: 'o1' }, { name: 'crosswalk.release', orderId: 'o1' }], repeats: [null, null, 1] }

async function repeatsChangeNothing(wrap?: (store: CentralStore) => CentralStore): Promise<{ readonly failed: boolean; readonly report: string }> {
  const details = await fc.check(
    fc.asyncProperty(stream, async ({ commands, repeats }) => {
      const [once, repeated] = [await startCentral(), await startCentral(wrap)]
      const [expected, actual] = [await run(once, commands, []), await run(repeated, commands, repeats)]
      await Promise.all([once.close(), repeated.close()])
      return expected === actual
    }),
    { numRuns: 40, examples: [[HOLD_AFTER_RELEASE], [LINK_AFTER_RELEASE]] },
  )
  return { failed: details.failed, report: fc.defaultReportMessage(details) ?? '' }
}

describe('the door', () => {
  it('does the same for any sequence of commands with any repeats as for each once', async () => {
    const details = await repeatsChangeNothing()
    expect(details.failed, details.report).toBe(false)
  })

  it('control: a central that forgets its keys is caught by the same check', async () => {
    expect((await repeatsChangeNothing(forgetKeys)).failed).toBe(true)
  })

  it('answers the same key and content with the stored answer, also a refusal whose cause is gone', async () => {
    const started = await centralForTest()
    const input = commandInputs('o1')['address.hold']
    const refused = await started.send('address.hold', input, { key: 'k' })
    await started.publish()
    await started.send('customer.register', commandInputs('o1')['customer.register'])
    expect(codeOf(refused)).toBe('input-invalid')
    expect(await started.send('address.hold', input, { key: 'k' })).toEqual(refused)
    expect((await started.send('address.hold', input, { key: 'k2' })).ok).toBe(true)
  })

  it('does not care in which order the fields of a repeat are written', async () => {
    const started = await centralForTest()
    const { customerId, registration: person, billCycleDay } = commandInputs('o1')['customer.register']
    const first = await started.send('customer.register', { customerId, registration: person, billCycleDay }, { key: 'k' })
    expect(await started.send('customer.register', { billCycleDay, registration: person, customerId }, { key: 'k' })).toEqual(first)
  })

  it('refuses a key that comes back with other content or under another name', async () => {
    const started = await centralForTest()
    const input = commandInputs('o1')['customer.register']
    await started.send('customer.register', input, { key: 'k' })
    expect(codeOf(await started.send('customer.register', { ...input, billCycleDay: 2 }, { key: 'k' }))).toBe('command-reused')
    expect(codeOf(await started.send('address.assign', { orderId: 'o1' }, { key: 'k' }))).toBe('command-reused')
  })

  it('tells by key what became of a command', async () => {
    const started = await centralForTest()
    expect(await started.ask('command.outcome', { key: 'k' })).toEqual({ found: false })
    const answer = await started.send('customer.register', commandInputs('o1')['customer.register'], { key: 'k' })
    expect(await started.ask('command.outcome', { key: 'k' })).toEqual({ found: true, answer })
  })

  it('takes back what a refused command wrote, and keeps the refusal', async () => {
    const started = await centralForTest()
    const outcome = await started.store.write(async (tx) => {
      await tx.feed.append({ kind: 'merge', from: 'kept', into: 'x' }, 1)
      const refused = await tx.attempt(async () => {
        await tx.feed.append({ kind: 'merge', from: 'lost', into: 'x' }, 1)
        return { ok: false, error: { code: 'pool-exhausted', details: {} } }
      })
      return refused.ok
    })
    expect(outcome).toEqual({ ok: true, value: false })
    expect((await started.feed()).map((item) => item.kind === 'merge' && item.from)).toEqual(['kept'])
  })

  it('keeps no answer of a transient storage error, so that the same key may succeed later', async () => {
    let isFull = true
    const started = await centralForTest((store) => ({ ...store, write: (work) => (isFull ? Promise.resolve({ ok: false, error: { code: 'storage-full', details: {} } }) : store.write(work)) }))
    const input = commandInputs('o1')['customer.register']
    expect(codeOf(await started.send('customer.register', input, { key: 'k' }))).toBe('storage-full')
    expect(await started.ask('command.outcome', { key: 'k' })).toEqual({ found: false })
    isFull = false
    expect((await started.send('customer.register', input, { key: 'k' })).ok).toBe(true)
  })

  it('answers internal for a bug, keeps nothing and goes on', async () => {
    let isBroken = true
    const started = await centralForTest((store) => ({
      ...store,
      write: (work) => store.write((tx) => work(isBroken ? { ...tx, feed: { ...tx.feed, append: () => Promise.reject(new Error('a bug')) } } : tx)),
    }))
    const input = commandInputs('o1')['customer.register']
    expect(codeOf(await started.send('customer.register', input, { key: 'k' }))).toBe('internal')
    isBroken = false
    expect((await started.ask('customer.get', { customerId: input.customerId })).customer).toBeNull()
    expect((await started.send('customer.register', input, { key: 'k' })).ok).toBe(true)
  })
})

describe('who may do what', () => {
  const commands = Object.keys(commandInputs('o1')) as CentralCommandName[]
  it.each(commands)('%s is not for a technician, nor for a role central does not know', async (name) => {
    const started = await centralForTest()
    for (const role of ['technician', 'root', '']) expect(codeOf(await started.send(name, commandInputs('o1')[name], { actor: { ...REP, role } }))).toBe('not-permitted')
    expect(await started.feed()).toEqual([])
  })

  it.each(commands.filter((name) => !['catalog.publish', 'territory.publish', 'ports.plan', 'ports.planRecords', 'ports.settle', 'customer.unlockPin', 'billing.run', 'billing.releaseBill', 'billing.answerDispute', 'usage.attach', 'usage.guideAgain', 'usage.setAside', 'usage.correctPrice', 'usage.rerate', 'usage.pack'].includes(name)))('%s is for rep, supervisor and administrator', async (name) => {
    const started = await centralForTest()
    for (const role of ['rep', 'supervisor', 'administrator']) {
      const answer = await started.send(name, commandInputs('o1')[name], { actor: { ...REP, role } })
      expect(answer.ok ? '' : answer.error.code).not.toBe('not-permitted')
    }
  })

  it('lets a supervisor unlock a PIN, and no rep', async () => {
    const started = await centralForTest()
    const input = commandInputs('o1')['customer.unlockPin']
    expect(codeOf(await started.send('customer.unlockPin', input))).toBe('not-permitted')
    for (const role of ['supervisor', 'administrator']) expect(codeOf(await started.send('customer.unlockPin', input, { actor: { ...REP, role } }))).toBe('pin-unknown')
  })

  it('lets an administrator and the system publish a catalog, and no rep or supervisor', async () => {
    const started = await centralForTest()
    const input = commandInputs('o1')['catalog.publish']
    for (const role of ['rep', 'supervisor']) expect(codeOf(await started.send('catalog.publish', input, { actor: { ...REP, role } }))).toBe('not-permitted')
    expect((await started.send('catalog.publish', input, { actor: { ...REP, role: 'system' } })).ok).toBe(true)
    expect((await started.send('catalog.publish', input, { actor: ADMIN })).ok).toBe(true)
  })

  it('does not keep a refused permission under the key: a supervisor may then do it', async () => {
    const started = await centralForTest()
    const input = { customerId: 'c1', registration: registration(), billCycleDay: 1 }
    await started.send('customer.register', input, { key: 'k', actor: { ...REP, role: 'technician' } })
    expect((await started.send('customer.register', input, { key: 'k', actor: { ...REP, role: 'supervisor' } })).ok).toBe(true)
  })
})
