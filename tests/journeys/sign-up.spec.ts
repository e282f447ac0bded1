import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { test } from './desk.ts'
import { chooseCommand, openOffers, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'

/*
 * Goal: the product's main job, by keyboard alone, on the real desk with five practice providers behind it.
 * Method: nothing is clicked; every assertion is about words a rep would read.
 */
test('a rep signs a caller up without a mouse and proves that the subscriber can log in', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await expect(page.getByRole('group', { name: /EarthLink .*: Yes/ })).toBeVisible()
  await shot(page, 'qualification')

  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('Alt+7')
  await expect(page.getByRole('table', { name: /to/ })).toContainText('Due on the first bill')
  await shot(page, 'offers')

  await page.keyboard.press('F6')
  await registerCaller(page)
  await expect(page.getByText(/accepted in/)).toBeVisible()
  await shot(page, 'register')

  await readAloud(page)
  await shot(page, 'consents')
  await page.keyboard.press('F8')
  await expect(page.getByRole('heading', { name: 'Read it back, then submit' })).toBeVisible()
  await shot(page, 'read-back')
  await page.keyboard.press('Control+Enter')

  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('linked', { exact: true })).toHaveCount(4)
  await page.getByLabel('Password at the ISP').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Accepted, address 203\.0\.113\./)).toBeVisible()
  await shot(page, 'live')
})

test('a page that is closed in the middle of a call loses nothing that was typed', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await page.getByLabel('Given name').focus()
  await page.keyboard.type('Ottoline')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Specimen <script>')
  await expect(page.getByRole('heading', { name: 'Ottoline Specimen <script>' })).toBeVisible()
  const saved = page.waitForResponse(async (response) => response.url().endsWith('/api/call') && (await response.text()).includes('Specimen <script>'))
  await saved
  await page.reload()
  await expect(page.getByLabel('Given name')).toHaveValue('Ottoline')
  await expect(page.getByLabel('Family name')).toHaveValue('Specimen <script>')
  await expect(page.getByText('610 W 26th St').first()).toBeVisible()
  await page.keyboard.press('F8')
  await expect(page.getByRole('row', { name: /^Due on the first bill/ })).toBeVisible()
})

test('a card number is refused in words wherever it is typed, and what was there stays', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await page.keyboard.press('F6')
  await page.getByLabel('Payment token').focus()
  await page.keyboard.type('4242 4242 4242 4242')
  await expect(page.getByRole('alert')).toContainText('Card numbers are never typed here')
})

test('an answer that never comes is looked for, not repeated, and the order goes live', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await chooseCommand(page, 'fault kestrel 503')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('Alt+5')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await readAloud(page)
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })
})

test('a refusal takes everything back and says so', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await chooseCommand(page, 'fault high plains no with a code')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await readAloud(page)
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Not possible. Everything was taken back.' })).toBeVisible({ timeout: 45_000 })
  await shot(page, 'taken-back')
  await page.getByLabel('Password at the ISP').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Not accepted: no active service')).toBeVisible()
})

test('with the network cut an order is kept, says so, and goes out once when it returns', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await chooseCommand(page, 'cut the network')
  await expect(page.getByRole('status').filter({ hasText: 'No network' })).toBeVisible()
  await shot(page, 'offline-qualification')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await registerCaller(page, { isChecked: false, payment: 'typed' })
  await readAloud(page)
  await page.keyboard.press('F8')
  await expect(page.getByText(/subject to confirmation/).first()).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Kept here, not yet sent.' })).toBeVisible()
  await shot(page, 'offline-kept')
  await chooseCommand(page, 'restore the network')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })
})

/** Pictures for the eye, on request: SHOTS=DIR. */
async function shot(page: Page, name: string): Promise<void> {
  const directory = process.env['SHOTS']
  if (!directory) return
  for (const scheme of ['light', 'dark'] as const) {
    await page.evaluate((value) => document.documentElement.setAttribute('data-lm-scheme', value), scheme)
    for (const [width, height] of [[1280, 800], [1920, 1080]] as const) {
      await page.setViewportSize({ width, height })
      await page.screenshot({ path: `${directory}/${name}-${scheme}-${width}.png` })
    }
  }
  await page.evaluate(() => document.documentElement.setAttribute('data-lm-scheme', 'light'))
  await page.setViewportSize({ width: 1280, height: 800 })
}
