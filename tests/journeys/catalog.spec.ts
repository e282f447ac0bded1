import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { Catalog } from '../../shared/domain/catalog.ts'
import { bendAnswers, change, refuse } from './bend-answers.ts'
import { chooseFile } from './choose-file.ts'
import { test } from './desk.ts'
import { chooseCommand, signIn } from './steps.ts'
import { expectKeyboardReachesAll, lookAt, lookAtOnce } from './wcag.ts'

/*
 * Goal: an administrator publishes a catalog and ends an offering by keyboard alone; a broken file is refused with its place and nothing is
 * lost; which version is sold and which central has is always on the screen. Method: the real page on a real desk and its central.
 */
const published = (): Catalog => JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/territory/cheyenne/catalog.json'), 'utf8')) as Catalog
const dearer = (version: number): Catalog => {
  const catalog = published()
  return { ...catalog, version, offerings: catalog.offerings.map((offering, at) => (at > 0 ? offering : { ...offering, prices: offering.prices.map((price) => ({ ...price, amountMicro: price.amountMicro + 1_000_000 })) })) }
}
const file = (name: string, content: unknown) => ({ name, mimeType: 'application/json', buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content, null, 1)) })

const choose = (page: Page, chosen: ReturnType<typeof file>) => chooseFile(page, 'Choose a catalog file', chosen)
const openCatalog = (page: Page) => chooseCommand(page, 'catalog: offerings')
const headline = (page: Page) => page.getByRole('heading', { level: 1 })

