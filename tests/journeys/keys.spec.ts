import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { CallMeasure } from '../../shared/domain/call-record.ts'
import { createCountedHand } from './counted-hand.ts'
import { test } from './desk.ts'
import { demoCaller, readAloud, signIn } from './steps.ts'

/*
 * Goal: an order over two providers, line and add-on, from the ring to live, needs at most 35 keys beside what the caller says, and no mouse.
 * Method: the test counts what it strikes, nothing is pasted or filled in; the product's own recorder must have counted the same.
 */
const MOST_KEYS = 35

test('an order over two providers needs at most 35 keys beside the caller’s own data, and the product counts the same', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  const caller = await demoCaller(page, 'juniper@highplains.example')
  const hand = createCountedHand(page)

  await hand.press('F2')
  await expect(page.getByLabel('Name, phone or e-mail of the caller')).toBeFocused()
  await hand.press('Enter')
  const address = page.getByRole('combobox', { name: 'Address of the caller' })
  await expect(address).toBeFocused()
  await expect(address).toHaveValue('')
  await hand.typeCallersWords('610 W 26th')
  await expect(page.getByRole('option').first()).toContainText('610 W 26th')
  await hand.press('Enter')
  await expect(page.getByText(/One exact (house|unit)/)).toBeVisible()
  await hand.press('F4')
  await expect(page.getByRole('button', { name: /^EarthLink Internet/ })).toBeVisible()
  await hand.press('Alt+1')
  await hand.press('Alt+7')
  await expect(page.getByRole('table', { name: /to/ })).toContainText('Due on the first bill')
  await hand.press('F6')
  await expect(page.getByLabel('Given name')).toBeFocused()
  for (const said of [caller.givenName, caller.familyName, caller.email, caller.phone]) {
    await hand.typeCallersWords(said)
    await hand.press('Tab')
  }
  // The card is entered by the caller on their own phone: no key of it is struck here, neither as a command nor as data.
  await expect(page.getByRole('button', { name: 'Send a payment link' })).toBeFocused()
  await hand.press('Enter')
  await expect(page.getByText(`entered by the caller: ${caller.paymentHint}`, { exact: true })).toBeVisible()
  await hand.press('Tab')
  for (const said of [caller.userIdentifier, caller.password]) {
    await hand.typeCallersWords(said)
    await hand.press('Tab')
  }
  await hand.press('Enter')
  await expect(page.getByText(/accepted in/)).toBeVisible()
  await readAloud(page, hand.press)
  await hand.press('F8')
  await expect(page.getByRole('heading', { name: 'Read it back, then submit' })).toBeVisible()
  await hand.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^Live\. All/ })).toBeVisible({ timeout: 45_000 })

  const counted = hand.count()
  const measured = await newestCall(page)
  console.log(`keys: ${counted.commandKeys} of the product (${counted.modifiers} modifiers held), ${counted.dataKeys} of the caller’s data; ring to submit ${measured.ringToSubmitMs} ms by a machine; a hand needs about ${(measured.modelMs / 1_000).toFixed(1)} s by the keystroke-level model (estimate)`)
  expect(measured).toMatchObject({ ...counted, clicks: 0, pastes: 0, outcome: 'submitted', fallout: null })
  expect(counted.commandKeys).toBeLessThanOrEqual(MOST_KEYS)
})

/** The newest call as the desk measured it, once its order is known. */
async function newestCall(page: Page): Promise<CallMeasure> {
  let newest: CallMeasure | undefined
  await expect(async () => {
    const answer = await page.evaluate(async () => {
      const response = await fetch('/api/call', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'calls.mine', input: {} }) })
      return (await response.json()) as { readonly value: { readonly recent: readonly CallMeasure[] } }
    })
    newest = answer.value.recent[0]
    expect(newest?.outcome).toBe('submitted')
  }).toPass({ timeout: 20_000, intervals: [500] })
  if (!newest) throw new Error('no call was measured')
  return newest
}
