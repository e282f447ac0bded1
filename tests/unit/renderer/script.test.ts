// Goal: what is read aloud is data, fits what is known, and never promises more than there is. Method: the scripts that ship, and broken ones.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createReadScript, parseScript } from '../../../main/console/scripts/read-script.ts'
import { scriptFiles } from '../../../main/platform/script-files.ts'
import { emptyCall, initialState } from '../../../renderer/app/state.ts'
import type { DeskState } from '../../../renderer/app/state.ts'
import { createDesk } from '../../../renderer/app/store.ts'
import type { Host } from '../../../renderer/app/work.ts'
import type { Client } from '../../../renderer/client/client.ts'
import { promiseItems } from '../../../renderer/journeys/signup/promise-items.ts'
import { sayFor } from '../../../renderer/journeys/signup/say.ts'
import type { OrderView } from '../../../shared/domain/order.ts'
import { chooseLine } from '../../../shared/domain/script.ts'
import type { Script } from '../../../shared/domain/script.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const SCRIPTS = join(import.meta.dirname, '../../../resources/scripts')
const shipped = readdirSync(SCRIPTS).flatMap((brand) => readdirSync(join(SCRIPTS, brand)).map((file) => ({ brand, file, text: readFileSync(join(SCRIPTS, brand, file), 'utf8') })))
const house = (language: string) => parseScript(scriptFiles.read('house', language))!
const texts = createTexts('en')
const ctx = { user: null, clientId: 'w' }

const state = (patch: Partial<DeskState['call']>, status: object = {}): DeskState => ({
  ...initialState(0, 'c'), status: { network: 'up', providers: [], ...status } as unknown as DeskState['status'], script: { asked: 'house/en', script: house('en'), isOtherLanguage: false }, call: { ...emptyCall(0, 'c'), ...patch },
})
const order = (patch: Partial<OrderView>): OrderView => ({ order: { quote: { totalMinor: 2691, monthlyMinor: 7202 } } as OrderView['order'], state: 'inProgress', stateReason: null, steps: [], events: [], services: [], localIds: [], address: null, placeLine: '1 Demo St', revision: 1, ...patch })
const say = (patch: Partial<DeskState['call']>, status?: object) => sayFor(state(patch, status), texts, 10_000)

describe('the scripts that ship', () => {
  it.each(shipped)('$brand/$file keeps to the form, under its own name', ({ brand, file, text }) => {
    const script = parseScript(text)
    expect(script).toMatchObject({ brand, language: file.replace('.json', '') })
    expect(new Set(script?.lines.map((line) => line.id)).size).toBe(script?.lines.length)
  })
  it('say the same lines in every language of a brand', () => {
    for (const brand of readdirSync(SCRIPTS)) {
      const ids = shipped.filter((each) => each.brand === brand).map((each) => parseScript(each.text)?.lines.map((line) => line.id))
      for (const other of ids) expect(other).toEqual(ids[0])
    }
  })
  it.each(['greet', 'address', 'need', 'offers', 'register', 'consents', 'readBack', 'live', 'bill'])('have something to say at %s whatever is not known', (step) => {
    for (const { text } of shipped) expect(chooseLine(parseScript(text)!, { step })).not.toBeNull()
  })
})

describe('at the offers', () => {
  const offered = (...plans: readonly { readonly kind: string; readonly orderable: boolean }[]) => say({ step: 'offers', offers: { offers: plans.map(({ kind, orderable }) => ({ orderable, offering: { kind } })) } as unknown as DeskState['call']['offers'] }).sentence
  it('a choice is spoken of where there is one, and only plans that can be ordered are one', () => {
    const plan = { kind: 'access', orderable: true }
    expect(offered(plan, plan)).toContain('There is a choice here.')
    expect(offered(plan, { kind: 'access', orderable: false }, { kind: 'addOn', orderable: true })).toContain('**one plan**')
    expect(offered({ kind: 'access', orderable: false })).toContain('**no plan**')
    expect(say({ step: 'offers' }).sentence).toContain('There is a choice here.')
  })
  it('nobody is told that there is no plan while somebody is still asked', () => {
    const none = { offers: { offers: [] } as unknown as DeskState['call']['offers'] }
    expect(say({ step: 'offers', ...none, isAsking: true, askingSince: 0 }).sentence).not.toContain('no plan')
    expect(say({ step: 'offers', ...none }).sentence).toContain('**no plan**')
  })
})

