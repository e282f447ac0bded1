import { z } from 'zod'
import { CALLS_CONTRACT } from './calls.ts'
import { entry } from './entry.ts'
import { WHATIF } from './whatif.ts'
import { BILLS } from './bills.ts'
import { CALLER } from './caller.ts'
import { USAGE_QUEUE } from './usage-queue.ts'
import { CATALOG_ROWS } from './catalog.ts'
import { CORRECTION_ROWS } from './corrections.ts'
import { OFFER_ROWS, zNeed } from './offers.ts'
import { QUEUE } from './queue.ts'
import { SANDBOX } from './sandbox.ts'
import { CONSENTS, zPromiseMade } from './consents.ts'
import { PLANT_AROUND } from './plant-around.ts'
import { PEOPLE_ROWS } from './people.ts'
import { IDENTIFIERS } from './identifiers.ts'
import * as s from './schemas.ts'
import { IDENTIFIER_MODES } from '../../domain/identifier.ts'
import { ORDER_NOTES } from './order-notes.ts'
import { SCRIPTS } from './scripts.ts'
import { PAYMENTS } from './payments.ts'
import { PORT_LINE_ROWS } from './port-line.ts'
import { SETTINGS } from './settings.ts'
import { TERRITORY_IMPORT_ROWS } from './territory-import.ts'
import { zTalkPatch } from './talk.ts'
import type { CrosswalkLink, Customer } from '../../domain/customer.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const
const ALL = ['rep', 'technician', 'supervisor', 'administrator'] as const
const ADMIN = ['administrator'] as const

/**
 * Everything a screen, a script or a test may ask of a desk. One row declares a use case once; main, preload, loopback and
 * renderer derive from it. Adding a use case = one row here, one file in main/console, one row in main/console/handlers.ts, one test.
 */
