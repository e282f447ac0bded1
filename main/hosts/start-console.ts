import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import type { Envelope } from '../../shared/contract/console/envelope.ts'
import type { ConsoleEvent } from '../../shared/contract/console/contract.ts'
import { entryUrl } from '../platform/entry.ts'
import { holdDirectory } from '../platform/holder.ts'
import { deskKey } from '../platform/keys.ts'
import type { DeskKey } from '../platform/keys.ts'
import { resourcesDirectory } from '../platform/resources.ts'
import type { PartnerConfig } from '../provisioning/ports.ts'
import type { ConsoleHandle, StartConsole, StartConsoleOptions } from './console-handle.ts'
import type { ConsoleThreadData, FromConsole, ToConsole } from './console-messages.ts'
import type { CentralThreadData } from './central/central-thread.ts'
import { readPartners } from './read-partners.ts'
import { startSandbox } from './start-sandbox.ts'
import { watchLife } from './watch-life.ts'
import type { RunningSandbox } from './start-sandbox.ts'

/** The version in the package this program was installed with. */
const programVersion = (): string => (JSON.parse(readFileSync(join(resourcesDirectory(), '..', 'package.json'), 'utf8')) as { readonly version: string }).version

const DEFAULT_TERRITORY = 'cheyenne'

/**
 * Starts the console the same way for every host: takes the data directory, finds its key, starts the practice providers and the
 * embedded central where asked, then the console thread. Whatever fails on the way, what was already started is ended.
 */
export const startConsole: StartConsole = async (options) => {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const hold = holdDirectory(options.dataDir, { pid: process.pid, startedAt: new Date().toISOString().slice(0, 16).replace('T', ' ') })
  if (hold.kind === 'held') return { kind: 'held', by: hold.by }
  const undo: (() => unknown)[] = [hold.release]
  const end = async () => {
    for (const step of undo.splice(0).toReversed()) await step()
  }
  try {
    const key = deskKey(options.dataDir, keyMeans(options))
    const territoryDir = join(resourcesDirectory(), 'territory', DEFAULT_TERRITORY)
    const sandbox = options.sandboxProviders ? await startSandbox({ ...options, territoryDir }) : null
    if (sandbox) undo.push(sandbox.stop)
    const partners = sandbox ? { kind: 'read' as const, partners: sandbox.partners } : readPartners(join(options.dataDir, 'partners.json'))
    if (partners.kind === 'refused') {
      await end()
      return partners
    }
    const central = openCentral(options, key, territoryDir)
    if (central) undo.push(central.stop)
    const data = threadData(options, { key, territoryDir, sandbox, partners: partners.partners, central: central?.port ?? null })
    const started = startThread(data, central?.port ?? null, options)
    const outcome = central ? await Promise.race([started, central.failed]) : await started
    if (outcome.kind === 'refused') {
      await end()
      return outcome
    }
    undo.push(outcome.stop)
    return { kind: 'started', console: { ...outcome.console, stop: end } }
  } catch (error) {
    await end()
    throw error
  }
}

const keyMeans = (options: StartConsoleOptions) => ({
  ...(options.secretStore ? { secretStore: options.secretStore } : {}),
  ...(process.env['LASTMILE_PASSPHRASE'] ? { passphrase: process.env['LASTMILE_PASSPHRASE'] } : {}),
})

/** Embedded central: a second thread, reached only through a message port, as a remote one is only through HTTP. `failed`: its sentence when it cannot run. */
function openCentral(options: StartConsoleOptions, key: DeskKey, territoryDir: string) {
  if (options.central.kind !== 'embedded') return null
  const { port1, port2 } = new MessageChannel()
  const workerData: CentralThreadData = { file: join(options.dataDir, 'central.db'), key: key.key, territoryDir, port: port2 }
  const thread = new Worker(entryUrl('central-thread'), { workerData, transferList: [port2] })
  const { over } = watchLife(thread)
  const failed = new Promise<{ readonly kind: 'refused'; readonly sentence: string }>((resolve) => {
    thread.on('error', (error) => {
      options.onLog(JSON.stringify({ level: 'error', thread: 'central', error: error.message }))
      resolve({ kind: 'refused', sentence: `Central could not open its data on this desk: ${error.message}.` })
    })
  })
  return { port: port1, failed, stop: () => endThread(thread, over) }
}

