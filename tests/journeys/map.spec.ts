import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { bendAnswers, change, loadWithoutConnection, refuse } from './bend-answers.ts'
import { test } from './desk.ts'
import { chooseCommand, searchAddress, signIn } from './steps.ts'
import { expectKeyboardReachesAll, expectNoSideScroll, lookAt, lookAtOnce, movements } from './wcag.ts'

/*
 * Goal: the map shows what decided and keeps nobody out. Method: a real desk and a real drawing; what it says is read from the list beside it, what it
 * asks for is watched at the network, what it draws is looked at as pixels.
 */
const SHOTS = process.env['SHOTS']
const panel = (page: Page) => page.getByRole('region', { name: 'Around the house' })
const canvas = (page: Page) => panel(page).locator('canvas')
const rows = (page: Page) => panel(page).getByRole('row')

/** How many colours stand on the drawing: an empty sheet of paper has one. */
const coloursDrawn = async (page: Page): Promise<number> => {
  const picture = (await canvas(page).screenshot()).toString('base64')
  return page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
    context?.drawImage(image, 0, 0)
    const { data } = context!.getImageData(0, 0, image.width, image.height)
    const found = new Set<number>()
    for (let at = 0; at < data.length; at += 4) found.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!)
    return found.size
  }, picture)
}

async function openMap(page: Page): Promise<void> {
  await page.keyboard.press('Alt+M')
  await expect(panel(page).getByRole('region', { name: 'Everything on the map' })).toBeVisible()
  await expect(canvas(page)).toBeVisible()
  await expect.poll(() => coloursDrawn(page)).toBeGreaterThan(8)
}

