// Goal: live accounting charges each octet of each session once, whatever the NAS does and however often it tells.
// Method: records are told to the real intake over a real store; the events in the book are the oracle, octets summed by hand.
// The same tellings run with the NAS's own moments and without them, where only the moment of hearing is known.
import { describe, expect, it } from 'vitest'
import type { AccountingRecord } from '../../../main/central/usage/radius/accounting.ts'
import { createAccountingIntake } from '../../../main/central/usage/radius/take-accounting.ts'
import type { CentralStore } from '../../../main/central/ports.ts'
import { centralForTest } from '../central/support/start-central.ts'
import { NOW } from '../central/support/builders.ts'
import { bookOf, usageDeskOf } from './support/usage-builders.ts'

const DAY_MS = 86_400_000
type Status = AccountingRecord['status']
/** What is told, how many seconds after the beginning, and with which octets, session seconds and id. */
type Telling = readonly [Status, number, { readonly octets?: number; readonly lasted?: number; readonly id?: string; readonly user?: string; readonly sent?: number }?]

async function start(isStamped: boolean, wrap: (store: CentralStore) => CentralStore = (store) => store) {
  const central = await centralForTest()
  const desk = usageDeskOf(central, { now: NOW + DAY_MS })
  const store = wrap(central.store)
  const open = () => createAccountingIntake({ store, desk })
  let intake = open()
  const request = ([status, at, { octets = 0, lasted = 0, id = '00000001', user = 'juniper@highplains.example', sent = at } = {}]: Telling) => {
    const moment = NOW + at * 1_000
    const record: AccountingRecord = { status, nas: 'nas-1', sessionId: status === 'on' || status === 'off' ? null : id, userName: status === 'on' || status === 'off' ? null : user, inputOctets: octets, outputOctets: 0, sessionSeconds: lasted, at: isStamped ? moment : NOW + sent * 1_000, isStamped }
    return { providerId: 'high-plains', heardAt: NOW + sent * 1_000, raw: '', read: { ok: true, value: record } as const }
  }
  return {
    central,
    tell: async (...tellings: readonly Telling[]) => { for (const one of tellings) await intake.take([request(one)]) },
    together: (...tellings: readonly Telling[]) => intake.take(tellings.map(request)),
    restart: async () => (intake = open()).settle(),
    charged: async () => {
      const book = await bookOf(central)
      return book.waiting().flatMap(({ usageIds }) => usageIds.map((usageId) => book.get(usageId)?.event?.quantity))
    },
  }
}

const OTHER = { id: '00000002', user: 'mortimer@highplains.example' }
const table: readonly (readonly [string, readonly Telling[], readonly number[]])[] = [
  ['a session at its stop, and neither its start nor its interims', [['start', 0], ['interim', 60, { octets: 30, lasted: 60 }], ['stop', 120, { octets: 70, lasted: 120 }]], [70]],
  ['a session whose start was lost', [['interim', 60, { octets: 30, lasted: 60 }], ['stop', 120, { octets: 70, lasted: 120 }]], [70]],
  ['a session of which only the stop came', [['stop', 120, { octets: 70, lasted: 120 }]], [70]],
  ['a stop that is told three times, later each time', [['start', 0], ['stop', 120, { octets: 70, lasted: 120 }], ['stop', 120, { octets: 70, lasted: 120, sent: 125 }], ['stop', 120, { octets: 70, lasted: 120, sent: 400 }]], [70]],
  ['an interim that comes after its stop', [['start', 0], ['stop', 120, { octets: 70, lasted: 120 }], ['interim', 60, { octets: 30, lasted: 60, sent: 121 }], ['on', 300]], [70]],
  ['a start that comes after its stop', [['stop', 120, { octets: 70, lasted: 120 }], ['start', 0, { sent: 121 }], ['on', 300]], [70]],
  ['a session whose NAS begins again: its last interim', [['start', 0], ['interim', 60, { octets: 30, lasted: 60 }], ['on', 90]], [30]],
  ['a session whose NAS goes down: its last interim', [['start', 0], ['interim', 60, { octets: 30, lasted: 60 }], ['off', 90]], [30]],
  ['nothing for a session without octets that its NAS lost', [['start', 0], ['on', 90]], []],
  ['a restart told twice', [['interim', 60, { octets: 30, lasted: 60 }], ['on', 90], ['on', 90, { sent: 95 }]], [30]],
  ['the same id after a restart: another session', [['start', 0], ['stop', 120, { octets: 70, lasted: 120 }], ['on', 200], ['start', 300], ['stop', 400, { octets: 3, lasted: 100 }]], [70, 3]],
  ['the same id and the same counters after a restart: another session', [['start', 0], ['stop', 120, { octets: 70, lasted: 120 }], ['on', 200], ['start', 300], ['stop', 420, { octets: 70, lasted: 120 }]], [70, 70]],
  ['the same id after a restart that nobody told', [['start', 0], ['interim', 60, { octets: 30, lasted: 60 }], ['start', 300], ['stop', 400, { octets: 3, lasted: 100 }]], [30, 3]],
  ['the same id of another subscriber', [['start', 0], ['start', 1, { user: OTHER.user }], ['stop', 60, { octets: 5, lasted: 60 }], ['stop', 61, { octets: 7, lasted: 60, user: OTHER.user }]], [5, 7]],
  ['a session that was thought lost and went on: the rest of it', [['start', 0], ['interim', 60, { octets: 30, lasted: 60 }], ['off', 90], ['stop', 120, { octets: 70, lasted: 120 }]], [30, 40]],
  ['a session that was thought lost and told once more what was charged', [['start', 0], ['interim', 60, { octets: 30, lasted: 60 }], ['off', 90], ['stop', 80, { octets: 30, lasted: 80, sent: 91 }]], [30]],
  ['a counter that ran back at the stop: what was told before', [['interim', 60, { octets: 30, lasted: 60 }], ['stop', 120, { octets: 20, lasted: 120 }]], [30]],
  ['two sessions at once', [['start', 0], ['start', 1, OTHER], ['stop', 60, { octets: 5, lasted: 60 }], ['stop', 61, { octets: 7, lasted: 60, ...OTHER }]], [5, 7]],
  ['a stop of the session before, told after the next began', [['start', 0], ['interim', 60, { octets: 30, lasted: 60 }], ['start', 300], ['stop', 120, { octets: 70, lasted: 120, sent: 120 }], ['stop', 400, { octets: 3, lasted: 100 }]], [30, 40, 3]],
  ['a session of seventy days', [['start', -70 * 86_400], ['interim', -86_400, { octets: 30, lasted: 69 * 86_400 }], ['stop', 0, { octets: 70, lasted: 70 * 86_400 }]], [70]],
]

