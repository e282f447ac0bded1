import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { formatLocalId } from '../../main/hosts/sandbox/fulfilment.ts'
import { inSeries, personalityOf } from '../../main/hosts/sandbox/personalities.ts'
import { aRegistration } from '../support/signup-fixtures.ts'
import type { Bench, Case } from './bad-input.spec.ts'

const ELSEWHERE = { deskId: 'elsewhere', userId: 'admin', role: 'administrator' } as const
const TAKEN = 'juniper@highplains.example'
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

/** Bad inputs around the ids of others: a sign-in name that somebody has, a provider's number that belongs to somebody else. `submit`: an order from its search to its submit. */
export const identityCases = (submit: (page: Page) => Promise<void>): readonly Case[] => [
  {
    what: 'a sign-in name that is taken', says: 'taken, somebody has it',
    provoke: async ({ page }) => {
      await page.keyboard.press('F6')
      await field(page, 'Given name').focus()
      await page.keyboard.insertText('Briony')
      await page.keyboard.press('Tab')
      await page.keyboard.insertText('Exampleton')
      await field(page, 'Sign-in name').focus()
      await page.keyboard.insertText(TAKEN)
      await page.getByRole('button', { name: 'Make a new sign-in name' }).focus()
      await page.keyboard.press('Enter')
      // To hold it anyway is refused, and the names that are free stay in sight.
      await expect(page.getByText('taken, somebody has it')).toBeVisible()
      await page.getByRole('button', { name: 'Reserve this sign-in name' }).focus()
      await page.keyboard.press('Enter')
      await expect(page.getByText('Free at this moment')).toBeVisible()
    },
    keeps: async ({ page }) => {
      await expect(field(page, 'Sign-in name')).toHaveValue(TAKEN)
      await expect(field(page, 'Given name')).toHaveValue('Briony')
      await expect(field(page, 'Family name')).toHaveValue('Exampleton')
    },
  },
  {
    what: 'a local id that another customer has already', says: 'The provider gave an id that belongs to another customer. A person must look.',
    provoke: async (bench) => {
      await giveNextNumberToSomebodyElse(bench, 'centurylink')
      await submit(bench.page)
      await expect(bench.page.getByRole('heading', { name: 'Not possible. Everything was taken back.' })).toBeVisible({ timeout: 45_000 })
    },
    // Taken back means: what the provider set up for this order is gone there.
    keeps: async ({ page }) => expect(page.getByText('Juniper Exampleton').first()).toBeVisible(),
  },
]

/** Another customer of central is known to the provider by the number that it will give out next. */
async function giveNextNumberToSomebodyElse({ page, desk, central }: Bench, providerId: string): Promise<void> {
  const personality = personalityOf(providerId)
  if (!personality) throw new Error(`no practice provider is called ${providerId}`)
  const series = Number(readFileSync(join(desk.dataDir, 'sandbox', 'series'), 'utf8'))
  const next = formatLocalId(inSeries(personality, series).localId, await customersOf(page, providerId))
  const customerId = 'customer-elsewhere'
  for (const answer of [
    await central.client.command('customer.register', 'elsewhere-1', { customerId, registration: { ...aRegistration(), givenName: 'Other', familyName: 'Specimen', email: 'other.specimen@example.com', phone: '(307) 555-0199' }, billCycleDay: 1 }, ELSEWHERE),
    await central.client.command('crosswalk.link', 'elsewhere-2', { customerId, providerId, localCustomerId: next, orderId: 'order-elsewhere' }, ELSEWHERE),
  ]) if (!answer.ok) throw new Error(JSON.stringify(answer.error))
}

/** How many customers the provider has numbered so far. */
async function customersOf(page: Page, providerId: string): Promise<number> {
  const port = await page.evaluate(async (id) => {
    const answer = (await (await fetch('/api/call', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'sandbox.providers', input: {} }) })).json()) as { readonly value: { readonly providers: readonly { readonly providerId: string; readonly commandPort: number }[] } }
    return answer.value.providers.find((provider) => provider.providerId === id)?.commandPort ?? 0
  }, providerId)
  const { effects } = (await (await fetch(`http://127.0.0.1:${port}/effects`)).json()) as { readonly effects: readonly { readonly effect: string; readonly localCustomerId: string }[] }
  return new Set(effects.filter(({ effect }) => effect === 'serviceAdded').map(({ localCustomerId }) => localCustomerId)).size
}
