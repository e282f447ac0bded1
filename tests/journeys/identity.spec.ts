import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { test } from './desk.ts'
import { openOffers, readAloud, searchAddress, signIn } from './steps.ts'

/*
 * Goal: a caller without a sign-in name at the ISP gets one in the same call, by keyboard alone; a name that somebody has is answered
 * with names that are free.
 * Method: the real desk and the practice ISP; nothing is clicked, and what is pressed is what the label beside the verb says.
 */
const PASSWORD = 'lantern-orchid-99'
const CALLER = ['Briony', 'Exampleton', 'briony.exampleton@example.com', '(307) 555-0127'] as const
const name = (page: Page) => page.getByLabel('Sign-in name', { exact: true })

test('a new sign-in name is asked for while it is typed, held, and the subscriber logs in with it', async ({ deskPage: page }) => {
  await goToRegister(page)
  await page.keyboard.type('briony.new@highplains.example')
  await pressLabelOf(page, 'Make a new sign-in name')
  await expect(page.getByText('free', { exact: true })).toBeVisible()
  await page.getByLabel('New password at the ISP').focus()
  await page.keyboard.type(PASSWORD)
  await expectLabelsToAgree(page)
  await pressLabelOf(page, 'Reserve this sign-in name')
  await expect(page.getByText('held for this caller')).toBeVisible()
  await shot(page, 'identity-held')
  await submitAndProve(page)
})

test('a sign-in name that somebody has brings names that are free; one is taken by its key and goes live', async ({ deskPage: page }) => {
  await goToRegister(page)
  await page.keyboard.type('juniper@highplains.example')
  await pressLabelOf(page, 'Make a new sign-in name')
  await expect(page.getByText('taken, somebody has it')).toBeVisible()
  await expect(page.getByText('Free at this moment')).toBeVisible()
  await expectLabelsToAgree(page)
  await shot(page, 'identity-taken')
  const second = page.locator('.lm-identifier-free [data-pick]').nth(1)
  const chosen = ((await second.textContent()) ?? '').replace(/^.*?Alt\W*\d/, '')
  await pressLabelOf(page, chosen)
  await expect(name(page)).toHaveValue(chosen)
  await expect(page.getByText('held for this caller')).toBeVisible()
  await page.getByLabel('New password at the ISP').focus()
  await page.keyboard.type(PASSWORD)
  await submitAndProve(page)
})

/** To the field of the sign-in name, with everything before it typed. */
async function goToRegister(page: Page): Promise<void> {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await expect(page.getByLabel('Given name')).toBeFocused()
  for (const value of CALLER) {
    await page.keyboard.type(value)
    await page.keyboard.press('Tab')
  }
  await expect(page.getByRole('button', { name: 'Send a payment link' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^entered by the caller/)).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(name(page)).toBeFocused()
}

async function submitAndProve(page: Page): Promise<void> {
  await readAloud(page)
  await page.keyboard.press('F8')
  await expect(page.getByRole('heading', { name: 'Read it back, then submit' })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })
  await page.getByLabel('Password at the ISP').focus()
  const typed = await page.getByLabel('Password at the ISP').inputValue()
  if (typed === '') await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Accepted, address 203\.0\.113\./)).toBeVisible()
}

/** Presses the Alt number that stands on a verb. */
async function pressLabelOf(page: Page, verb: string): Promise<void> {
  const said = await page.getByRole('button', { name: verb, exact: true }).textContent()
  const digit = /Alt\W*(\d)/.exec(said ?? '')?.[1]
  if (!digit) throw new Error(`no key stands on ${verb}: ${said}`)
  await page.keyboard.press(`Alt+${digit}`)
}

/** Every number that stands on a row of this screen is the number by which the key map finds it. */
async function expectLabelsToAgree(page: Page): Promise<void> {
  await expect(async () => {
    const rows = await page.locator('[data-pick]').evaluateAll((all) => all.map((row, index) => ({ pressed: index + 1, said: /Alt\W*(\d)/.exec(row.textContent ?? '')?.[1] })))
    const labelled = rows.filter(({ said }) => said !== undefined)
    expect(labelled.length).toBeGreaterThan(1)
    expect(labelled.filter(({ pressed, said }) => said !== String(pressed))).toEqual([])
  }).toPass({ timeout: 5_000, intervals: [100] })
}

/** A picture for the eye, on request: SHOTS=DIR. */
async function shot(page: Page, what: string): Promise<void> {
  const directory = process.env['SHOTS']
  if (directory) await page.screenshot({ path: `${directory}/${what}.png` })
}
