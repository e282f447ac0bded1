// Goal: what the desk must not take it does not take, whatever the screen showed. Method: the real desk's own door, without providers' help.
import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTRACT } from '../../../shared/contract/console/contract.ts'
import type { ContractName, InputOf } from '../../../shared/contract/console/contract.ts'
import type { ContractEntry } from '../../../shared/contract/console/entry.ts'
import { ROLES } from '../../../shared/domain/roles.ts'
import { BUNDLE, PLAN, newDirectory, startDeskRig, tryStart } from '../../support/desk-rig.ts'
import type { Caller, DeskRig, Place } from '../../support/desk-rig.ts'

/** A test number of the card networks: Luhn-correct, belongs to nobody. */
const CARD = '4111 1111 1111 1111'
const TERRITORY = join(import.meta.dirname, '../../../resources/territory/cheyenne')
const PEOPLE = { rep: 'rep', technician: 'tech', supervisor: 'super', administrator: 'admin' } as const
const directory = newDirectory()
let rig: DeskRig, places: readonly Place[], caller: Caller
beforeAll(async () => {
  rig = await startDeskRig(`${directory.path}/desk`)
  places = await rig.findPlaces(2)
  caller = await rig.newCaller()
  for (const role of ROLES) await rig.ask('session.signIn', { userName: PEOPLE[role], passphrase: `demo-${PEOPLE[role]}` }, role)
})
afterAll(async () => {
  await rig?.stop()
  directory.remove()
})

const orders = async () => (await rig.ask('orders.list', {})).orders

describe('a submit', () => {
  it('is refused without a qualification, and with one of another place', async () => {
    const draft = await rig.prepare(places[0]!, [PLAN], caller)
    const without = await rig.ask('signup.saveDraft', { draftId: draft.draftId, revision: draft.revision, qualificationId: null })
    expect((await rig.refusal('signup.submit', { ...draft, revision: without.revision, commandId: randomUUID() }))?.code).toBe('qualification-missing')
    const elsewhere = await rig.ask('signup.saveDraft', { draftId: draft.draftId, revision: without.revision, qualificationId: places[1]!.qualification.id })
    expect((await rig.refusal('signup.submit', { ...draft, revision: elsewhere.revision, commandId: randomUUID() }))?.code).toBe('qualification-missing')
    const invented = await rig.ask('signup.saveDraft', { draftId: draft.draftId, revision: elsewhere.revision, qualificationId: 'nobody-was-asked' })
    expect((await rig.refusal('signup.submit', { ...draft, revision: invented.revision, commandId: randomUUID() }))?.code).toBe('qualification-missing')
    expect(await orders()).toEqual([])
  })

  it('is refused for a plan to which the qualification does not say yes', async () => {
    const [place] = places
    const { offers } = await rig.ask('offers.list', { qualificationId: place!.qualification.id })
    const { draftId, revision, ...quote } = await rig.prepare(place!, [PLAN], caller)
    const sold = new Set(offers.filter((offer) => offer.orderable).map((offer) => String(offer.offering.id)))
    const catalog = JSON.parse(readFileSync(join(TERRITORY, 'catalog.json'), 'utf8')) as { offerings: { id: string; kind: string }[] }
    const notHere = catalog.offerings.find(({ id, kind }) => kind === 'access' && !sold.has(id))
    const saved = await rig.ask('signup.saveDraft', { draftId, revision, offeringIds: [notHere!.id] })
    const refused = await rig.refusal('signup.submit', { draftId, ...quote, revision: saved.revision, commandId: randomUUID() })
    expect(['qualification-negative', 'offering-not-eligible']).toContain(refused?.code)
    expect(await orders()).toEqual([])
  })

  it('is refused at another price or another catalog than the caller was told', async () => {
    const draft = await rig.prepare(places[0]!, [PLAN], caller)
    expect(await rig.refusal('signup.submit', { ...draft, totalMinor: draft.totalMinor - 1, commandId: randomUUID() })).toMatchObject({ code: 'price-changed', details: { newMinor: draft.totalMinor } })
    expect((await rig.refusal('signup.submit', { ...draft, catalogVersion: draft.catalogVersion + 1, commandId: randomUUID() }))?.code).toBe('price-changed')
  })

  it('sent twice at once with one command is one order; the command with other content is refused', async () => {
    const draft = await rig.prepare(places[0]!, [PLAN, BUNDLE], caller)
    const command = { ...draft, commandId: randomUUID() }
    const [first, second] = await Promise.all([rig.ask('signup.submit', command), rig.ask('signup.submit', command)])
    expect(second).toEqual(first)
    expect((await rig.refusal('signup.submit', { ...command, totalMinor: command.totalMinor + 1 }))?.code).toBe('command-reused')
    expect((await rig.ended(first.orderId)).state).toBe('completed')
    expect(await rig.ask('signup.submit', command)).toEqual(first)
    expect((await orders()).map((order) => order.orderId)).toEqual([first.orderId])
    const adds = (await rig.provider('kestrel').effects()).map((effect) => `${effect.externalId} ${effect.detail.itemId}`)
    expect(new Set(adds).size).toBe(adds.length)
  })
})

