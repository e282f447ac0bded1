import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { loadWithoutConnection } from './bend-answers.ts'
import { test } from './desk.ts'
import { openOffers, openPerson, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'

/*
 * Goal: nothing is sent before it was read and agreed, and who calls again hears nothing before the PIN. By keyboard alone.
 * Method: one whole story on the real desk and central; what is masked is looked for in the answers of the desk, not only on the screen.
 */
const PHONE = '(307) 555-0110'

test('an order waits for what must be read, and the next call opens the account with the PIN only', async ({ deskPage: page }) => {
  await loadWithoutConnection(page)
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await registerCaller(page)

  await page.keyboard.press('F8')
  await expect(page.getByRole('row', { name: /^Due on the first bill/ })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'has not been told that the call is recorded' })).toBeVisible()

  await readAloud(page)
  const optional = page.locator('[data-promise][data-state=open]')
  await expect(optional).toHaveCount(2)
  await expect(optional.first().getByRole('button', { name: /^Yes/ })).toBeFocused()
  await page.keyboard.press('n')
  await expect(optional).toHaveCount(1)
  await expect(page.locator('[data-promise=cpni-use]')).toContainText('Declined at')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Go on to read-back/ })).toBeFocused()

  const field = page.getByLabel('PIN the caller chooses')
  await field.focus()
  await page.keyboard.type('555011')
  await page.keyboard.press('Enter')
  await expect(page.getByText('It is in the caller’s own telephone number.')).toBeVisible()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('271828')
  await page.keyboard.press('Enter')
  await expect(page.getByText('A PIN is set. It is not shown again.')).toBeVisible()
  await expect(field).toHaveValue('')
  await shot(page, 'said')

  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })
  await expect(page.getByText('New caller, no PIN needed')).toHaveCount(0)
  await expect(page.getByText(PHONE).first()).toBeVisible()

  // The call ends; the same customer is opened in the next one.
  await page.keyboard.press('Alt+W')
  await expect(page.getByRole('heading', { name: 'Who is calling?' })).toBeVisible()
  await page.keyboard.press('F9')
  // The queue takes the focus when it is listed; whoever presses Enter before that opens nothing.
  await expect(page.locator('.lm-queue-open').first()).toBeFocused()
  const [told] = await Promise.all([page.waitForResponse((response) => isCall(response.request().postData(), 'orders.view'), { timeout: 20_000 }), page.keyboard.press('Enter')])
  // The card's digits as a value of their own: an id may hold the same four by chance.
  expect(await told.text()).not.toMatch(/555.?0110|juniper\.exampleton|(?<![\w-])4242(?![\w-])/)
  await expect(page.getByText('Masked until the caller is authenticated').first()).toBeVisible()
  await expect(page.getByText('•••• 10')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Say now' })).toContainText('may I have your six-digit PIN')
  await shot(page, 'masked')

  const asked = page.getByLabel('PIN of the caller')
  for (const triesLeft of ['4 tries are', '3 tries are', '2 tries are']) {
    await asked.focus()
    await page.keyboard.type('314159')
    await page.keyboard.press('Enter')
    await expect(page.getByText(`That is not the PIN. ${triesLeft} left`)).toBeVisible()
  }
  await page.keyboard.type('271828')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Caller verified at/)).toBeVisible()
  await expect(page.getByText(PHONE)).toBeVisible()
  await expect(page.getByText('Masked until the caller is authenticated')).toHaveCount(0)
  await shot(page, 'verified')
  // The bar says it too, and what happened with the PIN stands in the customer's history.
  await expect(page.getByRole('banner').getByRole('button', { name: /Caller verified at/ })).toBeVisible()
  await openPerson(page, 'Exampleton')
  const happened = page.getByRole('region', { name: 'What happened when' })
  await expect(happened).toContainText('A wrong PIN was said')
  await expect(happened).toContainText('Caller proved who they are by PIN')
  await shot(page, 'history')
})

test('a notice that was read with the greeting is not asked for again', async ({ deskPage: page }) => {
  await page.getByLabel('User name').focus()
  await page.keyboard.type('rep')
  await page.keyboard.press('Tab')
  await page.keyboard.type('demo-rep')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name, phone or e-mail of the caller')).toBeFocused()
  await expect(page.getByRole('region', { name: 'Say now' })).toContainText('this call is recorded')
  await shot(page, 'greet')
  await page.keyboard.press('F7')
  await expect(page.locator('[data-promise=recording-notice]')).toHaveAttribute('data-state', 'open')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F2')
  await expect(page.getByLabel('Name, phone or e-mail of the caller')).toBeFocused()
  await page.keyboard.press('Alt+S')
  await expect(page.getByText('Said that the call is recorded')).toBeVisible()
  await page.keyboard.press('F7')
  await expect(page.locator('[data-promise=recording-notice]')).toHaveAttribute('data-state', 'yes')
  await expect(page.locator('[data-promise=recording-notice]')).toContainText(/Said at/)
})

const isCall = (body: string | null, name: string): boolean => (body ?? '').includes(`"${name}"`)

/** Pictures for the eye, on request: SHOTS=DIR. */
async function shot(page: Page, name: string): Promise<void> {
  const directory = process.env['SHOTS']
  if (directory) await page.screenshot({ path: `${directory}/promises-${name}.png` })
}
