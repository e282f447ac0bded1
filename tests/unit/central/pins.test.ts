// Goal: a PIN opens an account, nothing else does, and five wrong ones lock it, whatever restarts. Method: real store, a clock the test moves.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { LOCKED_MS, TRIES_ALLOWED } from '../../../main/central/pins/verify-pin.ts'
import { openCentralStore } from '../../../main/store/central/open-central-store.ts'
import { openDatabase } from '../../../main/store/sql/open.ts'
import { createCentral } from '../../../main/central/central.ts'
import { silentLog } from '../../../main/platform/log.ts'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { NOW, registration, REP } from './support/builders.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'
import type { StartedCentral } from './support/start-central.ts'

const PIN = '271828'
const SUPERVISOR = { ...REP, role: 'supervisor' }
const juniper = { customerId: 'c1', registration: registration(), billCycleDay: 5, pin: PIN }
const started = async (input: typeof juniper | Omit<typeof juniper, 'pin'> = juniper) => {
  const central = await centralForTest()
  valueOf(await central.send('customer.register', input))
  return central
}
const tryPin = async (central: StartedCentral, pin: string, customerId = 'c1') => valueOf(await central.send('customer.verifyPin', { customerId, pin }))
const lock = async (central: StartedCentral) => {
  for (let n = 0; n < TRIES_ALLOWED; n++) await tryPin(central, '314159')
}
const kinds = async (central: StartedCentral, customerId = 'c1') => (await central.ask('customer.history', { customerId, limit: 50 })).entries.map((entry) => entry.kind)

describe('a PIN', () => {
  it('that is right says who the person is; a wrong one says how many tries are left; nobody without one has any', async () => {
    const central = await started()
    expect(await tryPin(central, PIN)).toEqual({ kind: 'verified', personIds: ['c1'] })
    expect(await tryPin(central, '314159')).toEqual({ kind: 'wrong', triesLeft: 4 })
    expect(await tryPin(central, PIN, 'nobody')).toEqual({ kind: 'unknown' })
  })

  it('set with a registration that is sent twice is set once', async () => {
    const central = await centralForTest()
    const first = await central.send('customer.register', juniper, { key: 'k' })
    expect(await central.send('customer.register', juniper, { key: 'k' })).toEqual(first)
    expect(await kinds(central)).toEqual(['pinSet'])
    const { pin: _erased, ...repeated } = juniper
    expect(await central.send('customer.register', { ...repeated, pin: '' as string }, { key: 'other' }).then((answer) => answer.ok)).toBe(false)
  })

  it('locks after five wrong ones in a row, for the right one too, for half an hour to the millisecond', async () => {
    const central = await started()
    for (const triesLeft of [4, 3, 2, 1]) expect(await tryPin(central, '314159')).toEqual({ kind: 'wrong', triesLeft })
    const until = central.now() + LOCKED_MS
    expect(await tryPin(central, '314159')).toEqual({ kind: 'locked', until })
    central.advance(LOCKED_MS - 1)
    expect(await tryPin(central, PIN)).toEqual({ kind: 'locked', until })
    central.advance(1)
    expect(await tryPin(central, PIN)).toMatchObject({ kind: 'verified' })
    expect(await tryPin(central, '314159')).toEqual({ kind: 'wrong', triesLeft: 4 })
  })

  it('has five tries again after a lock that ended, and a right one forgets the wrong ones before it', async () => {
    const central = await started()
    await lock(central)
    central.advance(LOCKED_MS)
    for (const triesLeft of [4, 3, 2, 1]) expect(await tryPin(central, '314159')).toEqual({ kind: 'wrong', triesLeft })
    expect(await tryPin(central, PIN)).toMatchObject({ kind: 'verified' })
    expect(await tryPin(central, '314159')).toEqual({ kind: 'wrong', triesLeft: 4 })
  })

  it('counts tries on disk: central that starts again knows them', async () => {
    const central = await started()
    for (let n = 0; n < 3; n++) await tryPin(central, '314159')
    const again = openCentralStore({ file: central.file, key: central.key })
    assert(again.ok, 'the store opens a second time')
    const other = createCentral({ store: again.value, clock: { now: () => NOW }, ids: { next: () => 'id' }, log: silentLog }) as CentralClient
    expect(await other.command('customer.verifyPin', 'after-restart', { customerId: 'c1', pin: '314159' }, REP)).toEqual({ ok: true, value: { kind: 'wrong', triesLeft: 1 } })
    await again.value.close()
  })

  it('is tried once per key: a repeated message neither counts again nor answers otherwise', async () => {
    const central = await started()
    const first = await central.send('customer.verifyPin', { customerId: 'c1', pin: '314159' }, { key: 'same' })
    for (let n = 0; n < 6; n++) expect(await central.send('customer.verifyPin', { customerId: 'c1', pin: '314159' }, { key: 'same' })).toEqual(first)
    expect(await tryPin(central, '314159')).toEqual({ kind: 'wrong', triesLeft: 3 })
  })

  it('is unlocked by a supervisor, who is in the history', async () => {
    const central = await started()
    await lock(central)
    expect(valueOf(await central.send('customer.unlockPin', { customerId: 'c1' }, { actor: { ...SUPERVISOR, userId: 'sup-1' } }))).toEqual({})
    expect(await tryPin(central, PIN)).toMatchObject({ kind: 'verified' })
    expect((await central.ask('customer.history', { customerId: 'c1', limit: 2 })).entries).toMatchObject([{ kind: 'pinVerified' }, { kind: 'pinUnlocked', userId: 'sup-1' }])
  })

  it('is set anew after a call back, which opens a lock and stands in the history with its moment', async () => {
    const central = await started()
    await lock(central)
    expect(valueOf(await central.send('customer.resetPin', { customerId: 'c1', pin: '161803', method: 'callback', calledBackAt: NOW }))).toEqual({ personIds: ['c1'] })
    expect(await tryPin(central, '161803')).toMatchObject({ kind: 'verified' })
    expect(await tryPin(central, PIN)).toMatchObject({ kind: 'wrong' })
    expect((await central.ask('customer.history', { customerId: 'c1', limit: 10 })).entries.find((entry) => entry.kind === 'pinReset')).toMatchObject({ details: { method: 'callback', calledBackAt: NOW } })
  })

  it.each(['123456', '000000', '12345', '30755501'])('is not set anew to "%s"', async (pin) => {
    expect(codeOf(await (await started()).send('customer.resetPin', { customerId: 'c1', pin, method: 'callback', calledBackAt: NOW }))).toBe('pin-weak')
  })
})

