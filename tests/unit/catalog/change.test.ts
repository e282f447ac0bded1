import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createCheckCatalogChange, createPublishCatalogChange } from '../../../main/console/catalog/change.ts'
import { startOfLocalDay } from '../../../main/console/catalog/local-day.ts'
import { createBeginFile, createDropFile, createPutFile } from '../../../main/console/files/files.ts'
import { createBroughtFiles } from '../../../main/platform/brought-files.ts'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { createLocalDates } from '../../../shared/engines/rating/local-date.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { catalogOf, offeringOf } from './builders.ts'

// What an administrator's file would change, and publishing it: a broken one is refused with its place and changes nothing; nobody publishes over what they did not see.
const NOW = Date.parse('2026-11-23T18:00:00Z')
const dates = createLocalDates()
const denver = (at: number) => dates(at, 'America/Denver')
const CTX = { user: { userId: 'admin', displayName: 'Admin', role: 'administrator' as const }, clientId: 'window' }

function rig(current: Catalog | null, text: string | null) {
  const sent: { name: string; key: string; input: unknown; actor: unknown }[] = []
  const state = { current, isUp: true, refuse: null as ReturnType<typeof appError> | null, pulled: 0 }
  const central = {
    query: async () => ({ ok: true, value: { catalog: state.current } }),
    command: async (name: string, key: string, input: { catalog: Catalog }, actor: unknown) => {
      if (state.refuse) return { ok: false, error: state.refuse }
      sent.push({ name, key, input, actor })
      state.current = input.catalog
      return { ok: true, value: { version: input.catalog.version } }
    },
  } as unknown as CentralClient
  const deps = { catalog: () => current, central, network: { isUp: () => state.isUp }, deskId: 'desk', clock: { now: () => NOW }, localDateOf: denver, readText: () => text, pull: async () => void state.pulled++ }
  return { state, sent, check: createCheckCatalogChange(deps), publish: createPublishCatalogChange(deps) }
}
const CURRENT = catalogOf([offeringOf({})])
const dearer = (version = 2) => catalogOf([offeringOf({ prices: [{ ...offeringOf({}).prices[0]!, amountMicro: 12_000_000 }] })], version)
const file = (from: string | null = null) => ({ kind: 'file' as const, fileId: 'any', from })

