import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ConsoleEvent } from '../../shared/contract/console/contract.ts'
import type { CentralClient } from '../../shared/contract/central/wire.ts'
import { createLocalDates } from '../../shared/engines/rating/local-date.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { createDisputeSender } from '../console/bills/dispute.ts'
import { createCallerAuth } from '../console/caller/caller-auth.ts'
import { createCallTeller } from '../console/calls/tell-central.ts'
import { createIdentifierHolds } from '../console/isp/identifier-holds.ts'
import type { IdentifierHolds } from '../console/isp/identifier-holds.ts'
import { createDispatch } from '../console/dispatch.ts'
import type { Dispatch } from '../console/dispatch.ts'
import { createHealthBook } from '../console/desk/provider-health.ts'
import { createNetworkSwitch } from '../console/desk/network-switch.ts'
import { createPromiseKeeper } from '../console/promises/keeper.ts'
import { createSessions } from '../console/session/sessions.ts'
import type { UserRecord } from '../console/session/sessions.ts'
import { createTerritoryPublisher } from '../console/territory/publish.ts'
import { createImportJobs } from '../console/territory/import-jobs.ts'
import { followFeed } from '../console/sync/follow-feed.ts'
import { createTerritoryFollower } from '../console/sync/follow-territory.ts'
import type { FeedFollower } from '../console/sync/follow-feed.ts'
import { createPrint } from './print/start-print.ts'
import { createBroughtFiles, saveReport } from '../platform/brought-files.ts'
import { createHttpCentralClient } from '../platform/central-client/http-client.ts'
import { createPortCentralClient } from '../platform/central-client/port-client.ts'
import type { Log } from '../platform/log.ts'
import { resourcesDirectory } from '../platform/resources.ts'
import { systemClock, systemIds, systemTimers } from '../platform/system.ts'
import { createPartnerClients } from '../provisioning/partners/create-partner-clients.ts'
import type { Network } from '../provisioning/ports.ts'
import { createRunner } from '../provisioning/runner/runner.ts'
import { createHealingCache } from '../store/desk/cache/healing-cache.ts'
import { openCache } from '../store/desk/cache/open-cache.ts'
import type { Cache } from '../store/desk/cache/cache.ts'
import { openJournal } from '../store/desk/journal/journal.ts'
import type { Journal } from '../store/desk/journal/journal.ts'
import { infoOf, manifestOf } from '../territory/import/prepare-import.ts'
import { loadTerritory } from '../territory/load-territory.ts'
import type { ConsoleThreadData } from './console-messages.ts'
import { createHandlers } from './console-handlers.ts'
import { createStartImport } from './import/start-import.ts'
import { createRevisionDigest } from './revision-digest.ts'
import { readSpokenTexts } from './read-spoken-texts.ts'

export type ConsoleListener = {
  readonly onProgress: (progress: { readonly what: string; readonly done: number; readonly total: number }) => void
  readonly onEvent: (event: ConsoleEvent) => void
}
export type OpenedConsole =
  | { readonly kind: 'open'; readonly dispatch: Dispatch; readonly stop: () => Promise<void> }
  | { readonly kind: 'refused'; readonly sentence: string }

const CENTRAL_TIMEOUT_MS = 5_000
const LOADED_FROM = 'territoryDirectory'
const FOLLOWED = 'territoryFollowed'

/** Composes a desk over its files: opens them, brings places and catalog up to date, and goes on with every order where it was left. */
export async function openConsole(data: ConsoleThreadData, log: Log, listener: ConsoleListener): Promise<OpenedConsole> {
  const opened = openFiles(data, log)
  if (opened.kind === 'refused') return opened
  const { journal, cache } = opened
  const loaded = await bringTerritory(data, cache, journal, listener)
  if (loaded) return { kind: 'refused', sentence: loaded }
  return compose(data, { journal, log, cache: healing(data, { journal, cache, log }, listener) }, listener)
}

