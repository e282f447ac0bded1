import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { test } from './desk.ts'
import { chooseCommand, openOffers, openPerson, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'
import { expectKeyboardReachesAll, lookAt } from './wcag.ts'

/*
 * Goal: a customer signed up today has usage on a bill of theirs two practice months later, metered by the provider's own process, rated and billed by
 * central, and explained at the desk. Method: a real order, real providers, the real central; a supervisor lets the months pass. By keyboard alone.
 */
test('a supervisor lets two months pass: what the provider metered stands on the bill and explains itself', async ({ deskPage: page }) => {
  test.setTimeout(400_000)
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  for (const name of ['Kestrel Voice', 'Kestrel Talk by the call', 'Kestrel Cinema']) {
    const extra = page.getByRole('button', { name: new RegExp(`^${name}`) })
    await extra.focus()
    await page.keyboard.press('Enter')
    await expect(extra).toHaveAttribute('aria-pressed', 'true')
  }
  await shot(page, 'by-use-chosen')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await readAloud(page)
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })
  await chooseCommand(page, 'practice providers watch')
  await expect(page.getByRole('heading', { name: 'Practice providers', level: 1 })).toBeVisible()
  // A rep has no month to pass.
  await expect(page.getByRole('button', { name: 'Let the month pass' })).toHaveCount(0)
  await chooseCommand(page, 'sign out')

  await signIn(page, 'super')
  await chooseCommand(page, 'practice providers watch')
  const pass = page.getByRole('button', { name: 'Let the month pass' })
  await pass.focus()
  await lookAt(page, 'practice time')
  await expectKeyboardReachesAll(page, 'practice time')
  const days: string[] = []
  for (const _month of ['to the first of next month', 'and a whole one']) {
    await pass.focus()
    await page.keyboard.press('Enter')
    const said = page.getByRole('status').filter({ hasText: /^It is .* in practice/ })
    await expect(pass).toBeEnabled({ timeout: 120_000 })
    await expect(said).toContainText(/[1-9][\d,]* events of usage came/)
    days.push(/^It is (.*) in practice/.exec(await said.innerText())?.[1] ?? '')
    await shot(page, `passed-${days.length}`)
  }
  expect(days[0]).not.toBe(days[1])

  await openPerson(page, 'Exampleton')
  // A supervisor reads a bill without the caller's PIN.
  const bills = page.getByRole('region', { name: 'Bills' })
  await expect(bills.getByRole('button').nth(1)).toBeVisible({ timeout: 45_000 })
  await shot(page, 'bills')
  // The newest stands first.
  await bills.getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  const lines = page.getByRole('table').getByRole('rowheader').getByRole('button')
  await expect(lines.first()).toBeFocused()
  const minutes = page.getByRole('table').getByRole('rowheader').getByRole('button', { name: /Minutes beyond 300/ })
  await expect(minutes).toBeVisible()
  await minutes.focus()
  const why = page.getByRole('group', { name: /^How/ })
  await expect(why).toContainText(/minutes/)
  await expect(why).toContainText(/300/)
  await shot(page, 'usage-line')
  await lookAt(page, 'a bill with usage')
  // What each call and each film came to is told by their own prices; what providers receive stands beside it.
  const explain = async (label: RegExp): Promise<void> => {
    await page.getByRole('table').getByRole('rowheader').getByRole('button', { name: label }).focus()
    await expect(page.getByRole('heading', { name: /^How \$[\d.]+ came about/ })).toBeVisible()
    await expect(page.getByText('computes again to the cent')).toBeVisible()
  }
  await explain(/^Calls/)
  await expect(why).toContainText('$0.04')
  await expect(why).toContainText(/[1-9]\d* calls/)
  await shot(page, 'calls-line')
  await explain(/^Rented films/)
  await expect(why).toContainText('$0.30')
  await expect(why).toContainText(/worth/)
  await shot(page, 'films-line')
  await lookAt(page, 'a bill line by the value of each use')

  // It was published at twice the price: an administrator puts it right, and the next bill gives back and charges again.
  await chooseCommand(page, 'sign out')
  await signIn(page, 'admin')
  await chooseCommand(page, 'catalog: offerings')
  await page.getByRole('button', { name: 'Kestrel Voice', exact: true }).press('Enter')
  await page.getByRole('button', { name: 'Correct “Minutes beyond 300”' }).press('Enter')
  const form = page.getByRole('form', { name: /^Correct “Minutes beyond 300” of Kestrel Voice/ })
  await expect(form.getByLabel('From the usage of')).toBeFocused()
  const each = form.getByLabel('Each unit (minutes), $')
  await expect(each).toHaveValue('0.02')
  await each.fill('cheap')
  await expect(form.getByText('An amount such as 0.02')).toBeVisible()
  await lookAt(page, 'correcting a price')
  await form.getByLabel('From the usage of').fill('2026-11')
  await each.fill('0.01')
  await form.getByLabel('Why, in words for the customer').fill('It was printed at twice the price.')
  await form.getByLabel('Why, in words for the customer').press('Enter')
  const told = form.getByRole('group', { name: 'What it comes to' })
  await expect(told).toContainText('1 customer is concerned')
  await expect(told).toContainText(/\$[1-9][\d.]* is given back\.|\$0\.[\d]*[1-9]\d* is given back\./)
  await shot(page, 'correct-told')
  await lookAt(page, 'a correction that is told')
  await form.getByRole('button', { name: 'Correct the price' }).press('Enter')
  await expect(page.getByText('“Minutes beyond 300” is corrected. The next bill of 1 customer says so.')).toBeVisible()
  await shot(page, 'corrected')
  await chooseCommand(page, 'sign out')
  // The supervisor's call of before stands open where it was.
  await page.getByLabel('User name').focus()
  await page.keyboard.type('super')
  await page.keyboard.press('Tab')
  await page.keyboard.type('demo-super')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^New caller/ })).toBeVisible()
  await chooseCommand(page, 'practice providers watch')
  await pass.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: /^It is .* in practice/ })).toBeVisible({ timeout: 120_000 })
  await openPerson(page, 'Exampleton')
  await expect(bills.getByRole('button').nth(2)).toBeVisible({ timeout: 45_000 })
  // What they used, as a picture and as a table.
  const used = page.getByRole('region', { name: 'Usage', exact: true })
  const drawn = used.getByRole('img', { name: /^Kestrel Voice: Minutes beyond 300, [23] months\. Most in \w+ 20\d\d: [\d,]+ minutes\.$/ })
  await expect(used.getByRole('img', { name: /^Kestrel Cinema: Rented films, [23] months\. Most in \w+ 20\d\d: \d+ views\.$/ })).toBeVisible()
  await used.getByLabel('Of what').focus()
  await page.keyboard.press('End')
  await expect(drawn).toBeVisible()
  await used.scrollIntoViewIfNeeded()
  await shot(page, 'used-chart')
  await lookAt(page, 'what was used, drawn')
  const months = Number(/, (\d) months/.exec((await drawn.getAttribute('aria-label')) ?? '')?.[1])
  await used.getByRole('button', { name: 'Table' }).press('Enter')
  await expect(used.getByRole('table', { name: 'Kestrel Voice: Minutes beyond 300' }).getByRole('row')).toHaveCount(months + 1)
  await shot(page, 'used-table')
  await lookAt(page, 'what was used, as a table')
  // One month of it by day, as central told it: chosen by keyboard, drawn and read.
  const when = used.getByLabel('When')
  await when.focus()
  await page.keyboard.press('ArrowDown')
  await expect(used.getByRole('columnheader', { name: 'Day' })).toBeVisible()
  await expect(used.getByText(/^As central told this desk on /)).toBeVisible()
  await shot(page, 'used-days-table')
  await used.getByRole('button', { name: 'Chart' }).press('Enter')
  await expect(used.getByRole('img', { name: /, \d\d days\. Most on / })).toBeVisible({ timeout: 20_000 })
  await shot(page, 'used-days-chart')
  await lookAt(page, 'what was used by day')
  // The same months on every offer here: calls by how long each was, films by what each was worth, because central told this desk.
  await page.keyboard.press('Alt+H')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^The last [34] months on every offer here$/)
  const instead = page.getByRole('region', { name: 'Instead, by what is saved' })
  await expect(instead.getByRole('rowheader').first()).toBeVisible()
  await expect(page.getByRole('main').getByRole('region', { name: 'Say now' })).toContainText(/it would have come to/)
  await expect(page.getByRole('main')).not.toContainText(/does not know|does not work out|too coarsely/)
  await shot(page, 'whatif-by-use')
  await lookAt(page, 'other offers, by calls and films')
  await page.keyboard.press('Escape')
  await bills.getByRole('button').first().press('Enter')
  await expect(page.getByRole('rowheader', { name: 'To pay' })).toBeVisible()
  await expect(page.getByRole('table')).toContainText('It was printed at twice the price.')
  // The month anew by the right price, and the month that came since.
  await expect(minutes).toHaveCount(3)
  await shot(page, 'corrected-bill')
  await lookAt(page, 'a bill with a correction')
})

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (!folder) return
  for (const size of [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }]) {
    await page.setViewportSize(size)
    await page.screenshot({ path: `${folder}/${name}-${size.width}.png` })
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}