type Parts = { readonly key: DeskKey; readonly territoryDir: string; readonly sandbox: RunningSandbox | null; readonly partners: PartnerConfig; readonly central: MessagePort | null }

function threadData(options: StartConsoleOptions, parts: Parts): ConsoleThreadData {
  return {
    dataDir: options.dataDir,
    territoryDir: parts.territoryDir,
    key: parts.key.key,
    keySource: parts.key.source,
    partners: parts.partners,
    central: parts.central ? { kind: 'port', port: parts.central } : (options.central as Extract<StartConsoleOptions['central'], { kind: 'http' }>),
    sandbox: parts.sandbox ? { providers: parts.sandbox.providers, demoCallers: parts.sandbox.demoCallers } : null,
    version: programVersion(),
    updateFeedUrl: process.env['LASTMILE_UPDATE_FEED'] ?? null,
  }
}

type StartedThread = { readonly kind: 'refused'; readonly sentence: string } | { readonly kind: 'started'; readonly console: Omit<ConsoleHandle, 'stop'>; readonly stop: () => Promise<void> }

function startThread(data: ConsoleThreadData, port: MessagePort | null, options: StartConsoleOptions): Promise<StartedThread> {
  const thread = new Worker(entryUrl('console-thread'), { workerData: data, transferList: port ? [port] : [] })
  const waiting = new Map<number, (envelope: Envelope) => void>()
  const listeners = new Set<(event: ConsoleEvent) => void>()
  const life = watchLife(thread)
  let nextId = 0
  const send = (message: ToConsole) => thread.postMessage(message)

  const console: Omit<ConsoleHandle, 'stop'> = {
    ended: life.endedByItself,
    call: (clientId, call) =>
      new Promise((resolve) => {
        // A thread that is gone takes messages in silence.
        if (life.isOver()) return resolve(CONSOLE_ENDED)
        nextId += 1
        waiting.set(nextId, resolve)
        send({ kind: 'call', id: nextId, clientId, call })
      }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const stop = async () => {
    life.expectEnd()
    const stopped = new Promise<void>((resolve) => thread.on('message', (message: FromConsole) => message.kind === 'stopped' && resolve()))
    send({ kind: 'stop' })
    await Promise.race([stopped, life.over])
    await thread.terminate()
  }

  return new Promise((resolve, reject) => {
    thread.on('error', reject)
    thread.on('exit', () => {
      for (const answer of waiting.values()) answer(CONSOLE_ENDED)
      waiting.clear()
    })
    thread.on('message', (message: FromConsole) => {
      if (message.kind === 'progress') options.onProgress(message)
      else if (message.kind === 'ready') resolve({ kind: 'started', console, stop })
      else if (message.kind === 'refused') void thread.terminate().then(() => resolve(message))
      else if (message.kind === 'event') for (const listener of listeners) listener(message.event)
      else if (message.kind === 'answer') {
        waiting.get(message.id)?.(message.envelope)
        waiting.delete(message.id)
      }
    })
  })
}

const CONSOLE_ENDED: Envelope = { ok: false, error: { code: 'internal', details: { reference: 'console ended' } } }

/** Asks central's thread to end; what it has not answered is not acknowledged, and asked again with the same key. */
async function endThread(thread: Worker, over: Promise<void>): Promise<void> {
  const patience = setTimeout(() => void thread.terminate(), 2_000)
  thread.postMessage('stop')
  await over
  clearTimeout(patience)
}
