import { expect } from '@playwright/test'
import { test } from './desk.ts'
import { searchAddress, signIn } from './steps.ts'
import { lookAt } from './wcag.ts'

const SHOTS = process.env['SHOTS']

test('an answer tells how it came about, rule by rule, and is closed by the same key', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  const trace = page.getByRole('region', { name: 'How this answer came about' })
  const line = page.getByRole('group', { name: /CenturyLink/ }).first()
  await line.focus()
  await page.keyboard.press('?')
  await expect(trace.getByText(/The drop: .* m from the house to the cable, \d+ m allowed/).first()).toBeVisible()
  await expect(trace.getByText(/Ports free at the node: \d+/).first()).toBeVisible()
  await expect(line).toBeFocused()
  await lookAt(page, 'how an answer came about')
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/trace-1280.png` })
  await page.keyboard.press('?')
  await expect(trace).toBeHidden()
  await page.getByRole('button', { name: 'How so' }).focus()
  await page.keyboard.press('Enter')
  await expect(trace).toBeVisible()
})
