import { expect, test as base } from '@playwright/test'
import { CHROMIUM_SWITCHES, findChromium } from '../support/browser.ts'
import { cutUnderWideSpacing, lookAtOnce, walkByTab } from './wcag.ts'

/*
 * The negative controls of wcag.ts: a page with each fault, and the check that must say so. Without them a check that sees nothing would
 * pass on every screen.
 */
const test = base.extend<object, { readonly chromiumPath: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to know what a fixture needs: nothing.
  chromiumPath: [async ({}, use) => { await use(await findChromium()) }, { scope: 'worker' }],
  browser: [async ({ playwright, chromiumPath }, use) => {
    const browser = await playwright.chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_SWITCHES.filter((each) => each !== '--headless') })
    await use(browser)
    await browser.close()
  }, { scope: 'worker' }],
})
const around = (body: string) => `<!doctype html><html lang="en"><title>Controls</title><body style="margin:0;font:16px sans-serif"><main><h1>Controls</h1>${body}</main></body></html>`

test('each check of a look catches the fault it is for, and finds nothing on a sound page', async ({ page }) => {
  const faults = {
    axe: '<img src="data:,">', target: '<button style="width:20px;height:20px;padding:0">x</button>', glyph: `<div><p><svg class="lm-glyph" width="16" height="16" aria-hidden="true"></svg></p></div>`,
    cut: '<div style="width:40px;overflow:hidden;white-space:nowrap">much too long for this</div>', interruption: '<p role="alert">A cookie was baked</p>',
    // A region that never becomes a stop: waiting for it hides nothing.
    'axe ': `<aside aria-label="Card" style="height:40px;overflow-y:auto">${'<p>Row after row after row.</p>'.repeat(9)}</aside>`,
    hatching: '<div style="background:repeating-linear-gradient(135deg, rgb(255,255,255) 0 5px, rgb(90,90,90) 5px 10px);color:rgb(60,60,60)">hard to read</div>',
  }
  await page.setContent(around('<p>All is well.</p><button style="min-height:24px">Go on</button>'))
  expect(Object.values(await lookAtOnce(page)).flat()).toEqual([])
  for (const [fault, body] of Object.entries(faults)) {
    await page.setContent(around(body))
    const found = await lookAtOnce(page)
    expect(found[fault.trim() as keyof typeof found].length, fault).toBeGreaterThan(0)
  }
})

test('the walk by Tab sees a trap, a covered stop and what it cannot reach', async ({ page }) => {
  const row = '<button style="min-height:24px">One</button> <button style="min-height:24px">Two</button>'
  await page.setContent(around(row))
  expect(await walkByTab(page)).toMatchObject({ stops: 2, isRound: true, hidden: [], missed: [] })
  await page.setContent(around(`<button onfocus="setTimeout(() => this.focus())" onkeydown="event.key === 'Tab' && event.preventDefault()">Trap</button>${row}`))
  expect((await walkByTab(page)).missed.length).toBe(2)
  await page.setContent(around(`<div style="position:fixed;inset:0 0 auto 0;height:9rem;background:#fff;z-index:2"></div>${row}`))
  expect((await walkByTab(page)).hidden.length).toBe(2)
})

test('wide spacing is seen to cut what does not grow', async ({ page }) => {
  const box = (style: string) => around(`<div style="width:120px;${style}">Nine words are too many for one short line</div>`)
  await page.setContent(box(''))
  expect(await cutUnderWideSpacing(page)).toEqual([])
  await page.setContent(box('height:5em;line-height:1.1;overflow:hidden'))
  expect((await cutUnderWideSpacing(page)).length).toBe(1)
})
