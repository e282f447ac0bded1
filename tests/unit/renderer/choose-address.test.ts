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
