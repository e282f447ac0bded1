// Goal: a newer version is reported, an older is not, and a file that is not the described one is refused. Method: electron-updater's own
// provider against a feed of the project's own on 127.0.0.1.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkForUpdate, fetchUpdate } from '../../../main/platform/updates.ts'
import { channel, CHANNEL_FILE, PROGRAM, serveFeed } from '../../support/update-feed.ts'
import type { FeedFiles } from '../../support/update-feed.ts'


let cacheDir: string
const closers: (() => void)[] = []
beforeEach(() => { cacheDir = mkdtempSync(join(tmpdir(), 'lastmile-updates-')) })
afterEach(() => {
  for (const close of closers.splice(0)) close()
  rmSync(cacheDir, { recursive: true })
})

/** A feed of named files, closed after the test. */
const openFeed = async (files: FeedFiles): Promise<string> => {
  const feed = await serveFeed(files)
  closers.push(feed.close)
  return feed.url
}
const question = (feedUrl: string | null, currentVersion = '0.1.0') => ({ feedUrl, currentVersion, cacheDir })

describe('checking for an update', () => {
  it.each([['0.2.0', '0.2.0'], ['0.1.0', null], ['0.0.9', null]])('of a feed at %s answers %s to a desk at 0.1.0', async (version, available) => {
    const feed = await openFeed({ [CHANNEL_FILE]: channel(version, Buffer.alloc(1)) })
    expect(await checkForUpdate(question(feed))).toEqual({ ok: true, value: { current: '0.1.0', available } })
  })
  it('says so when no feed is set or none is there', async () => {
    expect(await checkForUpdate(question(null))).toMatchObject({ ok: false, error: { code: 'update-feed-missing' } })
    expect(await checkForUpdate(question(await openFeed({})))).toMatchObject({ ok: false, error: { code: 'update-feed-missing' } })
  })
  it('refuses a channel file that is none', async () => {
    expect(await checkForUpdate(question(await openFeed({ [CHANNEL_FILE]: '{{{' })))).toMatchObject({ ok: false, error: { code: 'update-refused' } })
  })
  it('tells a network that is down from a feed that is missing', async () => {
    expect(await checkForUpdate(question('http://127.0.0.1:1'))).toMatchObject({ ok: false, error: { code: 'network-unavailable' } })
  })
})

describe('fetching an update', () => {
  const program = randomBytes(100_000)
  it('brings exactly the described file', async () => {
    const feed = await openFeed({ [CHANNEL_FILE]: channel('0.2.0', program), [PROGRAM]: program })
    const fetched = await fetchUpdate(question(feed))
    expect(fetched.ok && fetched.value && readFileSync(fetched.value.file).equals(program)).toBe(true)
  })
  it('refuses a file of which one bit is flipped, and keeps nothing of it', async () => {
    const flipped = Buffer.from(program)
    flipped[50_000] = (flipped[50_000] ?? 0) ^ 1
    const feed = await openFeed({ [CHANNEL_FILE]: channel('0.2.0', program), [PROGRAM]: flipped })
    expect(await fetchUpdate(question(feed))).toEqual({ ok: false, error: { code: 'update-refused', details: { reason: 'ERR_CHECKSUM_MISMATCH' } } })
    expect(existsSync(join(cacheDir, 'pending-update/pending', PROGRAM))).toBe(false)
  })
  it('refuses a described file without a checksum', async () => {
    const feed = await openFeed({ [CHANNEL_FILE]: channel('0.2.0', program).replace(/ +sha512.*\n/, ''), [PROGRAM]: program })
    expect(await fetchUpdate(question(feed))).toMatchObject({ ok: false, error: { code: 'update-refused' } })
  })
  it('brings nothing when there is nothing newer', async () => {
    expect(await fetchUpdate(question(await openFeed({ [CHANNEL_FILE]: channel('0.1.0', program) })))).toEqual({ ok: true, value: null })
  })
})