describe('card digits', () => {
  const fields = ['givenName', 'familyName', 'email', 'phone', 'paymentToken', 'paymentHint', 'userIdentifier'] as const
  const typings: readonly (readonly [string, Omit<InputOf<'signup.saveDraft'>, 'draftId' | 'revision'>])[] = [
    ...fields.map((field) => [field, { registration: { [field]: CARD } }] as const), ['note', { note: `reads ${CARD.replaceAll(' ', '-')}` }], ['ispPassword', { ispPassword: CARD }],
    ['operatingSystem', { clientComputer: { operatingSystem: CARD, memoryMb: 1, hasEthernet: true } }], ['step', { step: CARD.replaceAll(' ', '') }],
  ]
  it.each(typings)('are refused in %s, without being repeated', async (_field, typed) => {
    const draft = await rig.ask('signup.openDraft', { commandId: randomUUID() })
    const refused = await rig.refusal('signup.saveDraft', { draftId: draft.id, revision: draft.revision, ...typed })
    expect(refused?.code).toBe('card-digits-refused')
    expect(JSON.stringify(refused)).not.toMatch(/\d{4}/)
    expect((await rig.ask('signup.drafts', {})).drafts.find(({ id }) => id === draft.id)?.revision).toBe(draft.revision)
  })
})

describe('a question about a line', () => {
  it.each(['qualification.check', 'qualification.ask'] as const)('%s is refused with card digits: it is kept with its answer', async (name) => {
    const clientComputer = { operatingSystem: CARD, memoryMb: 1, hasEthernet: true }
    expect((await rig.refusal(name, { channel: 'csr', place: places[0]!.id, clientComputer }))?.code).toBe('card-digits-refused')
  })
})

describe('partners of a desk without practice providers', () => {
  it.each(['{', '[]', JSON.stringify({ providers: [{ providerId: 'centurylink', baseUrl: 'file:///etc', answersQualification: true }], realms: [] })])('that cannot be understood are refused in a sentence: %s', async (text) => {
    const dataDir = join(directory.path, `partners-${randomUUID()}`)
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'partners.json'), text)
    expect(await tryStart(dataDir, { providers: [] })).toEqual({ kind: 'refused', sentence: expect.stringMatching(/partners\.json could not be read .*Nothing was started/) })
  })
})

describe('roles', () => {
  const rows = Object.entries(CONTRACT) as [ContractName, ContractEntry][]
  it.each(rows.filter(([, row]) => row.roles !== 'anyone').map(([name, row]) => [name, row.roles] as const))('%s is for those who may', async (name, allowed) => {
    expect((await rig.desk.call('nobody', { name, input: null }))).toMatchObject({ ok: false, error: { code: 'sign-in-required' } })
    for (const role of ROLES) {
      const answer = await rig.desk.call(role, { name, input: null })
      expect(answer, role).toMatchObject({ ok: false, error: { code: allowed.includes(role) ? 'input-invalid' : 'not-permitted' } })
    }
  })
})

describe('a territory of real people', () => {
  it('is refused while the key lies beside the data, and nothing of it is kept', async () => {
    const real = join(directory.path, 'real-territory')
    mkdirSync(real)
    cpSync(TERRITORY, real, { recursive: true })
    const manifest = JSON.parse(readFileSync(join(real, 'territory.json'), 'utf8')) as Record<string, unknown>
    writeFileSync(join(real, 'territory.json'), JSON.stringify({ ...manifest, name: 'real', title: 'Real Town', sandbox: false }))
    expect(await rig.refusal('territory.load', { directory: real }, 'administrator')).toMatchObject({ code: 'secret-store-required' })
    expect((await rig.ask('desk.status', {})).territory).toBe('Cheyenne, Wyoming')
  })
})
