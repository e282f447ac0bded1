import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { startCentralProcess } from '../support/central-process.ts'
import { startDeskProcess } from '../support/desk-process.ts'
import { raisePrice } from '../support/raise-price.ts'
import { test as base } from './desk.ts'
import { chooseCommand, openOffers, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'

/*
 * Goal: a price that changed while the desk had no network is asked about, never charged in silence.
 * Method: central is a process of its own; an administrator elsewhere publishes a dearer plan while the desk is cut off.
 */
base('a price that changed while the network was cut stops the order and asks', async ({ page }) => {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-central-'))
  const central = await startCentralProcess(directory)
  await using desk = await startDeskProcess({ args: ['--central', central.location.url], env: { LASTMILE_CENTRAL_TOKEN: central.location.token } })
  try {
    await page.goto(desk.link)
    await signIn(page, 'rep')
    await searchAddress(page, '610 W 26th')
    await chooseCommand(page, 'cut the network')
    await openOffers(page)
    await page.keyboard.press('Alt+1')
    await page.keyboard.press('F6')
    await registerCaller(page, { isChecked: false, payment: 'typed' })
    await readAloud(page)
    await page.keyboard.press('F8')
    const told = await page.getByRole('row', { name: /^Due on the first bill/ }).getByRole('cell').innerText()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('heading', { name: 'Kept here, not yet sent.' })).toBeVisible()

    await raisePrice(central.client, 'elk-internet-10', 700)
    await chooseCommand(page, 'restore the network')
    await expect(page.getByRole('heading', { name: new RegExp(`^The price is now \\$\\d+\\.\\d\\d, you said \\${told}$`) })).toBeVisible({ timeout: 30_000 })
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/held.png` })
    await page.getByRole('button', { name: 'The caller agrees' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })
  } finally {
    await central.end('SIGTERM')
    rmSync(directory, { recursive: true, force: true })
  }
})
