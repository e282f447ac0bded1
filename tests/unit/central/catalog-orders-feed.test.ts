// Goal: what one desk did, every other can follow from any point. Method: real store; pages of every size must give the same items.
import { describe, expect, it } from 'vitest'
import { ADMIN, IP_POOLS, IP_RULES, REP, catalog, commandInputs, order } from './support/builders.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'

describe('publishing a catalog', () => {
  const publish = commandInputs('o1')['catalog.publish']

  it('puts it into force and tells the desks', async () => {
    const started = await centralForTest()
    expect(await started.ask('catalog.current', {})).toEqual({ catalog: null })
    expect(valueOf(await started.publish())).toEqual({ version: 1 })
    expect(await started.ask('catalog.current', {})).toEqual({ catalog: catalog() })
    expect(await started.feed()).toMatchObject([{ kind: 'catalog', catalog: { version: 1 } }])
  })

  it('answers yes for the same version and content, and refuses other content or an older version', async () => {
    const started = await centralForTest()
    valueOf(await started.send('catalog.publish', { ...publish, catalog: catalog(2) }, { actor: ADMIN }))
    valueOf(await started.send('catalog.publish', { ...publish, catalog: catalog(2) }, { actor: ADMIN }))
    expect(codeOf(await started.send('catalog.publish', { ...publish, catalog: { ...catalog(2), publishedAt: 1 } }, { actor: ADMIN }))).toBe('input-invalid')
    expect(codeOf(await started.send('catalog.publish', { ...publish, catalog: catalog(1) }, { actor: ADMIN }))).toBe('input-invalid')
    expect(await started.feed()).toHaveLength(1)
  })

  it('keeps the addressing plan when only the catalog comes, and refuses half a plan', async () => {
    const started = await centralForTest()
    valueOf(await started.publish())
    valueOf(await started.send('catalog.publish', { catalog: catalog(2) }, { actor: ADMIN }))
    valueOf(await started.send('customer.register', commandInputs('o1')['customer.register']))
    expect(valueOf(await started.send('address.hold', commandInputs('o1')['address.hold']))).toMatchObject({ poolId: 'SMALL' })
    expect(await started.send('catalog.publish', { catalog: catalog(3), ipPools: [] }, { actor: ADMIN })).toMatchObject({ ok: false, error: { code: 'input-invalid', details: { path: 'ipRules' } } })
  })

  it.each([
    ['a catalog that contradicts itself', { catalog: { ...catalog(), providers: [] } }],
    ['a rule to a pool that is not there', { ipPools: [IP_POOLS[0]!] }],
    ['pools that share addresses', { ipPools: [...IP_POOLS, { ...IP_POOLS[0]!, id: 'THIRD', cidr: '203.0.113.0/24' }] }],
    ['a pool that is no prefix', { ipPools: [{ ...IP_POOLS[0]!, cidr: '203.0.113.7/24' }, IP_POOLS[1]!] }],
    ['a reserved address that is none', { ipPools: [{ ...IP_POOLS[0]!, reserved: ['203.0.113.999'] }, IP_POOLS[1]!] }],
    ['two pools of one id', { ipPools: [...IP_POOLS, IP_POOLS[0]!] }],
    ['two rules of one id', { ipRules: [...IP_RULES, IP_RULES[0]!] }],
  ])('refuses %s, with its place', async (_what, change) => {
    const started = await centralForTest()
    const answer = await started.send('catalog.publish', { ...publish, ...change }, { actor: ADMIN })
    expect(answer).toMatchObject({ ok: false, error: { code: 'input-invalid', details: { path: expect.stringMatching(/^catalog\../) } } })
    expect(await started.ask('catalog.current', {})).toEqual({ catalog: null })
  })
})

describe('recording an order', () => {
  const report = (revision: number) => ({ order: order('o1'), state: 'inProgress' as const, stepsDone: revision, stepsTotal: 9, revision })

  it('takes a higher revision and answers the one it has for a late or repeated one', async () => {
    const started = await centralForTest()
    expect(valueOf(await started.send('order.record', report(2)))).toEqual({ revision: 2 })
    expect(valueOf(await started.send('order.record', report(1)))).toEqual({ revision: 2 })
    expect(valueOf(await started.send('order.record', report(2)))).toEqual({ revision: 2 })
    expect(valueOf(await started.send('order.record', report(5)))).toEqual({ revision: 5 })
    expect((await started.feed()).map((item) => item.kind === 'order' && [item.revision, item.deskId])).toEqual([[2, 'desk-a'], [5, 'desk-a']])
  })

  it('shows a desk the orders of another', async () => {
    const started = await centralForTest()
    await started.send('order.record', report(1), { actor: { ...REP, deskId: 'desk-b' } })
    expect(await started.feed()).toMatchObject([{ kind: 'order', deskId: 'desk-b', order: order('o1'), state: 'inProgress' }])
  })
})

describe('the feed', () => {
  const filled = async () => {
    const started = await centralForTest()
    await started.publish()
    for (const id of ['o1', 'o2', 'o3']) for (const name of ['customer.register', 'order.record', 'crosswalk.link', 'address.hold'] as const) await started.send(name, commandInputs(id)[name])
    return started
  }

  it('numbers changes by one without gaps, in commit order', async () => {
    const items = await (await filled()).feed()
    expect(items.map((item) => item.cursor)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1))
  })

  it('can be resumed from any cursor with pages of any size', async () => {
    const started = await filled()
    const all = await started.feed()
    for (let after = 0; after <= all.length; after++) {
      for (const limit of [1, 2, 5, 13, 500]) {
        const seen = []
        let [cursor, more] = [after, true]
        while (more) {
          const page = valueOf(await started.client.feed(cursor, limit))
          seen.push(...page.items)
          expect(page.items.length).toBeLessThanOrEqual(limit)
          ;({ cursor, more } = page)
        }
        expect(seen).toEqual(all.slice(after))
        expect(cursor).toBe(all.length)
      }
    }
  })

  it('tells a desk that is ahead where central really is', async () => {
    const started = await filled()
    expect(valueOf(await started.client.feed(1000, 10))).toEqual({ wireVersion: 1, items: [], cursor: 13, more: false })
  })

  it.each([[-1, 10], [0, 0], [0, 501], [0.5, 10], [0, Number.NaN]])('refuses a page after %d of %d', async (after, limit) => {
    const started = await centralForTest()
    expect(codeOf(await started.client.feed(after, limit))).toBe('input-invalid')
  })
})
