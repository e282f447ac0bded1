// Goal: an import runs beside a working desk, which answers meanwhile; paused, killed or given twice it ends with what a whole one has.
// Method: a real desk with its threads, lists of many rows, kill -9 on the whole process.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ImportJob } from '../../../shared/domain/import-job.ts'
import { writeAddressList } from '../../support/import-generator.ts'
import { startDeskRig } from '../../support/desk-rig.ts'
import type { DeskRig } from '../../support/desk-rig.ts'

const ROWS = 40_000
const directory = mkdtempSync(join(tmpdir(), 'lastmile-beside-'))
const list = join(directory, 'list.csv')
beforeAll(() => writeAddressList(list, ROWS))
afterAll(() => rmSync(directory, { recursive: true, force: true }))
const dataDir = (name: string) => {
  mkdirSync(join(directory, name))
  return join(directory, name)
}

async function withDesk<T>(path: string, work: (rig: DeskRig) => Promise<T>): Promise<T> {
  const rig = await startDeskRig(path)
  try {
    await rig.ask('session.signIn', { userName: 'admin', passphrase: 'demo-admin' }, 'admin')
    return await work(rig)
  } finally {
    await rig.stop()
  }
}
const importList = (rig: DeskRig) => rig.ask('territory.import', { territory: 'tinytown', title: null, city: null, region: null, zone: null, provider: null, dropLimitM: null, isLive: false, files: [{ kind: 'addresses', fileId: null, path: list }] }, 'admin')
async function jobOf(rig: DeskRig): Promise<ImportJob> {
  const { job } = await rig.ask('territory.importState', {}, 'admin')
  if (!job) throw new Error('there is no import')
  return job
}
const until = (rig: DeskRig, isSo: (job: ImportJob) => boolean) => rig.eventually(() => jobOf(rig), isSo)
const sums = ({ files: [file] }: ImportJob) => [file!.written, file!.known, file!.refused]
const addresses = async (rig: DeskRig) => (await rig.ask('desk.status', {}, 'admin')).addressCount

it('answers calls while it reads, is paused and goes on, and finds what came in; the same again is not read', async () => {
  await withDesk(dataDir('paused'), async (rig) => {
    const { importId } = await importList(rig)
    await until(rig, (job) => job.files[0]!.written > 0)
    expect((await rig.ask('places.search', { text: '2 Alder' }, 'admin')).matches.length).toBeGreaterThan(0)
    const asked = await rig.ask('territory.importControl', { importId, verb: 'pause' }, 'admin')
    const paused = await until(rig, ({ state }) => state === 'paused' || state === 'done')
    if (asked.state === 'pausing' && paused.state === 'paused') {
      expect(paused.files[0]!.written).toBeLessThan(ROWS)
      await rig.ask('territory.importControl', { importId, verb: 'resume' }, 'admin')
    }
    expect(sums(await until(rig, ({ state }) => state === 'done'))).toEqual([ROWS, 0, 0])
    const whole = await addresses(rig)
    expect((await rig.ask('desk.status', {}, 'admin')).territory).toBe('Tinytown')
    expect((await rig.ask('places.search', { text: '4 Larch 2' }, 'admin')).matches[0]).toMatchObject({ city: 'Tinytown' })
    await importList(rig)
    expect(await until(rig, ({ state }) => state === 'done')).toMatchObject({ files: [{ before: true, written: ROWS }] })
    expect(await addresses(rig)).toBe(whole)
  })
}, 120_000)

it('goes on after kill -9 of the whole desk, and ends with what an import has that nobody killed', async () => {
  const path = dataDir('killed')
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../support/desk-importing.ts', import.meta.url)), path, list], { stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.once('data', () => child.kill('SIGKILL'))
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  await withDesk(path, async (rig) => {
    const broken = await jobOf(rig)
    expect(broken.state).toBe('brokenOff')
    await rig.ask('territory.importControl', { importId: broken.importId, verb: 'resume' }, 'admin')
    const done = await until(rig, ({ state }) => state === 'done')
    expect(done.files[0]!.resumedAt).toBeGreaterThan(0)
    expect(sums(done)).toEqual([ROWS, 0, 0])
  })
}, 120_000)