describe.each([['with the moments of the NAS', true], ['without them', false]])('live accounting %s charges', (_name, isStamped) => {
  it.each(table)('%s', async (_what, tellings, octets) => {
    const one = await start(isStamped)
    await one.tell(...tellings)
    expect((await one.charged()).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(octets.toSorted((a, b) => a - b))
  })

  it.each(table)('%s, all in one batch', async (_what, tellings, octets) => {
    const one = await start(isStamped)
    await one.together(...tellings)
    expect((await one.charged()).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(octets.toSorted((a, b) => a - b))
  })
})

describe('live accounting without moments of its own', () => {
  it('knows a session by counters that go on, though its seconds are made up', async () => {
    const one = await start(false)
    await one.tell(['start', 0], ['interim', 1, { octets: 30, lasted: 600 }], ['stop', 2, { octets: 70, lasted: 1_200 }], ['interim', 3, { octets: 30, lasted: 600 }], ['on', 4])
    expect(await one.charged()).toEqual([70])
  })

  it('knows an interim that comes after its stop without any seconds', async () => {
    const one = await start(false)
    await one.tell(['start', 0], ['interim', 1, { octets: 30 }], ['stop', 2, { octets: 70 }], ['interim', 3, { octets: 30 }], ['on', 9])
    expect(await one.charged()).toEqual([70])
  })

  it('tells sessions with one id apart by the restart between them, however soon', async () => {
    const one = await start(false)
    await one.tell(['start', 0], ['stop', 1, { octets: 70 }], ['on', 2], ['start', 3], ['stop', 4, { octets: 3 }])
    expect(await one.charged()).toEqual([70, 3])
  })
})

/** A store that fails the n-th write. */
const failing = (at: number) => (store: CentralStore): CentralStore => {
  let writes = 0
  return { ...store, write: (work) => (++writes === at ? Promise.reject(new Error('the process ended here')) : store.write(work)) }
}

describe('a death between two writes', () => {
  it.each([1, 2, 3])('at write %i: what is told again, a second later by its clock, is charged once', async (at) => {
    const one = await start(false, failing(at))
    const stop = (sent: number): Telling => ['stop', 120, { octets: 70, lasted: 120, sent }]
    await one.tell(['start', 0], stop(120)).catch(() => undefined)
    await one.restart()
    await one.tell(stop(133))
    expect(await one.charged()).toEqual([70])
  })

  it('control: without the memory of sessions the same telling is charged twice', async () => {
    const one = await start(false, (store) => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, radius: { ...tx.radius, named: () => [] } })) }))
    await one.tell(['stop', 120, { octets: 70, lasted: 120 }], ['stop', 120, { octets: 70, lasted: 120, sent: 133 }])
    expect(await one.charged()).toEqual([70, 70])
  })
})
