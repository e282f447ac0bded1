import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { ConsoleEvent } from '../../shared/contract/console/contract.ts'
import type { CentralClient } from '../../shared/contract/central/wire.ts'
import type { ServiceQualification } from '../../shared/domain/qualification.ts'
import type { BillingTerms } from '../../shared/engines/saga/quote-order.ts'
import { appError } from '../../shared/domain/errors.ts'
import type { SpokenTexts } from '../../shared/domain/promises.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { CallerAuth } from '../console/caller/caller-auth.ts'
import { createAnswerDispute, createDispute, createReleaseBill } from '../console/bills/dispute.ts'
import { createAttachUsage, createGuideUsageAgain, createSetUsageAside, createUsageCandidates, createWaitingUsage } from '../console/usage/work-queue.ts'
import { createWhatIf } from '../console/whatif/compare.ts'
import { createUseByDay } from '../console/bills/use-by-day.ts'
import { createSaveBill } from '../console/bills/save-bill.ts'
import type { SaveBillDeps } from '../console/bills/save-bill.ts'
import { createListDecisions } from '../console/bills/list-decisions.ts'
import { createExplainLine, createListBills, createUsageOnBills, createViewBill } from '../console/bills/read-bills.ts'
import { createCheckCatalogChange, createPublishCatalogChange } from '../console/catalog/change.ts'
import { createCatalogOverview } from '../console/catalog/overview.ts'
import { createEndCall } from '../console/caller/end-call.ts'
import { createCallerState, createCustomerHistory, createResetPin, createStartCallback, createUnlockPin, createVerifyPin } from '../console/caller/pins.ts'
import type { Handler, Handlers } from '../console/context.ts'
import { createListMyCalls, createTypicalCall } from '../console/calls/mine.ts'
import { createRecordCall } from '../console/calls/record.ts'
import type { CallTeller } from '../console/calls/tell-central.ts'
import { createSummarizeCalls } from '../console/calls/summary.ts'
import { createFindDuplicates } from '../console/customers/duplicates.ts'
import { createMerge, createNote, createUnmerge } from '../console/customers/join.ts'
import { createReadCustomerLines } from '../console/customers/port-lines.ts'
import { createProfile } from '../console/customers/profile.ts'
import { createSearchPeople } from '../console/customers/search.ts'
import { createViewCustomer } from '../console/customers/view-customer.ts'
import type { ProviderHealth } from '../console/desk/provider-health.ts'
import { createDeskStatus } from '../console/desk/status.ts'
import { createAuthenticate, createProveAccess } from '../console/isp/authenticate.ts'
import { createCheckIdentifier } from '../console/isp/check-identifier.ts'
import type { IdentifierHolds } from '../console/isp/identifier-holds.ts'
import { createBeginFile, createDropFile, createPutFile } from '../console/files/files.ts'
import type { BroughtFiles } from '../console/files/files.ts'
import { createFirstBill } from '../console/offers/first-bill.ts'
import { createListOffers } from '../console/offers/list.ts'
import { createQuote } from '../console/offers/quote.ts'
import { createAcceptPrice } from '../console/orders/accept-price.ts'
import { createCancelOrder } from '../console/orders/cancel.ts'
import { createOrderQueue } from '../console/orders/queue.ts'
import { createRetryStep } from '../console/orders/retry-step.ts'
import { createKeepNotes, createReadNotes } from '../console/orders/notes.ts'
import { createListOrders, createViewOrder } from '../console/orders/view-orders.ts'
import { createSearchPlaces } from '../console/places/search.ts'
import { createListUnits } from '../console/places/units.ts'
import { createAskQualification } from '../console/qualification/ask.ts'
import { createCheckQualification } from '../console/qualification/check.ts'
import { createJoinPortLine, createLeavePortLine, createReadPortLines } from '../console/ports/line.ts'
import { createReadPayment, createSendPaymentLink } from '../console/payments/link.ts'
import { createKeepPromise } from '../console/promises/keep.ts'
import { createMakePromise } from '../console/promises/make.ts'
import { createReadScript } from '../console/scripts/read-script.ts'
import { createCorrectPrice, createPreviewCorrection } from '../console/catalog/correct-price.ts'
import { createPassMonth } from '../console/sandbox/pass-month.ts'
import type { UsageDoorFile } from '../console/sandbox/pass-month.ts'
import { createSandbox } from '../console/sandbox/sandbox.ts'
import { createReadKeymap, createSaveKeymap } from '../console/settings/keymap.ts'
import { createReadSettings, createSetLanguage } from '../console/settings/language.ts'
import type { Sessions } from '../console/session/sessions.ts'
import { createDropDraft, createListDrafts, createOpenDraft, createSaveDraft } from '../console/signup/drafts.ts'
import { createSetPin } from '../console/signup/set-pin.ts'
import { createSubmit } from '../console/signup/submit.ts'
import type { FeedFollower } from '../console/sync/follow-feed.ts'
import type { ImportJobs } from '../console/territory/import-jobs.ts'
import { createChooseTerritory, createReadFollowing } from '../console/territory/choose.ts'
import type { ChooseTerritoryDeps } from '../console/territory/choose.ts'
import type { TerritoryPublisher } from '../console/territory/publish.ts'
import { createLoadTerritory } from '../console/territory/load.ts'
import { createReadFoundPlans, createSellFoundPlans } from '../console/territory/found-plans.ts'
import { createPlantAround } from '../console/territory/near.ts'
import { checkForUpdate, fetchUpdate } from '../platform/updates.ts'
import { scriptFiles } from '../platform/script-files.ts'
import { systemClock, systemIds, systemTimers } from '../platform/system.ts'
import { createPaymentPage } from '../provisioning/partners/payment-page.ts'
import type { Network, PartnerClients } from '../provisioning/ports.ts'
import type { PromiseKeeper } from '../console/promises/keeper.ts'
import type { Runner } from '../provisioning/runner/runner.ts'
import { planSignup } from '../provisioning/workflows/signup.ts'
import type { Cache } from '../store/desk/cache/cache.ts'
import type { Journal } from '../store/desk/journal/journal.ts'
import { contentOf } from '../territory/load-territory.ts'
import { readTerritory } from '../territory/read-territory.ts'
import type { ConsoleThreadData } from './console-messages.ts'

