// Goal: where no port is free the rep reads the place in line aloud, puts the caller there and takes them out, by keyboard. Method: the practice node CHY-34, which is full from the first day.
import { expect } from '@playwright/test'
import { test } from './desk.ts'
import { chooseCommand, openOffers, openPerson, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'
import { lookAt } from './wcag.ts'

const SHOTS = process.env['SHOTS']

test('a caller at a full node is told their place, stands in line, and leaves it', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '214 Lakeshore')
  const line = page.getByRole('region', { name: 'In line for a port' })
  await expect(line).toContainText(/No port is free at CHY-34\. The caller would be number 4 in line; the first has waited since Jun 3, 2026\./)
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/port-line-full.png` })
  await page.getByRole('button', { name: 'Put the caller in line' }).focus()
  await page.keyboard.press('Enter')
  await expect(line).toContainText(/In line at CHY-34 since .*: number 4 of 4\..* 72 hours/)
  // It is said once: not where they would be, too.
  await expect(page.getByText(/would be number/)).toHaveCount(0)
  await lookAt(page, 'a place in line')
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/port-line-waiting.png` })
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByRole('region', { name: 'En la lista para un puerto' })).toContainText('número 4 de 4')
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/port-line-es.png` })
  await page.keyboard.press('Control+Shift+L')
  await page.getByRole('button', { name: 'Leave the line' }).press('Enter')
  await expect(line).toContainText('would be number 4 in line')
})

test('a customer who waits for a port elsewhere is seen there, with their place, and leaves the line', async ({ deskPage: page }) => {
  test.setTimeout(120_000)
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await readAloud(page)
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 30_000 })
  await openPerson(page, 'Juniper Exampleton')
  const lines = page.getByRole('region', { name: 'In line for a port' }).first()
  await expect(lines).toContainText('Waits for no port')

  await page.keyboard.press('Enter')
  await searchAddress(page, '214 Lakeshore')
  await page.getByRole('button', { name: 'Put the caller in line' }).press('Enter')
  await expect(page.getByRole('region', { name: 'In line for a port' })).toContainText('number 4 of 4')
  await openPerson(page, 'Juniper Exampleton')
  await expect(lines).toContainText(/In line at CHY-34 since .*: number 4 of 4/)
  await lookAt(page, 'where a customer waits')
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/customer-lines.png`, fullPage: true })
  await chooseCommand(page, 'cut the network')
  await expect(lines).toContainText('No network: the place is as this desk last heard')
  await chooseCommand(page, 'restore the network')
  await expect(lines).not.toContainText('No network')
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByRole('region', { name: 'En la lista para un puerto' }).first()).toContainText('número 4 de 4')
  await page.keyboard.press('Control+Shift+L')
  await lines.getByRole('button', { name: 'Leave the line' }).press('Enter')
  await expect(lines).toContainText('Waits for no port')
})
