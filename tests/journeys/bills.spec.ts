import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { test } from './desk.ts'
import { chooseCommand, openOffers, openPerson, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'
import { expectKeyboardReachesAll, lookAt } from './wcag.ts'

/*
 * Goal: the bill that came is the bill that was read out; each of its figures says how it came about; a line is disputed without a network, and
 * nothing is shown before the PIN. Method: a real order, the real central's bill run and feed, the desk's own copy. By keyboard alone.
 */
test('the bill is what was read out, explains each figure, and is disputed without a network; closed until the PIN', async ({ deskPage: page }) => {
  test.setTimeout(300_000)
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('Alt+5')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await readAloud(page)
  await page.getByLabel('PIN the caller chooses').focus()
  await page.keyboard.type('271828')
  await page.keyboard.press('Enter')
  await expect(page.getByText('A PIN is set. It is not shown again.')).toBeVisible()
  await page.keyboard.press('F8')
  const told = await page.getByRole('row', { name: /^Due on the first bill/ }).getByText(/\$\d/).innerText()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })
  await page.keyboard.press('Alt+W')
  await expect(page.getByRole('heading', { name: 'Who is calling?' })).toBeVisible()

  await openPerson(page, 'Exampleton')
  const bills = page.getByRole('region', { name: 'Bills' })
  await expect(bills).toContainText('Bills are kept back until the caller has proved who they are')
  await expect(page.locator('main')).not.toContainText(told)
  await shot(page, 'closed')
  await page.getByLabel('PIN of the caller').focus()
  await page.keyboard.type('271828')
  await page.keyboard.press('Enter')
  const number = bills.getByRole('button').first()
  await expect(number).toBeVisible({ timeout: 45_000 })
  await expect(bills).toContainText(told)
  await lookAt(page, 'the bills of a customer')
  await shot(page, 'list')

  await number.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('rowheader', { name: 'To pay' })).toBeVisible()
  const lines = page.getByRole('table').getByRole('rowheader').getByRole('button')
  await expect(lines.first()).toBeFocused()
  const why = page.getByRole('group', { name: /^How/ })
  await expect(why).toContainText(/comes to/)
  const first = await why.innerText()
  await page.keyboard.press('ArrowDown')
  await expect(lines.nth(1)).toBeFocused()
  await expect(why).not.toHaveText(first)
  await page.keyboard.press('?')
  await expect(why).toBeFocused()
  await lookAt(page, 'a bill')
  await expectKeyboardReachesAll(page, 'a bill')
  await shot(page, 'bill')

  await chooseCommand(page, 'cut the network')
  await lines.first().focus()
  await page.keyboard.press('d')
  await expect(page.getByLabel('What the caller says')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type('They were told the first month is free.')
  await shot(page, 'dispute')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/kept here/i).first()).toBeVisible()
  await lookAt(page, 'a dispute that is kept')
  // As a file, without a network too: on paper of both sizes, and as data.
  await lines.first().focus()
  for (const [key, ending, begins] of [['p', /B-[\d-]+\.pdf$/, '%PDF-1.7'], ['Shift+P', /\.a4\.pdf$/, '%PDF-1.7'], ['t', /\.tmf678\.json$/, '{']] as const) {
    await page.keyboard.press(key)
    const saved = page.getByRole('status').filter({ hasText: ending })
    await expect(saved).toBeVisible({ timeout: 30_000 })
    const path = (await saved.innerText()).replace(/^Saved: /, '').trim()
    expect(readFileSync(path, 'latin1').slice(0, begins.length)).toBe(begins)
  }
  await lookAt(page, 'a bill that was saved')
  await shot(page, 'saved')
  await chooseCommand(page, 'restore the network')
  await expect(page.getByText('They were told the first month is free.')).toBeVisible({ timeout: 45_000 })
  await shot(page, 'disputed')
  // The first Esc closes the notice of the call before.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(bills).toContainText(told)
})

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (!folder) return
  for (const [width, height] of [[1280, 800], [1920, 1080]] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `${folder}/bills-${name}-${width}.png` })
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}