/** Damage that shows only while the desk works is mended while it works: places from their files, the rest from central's feed. */
function healing(data: ConsoleThreadData, { journal, cache, log }: Files, listener: ConsoleListener): Cache {
  return createHealingCache({
    open: () => openCache({ file: join(data.dataDir, 'cache.db'), key: data.key }),
    onDamage: (quarantined) => {
      log.warn({ useCase: 'cache.heal', outcome: 'rebuilding', reason: quarantined?.reason ?? 'passed' })
      listener.onEvent({ name: 'desk.changed' })
    },
    rebuild: async (fresh) => {
      const problem = await bringTerritory(data, fresh, journal, listener)
      log.warn({ useCase: 'cache.heal', outcome: problem ?? 'rebuilt' })
      listener.onEvent({ name: 'catalog.changed', version: fresh.catalog()?.version ?? 0 })
    },
  }, cache).cache
}

type Files = { readonly journal: Journal; readonly cache: Cache; readonly log: Log }

function openFiles(data: ConsoleThreadData, log: Log): ({ readonly kind: 'open' } & Omit<Files, 'log'>) | { readonly kind: 'refused'; readonly sentence: string } {
  const opened = openJournal({ file: join(data.dataDir, 'journal.db'), key: data.key, ids: systemIds, clock: systemClock })
  if (opened.kind === 'newer') {
    return { kind: 'refused', sentence: `The journal on this desk was written by a newer Lastmile Desk (version ${opened.found}, this one knows ${opened.known}). Nothing was changed. Start the newer program.` }
  }
  const { cache, quarantined } = openCache({ file: join(data.dataDir, 'cache.db'), key: data.key })
  if (quarantined) log.warn({ useCase: 'cache.open', outcome: 'rebuilt', reason: quarantined.reason })
  return { kind: 'open', journal: opened.journal, cache }
}

/** The places are loaded at the first start, after the cache was put aside, and when the territory's own files have changed. */
async function bringTerritory(data: ConsoleThreadData, cache: Cache, journal: Journal, listener: ConsoleListener): Promise<string | null> {
  const directory = journal.settings.get(LOADED_FROM) ?? data.territoryDir
  // What came in file by file is not in any directory; only another import or another territory takes its place.
  if (cache.territoryImport().isImported()) return null
  // Nor is what was taken from central.
  if (cache.territory()?.revision !== undefined) return null
  const stamp = `territoryStamp:${directory}`
  const current = stampOf(directory)
  if (cache.territory() && journal.settings.get(stamp) === current) return null
  const loaded = await loadTerritory(cache, directory, (done, total) => listener.onProgress({ what: 'Territory', done, total }))
  if (!loaded.ok) return `The territory in ${directory} could not be read (${JSON.stringify(loaded.error.details)}).`
  journal.settings.set(stamp, current)
  return null
}

