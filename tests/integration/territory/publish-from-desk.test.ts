// Goal: what was imported on one desk comes into force for all, whole or not at all, however often it is asked for and wherever it breaks off.
// Method: an importing desk over a real encrypted file, a real central, a following desk; the way to central is cut at a part, or the content
// changed between two. Control: the same without the last part leaves the follower with nothing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createTerritoryFollower } from '../../../main/console/sync/follow-territory.ts'
import { createChooseTerritory, createReadFollowing } from '../../../main/console/territory/choose.ts'
import type { ChooseTerritoryDeps } from '../../../main/console/territory/choose.ts'
import { createTerritoryPublisher } from '../../../main/console/territory/publish.ts'
import { createRevisionDigest } from '../../../main/hosts/revision-digest.ts'
import type { Cache } from '../../../main/store/desk/cache/cache.ts'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { TerritoryPublication } from '../../../shared/domain/import-job.ts'
import { WIRE_VERSION } from '../../../shared/contract/central/wire.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { makeTown } from '../../bench/support/make-town.ts'
import { startCentral, valueOf } from '../../unit/central/support/start-central.ts'

const CTX = { user: { userId: 'admin-1', displayName: 'Admin', role: 'administrator' as const }, clientId: 'w-1' }
const FIRST = '11111111-1111-4111-8111-111111111111'
const SECOND = '22222222-2222-4222-8222-222222222222'
const { content } = makeTown(900, 5)
const practice = { ...makeTown(60, 3).content, info: { ...content.info, name: 'practice', title: 'Practice' } }
const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const one of undo.splice(0).toReversed()) await one()
})

function newCache(): Cache {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-publish-'))
  const { cache } = openCache({ file: join(directory, 'cache.db'), key: 'cd'.repeat(32) })
  undo.push(() => rmSync(directory, { recursive: true, force: true }), () => cache.close())
  return cache
}

/** The town as rows of files, as an import leaves it. */
function newImported(info = content.info): Cache {
  const cache = newCache()
  const door = cache.territoryImport()
  door.begin(info)
  const items = [
    ...content.addresses.map((place) => ({ kind: 'place' as const, place, premise: null, hash: null })), ...content.nodes.map((node) => ({ kind: 'node' as const, node })),
    ...content.spans.map((span) => ({ kind: 'span' as const, span })), ...content.sectors.map((sector) => ({ kind: 'sector' as const, sector })), ...content.waiting.map((entry) => ({ kind: 'waiting' as const, entry })),
  ]
  door.commit({ key: 'k', path: 'p', line: 1, offset: 1, isDone: true, state: '', refused: [], items: items.map((item) => ({ line: 1, item })) })
  for (const { addressId, answer } of content.answers) cache.putAnswers(addressId, [answer])
  return cache
}

async function newWorld(cache = newImported()) {
  const central = await startCentral()
  undo.push(() => central.close())
  let chosen: string | null = null
  const follower = (own: Cache) => createTerritoryFollower({ central: central.client, keySource: 'demoFile', cache: { ...own, followed: () => chosen, isImported: () => own.territoryImport().isImported() }, onTaken: () => undefined, warn: () => undefined })
  const follow = async (own: Cache) => {
    for (let more = true; more;) {
      const page = valueOf(await central.client.feed(own.cursor(), 200))
      own.applyFeed(page)
      more = page.more
    }
    return follower(own).pull()
  }
  const choose = (own: Cache, which: 'central' | 'practice', more: Partial<ChooseTerritoryDeps> = {}) => createChooseTerritory({
    follower: follower(own), network: { isUp: () => true }, keySource: 'demoFile', cache: { ...own, isImported: () => own.territoryImport().isImported() }, setFollowed: (name) => (chosen = name), isPractice: () => true,
    loadPractice: async () => (own.putTerritory(practice), ok(null)), isImportOpen: () => false, onChosen: () => undefined, ...more,
  })({ which }, CTX)
  const sent: number[] = []
  const way = { before: (_part: number): 'go' | 'cut' => 'go', isUp: true, isImportOpen: false, keySource: 'demoFile' as 'demoFile' | 'passphrase' }
  const command = (async (name: 'territory.publish', key: string, input: { part: number }, actor: never) => {
    if (way.before(input.part) === 'cut') return err(appError('central-unavailable'))
    sent.push(input.part)
    return central.client.command(name, key, input as never, actor)
  }) as unknown as CentralClient['command']
  let told: () => void = () => undefined
  const publisher = createTerritoryPublisher({
    central: { command }, network: { isUp: () => way.isUp }, deskId: 'desk-1', keySource: way.keySource, isImportOpen: () => way.isImportOpen, createDigest: createRevisionDigest, pause: async () => undefined,
    cache: { ...cache, isImported: () => cache.territoryImport().isImported() }, pull: async () => undefined, emit: () => told(), warn: () => undefined,
  })
  const read = async (): Promise<TerritoryPublication | null> => valueOf(await publisher.state({}, CTX)).publication
  const publish = async (commandId = FIRST): Promise<TerritoryPublication | string> => {
    const started = await publisher.start({ commandId }, CTX)
    if (!started.ok) return started.error.code
    for (;;) {
      // Heard from before it is asked: what is told meanwhile is not missed.
      const news = new Promise<void>((resolve) => (told = resolve))
      const now = await read()
      if (now && now.state !== 'running') return now
      await news
    }
  }
  return { cache, central, follow, choose, publish, sent, way, publisher }
}

