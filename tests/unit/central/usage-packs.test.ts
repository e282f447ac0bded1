// Goal: what desks are told of usage is what central rated, whatever order it came in. Method: real central, book and feed, and the desk's real cache; any calls on any days.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packService, packUsage } from '../../../main/central/usage/packs/pack-usage.ts'
import type { FeedItem } from '../../../shared/contract/central/wire.ts'
import { WIRE_VERSION } from '../../../shared/contract/central/wire.ts'
import type { UsagePack } from '../../../shared/domain/usage-pack.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { tempCache } from '../cache/caches.ts'
import { bookOf } from '../usage/support/usage-builders.ts'
import type { StartedCentral } from './support/start-central.ts'
import { DENVER, valueOf } from './support/start-central.ts'
import { DAY, HOUR, NOON, SYSTEM, bring, call, withVoice } from './support/voice.ts'

const pack = async (started: StartedCentral, limit = 100) => {
  for (let [after, more] = ['', true]; more; ) ({ last: after, more } = valueOf(await started.send('usage.pack', { after, limit }, { actor: SYSTEM })))
}
const packsOf = async (started: StartedCentral): Promise<readonly UsagePack[]> => (await started.feed()).flatMap((item) => (item.kind === 'usagePack' ? [item.pack] : []))
const sum = (packs: readonly UsagePack[], at: 1 | 2 | 3): number => packs.flatMap(({ services }) => services.flatMap(({ days }) => days)).reduce((total, day) => total + day[at], 0)
const voiceOf = async (started: StartedCentral, customerId = 'c1') => (await started.ask('billing.services', { customerId })).services.find(({ offeringId }) => offeringId === 'voice')

