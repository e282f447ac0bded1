import { expect } from '@playwright/test'
import { test } from './desk.ts'
import { openOffers, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'

/*
 * Goal: somebody who is known is recognised while being typed, found by the last digits of a phone, and seen whole; by keyboard alone.
 * Method: one caller is signed up; then the same one calls again.
 */
test('a caller who calls again is recognised, said not to be the same, found and seen whole', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await readAloud(page)
  await page.keyboard.press('F8')
  await expect(page.getByRole('heading', { name: 'Read it back, then submit' })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 30_000 })

  await page.keyboard.press('F2')
  await page.keyboard.press('F6')
  await page.getByLabel('Given name').focus()
  await page.keyboard.type('Juniper')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Exampleton')
  const card = page.getByRole('article', { name: 'Juniper Exampleton' })
  await expect(card).toContainText('nothing but the name is known yet')
  await page.getByLabel('Phone').focus()
  await page.keyboard.type('307 555 0110')
  await expect(card).toContainText('same phone')
  await page.keyboard.press('Alt+3')
  await expect(card).toHaveCount(0)

  await page.keyboard.press('Control+K')
  await page.keyboard.type('0110')
  await expect(page.getByRole('option', { name: /Juniper Exampleton, UC-/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'New call for this customer' })).toBeFocused()
  await expect(page.getByRole('region', { name: 'Orders and services' })).toContainText('Live')
  await expect(page.getByText('Order taken')).toBeVisible()
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/customer.png` })
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Given name')).toHaveValue('Juniper')
})
