import { NO_MAP } from '../journeys/signup/map/state.ts'
import type { MapState } from '../journeys/signup/map/state.ts'
import { NO_BILLS } from '../journeys/bills/state.ts'
import type { BillsState } from '../journeys/bills/state.ts'
import { NO_WHATIF } from '../journeys/whatif/state.ts'
import type { WhatIfState } from '../journeys/whatif/state.ts'
import { NO_IMPORT } from '../journeys/import/state.ts'
import type { ImportScreen } from '../journeys/import/state.ts'
import { NO_CATALOGS } from '../journeys/catalog/state.ts'
import type { CatalogsState } from '../journeys/catalog/state.ts'
import { NO_USAGE_QUEUE } from '../journeys/usage/state.ts'
import type { UsageQueueState } from '../journeys/usage/state.ts'
import { NO_MEASURES } from '../journeys/measures/state.ts'
import type { MeasuresState } from '../journeys/measures/state.ts'
import type { ContractName, OutputOf } from '../../shared/contract/console/contract.ts'
import type { Language } from '../../shared/domain/language.ts'
import type { AppError } from '../../shared/domain/errors.ts'
import type { GeographicAddress } from '../../shared/domain/place.ts'
import type { ClientComputer, ServiceQualification } from '../../shared/domain/qualification.ts'
import type { Draft, OrderView } from '../../shared/domain/order.ts'
import type { OrderAtPlace, PeopleCandidate } from '../../shared/domain/people.ts'
import type { IdentifierMode } from '../../shared/domain/identifier.ts'
import type { Registration } from '../../shared/domain/customer.ts'
import type { PromiseMade, SpokenTexts } from '../../shared/domain/promises.ts'
import type { Keymap } from '../../shared/domain/keymap.ts'
import type { Script } from '../../shared/domain/script.ts'
import type { Talk } from '../../shared/domain/talk.ts'
import { EMPTY_TALK } from '../../shared/domain/talk.ts'
import type { PromiseKind } from '../../shared/domain/promise.ts'
import type { QueueScope } from '../../shared/domain/order-queue.ts'
import type { WaitChoice } from '../../shared/domain/waiting.ts'
import type { MessageKey } from '../../shared/messages/en.ts'
import type { Details } from '../../shared/messages/texts.ts'
import { emptyChoice } from '../journeys/signup/offers/choice.ts'
import type { ChoiceState } from '../journeys/signup/offers/choice.ts'

export const STEPS = ['greet', 'address', 'need', 'offers', 'register', 'consents', 'readBack', 'live', 'bill'] as const
export type StepId = (typeof STEPS)[number]
export type Screen = 'call' | 'orders' | 'measures' | 'keys' | 'sandbox' | 'customer' | 'bills' | 'whatif' | 'catalog' | 'import' | 'usage' | 'decide'
export type Answer<N extends ContractName> = OutputOf<N>

/** What `Ctrl-Z` takes back: in words, and how. What cannot be taken back is never in it. `field`: changes of one field are one. */
export type Undoable = { readonly at: number; readonly what: MessageKey; readonly details: Details; readonly field?: string; readonly revert: () => void | Promise<void> }

/** How far the caller has proved who they are. */
export type AuthState =
  | { readonly kind: 'none' } | { readonly kind: 'asked' } | { readonly kind: 'notNeeded' }
  | { readonly kind: 'verified'; readonly at: number; readonly until: number }
  | { readonly kind: 'locked'; readonly until: number }

/** One call, from its draft to its live order: in front, or waiting behind its tab. */
export type CallState = {
  /** The call's name on this screen, minted when its tab opens. */
  readonly key: string
  readonly stepAt: number
  readonly askingSince: number | null
  readonly talk: Talk
  readonly undo: readonly Undoable[]
  readonly draft: Draft | null
  /** Who may be the caller, and what is under way at the address. */
  readonly people: { readonly candidates: readonly PeopleCandidate[]; readonly ordersAtPlace: readonly OrderAtPlace[] }
  readonly step: StepId
  readonly startedAt: number
  readonly typed: string
  readonly matches: readonly GeographicAddress[]
  /** The text that the matches answer: a list for an earlier text is never chosen from. */
  readonly matchesFor: string
  readonly didYouMean: readonly string[]
  readonly units: readonly GeographicAddress[]
  readonly place: GeographicAddress | null
  readonly qualification: ServiceQualification | null
  readonly askedAt: number | null
  readonly isAsking: boolean
  readonly focusedLine: number
  readonly computer: ClientComputer | null
  readonly offers: Answer<'offers.list'> | null
  readonly chosen: readonly string[]
  readonly focusedOffer: string | null
  readonly quote: Answer<'offers.quote'> | null
  readonly choice: ChoiceState
  readonly registration: Partial<Registration>
  readonly ispPassword: string
  readonly identifierMode: IdentifierMode
  /** The payment link of this call. `typed` is not watched: a token that the caller had is there. */
  readonly payment: { readonly kind: 'none' | 'sending' | 'given' | 'typed' } | { readonly kind: 'sent'; readonly sentTo: string } | { readonly kind: 'refused'; readonly error: AppError }
  /** Passwords that the ISP did not take for the name that stands there. */
  readonly wrongTries: number
  readonly identity: { readonly kind: 'unchecked' } | { readonly kind: 'asking' } | { readonly kind: 'accepted'; readonly tookMs: number } | { readonly kind: 'free' } | { readonly kind: 'reserved' } | { readonly kind: 'taken'; readonly suggestions: readonly string[] } | { readonly kind: 'refused'; readonly error: AppError }
  readonly commandId: string
  readonly isSubmitting: boolean
  readonly orderId: string | null
  readonly order: OrderView | null
  readonly proof: Answer<'isp.proveAccess'> | null
  /** What was read to the caller and answered. */
  readonly made: readonly PromiseMade[]
  /** Ids of what is to be read that has been on the screen whole. */
  readonly seen: readonly string[]
  readonly pinProblem: AppError | null
  readonly auth: AuthState
  /** Notes of earlier calls that are not told before the caller is authenticated. */
  readonly notesKeptBack: number
  /** What was chosen instead of listening to silence, for the wait of that key. */
  readonly waitChoice: { readonly key: string; readonly choice: WaitChoice; readonly promise: { readonly kind: PromiseKind; readonly dueAt: number } | null } | null
  /** What could not be done, and where it is shown. */
  readonly problem: AppError | null
}

