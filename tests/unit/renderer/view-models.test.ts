import { describe, expect, it } from 'vitest'
import { findCommands } from '../../../renderer/app/commands.ts'
import type { Command } from '../../../renderer/app/commands.ts'
import { createDraftSaver } from '../../../renderer/app/draft-saver.ts'
import { emptyCall } from '../../../renderer/app/state.ts'
import type { Client } from '../../../renderer/client/client.ts'
import { answerRow } from '../../../renderer/journeys/signup/answer-rows.ts'
import { missingBeforeSubmit } from '../../../renderer/journeys/signup/before-submit.ts'
import { liveTitle, timelineRows } from '../../../renderer/journeys/signup/timeline.ts'
import type { Draft, OrderView, StepView } from '../../../shared/domain/order.ts'
import type { QualificationLine } from '../../../shared/domain/qualification.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const line = (patch: Partial<QualificationLine> = {}): QualificationLine => ({
  providerId: asId('front-range-air'), accessType: 'fixedWireless', overProviderId: null, verdict: 'no', downlinkKbps: 50_000, uplinkKbps: 10_000, planName: null,
  reasons: [{ code: 'drop-too-long', supports: 'no', details: { distanceM: 42, limitM: 30 } }], yesWhen: { code: 'span-planned', supports: 'yes', details: { readyAt: Date.UTC(2026, 8, 15) } },
  evidence: { source: 'providerInterface', at: 1_000 }, ...patch,
})
const step = (patch: Partial<StepView>): StepView => ({ id: 's', kind: 'serviceOrder', providerId: asId('kestrel'), phase: 'compensatable', state: 'notStarted', startedAt: null, endedAt: null, attempts: 0, details: {}, ...patch })
const view = (patch: Partial<OrderView>): OrderView => ({ order: { quote: { totalMinor: 2691, monthlyMinor: 7202 } } as OrderView['order'], state: 'inProgress', stateReason: null, steps: [], events: [], services: [], localIds: [], address: null, placeLine: '1 Demo St', revision: 1, ...patch })

describe('an answer row', () => {
  it('says a no with its numbers and what would make it yes', () => {
    const row = answerRow(line(), { texts: createTexts('en'), status: null, now: 3_601_000, isAsking: false })
    expect(row).toMatchObject({ state: 'no', stateLabel: 'No', speed: { down: '50', up: '10' }, yesWhen: 'the line is planned for September 2026', evidence: 'provider 60 min old' })
    expect(row.facts).toEqual([{ mark: 'no', text: 'the cable ends 42 m before this house; a drop may be 30 m' }])
  })
  it("tells the caller's place in line once: as the way to a yes, or beside another way", () => {
    const texts = (patch: Partial<QualificationLine>) => {
      const row = answerRow(line({ waiting: { queueId: 'n', place: 3, waiting: 4 }, ...patch }), { texts: createTexts('en'), status: null, now: 0, isAsking: false })
      return [row.yesWhen, row.facts.at(-1)?.text]
    }
    const nearer = 'the cable ends 42 m before this house; a drop may be 30 m'
    expect(texts({})).toEqual(['the line is planned for September 2026', 'number 3 of 4 in line for a port'])
    expect(texts({ yesWhen: { code: 'waiting-place', supports: 'yes', details: { place: 3, waiting: 4 } } })).toEqual(['a port is free again: the caller would be number 3 in line', nearer])
    expect(texts({ verdict: 'yes', yesWhen: null })).toEqual([null, nearer])
  })
  it('says that a line without a date is planned without one', () => {
    const undated = answerRow(line({ yesWhen: { code: 'span-planned', supports: 'yes', details: { dated: 'no', status: 'underConstruction' } } }), { texts: createTexts('en'), status: null, now: 0, isAsking: false })
    expect(undated.yesWhen).toBe('the line is being built; nobody has named a date')
  })
  it('says the same in Spanish, numbers and all', () => {
    const row = answerRow(line({ overProviderId: asId('kestrel') }), { texts: createTexts('es'), status: null, now: 3_601_000, isAsking: false })
    expect(row).toMatchObject({ state: 'no', stateLabel: 'No', access: 'sobre kestrel inalámbrico fijo', yesWhen: 'la línea está planeada para septiembre de 2026', evidence: 'proveedor hace 60 min' })
    expect(row.facts[0]?.text).toBe('el cable termina 42 m antes de esta casa; la acometida puede medir 30 m')
  })
  it('shows asking only while somebody is really being asked, and never turns a yes or a no into it', () => {
    const context = { texts: createTexts('en'), status: null, now: 0, isAsking: true }
    expect(answerRow(line({ verdict: 'unknown' }), context).stateLabel).toBe('Asking')
    expect(answerRow(line({ verdict: 'yes' }), context).stateLabel).toBe('Yes')
    expect(answerRow(line(), context).stateLabel).toBe('No')
    expect(answerRow(line({ verdict: 'unknown' }), { ...context, isAsking: false }).stateLabel).toBe('Unknown')
  })
})