describe('the greeting', () => {
  const spoken = { recordingNotice: { id: 'recording-notice', version: 3, isRequired: true, title: { en: 'Recorded', es: 'Se graba' }, wording: { en: 'This call is recorded so that we can check.', es: 'Esta llamada se graba para comprobar.' } }, consents: [] }
  const deskAt = (patch: Partial<DeskState['call']>) => {
    const desk = createDesk({ call: async () => ({ ok: false, error: { code: 'draft-unknown', details: {} } }), subscribe: () => () => undefined } as unknown as Client, { now: () => 7, newId: () => 'id' } as Host)
    desk.store.setState({ ...state(patch), spoken })
    return desk
  }
  it.each([
    ['who is new', {}], ['whose name is known', { registration: { givenName: 'Juniper' } }],
    ['who has an account', { registration: { givenName: 'Juniper' }, talk: { ...emptyCall(0, 'c').talk, callerKind: 'existing' as const } }],
  ])('reads the recording notice word for word to a caller %s, and who said it has given the notice', (_, patch) => {
    const desk = deskAt({ step: 'greet', ...patch })
    expect(sayFor(desk.store.getState(), texts, 0).sentence).toContain('This call is recorded so that we can check.')
    expect(desk.store.getState().call.made).toEqual([])
    desk.talk.markSaid()
    desk.talk.markSaid()
    expect(desk.store.getState().call.made).toEqual([{ kind: 'recordingNotice', version: 3, language: 'en' }])
    expect(promiseItems(desk.store.getState().call, spoken, texts)[0]).toMatchObject({ kind: 'recordingNotice', state: 'yes' })
  })
  it('control: a line that does not read the notice gives none', () => {
    const desk = deskAt({ step: 'address' })
    desk.talk.markSaid()
    expect(desk.store.getState().call.talk.said).toHaveLength(1)
    expect(desk.store.getState().call.made).toEqual([])
  })
  it('of an earlier wording counts for nothing: the consents ask again', () => {
    const desk = deskAt({ step: 'greet', made: [{ kind: 'recordingNotice', version: 2, language: 'en' }] })
    expect(promiseItems(desk.store.getState().call, spoken, texts)[0]?.state).toBe('outdated')
    desk.talk.markSaid()
    expect(promiseItems(desk.store.getState().call, spoken, texts)[0]?.state).toBe('yes')
  })
  it.each([['a line that claims the notice without its words', 'recordingNotice', 'Hello.'], ['its words in a line that does not claim it', undefined, 'Hello. {recordingNotice}']])('is refused with %s', (_, reads, text) => {
    expect(parseScript(JSON.stringify({ brand: 'house', language: 'en', version: 1, lines: [{ id: 'greet.new', when: { step: 'greet' }, reads, text }] }))).toBeNull()
    expect(parseScript(JSON.stringify({ brand: 'house', language: 'en', version: 1, lines: [{ id: 'greet.new', when: { step: 'greet' }, reads: 'recordingNotice', text: '{recordingNotice}' }] }))).not.toBeNull()
  })
})

