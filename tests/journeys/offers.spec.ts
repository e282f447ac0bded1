import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { startCentralProcess } from '../support/central-process.ts'
import { startDeskProcess } from '../support/desk-process.ts'
import { raisePrice, withdrawOffering } from '../support/raise-price.ts'
import { test } from './desk.ts'
import { openOffers, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'

/*
 * Goal: a rep tells a caller which plan fits and what it costs, in words and to the cent, and nothing about it changes in silence.
 * Method: by keyboard alone on the real desk; every assertion is about words a rep would read.
 */
const plan = (page: Page, name: string) => page.getByRole('article', { name })

test('the need becomes a wanted speed, and every plan says whether it fits, what it costs in two years and when it is live', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await page.keyboard.press('F5')
  await expect(page.getByLabel('People at home')).toBeFocused()
  await page.keyboard.type('2')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  // Two people 8 and 1, a film for two 8: 16 down, 1 up.
  await expect(page.getByText('Wanted: 16 Mbps down, 1 Mbps up')).toBeVisible()
  await shot(page, 'need')
  await page.keyboard.press('Enter')
  await expect(plan(page, 'FRA Air 25 Start')).toContainText('Fits what they need')
  const tooSlow = plan(page, 'EarthLink Internet 10')
  await expect(tooSlow).toContainText('Too slow')
  await expect(plan(page, 'FRA Air 25 Start')).toContainText('a visit is needed')
  await expect(tooSlow).toContainText('Today, once submitted')
  await expect(plan(page, 'FRA Air 25 Start')).toContainText('24 months')
  await expect(page.getByText('Bars share one scale')).toBeVisible()
  await shot(page, 'offers')
})

test('two plans stand side by side by one key each, what differs first, and Esc goes back to the plan', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  const heads = page.locator('[data-plan] [data-pick]')
  await heads.nth(0).focus()
  await page.keyboard.press('c')
  await expect(page.getByRole('status').filter({ hasText: 'is marked. Press C on another one.' })).toBeAttached()
  await heads.nth(1).focus()
  await page.keyboard.press('c')
  const table = page.getByRole('table', { name: /beside/ })
  await expect(table.getByRole('columnheader')).toHaveCount(3)
  await expect(table.getByRole('row').nth(1).getByRole('rowheader')).toBeVisible()
  await expect(table).toContainText('The same in both')
  await expect(page.getByRole('heading', { level: 1, name: /beside/ })).toBeFocused()
  await shot(page, 'compare')
  await page.keyboard.press('Escape')
  await expect(heads.nth(0)).toBeVisible()
  await expect(page.getByRole('table', { name: /beside/ })).toHaveCount(0)
})

test('the bill is read aloud, every line of the read-back is one key from its change, and the last step reads the first bill', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await page.keyboard.press('F8')
  await expect(page.getByText(/^Your first bill is .* dollars/)).toBeVisible()
  await expect(page.getByText(/Your second bill, on/)).toBeVisible()
  await expect(page.getByRole('table').filter({ hasText: 'To pay' }).getByRole('columnheader')).toHaveCount(4)
  await shot(page, 'read-back')
  await page.keyboard.press('Alt+7')
  await expect(page.getByLabel('Given name')).toBeFocused()
  await readAloud(page)
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Read the first bill' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^The first bill is \$\d+\.\d\d$/ })).toBeFocused()
  await expect(page.getByText(/^Live since .* The bill stands as it was told\.$/)).toBeVisible()
  await shot(page, 'bill')
})

test('a price that changes, and a plan that is withdrawn, while the rep stands there: said with both figures, the choice kept, nothing moved', async ({ page }) => {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-central-'))
  const central = await startCentralProcess(directory)
  await using desk = await startDeskProcess({ args: ['--central', central.location.url], env: { LASTMILE_CENTRAL_TOKEN: central.location.token } })
  try {
    await page.goto(desk.link)
    await signIn(page, 'rep')
    await searchAddress(page, '610 W 26th')
    await openOffers(page)
    const head = page.getByRole('button', { name: /^EarthLink Internet 10/ })
    await head.focus()
    await page.keyboard.press('Enter')
    await expect(head).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByText('Due on the first bill')).toBeVisible()
    const order = await page.getByRole('article').evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label')))

    await raisePrice(central.client, 'elk-internet-10', 700)
    const change = page.getByRole('alert').filter({ hasText: 'The first bill is now' })
    await expect(change).toContainText(/The first bill is now \$\d+\.\d\d\. You said \$\d+\.\d\d\./, { timeout: 30_000 })
    await expect(plan(page, 'EarthLink Internet 10')).toContainText('Price changed')
    expect(await page.getByRole('article').evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label')))).toEqual(order)
    await shot(page, 'price-changed')
    await page.keyboard.press('Alt+A')
    await expect(change).toHaveCount(0)

    await withdrawOffering(central.client, 'elk-internet-10')
    await expect(page.getByRole('alert').filter({ hasText: 'EarthLink Internet 10M is no longer sold.' })).toBeVisible({ timeout: 30_000 })
    await expect(plan(page, 'EarthLink Internet 10')).toContainText('Your choice is kept until you choose another.')
    expect(await page.getByRole('article').evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label')))).toEqual(order)
    await page.keyboard.press('F6')
    await registerCaller(page, { isChecked: false })
    await page.keyboard.press('F8')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'is no longer sold' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Read it back, then submit' })).toBeVisible()
    await shot(page, 'withdrawn')
  } finally {
    await central.end('SIGTERM')
    rmSync(directory, { recursive: true, force: true })
  }
})

/** Pictures for the eye, on request: SHOTS=DIR. */
async function shot(page: Page, name: string): Promise<void> {
  const directory = process.env['SHOTS']
  if (!directory) return
  for (const [width, height] of [[1280, 800], [1920, 1080]] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `${directory}/offers-${name}-${width}.png` })
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}
