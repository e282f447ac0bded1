import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { test } from './desk.ts'
import { chooseCommand, openOffers, registerCaller, searchAddress, signIn } from './steps.ts'

/*
 * Goal: no screen of the sign-up keeps anyone out. Method: axe with the WCAG 2.2 AA rules on every step, in both themes;
 * what axe cannot see (keyboard order, focus in sight) is asserted beside it.
 */
test('no step of the sign-up has a finding of axe, in either theme, and focus stays in sight', async ({ deskPage: page }) => {
  await expectNoFindings(page, 'sign-in')
  await signIn(page, 'rep')
  await expectNoFindings(page, 'empty')
  await searchAddress(page, '610 W 26th')
  await expectNoFindings(page, 'address')
  await page.keyboard.press('F1')
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible()
  await expectNoFindings(page, 'help')
  await page.keyboard.press('Escape')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await expect(page.getByText('Due on the first bill')).toBeVisible()
  await expectNoFindings(page, 'offers')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await expectFocusInSight(page)
  await expectNoFindings(page, 'register')
  await chooseCommand(page, 'cut the network')
  await page.keyboard.press('F8')
  await expect(page.getByText(/subject to confirmation/).first()).toBeVisible()
  await expectNoFindings(page, 'read-back offline')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Kept here, not yet sent.' })).toBeVisible()
  await expectNoFindings(page, 'kept')
  await page.keyboard.press('F9')
  await expect(page.getByRole('button', { name: /^PO-/ })).toBeVisible()
  await expectNoFindings(page, 'orders')
  await page.keyboard.press('Control+K')
  await expectNoFindings(page, 'command line')
})

test('at 320 px everything is one column and nothing is wider than the window', async ({ deskPage: page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  for (const key of ['F3', 'F4', 'F6', 'F8'] as const) {
    await page.keyboard.press(key)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  }
})

async function expectNoFindings(page: Page, where: string): Promise<void> {
  for (const scheme of ['light', 'dark']) {
    await page.evaluate((value) => document.documentElement.setAttribute('data-lm-scheme', value), scheme)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    const findings = violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`)
    expect(findings, `${where}, ${scheme}`).toEqual([])
  }
}

/** WCAG 2.4.11: what has the focus is not under a bar. */
async function expectFocusInSight(page: Page): Promise<void> {
  const isInSight = await page.evaluate(() => {
    const focused = document.activeElement
    const box = focused?.getBoundingClientRect()
    if (!focused || !box) return false
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    return top !== null && (focused.contains(top) || top.contains(focused))
  })
  expect(isInSight).toBe(true)
}
