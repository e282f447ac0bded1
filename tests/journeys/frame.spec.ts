import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { test } from './desk.ts'
import { chooseCommand, openOffers, searchAddress, signIn } from './steps.ts'

/*
 * Goal: several calls at once, none of them ever losing anything, by keyboard alone, in a browser.
 * Method: the rep's own hands; every assertion is about what stands on the screen afterwards.
 */
const address = (page: Page) => page.getByRole('combobox', { name: 'Address of the caller' })
const caller = (page: Page) => page.getByLabel('Name, phone or e-mail of the caller')
const tabs = (page: Page) => page.getByRole('navigation', { name: 'Calls' }).getByRole('button')

test('two calls keep their own text, focus and address, over a switch, a reload and parking', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await page.keyboard.press('F6')
  await page.keyboard.type('Ottoline')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Spec')
  await page.keyboard.press('F2')
  await expect(caller(page)).toBeFocused()
  await expect(tabs(page)).toHaveCount(2)
  await page.keyboard.press('F3')
  await page.keyboard.type('2421 E 7')
  await shot(page, 'two-calls')

  await page.keyboard.press('Alt+PageUp')
  await expect(page.getByLabel('Family name')).toBeFocused()
  await expect(page.getByLabel('Family name')).toHaveValue('Spec')
  await page.keyboard.type('imen')
  await page.keyboard.press('Alt+PageDown')
  await expect(address(page)).toHaveValue('2421 E 7')

  await page.keyboard.press('Control+Shift+P')
  await expect(page.getByLabel('Family name')).toHaveValue('Specimen')
  await expect(tabs(page).filter({ hasText: 'parked' })).toHaveCount(1)

  await page.keyboard.type('!')
  await page.reload()
  await expect(page.getByLabel('Family name')).toHaveValue(/Specimen/)
  await expect(page.getByText('610 W 26th St').first()).toBeVisible()
  await expect(tabs(page)).toHaveCount(2)
  await tabs(page).filter({ hasText: 'parked' }).focus()
  await page.keyboard.press('Enter')
  await expect(address(page)).toHaveValue('2421 E 7')
})

test('a screen that comes late leaves the focus to the command that is being typed; a key for elsewhere ends it', async ({ deskPage: page }) => {
  await signIn(page, 'super')
  const line = page.getByRole('combobox', { name: 'Any verb, customer, order' })
  // The screen's own program is still on its way when the next command is begun the next command.
  let arrive: () => void = () => undefined
  const isHeld = new Promise<void>((resolve) => { arrive = resolve })
  await page.route(/DecideWork.*\.js/, async (route) => {
    await isHeld
    await route.continue()
  })
  await chooseCommand(page, 'what waits for me')
  await page.keyboard.press('Control+K')
  await expect(line).toBeFocused()
  await page.keyboard.type('sign')
  arrive()
  await expect(page.getByRole('heading', { name: /^(What waits for|No dispute and no held bill wait)/ })).toBeVisible()
  await page.keyboard.type(' out')
  await expect(line).toHaveValue('sign out')
  await expect(line).toBeFocused()
  await page.keyboard.press('F3')
  await expect(line).toHaveCount(0)
  await expect(address(page)).toBeFocused()
})

test('an address and a plan are undone with words, a dropped call comes back', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await expect(page.getByText('Due on the first bill')).toBeVisible()
  await page.keyboard.press('Control+Z')
  await expect(page.getByRole('status').filter({ hasText: /^Undone: .* is no longer chosen/ })).toHaveCount(1)
  await page.keyboard.press('F3')
  await page.keyboard.press('Control+Z')
  await expect(page.getByRole('status').filter({ hasText: 'Undone: the address is what it was before' })).toHaveCount(1)
  await expect(page.getByText(/One exact/)).toHaveCount(0)

  await page.keyboard.press('F6')
  await page.keyboard.type('Barnaby')
  await page.keyboard.press('Control+Shift+X')
  await expect(caller(page)).toBeVisible()
  await page.keyboard.press('Control+Z')
  await expect(page.getByLabel('Given name')).toHaveValue('Barnaby')
})

test('a pasted line fills the fields, and one key takes it out again', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await paste(page, 'Juniper Exampleton; (307) 555-0110; juniper.exampleton@example.com; 610 W 26th St; asks for a discount 50%')
  await expect(page.getByRole('option').first()).toContainText('610 W 26th')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/One exact/)).toBeVisible()
  await page.keyboard.press('F6')
  await expect(page.getByLabel('Given name')).toHaveValue('Juniper')
  await expect(page.getByLabel('Phone', { exact: true })).toHaveValue('(307) 555-0110')
  await expect(page.getByLabel('E-mail', { exact: true })).toHaveValue('juniper.exampleton@example.com')
})

test('F1 lists the keys of the step from the one map, and a key that is bound anew is the key', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await page.keyboard.press('F1')
  await expect(page.getByRole('region', { name: 'Help' })).toContainText('Read-back')
  await page.keyboard.press('Escape')
  await chooseCommand(page, 'your keys')
  await expect(page.getByRole('heading', { name: 'Your keys' })).toBeVisible()
  const change = page.getByRole('button', { name: 'Change the key of Offers' })
  await change.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+K')
  await expect(page.getByRole('alert')).toContainText('it already stands for')
  await page.keyboard.press('F10')
  await expect(page.getByRole('row', { name: /^Offers/ })).toContainText('F10')
  await shot(page, 'keys')
  await page.keyboard.press('F10')
  await expect(page.getByRole('heading', { name: 'Your keys' })).toHaveCount(0)
  await reload(page)
  await page.keyboard.press('F3')
  await expect(address(page)).toBeFocused()
  await page.keyboard.press('F10')
  await expect(address(page)).toHaveCount(0)
})

test('the palette reaches an address', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await page.keyboard.press('Control+K')
  await page.keyboard.type('610 W 26th')
  await expect(page.getByRole('option', { name: /610 W 26th/ }).first()).toBeVisible()
  await shot(page, 'palette')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/One exact/)).toBeVisible()
})

test('a session that ends in the middle of a call asks again over it, and the call goes on', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await page.keyboard.press('F6')
  await page.keyboard.type('Ottoline')
  await page.evaluate(async () => { await fetch('/api/call', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'session.signOut', input: {} }) }) })
  await page.keyboard.type(' Maria')
  await expect(page.getByRole('dialog', { name: 'Sign in to go on' })).toBeVisible()
  await shot(page, 'sign-in-again')
  await page.keyboard.type('rep')
  await page.keyboard.press('Tab')
  await page.keyboard.type('demo-rep')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByLabel('Given name')).toHaveValue('Ottoline Maria')
  await page.keyboard.press('F8')
  await expect(page.getByRole('heading', { name: 'Read it back, then submit' })).toBeVisible()
  await reload(page)
  await page.keyboard.press('F6')
  await expect(page.getByLabel('Given name')).toHaveValue('Ottoline Maria')
})

/** Opens the page anew and waits until it hears keys. */
async function reload(page: Page): Promise<void> {
  await page.reload()
  await expect(page.getByRole('navigation', { name: 'Calls' })).toBeVisible()
}

/** Pastes into the field that has the focus, as a clipboard does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer()
    data.setData('text', pasted)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, text)
}

/** Pictures for the eye, on request: SHOTS=DIR. */
async function shot(page: Page, name: string): Promise<void> {
  const directory = process.env['SHOTS']
  if (directory) await page.screenshot({ path: `${directory}/${name}.png` })
}