export type DeskParts = {
  readonly data: ConsoleThreadData
  readonly journal: Journal
  readonly cache: Cache
  readonly partners: PartnerClients
  readonly central: CentralClient
  readonly network: Network
  readonly setNetwork: Handler<'desk.setNetwork'>
  readonly health: { readonly of: (providerId: string) => ProviderHealth }
  readonly terms: () => BillingTerms
  readonly runner: Runner
  readonly promises: PromiseKeeper
  readonly callTeller: Pick<CallTeller, 'tell'>
  readonly feed: FeedFollower
  readonly sessions: Sessions
  readonly callerAuth: CallerAuth
  readonly texts: SpokenTexts
  readonly identifierHolds: IdentifierHolds
  readonly imports: ImportJobs
  readonly publisher: TerritoryPublisher
  readonly choosing: ChooseTerritoryDeps
  readonly files: BroughtFiles
  readonly printBill: SaveBillDeps['print']
  readonly saveReport: SaveBillDeps['save']
  readonly sendDisputes: () => Promise<void>
  readonly emit: (event: ConsoleEvent) => void
  readonly loadedFrom: (directory: string) => void
}

/** A page that needs longer is asked again. */
const PAYMENT_PAGE_MS = 4_000

/** Every contract row and the use case behind it, over one desk's parts. */
export function createHandlers(parts: DeskParts): Handlers {
  const { journal, cache, partners, network, terms, emit, callerAuth, texts } = parts
  const time = { clock: systemClock, ids: systemIds }
  const kick = parts.runner.kick
  const catalog = cache.catalog
  const saved = {
    saveQualification: (qualification: ServiceQualification) => journal.write((tx) => (tx.qualifications.save(qualification), ok(null))),
    findQualification: journal.read.qualification,
  }
  const sandbox = createSandbox(parts.data.sandbox ?? { providers: [], demoCallers: [] })
  const drafts = { journal, emit, texts, ...time }
  const findCustomer = { journal, terms, customer: cache.customer }
  const payments = { journal, page: createPaymentPage({ baseUrl: parts.data.partners.paymentPage?.baseUrl ?? null, network, timers: systemTimers, timeoutMs: PAYMENT_PAGE_MS }) }
  const pins = { central: parts.central, network, deskId: journal.saga.deskId, callerAuth, ...time }
  const joining = { central: parts.central, network, deskId: journal.saga.deskId, pull: parts.feed.pull }
  const files = { files: parts.files }
  const catalogChange = { catalog, central: parts.central, network, deskId: journal.saga.deskId, clock: systemClock, localDateOf: (at: number) => terms().localDateOf(at), readText: parts.files.readText, pull: parts.feed.pull }
  const calls = { calls: journal.read.calls, clock: systemClock, terms }
  const bills = { bills: cache, journal, callerAuth }
  const updates = () => ({ feedUrl: parts.data.updateFeedUrl, currentVersion: parts.data.version, cacheDir: join(parts.data.dataDir, 'updates') })
  return {
    'session.signIn': parts.sessions.signIn,
    'session.signOut': (input, ctx) => {
      callerAuth.end(ctx.clientId)
      return parts.sessions.signOut(input, ctx)
    },
    'session.current': parts.sessions.current,
    'desk.status': createDeskStatus({
      territory: cache.territory, addressCount: () => cache.counts().addresses, catalog, catalogRefused: cache.catalogRefused, feed: parts.feed.state, cursor: cache.cursor, queued: journal.queued,
      isReadOnly: () => journal.storage.mode() === 'readOnly', health: parts.health.of, network, keySource: parts.data.keySource, clock: systemClock,
      version: parts.data.version, hasSandbox: parts.data.sandbox !== null,
    }),
    'desk.setNetwork': parts.setNetwork,
    'desk.checkUpdate': () => (network.isUp() ? checkForUpdate(updates()) : err(appError('network-unavailable'))),
    'desk.fetchUpdate': async () => {
      const fetched = network.isUp() ? await fetchUpdate(updates()) : err(appError('network-unavailable'))
      return fetched.ok ? ok({ file: fetched.value?.file ?? null }) : fetched
    },
    'places.search': createSearchPlaces({ cache, clock: systemClock }),
    'places.units': createListUnits({ cache }),
    'qualification.check': createCheckQualification({ cache, ...saved, ...time }),
    'qualification.ask': createAskQualification({ cache, partners, network, providers: parts.data.partners.providers.filter((provider) => provider.answersQualification).map((provider) => provider.providerId), ...saved, ...time }),
    'offers.list': createListOffers({ cache, terms, ...saved, clock: systemClock }),
    'offers.quote': createQuote({ cache, terms, ...saved, clock: systemClock }),
    'offers.firstBill': createFirstBill({ cache, terms, callerAuth, findOrder: journal.read.order }),
    'signup.openDraft': createOpenDraft(drafts),
    'signup.saveDraft': createSaveDraft(drafts),
    'signup.drafts': createListDrafts(drafts),
    'signup.dropDraft': createDropDraft(drafts),
    'signup.submit': createSubmit({ journal, catalog, address: cache.address, planWorkflow: planSignup, network, ordersUnderWayAt: cache.ordersUnderWayAt, terms, emit, kick, callerAuth, texts, ...time }),
    'signup.setPin': createSetPin({ ...drafts, address: cache.address }),
    'consents.texts': () => ok(texts),
    'payments.sendLink': createSendPaymentLink(payments),
    'payments.read': createReadPayment(payments),
    'ports.lines': createReadPortLines({ cache, clock: systemClock }),
    'ports.joinLine': createJoinPortLine({ ...joining, cache, clock: systemClock }),
    'ports.leaveLine': createLeavePortLine({ ...joining, cache, clock: systemClock }),
    'isp.authenticate': createAuthenticate({ partners, journal, remoteOrder: cache.remoteOrder }),
    'isp.checkIdentifier': createCheckIdentifier({ identities: partners.identities, journal, clock: systemClock }),
    'isp.reserveIdentifier': parts.identifierHolds.reserve,
    'isp.proveAccess': createProveAccess({ partners, journal, remoteOrder: cache.remoteOrder }),
    'orders.list': createListOrders({ journal, remoteOrders: cache.remoteOrders, remoteOrder: cache.remoteOrder }),
    'orders.view': createViewOrder({ journal, remoteOrders: cache.remoteOrders, remoteOrder: cache.remoteOrder, callerAuth }),
    'orders.cancel': createCancelOrder({ journal, kick }),
    'orders.acceptPrice': createAcceptPrice({ journal, catalog, terms, clock: systemClock, kick }),
    'orders.queue': createOrderQueue({ journal, ports: { cache, clock: systemClock }, activeOrderIds: () => journal.saga.activeOrderIds(), remoteOrders: cache.remoteOrders, health: parts.health.of, startOfDay: startOfDay(terms), clock: systemClock }),
    'orders.retryStep': createRetryStep({ journal, kick }),
    'promises.make': createMakePromise({ journal, emit, look: parts.promises.look, ...time }),
    'promises.keep': createKeepPromise({ journal, emit, clock: systemClock }),
    'customers.view': createViewCustomer({ ...findCustomer, callerAuth, crosswalk: cache.crosswalk, orderIdsOf: cache.orderIdsOf }),
    'customers.verifyPin': createVerifyPin(pins),
    'customers.unlockPin': createUnlockPin(pins),
    'customers.startCallback': createStartCallback({ ...pins, ...findCustomer }),
    'customers.resetPin': createResetPin({ ...pins, ...findCustomer }),
    'customers.callerState': createCallerState({ callerAuth }),
    'customers.history': createCustomerHistory(pins),
    'customers.duplicates': createFindDuplicates({ journal, callerAuth, peopleWithKeys: cache.peopleWithKeys, ordersUnderWayAt: cache.ordersUnderWayAt, ownRecord: cache.ownRecord, address: cache.address }),
    'customers.merge': createMerge(joining),
    'customers.unmerge': createUnmerge(joining),
    'customers.note': createNote(joining),
    'customers.search': createSearchPeople({ findPeople: cache.findPeople, mergeLinks: cache.mergeLinks, clock: systemClock }),
    'customers.lines': createReadCustomerLines({ ...cache, ...findCustomer, cache, clock: systemClock, callerAuth }),
    'customers.profile': createProfile({ ...cache, ...findCustomer, callerAuth }),
    'customers.endCall': createEndCall({ callerAuth }),
    'usage.previewCorrection': createPreviewCorrection(joining),
    'usage.correctPrice': createCorrectPrice(joining),
    'usage.waiting': createWaitingUsage(joining),
    'usage.candidates': createUsageCandidates(joining),
    'usage.attach': createAttachUsage(joining),
    'usage.guideAgain': createGuideUsageAgain(joining),
    'usage.setAside': createSetUsageAside(joining),
    'whatif.compare': createWhatIf({ cache, findOrder: journal.read.order, terms, callerAuth, clock: systemClock }),
    'bills.list': createListBills(bills),
    'bills.usageByDay': createUseByDay({ ...bills, bills: cache, catalog }),
    'bills.usage': createUsageOnBills(bills),
    'bills.view': createViewBill({ ...bills, userOf: parts.sessions.known }),
    'bills.toDecide': createListDecisions({ bills: cache, callerAuth }),
    'bills.explainLine': createExplainLine(bills),
    'bills.save': createSaveBill({ ...bills, print: parts.printBill, save: parts.saveReport, ownRecord: cache.ownRecord, orderOf: (orderId) => journal.read.order(orderId)?.order ?? cache.remoteOrder(orderId)?.order ?? null, address: cache.address, localDateOf: (at) => terms().localDateOf(at) }),
    'bills.dispute': createDispute({ ...bills, clock: systemClock, send: parts.sendDisputes }),
    'bills.answerDispute': createAnswerDispute(joining),
    'bills.release': createReleaseBill(joining),
    'calls.record': createRecordCall({ journal, providerIds: parts.data.partners.providers.map((provider) => provider.providerId) }),
    'calls.mine': createListMyCalls(calls),
    'calls.typical': createTypicalCall(calls),
    'calls.summary': createSummarizeCalls({ ...calls, central: parts.central, tellCalls: parts.callTeller.tell }),
    'scripts.read': createReadScript({ files: scriptFiles }),
    'orders.keepNotes': createKeepNotes({ journal, clock: systemClock }),
    'orders.notes': createReadNotes({ journal, callerAuth }),
    'settings.keymap': createReadKeymap({ settings: journal.settings }),
    'settings.saveKeymap': createSaveKeymap({ settings: journal.settings }),
    'settings.read': createReadSettings({ settings: journal.settings }),
    'settings.setLanguage': createSetLanguage({ settings: journal.settings }),
    'files.begin': createBeginFile(files),
    'files.put': createPutFile(files),
    'files.drop': createDropFile(files),
    'catalog.overview': createCatalogOverview({ ...catalogChange, catalogRefused: cache.catalogRefused }),
    'catalog.check': createCheckCatalogChange(catalogChange),
    'catalog.publish': createPublishCatalogChange(catalogChange),
    'territory.load': loadTerritoryHandler(parts),
    'territory.import': parts.imports.start,
    'territory.importState': parts.imports.state,
    'territory.importControl': parts.imports.control,
    'territory.importRefusals': parts.imports.refusals,
    'territory.saveRefusals': parts.imports.saveRefusals,
    'territory.publish': parts.publisher.start,
    'territory.publication': parts.publisher.state,
    'territory.following': createReadFollowing(parts.choosing),
    'territory.choose': createChooseTerritory(parts.choosing),
    'territory.plansFound': createReadFoundPlans({ ...catalogChange, plansFound: cache.plansFound }),
    'territory.sellPlans': createSellFoundPlans({ ...catalogChange, plansFound: cache.plansFound }),
    'territory.near': createPlantAround({ cache }),
    'sandbox.providers': sandbox.providers,
    'sandbox.orderFault': sandbox.orderFault,
    'sandbox.effects': sandbox.effects,
    'sandbox.forgetFaults': sandbox.forgetFaults,
    'sandbox.passMonth': createPassMonth({ providers: parts.data.sandbox?.providers ?? [], readDoor: () => readUsageDoor(parts.data), central: parts.central, network, deskId: journal.saga.deskId, pull: parts.feed.pull, ...time, wait: (ms) => setTimeout(ms), localDateOf: (at) => terms().localDateOf(at), settings: journal.settings }),
  }
}

