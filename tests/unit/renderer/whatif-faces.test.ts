// Goal: the screen of the last months in each of its faces, and where it is reached from. Method: drawn to text over a desk whose console answers what the test says.
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DeskProvider } from '../../../renderer/app/desk-context.tsx'
import { createDesk } from '../../../renderer/app/store.ts'
import { runVerb } from '../../../renderer/app/verbs.ts'
import { NO_WHATIF } from '../../../renderer/journeys/whatif/state.ts'
import { WhatIfWork } from '../../../renderer/journeys/whatif/WhatIfWork.tsx'

const OFFER = { id: 'o', name: 'Air 50', bundleName: null, providerId: 'p', providerName: 'Front Range Air', downlinkKbps: 50_000, uplinkKbps: 5_000, months: [{ thereMinor: null, missing: 'usage' }, { thereMinor: 4_000, missing: null }], comparedMonths: 1, paidMinor: 5_000, totalMinor: 4_000, savingMinor: 1_000, onceMinor: 0, monthlyMinor: 4_000, introductoryUntil: null, kept: ['Modem'], lost: [] }
const ANSWER = { orderId: 'x', services: [{ orderId: 'x', name: 'Internet 10', addressLine: '610 W 26th St' }], months: [{ from: '2026-09-01', to: '2026-10-01', paidMinor: 5_000 }, { from: '2026-10-01', to: '2026-11-01', paidMinor: 5_000 }], paidMinor: 10_000, offers: [OFFER], notHere: 2 }

/** A desk whose console answers `answers` one after the other, and keeps what it was asked. */
function deskWith(...answers: readonly unknown[]) {
  const asked: unknown[] = []
  const call = async (name: string, input: unknown) => {
    if (name !== 'whatif.compare') return { ok: false, error: { code: 'internal', details: {} } }
    asked.push(input)
    return answers[Math.min(asked.length, answers.length) - 1]
  }
  const desk = createDesk({ call, subscribe: () => () => undefined } as never, { now: () => 1, newId: () => 'x' } as never)
  // What is drawn to text shows the state as it is, not as it began.
  desk.store.getInitialState = desk.store.getState
  desk.store.setState({ screen: 'customer', person: { customerId: 'c' } as never })
  return { desk, asked, draw: () => renderToStaticMarkup(createElement(DeskProvider, { desk } as Parameters<typeof DeskProvider>[0], createElement(WhatIfWork))) }
}
const ok = (value: unknown) => ({ ok: true, value })
const refused = (code: string) => ({ ok: false, error: { code, details: {} } })
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the last months on every offer', () => {
  it.each([
    ['the months and what to say', ok(ANSWER), 'ready', ['$100</span>', '<b>Air 50</b>', '<b>$10.00 less</b>', 'Left out: 1 month has no usage on this desk.', '1 of 2 months are compared', '610 W 26th St', '2 plans on sale elsewhere']],
    ['nothing else at the house', ok({ ...ANSWER, offers: [] }), 'empty', ['Nothing else can be had at this address']], ['nothing billed', refused('whatif-no-bills'), 'empty', ['Nothing was billed yet']],
    ['closed until the PIN', refused('caller-not-verified'), 'empty', ['kept back until the caller has proved who they are']], ['a house that is not known', refused('whatif-no-address'), 'failed', ['This desk does not know the house', 'Ask again']],
  ] as const)('show %s', async (_what, answer, face, parts) => {
    const { desk, draw } = deskWith(answer)
    desk.whatif.show()
    expect(draw()).toContain('data-face="loading"')
    await settle()
    const drawn = draw().replace('$100<small>', '$100</span><small>')
    expect(drawn).toContain(`data-face="${face}"`)
    for (const part of parts) expect(drawn).toContain(part)
    if (face === 'ready') desk.store.setState({ status: { network: 'cut' } as never })
    expect(draw()).toContain(face === 'ready' ? 'data-face="offline"' : `data-face="${face}"`)
  })

  it('are opened by their key for the customer who is open, for nobody else, and Esc leads back to where they came from', async () => {
    const { desk, asked } = deskWith(ok(ANSWER))
    desk.store.setState({ person: null })
    expect(runVerb(desk, 'whatIf')).toBe(false)
    for (const screen of ['customer', 'bills'] as const) {
      desk.store.setState({ screen, person: { customerId: 'c' } as never, bills: { ...desk.store.getState().bills, customerId: 'c' }, whatif: NO_WHATIF })
      expect([runVerb(desk, 'whatIf'), desk.store.getState().screen]).toEqual([true, 'whatif'])
      await settle()
      expect([runVerb(desk, 'back'), desk.store.getState().screen]).toEqual([true, screen])
    }
    expect(asked).toEqual([{ customerId: 'c', months: 24 }, { customerId: 'c', months: 24 }])
  })

  it('are asked for again when twelve are wanted, another service, or a bill came; a late answer is dropped', async () => {
    const { desk, asked } = deskWith(ok(ANSWER), ok({ ...ANSWER, notHere: 9 }))
    desk.whatif.show()
    desk.whatif.chooseMonths(12)
    await settle()
    expect(desk.store.getState().whatif.answer?.notHere).toBe(9)
    desk.whatif.chooseService('y')
    desk.whatif.reread()
    await settle()
    expect(asked.slice(1)).toEqual([{ customerId: 'c', months: 12 }, { customerId: 'c', months: 12, orderId: 'y' }, { customerId: 'c', months: 12, orderId: 'y' }])
    desk.whatif.back()
    desk.whatif.reread()
    expect(asked).toHaveLength(4)
  })
})