test('shows the house, the lines and the distance that decided, asks nothing of anybody outside, and has no finding', async ({ desk, deskPage: page }) => {
  test.setTimeout(400_000)
  const origin = new URL(desk.link).origin
  const asked: string[] = []
  const refused: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') refused.push(message.text()) })
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  expect(asked.filter((url) => /maplibre|MapPanel/i.test(url))).toEqual([])
  await openMap(page)
  await expect(panel(page).getByText(/CenturyLink.* m (away|before this house); a drop may be \d+ m/)).toBeVisible()
  await expect(rows(page).nth(1)).toContainText('This house')
  await expect(rows(page).nth(2)).toContainText(/CHY|CenturyLink/)
  expect(await rows(page).count()).toBeGreaterThan(4)
  for (const size of [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }]) {
    await page.setViewportSize(size)
    await page.keyboard.press('F3')
    await lookAt(page, `map ${size.width}`)
    for (const scheme of ['light', 'dark'] as const) {
      await page.evaluate((value) => document.documentElement.setAttribute('data-lm-scheme', value), scheme)
      await expect.poll(() => coloursDrawn(page)).toBeGreaterThan(8)
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/map-${scheme}-${size.width}.png` })
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  // Nothing left the desk's own origin, and the worker is its own file; a page that could be made to fetch from elsewhere would be seen here.
  expect(asked.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:') && !url.startsWith(`blob:${origin}`))).toEqual([])
  expect(asked.some((url) => url.includes('maplibre-gl-worker'))).toBe(true)
  expect(asked.filter((url) => url.startsWith('blob:'))).toEqual([])
  expect(refused.filter((text) => /Content Security Policy|TrustedScript|maplibre|WebGL: INVALID/i.test(text))).toEqual([])
  // The one policy lets no other script and no markup through.
  expect(await page.evaluate(() => [() => new Worker('/assets/other.js'), () => { document.createElement('div').innerHTML = '<b>x</b>' }, () => document.createElement('script').src = '/x.js'].map((attack) => { try { attack(); return 'let through' } catch { return 'refused' } }))).toEqual(['refused', 'refused', 'refused'])
})

test('is worked by keys alone: from thing to thing, nearer, farther, all, and out again by Tab', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await page.keyboard.press('F1')
  await expect(page.getByRole('region', { name: 'Help' }).or(page.locator('.lm-rail')).getByText('Map of what lies around')).toBeVisible()
  await page.keyboard.press('Escape')
  await openMap(page)
  await expect(page.getByRole('combobox', { name: 'Address of the caller' })).toBeFocused()
  await canvas(page).focus()
  const scale = () => panel(page).locator('.maplibregl-ctrl-scale').innerText()
  const before = await scale()
  for (const press of ['+', '+']) await page.keyboard.press(press)
  await expect.poll(scale).not.toBe(before)
  for (const press of ['-', '-']) await page.keyboard.press(press)
  await expect.poll(scale).toBe(before)
  const house = panel(page).locator('.lm-map-premise')
  const stood = await house.boundingBox()
  await page.keyboard.press('ArrowRight')
  await expect.poll(async () => Math.round((await house.boundingBox())!.x)).toBe(Math.round(stood!.x - 80))
  await page.keyboard.press('n')
  await expect(panel(page).locator('tr[aria-current]')).toContainText('This house')
  await page.keyboard.press('n')
  await expect(panel(page).locator('tr[aria-current]')).toContainText(await rows(page).nth(2).locator('th').innerText().then((text) => text.split('\n')[0]!))
  await expect(panel(page).locator('[role=status]')).toContainText('CenturyLink')
  await page.keyboard.press('Shift+N')
  await expect(panel(page).locator('tr[aria-current]')).toContainText('This house')
  await page.keyboard.press('0')
  await page.keyboard.press('Tab')
  await expect(canvas(page)).not.toBeFocused()
  await expectKeyboardReachesAll(page, 'map')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await movements(page)).toEqual([])
  await page.keyboard.press('Alt+M')
  await expect(panel(page)).toHaveCount(0)
})

test('is drawn for the provider whose answer has the focus, goes with the call to another house, and works without network', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await chooseCommand(page, 'cut the network')
  await page.keyboard.press('F3')
  await openMap(page)
  const answers = page.locator('.lm-answer')
  const told = panel(page).locator('.lm-map-sentence')
  const first = await told.innerText()
  for (let at = (await answers.count()) - 1; at >= 0; at -= 1) {
    await answers.nth(at).focus()
    await expect(told).toContainText(/drawn for/)
  }
  await expect(told).toContainText(first.split('\n')[0]!)
  await page.keyboard.press('F3')
  await page.keyboard.press('Control+A')
  await searchAddress(page, '2510 Warren')
  await expect(told).toContainText(/drawn for/)
  await expect(canvas(page)).toBeVisible()
})

test('has four faces, and where nothing can be drawn the list says all of it', async ({ deskPage: page }) => {
  test.setTimeout(400_000)
  await page.addInitScript(() => {
    if (!sessionStorage.getItem('noWebGL')) return
    const whole = HTMLCanvasElement.prototype.getContext
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) { return kind.startsWith('webgl') ? null : (whole as (...given: unknown[]) => unknown).call(this, kind, ...rest) } as typeof whole
  })
  const answers = await bendAnswers(page)
  await signIn(page, 'rep')
  await page.keyboard.press('Alt+M')
  await expect(panel(page)).toContainText('Ask for the address first')
  answers.bend('territory.near', 'hold')
  await searchAddress(page, '610 W 26th')
  await expect(panel(page)).toHaveAttribute('aria-busy', 'true')
  answers.bend('territory.near', refuse('storage-busy'))
  await page.keyboard.press('F3')
  await page.keyboard.press('Control+A')
  await searchAddress(page, '2510 Warren')
  await expect(panel(page).getByRole('alert')).toContainText('could not be read')
  expect(await lookAtOnce(page)).toMatchObject({ axe: [], target: [], interruption: [] })
  answers.bend('territory.near', change((value) => ({ ...value, spans: [], sectors: [], nodes: [] })))
  await panel(page).getByRole('button', { name: /Read again/ }).click()
  await expect(panel(page)).toContainText('No plant is known here')
  answers.straighten()
  await page.evaluate(() => sessionStorage.setItem('noWebGL', 'yes'))
  await loadWithoutConnection(page)
  await expect(page.locator('.lm-track')).toBeVisible()
  await page.keyboard.press('F3')
  await expect(page.getByText(/One exact house/)).toBeVisible()
  await page.keyboard.press('Alt+M')
  await expect(panel(page)).toContainText('This screen cannot draw the map (no WebGL)')
  await expect(canvas(page)).toHaveCount(0)
  expect(await rows(page).count()).toBeGreaterThan(4)
  expect(await lookAtOnce(page)).toMatchObject({ axe: [], target: [], cut: [] })
  await page.setViewportSize({ width: 320, height: 640 })
  await expectNoSideScroll(page, 'map list at 320 px')
})
