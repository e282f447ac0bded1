import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CentralLocation, ConsoleHandle, StartedConsole } from '../../main/hosts/console-handle.ts'
import { startConsole } from '../../main/hosts/start-console.ts'
import type { ContractName, InputOf, OutputOf } from '../../shared/contract/console/contract.ts'
import type { Envelope } from '../../shared/contract/console/envelope.ts'
import type { AppError } from '../../shared/domain/errors.ts'
import type { OrderState, OrderView } from '../../shared/domain/order.ts'
import type { ServiceQualification } from '../../shared/domain/qualification.ts'
import { labelledOfferings } from '../../shared/domain/promises.ts'
import type { PromiseMade } from '../../shared/domain/promises.ts'
import { assert } from '../../shared/kernel/result.ts'
import type { BookEntry } from './desk-parties.ts'
import { providerAt } from './provider-port.ts'
import type { Listening, ProviderPort } from './provider-port.ts'

/** A reseller's plan over another company's copper: with the bundle, an order that spans four companies. */
export const PLAN = 'elk-internet-10'
export const BUNDLE = 'bundle-home-together'
/** Streets of the practice territory with copper that both network owner and reseller sell on. */
const STREETS = ['W 26th', 'W 24th', 'W 25th', 'E 7th', 'W 23rd', 'E 8th', 'W 27th', 'E 5th', 'E 6th', 'Evans Ave', 'Carey Ave']
const ENDED: readonly OrderState[] = ['completed', 'failed', 'cancelled']

export type Caller = { readonly userIdentifier: string; readonly password: string; readonly familyName: string }
export type Place = { readonly id: string; readonly qualification: ServiceQualification }
export type Submitted = { readonly orderId: string; readonly customerId: string; readonly queued: boolean; readonly caller: Caller; readonly totalMinor: number }
export type DeskOptions = { readonly dataDir?: string; readonly central?: CentralLocation; readonly answerTimeoutMs?: number; readonly onLog?: (line: string) => void; /** Providers that somebody else has started; the desk finds them in its partners.json. */ readonly providers?: readonly Listening[] }
export type DeskRig = Awaited<ReturnType<typeof startDeskRig>>

