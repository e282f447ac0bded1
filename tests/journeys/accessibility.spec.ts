import { expect } from '@playwright/test'
import { bendAnswers } from './bend-answers.ts'
import { test } from './desk.ts'
import { chooseCommand, openOffers, readAloud, registerCaller, searchAddress, signIn } from './steps.ts'
import { cutUnderWideSpacing, expectKeyboardReachesAll, expectNoSideScroll, lookAt, movements, speak } from './wcag.ts'

/*
 * Goal: no screen keeps anyone out (WCAG 2.2 AA). Method: tests/journeys/wcag.ts on every step of a real call against a real desk; the faces
 * that a healthy desk does not show are in accessibility-faces.spec.ts.
 */
test('no step of a call has a finding, in English and Spanish, light and dark; every step is walked by Tab and nothing is cut under wide spacing', async ({ deskPage: page }) => {
  test.setTimeout(600_000)
  const look = async (name: string) => {
    await lookAt(page, name)
    await expectKeyboardReachesAll(page, name)
    expect.soft(await cutUnderWideSpacing(page), `${name}: cut under wide spacing`).toEqual([])
  }
  await lookAt(page, 'sign-in', { canSwitch: false })
  await expectKeyboardReachesAll(page, 'sign-in')
  await page.getByRole('button', { name: 'Español' }).click()
  await lookAt(page, 'sign-in in Spanish', { canSwitch: false })
  await page.getByRole('button', { name: 'English' }).click()
  await signIn(page, 'rep')
  await look('address empty')
  await page.keyboard.press('F3')
  await page.keyboard.type('610 W 26')
  await expect(page.getByRole('option').first()).toBeVisible()
  await lookAt(page, 'address list')
  await page.keyboard.press('F3')
  await page.keyboard.press('Control+A')
  await searchAddress(page, '610 W 26th')
  await look('answers')
  await page.keyboard.press('F1')
  await expect(page.getByRole('heading', { name: 'Keys', exact: true })).toBeVisible()
  await look('help')
  await page.keyboard.press('Escape')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await expect(page.getByText('Due on the first bill').first()).toBeVisible()
  await look('offers')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await look('register')
  await chooseCommand(page, 'cut the network')
  await readAloud(page)
  await look('consents')
  await page.keyboard.press('F8')
  await expect(page.getByText(/subject to confirmation/).first()).toBeVisible()
  await look('read-back offline')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Kept here, not yet sent.' })).toBeVisible()
  await look('kept')
  await page.keyboard.press('F9')
  await expect(page.getByRole('button', { name: /^PO-/ })).toBeVisible()
  await look('orders')
  await page.keyboard.press('Control+K')
  await lookAt(page, 'command line')
})

test('the key settings, the practice providers, a live order, a customer whole and the measures have no finding either', async ({ deskPage: page }) => {
  test.setTimeout(600_000)
  const look = async (name: string) => {
    await lookAt(page, name)
    await expectKeyboardReachesAll(page, name)
  }
  await signIn(page, 'rep')
  await page.keyboard.press('F1')
  await page.getByRole('button', { name: 'Change keys' }).click()
  await expect(page.locator('h1')).toBeVisible()
  await look('keys')
  await chooseCommand(page, 'practice providers')
  await expect(page.getByRole('heading', { name: 'Practice providers', level: 1 })).toBeVisible()
  await look('sandbox')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('F6')
  await registerCaller(page)
  await readAloud(page)
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })
  await look('live')
  await page.keyboard.press('F9')
  await expect(page.getByRole('heading', { name: 'Orders', level: 1 })).toBeVisible()
  await look('queue')
  await chooseCommand(page, 'juniper exampleton')
  await expect(page.locator('h1')).toBeVisible()
  await look('customer')
  await chooseCommand(page, 'sign out')
  await signIn(page, 'super')
  await chooseCommand(page, 'measures')
  await expect(page.getByRole('heading', { name: /^1 call/ })).toBeVisible()
  await look('measures')
})

for (const window of [{ what: 'at 320 px', width: 320, height: 640 }, { what: 'at 200 % of 1280 × 800', width: 640, height: 400 }]) {
  test(`${window.what} nothing is wider than the window and every stop of Tab can be seen, in both languages`, async ({ deskPage: page }) => {
    test.setTimeout(400_000)
    await page.setViewportSize({ width: window.width, height: window.height })
    await signIn(page, 'rep')
    await searchAddress(page, '610 W 26th')
    for (const key of ['F3', 'F4', 'F6', 'F7', 'F8', 'F9', 'F1'] as const) {
      await page.keyboard.press(key)
      for (const language of ['en', 'es'] as const) {
        await speak(page, language)
        await expectNoSideScroll(page, `${window.what}, ${key}, ${language}`)
      }
      await speak(page, 'en')
      await expectKeyboardReachesAll(page, `${window.what}, ${key}`)
    }
  })
}

test('who asks for less motion sees none, and who uses forced colours still tells the states apart', async ({ deskPage: page }) => {
  const answers = await bendAnswers(page)
  await signIn(page, 'rep')
  answers.bend('qualification.ask', 'hold')
  await page.keyboard.press('F3')
  await page.keyboard.type('610 W 26th')
  await expect(page.getByRole('option').first()).toContainText('610 W 26th')
  await page.keyboard.press('Enter')
  await expect(page.getByText('asking the providers')).toBeVisible()
  // The negative control: with motion allowed, the arc of what is being asked does turn.
  expect(await movements(page)).not.toEqual([])
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await movements(page)).toEqual([])
  await page.emulateMedia({ forcedColors: 'active' })
  const pills = await page.locator('.lm-pill').evaluateAll((found) => found.map((pill) => ({ border: getComputedStyle(pill).borderTopStyle, words: (pill.textContent ?? '').trim() })))
  expect(pills.length).toBeGreaterThan(1)
  for (const pill of pills) expect(pill).toEqual({ border: 'solid', words: expect.stringMatching(/\p{L}{2,}/u) })
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).toBe('solid')
})
