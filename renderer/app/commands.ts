import { chordFor, VERBS } from '../../shared/domain/keymap.ts'
import type { Verb } from '../../shared/domain/keymap.ts'
import { formatAddress } from '../../shared/domain/place.ts'
import type { GeographicAddress } from '../../shared/domain/place.ts'
import { shortId } from '../../shared/kernel/ids.ts'
import type { Texts } from '../../shared/messages/texts.ts'
import { nameOfCall } from './call-tabs.ts'
import { FAULT_NAMES } from './faults.ts'
import { isWholeLine, parseLine } from './parse-line.ts'
import type { Command } from './palette.ts'
import { STEPS } from './state.ts'
import type { Answer, DeskState, StepId } from './state.ts'
import type { Desk } from './store.ts'
import { runVerb } from './verbs.ts'

export type { Command } from './palette.ts'
export { findCommands } from './palette.ts'
export type Appearance = { readonly mode: string | undefined; readonly setMode: (mode: 'light' | 'dark') => void }

/** Verbs that stand in the list under words of their own, or that make no sense in it. */
const NOT_LISTED = ['palette', 'back', 'pick', 'goAddress', 'goNeed', 'goOffers', 'goCustomer', 'goConsents', 'goReadBack', 'language']
const SUPERVISES: ReadonlySet<string> = new Set(['supervisor', 'administrator'])
const STEP_VERBS: Readonly<Record<string, string>> = { address: 'goAddress', need: 'goNeed', offers: 'goOffers', register: 'goCustomer', consents: 'goConsents', readBack: 'goReadBack' }

/** What the palette reaches at once: every verb with its key, settings, practice callers and faults, calls and known orders. */
export function listCommands(desk: Desk, state: DeskState, appearance: Appearance, texts: Texts): readonly Command[] {
  return [
    ...verbs(desk, state, texts), ...steps(desk, state, texts), ...settings(desk, state, appearance, texts), ...calls(desk, state, texts), ...callers(desk, state, texts), ...faults(desk, state, texts),
    ...(state.orders ?? []).map((order) => orderCommand(desk, order, texts)),
  ]
}

/** What was found for the text by asking: the whole line, customers, addresses and orders. */
export function foundCommands(desk: Desk, found: { readonly typed: string; readonly places: readonly GeographicAddress[]; readonly orders: Answer<'orders.list'>['orders'] }, { t }: Texts): readonly Command[] {
  const isLine = isWholeLine(parseLine(found.typed))
  return [
    ...(isLine ? [{ id: 'line', group: t('cmdGroup.line'), label: t('cmd.takeLine', { text: found.typed }), run: () => void desk.line.paste(found.typed) }] : []),
    ...found.places.map((place) => ({ id: `place-${place.id}`, group: t('cmdGroup.addresses'), label: formatAddress(place), run: () => { desk.call.go('address'); void desk.call.chooseAddress(place) } })),
    ...found.orders.map((order) => orderCommand(desk, order, { t })),
  ]
}

const orderCommand = (desk: Desk, order: Answer<'orders.list'>['orders'][number], { t }: Pick<Texts, 't'>): Command =>
  ({ id: order.orderId, group: t('cmdGroup.orders'), label: `PO-${shortId(order.orderId)} ${order.customerName}, ${order.address}`, run: () => void desk.orders.open(order.orderId) })

function verbs(desk: Desk, state: DeskState, { t, tf }: Texts): readonly Command[] {
  const rows: readonly Verb[] = VERBS
  return rows.filter((verb) => !NOT_LISTED.includes(verb.id)).map((verb) => {
    const why = whyNot(verb.id, state)
    return { id: `verb-${verb.id}`, group: t('cmdGroup.actions'), label: tf('verb', verb.id), chord: chordFor(verb.id, state.keymap), ...(why ? { notNow: t(`notNow.${why}`) } : {}), run: () => void runVerb(desk, verb.id) }
  })
}

/** Why a verb cannot be done at this moment. */
function whyNot(id: string, { call, waiting, dropped, person }: DeskState): 'atReadBack' | 'noOrder' | 'hasOrder' | 'oneCall' | 'nothing' | 'noCustomer' | null {
  if (id === 'submit' && call.step !== 'readBack') return 'atReadBack'
  if (id === 'whatIf' && !person) return 'noCustomer'
  if (id === 'wrapUp' && !call.orderId) return 'noOrder'
  if (id === 'park' && call.orderId) return 'hasOrder'
  if ((id === 'nextCall' || id === 'previousCall') && waiting.length === 0) return 'oneCall'
  return id === 'undo' && call.undo.length === 0 && dropped.length === 0 ? 'nothing' : null
}

