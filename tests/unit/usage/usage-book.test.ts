// Goal: what is kept of usage comes back as it was, from columns and from the lines of JSON of the version before, and two writers never rate on totals that
// the other has moved. Method: odd events, a file opened again, a file written by hand. Control: a desk that does not notice that somebody else wrote.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createKnownFacts } from '../../../main/central/usage/known-facts.ts'
import type { KeptUsage, NewUsage } from '../../../main/central/usage/ports.ts'
import { receiveUsage } from '../../../main/central/usage/receive-usage.ts'
import { batchOf } from '../../../main/central/usage/sent-batch.ts'
import type { CentralStore } from '../../../main/central/ports.ts'
import { openBlockFile } from '../../../main/store/central/usage/block-file.ts'
import type { BlockFile } from '../../../main/store/central/usage/block-file.ts'
import { createBlockCache } from '../../../main/store/central/usage/block-cache.ts'
import { createIdentityIndex } from '../../../main/store/central/usage/identity-index.ts'
import { openPartition } from '../../../main/store/central/usage/partition.ts'
import { openUsageBook } from '../../../main/store/central/usage/open-usage-book.ts'
import { packColumns, unpackColumns } from '../../../main/store/central/usage/pack-columns.ts'
import { createUsageColumns } from '../../../main/store/central/usage/usage-columns.ts'
import type { UsageEvent, UsageGuide, UsageOutcome } from '../../../shared/domain/usage.ts'
import { hashText } from '../../../shared/kernel/text-hash.ts'
import { keepUsage } from '../../support/keep-usage.ts'
import { startCentral, valueOf } from '../central/support/start-central.ts'
import { ADMIN, NOW, commandInputs } from '../central/support/builders.ts'
import { LATER, meteredCatalog } from './support/usage-builders.ts'

const KEY = '3e'.repeat(32)
function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'usage-book-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}
const GUIDE: UsageGuide = { customerId: 'c-1', billingServiceId: 's-1', offeringId: 'voice', offeringVersion: 3 }
const event = (change: Partial<UsageEvent> = {}): UsageEvent => ({ providerId: 'kestrel', eventId: 'e-1', localId: 'KSK-1', idKind: 'localCustomer', usageType: 'voice', unit: 'second', quantity: 60, startedAt: 1_795_000_000_000, endedAt: 1_795_000_060_000, value: null, offeringId: null, ...change })
const kept = (change: Partial<NewUsage> & { readonly event?: UsageEvent | null } = {}): NewUsage => {
  const one = change.event === undefined ? event() : change.event
  return { period: '2026-11', identity: { kind: 'id', text: one?.eventId ?? 'x' }, event: one, raw: null, receivedAt: 1_795_000_100_000, outcome: { state: 'rated', reason: null, guide: GUIDE, rated: { priceId: 'minute', amountMicro: 20_000, currency: 'USD', priorQuantity: 0, owedMicro: 12_000 }, billingPeriod: '2026-11' }, ...change }
}
const ODD: readonly NewUsage[] = [
  kept(), kept({ event: event({ eventId: 'ключ', quantity: 1_000_000_000_000_000, startedAt: 0, endedAt: 9 }) }), kept({ event: event({ eventId: 'half \ud800 a pair' }) }),
  kept({ event: event({ eventId: null, value: { amountMicro: 3_990_000, currency: 'USD' }, offeringId: 'films' }), identity: { kind: 'content', text: 'ab12' } }),
  kept({ event: event({ eventId: 'apart' }), identity: { kind: 'id', text: 'another' } }),
  kept({ event: null, identity: { kind: 'unread', text: 'cd34' }, raw: '{"cut', outcome: { state: 'rejected', reason: 'not-json', guide: null, rated: null, billingPeriod: null } }),
  kept({ event: event({ eventId: 'cd34', idKind: 'userIdentifier' }), outcome: { state: 'recycled', reason: 'subscriber-unknown', guide: null, rated: null, billingPeriod: null } }),
  kept({ event: event({ eventId: 'less' }), outcome: { state: 'rated', reason: null, guide: { ...GUIDE, offeringVersion: 4 }, rated: { priceId: 'minute', amountMicro: -5_000_000_000, currency: 'USD', priorQuantity: 7, owedMicro: -3_000_000_000 }, billingPeriod: '2026-12' } }),
]
const bare = ({ identity, event: one, raw, outcome, receivedAt }: KeptUsage): KeptUsage => ({ identity, event: one, raw, outcome, receivedAt })