test('a broken file is refused with its place, a newer one is published from a day on, an offering is ended, and the desk sells by it', async ({ deskPage: page }) => {
  test.setTimeout(240_000)
  await signIn(page, 'admin')
  await openCatalog(page)
  await expect(headline(page)).toHaveText(/^Catalog version 1\. \d+ offerings on sale\.$/)
  await expect(headline(page)).toBeFocused()
  await lookAt(page, 'catalog')
  await expectKeyboardReachesAll(page, 'catalog')

  const broken = JSON.stringify(dearer(2), null, 1).replace('"validTo": null', '"validTo": 5')
  const line = broken.split('\n').findIndex((row) => row.includes('"validTo": 5')) + 1
  await choose(page, file('broken.json', broken))
  await expect(page.getByRole('heading', { name: 'broken.json: 1 fault. Nothing was changed.' })).toBeFocused()
  await expect(page.getByRole('row', { name: `${line} offerings.0.validTo ends before it begins` })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Publish version/ })).toHaveCount(0)
  await expect(headline(page)).toHaveText(/^Catalog version 1\./)
  await lookAt(page, 'catalog broken')
  await choose(page, file('torn.json', broken.slice(0, 5000)))
  await expect(page.getByText('the text ends too early')).toBeVisible()

  await choose(page, file('same.json', published()))
  await expect(page.getByRole('heading', { name: 'same.json: version 1 is in force already. There is nothing to do.' })).toBeFocused()

  await choose(page, file('next.json', dearer(2)))
  await expect(page.getByRole('heading', { name: 'next.json: version 2, 1 difference to version 1.' })).toBeFocused()
  await expect(page.getByText(/1 version that is out would get other content/)).toBeVisible()
  await page.getByLabel('Differences hold from (day)').fill('2099-01-01')
  await expect(page.getByRole('heading', { name: 'next.json: version 2, 2 differences to version 1.' })).toBeVisible()
  await expect(page.getByText(/^ends Jan 1, 2099|^ends Dec 31, 2098/)).toBeVisible()
  await lookAt(page, 'catalog planned')
  await page.getByRole('heading', { name: /^next\.json/ }).focus()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Publish version 2' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Version 2 is in force, with 2 differences.')).toBeVisible()
  await expect(headline(page)).toHaveText(/^Catalog version 2\./)
  await expect(page.getByRole('row').filter({ hasText: 'begins later' }).filter({ hasText: 'HSI Upto 500 Kbps' })).toHaveCount(1)

  // An older file than what is in force is shown as that, and cannot be published.
  await choose(page, file('before.json', published()))
  await expect(page.getByRole('heading', { name: 'before.json: version 1 is not newer than version 2, which is in force. Give the file a higher version.' })).toBeFocused()
  await expect(page.getByRole('button', { name: /^Publish version/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Put the file away' }).press('Enter')

  const row = page.getByRole('row').filter({ hasText: 'HSI Upto 500 Kbps' }).first()
  await row.getByRole('button', { name: /^HSI/ }).press('Enter')
  await expect(page.getByRole('region', { name: 'Who is paid' })).toContainText('CenturyLink: 88 % of monthly')
  await row.getByRole('button', { name: /^End / }).press('Enter')
  await expect(page.getByLabel('Last day on sale')).toBeFocused()
  await page.getByLabel('Last day on sale').fill('2001-01-01')
  await expect(page.getByText('lies in the past; what was sold since then was sold')).toBeVisible()
  await page.getByLabel('Last day on sale').fill('2098-01-01')
  await expect(page.getByRole('button', { name: 'End it after this day' })).toBeVisible()
  await lookAt(page, 'catalog ending')
  await page.getByRole('button', { name: 'End it after this day' }).press('Enter')
  await expect(headline(page)).toHaveText(/^Catalog version 3\./)
  await page.keyboard.press('Escape')
  await expect(page.locator('.lm-track')).toBeVisible()
})

test('which version is sold and which central has is shown, in each of the four faces, and only to administrators', async ({ deskPage: page }) => {
  test.setTimeout(240_000)
  const answers = await bendAnswers(page)
  await signIn(page, 'admin')
  answers.bend('catalog.overview', 'hold')
  await openCatalog(page)
  await expect(page.locator('[data-face="loading"]')).toBeVisible()
  await lookAt(page, 'catalog loading')
  const reopen = async () => {
    await page.keyboard.press('Escape')
    await openCatalog(page)
  }
  answers.bend('catalog.overview', refuse('storage-busy'))
  await reopen()
  await expect(page.getByRole('alert')).toContainText('The catalog could not be read')
  await lookAt(page, 'catalog failed')
  answers.bend('catalog.overview', change((value) => ({ ...value, catalog: null, central: { kind: 'asked', version: null } })))
  await page.getByRole('button', { name: /Read again/ }).press('Enter')
  await expect(page.getByText('No catalog is on this desk yet')).toBeVisible()
  await lookAt(page, 'catalog empty')
  for (const [overview, words] of [
    [{ central: { kind: 'asked', version: 4 } }, 'Central has version 4; this desk still sells version 1.'], [{ central: { kind: 'asked', version: 0 } }, 'Central has version 0, which is older than version 1 on this desk.'],
    [{ refused: { kind: 'newer', version: 7 } }, 'Central sent version 7, which this program cannot read whole.'], [{ refused: { kind: 'older', version: 0 } }, 'Central sent version 0, older than version 1 on this desk.'],
  ] as const) {
    answers.bend('catalog.overview', change((value) => ({ ...value, ...overview })))
    await reopen()
    await expect(page.getByText(words)).toBeVisible()
  }
  expect(await lookAtOnce(page)).toMatchObject({ axe: [], target: [], cut: [] })
  answers.straighten()
  await chooseCommand(page, 'cut the network')
  await expect(page.locator('[data-face="offline"]')).toContainText('this is what this desk sells')
  await choose(page, file('next.json', dearer(2)))
  await expect(page.getByText('Compared with what this desk has; central cannot be asked now.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Publish version 2' })).toBeDisabled()
  await lookAt(page, 'catalog offline')
  await page.setViewportSize({ width: 320, height: 700 })
  expect(await lookAtOnce(page)).toMatchObject({ axe: [], cut: [] })
  await page.setViewportSize({ width: 1280, height: 800 })
  await chooseCommand(page, 'sign out')
  await signIn(page, 'rep')
  await page.keyboard.press('Control+K')
  await page.keyboard.type('catalog: offerings')
  await expect(page.getByRole('option', { name: /^Catalog:/ })).toHaveCount(0)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})
