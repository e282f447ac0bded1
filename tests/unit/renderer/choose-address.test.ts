import { describe, expect, it } from 'vitest'
import { createDesk } from '../../../renderer/app/store.ts'
import type { Client } from '../../../renderer/client/client.ts'

/** A desk on which "6" finds one house and "610 W" another; everything else is refused. */
function desk() {
  const found = (text: string) => [{ id: text === '610 W' ? 'meant' : 'other', number: '610', street: text, unit: null, city: '', region: '', postcode: '', needsUnit: false }]
  const call = async (name: string, input: { readonly text?: string }) =>
    name === 'places.search' ? { ok: true, value: { matches: found(input.text ?? ''), didYouMean: [], tookMs: 0 } } : { ok: false, error: { code: 'address-unknown', details: {} } }
  return createDesk({ call, subscribe: () => () => undefined } as unknown as Client, { now: () => 0, newId: () => 'id' })
}

describe('Enter in the address field', () => {
  it('takes the house of the text that stands there, also when its list has not come yet', async () => {
    const { store, call } = desk()
    await call.typeAddress('6')
    void call.typeAddress('610 W')
    expect(store.getState().call.matches[0]?.id).toBe('other')
    await call.chooseShownAddress(0)
    expect(store.getState().call.place?.id).toBe('meant')
  })
})

describe('the offers of a house', () => {
  /** A desk that answers nothing until it is told to. */
  const slowDesk = () => {
    const asked: { readonly name: string; readonly input: Readonly<Record<string, unknown>>; readonly answer: (value: unknown) => void }[] = []
    const call = (name: string, input: Readonly<Record<string, unknown>>) => new Promise((resolve) => { asked.push({ name, input, answer: resolve }) })
    const made = createDesk({ call, subscribe: () => () => undefined } as unknown as Client, { now: () => 0, newId: () => `id-${asked.length}` })
    return { asked: (name: string) => asked.filter((one) => one.name === name), ...made }
  }
  const HOUSE = { id: 'h', number: '610', street: 'W', unit: null, city: '', region: '', postcode: '', needsUnit: false } as never
  const breathe = () => new Promise<void>((resolve) => { setImmediate(resolve) })

  it('are asked for right behind the question they stand on, and are there before anybody opens them', async () => {
    const { asked, call, store } = slowDesk()
    void call.chooseAddress(HOUSE)
    const [[check], [list]] = [asked('qualification.check'), asked('offers.list')]
    expect(list?.input['qualificationId']).toBe(check?.input['qualificationId'])
    const qualification = { id: check?.input['qualificationId'], lines: [] }
    list?.answer({ ok: true, value: { catalogVersion: 1, offers: [] } })
    check?.answer({ ok: true, value: qualification })
    await breathe()
    expect(store.getState().call).toMatchObject({ step: 'greet', qualification, offers: { catalogVersion: 1 } })
  })
  it('are asked for again where they overtook it and were refused', async () => {
    const { asked, call, store } = slowDesk()
    void call.chooseAddress(HOUSE)
    call.go('offers')
    asked('offers.list')[0]?.answer({ ok: false, error: { code: 'qualification-missing', details: {} } })
    asked('qualification.check')[0]?.answer({ ok: true, value: { id: 'q', lines: [] } })
    await breathe()
    expect(asked('offers.list')).toHaveLength(2)
    expect(store.getState().call).toMatchObject({ qualification: { id: 'q' }, offers: null, problem: null })
  })
})