describe('the book of usage', () => {
  it('gives everything back as it was kept, before and after it is opened again', () => {
    const directory = folder()
    const first = openUsageBook({ directory, key: KEY })
    const ids = keepUsage(first, 'kestrel', ODD)
    const read = (book: ReturnType<typeof openUsageBook>) => ids.map((id) => book.get(id)).map((one) => one && bare(one))
    const expected = ODD.map(bare)
    expect(read(first)).toEqual(expected)
    expect(ODD.map(({ identity }) => first.find('kestrel', identity)?.usageId)).toEqual(ids)
    first.close()
    const again = openUsageBook({ directory, key: KEY })
    expect(read(again)).toEqual(expected)
    expect(ODD.map(({ identity }) => again.find('kestrel', identity)?.usageId)).toEqual(ids)
    expect(again.find('kestrel', { kind: 'content', text: 'cd34' })).toBeNull()
    expect(again.totals()).toMatchObject({ rated: 6, rejected: 1, recycled: 1 })
    expect(again.waiting()).toMatchObject([{ localId: 'KSK-1', count: 1 }])
    // Five of 60 or more seconds and 20,000 micro in November, one that gave back in December.
    expect(again.ratedSums('s-1').toSorted((a, b) => (a.billingPeriod < b.billingPeriod ? -1 : 1))).toEqual([
      { billingServiceId: 's-1', priceId: 'minute', billingPeriod: '2026-11', quantity: 1_000_000_000_000_240, amountMicro: 100_000, events: 5, owedMicro: 60_000, owedEvents: 5 },
      { billingServiceId: 's-1', priceId: 'minute', billingPeriod: '2026-12', quantity: 60, amountMicro: -5_000_000_000, events: 1, owedMicro: -3_000_000_000, owedEvents: 1 },
    ])
    again.close()
  })

  it('moves stand after it is opened again, and an event that is guided anew is counted where it went', () => {
    const directory = folder()
    const book = openUsageBook({ directory, key: KEY })
    const ids = keepUsage(book, 'kestrel', ODD)
    const [rated, waited] = [ids[0] ?? '', ids[6] ?? '']
    const outcome = { ...kept().outcome, state: 'billed' as const }
    book.move([{ usageId: rated, at: 5, outcome }, { usageId: waited, at: 6, outcome: { ...kept().outcome, guide: { ...GUIDE, billingServiceId: 's-2' } } }])
    book.close()
    const again = openUsageBook({ directory, key: KEY })
    expect([again.get(rated)?.outcome, again.get(rated)?.movedAt]).toEqual([outcome, 5])
    expect(again.ofService('s-2', '2026-11').map(({ usageId }) => usageId)).toEqual([waited])
    expect([again.waiting(), again.totals()]).toMatchObject([[], { billed: 1, rated: 6, recycled: 0 }])
    expect(again.ratedQuantity({ billingServiceId: 's-2', priceId: 'minute', billingPeriod: '2026-11' })).toBe(60)
    again.close()
  })

  it('reads the lines of JSON that the version before wrote, and goes on behind them', () => {
    const directory = folder()
    const file = openBlockFile({ path: join(directory, 'kestrel', '2026-11.usage'), key: KEY, name: 'kestrel~2026-11' })
    const before = (outcome: UsageOutcome) => ({ ...outcome, rated: outcome.rated && { ...outcome.rated, owedMicro: undefined } })
    const line = ({ identity, receivedAt, event: one, raw, outcome }: NewUsage) => JSON.stringify({ kind: 'event', identity: `${identity.kind}:${identity.text}`, event: one, raw, outcome: before(outcome), at: receivedAt })
    file.append(Buffer.from(ODD.map(line).join('\n')))
    file.append(Buffer.from(JSON.stringify({ kind: 'move', record: 0, outcome: { ...before(kept().outcome), state: 'billed' }, at: 5 })))
    file.close()
    const book = openUsageBook({ directory, key: KEY })
    const [next] = keepUsage(book, 'kestrel', [kept({ event: event({ eventId: 'new', localId: 'KSK-2' }) })])
    book.close()
    const again = openUsageBook({ directory, key: KEY })
    expect(ODD.map(({ identity }) => again.find('kestrel', identity)).map((one) => one?.event)).toEqual(ODD.map((one) => one.event))
    expect(again.get('kestrel~2026-11~0')?.outcome.state).toBe('billed')
    expect(again.get(next ?? '')?.event?.localId).toBe('KSK-2')
    // Nobody said then what the providers receive: that is not nothing.
    expect([again.get('kestrel~2026-11~0')?.outcome.rated?.owedMicro, again.get(next ?? '')?.outcome.rated?.owedMicro]).toEqual([null, 12_000])
    again.close()
  })

  it('counts a started unit once where a service’s use of a month stands in two files, and only the offering that was asked for', () => {
    const book = openUsageBook({ directory: folder(), key: KEY })
    const seconds = (eventId: string, quantity: number, guide: UsageGuide = GUIDE) => ({ event: event({ eventId, quantity }), outcome: { ...kept().outcome, guide } })
    // 40 and 10 seconds of one service are one minute; 70 of another are two; the third is of another version.
    keepUsage(book, 'kestrel', [kept(seconds('a', 40)), kept({ ...seconds('late', 10), period: '2026-10' }), kept(seconds('b', 70, { ...GUIDE, billingServiceId: 's-2' })), kept(seconds('c', 600, { ...GUIDE, billingServiceId: 's-3', offeringVersion: 4 }))])
    const across = (offeringVersion: number) => book.ratedAcross({ offerings: [{ offeringId: 'voice', offeringVersion, unitFactor: 60 }], priceId: 'minute', billingPeriod: '2026-11' })
    expect([across(3), across(4), across(5)]).toEqual([{ netMicro: 60_000, units: 3 }, { netMicro: 20_000, units: 10 }, { netMicro: 0, units: 0 }])
    book.close()
  })

  it('reads blocks without what the providers receive, which the version before wrote', () => {
    const directory = folder()
    const made = openUsageBook({ directory, key: KEY })
    const [usageId] = keepUsage(made, 'kestrel', [kept()])
    made.close()
    const path = join(directory, 'kestrel', '2026-11.usage')
    const now = openBlockFile({ path, key: KEY, name: 'kestrel~2026-11' })
    const { count, columns, text, more } = unpackColumns(now.read(0), (value) => value)
    now.close()
    rmSync(path)
    const older = openBlockFile({ path, key: KEY, name: 'kestrel~2026-11' })
    const { owedMicro: _micro, isOwed: _is, ...rest } = columns
    older.append(packColumns({ count, columns: rest, text, more }))
    older.close()
    const again = openUsageBook({ directory, key: KEY })
    expect(again.get(usageId ?? '')?.outcome.rated).toEqual({ priceId: 'minute', amountMicro: 20_000, currency: 'USD', priorQuantity: 0, owedMicro: null })
    expect(again.ratedSums('s-1')).toMatchObject([{ events: 1, owedMicro: 0, owedEvents: 0 }])
    again.close()
  })

  it('is as before when the disk refuses a block, and names that were new with it are written with the next', () => {
    const directory = folder()
    const open = () => openBlockFile({ path: join(directory, 'k.usage'), key: KEY, name: 'k' })
    const real = open()
    let refuses = true
    const file: BlockFile = { ...real, append: (block) => {
      if (refuses) throw new Error('no room')
      return real.append(block)
    } }
    const partition = (of: BlockFile) => openPartition(of, { name: 'k', cache: createBlockCache(1_000_000), columns: createUsageColumns(), idOf: String, onEvents: () => undefined, onWaiting: () => undefined })
    const first = partition(file)
    const columns = createUsageColumns()
    const append = (one: NewUsage) => {
      first.begin(columns)
      columns.add(one, { segment: 1, check: 2 })
      return first.keep(columns)
    }
    expect(() => append(kept())).toThrow('no room')
    expect([first.get(0), first.sums('s-1'), first.totals().rated]).toEqual([null, [], 0])
    refuses = false
    append(kept({ event: event({ localId: 'KSK-9' }) }))
    first.close()
    expect(partition(open()).get(0)?.event).toEqual(event({ localId: 'KSK-9' }))
  })
})

