import { describe, expect, it } from 'vitest'
import { createImportJobs } from '../../../main/console/territory/import-jobs.ts'
import type { ImportEnd, ImportProgress } from '../../../main/console/territory/import-jobs.ts'
import type { ImportOrder } from '../../../shared/domain/import-job.ts'

// One import at a time beside a working desk: what it is at is written down, so that a desk that was killed finds it and goes on.
const CTX = { user: null, clientId: 'w' }
const ID = '11111111-1111-4111-8111-111111111111'
const ASKED = { territory: 'tinytown', title: 'Tinytown', city: null, region: null, zone: null, provider: null, dropLimitM: null, isLive: false }
const LIST = { kind: 'addresses' as const, fileId: ID, path: null }

function rig(settings = new Map<string, string>(), keySource: 'demoFile' | 'passphrase' = 'demoFile') {
  const runs: { order: ImportOrder; files: readonly { kind: string; path: string }[]; onProgress: (progress: ImportProgress) => void; onEnd: (end: ImportEnd) => void; pauses: number }[] = []
  const seen = { dropped: [] as string[], events: [] as string[], changed: 0, saved: [] as string[], kept: null as ReadonlySet<string> | null }
  let now = 1_000
  const jobs = createImportJobs({
    settings: { get: (name) => settings.get(name) ?? null, set: (name, value) => void settings.set(name, value) }, keySource, clock: { now: () => now }, ids: { next: () => `import-${runs.length + 1}` },
    start: (order, files, listener) => {
      const run = { order, files, ...listener, pauses: 0 }
      runs.push(run)
      return { pause: () => void run.pauses++, exited: Promise.resolve() }
    },
    refusalOf: ({ zone }) => (zone === 'Mars' ? '"Mars" is not a time zone.' : null),
    files: { begin: () => ID, received: () => 1, append: () => 1, readText: () => null, pathOf: (id) => (id === ID ? `/brought/${ID}/list.csv` : null), drop: (id) => void seen.dropped.push(id), keepOnly: (paths) => void (seen.kept = paths) },
    emit: ({ name }) => void seen.events.push(name), territory: () => ({ name: 'cheyenne', title: 'Cheyenne' }), refusals: (key, limit) => [{ line: 2, reason: `${key} ${limit}` }], placesChanged: () => void seen.changed++, saveReport: (name, text) => (seen.saved.push(text), `/data/reports/${name}`), warn: () => undefined,
  })
  jobs.open()
  const start = (files: Parameters<typeof jobs.start>[0]['files'] = [LIST], more = {}) => jobs.start({ ...ASKED, ...more, files }, CTX)
  const state = async () => {
    const answer = await jobs.state({}, CTX)
    return answer.ok ? answer.value.job : null
  }
  const control = (verb: 'pause' | 'resume' | 'cancel', importId = 'import-1') => jobs.control({ importId, verb }, CTX)
  return { jobs, runs, seen, settings, start, state, control, tick: (ms: number) => void (now += ms) }
}
const progress = (more: Partial<ImportProgress> = {}): ImportProgress => ({ path: `/brought/${ID}/list.csv`, line: 10, offset: 500, bytes: 1_000, written: 7, known: 1, refused: 2, rowsPerSecond: 40, ...more })
const done = { kind: 'done', reports: [{ kind: 'addresses', path: `/brought/${ID}/list.csv`, key: 'k', written: 14, known: 2, refused: 4, resumedAt: 0, before: false, failed: null }] } as const

