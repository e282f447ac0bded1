import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { writeAddressList } from '../support/import-generator.ts'
import { bendAnswers, change, refuse } from './bend-answers.ts'
import { chooseFile } from './choose-file.ts'
import { test } from './desk.ts'
import { chooseCommand, signIn } from './steps.ts'
import { expectKeyboardReachesAll, lookAt, lookAtOnce } from './wcag.ts'

/*
 * Goal: an administrator brings 100,000 addresses in by keyboard while the window draws and the desk answers; it is paused and goes on;
 * what was refused is read with line and reason and saved. Method: the real page on a real desk; frames counted by the page itself.
 */
const ROWS = 100_000
const STANDS_STILL_MS = 500
const openImport = (page: Page) => chooseCommand(page, 'import a territory')
const headline = (page: Page) => page.getByRole('heading', { level: 1 })
const HEADER = 'LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH\n'

test('a hundred thousand addresses come in while the window draws and the desk answers', async ({ deskPage: page }) => {
  test.setTimeout(300_000)
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-import-'))
  const list = join(directory, 'list.csv')
  await writeAddressList(list, ROWS)
  const bad = join(directory, 'bad.csv')
  writeFileSync(bad, `${HEADER}-116.5,39.1,1,Badger Lane,,Tinytown,,NV,89001,1,\n-116.5,39.1,,Badger Lane,,Tinytown,,NV,89001,2,\n39.1,-116.5,3,Badger Lane,,Tinytown,,NV,89001,3,\nNaN,39.1,5,Badger Lane,,Tinytown,,NV,89001,4,\n`)
  await signIn(page, 'admin')
  await openImport(page)
  await expect(headline(page)).toHaveText('Import a territory')
  await expect(page.getByText('Nothing was imported on this desk yet')).toBeVisible()
  await lookAt(page, 'import empty')
  await expectKeyboardReachesAll(page, 'import empty')
  await chooseFile(page, 'Addresses', [list, bad])
  await expect(page.getByRole('row', { name: /^list\.csv addresses/ })).toBeVisible()
  await page.getByLabel('Name of the territory').focus()
  await page.keyboard.type('tinytown')
  await expect(page.getByText(/Another name takes the place of Cheyenne/)).toBeVisible()
  await lookAt(page, 'import chosen')
  await watchFrames(page)
  await page.getByRole('button', { name: 'Import 2 files' }).press('Enter')
  await expect(headline(page)).toHaveText(/^Importing tinytown: [\d,]+ rows/i, { timeout: 60_000 })
  const asked: number[] = []
  let hasPaused = false
  await expect(async () => {
    asked.push(await page.evaluate(async () => {
      const before = performance.now()
      await (await fetch('/api/call', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'desk.status', input: {} }) })).json()
      return performance.now() - before
    }))
    if (!hasPaused && (await page.getByRole('button', { name: 'Pause' }).count()) > 0 && /[1-9]\d{3}/.test((await headline(page).innerText()).replaceAll(',', ''))) {
      await page.getByRole('button', { name: 'Pause' }).press('Enter')
      hasPaused = true
      await expect(headline(page)).toHaveText(/is paused after|is in:/)
      if ((await page.getByRole('button', { name: 'Go on' }).count()) > 0) await page.getByRole('button', { name: 'Go on' }).press('Enter')
    }
    await expect(headline(page)).toHaveText(/^tinytown is in: 100,00[0-9] rows/i, { timeout: 50 })
  }).toPass({ timeout: 120_000, intervals: [100] })
  const frames = await framesSeen(page)
  asked.sort((a, b) => a - b)
  process.stdout.write(`import of ${ROWS} addresses: longest gap between frames ${Math.round(frames.longestGapMs)} ms, over 50 ms: ${frames.gapsOver50} of ${frames.frames} frames; tasks of the page over 50 ms: ${frames.longTasks.map(Math.round).join(', ') || 'none'}; ${asked.length} calls meanwhile, median ${Math.round(asked[asked.length >> 1]!)} ms, longest ${Math.round(asked.at(-1)!)} ms\n`)
  // The bound of 50 ms is printed above and measured on a quiet machine; here a page that stands still is caught, on any machine.
  expect(frames.longTasks.filter((ms) => ms > STANDS_STILL_MS)).toEqual([])
  expect(frames.frames).toBeGreaterThan(20)
  expect(asked.length).toBeGreaterThan(3)
  expect(asked.at(-1)!).toBeLessThan(2_000)
  await lookAt(page, 'import done')

  const refused = page.getByRole('button', { name: /^3 lines/ })
  await refused.press('Enter')
  const lines = page.getByRole('region', { name: 'Refused lines of bad.csv' })
  await expect(lines.getByRole('row', { name: '3 the house number is missing' })).toBeVisible()
  await expect(lines.getByRole('row', { name: '4 longitude and latitude are the wrong way round' })).toBeVisible()
  await lookAt(page, 'import refused')
  const download = page.waitForEvent('download')
  await lines.getByRole('button', { name: 'Save as CSV' }).press('Enter')
  const saved = await download
  expect(saved.suggestedFilename()).toBe('bad.csv.refused.csv')
  expect(readFileSync(await saved.path(), 'utf8')).toContain('"bad.csv",3,"the house number is missing"')

  // The same again is not read again.
  await chooseFile(page, 'Addresses', list)
  await page.getByRole('button', { name: 'Import 1 file' }).press('Enter')
  await expect(page.getByText('imported before, nothing to do')).toBeVisible({ timeout: 60_000 })
  rmSync(directory, { recursive: true, force: true })
})

