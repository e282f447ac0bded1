import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { test } from './desk.ts'
import { chooseCommand, openOffers, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'

/*
 * Goal: a rep reads what the call cost as soon as it is over, and a supervisor what all of them cost, by keyboard.
 * Method: one order that goes live and one that a provider refuses; then the same desk under the supervisor's name.
 */
test('what calls cost is told to the rep after the call and to a supervisor in sums', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await signUp(page, '610 W 26th', /^Live\. All/)
  const measured = page.getByRole('region', { name: 'This call, measured' })
  await expect(measured).toContainText(/\d+ keys, no mouse, .* from ring to submit, .*typical 3 min 0 s/)
  await shot(page, 'measured-call')

  await page.keyboard.press('F2')
  await chooseCommand(page, 'fault high plains no with a code')
  await signUp(page, '610 W 26th', 'Not possible. Everything was taken back.')
  await expect(measured).toContainText(/Taken back: .+/)

  await chooseCommand(page, 'sign out')
  await signIn(page, 'super')
  await chooseCommand(page, 'measures')
  await expect(page.getByRole('heading', { name: /^2 calls\. Half of them took less than/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /7 days/ })).toBeFocused()
  await expect(page.getByRole('region', { name: 'Reps' }).getByRole('row', { name: /^All together 2 2/ })).toBeVisible()
  await expect(page.getByText('Calls of the one desk that has told central of any. A desk tells within a minute.')).toBeVisible()
  await shot(page, 'measures')
  await page.keyboard.press('t')
  await expect(page.getByRole('table', { name: /Fallout by cause/ })).toContainText('50 %')
  await shot(page, 'measures-table')
  await page.keyboard.press('Alt+1')
  await expect(page.getByRole('button', { name: /Today/ })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /^2 calls/ })).toHaveCount(0)
})

async function signUp(page: Page, address: string, end: string | RegExp): Promise<void> {
  await searchAddress(page, address)
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await readAloud(page)
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: end })).toBeVisible({ timeout: 45_000 })
}

async function shot(page: Page, name: string): Promise<void> {
  const directory = process.env['SHOTS']
  if (directory) await page.screenshot({ path: `${directory}/${name}.png`, fullPage: true })
}