const HOUR_MS = 3_600_000
/** The first hour of the territory's day that `now` falls into. A day has up to 25 of them. */
const startOfDay = (terms: () => BillingTerms) => (now: number): number => {
  const { localDateOf } = terms()
  const today = localDateOf(now)
  let at = now - (now % HOUR_MS)
  while (localDateOf(at - HOUR_MS) === today) at -= HOUR_MS
  return at
}

function loadTerritoryHandler(parts: DeskParts): Handler<'territory.load'> {
  const { cache, central, data, journal } = parts
  return createLoadTerritory({
    central, deskId: journal.saga.deskId, keySource: data.keySource, onLoaded: parts.loadedFrom,
    digest: (text) => createHash('sha256').update(text).digest('hex').slice(0, 16),
    read: async (directory) => {
      const read = await readTerritory(directory)
      if (!read.ok) return read
      const { manifest, catalog, addressing, addresses, refused } = read.value
      const keep = () => {
        cache.putTerritory(contentOf(read.value))
        if (catalog) cache.putCatalog(catalog)
        if (addressing) cache.putIpSettings(addressing)
        parts.emit({ name: 'catalog.changed', version: cache.catalog()?.version ?? 0 })
      }
      const offerings = new Set(catalog?.offerings.map((offering) => offering.id)).size
      return ok({ name: manifest.name, isSandbox: manifest.sandbox, catalog, addressing, counts: { addresses: addresses.filter((address) => address.parentId === null).length, offerings, refused: refused.length }, keep })
    },
  })
}

/** Written by the central of this desk, for providers that stand on it. */
function readUsageDoor({ dataDir, central }: ConsoleThreadData): UsageDoorFile | null {
  const file = join(dataDir, 'usage-door.json')
  return central.kind === 'port' && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as UsageDoorFile) : null
}
