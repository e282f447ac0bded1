import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { test } from './desk.ts'
import { chooseCommand, openOffers, openPerson, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'

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

test('an order under way at the address is told; two people are found by anything, joined, and taken apart by undo', async ({ deskPage: page }) => {
  test.setTimeout(150_000)
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await takeOrder(page, { as: 'juniper@highplains.example' })
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })

  await page.keyboard.press('F2')
  await searchAddress(page, '704 W 26th')
  await chooseCommand(page, 'cut the network')
  await takeOrder(page, { as: 'ottoline@highplains.example', payment: 'typed' })
  await expect(page.getByRole('heading', { name: 'Kept here, not yet sent.' })).toBeVisible()

  await page.keyboard.press('F2')
  await searchAddress(page, '704 W 26th')
  const underWay = page.getByRole('region', { name: 'An order is under way at this address' })
  await expect(underWay).toContainText('Ottoline Specimen')
  await page.keyboard.press('Alt+O')
  await chooseCommand(page, 'restore the network')
  await expect(async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+K')
    await page.keyboard.type('ottoline@highplains.example')
    await expect(page.getByRole('option', { name: /Ottoline Specimen, UC-/ })).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 45_000 })
  await page.keyboard.press('Escape')

  for (const typed of ['Junipar Exampletan', '555-0110', '610 W 26th', 'juniper.exampleton@example.com']) {
    await page.keyboard.press('Control+K')
    await page.keyboard.type(typed)
    await expect(page.getByRole('option', { name: /Juniper Exampleton, UC-/ }).first()).toBeVisible()
    await page.keyboard.press('Escape')
  }

  await openPerson(page, 'Juniper Exampleton')
  await page.getByLabel('Same person as').focus()
  await page.keyboard.type('Ottoline')
  const join = page.getByRole('button', { name: 'Join', exact: true })
  await expect(join).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(join).toBeFocused()
  await page.keyboard.press('Enter')
  const apart = page.getByRole('button', { name: 'Take apart' })
  await expect(apart).toBeVisible()
  await expect(page.getByText('Joined as one person')).toBeVisible()
  await page.keyboard.press('Control+Z')
  await expect(apart).toHaveCount(0)
  await expect(page.getByText('Taken apart')).toBeVisible()
})

/** From the offers to the submit, for a practice caller. */
async function takeOrder(page: Page, caller: { readonly as: string; readonly payment?: 'typed' }): Promise<void> {
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await registerCaller(page, { ...caller, isChecked: caller.payment === undefined })
  await readAloud(page)
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
}