describe('a stranger who knows name, mail and telephone', () => {
  it('cannot choose the PIN of what is already there by signing up again', async () => {
    const central = await started()
    valueOf(await central.send('customer.register', { ...juniper, customerId: 'c2', pin: '161803' }))
    for (const customerId of ['c1', 'c2']) expect(await tryPin(central, '161803', customerId)).toMatchObject({ kind: 'wrong' })
    expect(await tryPin(central, PIN, 'c2')).toEqual({ kind: 'verified', personIds: ['c1', 'c2'] })
  })

  it('nor give one to somebody who has none', async () => {
    const { pin: _none, ...without } = juniper
    const central = await started(without)
    valueOf(await central.send('customer.register', { ...juniper, customerId: 'c2' }))
    valueOf(await central.send('customer.register', juniper))
    for (const customerId of ['c1', 'c2']) expect(await tryPin(central, PIN, customerId)).toEqual({ kind: 'unknown' })
  })
})

describe('what central keeps', () => {
  const dump = (central: StartedCentral): string => {
    const db = openDatabase({ file: central.file, key: central.key })
    const tables = db.prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
    const text = JSON.stringify(tables.map(({ name }) => db.prepare(`SELECT * FROM ${name}`).all()))
    db.close()
    return text
  }
  it('holds no PIN that was set, tried or set anew, nor anything it can be guessed from quickly', async () => {
    const central = await started()
    await tryPin(central, '314159')
    await central.send('customer.resetPin', { customerId: 'c1', pin: '161803', method: 'callback', calledBackAt: NOW })
    const kept = dump(central)
    for (const pin of [PIN, '314159', '161803']) expect(kept).not.toContain(pin)
    const hashOf = (name: string, input: unknown) => createHash('sha256').update(canonicalJson([name, input])).digest('hex')
    expect(kept).not.toContain(hashOf('customer.verifyPin', { customerId: 'c1', pin: '314159' }))
    // Control: the same look finds what is kept.
    expect(kept).toContain(hashOf('customer.verifyPin', { customerId: 'c1', pin: null }))
    expect(kept).toContain('Exampleton')
  })
})
