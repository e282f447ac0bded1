import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { chooseFile } from './choose-file.ts'
import { test } from './desk.ts'
import { chooseCommand, searchAddress, signIn } from './steps.ts'
import { lookAt } from './wcag.ts'

/*
 * Goal: another city's offers per address come in, their plans are seen beside what is on sale, and an administrator puts them on sale; then a rep reads
 * one of them out at its house. By keyboard alone. Method: a city built in nowhere, two plans at three houses, one row without a price.
 */
const HEADER = 'address_full,major_city,state,lat,lon,block_group,collection_datetime,provider,contract_provider,price,speed_down,speed_up,speed_unit,technology,package,fastest_speed_down,fastest_speed_price,n_providers'
const row = (number: number, plan: string, mbps: number, price: string): string =>
  `"${number} HERON ST,TINYTOWN,NV 89001,USA",tinytown,NV,39.1,${(-117.2 + number / 100_000).toFixed(5)},320210001001,${Math.floor(Date.now() / 1_000)},Lake Fiber,,${price},${mbps},20,Mbps,Fiber,${plan},${mbps},${price},2`

test('the plans of a city that came in are put on sale and read out at their houses', async ({ deskPage: page }) => {
  test.setTimeout(150_000)
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-plans-'))
  const offers = join(directory, 'tinytown_all.csv')
  writeFileSync(offers, `${[HEADER, row(2, 'Lake 300', 300, '39.99'), row(4, 'Lake 300', 300, '39.99'), row(6, 'Lake 1000', 1_000, '69.99'), row(8, 'Lake 300', 300, 'free')].join('\n')}\n`)
  await signIn(page, 'admin')
  await chooseCommand(page, 'import a territory')
  await expect(page.getByText('Nothing was imported on this desk yet')).toBeVisible()
  await chooseFile(page, /^Offers$/, offers)
  await page.getByLabel('Name of the territory').fill('tinytown')
  await page.getByLabel('State', { exact: true }).fill('NV')
  await page.getByRole('button', { name: 'Import 1 file' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^tinytown is in: 4 rows .*1 refused/i, { timeout: 60_000 })

  const plans = page.getByRole('region', { name: 'Plans in the answers' })
  await expect(plans).toContainText('2 plans found: 2 new, 0 at other terms than before, 0 on sale already.')
  await expect(plans.getByRole('listitem')).toHaveText([/lake-fiber/, /^Lake 1000 of Lake Fiber: \$69\.99 a month$/, /^Lake 300 of Lake Fiber: \$39\.99 a month$/])
  await lookAt(page, 'plans found')
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/plans-found.png` })
  await plans.getByLabel('On sale from').fill('2020-01-01')
  await plans.getByRole('button', { name: 'Put 2 plans on sale' }).press('Enter')
  await expect(page.getByRole('alert')).toContainText('has passed')
  await plans.getByLabel('On sale from').fill('')
  await plans.getByRole('button', { name: 'Put 2 plans on sale' }).press('Enter')
  await expect(plans.getByRole('status')).toContainText(/Catalog version \d+ is in force: 2 new, 0 at other terms\./, { timeout: 30_000 })
  await expect(plans).toContainText('All of it is on sale.')
  await lookAt(page, 'plans sold')

  await chooseCommand(page, 'sign out')
  await signIn(page, 'rep')
  await searchAddress(page, '6 Heron St')
  await page.keyboard.press('F4')
  await expect(page.getByRole('button', { name: /^Lake 1000/ })).toBeVisible()
  await expect(page.getByText('$69.99').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Lake 300/ })).toHaveCount(0)
  rmSync(directory, { recursive: true, force: true })
})
