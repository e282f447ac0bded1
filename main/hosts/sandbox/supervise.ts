import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { RESTART_EXIT_CODE } from './faults.ts'

const zReady = z.object({
  ready: z.literal(true), providerId: z.string(), httpPort: z.int(), commandPort: z.int(),
  radius: z.array(z.object({ port: z.int() })), /** Empty for a provider that is no ISP. */
  radiusSecret: z.string(),
  /** Where an ISP keeps identifiers over HTTPS, and the certificate by which it is known; null for others. */
  identity: z.object({ port: z.int(), certificate: z.string() }).nullable(),
})
/** Where a provider listens. Stays true over its restarts. */
export type Ready = Omit<z.infer<typeof zReady>, 'ready'>

export type SupervisedProvider = { readonly providerId: string; readonly answersFile?: string; readonly identitiesFile?: string; /** Where its customer numbers begin, 0–999; see `inSeries`. */ readonly series?: number }
export type SuperviseOptions = {
  /** The sandbox's own directory; each provider keeps its book in `<provider>/` there. */
  readonly directory: string
  readonly providers: readonly SupervisedProvider[]
  /** How to start the provider's entry: a source file in tests, a bundled one in the built app. */
  readonly entry: { readonly command: string; readonly args: readonly string[]; readonly env?: NodeJS.ProcessEnv }
  /** Starts the entry where no plain Node is at hand; `entry` is then not used. `args` are the provider's own. */
  readonly fork?: (args: readonly string[]) => ProviderProcess
  /** Gets one line of JSON per event, a `SuperviseLogLine`. */
  readonly onLog: (line: string) => void
}
/** What is needed of a provider's process. A ChildProcess is one; Electron's utility process is made one by its host. */
export type ProviderProcess = {
  readonly pid?: number | undefined
  readonly exitCode: number | null
  readonly signalCode: string | null
  /** Null where a process has none; elsewhere its end tells the provider to go. */
  readonly stdin: { readonly end: () => unknown; readonly on: (event: 'error', listener: () => void) => unknown } | null
  readonly stdout: Readable | null
  readonly stderr: Readable | null
  readonly once: (event: 'exit' | 'error', listener: (code: number | null, signal: string | null) => void) => unknown
  readonly kill: (signal?: 'SIGTERM' | 'SIGKILL') => boolean
}
export type SuperviseLogLine =
  | { readonly event: 'ready'; readonly providerId: string; readonly pid: number | undefined }
  | { readonly event: 'ended'; readonly providerId: string; readonly code: number | null; readonly signal: string | null }
  | { readonly event: 'said'; readonly providerId: string; readonly text: string }
export type Supervision = {
  /** Settles once: all are ready, or one did not start in five attempts. */
  readonly ready: Promise<readonly Ready[]>
  /** Ends every provider and resolves when the last one is gone. */
  readonly stop: () => Promise<void>
}

const START_ATTEMPTS = 5
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000
const KILL_AFTER_MS = 3_000

/** Runs each provider in a process of its own, and runs it again, on the same ports and the same book, whenever it ends by itself. */
export function superviseProviders(options: SuperviseOptions): Supervision {
  const watches = options.providers.map((provider) => watch(options, provider))
  const ready = Promise.all(watches.map((one) => one.ready))
  const stop = async () => void (await Promise.all(watches.map((one) => one.stop())))
  // A start that fails leaves no process behind; the caller still sees the rejection.
  ready.catch(stop)
  return { ready, stop }
}

function watch(options: SuperviseOptions, provider: SupervisedProvider): { ready: Promise<Ready>; stop: () => Promise<void> } {
  const log = (line: SuperviseLogLine) => options.onLog(JSON.stringify(line))
  let resolve: (ready: Ready) => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const ready = new Promise<Ready>((onReady, onFailure) => [resolve, reject] = [onReady, onFailure])
  let ports: Ready | null = null
  let failures = 0
  let isStopping = false
  let child: ProviderProcess | null = null
  let pause: NodeJS.Timeout | null = null

  const start = () => {
    const started = (options.fork ?? spawnEntry(options.entry))(argumentsFor(options.directory, provider, ports))
    child = started
    // The write end stays open and unused: when this process dies the child reads the end of its input and goes too.
    started.stdin?.on('error', () => undefined)
    if (started.stderr) createInterface({ input: started.stderr }).on('line', (text) => log({ event: 'said', providerId: provider.providerId, text }))
    if (started.stdout) createInterface({ input: started.stdout }).on('line', (text) => {
      const line = readReady(text)
      if (!line) return log({ event: 'said', providerId: provider.providerId, text })
      ports = line
      failures = 0
      log({ event: 'ready', providerId: provider.providerId, pid: started.pid })
      resolve(line)
    })
    const ended = (code: number | null, signal: string | null) => {
      if (child !== started) return
      child = null
      log({ event: 'ended', providerId: provider.providerId, code, signal })
      if (isStopping) return
      if (code !== RESTART_EXIT_CODE) failures += 1
      if (!ports && failures >= START_ATTEMPTS) return reject(new Error(`sandbox provider ${provider.providerId} does not start`))
      pause = setTimeout(start, code === RESTART_EXIT_CODE ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures))
    }
    started.once('exit', ended)
    started.once('error', () => ended(null, null))
  }
  start()

  return {
    ready,
    stop: async () => {
      isStopping = true
      if (pause) clearTimeout(pause)
      reject(new Error('the sandbox was stopped'))
      if (child) await end(child)
    },
  }
}

const spawnEntry = ({ command, args, env }: SuperviseOptions['entry']) => (own: readonly string[]): ProviderProcess =>
  spawn(command, [...args, ...own], { stdio: ['pipe', 'pipe', 'pipe'], ...(env ? { env } : {}) })

function argumentsFor(directory: string, provider: SupervisedProvider, ports: Ready | null): string[] {
  return [
    '--provider', provider.providerId, '--data', directory,
    ...(provider.answersFile ? ['--answers', provider.answersFile] : []),
    ...(provider.identitiesFile ? ['--identities', provider.identitiesFile] : []),
    ...(provider.series === undefined ? [] : ['--series', String(provider.series)]),
    ...(ports ? ['--http-port', String(ports.httpPort), '--command-port', String(ports.commandPort)] : []),
    ...(ports?.identity ? ['--https-port', String(ports.identity.port)] : []),
    ...(ports && ports.radius.length > 0 ? ['--radius-ports', ports.radius.map(({ port }) => port).join(',')] : []),
  ]
}

function readReady(text: string): Ready | null {
  try {
    const { ready: _, ...line } = zReady.parse(JSON.parse(text))
    return line
  } catch {
    return null
  }
}

/** Asks by SIGTERM (and by closing its input, which is all that Windows knows), then insists. */
function end(child: ProviderProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const insist = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
    child.once('exit', () => {
      clearTimeout(insist)
      resolve()
    })
    child.stdin?.end()
    child.kill('SIGTERM')
  })
}