export const CONTRACT = {
  // ---- session
  'session.signIn': entry({ type: 'command', roles: 'anyone', offline: 'local', errors: ['sign-in-refused'],
    input: z.object({ userName: s.zText(60), passphrase: s.zText(200) }), output: z.object({ userId: s.zId, displayName: z.string(), role: s.zRole }) }),
  'session.signOut': entry({ type: 'command', roles: 'anyone', offline: 'local', errors: [], input: z.object({}), output: z.object({}) }),
  'session.current': entry({ type: 'query', roles: 'anyone', offline: 'local', errors: [], input: z.object({}),
    output: z.object({ user: z.object({ userId: s.zId, displayName: z.string(), role: s.zRole }).nullable(), demoUsers: z.array(z.object({ userName: z.string(), passphrase: z.string(), role: s.zRole })) }) }),

  // ---- desk
  'desk.status': entry({ type: 'query', roles: 'anyone', offline: 'local', errors: [], input: z.object({}),
    output: z.object({
      territory: z.string().nullable(), addressCount: z.int(), catalogVersion: z.int().nullable(),
      /** Central's catalog that this desk did not take, and why. */ catalogRefused: z.object({ kind: z.enum(['newer', 'older']), version: z.int() }).nullable(),
      keySource: z.enum(['demoFile', 'passphrase', 'secretStore']),
      network: z.enum(['up', 'cut']), central: z.object({ state: z.enum(['connected', 'unreachable', 'notKept']), since: z.number().nullable(), feedCursor: z.int() }),
      queued: z.int(), readOnly: z.boolean(), now: z.number(), version: z.string(), sandbox: z.boolean(),
      providers: z.array(z.object({ providerId: s.zId, name: z.string(), code: z.string(), state: z.enum(['ok', 'slow', 'unknown', 'unreachable', 'notAsked']), lastMs: z.number().nullable(), usualMs: z.number().nullable(),
        /** Since when it has been asked without an answer; and when it last answered, or was given up. */ askingSince: z.number().nullable(), lastAt: z.number().nullable(),
        /** Of what was answered today. */ p50Ms: z.number().nullable(), p95Ms: z.number().nullable() })),
    }) }),
  'desk.setNetwork': entry({ type: 'command', roles: ALL, offline: 'local', errors: [], input: z.object({ state: z.enum(['up', 'cut']) }), output: z.object({ state: z.enum(['up', 'cut']) }) }),
  /** Brings the newer version's file to this desk and checks it against its feed (sha512). Nothing is installed. Null: there is none. */
  'desk.fetchUpdate': entry({ type: 'command', roles: ALL, offline: 'needsNetwork', errors: ['update-feed-missing', 'update-refused', 'network-unavailable'], input: z.object({}),
    output: z.object({ file: z.string().nullable() }) }),
  'desk.checkUpdate': entry({ type: 'query', roles: ALL, offline: 'needsNetwork', errors: ['update-feed-missing', 'update-refused', 'network-unavailable'], input: z.object({}),
    output: z.object({ current: z.string(), available: z.string().nullable() }) }),

  // ---- places and qualification
  'places.search': entry({ type: 'query', roles: ALL, offline: 'local', errors: [], input: z.object({ text: s.zText(200), limit: z.int().min(1).max(50).default(10) }),
    output: z.object({ matches: z.array(s.zAddress), didYouMean: z.array(z.string()), tookMs: z.number() }) }),
  'places.units': entry({ type: 'query', roles: ALL, offline: 'local', errors: ['address-unknown'], input: z.object({ place: s.zId }), output: z.object({ units: z.array(s.zAddress) }) }),
  /** `qualificationId`: what the answer is to be called. Who names it may ask right behind it what stands on it, and a question sent twice is one answer. */
  'qualification.check': entry({ type: 'command', roles: ALL, offline: 'local', errors: ['address-unknown', 'unit-missing', 'card-digits-refused', 'command-reused'], input: s.zQueryMessage.extend({ qualificationId: s.zCommandId.optional() }), output: s.zQualification }),
  'qualification.ask': entry({ type: 'command', roles: ALL, offline: 'needsNetwork', errors: ['address-unknown', 'unit-missing', 'card-digits-refused', 'network-unavailable'],
    input: s.zQueryMessage, output: s.zQualification }),

  // ---- offers
  ...OFFER_ROWS,

  // ---- sign-up
  'signup.openDraft': entry({ type: 'command', roles: CALL, offline: 'local', errors: ['command-reused'], input: z.object({ commandId: s.zCommandId }), output: s.zDraft }),
  'signup.saveDraft': entry({ type: 'command', roles: CALL, offline: 'local', errors: ['draft-unknown', 'draft-changed', 'card-digits-refused'],
    input: z.object({ draftId: s.zId, revision: z.int(), place: s.zId.nullable().optional(), clientComputer: s.zClientComputer.nullable().optional(), need: zNeed.nullable().optional(), qualificationId: s.zId.nullable().optional(),
      offeringIds: z.array(s.zId).max(12).optional(), registration: s.zRegistrationDraft.optional(), ispPassword: s.zText(128).optional(), identifierMode: z.enum(IDENTIFIER_MODES).optional(), note: s.zText(10_000).optional(), sameAs: s.zId.nullable().optional(), notSameAs: z.array(s.zId).max(50).optional(), promises: z.array(zPromiseMade).max(100).optional(), step: s.zText(20).optional(), talk: zTalkPatch.optional() }),
    output: s.zDraft }),
  'signup.drafts': entry({ type: 'query', roles: CALL, offline: 'local', errors: [], input: z.object({}), output: z.object({ drafts: z.array(s.zDraft) }) }),
  'signup.dropDraft': entry({ type: 'command', roles: CALL, offline: 'local', errors: ['draft-unknown'], input: z.object({ draftId: s.zId }), output: z.object({}) }),
  'signup.submit': entry({ type: 'command', roles: CALL, offline: 'queued',
    errors: ['command-reused', 'draft-unknown', 'draft-changed', 'draft-incomplete', 'card-digits-refused', 'address-unknown', 'unit-missing', 'qualification-missing', 'qualification-expired', 'qualification-negative',
      'offering-withdrawn', 'offering-not-eligible', 'prerequisite-missing', 'price-changed', 'order-in-flight-here', 'order-in-flight-elsewhere', 'identifier-realm-unknown', 'identifier-malformed', 'catalog-missing',
      'label-not-shown', 'consent-missing', 'recording-notice-missing', 'pin-weak', 'password-weak'],
    input: z.object({ commandId: s.zCommandId, draftId: s.zId, revision: z.int(), catalogVersion: z.int(), totalMinor: z.int() }),
    output: z.object({ orderId: s.zId, customerId: s.zId, queued: z.boolean() }) }),
  ...CONSENTS,
  'isp.authenticate': entry({ type: 'command', roles: CALL, offline: 'needsNetwork', errors: ['identifier-rejected', 'identifier-locked', 'identifier-realm-unknown', 'isp-certificate-refused', 'isp-unavailable', 'network-unavailable'],
    input: z.object({ userIdentifier: s.zText(253), password: s.zText(128) }), output: z.object({ server: z.string(), tookMs: z.number(), method: z.enum(['pap', 'chap', 'https']) }) }),
  ...IDENTIFIERS,
  ...PAYMENTS,
  ...PORT_LINE_ROWS,
  /** Proof of access: logs in as the subscriber's equipment would (Service-Type Framed). Refusal is an answer here, not an error. */
  'isp.proveAccess': entry({ type: 'command', roles: ALL, offline: 'needsNetwork', errors: ['order-unknown', 'isp-unavailable', 'identifier-realm-unknown', 'network-unavailable'],
    input: z.object({ orderId: s.zId, password: s.zText(128) }), output: z.object({ accepted: z.boolean(), framedIpAddress: z.string().nullable() }) }),

  // ---- orders and customers
  'orders.list': entry({ type: 'query', roles: ALL, offline: 'local', errors: [], input: z.object({ limit: z.int().min(1).max(200).default(50), text: s.zText(100).optional() }),
    output: z.object({ orders: z.array(z.object({ orderId: s.zId, customerId: s.zId, customerName: z.string(), address: z.string(), state: s.zOrderState, takenAt: z.number(), takenHere: z.boolean(), queued: z.boolean(), stepsDone: z.int(), stepsTotal: z.int() })) }) }),
  'orders.view': entry({ type: 'query', roles: ALL, offline: 'local', errors: ['order-unknown'], input: z.object({ orderId: s.zId }), output: s.zOrderView }),
  'orders.cancel': entry({ type: 'command', roles: CALL, offline: 'queued', errors: ['command-reused', 'order-unknown', 'order-past-pivot'], input: z.object({ commandId: s.zCommandId, orderId: s.zId }), output: z.object({ state: s.zOrderState }) }),
  'orders.acceptPrice': entry({ type: 'command', roles: CALL, offline: 'local', errors: ['command-reused', 'order-unknown', 'order-not-held', 'price-changed'],
    input: z.object({ commandId: s.zCommandId, orderId: s.zId, totalMinor: z.int() }), output: z.object({ state: s.zOrderState }) }),
  ...PEOPLE_ROWS,
  'customers.view': entry({ type: 'query', roles: ALL, offline: 'local', errors: ['order-unknown'], input: z.object({ customerId: s.zId }),
    output: z.object({ customer: s.produced<Customer>(), crosswalk: z.array(s.produced<CrosswalkLink>()), orderIds: z.array(s.zId),
      /** The caller has not proved who they are: what could be read back to a stranger is kept back. */
      isMasked: z.boolean() }) }),
  ...CALLER,
  ...BILLS,
  ...WHATIF,
  ...USAGE_QUEUE,

  ...QUEUE,

  ...CALLS_CONTRACT,

  // ---- settings
  ...SCRIPTS,
  ...ORDER_NOTES,
  ...SETTINGS,

  // ---- catalog
  ...CATALOG_ROWS,

  // ---- territory and sandbox
  ...PLANT_AROUND,
  ...TERRITORY_IMPORT_ROWS,
  'territory.load': entry({ type: 'command', roles: ADMIN, offline: 'local', errors: ['territory-invalid', 'secret-store-required'], input: z.object({ directory: s.zText(400) }),
    output: z.object({ name: z.string(), addresses: z.int(), offerings: z.int(), refused: z.int() }) }),
  'sandbox.providers': entry({ type: 'query', roles: ALL, offline: 'local', errors: ['sandbox-absent'], input: z.object({}),
    output: z.object({ providers: z.array(z.object({ providerId: s.zId, name: z.string(), httpPort: z.int(), commandPort: z.int(), orderedFaults: z.array(z.string()), effects: z.int() })),
      demoCallers: z.array(z.object({ givenName: z.string(), familyName: z.string(), phone: z.string(), email: z.string(), userIdentifier: z.string(), password: z.string(), paymentToken: z.string(), paymentHint: z.string() })) }) }),
  'sandbox.orderFault': entry({ type: 'command', roles: ALL, offline: 'local', errors: ['sandbox-absent', 'provider-unknown'],
    input: z.object({ providerId: s.zId, fault: z.enum(['accept', 'reject', 'slow', 'late', 'twice', 'half', 'never', 'unavailableAfterEffect', 'restart']), code: s.zText(60).optional(),
      on: z.enum(['serviceOrder', 'qualification', 'radius']).optional(), times: z.int().min(1).max(20).optional(), delayMs: z.int().min(0).max(600_000).optional() }), output: z.object({ orderedFaults: z.array(z.string()) }) }),
  /** Practice providers meter up to the first of the next month, and central bills what is due by then. */
  'sandbox.passMonth': entry({ type: 'command', roles: ['supervisor', 'administrator'], offline: 'needsNetwork', errors: ['sandbox-absent', 'network-unavailable', 'provider-unavailable', 'metering-failed', 'central-unavailable'], input: z.object({}),
    output: z.object({ from: z.string(), to: z.string(), events: z.int(), rated: z.int(), bills: z.int(), held: z.int() }) }),
  ...CORRECTION_ROWS,
  ...SANDBOX,
} as const

export type Contract = typeof CONTRACT
export type ContractName = keyof Contract
/** What a caller gives (before defaults are filled in). */
export type InputOf<N extends ContractName> = z.input<Contract[N]['input']>
/** What a handler receives. */
export type DecodedOf<N extends ContractName> = z.output<Contract[N]['input']>
export type OutputOf<N extends ContractName> = z.output<Contract[N]['output']>

/** Events carry ids and a revision, never state: who hears one asks again. */
export type ConsoleEvent =
  | { readonly name: 'order.changed'; readonly orderId: string; readonly revision: number }
  | { readonly name: 'orders.changed' }
  | { readonly name: 'bills.changed'; readonly customerIds: readonly string[] }
  | { readonly name: 'draft.changed'; readonly draftId: string; readonly revision: number }
  | { readonly name: 'desk.changed' }
  | { readonly name: 'import.changed' }
  | { readonly name: 'catalog.changed'; readonly version: number }
  | { readonly name: 'loading.progress'; readonly what: string; readonly done: number; readonly total: number }
