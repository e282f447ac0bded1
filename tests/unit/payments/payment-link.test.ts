// Goal: a card never comes near the desk, and a call gets its token. Method: the real practice page on a socket, the real client and use cases.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createReadPayment, createSendPaymentLink } from '../../../main/console/payments/link.ts'
import type { HandlerCtx } from '../../../main/console/context.ts'
import type { DeskJournal } from '../../../main/console/signup/ports.ts'
import { servePaymentPage } from '../../../main/hosts/sandbox/payment-page.ts'
import { systemTimers } from '../../../main/platform/system.ts'
import { createPaymentPage } from '../../../main/provisioning/partners/payment-page.ts'
import { emptyDraft } from '../../../shared/domain/order.ts'
import { asId } from '../../../shared/kernel/ids.ts'

const DRAFT = '01900000-0000-7000-8000-0000000000d1'
const REP: HandlerCtx = { clientId: 'w', user: { userId: 'rep', displayName: 'Robin Repsample', role: 'rep' } }
const PAYER = { phone: '(307) 555-0110', email: 'juniper.exampleton@example.com', paymentToken: 'tok_demo_juniper', paymentHint: 'Demo Visa ending 4242' }
const closers: (() => Promise<unknown> | void)[] = []
afterEach(async () => { for (const close of closers.splice(0)) await close() })

function useCases(baseUrl: string | null, options: { readonly registration?: object; readonly isUp?: boolean; readonly ownerId?: string } = {}) {
  const draft = { ...emptyDraft({ id: asId(DRAFT), customerId: asId('c'), ownerId: asId(options.ownerId ?? 'rep') }, 1), registration: options.registration ?? { phone: '307.555.0110', email: '' } }
  const journal = { read: { draft: (id: string) => (id === DRAFT ? draft : null) } } as unknown as DeskJournal
  const page = createPaymentPage({ baseUrl, network: { isUp: () => options.isUp ?? true }, timers: systemTimers, timeoutMs: 2_000 })
  return { send: () => createSendPaymentLink({ page, journal })({ draftId: DRAFT }, REP), read: () => createReadPayment({ page, journal })({ draftId: DRAFT }, REP) }
}

async function practicePage() {
  const clock = { now: 1_000 }
  const page = await servePaymentPage({ payers: [PAYER], timers: systemTimers, now: () => clock.now, entersAfterMs: 600 })
  closers.push(page.close)
  return { clock, url: `http://127.0.0.1:${page.port}` }
}

/** A page that answers every question so. */
async function pageThatSays(status: number, body: string) {
  const server = createServer((_request, response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(body))
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  closers.push(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('a payment link', () => {
  it('is sent to the phone of the call, waits for the caller, and brings a token and what the caller recognizes', async () => {
    const { clock, url } = await practicePage()
    const { send, read } = useCases(url)
    expect(await read()).toEqual({ ok: true, value: { state: 'none' } })
    expect(await send()).toEqual({ ok: true, value: { sentTo: '307.555.0110' } })
    expect(await read()).toEqual({ ok: true, value: { state: 'waiting' } })
    clock.now += 600
    expect(await read()).toEqual({ ok: true, value: { state: 'given', paymentToken: PAYER.paymentToken, paymentHint: PAYER.paymentHint } })
  })
  it('that is sent again is the same link: what was entered stays entered', async () => {
    const { clock, url } = await practicePage()
    const { send, read } = useCases(url)
    await send()
    clock.now += 600
    await send()
    expect(await read()).toMatchObject({ ok: true, value: { state: 'given' } })
  })
  it('goes to the e-mail where there is no phone, and nowhere where there is neither', async () => {
    const { url } = await practicePage()
    expect(await useCases(url, { registration: { email: PAYER.email } }).send()).toMatchObject({ ok: true, value: { sentTo: PAYER.email } })
    expect(await useCases(url, { registration: {} }).send()).toMatchObject({ ok: false, error: { code: 'draft-incomplete', details: { fields: 'phone,email' } } })
  })
  it('is sent for nobody else’s draft', async () => {
    const { url } = await practicePage()
    for (const ask of Object.values(useCases(url, { ownerId: 'another' }))) expect(await ask()).toMatchObject({ ok: false, error: { code: 'draft-unknown' } })
  })
  it.each([
    ['where no page is set up', null, true, 'payment-page-missing'], ['while the network is cut', 'http://127.0.0.1:9', false, 'network-unavailable'],
    ['when the page is away', 'http://127.0.0.1:9', true, 'payment-page-away'], ['to a page that is not on https', 'http://pay.example', true, 'payment-page-missing'],
  ])('is refused %s', async (_when, url, isUp, code) => {
    for (const ask of Object.values(useCases(url, { isUp }))) expect(await ask()).toMatchObject({ ok: false, error: { code } })
  })
  it.each([
    ['not JSON', 200, '<html>'], ['a state that nobody knows', 200, '{"state":"maybe"}'], ['a token with a blank', 200, '{"state":"given","token":"a b","hint":""}'], ['no token', 200, '{"state":"given"}'], ['a fault', 500, '{}'],
  ])('whose page answers %s gives nothing', async (_what, status, body) => {
    expect(await useCases(await pageThatSays(status, body)).read()).toMatchObject({ ok: false, error: { code: 'payment-page-away' } })
  })
  it('whose page answers with a card number is refused, and the number goes no further', async () => {
    const answer = await useCases(await pageThatSays(200, '{"state":"given","token":"4242424242424242","hint":"Visa"}')).read()
    expect(answer).toMatchObject({ ok: false, error: { code: 'card-digits-refused' } })
    expect(JSON.stringify(answer)).not.toContain('4242')
  })
})
