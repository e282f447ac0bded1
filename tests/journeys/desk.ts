import { test as base, type Page } from '@playwright/test'
import { CHROMIUM_SWITCHES, findChromium } from '../support/browser.ts'
import { type DeskProcess, startDeskProcess } from '../support/desk-process.ts'

/**
 * A test with a whole desk behind it: `npm start` on the loopback host over an empty data directory, and a page that has used its link.
 * Import `test` from here in a journey; `expect` comes from @playwright/test.
 */
export const test = base.extend<{ readonly desk: DeskProcess; readonly deskPage: Page }, { readonly chromiumPath: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what a fixture needs: nothing.
  chromiumPath: [async ({}, use) => { await use(await findChromium()) }, { scope: 'worker' }],
  browser: [async ({ playwright, chromiumPath }, use) => {
    const browser = await playwright.chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_SWITCHES.filter((each) => each !== '--headless') })
    await use(browser)
    await browser.close()
  }, { scope: 'worker' }],
  // oxlint-disable-next-line no-empty-pattern -- as above
  desk: async ({}, use) => {
    await using desk = await startDeskProcess()
    await use(desk)
  },
  deskPage: async ({ desk, page }, use) => {
    await page.goto(desk.link)
    await use(page)
  },
})
