// Goal: where no port is free the rep reads the place in line aloud, puts the caller there and takes them out, by keyboard. Method: the practice node CHY-34, which is full from the first day.
import { expect } from '@playwright/test'
import { test } from './desk.ts'
import { searchAddress, signIn } from './steps.ts'
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