describe('a catalog file', () => {
  it('that is broken is refused with line, path and words, when it is checked and when it is published, and nothing is sent', async () => {
    const text = JSON.stringify(dearer(), null, 1).replace('"validTo": null', '"validTo": -1')
    const line = text.split('\n').findIndex((row) => row.includes('"validTo": -1')) + 1
    const { check, publish, sent } = rig(CURRENT, text)
    expect(await check({ change: file() }, CTX)).toMatchObject({ ok: true, value: { kind: 'refused', published: 1, problems: [{ line, path: 'offerings.0.validTo', problem: 'ends before it begins' }] } })
    expect(await publish({ change: file(), seen: 1 }, CTX)).toMatchObject({ ok: false, error: { code: 'catalog-refused', details: { line, path: 'offerings.0.validTo' } } })
    expect(sent).toEqual([])
  })
  it.each([
    ['no JSON', '{"version": 2,\n oops}', 2], ['a name twice', '{"version": 2,\n"version": 3}', 2], ['nothing', '', 1], ['another document', '[]', 1],
  ])('that is %s is refused with its line', async (_, text, line) => {
    expect(await rig(CURRENT, text).check({ change: file() }, CTX)).toMatchObject({ ok: true, value: { kind: 'refused', problems: [{ line }] } })
  })
  it('that is sound is refused no fault: the broken ones differ from it in one', async () => {
    expect(await rig(CURRENT, JSON.stringify(dearer())).check({ change: file() }, CTX)).toMatchObject({ ok: true, value: { kind: 'planned', relation: 'newer', version: 2, comparedWith: 'central', changes: [{ kind: 'rewritten', fields: ['prices.0.amountMicro'] }] } })
  })
  it('that is older or the same says so and is not published', async () => {
    const older = rig(dearer(3), JSON.stringify(dearer(2)))
    expect(await older.check({ change: file() }, CTX)).toMatchObject({ ok: true, value: { relation: 'older', published: 3 } })
    expect(await older.publish({ change: file(), seen: 3 }, CTX)).toMatchObject({ ok: false, error: { code: 'catalog-not-newer', details: { version: 2, published: 3 } } })
    const other = rig(dearer(2), JSON.stringify(catalogOf([offeringOf({})], 2)))
    expect(await other.publish({ change: file(), seen: 2 }, CTX)).toMatchObject({ ok: false, error: { code: 'catalog-not-newer' } })
    expect([older.sent, other.sent]).toEqual([[], []])
    expect(await rig(dearer(2), JSON.stringify(dearer(2))).check({ change: file() }, CTX)).toMatchObject({ ok: true, value: { relation: 'same', changes: [] } })
  })
  it('is published once with who did it, and again without effect', async () => {
    const { publish, sent, state } = rig(CURRENT, JSON.stringify(dearer()))
    expect(await publish({ change: file(), seen: 1 }, CTX)).toEqual({ ok: true, value: { version: 2, changes: 1 } })
    expect(await publish({ change: file(), seen: 1 }, CTX)).toEqual({ ok: true, value: { version: 2, changes: 0 } })
    expect(sent).toMatchObject([{ name: 'catalog.publish', actor: { deskId: 'desk', userId: 'admin', role: 'administrator' } }])
    expect(state.pulled).toBe(1)
  })
  it('is not published over a version that was not seen', async () => {
    const { publish, sent, state } = rig(CURRENT, JSON.stringify(dearer(9)))
    state.current = dearer(4)
    expect(await publish({ change: file(), seen: 1 }, CTX)).toMatchObject({ ok: false, error: { code: 'catalog-moved', details: { published: 4, seen: 1 } } })
    expect(sent).toEqual([])
  })
  it('is compared with this desk while the network is cut, and waits for it to be published', async () => {
    const { check, publish, state } = rig(CURRENT, JSON.stringify(dearer()))
    state.isUp = false
    expect(await check({ change: file() }, CTX)).toMatchObject({ ok: true, value: { comparedWith: 'desk' } })
    expect(await publish({ change: file(), seen: 1 }, CTX)).toMatchObject({ ok: false, error: { code: 'network-unavailable' } })
  })
  it('says when central refused it, or was away', async () => {
    const { publish, state } = rig(CURRENT, JSON.stringify(dearer()))
    state.refuse = appError('input-invalid', { path: 'catalog.version', problem: 'not-newer-than-7', problems: 1 })
    expect(await publish({ change: file(), seen: 1 }, CTX)).toMatchObject({ ok: false, error: { code: 'catalog-refused', details: { problem: 'not-newer-than-7' } } })
    state.refuse = appError('central-unavailable')
    expect(await publish({ change: file(), seen: 1 }, CTX)).toMatchObject({ ok: false, error: { code: 'central-unavailable' } })
  })
  it('holds from the first moment of a day where the territory lies, today from now, and from no day that passed', async () => {
    const { publish, sent } = rig(CURRENT, JSON.stringify(dearer()))
    expect(await publish({ change: file('2026-12-01'), seen: 1 }, CTX)).toMatchObject({ ok: true })
    const midnight = Date.parse('2026-12-01T07:00:00Z')
    expect((sent[0]!.input as { catalog: Catalog }).catalog.offerings.map(({ version, validFrom, validTo }) => [version, validFrom, validTo])).toEqual([[1, 0, midnight], [2, midnight, null]])
    const today = rig(CURRENT, JSON.stringify(dearer()))
    await today.publish({ change: file('2026-11-23'), seen: 1 }, CTX)
    expect((today.sent[0]!.input as { catalog: Catalog }).catalog.offerings[1]?.validFrom).toBe(NOW)
    expect(await rig(CURRENT, JSON.stringify(dearer())).check({ change: file('2026-11-22') }, CTX)).toMatchObject({ ok: false, error: { code: 'date-past' } })
  })
  it('that is not there is said so', async () => expect(await rig(CURRENT, null).check({ change: file() }, CTX)).toMatchObject({ ok: false, error: { code: 'file-unknown' } }))
})

