import { nameOfCall } from './call-tabs.ts'
import { FAULT_NAMES } from './faults.ts'
import { shortId } from '../../shared/kernel/ids.ts'
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
  const { t } = createTexts(state.language)
  const isCut = state.status?.network === 'cut'
  return [
    { id: 'new', group: t('group.actions'), label: t('command.newCall'), chord: 'F2', run: () => void tabs.answer() },
    { id: 'orders', group: t('group.actions'), label: t('command.orders'), chord: 'F9', run: () => void orders.showList() },
    ...(SUPERVISES.has(state.session?.user?.role ?? '') ? [{ id: 'measures', group: t('group.actions'), label: t('measures.command'), run: () => void measures.show() }] : []),
    ...STEPS.filter((step) => step !== 'greet' && step !== 'live').map((step) => ({ id: `go-${step}`, group: t('group.actions'), label: t('command.goTo', { step }), run: () => call.go(step) })),
    isCut
      ? { id: 'network', group: t('group.actions'), label: t('command.restore'), run: () => void verbs.setNetwork('up') }
      : { id: 'network', group: t('group.actions'), label: t('command.cut'), run: () => void verbs.setNetwork('cut') },
    { id: 'theme', group: t('group.actions'), label: t(appearance.mode === 'dark' ? 'command.light' : 'command.dark'), run: () => appearance.setMode(appearance.mode === 'dark' ? 'light' : 'dark') },
    { id: 'language', group: t('group.actions'), label: t('language.switch'), chord: 'Ctrl Shift L', run: () => verbs.setLanguage(otherLanguage(state.language)) },
    { id: 'update', group: t('group.actions'), label: t('command.update'), ...(isCut ? { notNow: t('command.needsNetwork') } : {}), run: () => void verbs.checkUpdate() },
    { id: 'fetch-update', group: t('group.actions'), label: t('update.fetch'), ...(isCut ? { notNow: t('command.needsNetwork') } : {}), run: () => void verbs.fetchUpdate() },
    { id: 'sign-out', group: t('group.actions'), label: t('command.signOut'), run: () => void verbs.signOut() },
    ...(state.status?.sandbox ? [{ id: 'sandbox', group: t('group.actions'), label: t('sandbox.command'), run: () => void desk.sandbox.show() }] : []),
    ...callers(desk, state),
    ...faults(desk, state),
    ...state.waiting.map((each) => ({ id: each.key, group: t('group.kept'), label: t('command.resume', { name: nameOfCall(each) || t('command.noName') }), run: () => tabs.show(each.key) })),
    ...(state.orders ?? []).map((order) => ({ id: order.orderId, group: t('group.orders'), label: `PO-${shortId(order.orderId)} ${order.customerName}, ${order.address}`, run: () => void orders.open(order.orderId) })),
  ]
}

const callers = (desk: Desk, state: DeskState): readonly Command[] =>
  (state.sandbox?.demoCallers ?? []).map(({ password, ...caller }) => ({
    id: `caller-${caller.userIdentifier}`, group: createTexts(state.language).t('group.callers'), label: createTexts(state.language).t('command.caller', { givenName: caller.givenName, familyName: caller.familyName }),
    run: () => {
      desk.call.typeRegistration(caller)
      desk.call.typePassword(password)
    },
  }))

const faults = (desk: Desk, state: DeskState): readonly Command[] =>
  (state.sandbox?.providers ?? []).flatMap((provider) => FAULT_NAMES.map((fault) => ({
    id: `fault-${provider.providerId}-${fault}`, group: createTexts(state.language).t('group.faults'), label: createTexts(state.language).t('command.fault', { name: provider.name, fault }),
    run: () => void desk.desk.orderFault(provider.providerId, fault),
  })))

/** Without capitals and accents: "direccion" finds "Dirección". */
const plain = (words: string): string => words.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Commands whose label has every word that was typed, those of now first. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  const fits = (label: string) => words.every((word) => plain(label).includes(word))
  const found = commands.filter((command) => fits(`${command.group} ${command.label}`))
  return [...found.filter((command) => !command.notNow), ...found.filter((command) => command.notNow)]
}
