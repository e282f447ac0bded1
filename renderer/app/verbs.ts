import { otherLanguage } from './language.ts'
import { STEPS } from './state.ts'
import type { StepId } from './state.ts'
import type { Desk } from './store.ts'

/** Every verb that a key can stand for. False: not now, the key keeps its own meaning. */
const RUN: Readonly<Record<string, (desk: Desk) => boolean | void>> = {
  help: (desk) => desk.desk.openHelp(!desk.store.getState().isHelpOpen),
  newCall: (desk) => void desk.tabs.answer(),
  goAddress: (desk) => go(desk, 'address', 'address'), goNeed: (desk) => go(desk, 'need'), goOffers: (desk) => go(desk, 'offers'), goCustomer: (desk) => go(desk, 'register', 'given-name'),
  goConsents: (desk) => go(desk, 'consents'), goReadBack: (desk) => go(desk, 'readBack'),
  orders: (desk) => void desk.orders.showList(),
  openAtPlace: (desk) => openAtPlace(desk),
  submit: (desk) => void desk.call.submit(),
  choose1: () => pressChoice('1'), choose2: () => pressChoice('2'), choose3: () => pressChoice('3'), choose4: () => pressChoice('4'),
  said: (desk) => desk.talk.markSaid(),
  map: showMap,
  whatIf: (desk) => desk.whatif.show(),
  wrapUp: (desk) => void desk.talk.wrapUp(),
  explain: (desk) => desk.desk.toggleExplain(),
  compare: compareFocused, label: focusLabel, acceptChange: (desk) => (desk.store.getState().call.choice.change?.kind === 'price' ? desk.call.acceptChange() : false),
  sendPaymentLink: (desk) => (desk.store.getState().call.orderId ? false : void desk.call.sendPaymentLink()),
  palette: (desk) => desk.desk.openPalette(true),
  undo: (desk) => void desk.undo.undo(),
  nextCall: (desk) => desk.tabs.next(1), previousCall: (desk) => desk.tabs.next(-1),
  park: (desk) => void desk.tabs.park(), drop: (desk) => void desk.tabs.drop(),
  language: (desk) => desk.desk.setLanguage(otherLanguage(desk.store.getState().language)),
  back,
}

/** Runs the verb of a key. Answers whether the key was taken. */
export const runVerb = (desk: Desk, id: string): boolean => {
  const run = RUN[id]
  return run ? run(desk) !== false : false
}

/** Opens and closes the map; from elsewhere it opens where it stands, beside the address. */
function showMap(desk: Desk): void {
  const { screen, call, map } = desk.store.getState()
  const isThere = screen === 'call' && call.step === 'address'
  if (!isThere) desk.call.go('address')
  desk.map.show(!isThere || !map.isOpen)
}

/** The order that is already under way where the caller lives. */
function openAtPlace(desk: Desk): boolean {
  const [order] = desk.store.getState().call.people.ordersAtPlace
  if (order) void desk.orders.open(order.orderId)
  return order !== undefined
}

/** What a slow provider leaves to choose is on the screen, with its key: the key is that button. */
function pressChoice(key: string): boolean {
  const choice = document.querySelector<HTMLButtonElement>(`[data-choice="${key}"]:not([aria-disabled="true"])`)
  choice?.click()
  return choice !== null
}

/** A step, and its first field where it is already open. */
function go(desk: Desk, step: string, fieldId?: string): boolean {
  const known = STEPS.find((id) => id === step)
  if (!known) return false
  desk.call.go(known)
  if (fieldId) document.getElementById(fieldId)?.focus()
  return true
}

/** The plan under the focus, beside the one that is marked or chosen. */
function compareFocused(desk: Desk): boolean {
  const { call } = desk.store.getState()
  if (call.step !== 'offers' || call.choice.compare?.second || !document.activeElement?.closest('[data-plan]')) return false
  const id = document.activeElement.closest('[data-plan]')?.getAttribute('data-plan')
  if (id) desk.call.compareOffer(id)
  return true
}

/** The broadband label of the plan under the focus, read from there. */
function focusLabel(): boolean {
  const label = document.getElementById('offer-label')
  label?.focus()
  return label !== null
}

/** One step back; nothing is dropped. */
function back(desk: Desk): boolean {
  const { isPaletteOpen, isHelpOpen, notice, screen, call } = desk.store.getState()
  if (isPaletteOpen) return desk.desk.openPalette(false), true
  if (isHelpOpen) return desk.desk.openHelp(false), true
  if (call.step === 'offers' && call.choice.compare) return desk.call.endCompare(), true
  if (notice) return desk.desk.dismiss(), true
  if (screen === 'whatif') return desk.whatif.back(), true
  if (screen === 'bills') return desk.bills.back(), true
  if (screen !== 'call') return desk.call.go(call.orderId ? 'live' : call.step), true
  const previous: StepId | undefined = STEPS[STEPS.indexOf(call.step) - 1]
  if (call.step === 'live' || !previous) return false
  return desk.call.go(previous), true
}