describe('ending an offering', () => {
  const addOn = offeringOf({ id: asId('extra'), kind: 'addOn', accessType: null, prerequisites: [asId('line')], name: 'Extra' })
  const withdraw = (id: string, lastDay: string) => ({ kind: 'withdraw' as const, offerings: [{ id, lastDay }] })
  it('sells its last day whole, and names what goes with it', async () => {
    const { check, publish, sent } = rig(catalogOf([offeringOf({}), addOn]), null)
    expect(await check({ change: withdraw('line', '2026-11-30') }, CTX)).toMatchObject({ ok: true, value: { kind: 'planned', alsoGone: ['extra'], changes: [{ kind: 'ends', to: Date.parse('2026-12-01T07:00:00Z') }] } })
    expect(await publish({ change: withdraw('line', '2026-11-30'), seen: 1 }, CTX)).toMatchObject({ ok: true, value: { version: 2 } })
    expect(await publish({ change: withdraw('line', '2026-11-30'), seen: 1 }, CTX)).toMatchObject({ ok: true, value: { changes: 0 } })
    expect(sent).toHaveLength(1)
  })
  it('refuses a day that passed and an offering nobody sells', async () => {
    const { check } = rig(CURRENT, null)
    expect(await check({ change: withdraw('line', '2026-11-01') }, CTX)).toMatchObject({ ok: true, value: { kind: 'refused', problems: [{ line: null, path: 'withdraw.0.endsAt' }] } })
    expect(await check({ change: withdraw('nothing', '2099-11-01') }, CTX)).toMatchObject({ ok: true, value: { kind: 'refused' } })
    expect(await rig(null, null).check({ change: withdraw('line', '2099-11-01') }, CTX)).toMatchObject({ ok: false, error: { code: 'catalog-missing' } })
  })
})

it.each([
  ['America/Denver', '2026-03-08', '2026-03-08T07:00:00Z'], ['America/Denver', '2026-03-09', '2026-03-09T06:00:00Z'], ['America/Denver', '2026-11-02', '2026-11-02T07:00:00Z'],
  ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00Z'], ['Pacific/Pago_Pago', '2026-01-01', '2026-01-01T11:00:00Z'], ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00Z'], ['UTC', '2028-02-29', '2028-02-29T00:00:00Z'],
])('a day in %s, %s, begins at %s', (zone, day, instant) => expect(new Date(startOfLocalDay(day, (at) => dates(at, zone))).toISOString()).toBe(new Date(instant).toISOString()))

describe('a file that a window brings', () => {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-brought-'))
  afterEach(() => rmSync(directory, { recursive: true, force: true }))
  const files = createBroughtFiles(directory)
  const [begin, put, drop] = [createBeginFile({ files }), createPutFile({ files }), createDropFile({ files })]
  const bring = async (name: string) => {
    const begun = await begin({ name }, CTX)
    if (!begun.ok) throw new Error('not begun')
    return begun.value.fileId
  }
  const piece = (text: string) => Buffer.from(text).toString('base64')
  it('comes in pieces; one that came before changes nothing, one that leaves a gap is refused with what is there', async () => {
    const fileId = await bring('catalog.json')
    expect(await put({ fileId, offset: 0, content: piece('first ') }, CTX)).toEqual({ ok: true, value: { received: 6 } })
    expect(await put({ fileId, offset: 0, content: piece('first ') }, CTX)).toEqual({ ok: true, value: { received: 6 } })
    expect(await put({ fileId, offset: 9, content: piece('third') }, CTX)).toMatchObject({ ok: false, error: { code: 'file-gap', details: { received: 6 } } })
    expect(await put({ fileId, offset: 6, content: piece('second') }, CTX)).toEqual({ ok: true, value: { received: 12 } })
    expect(files.readText(fileId, 100)).toBe('first second')
    expect(files.readText(fileId, 11)).toBeNull()
    await drop({ fileId }, CTX)
    expect(await put({ fileId, offset: 12, content: '' }, CTX)).toMatchObject({ ok: false, error: { code: 'file-unknown' } })
  })
  it.each([['../../etc/passwd', 'passwd'], ['..', 'file'], ['C:\\lists\\a.csv', 'a.csv'], ['a\u0000b\n.csv', 'a_b_.csv'], ['/', 'file'], ['bdc_50_J25.csv', 'bdc_50_J25.csv']])('called %s stays in its own directory as %s', async (name, kept) => {
    const fileId = await bring(name)
    expect(readdirSync(join(directory, fileId))).toEqual([kept])
  })
  it('is found by no id that is a path', () => {
    for (const id of ['..', '../x', '', 'a'.repeat(36), '../../../../../../../../../etc/passwd']) expect(files.pathOf(id)).toBeNull()
  })
  it('goes when nobody uses it any more', async () => {
    const [kept, gone] = [await bring('a.csv'), await bring('b.csv')]
    files.keepOnly(new Set([files.pathOf(kept)!]))
    expect([files.received(kept), files.received(gone)]).toEqual([0, null])
  })
})