describe('the index of identities', () => {
  it('finds each of 100,000 among its candidates, and hardly ever another', () => {
    const index = createIdentityIndex()
    const ids = Array.from({ length: 100_000 }, (_, n) => `e-${n * 7}`)
    const hashOf = (text: string, from = 0, to = text.length) => {
      const hash = { segment: 0, check: 0 }
      hashText(text, from, to, hash)
      return hash
    }
    ids.forEach((id, n) => index.add(hashOf(id).segment, hashOf(id).check, n))
    expect(ids.every((id, n) => index.candidates(hashOf(id)).includes(n) && index.has(hashOf(id).segment, hashOf(id).check))).toBe(true)
    const others = ids.map((id) => `${id}x`).filter((id) => index.candidates(hashOf(id)).length > 0)
    // 38 bits against 100,000 of 100,000: one in 27 runs has one; that it is another is seen when the record is read.
    expect(others.length).toBeLessThan(3)
    expect(index.candidates(hashOf('before e-7 after', 7, 10))).toEqual([1])
  })
})

describe('two that bring usage of one service', () => {
  /** 40 calls of two minutes by turns through two desks: three minutes are free, each after that is 0.02. */
  async function chargedMicro(storeOf: (store: CentralStore) => CentralStore): Promise<number> {
    const central = await startCentral()
    onTestFinished(() => central.close())
    valueOf(await central.send('catalog.publish', { catalog: meteredCatalog(), ipPools: [], ipRules: [] }, { actor: ADMIN, key: 'publish' }))
    for (const name of ['customer.register', 'crosswalk.link', 'billing.activate'] as const) valueOf(await central.send(name, commandInputs('o1')[name], { key: name }))
    const desks = [1, 2].map(() => createKnownFacts({ store: storeOf(central.store), lateRules: [] }))
    for (let nth = 0; nth < 40; nth++) {
      const sent = batchOf([{ line: 1, ok: true as const, event: event({ providerId: 'centurylink', eventId: `e-${nth}`, localId: 'CTL-o1', quantity: 120, startedAt: NOW, endedAt: NOW }) }])
      const facts = await desks[nth % 2]?.gather('centurylink', sent)
      if (!facts) continue
      receiveUsage(facts, { providerId: 'centurylink', sent, now: LATER })
      facts.kept()
    }
    const read = await central.store.read(async (tx) => Promise.all((await tx.billing.services(['customer-of-o1'])).map(async ({ billingServiceId }) => tx.usage.book.ratedSums(billingServiceId))))
    return read.ok ? read.value.flat().reduce((sum, { amountMicro }) => sum + amountMicro, 0) : Number.NaN
  }
  // 80 minutes, 77 of them at 0.02.
  const RIGHT = 1_540_000

  it('are told that what they gathered is past, when the other wrote meanwhile', async () => {
    const central = await startCentral()
    onTestFinished(() => central.close())
    const [mine, other] = [1, 2].map(() => createKnownFacts({ store: central.store, lateRules: [] }))
    const sent = batchOf([{ line: 1, ok: true as const, event: event({ providerId: 'centurylink', localId: 'CTL-o1' }) }])
    const before = await mine?.gather('centurylink', sent)
    expect(before?.isCurrent()).toBe(true)
    const theirs = await other?.gather('centurylink', sent)
    if (theirs) receiveUsage(theirs, { providerId: 'centurylink', sent, now: LATER })
    expect(before?.isCurrent()).toBe(false)
    const after = await mine?.gather('centurylink', sent)
    expect(after?.isCurrent()).toBe(true)
    valueOf(await central.send('customer.register', commandInputs('o1')['customer.register'], { key: 'o1' }))
    expect(after?.isCurrent()).toBe(false)
  })

  it('come to the price of all of it', async () => { expect(await chargedMicro((store) => store)).toBe(RIGHT) })

  it('control: desks that do not notice each other give the free minutes twice', async () => {
    const blind = (store: CentralStore): CentralStore => ({ ...store, read: (work) => store.read((tx) => work({ ...tx, usage: { ...tx.usage, revision: () => 1, book: { ...tx.usage.book, revision: () => 1 } } })) })
    expect(await chargedMicro(blind)).not.toBe(RIGHT)
  })
})