describe('a usage pack', () => {
  it('has each local day with what was used and what it was rated at', async () => {
    const started = await withVoice()
    // 15 November 05:30 UTC is still the 14th in Denver. 300 minutes are included.
    await bring(started, [call('a', 200), call('b', 90), call('c', 22, { at: Date.UTC(2026, 10, 15, 5, 30) })])
    await pack(started)
    expect(await packsOf(started)).toMatchObject([{ format: 1, customerId: 'c1', period: '2026-11', revision: 1, services: [
      { orderId: 'o1', offeringId: 'voice', providerId: 'kestrel', usageType: 'voice', unit: 'second', days: [['2026-11-10', 17_400, 2, 0], ['2026-11-14', 1_320, 1, 240_000]] }] }])
  })
  it('is told once, again only when late usage came, and then stands in the feed alone', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 299)])
    await pack(started)
    await pack(started)
    await bring(started, [call('a', 299)])
    await pack(started)
    expect((await packsOf(started)).map(({ revision }) => revision)).toEqual([1])
    started.setNow(NOON + 40 * DAY)
    await bring(started, [call('late', 2, { at: NOON + HOUR / 2 })])
    await pack(started)
    const packs = await packsOf(started)
    expect(packs.map(({ revision }) => revision)).toEqual([2])
    expect(packs[0]?.services[0]?.days).toEqual([['2026-11-10', 301 * 60, 2, 20_000]])
  })
  it('of the period that still runs is told anew after a day, and counted as later until then', async () => {
    const started = await withVoice()
    const ask = async () => {
      const written = await started.store.write((tx) => packUsage(tx, { after: '', limit: 100 }, { actor: SYSTEM, now: started.now(), ids: { next: () => 'never' }, terms: { ...DENVER, isSandbox: false } }))
      assert(written.ok && written.value.ok, 'the packs are kept')
      return written.value.value
    }
    await bring(started, [call('a', 10)])
    started.setNow(NOON + DAY)
    expect(await ask()).toMatchObject({ packs: 1, later: 0 })
    await bring(started, [call('b', 10)])
    started.setNow(NOON + DAY + HOUR)
    expect(await ask()).toMatchObject({ packs: 0, later: 1 })
    started.setNow(NOON + 2 * DAY + HOUR)
    expect(await ask()).toMatchObject({ packs: 1, later: 0 })
  })
  it('changes its mark with every usage that is rated, and with nothing else', async () => {
    const started = await withVoice()
    const mark = async () => (await started.ask('usage.packMark', {})).mark
    const before = await mark()
    await bring(started, [call('a', 10)])
    const after = await mark()
    expect(after).not.toBe(before)
    await bring(started, [call('a', 10)])
    await pack(started)
    expect(await mark()).toBe(after)
  })

  const calls = fc.uniqueArray(fc.record({ id: fc.nat(30), minutes: fc.integer({ min: 1, max: 300 }), day: fc.integer({ min: 0, max: 18 }), hour: fc.nat(23), customer: fc.constantFrom(1, 2) }), { selector: ({ id }) => id, minLength: 1, maxLength: 8 })
  it('comes to the sum of what central rated, for any usage in any order and however often it is told', async () => {
    await fc.assert(fc.asyncProperty(calls, fc.nat(8), async (used, cut) => {
      const started = await withVoice(undefined, { customers: 2 })
      const sent = used.map(({ id, minutes, day, hour, customer }) => call(`e${id}`, minutes, { at: NOON + HOUR + day * DAY + hour * HOUR / 24, customer }))
      started.setNow(NOON + 40 * DAY)
      await bring(started, sent.slice(0, cut))
      await pack(started, 1)
      await bring(started, sent)
      await pack(started, 1)
      const book = await bookOf(started)
      const packs = await packsOf(started)
      for (const customerId of ['c1', 'c2']) {
        const sums = book.ratedSums((await voiceOf(started, customerId))?.billingServiceId ?? '')
        const own = packs.filter((one) => one.customerId === customerId)
        expect([sum(own, 1), sum(own, 2), sum(own, 3)]).toEqual([sums.reduce((n, one) => n + one.quantity, 0), sums.reduce((n, one) => n + one.events, 0), sums.reduce((n, one) => n + one.amountMicro, 0)])
      }
    }), { numRuns: 15 })
  })
  it('that leaves an event out is caught by the same sums', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 200), call('b', 200)])
    const service = await voiceOf(started)
    const usage = (await bookOf(started)).ofService(service?.billingServiceId ?? '', '2026-11')
    const made = (of: typeof usage) => packService(service as NonNullable<typeof service>, of, () => '2026-11-10')[0]?.days[0]?.[3]
    expect([made(usage), made(usage.slice(0, 1)) === made(usage)]).toEqual([2_000_000, false])
  })
})

describe('a usage pack at a desk', () => {
  const told = (cursor: number, revision: number, change: object = {}): FeedItem => ({ cursor, at: 1, kind: 'usagePack', pack: { format: 1, customerId: 'c1', period: '2026-11', revision, madeAt: revision, services: [], ...change } }) as FeedItem
  const page = (...items: readonly FeedItem[]) => ({ wireVersion: WIRE_VERSION, items, cursor: items.at(-1)?.cursor ?? 0, more: false })
  it('counts at its newest revision, over gaps of the cursor; what this desk cannot read is skipped', () => {
    const temp = tempCache()
    try {
      expect(temp.cache.applyFeed(page(told(2, 2), told(7, 1)))).toMatchObject({ applied: 2, skipped: 0, billedCustomerIds: ['c1'] })
      expect(temp.cache.applyFeed(page(told(2, 9)))).toMatchObject({ applied: 0 })
      expect(temp.cache.applyFeed(page(told(8, 3, { format: 2 })))).toMatchObject({ applied: 0, skipped: 1 })
      expect(temp.cache.usagePacksOf(['c1'], '2026-11').map(({ revision }) => revision)).toEqual([2])
      expect([temp.cache.usagePacksOf(['c1'], '2026-12'), temp.cache.usagePacksOf(['c2'], '2026-01'), temp.cache.cursor()]).toEqual([[], [], 8])
    } finally {
      temp.remove()
    }
  })
})