it('comes into force for a desk that follows, equal in all that it has; the importing desk keeps its own', async () => {
  const { cache, follow, publish, sent } = await newWorld()
  const answer = await publish()
  expect(answer).toMatchObject({ state: 'done', problem: null, title: content.info.title })
  // Pieces of 400: worked out from the town's lists, each kind for itself.
  const parts = [content.addresses, content.answers, content.nodes, content.spans, content.sectors, content.waiting].reduce((sum, { length }) => sum + Math.ceil(length / 400), 0)
  expect(sent).toEqual(Array.from({ length: parts }, (_none, at) => at))
  const other = newCache()
  expect(await follow(other)).toBe('taken')
  expect([...other.territoryPages()]).toEqual([...cache.territoryPages()])
  expect(other.counts()).toEqual(cache.counts())
  expect(other.address(content.addresses[7]!.id)).toEqual(content.addresses[7])
  expect(await follow(cache)).toBe('kept')
  expect(cache.territory()?.revision).toBeUndefined()
  // The same command again, and another for what is in force, send nothing.
  expect(await publish()).toEqual(answer)
  expect(await publish(SECOND)).toMatchObject({ state: 'done' })
  expect(sent.length).toBe(parts)
}, 20_000)

it('changes nothing while it is broken off, and goes on under the same id', async () => {
  const { follow, publish, way } = await newWorld()
  way.before = (part) => (part === 3 ? 'cut' : 'go')
  expect(await publish()).toMatchObject({ state: 'refused', part: 3, problem: { code: 'central-unavailable' } })
  const other = newCache()
  expect(await follow(other)).toBe('current')
  expect(other.territory()).toBeNull()
  way.before = () => 'go'
  expect(await publish()).toMatchObject({ state: 'done' })
  expect(await follow(other)).toBe('taken')
  expect(other.counts().addresses).toBe(content.addresses.length)
}, 20_000)

it('sends no mixture: content that changes on the way is refused before its last part, and goes as it is now when asked again', async () => {
  const { cache, follow, publish, way } = await newWorld()
  const [{ addressId, answer }] = content.answers as [(typeof content.answers)[number]]
  way.before = (part) => {
    if (part === 1) cache.putAnswers(addressId, [{ ...answer, answeredAt: answer.answeredAt + 1 }])
    return 'go'
  }
  // Answers are read after all addresses, so the second reading meets the new one.
  expect(await publish()).toMatchObject({ state: 'refused', problem: { code: 'territory-moved' } })
  const other = newCache()
  expect(await follow(other)).toBe('current')
  way.before = () => 'go'
  expect(await publish(SECOND)).toMatchObject({ state: 'done' })
  expect(await follow(other)).toBe('taken')
  expect([...other.territoryPages()]).toEqual([...cache.territoryPages()])
}, 20_000)