const steps = (desk: Desk, state: DeskState, { t, tf }: Texts): readonly Command[] =>
  STEPS.filter((step): step is StepId => (step !== 'live' && step !== 'bill') || state.call.orderId !== null).map((step) => {
    const chord = chordFor(STEP_VERBS[step] ?? '', state.keymap)
    return { id: `go-${step}`, group: t('cmdGroup.steps'), label: t('cmd.go', { step: tf('callStep', step) }), ...(chord === '' ? {} : { chord }), run: () => desk.call.go(step) }
  })

function settings(desk: Desk, state: DeskState, { mode, setMode }: Appearance, { t }: Texts): readonly Command[] {
  const isCut = state.status?.network === 'cut'
  const group = t('cmdGroup.settings')
  return [
    { id: 'network', group, label: t(isCut ? 'cmd.networkUp' : 'cmd.networkCut'), run: () => void desk.desk.setNetwork(isCut ? 'up' : 'cut') },
    { id: 'theme', group, label: t(mode === 'dark' ? 'cmd.light' : 'cmd.dark'), run: () => setMode(mode === 'dark' ? 'light' : 'dark') },
    { id: 'language', group, label: t('language.switch'), chord: chordFor('language', state.keymap), run: () => void runVerb(desk, 'language') },
    ...(SUPERVISES.has(state.session?.user?.role ?? '') ? [{ id: 'measures', group, label: t('measures.command'), run: () => void desk.measures.show() }, { id: 'usage', group, label: t('usageQueue.command'), run: () => void desk.usageQueue.show() }] : []),
    ...(state.session?.user?.role === 'supervisor' ? [{ id: 'decide', group, label: t('decide.command'), run: () => void desk.bills.showToDecide() }] : []),
    ...(state.session?.user?.role === 'administrator' ? [{ id: 'catalog', group, label: t('catalogs.command'), run: () => void desk.catalogs.show() }, { id: 'import', group, label: t('importing.command'), run: () => void desk.importing.show() }] : []),
    ...(state.status?.sandbox ? [{ id: 'sandbox', group, label: t('sandbox.command'), run: () => void desk.sandbox.show() }] : []),
    { id: 'keys', group, label: t('keys.title'), run: () => desk.desk.showKeys() },
    { id: 'update', group, label: t('cmd.update'), ...(isCut ? { notNow: t('notNow.network') } : {}), run: () => void desk.desk.checkUpdate() },
    { id: 'fetch-update', group, label: t('update.fetch'), ...(isCut ? { notNow: t('notNow.network') } : {}), run: () => void desk.desk.fetchUpdate() },
    { id: 'sign-out', group, label: t('cmd.signOut'), run: () => void desk.desk.signOut() },
  ]
}

const calls = (desk: Desk, state: DeskState, { t }: Texts): readonly Command[] => [
  ...state.waiting.map((call) => ({ id: call.key, group: t('cmdGroup.calls'), label: t('cmd.resume', { name: nameOfCall(call) || call.talk.callerNumber || t('tab.new') }), run: () => desk.tabs.show(call.key) })),
  ...state.dropped.map((call) => ({ id: `dropped-${call.key}`, group: t('cmdGroup.calls'), label: t('cmd.bringBack', { name: nameOfCall(call) || call.talk.callerNumber || t('tab.new') }), run: () => void desk.undo.bringBack(call.key) })),
]

const callers = (desk: Desk, state: DeskState, { t }: Texts): readonly Command[] =>
  (state.sandbox?.demoCallers ?? []).map(({ password, ...caller }) => ({
    id: `caller-${caller.userIdentifier}`, group: t('cmdGroup.practiceCallers'), label: t('cmd.caller', { name: `${caller.givenName} ${caller.familyName}` }),
    run: () => {
      desk.call.typeRegistration(caller)
      desk.call.typePassword(password)
    },
  }))

const faults = (desk: Desk, state: DeskState, { t, tf }: Texts): readonly Command[] =>
  (state.sandbox?.providers ?? []).flatMap((provider) => FAULT_NAMES.map((fault) => ({
    id: `fault-${provider.providerId}-${fault}`, group: t('cmdGroup.faults'), label: t('cmd.fault', { provider: provider.name, fault: tf('fault', fault).toLowerCase() }),
    run: () => void desk.desk.orderFault(provider.providerId, fault),
  })))
