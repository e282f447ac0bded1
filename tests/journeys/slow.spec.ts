import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { test } from './desk.ts'
import { chooseCommand, openOffers, searchAddress, signIn } from './steps.ts'

/*
 * Goal: what a rep hears and can do while a provider is slow, by keyboard alone; and the panel that orders such a fault.
 * Method: a real practice provider answers late on order; no clock is faked, so that the faces come at their own seconds.
 */
const wait = (page: Page) => page.getByRole('region', { name: 'Waiting for a provider' })

test('a slow provider goes from asking to amber with its sentences, a choice is one key, and the promise stands in the queue', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await orderFault(page, { on: 'qualification', kind: 'slow', seconds: '14' })
  await page.keyboard.press('Escape')
  await page.keyboard.press('F3')
  await page.getByRole('combobox', { name: 'Address of the caller' }).focus()
  await page.keyboard.type('610 W 26th')
  await expect(page.getByRole('option').first()).toContainText('610 W 26th')
  await page.keyboard.press('Enter')

  await expect(wait(page)).toContainText('is being asked')
  await expect(wait(page)).toContainText('goes on in the background')
  await expect(page.getByText('While that runs,')).toBeVisible()
  await openOffers(page)
  await expect(wait(page)).toContainText('is slow today', { timeout: 15_000 })
  await expect(page.getByText('I can', { exact: false }).first()).toBeVisible()
  await shot(page, 'slow-choices')
  await page.keyboard.press('Alt+Shift+3')
  await expect(wait(page)).toContainText('Chosen: Book subject to confirmation')
  await expect(wait(page)).toContainText(/Promised by \d\d:\d\d/)

  await page.keyboard.press('F9')
  const queue = page.getByRole('region', { name: 'Waits for an answer' })
  await expect(queue).toContainText(/Promised by \d\d:\d\d/)
  await expect(queue).toContainText('subject to confirmation')
  await shot(page, 'slow-queue')
  // The call it was promised in is no order yet: Enter on the row goes back to it, where it was left.
  await queue.getByRole('button', { name: 'A caller without a name' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^EarthLink Internet/ })).toBeVisible()
  await page.keyboard.press('F9')
  await queue.getByRole('button', { name: 'Done, tell the desk' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Done today' })).toContainText(/kept at \d\d:\d\d/)
})

test('the panel of the practice world orders a fault, shows it waiting, and forgets it', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await orderFault(page, { on: 'serviceOrder', kind: 'never', seconds: null })
  await expect(page.getByRole('row', { name: /CenturyLink/ })).toContainText('Do it, never answer on service order, once')
  await shot(page, 'sandbox')
  await page.getByRole('button', { name: 'Forget them' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /CenturyLink/ })).toContainText('answers normally')
})

/** By keyboard: the panel from the command line, then its form from top to bottom. */
async function orderFault(page: Page, fault: { readonly on: string; readonly kind: string; readonly seconds: string | null }): Promise<void> {
  await chooseCommand(page, 'practice providers watch')
  await expect(page.getByRole('heading', { name: 'Practice providers', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'CenturyLink' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('On the next').selectOption(fault.on)
  await page.getByLabel('Fault', { exact: true }).selectOption(fault.kind)
  if (fault.seconds) await page.getByLabel('Seconds late').fill(fault.seconds)
  await page.getByRole('button', { name: 'Order a fault' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Ordered. The next matching request meets it.')).toBeVisible()
}

/** Pictures for the eye, on request: SHOTS=DIR. */
async function shot(page: Page, name: string): Promise<void> {
  const directory = process.env['SHOTS']
  if (directory) await page.screenshot({ path: `${directory}/${name}.png` })
}