test('what was imported is published to central by keyboard, taken from there, and the practice territory comes back', async ({ deskPage: page }) => {
  test.setTimeout(180_000)
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-publish-'))
  const list = join(directory, 'list.csv')
  await writeAddressList(list, 1_000)
  await signIn(page, 'admin')
  await openImport(page)
  await expect(page.getByRole('button', { name: 'Publish to central' })).toHaveCount(0)
  await chooseFile(page, 'Addresses', list)
  await page.getByLabel('Name of the territory').fill('tinytown')
  await page.getByRole('button', { name: 'Import 1 file' }).press('Enter')
  await expect(headline(page)).toHaveText(/^tinytown is in: 1,000 rows/i, { timeout: 60_000 })
  const verb = page.getByRole('button', { name: 'Publish to central' })
  await expect(verb).toBeVisible()
  await lookAt(page, 'import to publish')
  await verb.press('Enter')
  await expect(page.getByText('Tinytown is in force at central. This desk keeps what it imported.')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('alert')).toHaveCount(0)
  await lookAt(page, 'import published')
  await expect(page.getByText('Tinytown, imported here.')).toBeVisible()
  await page.getByRole('button', { name: 'Take Tinytown from central' }).press('Enter')
  await expect(page.getByText(/Tinytown, as central has it in force/)).toBeVisible()
  await page.getByRole('button', { name: 'Back to the practice territory' }).press('Enter')
  await expect(page.getByText(/, the practice territory\. Central has Tinytown in force\./)).toBeVisible({ timeout: 60_000 })
  rmSync(directory, { recursive: true, force: true })
})

test('has four faces, refuses in words, and is for administrators', async ({ deskPage: page }) => {
  test.setTimeout(240_000)
  const answers = await bendAnswers(page)
  await signIn(page, 'admin')
  answers.bend('territory.importState', 'hold')
  await openImport(page)
  await expect(page.locator('[data-face="loading"]')).toBeVisible()
  await lookAt(page, 'import loading')
  answers.bend('territory.importState', refuse('storage-busy'))
  await loadAnew(page)
  await expect(page.locator('[data-face="failed"]')).toContainText('could not be read')
  await lookAt(page, 'import failed')
  const file = { kind: 'addresses', name: 'list.csv', path: '/l', fileId: null, state: 'running', key: 'k', line: 10, offset: 500, bytes: 1_000, written: 7_000, known: 1, refused: 2, resumedAt: 0, before: false, failed: null, lines: [] }
  const job = { importId: 'i', territory: 'tinytown', title: 'Tinytown', city: null, region: null, zone: null, provider: null, dropLimitM: null, isLive: false, startedAt: 0, endedAt: null, activeMs: 4_000, rowsPerSecond: 22_000, files: [file, { ...file, name: 'plant.json', kind: 'plant', state: 'failed', failed: 'the file is empty', refused: 0 }], problem: null }
  for (const [state, words] of [['running', /^Importing Tinytown: 14,00/], ['pausing', /pausing/], ['paused', /is paused/], ['brokenOff', /was broken off/], ['cancelled', /was cancelled/]] as const) {
    answers.bend('territory.importState', change((value) => ({ ...value, job: { ...job, state, problem: state === 'brokenOff' ? { code: 'storage-full', details: {} } : null } })))
    await loadAnew(page)
    await expect(headline(page)).toHaveText(words)
    if (state === 'running' || state === 'brokenOff') await lookAt(page, `import ${state}`)
  }
  answers.straighten()
  await loadAnew(page)
  await page.getByLabel('Path on this machine').fill('/nowhere/list.csv')
  await page.keyboard.press('Enter')
  await page.getByLabel('Name of the territory').fill('Tiny Town')
  await expect(page.getByText('Small letters, digits and dashes, a letter first')).toBeVisible()
  await page.getByLabel('Name of the territory').fill('tinytown')
  await page.getByLabel('Not for practice').check()
  await page.getByRole('button', { name: 'Import 1 file' }).press('Enter')
  await expect(page.getByRole('alert')).toContainText('It needs a passphrase')
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await lookAtOnce(page)).toMatchObject({ axe: [], cut: [] })
  await page.setViewportSize({ width: 1280, height: 800 })
  await chooseCommand(page, 'sign out')
  await signIn(page, 'rep')
  await page.keyboard.press('Control+K')
  await page.keyboard.type('import a territory')
  await expect(page.getByRole('option', { name: /^Import a territory/ })).toHaveCount(0)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

async function loadAnew(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await openImport(page)
}

type Frames = { frames: number; longestGapMs: number; gapsOver50: number; longTasks: number[] }
const watchFrames = (page: Page) => page.evaluate(() => {
  const seen: Frames = { frames: 0, longestGapMs: 0, gapsOver50: 0, longTasks: [] }
  ;(globalThis as unknown as { lmFrames: Frames }).lmFrames = seen
  new PerformanceObserver((list) => seen.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' })
  let last = performance.now()
  const frame = (now: number) => {
    const gap = now - last
    last = now
    seen.frames += 1
    seen.longestGapMs = Math.max(seen.longestGapMs, gap)
    if (gap > 50) seen.gapsOver50 += 1
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
})
const framesSeen = (page: Page) => page.evaluate(() => (globalThis as unknown as { lmFrames: Frames }).lmFrames)
