import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { bendAnswers, change, refuse } from './bend-answers.ts'
import { test } from './desk.ts'
import { openOffers, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'
import { expectKeyboardReachesAll, lookAt } from './wcag.ts'

/*
 * Goal: the faces that a healthy desk rarely shows keep no one out either: loading, empty, failed, offline; unknown, held, undoing, failed
 * orders. Method: the real page on a real desk, with single answers held back or changed on their way.
 */
test('the faces of the address, the offers and the lists have no finding in either language and theme', async ({ deskPage: page }) => {
  test.setTimeout(600_000)
  const answers = await bendAnswers(page)
  answers.bend('orders.queue', 'hold')
  await signIn(page, 'rep')
  await page.keyboard.press('F9')
  await expect(page.locator('[data-face="loading"]').first()).toBeVisible()
  await lookAt(page, 'queue loading')
  answers.bend('orders.queue', change((value) => ({ ...value, rows: [] })))
  await page.keyboard.press('F9')
  await expect(page.locator('[data-face="empty"]').first()).toBeVisible()
  await lookAt(page, 'queue empty')
  answers.bend('orders.queue', refuse('storage-busy'))
  await page.keyboard.press('F9')
  await expect(page.locator('[data-face="failed"]').first()).toBeVisible()
  await lookAt(page, 'queue failed')
  answers.straighten()
  await page.keyboard.press('F3')
  await page.keyboard.type('610 W 26th Streeet')
  await lookAt(page, 'address not found')
  answers.bend('qualification.check', 'hold')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('610 W 26th')
  await expect(page.getByRole('option').first()).toContainText('610 W 26th')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-face="loading"]')).toBeVisible()
  await lookAt(page, 'answers loading')
  answers.straighten()
  answers.bend('qualification.ask', change((value) => ({ ...value, lines: [] })))
  answers.bend('qualification.check', change((value) => ({ ...value, lines: [] })))
  await chooseHouse(page)
  await expect(page.getByText('No provider is known here')).toBeVisible()
  await lookAt(page, 'answers empty')
  answers.straighten()
  answers.bend('desk.status', change((value) => ({ ...value, network: 'cut' })))
  await chooseHouse(page)
  await expect(page.getByText(/these answers are from this desk/)).toBeVisible({ timeout: 20_000 })
  await lookAt(page, 'answers offline')
  answers.straighten()
  // Offers are asked for with the address, so that they are there before F4: only those of a new address can be waited for.
  answers.bend('offers.list', 'hold')
  await page.keyboard.press('F3')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('704 W 26th')
  await expect(page.getByRole('option').first()).toContainText('704 W 26th')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/One exact house/)).toBeVisible()
  await page.keyboard.press('F4')
  await expect(page.locator('[data-face="loading"]').first()).toBeVisible()
  await lookAt(page, 'offers loading')
  answers.straighten()
  answers.bend('offers.list', change((value) => ({ ...value, offers: [] })))
  await page.keyboard.press('F4')
  await expect(page.locator('[data-face="empty"]').first()).toBeVisible()
  await lookAt(page, 'offers empty')
  answers.straighten()
  answers.bend('desk.status', change((value) => ({ ...value, readOnly: true })))
  await page.keyboard.press('F3')
  await expect(page.getByText('The disk is full: this desk only reads.')).toBeVisible()
  await lookAt(page, 'disk full')
  // Answers on their way when the test ends are nobody's any more.
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

async function chooseHouse(page: Page): Promise<void> {
  await page.keyboard.press('F3')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('610 W 26th')
  await expect(page.getByRole('option').first()).toContainText('610 W 26th')
  await page.keyboard.press('Enter')
}

type Step = { readonly state: string; readonly details: Record<string, unknown> }

test('an order that waits, is undone, failed or asks for an answer has no finding in either language and theme', async ({ deskPage: page }) => {
  test.setTimeout(600_000)
  const answers = await bendAnswers(page)
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
  const asIf = async (name: string, alter: (value: Record<string, unknown>) => Record<string, unknown>) => {
    answers.bend('orders.view', change((value) => alter({ ...value, revision: Number(value['revision']) + 1000 })))
    await page.keyboard.press('F9')
    await page.locator('.lm-queue-open').first().click()
    await expect(page.locator('.lm-live-head')).toBeVisible()
    await lookAt(page, name)
  }
  await asIf('live, an answer is lost', (value) => ({ ...value, state: 'inProgress', steps: steps(value, ['done', 'done', 'asking', 'unknown', 'waiting'], { code: 'provider-outcome-unknown' }) }))
  // The choices of a slow provider come with the time that was waited; the way of Tab is walked when they are there.
  await expect(page.locator('.lm-wait .lm-choice').first()).toBeVisible()
  await expectKeyboardReachesAll(page, 'live, an answer is lost')
  await asIf('live, undoing', (value) => ({ ...value, state: 'pendingCancellation', steps: steps(value, ['undone', 'undoing', 'undone', 'refused'], { code: 'provider-refused', reason: 'no port is free', providerCode: '409' }) }))
  await asIf('live, failed', (value) => ({ ...value, state: 'failed', stateReason: { code: 'provider-refused', details: { reason: 'no port is free', providerCode: '409' } }, steps: steps(value, ['undone', 'undone', 'refused'], { code: 'provider-refused', reason: 'no port is free', providerCode: '409' }) }))
  await asIf('live, held', (value) => ({ ...value, state: 'held', stateReason: { code: 'price-changed', details: { oldMinor: 5295, newMinor: 5799 } } }))
  await expectKeyboardReachesAll(page, 'live, held')
  await asIf('live, completed', (value) => ({ ...value, state: 'completed', steps: steps(value, ['done'], {}) }))
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

/** The order's steps in the states given, the last one for the rest. */
const steps = (value: Record<string, unknown>, states: readonly string[], details: Record<string, unknown>): readonly Step[] =>
  (value['steps'] as readonly Step[]).map((step, index) => {
    const state = states[Math.min(index, states.length - 1)] ?? 'done'
    return { ...step, state, startedAt: 1_790_000_000_000 + index * 40, endedAt: state === 'done' ? 1_790_000_000_030 + index * 40 : null, details: state === 'done' ? step.details : details }
  })
