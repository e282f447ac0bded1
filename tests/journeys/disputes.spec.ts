import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { bendAnswers, refuse } from './bend-answers.ts'
import { test } from './desk.ts'
import { chooseCommand, openOffers, openPerson, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'
import { expectKeyboardReachesAll, lookAt } from './wcag.ts'

/*
 * Goal: a supervisor answers a dispute in part, whole or not at all, by keyboard; each bad amount is said; the rep reads the answer to the caller.
 * Method: a real order, the real central's bill and credit note. By keyboard alone.
 */
test('a supervisor gives a part of a line back, refuses the rest with a reason, and the rep tells the caller', async ({ deskPage: page }) => {
  test.setTimeout(300_000)
  const answers = await bendAnswers(page)
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await readAloud(page)
  await page.getByLabel('PIN the caller chooses').focus()
  await page.keyboard.type('271828')
  await page.keyboard.press('Enter')
  await expect(page.getByText('A PIN is set. It is not shown again.')).toBeVisible()
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })
  await page.keyboard.press('Alt+W')
  await openBill(page, { pin: '271828' })
  await dispute(page, 'The line was out of order for three days.')
  await expect(page.getByText('waits for a supervisor')).toBeVisible({ timeout: 45_000 })
  await expect(page.getByRole('button', { name: /Answer it/ })).toHaveCount(0)
  await expect(said(page)).toContainText('Robin Repsample, Rep')
  // A rep has no key for it either.
  await lines(page).first().focus()
  await page.keyboard.press('a')
  await expect(page.getByRole('region', { name: /^Answer the dispute/ })).toHaveCount(0)

  await chooseCommand(page, 'sign out')
  await signIn(page, 'super')
  // From the list of what waits at every customer, straight to the answer.
  await chooseCommand(page, 'what waits for me')
  await expect(page.getByRole('heading', { name: /^1 dispute and no held bill wait for you/ })).toBeFocused()
  await lookAt(page, 'what waits for a supervisor')
  await expectKeyboardReachesAll(page, 'what waits for a supervisor')
  await shot(page, 'decide')
  await page.getByRole('table', { name: 'Disputes to answer' }).getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  const form = page.getByRole('region', { name: /^Answer the dispute/ })
  await expect(form.getByRole('radio').first()).toBeFocused()
  await expect(form).toContainText('The line was out of order for three days.')
  await page.keyboard.press('Control+Enter')
  await expect(form.getByRole('radio').first()).toBeFocused()
  await page.keyboard.press('Space')
  await expect(form).toContainText('You get all of it back')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  const amount = form.getByLabel('How much, with tax')
  await expect(amount).toBeFocused()
  for (const [typed, problem] of [['3.505', 'This is not an amount'], ['0', 'Nothing would come back'], ['99999', 'At most $']] as const) {
    await page.keyboard.press('Control+A')
    await page.keyboard.type(typed)
    await expect(form.getByText(problem)).toBeVisible()
  }
  await lookAt(page, 'an amount that is too much')
  await amount.focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('3.50')
  await expect(form).toContainText('You get $3.50 back; it comes off your next bill.')
  await page.keyboard.press('Control+Enter')
  await expect(form.getByText('Say why: the caller hears it')).toBeVisible()
  await expect(form.getByLabel(/^Why, in words/)).toBeFocused()
  await page.keyboard.type('Three days without service.')
  await lookAt(page, 'an answer to a dispute')
  await expectKeyboardReachesAll(page, 'an answer to a dispute')
  await shot(page, 'answer')
  // The answer is lost on its way back: the bill itself tells that it counts, once.
  answers.bend('bills.answerDispute', refuse('central-unavailable'))
  await form.getByLabel(/^Why, in words/).focus()
  await page.keyboard.press('Control+Enter')
  await expect(form).toHaveCount(0)
  answers.straighten('bills.answerDispute')
  await expect(lines(page).first()).toBeFocused()
  await expect(said(page).getByText('Credit of $3.50 on the next bill')).toHaveCount(1)
  await expect(said(page)).toContainText('Sage Supersample, Supervisor')
  await lookAt(page, 'an answered dispute')
  await shot(page, 'answered')

  // Disputed once more: only the rest can come back, and it is refused with a reason.
  await dispute(page, 'They want all of it.')
  await expect(page.getByText('waits for your answer')).toBeVisible({ timeout: 45_000 })
  await lines(page).first().focus()
  await page.keyboard.press('a')
  await expect(form).toContainText('Give back the rest')
  await page.keyboard.press('Escape')
  await expect(form).toHaveCount(0)
  await expect(lines(page).first()).toBeFocused()
  await page.keyboard.press('a')
  await expect(form.getByRole('radio').first()).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(form.getByRole('radio', { name: 'The charge stands' })).toBeChecked()
  await page.keyboard.press('Tab')
  await page.keyboard.type('The other days were in order.')
  await page.keyboard.press('Control+Enter')
  await expect(said(page)).toContainText('The charge stands')

  await chooseCommand(page, 'sign out')
  await signIn(page, 'rep')
  await openBill(page, { pin: '271828' })
  await expect(said(page)).toContainText('We looked at it: this charge of')
  await expect(said(page)).toContainText('The reason is: The other days were in order.')
  await shot(page, 'told')
})

const lines = (page: Page) => page.getByRole('table').getByRole('rowheader').getByRole('button')
const said = (page: Page) => page.getByRole('region', { name: 'What was said about this line' })

async function openBill(page: Page, { pin }: { readonly pin?: string }): Promise<void> {
  await openPerson(page, 'Exampleton')
  if (pin !== undefined) {
    await page.getByLabel('PIN of the caller').focus()
    await page.keyboard.type(pin)
    await page.keyboard.press('Enter')
  }
  const number = page.getByRole('region', { name: 'Bills' }).getByRole('button').first()
  await expect(number).toBeVisible({ timeout: 45_000 })
  await number.focus()
  await page.keyboard.press('Enter')
  await expect(lines(page).first()).toBeFocused()
}

async function dispute(page: Page, note: string): Promise<void> {
  await lines(page).first().focus()
  await page.keyboard.press('d')
  await expect(page.getByLabel('What the caller says')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type(note)
  await page.keyboard.press('Control+Enter')
  await expect(said(page)).toContainText(note)
}

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (!folder) return
  for (const [width, height] of [[1280, 800], [1920, 1080]] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `${folder}/disputes-${name}-${width}.png` })
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}