describe('an import beside a desk', () => {
  it('runs, tells how far it is, and ends with its report; its copies of the files go', async () => {
    const { start, state, runs, seen, jobs, tick } = rig()
    expect(await start()).toEqual({ ok: true, value: { importId: 'import-1' } })
    runs[0]!.onProgress(progress())
    tick(500)
    expect(await state()).toMatchObject({ state: 'running', rowsPerSecond: 40, activeMs: 500, files: [{ state: 'running', line: 10, offset: 500, bytes: 1_000, written: 7, refused: 2 }] })
    runs[0]!.onEnd(done)
    expect(await state()).toMatchObject({ state: 'done', activeMs: 500, files: [{ state: 'done', written: 14, refused: 4, offset: 1_000 }] })
    expect(seen).toMatchObject({ dropped: [ID], changed: 2 })
    expect(seen.events).toContain('desk.changed')
    expect(await jobs.refusals({ importId: 'import-1', file: 0, limit: 5 }, CTX)).toEqual({ ok: true, value: { name: 'list.csv', refused: 4, lines: [{ line: 2, reason: 'k 5' }] } })
    expect(await jobs.saveRefusals({ importId: 'import-1', file: 0 }, CTX)).toEqual({ ok: true, value: { path: '/data/reports/list.csv.refused.csv' } })
    expect(seen.saved).toEqual(['file,line,reason\r\n"list.csv",2,"k 10000"\r\n'])
    expect(await jobs.refusals({ importId: 'import-1', file: 3, limit: 5 }, CTX)).toMatchObject({ ok: false, error: { code: 'import-unknown' } })
  })
  it('is one at a time', async () => {
    const { start, runs } = rig()
    await start()
    expect(await start()).toMatchObject({ ok: false, error: { code: 'import-running' } })
    runs[0]!.onEnd(done)
    expect(await start()).toMatchObject({ ok: true })
  })
  it('waits for the batch under way when it is paused, keeps its files, and goes on', async () => {
    const { start, state, control, runs, seen } = rig()
    await start()
    expect(await control('pause')).toEqual({ ok: true, value: { state: 'pausing' } })
    expect(runs[0]!.pauses).toBe(1)
    // As it comes from a thread: with its own `kind`.
    runs[0]!.onProgress({ ...progress(), kind: 'progress' } as ImportProgress)
    runs[0]!.onEnd({ kind: 'paused' })
    expect(await state()).toMatchObject({ state: 'paused', files: [{ kind: 'addresses' }] })
    expect(seen.dropped).toEqual([])
    expect(await control('resume')).toEqual({ ok: true, value: { state: 'running' } })
    expect(runs[1]!.order.importId).toBe('import-1')
    expect(runs[1]!.files.map(({ kind, path }) => [kind, path])).toEqual([['addresses', `/brought/${ID}/list.csv`]])
  })
  it.each(['running', 'pausing'])('is cancelled while it is %s: the batch ends, its files go', async (before) => {
    const { start, state, control, runs, seen } = rig()
    await start()
    if (before === 'pausing') await control('pause')
    expect(await control('cancel')).toEqual({ ok: true, value: { state: 'cancelling' } })
    expect(await control('pause')).toEqual({ ok: true, value: { state: 'cancelling' } })
    runs[0]!.onEnd({ kind: 'paused' })
    expect(await state()).toMatchObject({ state: 'cancelled' })
    expect(seen.dropped).toEqual([ID])
    expect(await control('resume')).toMatchObject({ ok: false, error: { code: 'import-ended' } })
    expect(await control('cancel')).toMatchObject({ ok: false, error: { code: 'import-ended' } })
  })
  it('is found broken off by the next start when the desk was killed, and goes on as the same', async () => {
    const killed = rig()
    await killed.start()
    killed.runs[0]!.onProgress(progress())
    const next = rig(killed.settings)
    expect(await next.state()).toMatchObject({ importId: 'import-1', state: 'brokenOff', files: [{ fileId: ID }] })
    expect([...next.seen.kept!]).toEqual([`/brought/${ID}/list.csv`])
    expect(await next.control('resume')).toEqual({ ok: true, value: { state: 'running' } })
    expect(next.runs[0]!.order.importId).toBe('import-1')
  })
  it('keeps no file for an import that ended, and none that nobody asked for', async () => {
    const ended = rig()
    await ended.start()
    ended.runs[0]!.onEnd(done)
    expect([...rig(ended.settings).seen.kept!]).toEqual([])
    expect([...rig().seen.kept!]).toEqual([])
  })
  it('that meets a full disk says so and can go on', async () => {
    const { start, state, control, runs } = rig()
    await start()
    runs[0]!.onEnd({ kind: 'broken', error: { code: 'storage-full', details: {} }, log: '' })
    expect(await state()).toMatchObject({ state: 'brokenOff', problem: { code: 'storage-full' } })
    expect(await control('resume')).toMatchObject({ ok: true })
    expect(await state()).toMatchObject({ state: 'running', problem: null })
  })
  it.each([
    ['a file that is not there', [{ ...LIST, fileId: '22222222-2222-4222-8222-222222222222' }], {}, 'file-unknown'],
    ['real people’s data under a key that lies open', [LIST], { isLive: true }, 'secret-store-required'],
    ['a time zone that is none', [LIST], { zone: 'Mars' }, 'territory-invalid'],
  ])('is refused with %s', async (_, files, more, code) => {
    const { start, runs, settings } = rig()
    expect(await start(files, more)).toMatchObject({ ok: false, error: { code } })
    expect([runs.length, settings.size]).toEqual([0, 0])
  })
  it('takes live data under a real key', async () => expect(await rig(new Map(), 'passphrase').start([LIST], { isLive: true })).toMatchObject({ ok: true }))
  it('reads addresses before what is said about them, and tiles by their directory', async () => {
    const { start, runs } = rig()
    await start([{ kind: 'offers', fileId: null, path: '/lists/offers.csv' }, { ...LIST, kind: 'terrain' as never }, LIST])
    expect(runs[0]!.files.map(({ kind, path }) => [kind, path])).toEqual([['addresses', `/brought/${ID}/list.csv`], ['terrain', `/brought/${ID}`], ['offers', '/lists/offers.csv']])
  })
  it('knows no other', async () => expect(await rig().control('pause', 'another')).toMatchObject({ ok: false, error: { code: 'import-unknown' } }))
})