export type ShownScript = { readonly asked: string; readonly script: Script; readonly isOtherLanguage: boolean }

export type DeskState = {
  readonly session: Answer<'session.current'> | null
  readonly status: Answer<'desk.status'> | null
  readonly isLinked: boolean
  readonly screen: Screen
  readonly drafts: readonly Draft[]
  readonly orders: Answer<'orders.list'>['orders'] | null
  /** The customer that is seen whole. */
  readonly person: { readonly customerId: string; readonly profile: Answer<'customers.profile'> | null; readonly problem: AppError | null; readonly auth: AuthState; readonly history: Answer<'customers.history'>['entries'] } | null
  /** Notes that are being written, by customer. */
  readonly personNotes: Readonly<Record<string, string>>
  /** Customers that the command line found. */
  readonly found: Answer<'customers.search'>['found'] | null
  readonly sandbox: Answer<'sandbox.providers'> | null
  readonly sandboxWatch: Answer<'sandbox.effects'> | null
  /** What waits; null until it was asked for. */
  readonly queue: Answer<'orders.queue'> | null
  readonly queueScope: QueueScope
  readonly queueProblem: AppError | null
  /** The call in front. The others wait behind their tabs, in `waiting`; `tabs` is the order of all. */
  readonly call: CallState
  readonly measures: MeasuresState
  /** What lies around the house of the call in front. */
  readonly map: MapState
  readonly bills: BillsState
  readonly whatif: WhatIfState
  readonly catalogs: CatalogsState
  readonly importing: ImportScreen
  readonly usageQueue: UsageQueueState
  readonly waiting: readonly CallState[]
  readonly tabs: readonly string[]
  /** Calls that were dropped and can be brought back, latest last. */
  readonly dropped: readonly CallState[]
  /** The desk asks to sign in again while a call goes on: everything stays where it is, under the form. */
  readonly isSessionLost: boolean
  readonly keymap: Keymap
  /** What is read to callers word for word; null until the desk has said. */
  readonly spoken: SpokenTexts | null
  /** What is usual for this rep; null until the desk has said. */
  readonly typical: Answer<'calls.typical'> | null
  /** What is read aloud now, of the brand and in the language it was asked for; null until the desk has answered. */
  readonly script: ShownScript | null
  /** The link that opened this window is used up: the desk was restarted. */
  readonly needsLink: boolean
  readonly language: Language
  readonly isPaletteOpen: boolean
  readonly isHelpOpen: boolean
  readonly isExplaining: boolean
  readonly notice: string | null
  readonly signInProblem: AppError | null
  readonly progress: { readonly what: string; readonly done: number; readonly total: number } | null
}

/** A call nobody has begun. `commandId`: makes a submit once, however often it is sent, and names the call. */
export const emptyCall = (startedAt: number, commandId: string): CallState => ({
  key: commandId, stepAt: startedAt, askingSince: null, talk: { ...EMPTY_TALK, startedAt }, undo: [], draft: null, people: { candidates: [], ordersAtPlace: [] }, step: 'greet', startedAt, typed: '', matches: [], matchesFor: '', didYouMean: [], units: [], place: null, qualification: null, askedAt: null, isAsking: false, focusedLine: 0, computer: null,
  offers: null, chosen: [], focusedOffer: null, quote: null, choice: emptyChoice, registration: {}, ispPassword: '', identifierMode: 'existing', payment: { kind: 'none' }, wrongTries: 0, identity: { kind: 'unchecked' }, commandId, isSubmitting: false, orderId: null, order: null, proof: null, made: [], seen: [], pinProblem: null, auth: { kind: 'notNeeded' }, notesKeptBack: 0, waitChoice: null, problem: null,
})

export const initialState = (startedAt: number, commandId: string): DeskState => ({
  session: null, status: null, isLinked: true, screen: 'call', drafts: [], orders: null, person: null, personNotes: {}, found: null, sandbox: null, sandboxWatch: null, queue: null, queueScope: 'mine', queueProblem: null, measures: NO_MEASURES, map: NO_MAP, bills: NO_BILLS, whatif: NO_WHATIF, catalogs: NO_CATALOGS, importing: NO_IMPORT, usageQueue: NO_USAGE_QUEUE, call: emptyCall(startedAt, commandId), waiting: [], tabs: [commandId], dropped: [], isSessionLost: false, keymap: {}, spoken: null, typical: null, script: null, needsLink: false, language: 'en', isPaletteOpen: false, isHelpOpen: false, isExplaining: false,
  notice: null, signInProblem: null, progress: null,
})
