import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { test } from './desk.ts'
import { openOffers, searchAddress, signIn } from './steps.ts'

/*
 * Goal: who only presses Tab goes through each step in the order in which one talks. Method: the real page; from the head of the work area
 * Tab is pressed until it leaves it, and the stops are compared with the talk as product.md tells it, written here by hand.
 */
const TALK: readonly { readonly key: string; readonly step: string; readonly stops: readonly RegExp[] }[] = [
  { key: 'F2', step: 'Greet', stops: [/^Name, phone or e-mail of the caller/, /Go on to Address/] },
  { key: 'F3', step: 'Address', stops: [/^Address of the caller/, /^CenturyLink copper: Yes/, /^EarthLink over CenturyLink copper: Yes/, /Go on to Need/, /Offers/, /Map/] },
  { key: 'F5', step: 'Need', stops: [/^People at home/, /work from home/, /many devices/, /Operating system/, /Memory in GB/, /Ethernet/, /Go on to Offers/] },
  { key: 'F4', step: 'Offers', stops: [/EarthLink Internet 10M/, /Compare/, /Label/, /Register/] },
  { key: 'F6', step: 'Register', stops: [/^Given name/, /^Family name/, /^E-mail/, /^Phone/, /Send a payment link/, /^Sign-in name/, /^Password at the ISP/, /Check sign-in name now/, /Make a new sign-in name/, /Go on to Consents/] },
  { key: 'F7', step: 'Consents', stops: [/This call is recorded/, /EarthLink Internet 10M/, /Terms of service/, /Identity and credit check/, /Bill by e-mail/, /PIN the caller chooses/, /Go on to read-back/i] },
  { key: 'F8', step: 'Read-back', stops: [/^\d?\s*At/, /First bill/, /For/, /Sign-in/, /Submit the order/] },
]

test('Tab goes through every step of a call in the order of the talk', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await searchAddress(page, '610 W 26th')
  await openOffers(page)
  await page.keyboard.press('Alt+1')
  for (const { key, step, stops } of TALK) {
    if (step === 'Greet') continue
    await page.keyboard.press(key)
    await expect(page.locator('.lm-track [aria-current=step]')).toContainText(step)
    expect(missingInOrder(await tabThroughWork(page), stops), step).toEqual([])
  }
  await page.keyboard.press('F2')
  const greet = TALK[0]
  await expect(page.getByLabel('Name, phone or e-mail of the caller')).toBeFocused()
  expect(missingInOrder(await tabThroughWork(page), greet?.stops ?? []), 'Greet').toEqual([])
  expect(await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('[tabindex]')].filter((element) => element.tabIndex > 0).length)).toBe(0)
})

test('control: the same look finds a field that was moved before another', async ({ deskPage: page }) => {
  await signIn(page, 'rep')
  await page.keyboard.press('F6')
  const register = TALK.find(({ step }) => step === 'Register')
  await expect(page.getByLabel('Given name')).toBeFocused()
  await page.evaluate(() => { const phone = document.getElementById('phone'); if (phone) phone.tabIndex = 1 })
  expect(missingInOrder(await tabThroughWork(page), register?.stops ?? [])).not.toEqual([])
})

/** Names of the stops, from the first in the work area to the last. */
async function tabThroughWork(page: Page): Promise<readonly string[]> {
  await page.locator('#work').focus()
  const names: string[] = []
  for (let stop = 0; stop < 120; stop++) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const element = document.activeElement
      if (!element?.closest('#work')) return null
      const labelled = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement ? element.labels?.[0]?.textContent : null
      return (element.getAttribute('aria-label') ?? labelled ?? element.textContent ?? '').trim()
    })
    if (name === null) return names
    names.push(name)
  }
  throw new Error('Tab does not leave the work area')
}

/** What of the talk does not come at all, or comes before what it follows. */
function missingInOrder(names: readonly string[], stops: readonly RegExp[]): readonly string[] {
  let from = 0
  return stops.flatMap((stop) => {
    const at = names.findIndex((name, index) => index >= from && stop.test(name))
    if (at < 0) return [`${stop} after "${names[from - 1] ?? 'the head'}" in: ${names.join(' | ')}`]
    from = at + 1
    return []
  })
}