describe('the timeline', () => {
  it('calls a lost answer unknown and lists what was tried', () => {
    const lost = view({ steps: [step({ state: 'unknown', startedAt: 1, details: { code: 'provider-outcome-unknown' } })], events: [{ seq: 1, at: 5, stepId: 's', kind: 'probe', details: { found: 'absent' } }] })
    const [row] = timelineRows(lost, null, createTexts('en'))
    expect(row).toMatchObject({ glyph: 'unknown', stateLabel: 'Outcome unknown', title: 'Order the service' })
    expect(row?.log.map((entry) => entry.words)).toEqual(['Looked: no trace there'])
    expect(liveTitle(lost, createTexts('en'))).toBe('0 of 1 steps done. One answer is missing.')
    expect(liveTitle(lost, createTexts('es'))).toBe('0 de 1 pasos hechos. Falta una respuesta.')
  })
  it('names a provider’s refusal in its own code beside our words', () => {
    const [row] = timelineRows(view({ steps: [step({ state: 'refused', startedAt: 1, details: { code: 'provider-refused', providerCode: 'PORT-EXHAUSTED', reason: 'No free port is left' } })] }), null, createTexts('en'))
    expect(row?.sentence).toBe('The provider said no: No free port is left (PORT-EXHAUSTED)')
  })
  it('marks what waits for the network as queued, not as late', () => {
    const [row] = timelineRows(view({ state: 'pending', steps: [step({ state: 'waiting' })] }), null, createTexts('en'))
    expect(row).toMatchObject({ glyph: 'offline', stateLabel: 'Queued' })
  })
  it.each([['completed', 'Live. All 0 steps are done.'], ['failed', 'Not possible. Everything was taken back.'], ['cancelled', 'Cancelled. Everything was taken back.'], ['held', 'Stopped to ask you.'], ['pending', 'Kept here, not yet sent.']] as const)('titles %s as a sentence', (state, title) => {
    expect(liveTitle(view({ state }), createTexts('en'))).toBe(title)
  })
})

describe('before submit', () => {
  it('lists what is missing until it is there', () => {
    const call = emptyCall(0, 'c')
    expect(missingBeforeSubmit({ call, spoken: null }, createTexts('en')).filter((item) => item.isDone)).toEqual([])
    const named = { ...call, registration: { givenName: 'Juniper', familyName: ' ' } }
    expect(missingBeforeSubmit({ call: named, spoken: null }, createTexts('en')).find((item) => item.label === 'Name')?.isDone).toBe(false)
  })
})

describe('the command line', () => {
  const commands: readonly Command[] = [
    { id: 'a', group: 'Actions', label: 'Check for an update', notNow: 'needs the network', run: () => undefined },
    { id: 'b', group: 'Actions', label: 'Cut the network', run: () => undefined },
    { id: 'c', group: 'Order a fault', label: 'Fault at Kestrel: do it, then answer 503', run: () => undefined },
  ]
  it('finds by words in any order and lists last what cannot be done now', () => {
    expect(findCommands(commands, '503 kestrel').map((command) => command.id)).toEqual(['c'])
    expect(findCommands(commands, '').map((command) => command.id)).toEqual(['b', 'c', 'a'])
    expect(findCommands(commands, 'nothing such')).toEqual([])
    const spanish = [{ id: 's', group: 'Acciones', label: 'Ir a Dirección', run: () => undefined }]
    expect(findCommands(spanish, 'direccion').concat(findCommands(spanish, 'DIRECCIÓN')).length).toBe(2)
  })
})

