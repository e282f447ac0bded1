import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { bendAnswers, change, refuse } from './bend-answers.ts'
import { test } from './desk.ts'
import { chooseCommand, openOffers, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'
import { expectKeyboardReachesAll, lookAt, lookAtOnce } from './wcag.ts'

/*
 * Goal: usage under an id that nobody knows waits until a supervisor gave it to a customer or set it aside, by keyboard; a rep never sees it.
 * Method: a real order, real events brought through the providers' door, the real central's book.
 */
type Door = { readonly url: string; readonly tokens: Readonly<Record<string, string>> }
const doorOf = (dataDir: string): Door => {
  const file = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('usage-door.json'))
  return JSON.parse(readFileSync(join(dataDir, file ?? 'usage-door.json'), 'utf8')) as Door
}
async function bring({ url, tokens }: Door, events: readonly { readonly id: string; readonly localId: string }[]): Promise<readonly string[]> {
  const now = Date.now()
  const lines = events.map(({ id, localId }, at) => JSON.stringify({
    '@type': 'Usage', usageType: 'data', usageDate: new Date(now + at * 1_000).toISOString(), relatedParty: [{ id: localId, role: 'localCustomer' }],
    usageCharacteristic: Object.entries({ eventId: id, quantity: 2_500_000_000, unit: 'byte' }).map(([name, value]) => ({ name, value })),
  }))
  const answer = await fetch(`${url}/tmf-api/usageManagement/v4/usage`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson', 'authorization': `Bearer ${tokens['earthlink']}` }, body: `${lines.join('\n')}\n` })
  return (await answer.text()).trim().split('\n').map((line) => (JSON.parse(line) as { status: string }).status)
}
const openQueue = (page: Page) => chooseCommand(page, 'usage that waits')
const row = (page: Page, localId: string) => page.getByRole('rowheader').filter({ hasText: localId }).getByRole('button')

test('usage of an unknown id is given to a customer, or set aside, by keyboard alone', async ({ desk, deskPage: page }) => {
  test.setTimeout(300_000)
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await readAloud(page)
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })
  await page.keyboard.press('Control+K')
  await page.keyboard.type('usage that waits')
  await expect(page.getByRole('option', { name: /^Usage that waits/ })).toHaveCount(0)
  await page.keyboard.press('Escape')

  const door = doorOf(desk.dataDir)
  expect(await bring(door, [{ id: 'u1', localId: 'ELK-old-7' }, { id: 'u2', localId: 'ELK-old-7' }, { id: 'u3', localId: 'ELK-test-line' }])).toEqual(['recycled', 'recycled', 'recycled'])
  await chooseCommand(page, 'sign out')
  await signIn(page, 'super')
  await openQueue(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('3 events wait under 2 ids')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(row(page, 'ELK-old-7')).toBeFocused()
  await expect(page.getByRole('region', { name: 'Usage of ELK-old-7' })).toContainText('5 GB')
  await lookAt(page, 'usage that waits')
  await expectKeyboardReachesAll(page, 'usage that waits')
  await shot(page, 'waiting')

  // The walk ended in the other row.
  await row(page, 'ELK-old-7').focus()
  await page.getByLabel(/^Customer with a service/).focus()
  await page.keyboard.type('exampleton')
  const customer = page.getByRole('radio').first()
  await expect(customer).toBeVisible()
  await customer.focus()
  await page.keyboard.press('Space')
  await shot(page, 'whose')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/^ELK-old-7: (2 rated, 0|0 rated, 2) kept without a price, 0 set aside, 0 still waiting$/)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('1 event waits under 1 id')

  await row(page, 'ELK-test-line').focus()
  await page.getByLabel('Why it is nobody’s').focus()
  await page.keyboard.type('A line the provider tests with.')
  await page.keyboard.press('Enter')
  await expect(page.getByText('No usage waits')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Decided lately' })).toContainText('A line the provider tests with.')
  await lookAt(page, 'no usage that waits')
  await shot(page, 'decided')
  expect(await bring(door, [{ id: 'u9', localId: 'ELK-old-7' }])).not.toContain('recycled')
  await page.keyboard.press('Escape')
  await expect(page.locator('.lm-track')).toBeVisible()
})

test('what waits is shown in each of the four faces, and a decision whose answer was lost is the same when it is pressed again', async ({ desk, deskPage: page }) => {
  test.setTimeout(240_000)
  const answers = await bendAnswers(page)
  await signIn(page, 'super')
  await bring(doorOf(desk.dataDir), [{ id: 'w1', localId: 'ELK-lost' }])
  answers.bend('usage.waiting', 'hold')
  await openQueue(page)
  await expect(page.locator('[data-face="loading"]')).toBeVisible()
  await lookAt(page, 'usage loading')
  const reopen = async () => {
    await page.keyboard.press('Escape')
    await openQueue(page)
  }
  answers.bend('usage.waiting', refuse('central-unavailable'))
  await reopen()
  await expect(page.getByRole('alert')).toContainText('Central could not be asked what waits')
  await lookAt(page, 'usage failed')
  answers.bend('usage.waiting', change((value) => ({ ...value, groups: [], total: 0, events: 0 })))
  await page.getByRole('button', { name: /Read again/ }).press('Enter')
  await expect(page.getByText('No usage waits')).toBeVisible()
  answers.straighten()
  await reopen()
  await expect(row(page, 'ELK-lost')).toBeVisible()
  await page.getByLabel('Why it is nobody’s').fill('A test.')
  answers.bend('usage.setAside', refuse('central-unavailable'))
  await page.getByRole('button', { name: /^Set aside/ }).press('Enter')
  await expect(page.getByRole('alert')).toBeVisible()
  answers.straighten('usage.setAside')
  await page.getByRole('button', { name: /^Set aside/ }).press('Enter')
  await expect(page.getByText('ELK-lost: 0 rated, 0 kept without a price, 1 set aside, 0 still waiting')).toBeVisible()
  await chooseCommand(page, 'cut the network')
  await reopen()
  await expect(page.getByText('No network: what waits is known at central alone')).toBeVisible()
  await lookAt(page, 'usage without network')
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await lookAtOnce(page)).toMatchObject({ axe: [], cut: [] })
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (!folder) return
  await page.screenshot({ path: `${folder}/usage-${name}-1280.png` })
}
