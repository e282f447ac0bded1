import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

/** What a rep does in every call, by keyboard alone. */
export async function signIn(page: Page, userName: string): Promise<void> {
  await page.getByLabel('User name').focus()
  await page.keyboard.type(userName)
  await page.keyboard.press('Tab')
  await page.keyboard.type(`demo-${userName}`)
  await page.keyboard.press('Enter')
  // The greeting: nothing is known of the caller yet, and nothing has to be.
  await expect(page.getByLabel('Name, phone or e-mail of the caller')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Address of the caller' })).toBeFocused()
}

/** Types until the house is the first row, takes it, and waits for the providers' own answers. */
export async function searchAddress(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('F3')
  const field = page.getByRole('combobox', { name: 'Address of the caller' })
  await expect(field).toBeFocused()
  await page.keyboard.type(typed)
  await expect(page.getByRole('option').first()).toContainText(typed)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/One exact (house|unit)/)).toBeVisible()
  await expect(page.getByText('asking the providers')).toHaveCount(0)
}

/** Opens the offers and waits until they are listed: a row is picked by its number. */
export async function openOffers(page: Page): Promise<void> {
  await page.keyboard.press('F4')
  await expect(page.getByRole('button', { name: /^EarthLink Internet/ })).toBeVisible()
}

/** Runs a verb from the command line by its words. */
export async function chooseCommand(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+K')
  const line = page.getByRole('combobox', { name: 'Any verb, customer, order' })
  await expect(line).toBeFocused()
  await page.keyboard.type(words)
  await expect(page.locator('#commands').getByRole('option', { selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(line).toHaveCount(0)
}

/** Opens somebody whom the desk knows, whole: calls of the same name stand before the person in the command line. */
export async function openPerson(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+K')
  const line = page.getByRole('combobox', { name: 'Any verb, customer, order' })
  await expect(line).toBeFocused()
  await page.keyboard.type(name)
  const person = page.getByRole('option', { name: /, UC-/ })
  // What central tells of a new customer may come after the first look.
  await expect(async () => {
    await page.keyboard.press('Control+A')
    await page.keyboard.type(name)
    await expect(person.first()).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 30_000 })
  const listed = page.locator('#commands').getByRole('option')
  for (let rows = await listed.count(); rows > 0 && !/, UC-/.test(await page.locator('#commands').getByRole('option', { selected: true }).innerText()); rows--) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'New call for this customer' })).toBeFocused()
}


/** Types the practice caller field by field in Tab order. */
export async function registerCaller(page: Page, options: { readonly isChecked: boolean; /** Without network no link can be sent: a token that the caller has is typed. */ readonly payment?: 'typed'; /** Sign-in name of another practice caller. */ readonly as?: string } = { isChecked: true }): Promise<void> {
  const caller = await demoCaller(page, options.as ?? 'juniper@highplains.example')
  await expect(page.getByLabel('Given name')).toBeFocused()
  for (const value of [caller.givenName, caller.familyName, caller.email, caller.phone]) {
    await page.keyboard.type(value)
    await page.keyboard.press('Tab')
  }
  await expect(page.getByRole('button', { name: 'Send a payment link' })).toBeFocused()
  if (options.payment === 'typed') {
    for (const value of [caller.paymentToken, caller.paymentHint]) {
      await page.keyboard.press('Tab')
      await page.keyboard.type(value)
    }
  } else {
    await page.keyboard.press('Enter')
    await expect(page.getByText('entered by the caller: Demo Visa ending 4242', { exact: true })).toBeVisible()
  }
  await page.keyboard.press('Tab')
  await page.keyboard.type(caller.userIdentifier)
  await page.keyboard.press('Tab')
  await page.keyboard.type(caller.password)
  await page.keyboard.press('Tab')
  if (options.isChecked) {
    await expect(page.getByRole('button', { name: 'Check sign-in name now' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByText(/accepted in/)).toBeVisible()
  }
}

/** Reads everything aloud that an order needs, and hears yes: one key for all that was on the screen, Enter for each that was not. */
export async function readAloud(page: Page, press: (chord: string) => Promise<void> = (chord) => page.keyboard.press(chord)): Promise<void> {
  await press('F7')
  await expect(page.getByRole('heading', { name: 'Read this aloud, then go on' })).toBeVisible()
  await expect(page.getByRole('region', { name: /Broadband facts of/i })).toBeVisible()
  await expect(page.getByRole('button', { name: /All of it was read and agreed/ })).toBeVisible()
  const open = page.locator('[data-promise][data-state=open]').filter({ hasText: 'Required' })
  const all = await open.count()
  await press('a')
  await expect(open).not.toHaveCount(all)
  for (let left = await open.count(); left > 0; left--) {
    await expect(open.first().getByRole('button').first()).toBeFocused()
    await press('Enter')
    await expect(open).toHaveCount(left - 1)
  }
}

export type DemoCaller = { readonly givenName: string; readonly familyName: string; readonly email: string; readonly phone: string; readonly userIdentifier: string; readonly password: string; readonly paymentToken: string; readonly paymentHint: string }

/** A practice caller, as the desk's own list has it. */
export async function demoCaller(page: Page, userIdentifier: string): Promise<DemoCaller> {
  const answer = await page.evaluate(async () => {
    const response = await fetch('/api/call', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'sandbox.providers', input: {} }) })
    return (await response.json()) as { readonly value: { readonly demoCallers: readonly DemoCaller[] } }
  })
  const found = answer.value.demoCallers.find((caller) => caller.userIdentifier === userIdentifier)
  if (!found) throw new Error(`no practice caller is called ${userIdentifier}`)
  return found
}