describe('the saver of a draft', () => {
  /** A desk that keeps a draft by revision, and answers when told to. */
  function desk() {
    const saved: unknown[] = []
    const refused: string[] = []
    let refusal: string | null = null
    let stored = { id: 'd', revision: 1, registration: {} } as unknown as Draft
    const client = { call: async (_name: string, input: { readonly revision: number; readonly registration?: object }) => {
      if (input.revision !== stored.revision) return { ok: false, error: { code: 'draft-changed', details: { revision: stored.revision } } }
      if (refusal) {
        const code = refusal
        refusal = null
        return { ok: false, error: { code, details: {} } }
      }
      saved.push(input)
      stored = { ...stored, revision: stored.revision + 1, registration: { ...stored.registration, ...input.registration } }
      return { ok: true, value: stored }
    } } as unknown as Client
    const saver = createDraftSaver({ client, onSaved: () => undefined, onRefused: (error) => refused.push(error.code) })
    saver.open(stored)
    const refuseOnce = (code: string) => (refusal = code)
    const changeElsewhere = () => (stored = { ...stored, revision: stored.revision + 1 })
    return { saver, saved, refused, refuseOnce, changeElsewhere, stored: () => stored }
  }
  it('merges what was typed in a breath and sends it once, over the revision that was seen', async () => {
    const { saver, saved, stored } = desk()
    saver.keep({ registration: { givenName: 'J' } })
    saver.keep({ registration: { givenName: 'Juniper' } })
    saver.keep({ registration: { familyName: 'Exampleton' } })
    const draft = await saver.flush()
    expect(saved).toHaveLength(1)
    expect(stored().registration).toEqual({ givenName: 'Juniper', familyName: 'Exampleton' })
    expect(draft?.revision).toBe(2)
  })
  it('keeps what was typed beside a refused field, and sends it with the cure', async () => {
    const { saver, refused, stored, refuseOnce } = desk()
    refuseOnce('card-digits-refused')
    saver.keep({ registration: { phone: '555-0110', paymentToken: '4242424242424242' } })
    expect(await saver.flush()).toBeNull()
    expect(refused).toEqual(['card-digits-refused'])
    saver.keep({ registration: { paymentToken: 'tok_demo' } })
    await saver.flush()
    expect(stored().registration).toEqual({ phone: '555-0110', paymentToken: 'tok_demo' })
  })
  it('never carries what was refused into another call', async () => {
    const { saver, saved, refuseOnce, stored } = desk()
    refuseOnce('card-digits-refused')
    saver.keep({ note: '4242424242424242' })
    await saver.flush()
    saver.open({ ...stored(), id: 'another' } as Draft)
    await saver.flush()
    expect(saved).toEqual([])
  })
  it('after a change in another window writes over the revision that the desk names', async () => {
    const { saver, refused, stored, changeElsewhere } = desk()
    changeElsewhere()
    saver.keep({ note: 'mine' })
    await saver.flush()
    expect(refused).toEqual(['draft-changed'])
    saver.keep({ note: 'mine still' })
    expect((await saver.flush())?.revision).toBe(stored().revision)
  })
  it('sends one change after the other, never two over one revision', async () => {
    const { saver, refused, stored } = desk()
    saver.keep({ note: 'one' })
    const first = saver.flush()
    // The first save is under way once its promise has had a turn.
    await Promise.resolve()
    saver.keep({ note: 'two' })
    await Promise.all([first, saver.flush()])
    expect(refused).toEqual([])
    expect(stored().revision).toBe(3)
  })
})