describe('the line to read', () => {
  it('is a promise only where there is a network', () => {
    expect(say({ step: 'readBack' }, { network: 'cut' }).sentence).toContain('subject to confirmation')
    expect(say({ step: 'readBack' }).sentence).not.toContain('subject to confirmation')
  })
  it('asks for the unit where the building has several homes', () => {
    expect(say({ step: 'address', units: [{} as never] }).sentence).toContain('Which unit')
  })
  it('moves on to another question while a provider is slow', () => {
    const asking = { step: 'address', isAsking: true, place: {} as never, qualification: { lines: [{ verdict: 'unknown' }] } as never } as const
    expect(say({ ...asking, askingSince: 9_500 }).line?.id).not.toBe('address.slow')
    expect(say({ ...asking, askingSince: 7_000 }).line?.id).toBe('address.slow')
  })
  it('greets an existing customer by name', () => {
    expect(say({ step: 'greet', registration: { givenName: 'Juniper' }, talk: { ...emptyCall(0, 'c').talk, callerKind: 'existing' } }).sentence).toContain('again, **Juniper**')
  })
  it('tells the first bill of a live order and the reason of one that was taken back', () => {
    expect(say({ step: 'live', order: order({ state: 'completed' }) }).sentence).toBe('You are **live**. Your first bill is **$26.91**.')
    expect(say({ step: 'live', order: order({ state: 'cancelled' }) }).sentence).toContain('it was cancelled')
  })
  it('is marked as said by line, brand, language and version', () => {
    const { mark } = say({ step: 'need' })
    expect(mark).toMatch(/^need\.ask@house-en-\d+$/)
    expect(say({ step: 'need', talk: { ...emptyCall(0, 'c').talk, said: [mark] } }).isSaid).toBe(true)
  })
  it('is not made up where there is no script', () => {
    expect(sayFor({ ...state({ step: 'need' }), script: null }, texts, 0)).toMatchObject({ line: null, sentence: '' })
  })
})

describe('a condition', () => {
  const script = (when: Script['lines'][number]['when']): Script => ({ brand: 'b', language: 'en', version: 1, lines: [{ id: 'a', when, text: 'x' }] })
  it.each([
    [{ step: 'need' }, { step: 'need' }, true], [{ step: 'need' }, { step: 'offers' }, false], [{ step: ['need', 'offers'] }, { step: 'offers' }, true],
    [{ ways: { min: 2 } }, { ways: 2 }, true], [{ ways: { min: 2 } }, { ways: 1 }, false], [{ ways: { min: 2 } }, { ways: 'many' }, false], [{ isOffline: false }, {}, false], [{}, {}, true],
  ] as const)('%j of %j holds: %s', (when, facts, holds) => {
    expect(chooseLine(script(when), facts) !== null).toBe(holds)
  })
})

describe('a script is read', () => {
  const of = (kept: Readonly<Record<string, string>>) => createReadScript({ files: { read: (brand, language) => kept[`${brand}/${language}`] ?? null } })
  const file = (brand: string, language: string) => JSON.stringify({ brand, language, version: 1, lines: [{ id: 'a', when: {}, text: 'x' }] })
  it('of the brand, else of the house, else in English and says so', async () => {
    const files = { 'house/en': file('house', 'en'), 'house/es': file('house', 'es'), 'elk/en': file('elk', 'en') }
    expect(await of(files)({ brand: 'elk', language: 'en' }, ctx)).toMatchObject({ ok: true, value: { script: { brand: 'elk' }, isOtherLanguage: false } })
    expect(await of(files)({ brand: 'elk', language: 'es' }, ctx)).toMatchObject({ ok: true, value: { script: { brand: 'house', language: 'es' }, isOtherLanguage: false } })
    expect(await of({ 'house/en': file('house', 'en') })({ brand: 'elk', language: 'es' }, ctx)).toMatchObject({ ok: true, value: { script: { language: 'en' }, isOtherLanguage: true } })
    expect(await of({})({ brand: 'elk', language: 'es' }, ctx)).toMatchObject({ ok: false, error: { code: 'script-missing' } })
  })
  it.each(['', '{', '[]', '{"brand":"house"}', '{"brand":"house","language":"en","version":0,"lines":[]}', '{"brand":"house","language":"xx","version":1,"lines":[{"id":"a","when":{},"text":"x"}]}'])('only where it keeps to the form: %s', (text) => {
    expect(parseScript(text)).toBeNull()
  })
  it('never from outside its folder', () => {
    for (const brand of ['..', '../territory', 'house/..', '', 'HOUSE']) expect(scriptFiles.read(brand, 'en')).toBeNull()
  })
})