/** A directory of its own; `remove` takes it away. */
export function newDirectory(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'lastmile-desk-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Starts a desk exactly as a host does and answers whatever it answers. */
export const tryStart = (dataDir: string, options: DeskOptions = {}): Promise<StartedConsole> =>
  startConsole({
    dataDir, central: options.central ?? { kind: 'embedded' }, sandboxProviders: options.providers === undefined, onProgress: () => undefined, onLog: options.onLog ?? (() => undefined),
    ...(options.answerTimeoutMs === undefined ? {} : { answerTimeoutMs: options.answerTimeoutMs }),
  })

export const SUPERVISOR = 'supervisor'

/** A real desk with its practice providers, signed in as a rep. Throws when it does not start. */
export async function startDeskRig(dataDir: string, options: DeskOptions = {}) {
  const started = await tryStart(dataDir, options)
  assert(started.kind === 'started', `the desk starts: ${JSON.stringify(started)}`)
  const desk = started.console
  const call = <N extends ContractName>(name: N, input: InputOf<N>, clientId = 'rep') => desk.call(clientId, { name, input }) as Promise<Envelope<OutputOf<N>>>
  const ask = async <N extends ContractName>(name: N, input: InputOf<N>, clientId?: string) => {
    const envelope = await call(name, input, clientId)
    assert(envelope.ok, `${name} answers: ${JSON.stringify(envelope)}`)
    return envelope.value
  }
  const refusal = async <N extends ContractName>(name: N, input: InputOf<N>, clientId?: string): Promise<AppError | null> => {
    const envelope = await call(name, input, clientId)
    return envelope.ok ? null : envelope.error
  }
  await ask('session.signIn', { userName: 'rep', passphrase: 'demo-rep' })
  // Looks at orders and customers of every call: what a rep sees without the caller is masked.
  await ask('session.signIn', { userName: 'super', passphrase: 'demo-super' }, SUPERVISOR)
  const ports = options.providers ?? (await ask('sandbox.providers', {})).providers
  const provider = (id: string): ProviderPort => {
    const found = ports.find(({ providerId }) => providerId === id)
    assert(found, `there is a provider ${id}`)
    return providerAt(found)
  }
  const rig = { desk, call, ask, refusal, provider, providers: ports.map(providerAt), stop: desk.stop }
  return {
    ...rig,
    /** The effect books of all providers together: what really happened. */
    book: async (): Promise<readonly BookEntry[]> => (await Promise.all(rig.providers.map(async (party) => (await party.effects()).map((effect) => ({ ...effect, providerId: party.providerId }))))).flat(),
    newCaller: () => newCaller(provider('high-plains')),
    findPlaces: (count: number) => findPlaces(rig, count),
    prepare: (place: Place, offeringIds: readonly string[], caller: Caller) => prepareDraft(rig, place, offeringIds, caller),
    /** Takes an order as a rep does, from quote to submit, for a caller of its own unless one is given. */
    signUp: async (place: Place, offeringIds: readonly string[], given?: Caller): Promise<Submitted> => {
      const caller = given ?? (await newCaller(provider('high-plains')))
      const draft = await prepareDraft(rig, place, offeringIds, caller)
      return { ...(await ask('signup.submit', { commandId: randomUUID(), ...draft })), caller, totalMinor: draft.totalMinor }
    },
    waitFor: (orderId: string, accepts: (view: OrderView) => boolean, deadlineMs = 30_000) => waitForOrder(rig, orderId, accepts, deadlineMs),
    ended: (orderId: string, deadlineMs = 30_000) => waitForOrder(rig, orderId, (view) => ENDED.includes(view.state), deadlineMs),
    /** Resolves when the answer to a question satisfies; asked again at every event of the desk. */
    eventually: <T>(question: () => Promise<T>, accepts: (value: T) => boolean, deadlineMs = 20_000) => eventually(desk, question, accepts, deadlineMs),
  }
}
type Asking = {
  readonly desk: ConsoleHandle
  readonly ask: <N extends ContractName>(name: N, input: InputOf<N>, clientId?: string) => Promise<OutputOf<N>>
  readonly call: <N extends ContractName>(name: N, input: InputOf<N>, clientId?: string) => Promise<Envelope<OutputOf<N>>>
}

/** A caller whom the ISP knows and nobody else does yet. Plainly invented. */
async function newCaller(isp: ProviderPort): Promise<Caller> {
  const tag = randomUUID().slice(0, 8)
  const caller = { userIdentifier: `specimen-${tag}@highplains.example`, password: `practice-${tag}`, familyName: `Specimen-${tag}` }
  await isp.putIdentity(caller)
  return caller
}

/** Places where the reseller's plan can be ordered; each with the qualification that says so. */
async function findPlaces({ ask }: Asking, count: number): Promise<readonly Place[]> {
  const places = new Map<string, Place>()
  for (const text of STREETS) {
    for (const { id, needsUnit } of (await ask('places.search', { text, limit: 50 })).matches) {
      if (places.size === count) return [...places.values()]
      if (needsUnit || places.has(id)) continue
      const qualification = await ask('qualification.check', { channel: 'csr', place: id })
      const { offers } = await ask('offers.list', { qualificationId: qualification.id })
      if (offers.some(({ offering, orderable }) => orderable && offering.id === PLAN)) places.set(id, { id, qualification })
    }
  }
  assert(places.size === count, `the territory has ${count} such places, found ${places.size}`)
  return [...places.values()]
}

/** Everything of a sign-up but the submit; answers what the submit says. */
async function prepareDraft({ ask }: Asking, place: Place, offeringIds: readonly string[], caller: Caller) {
  const qualificationId = place.qualification.id
  const quote = await ask('offers.quote', { qualificationId, offeringIds: [...offeringIds] })
  const draft = await ask('signup.openDraft', { commandId: randomUUID() })
  const registration = {
    givenName: 'Demo', familyName: caller.familyName, email: `${caller.userIdentifier.split('@')[0]}@example.org`, phone: '(307) 555-0142',
    paymentToken: `tok_demo_${caller.familyName}`, paymentHint: 'Demo Visa ending 4242', userIdentifier: caller.userIdentifier,
  }
  const saved = await ask('signup.saveDraft', { draftId: draft.id, revision: draft.revision, place: place.id, qualificationId, offeringIds: [...offeringIds], registration, ispPassword: caller.password, promises: await everythingSaid(ask, qualificationId, offeringIds) })
  return { draftId: saved.id, revision: saved.revision, catalogVersion: quote.catalogVersion, totalMinor: quote.bill.totalMinor }
}

/** What a careful rep has read and heard: every label, every consent, the notice. */
export async function everythingSaid(ask: Asking['ask'], qualificationId: string, offeringIds: readonly string[]): Promise<PromiseMade[]> {
  const { recordingNotice, consents } = await ask('consents.texts', {})
  const { offers } = await ask('offers.list', { qualificationId })
  const labels = labelledOfferings(offers.map(({ offering }) => offering), offeringIds).flatMap(({ id, label }) => (label ? [{ kind: 'label' as const, offeringId: id, uniquePlanIdentifier: label.uniquePlanIdentifier, version: label.version }] : []))
  return [
    { kind: 'recordingNotice', version: recordingNotice.version, language: 'en' },
    ...labels,
    ...consents.map(({ id, version }) => ({ kind: 'consent' as const, consentId: id, version, language: 'en' as const, answer: true })),
  ]
}

async function waitForOrder({ desk, ask }: Asking, orderId: string, accepts: (view: OrderView) => boolean, deadlineMs: number): Promise<OrderView> {
  return eventually(desk, () => ask('orders.view', { orderId }, SUPERVISOR), accepts, deadlineMs)
}

async function eventually<T>(desk: ConsoleHandle, question: () => Promise<T>, accepts: (value: T) => boolean, deadlineMs: number): Promise<T> {
  const deadline = AbortSignal.timeout(deadlineMs)
  for (;;) {
    // Heard from before the question is put: what happens while it is being answered is not missed.
    const news = nextEvent(desk, deadline)
    const value = await question()
    if (accepts(value)) return value
    await news
    if (deadline.aborted) throw new Error(`not within ${deadlineMs} ms; last seen: ${JSON.stringify(value).slice(0, 4_000)}`)
  }
}

const nextEvent = (desk: ConsoleHandle, deadline: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => (stop(), deadline.removeEventListener('abort', done), resolve())
    const stop = desk.subscribe(done)
    deadline.addEventListener('abort', done)
    if (deadline.aborted) done()
  })
