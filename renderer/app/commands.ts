import { nameOfCall } from './call-tabs.ts'
import { FAULT_NAMES } from './faults.ts'
import { shortId } from '../../shared/kernel/ids.ts'
import { textFor } from '../../shared/messages/text.ts'
import { createTexts } from '../../shared/messages/texts.ts'
import { otherLanguage } from './language.ts'
import { STEPS } from './state.ts'
import type { DeskState } from './state.ts'
import type { Desk } from './store.ts'

/** `notNow`: why it cannot be done at this moment; such commands are listed last. */
export type Command = { readonly id: string; readonly group: string; readonly label: string; readonly chord?: string; readonly notNow?: string; readonly run: () => void }

export type Appearance = { readonly mode: string | undefined; readonly setMode: (mode: 'light' | 'dark') => void }

const SUPERVISES: ReadonlySet<string> = new Set(['supervisor', 'administrator'])

/** Every verb of the desk, every provider's faults, practice callers and known orders. */
export function listCommands(desk: Desk, state: DeskState, appearance: Appearance): readonly Command[] {
  const { call, orders, tabs, measures, desk: verbs } = desk
  const isCut = state.status?.network === 'cut'
  return [
    { id: 'new', group: 'Actions', label: 'New call', chord: 'F2', run: () => void tabs.answer() },
    { id: 'orders', group: 'Actions', label: 'Orders', chord: 'F9', run: () => void orders.showList() },
    ...(SUPERVISES.has(state.session?.user?.role ?? '') ? [{ id: 'measures', group: 'Actions', label: createTexts(state.language).t('measures.command'), run: () => void measures.show() }] : []),
    ...STEPS.filter((step) => step !== 'greet' && step !== 'live').map((step) => ({ id: `go-${step}`, group: 'Actions', label: `Go to ${step === 'readBack' ? 'read-back' : step}`, run: () => call.go(step) })),
    isCut
      ? { id: 'network', group: 'Actions', label: 'Restore the network', run: () => void verbs.setNetwork('up') }
      : { id: 'network', group: 'Actions', label: 'Cut the network', run: () => void verbs.setNetwork('cut') },
    { id: 'theme', group: 'Actions', label: appearance.mode === 'dark' ? 'Light theme' : 'Dark theme', run: () => appearance.setMode(appearance.mode === 'dark' ? 'light' : 'dark') },
    { id: 'language', group: 'Actions', label: createTexts(state.language).t('language.switch'), chord: 'Ctrl Shift L', run: () => verbs.setLanguage(otherLanguage(state.language)) },
    { id: 'update', group: 'Actions', label: 'Check for an update', ...(isCut ? { notNow: 'needs the network' } : {}), run: () => void verbs.checkUpdate() },
    { id: 'fetch-update', group: 'Actions', label: createTexts(state.language).t('update.fetch'), ...(isCut ? { notNow: 'needs the network' } : {}), run: () => void verbs.fetchUpdate() },
    { id: 'sign-out', group: 'Actions', label: 'Sign out', run: () => void verbs.signOut() },
    ...(state.status?.sandbox ? [{ id: 'sandbox', group: 'Actions', label: createTexts(state.language).t('sandbox.command'), run: () => void desk.sandbox.show() }] : []),
    ...callers(desk, state),
    ...faults(desk, state),
    ...state.waiting.map((each) => ({ id: each.key, group: 'Kept calls', label: `Resume ${nameOfCall(each) || 'a call without a name'}`, run: () => tabs.show(each.key) })),
    ...(state.orders ?? []).map((order) => ({ id: order.orderId, group: 'Orders', label: `PO-${shortId(order.orderId)} ${order.customerName}, ${order.address}`, run: () => void orders.open(order.orderId) })),
  ]
}

const callers = (desk: Desk, state: DeskState): readonly Command[] =>
  (state.sandbox?.demoCallers ?? []).map(({ password, ...caller }) => ({
    id: `caller-${caller.userIdentifier}`, group: 'Practice callers', label: `Caller is ${caller.givenName} ${caller.familyName}`,
    run: () => {
      desk.call.typeRegistration(caller)
      desk.call.typePassword(password)
    },
  }))

const faults = (desk: Desk, state: DeskState): readonly Command[] =>
  (state.sandbox?.providers ?? []).flatMap((provider) => FAULT_NAMES.map((fault) => ({
    id: `fault-${provider.providerId}-${fault}`, group: 'Order a fault', label: `Fault at ${provider.name}: ${textFor('fault', fault).toLowerCase()}`,
    run: () => void desk.desk.orderFault(provider.providerId, fault),
  })))

/** Commands whose every word begins a word of the label, those of now first. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (label: string) => words.every((word) => label.toLowerCase().includes(word))
  const found = commands.filter((command) => fits(`${command.group} ${command.label}`))
  return [...found.filter((command) => !command.notNow), ...found.filter((command) => command.notNow)]
}
