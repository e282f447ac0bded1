import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ConsoleHandle, StartConsole } from '../console-handle.ts'
import { runHeadless } from '../headless/headless-host.ts'
import { startLoopbackHost } from '../loopback/loopback-host.ts'
import { chooseHost, type HostChoice, type Machine } from './choose-host.ts'
import { type DeskOptions, findAppData, readDeskOptions, USAGE, writeDeskOptions } from './desk-options.ts'
import { findElectronRuntime } from './electron-runtime.ts'
import { openBrowser } from './open-browser.ts'
import { createProgressLines } from './progress-lines.ts'
import { isBuildCurrent } from './source-stamp.ts'

export type LaunchDeps = {
  readonly root: string
  readonly startConsole: StartConsole
  /** Brings out/ up to date. Apart, because the bundler is heavy and mostly not needed. */
  readonly build: (root: string) => Promise<void>
  readonly print: (line: string) => void
}

const ELECTRON_WAIT_MS = 10_000

/** Runs a desk from its command line until `signal`. Answers the exit code. Expected refusals are printed as sentences. */
export async function runDesk(argv: readonly string[], deps: LaunchDeps, signal: AbortSignal): Promise<number> {
  const machine: Machine = { platform: process.platform, env: process.env }
  const options = readOptions(argv, machine, deps.print)
  if (!options) return 2
  if (options.help) {
    deps.print(USAGE)
    return 0
  }
  if (!(await isBuildCurrent(deps.root))) {
    deps.print('Building the desk from its sources (once after each change) …')
    await deps.build(deps.root)
  }
  const choice = await chooseHost(options.host, machine, () =>
    findElectronRuntime({ packageDir: join(deps.root, 'node_modules/electron'), waitMs: ELECTRON_WAIT_MS, env: machine.env }))
  if ('why' in choice) deps.print(choice.why)
  if (signal.aborted) return 0
  mkdirSync(options.dataDir, { recursive: true })
  return choice.host === 'electron' ? runElectron({ root: deps.root, runtime: choice.runtime, options, signal }) : runHere(choice, options, deps, signal)
}

function readOptions(argv: readonly string[], machine: Machine, print: (line: string) => void): DeskOptions | null {
  try {
    return readDeskOptions({ argv, env: machine.env, appData: findAppData({ ...machine, home: homedir() }) })
  } catch (error) {
    print(error instanceof Error ? error.message : String(error))
    return null
  }
}

async function runHere(choice: HostChoice, options: DeskOptions, deps: LaunchDeps, signal: AbortSignal): Promise<number> {
  const outcome = await deps.startConsole({
    dataDir: options.dataDir, central: options.central, sandboxProviders: options.sandboxProviders,
    onProgress: createProgressLines(deps.print), onLog: () => undefined,
  })
  if (outcome.kind !== 'started') {
    deps.print(outcome.kind === 'held' ? `${options.dataDir} is open in ${outcome.by}.` : outcome.sentence)
    return 1
  }
  const failed = new AbortController()
  void outcome.console.ended.then((sentence) => failed.abort(sentence))
  const until = AbortSignal.any([signal, failed.signal])
  try {
    if (choice.host === 'loopback') await serveLoopback(outcome.console, options, deps, until)
    else {
      deps.print('The desk runs without a window. Ctrl-C ends it.')
      await runHeadless(until)
    }
    if (failed.signal.aborted) deps.print(String(failed.signal.reason))
    return failed.signal.aborted ? 1 : 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    deps.print(`Port ${options.port} is taken by another program. Leave --port away to get a free one.`)
    return 1
  } finally {
    await outcome.console.stop()
  }
}

async function serveLoopback(console: ConsoleHandle, options: DeskOptions, deps: LaunchDeps, signal: AbortSignal): Promise<void> {
  const host = await startLoopbackHost({ console, pagesDir: join(deps.root, 'out/renderer'), port: options.port })
  const link = host.issueLink()
  deps.print(`Open ${link}`)
  openBrowser(link, { platform: process.platform, env: process.env })
  // A link opens one browser; Enter asks for another.
  const keyboard = process.stdin.isTTY ? createInterface({ input: process.stdin }) : null
  if (keyboard) deps.print('The link opens one browser. Press Enter for another link, Ctrl-C to end.')
  keyboard?.on('line', () => deps.print(`Open ${host.issueLink()}`))
  await runHeadless(signal)
  keyboard?.close()
  await host.close()
}

/** Electron is a process of its own; it ends when we are told to, and we when it does. */
function runElectron(run: { readonly root: string; readonly runtime: string; readonly options: DeskOptions; readonly signal: AbortSignal }): Promise<number> {
  const { args, env } = writeDeskOptions(run.options)
  // Electron reads ELECTRON_RUN_AS_NODE from the shell that started us as an order to show no window.
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env
  const child = spawn(run.runtime, [run.root, ...args], { stdio: 'inherit', env: { ...inherited, ...env } })
  const end = () => { child.kill('SIGTERM') }
  run.signal.addEventListener('abort', end, { once: true })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      run.signal.removeEventListener('abort', end)
      resolve(code ?? (run.signal.aborted ? 0 : 1))
    })
  })
}
