import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { bendAnswers, change, refuse } from './bend-answers.ts'
import { test } from './desk.ts'
import { chooseCommand, openOffers, openPerson, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'
import { expectKeyboardReachesAll, lookAt } from './wcag.ts'

/*
 * Goal: while they talk, the rep says what the last months would have come to on every offer at the house; closed until the PIN, by keyboard alone, every face seen.
 * Method: a real order, the real central's bill; two years of months, some without usage, are bent into the desk's own answer.
 */
test('the last months are compared with every offer at the house, by keyboard, from the customer, the bill and the command line', async ({ deskPage: page }) => {
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

  await openPerson(page, 'Exampleton')
  const offers = page.getByRole('region', { name: 'Instead, by what is saved' })
  await page.keyboard.press('Alt+H')
  await expect(offers).toContainText('kept back until the caller has proved who they are')
  await expect(page.locator('main')).not.toContainText(/\$\d/)
  await lookAt(page, 'other offers, closed')
  // The first Esc closes the notice of the call before.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByLabel('PIN of the caller').focus()
  await page.keyboard.type('271828')
  await page.keyboard.press('Enter')
  const number = page.getByRole('region', { name: 'Bills' }).getByRole('row').nth(1).getByRole('button')
  await expect(number).toBeVisible({ timeout: 45_000 })

  await page.keyboard.press('Alt+H')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^The last 1 month on every offer here$/)
  const rows = offers.getByRole('rowheader').getByRole('button')
  await expect(rows.first()).toBeFocused()
  const say = page.getByRole('main').getByRole('region', { name: 'Say now' })
  await expect(say).toContainText(/In 1 month you were billed \$\d+\.\d\d\. With .+ it would have come to/)
  const first = await say.innerText()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1)).toBeFocused()
  await expect(say).not.toHaveText(first)
  await lookAt(page, 'one month on other offers')
  await shot(page, 'one-month')

  answers.bend('whatif.compare', change(twoYears))
  await page.keyboard.press('m')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The last 24 months on every offer here')
  await rows.first().focus()
  await expect(say).toContainText('less')
  await rows.nth(1).focus()
  await expect(say).toContainText('Left out: 3 months have no usage on this desk')
  await expect(page.getByText('21 of 24 months are compared.')).toBeVisible()
  await rows.last().focus()
  await expect(say).toContainText('I cannot say what these months would have come to')
  await rows.nth(1).focus()
  await lookAt(page, 'two years on other offers')
  await expectKeyboardReachesAll(page, 'two years on other offers')
  await rows.first().focus()
  await shot(page, 'two-years')

  answers.bend('whatif.compare', change((value) => ({ ...value, offers: [] })))
  await page.keyboard.press('m')
  await expect(offers).toContainText('Nothing else can be had at this address')
  answers.bend('whatif.compare', refuse('whatif-no-bills'))
  await page.keyboard.press('m')
  await expect(offers).toContainText('Nothing was billed yet')
  await lookAt(page, 'no bills to compare')
  answers.bend('whatif.compare', refuse('whatif-no-address'))
  await page.keyboard.press('m')
  await expect(page.getByRole('alert')).toContainText('This desk does not know the house of that order')
  await lookAt(page, 'other offers, failed')
  answers.bend('whatif.compare', 'hold')
  await page.keyboard.press('Escape')
  await expect(number).toBeVisible()
  await chooseCommand(page, 'last months would have cost')
  await expect(page.locator('[data-face="loading"]')).toBeVisible()
  await lookAt(page, 'other offers, loading')
  answers.straighten()
  await page.keyboard.press('Escape')
  await number.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('rowheader', { name: 'To pay' })).toBeVisible()
  await chooseCommand(page, 'cut the network')
  await page.keyboard.press('Alt+H')
  await expect(rows.first()).toBeFocused()
  await expect(offers).toContainText('No network: this is worked out from what this desk last heard.')
  await lookAt(page, 'other offers without network')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('rowheader', { name: 'To pay' })).toBeVisible()
})

type Offer = { id: string; name: string; months: { thereMinor: number | null; missing: string | null }[]; comparedMonths: number; paidMinor: number; totalMinor: number; savingMinor: number | null; onceMinor: number; lost: string[] }
/** Two years: one offer that saves, one with months left out that would lose something, one that cannot be told. */
function twoYears(value: Record<string, unknown>): Record<string, unknown> {
  const [offer] = value['offers'] as [Offer]
  const day = (nth: number) => new Date(Date.UTC(2024, 11 + nth, 1)).toISOString().slice(0, 10)
  const months = Array.from({ length: 24 }, (_unused, nth) => ({ from: day(nth), to: day(nth + 1), paidMinor: 5_495 }))
  const there = (thereMinor: number | null, nth: number, left: number) => (nth < left ? { thereMinor: null, missing: 'usage' } : { thereMinor, missing: null })
  const made = (over: Partial<Offer>, left: number): Offer => ({ ...offer, ...over, months: months.map((_month, nth) => there(4_800, nth, left)), comparedMonths: 24 - left })
  return { ...value, months, paidMinor: 131_880, offers: [
    made({ id: 'a', name: 'Air 50', paidMinor: 131_880, totalMinor: 122_700, savingMinor: 9_180, onceMinor: 7_500 }, 0), made({ id: 'b', name: 'Metered 100', paidMinor: 115_395, totalMinor: 100_800, savingMinor: 14_595, lost: ['Modem rental'] }, 3),
    made({ id: 'c', name: 'Pay as you go', paidMinor: 0, totalMinor: 0, savingMinor: null }, 24),
  ] }
}

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (!folder) return
  for (const [width, height] of [[1280, 800], [1920, 1080]] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `${folder}/whatif-${name}-${width}.png` })
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}