/** Changes when any file of the territory does: name, size and time of each. */
function stampOf(directory: string): string {
  const hash = createHash('sha256')
  const files = existsSync(directory) ? readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : []
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file}:${size}:${mtimeMs};`)
  }
  return hash.digest('hex')
}

function connectCentral(data: ConsoleThreadData, network: Network): CentralClient {
  return data.central.kind === 'port'
    ? createPortCentralClient(data.central.port, { timeoutMs: CENTRAL_TIMEOUT_MS, network })
    : createHttpCentralClient({ baseUrl: data.central.url, token: data.central.token, timeoutMs: CENTRAL_TIMEOUT_MS, network })
}

function compose(data: ConsoleThreadData, files: Files, listener: ConsoleListener): OpenedConsole {
  const { journal, cache, log } = files
  const emit = (event: ConsoleEvent): void => {
    listener.onEvent(event)
    if (event.name === 'order.changed') promises.look()
    // A draft that went, or names another identifier, may leave one behind at the ISP.
    if (event.name === 'draft.changed') void identifierHolds.reconcile()
  }
  const promises = createPromiseKeeper({ journal, clock: systemClock, timers: systemTimers, emit: listener.onEvent })
  const { network, setNetwork } = createNetworkSwitch((up) => {
    emit({ name: 'desk.changed' })
    if (up) {
      void feed.pull()
      void sendDisputes()
      runner.kick()
      void identifierHolds.reconcile()
    }
  })
  const central = connectCentral(data, network)
  const partners = createPartnerClients({
    config: data.partners, network, clock: systemClock, timers: systemTimers,
    onAsk: (asked) => {
      health.asked(asked)
      emit({ name: 'desk.changed' })
    },
    onTiming: (timing) => {
      health.record(timing)
      emit({ name: 'desk.changed' })
    },
  })
  const identifierHolds = createIdentifierHolds({ journal, identities: partners.identities, clock: systemClock, timers: systemTimers, ids: systemIds, warn: log.warn })
  const localDates = createLocalDates()
  const terms = () => {
    const territory = cache.territory()
    return { localDateOf: (instant: Instant) => localDates(instant, territory?.zone ?? 'UTC'), region: territory?.region ?? '', billCycleDay: territory?.billCycleDay ?? null }
  }
  const health = createHealthBook(() => terms().localDateOf(systemClock.now()))
  const runner = createRunner({ journal: journal.saga, partners, central, network, catalog: cache.catalog, terms, clock: systemClock, timers: systemTimers, emit, log })
  // A territory of a million addresses is made ready between the calls, not at the first keystroke. Whoever asks before has it made at once.
  const prepareSearch = (): void => void cache.prepareSearch(nextTurn).catch((error: unknown) => log.warn({ useCase: 'search.prepare', outcome: error instanceof Error ? error.message : 'stopped' }))
  const territoryFollower = createTerritoryFollower({
    central, keySource: data.keySource, cache: { territory: cache.territory, territoryOffered: cache.territoryOffered, followed: () => journal.settings.get(FOLLOWED) || null, isImported: () => cache.territoryImport().isImported(), putTerritory: cache.putTerritory }, warn: log.warn,
    onTaken: () => {
      log.info({ useCase: 'territory.follow', outcome: 'taken' })
      prepareSearch()
      emit({ name: 'desk.changed' })
    },
  })
  const bringOffered = (): void => void territoryFollower.pull().catch((error: unknown) => log.warn({ useCase: 'territory.follow', outcome: error instanceof Error ? error.message : 'stopped' }))
  const feed = followFeed({
    central, cursor: cache.cursor, apply: cache.applyFeed, clock: systemClock, timers: systemTimers,
    onChange: ({ catalogChanged, portsChanged, orderIds, billedCustomerIds }) => {
      bringOffered()
      if (catalogChanged) {
        emit({ name: 'catalog.changed', version: cache.catalog()?.version ?? 0 })
        runner.kick()
      }
      if (orderIds.length > 0 || portsChanged) emit({ name: 'orders.changed' })
      if (billedCustomerIds.length > 0) emit({ name: 'bills.changed', customerIds: billedCustomerIds })
    },
    warn: log.warn,
    onState: ({ state }) => {
      emit({ name: 'desk.changed' })
      if (state === 'connected') {
        bringOffered()
        runner.kick()
        void sendDisputes()
      }
    },
  })
  const sendDisputes = createDisputeSender({ journal, central, network, deskId: journal.saga.deskId, log, pull: () => feed.pull() })
  const users = JSON.parse(readFileSync(join(resourcesDirectory(), 'demo', 'users.json'), 'utf8')) as UserRecord[]
  const sessions = createSessions({ users, isSandbox: () => cache.territory()?.sandbox ?? false, clock: systemClock })
  const callerAuth = createCallerAuth({ clock: systemClock, log })
  const callTeller = createCallTeller({ journal, central, deskId: journal.saga.deskId, clock: systemClock, timers: systemTimers, warn: log.warn })
  const broughtFiles = createBroughtFiles(join(data.dataDir, 'brought'))
  const builtInDirectory = join(resourcesDirectory(), 'territory')
  const imports = createImportJobs({
    settings: journal.settings, start: createStartImport({ dataDir: data.dataDir, key: data.key, builtInDirectory }), files: broughtFiles, keySource: data.keySource, clock: systemClock, ids: systemIds, emit,
    refusalOf: (order) => {
      const manifest = manifestOf(order.territory, builtInDirectory, null)
      const info = typeof manifest === 'string' ? manifest : infoOf(order.territory, manifest, order)
      return typeof info === 'string' ? info : null
    },
    territory: cache.territory, refusals: (key, limit) => cache.territoryImport().refusals(key, limit), placesChanged: () => { cache.placesChanged(); prepareSearch() }, warn: log.warn, saveReport: (name, text) => saveReport(join(data.dataDir, 'reports'), name, text),
  })
  imports.open()
  const publisher = createTerritoryPublisher({
    central, network, deskId: journal.saga.deskId, keySource: data.keySource, isImportOpen: imports.isOpen, pause: nextTurn, pull: () => feed.pull(), emit, warn: log.warn, createDigest: createRevisionDigest,
    cache: { territory: cache.territory, territoryOffered: cache.territoryOffered, isImported: () => cache.territoryImport().isImported(), territoryPages: cache.territoryPages },
  })
  const isPractice = () => (journal.settings.get(LOADED_FROM) ?? data.territoryDir) === data.territoryDir
  const choosing = {
    follower: territoryFollower, network, keySource: data.keySource, isImportOpen: imports.isOpen, setFollowed: (name: string | null) => journal.settings.set(FOLLOWED, name ?? ''), isPractice,
    cache: { territory: cache.territory, territoryOffered: cache.territoryOffered, isImported: () => cache.territoryImport().isImported() },
    loadPractice: async () => {
      const loaded = await loadTerritory(cache, data.territoryDir)
      if (loaded.ok) journal.settings.set(LOADED_FROM, data.territoryDir)
      return loaded
    },
    onChosen: () => {
      prepareSearch()
      emit({ name: 'desk.changed' })
      emit({ name: 'import.changed' })
    },
  }
  const handlers = createHandlers({ imports, publisher, choosing, files: broughtFiles, printBill: createPrint(join(resourcesDirectory(), 'fonts')), saveReport: (name, content) => saveReport(join(data.dataDir, 'reports'), name, content), callTeller, data, journal, cache, partners, central, network, setNetwork, health, terms, runner, promises, feed, sessions, callerAuth, identifierHolds, sendDisputes, texts: readSpokenTexts(join(resourcesDirectory(), 'consents')), emit, loadedFrom: (directory) => journal.settings.set(LOADED_FROM, directory) })
  prepareSearch()
  runner.start()
  promises.look()
  callTeller.start()
  void identifierHolds.reconcile()
  return {
    kind: 'open',
    dispatch: createDispatch({ handlers, userOf: sessions.userOf, clock: systemClock, ids: systemIds, log }),
    stop: async () => {
      promises.stop()
      callTeller.stop()
      // What it does not finish in time is broken off between two batches and goes on at the next start.
      await Promise.race([imports.stop(), new Promise((resolve) => setTimeout(resolve, 2_000).unref())])
      return close({ runner, feed, identifierHolds, journal, cache })
    },
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Waits for answers that are under way, briefly: whatever they say is found again by a probe at the next start. */
async function close(parts: { readonly runner: { readonly stop: () => Promise<void> }; readonly feed: FeedFollower; readonly identifierHolds: IdentifierHolds; readonly journal: Journal; readonly cache: Cache }): Promise<void> {
  parts.feed.stop()
  parts.identifierHolds.stop()
  await Promise.race([parts.runner.stop(), new Promise((resolve) => setTimeout(resolve, 1_000).unref())])
  parts.journal.close()
  parts.cache.close()
}