it('refuses in words what cannot be published', async () => {
  const { publish, way } = await newWorld()
  way.isImportOpen = true
  expect(await publish()).toBe('import-unfinished')
  way.isImportOpen = false
  way.isUp = false
  expect(await publish()).toBe('network-unavailable')
  way.isUp = true
  const taken = newCache()
  taken.putTerritory(content)
  expect(await (await newWorld(taken)).publish()).toBe('territory-not-imported')
  expect(await (await newWorld(newCache())).publish()).toBe('territory-not-imported')
  expect(await (await newWorld(newImported({ ...content.info, sandbox: false }))).publish()).toBe('secret-store-required')
}, 20_000)

it('is one at a time, and says what central refuses', async () => {
  const { cache, publish, publisher, way } = await newWorld()
  expect(await publisher.start({ commandId: FIRST }, CTX)).toMatchObject({ ok: true })
  expect(await publisher.start({ commandId: SECOND }, CTX)).toMatchObject({ ok: false, error: { code: 'publication-running' } })
  expect(await publish()).toMatchObject({ state: 'done' })
  // Central takes texts of 200 letters at most.
  cache.putAnswers(content.addresses[0]!.id, [{ ...content.answers[0]!.answer, planName: 'x'.repeat(201) }])
  expect(way.isUp).toBe(true)
  expect(await publish(SECOND)).toMatchObject({ state: 'refused', problem: { code: 'input-invalid' } })
}, 20_000)

const following = (own: Cache) => createReadFollowing({ cache: { ...own, isImported: () => own.territoryImport().isImported() }, isPractice: () => true })({}, CTX)

it('a desk with practice places keeps them until a person chooses central’s, follows it from then on, and finds the way back', async () => {
  const { cache, follow, choose, publish } = await newWorld()
  const other = newCache()
  other.putTerritory(practice)
  expect(await choose(other, 'central')).toMatchObject({ ok: false, error: { code: 'territory-unpublished' } })
  expect(await publish()).toMatchObject({ state: 'done' })
  expect(await follow(other)).toBe('kept')
  expect(await following(other)).toEqual({ ok: true, value: { own: { name: 'practice', title: 'Practice', from: 'practice' }, offered: { name: content.info.name, title: content.info.title } } })
  expect(await choose(other, 'central', { network: { isUp: () => false } })).toMatchObject({ ok: false, error: { code: 'network-unavailable' } })
  expect(await choose(other, 'central', { isImportOpen: () => true })).toMatchObject({ ok: false, error: { code: 'import-unfinished' } })
  expect(other.territory()?.name).toBe('practice')
  expect(await choose(other, 'central')).toEqual({ ok: true, value: {} })
  expect([...other.territoryPages()]).toEqual([...cache.territoryPages()])
  expect(await following(other)).toMatchObject({ value: { own: { from: 'central' }, offered: null } })
  expect(await choose(other, 'central')).toEqual({ ok: true, value: {} })
  // Its copy is made anew from the practice files: the choice stands.
  other.putTerritory(practice)
  expect(await follow(other)).toBe('taken')
  expect(await choose(other, 'practice')).toEqual({ ok: true, value: {} })
  expect(other.counts().addresses).toBe(practice.addresses.length)
  expect(await follow(other)).toBe('kept')
}, 20_000)

it('takes central’s in place of what was imported only when a person chooses so, and real people’s never beside a demo key', async () => {
  const { cache, follow, choose, publish } = await newWorld()
  expect(await publish()).toMatchObject({ state: 'done' })
  expect(await follow(cache)).toBe('kept')
  expect(await following(cache)).toMatchObject({ value: { own: { from: 'imported' } } })
  expect(await choose(cache, 'central')).toEqual({ ok: true, value: {} })
  expect(await following(cache)).toMatchObject({ value: { own: { from: 'central' }, offered: null } })
  const other = newCache()
  other.putTerritory(practice)
  other.applyFeed({ wireVersion: WIRE_VERSION, items: [{ cursor: 1, at: 0, kind: 'territory', territory: { info: { ...content.info, sandbox: false }, revision: 'd'.repeat(32), parts: 1 } }], cursor: 1, more: false })
  expect(await choose(other, 'central')).toMatchObject({ ok: false, error: { code: 'secret-store-required' } })
  expect(other.territory()?.name).toBe('practice')
}, 20_000)
